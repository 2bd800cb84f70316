//! Links to share, and sheets of codes, with the real program.

#![allow(
    clippy::allow_attributes,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test may end here"
)]

mod support;

use canyu_core::referral::share_code;
use serde_json::Value;
use support::{CAMPAIGN, EVENING, Place, Server, agent, arrive, token};

fn text(agent: &ureq::Agent, address: &str, headers: &[(&str, &str)]) -> (u16, String) {
    let mut request = agent.get(address);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let mut answer = request.call().unwrap();
    (
        answer.status().as_u16(),
        answer.body_mut().read_to_string().unwrap_or_default(),
    )
}

/// The share code of a fan at the share node, who arrives for it.
fn code(agent: &ureq::Agent, server: &Server, person: u32) -> String {
    arrive(agent, server, person);
    let (_, me) = text(
        agent,
        &server.at("/me"),
        &[("authorization", &format!("Bearer {}", token(person)))],
    );
    let me: Value = serde_json::from_str(&me).unwrap();
    share_code(me["code"].as_str().unwrap(), 4)
}

fn with_page() -> Place {
    let place = Place::new();
    let file = CAMPAIGN.replacen(
        "origins =",
        "page = \"https://shop.example/toy?size=2#now\"\norigins =",
        1,
    );
    std::fs::write(place.path("toy.toml"), file).unwrap();
    place.publish();
    place
}

#[test]
fn a_link_shows_the_campaign_as_it_is_now_and_leads_on_to_the_hosts_page_with_its_own_query() {
    let place = with_page();
    let server = place.serve_with(EVENING, &["--public-url", "https://canyu.example"]);
    let agent = agent();
    let code = code(&agent, &server, 1);
    let address = format!("{}/s/{code}.messenger", server.url);
    let (status, page) = text(&agent, &address, &[]);
    assert_eq!(status, 200);
    let onward = format!("https://shop.example/toy?size=2&amp;canyu={code}.messenger#now");
    for part in [
        format!("http-equiv=\"refresh\" content=\"0; url={onward}\""),
        format!("<a href=\"{onward}\">"),
        "property=\"og:title\" content=\"A new toy\"".to_owned(),
        format!("property=\"og:url\" content=\"https://canyu.example/s/{code}.messenger\""),
        format!("property=\"og:image\" content=\"https://canyu.example/s/{code}/card.jpg?lang=en"),
        "property=\"og:image:alt\" content=\"Red\"".to_owned(),
        "name=\"twitter:card\" content=\"summary_large_image\"".to_owned(),
        "rel=\"canonical\" href=\"https://shop.example/toy?size=2#now\"".to_owned(),
    ] {
        assert!(page.contains(&part), "{part} is not in {page}");
    }
    assert!(!page.contains("<script"));
    let (_, chinese) = text(&agent, &address, &[("accept-language", "fr, zh-CN;q=0.9")]);
    assert!(chinese.contains("og:title\" content=\"新玩具\"") && chinese.contains("content=\"zh_CN\""));
    let typed = format!("{}/s/{}", server.url, code.to_lowercase());
    assert_eq!(text(&agent, &typed, &[]).0, 200, "a code may be typed");
}

#[test]
fn a_link_that_leads_nowhere_is_told_alike_whatever_is_wrong_with_it() {
    let place = with_page();
    let server = place.serve(EVENING);
    let agent = agent();
    let code = code(&agent, &server, 1);
    // Of nobody, without its end, with a slip, of a node that is not there, and no code at all.
    let mut slip: Vec<char> = code.chars().collect();
    slip[3] = if slip[3] == 'X' { 'Y' } else { 'X' };
    let fan: String = code.chars().take(10).collect();
    let wrong = [
        share_code("0000000000", 4),
        code[..11].to_owned(),
        slip.into_iter().collect(),
        share_code(&fan, 31),
        "%3Cscript%3E".to_owned(),
    ];
    let answers: Vec<_> = wrong
        .iter()
        .map(|code| text(&agent, &format!("{}/s/{code}", server.url), &[]))
        .collect();
    assert_eq!(answers[0].0, 404);
    assert!(answers[0].1.contains("This link leads nowhere"));
    for (answer, code) in answers.iter().zip(&wrong) {
        assert_eq!(answer, &answers[0], "{code}");
        assert_eq!(text(&agent, &format!("{}/s/{code}/card.jpg", server.url), &[]).0, 404);
    }
}

#[test]
fn the_picture_of_a_link_changes_with_the_campaign_and_is_not_sent_twice() {
    let place = with_page();
    let agent = agent();
    let mut server = place.serve(EVENING);
    let code = code(&agent, &server, 1);
    let fetch = |server: &Server, known: Option<&str>| {
        let mut request = agent.get(format!("{}/s/{code}/card.jpg", server.url));
        if let Some(known) = known {
            request = request.header("if-none-match", known);
        }
        let mut answer = request.call().unwrap();
        let tag = answer.headers()["etag"].to_str().unwrap().to_owned();
        (answer.status().as_u16(), tag, answer.body_mut().read_to_vec().unwrap())
    };
    let (status, tag, file) = fetch(&server, None);
    assert_eq!(status, 200);
    let card = image::load_from_memory(&file).unwrap().into_rgb8();
    assert_eq!(card.dimensions(), (1_200, 630));
    let [red, _, blue] = card.get_pixel(900, 200).0;
    assert!(red > 200 && blue < 60, "the second tile is still red");
    assert_eq!(fetch(&server, Some(&tag)).0, 304);
    server.kill();
    let server = place.serve("2024-08-04T20:10:00Z");
    let (status, later, file) = fetch(&server, Some(&tag));
    assert_eq!(status, 200);
    assert_ne!(later, tag);
    let [red, _, blue] = image::load_from_memory(&file)
        .unwrap()
        .into_rgb8()
        .get_pixel(900, 200)
        .0;
    assert!(blue > 200 && red < 60, "and blue once its stage has come");
}

#[test]
fn a_sheet_has_a_code_for_each_channel_or_person_and_refuses_what_would_count_as_nothing() {
    let place = with_page();
    let server = place.serve(EVENING);
    let agent = agent();
    let code = code(&agent, &server, 1);
    drop(server);
    let at = ["--rehearsal-at", EVENING];
    let run = |more: &[&str]| place.run(&[&["sheet", "toy"], more, &at].concat());
    let channels = run(&[
        "--channel",
        "event",
        "--channel",
        "poster",
        "--count",
        "7",
        "-o",
        "sheet.html",
    ]);
    assert!(
        channels.status.success(),
        "{}",
        String::from_utf8_lossy(&channels.stderr)
    );
    let html = std::fs::read_to_string(place.path("sheet.html")).unwrap();
    assert_eq!(
        (html.matches("<svg").count(), html.matches("<section>").count()),
        (14, 2)
    );
    let participants = place.export("participants");
    let fan = participants[0]["participant"]
        .as_str()
        .or(participants[0]["id"].as_str())
        .unwrap()
        .to_owned();
    let personal = String::from_utf8(run(&["--fans", &fan]).stdout).unwrap();
    let groups = format!("{}·{}·{}", &code[..4], &code[4..8], &code[8..]);
    assert!(personal.contains(&groups), "{groups}");
    for wrong in [&["--channel", "shop-7"][..], &["--fans", "nobody"], &["--seeds"]] {
        assert!(!run(wrong).status.success(), "{wrong:?}");
    }
}
