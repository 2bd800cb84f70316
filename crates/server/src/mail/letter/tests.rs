use super::*;
use canyu_core::file;

const FILE: &str = r##"
slug = "toy"
languages = ["en", "zh-Hans", "zh-Hant"]
title = { en = "A <new> toy & more", zh-Hans = "新玩具", zh-Hant = "新玩具" }
accent = "#c2410c"
opens = 2024-08-04T19:00:00Z
closes = 2024-08-05T19:00:00Z
origins = ["https://shop.example"]
nodes = [
    { id = "sale", kind = "reserve", title = { en = "Sale", zh-Hans = "预约", zh-Hant = "預約" }, expires = 2024-09-05T19:00:00Z, items = [
        { key = "pearl", text = { en = "Pearl", zh-Hans = "珍珠", zh-Hant = "珍珠" }, stock = 3 },
    ] },
    { id = "draw", kind = "lottery", title = { en = "Draw", zh-Hans = "抽", zh-Hant = "抽" }, tickets = 1, draws = 2024-08-05T20:00:00Z, terms = { en = "Fair", zh-Hans = "公平", zh-Hant = "公平" }, prizes = [
        { name = { en = "Vinyl", zh-Hans = "黑胶", zh-Hant = "黑膠" } },
    ] },
]
"##;

fn campaign() -> Campaign {
    let reading = file::read(FILE);
    reading.campaign.unwrap_or_else(|| panic!("{:?}", reading.findings))
}

fn bodies() -> Vec<Body> {
    let until = Moment::parse("2024-08-19T20:29:00Z").unwrap();
    vec![
        Body::Confirm {
            code: "042137".to_owned(),
            link: "AbC-_9".to_owned(),
        },
        Body::Won { prize: 0, until },
        Body::Offered {
            node: "sale".to_owned(),
            item: "pearl".to_owned(),
            until,
        },
        Body::Appeal { cleared: true },
        Body::Appeal { cleared: false },
    ]
}

fn each(campaign: &Campaign, rehearsal: bool) -> Vec<Letter> {
    let in_each = |lang| {
        let about = About {
            campaign,
            lang,
            base: "https://canyu.example",
            rehearsal,
        };
        bodies()
            .into_iter()
            .map(move |body| letter(&body, &about))
            .collect::<Vec<_>>()
    };
    Lang::ALL.into_iter().flat_map(in_each).collect()
}

#[test]
fn a_mail_fetches_nothing_and_says_everything_in_plain_text_too() {
    for letter in each(&campaign(), false) {
        for fetched in [
            "<img",
            "src=",
            "url(",
            "<link",
            "<script",
            "@import",
            "background=",
            "http-equiv",
        ] {
            assert!(!letter.html.contains(fetched), "{fetched}: {}", letter.html);
        }
        // The one address in it is the button's, as text and as a link.
        let link = letter.text.lines().find(|line| line.starts_with("https://")).unwrap();
        assert_eq!(letter.html.matches("href=").count(), 1);
        assert!(letter.html.contains(&format!("href=\"{link}\"")), "{link}");
        assert!(letter.html.contains("prefers-color-scheme:dark") && letter.html.contains("#c2410c"));
        assert!(
            !letter.text.contains('{') && !letter.subject.contains('{'),
            "{}",
            letter.text
        );
        assert!(!letter.html.contains("<new>"), "strangers' text stays text");
        assert!(letter.text.contains("\n-- \n"));
    }
}

#[test]
fn what_fans_have_to_know_is_in_it() {
    let campaign = campaign();
    let letters = each(&campaign, false);
    let [confirm, won, offered, cleared, refused] = &letters[..5] else {
        panic!()
    };
    assert!(confirm.subject.starts_with("042137 is your code"));
    assert!(confirm.text.contains("https://canyu.example/confirm/AbC-_9") && confirm.text.contains("    042137\n"));
    assert!(won.subject.ends_with("A <new> toy & more”: Vinyl") && won.text.contains("19 August 2024, 20:29 UTC"));
    assert!(won.text.contains("https://canyu.example/c/toy"));
    assert!(offered.subject.contains("Pearl") && offered.text.contains("nothing to unsubscribe from"));
    assert_ne!(cleared.subject, refused.subject);
    assert!(letters[6].text.contains("2024年8月19日 20:29（UTC）") && letters[6].text.contains("黑胶"));
    assert!(letters[11].text.contains("黑膠"));
}

#[test]
fn a_rehearsal_says_so_in_the_subject() {
    for letter in each(&campaign(), true) {
        assert!(letter.subject.starts_with("[Rehearsal] ") || letter.subject.starts_with("[排演] "));
    }
}

#[test]
fn no_subject_has_two_lines() {
    let mut campaign = campaign();
    campaign
        .title
        .0
        .insert(Lang::En, "Toy\r\nBcc: everybody@example.org\n\n<body>".to_owned());
    for letter in each(&campaign, false) {
        assert!(!letter.subject.contains(char::is_control), "{}", letter.subject);
    }
}

#[test]
fn what_stands_on_the_button_can_be_read() {
    assert!(is_bright("#ffff00") && is_bright("#ffffff") && is_bright("#f97316"));
    assert!(!is_bright("#000000") && !is_bright("#c2410c") && !is_bright("#1d4ed8"));
    assert!(!is_colour("red") && !is_colour("#12345") && is_colour("#C2410c"));
}

#[test]
fn what_is_kept_is_read_again_and_not_shown() {
    for body in bodies() {
        let kept = serde_json::to_string(&body).unwrap();
        assert_eq!(serde_json::from_str::<Body>(&kept).unwrap(), body);
        assert!(!format!("{body:?}").contains("042137"));
    }
}
