//! Drafts: from a template to a campaign that fans meet, by two people.

use super::*;
use support::agent;

const CLOTH: &str =
    r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 30"><rect width="40" height="30" fill="#246"/></svg>"##;

/// Makes a draft of a template, and says its id.
fn begun(client: &Client, body: &Value) -> (String, Value) {
    let draft = client.post("/drafts", body).is(201);
    (draft["id"].as_str().unwrap().to_owned(), draft)
}

fn set(place: &str, value: Value) -> Value {
    json!({ "edits": [{ "op": "set", "place": place, "value": value }] })
}

fn errors(draft: &Value) -> Vec<(String, String)> {
    let findings = draft["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|found| found["is_error"] == true);
    let told = |found: &Value| {
        (
            found["place"].as_str().unwrap().to_owned(),
            found["code"].as_str().unwrap().to_owned(),
        )
    };
    findings.map(told).collect()
}

#[test]
fn a_template_becomes_a_campaign_that_fans_meet() {
    let place = Place::new();
    let (server, li) = served(&place);
    let templates = li.get("/templates").is(200);
    assert!(
        templates
            .as_array()
            .unwrap()
            .iter()
            .any(|one| one["name"] == "router-teaser"),
        "{templates}"
    );
    let (id, draft) = begun(&li, &json!({ "template": "router-teaser", "slug": "robot" }));
    assert_eq!((&draft["slug"], errors(&draft)), (&json!("robot"), vec![]), "{draft}");
    let at = |path: &str| format!("/drafts/{id}{path}");

    // What is wrong stands beside its place, and keeps it from being published.
    let wrong = li.post(&at("/edits"), &set("accent", json!("blue"))).is(200);
    assert_eq!(errors(&wrong), [("accent".to_owned(), "bad_colour".to_owned())]);
    let release = li.get(&at("/release")).is(200);
    assert_eq!(
        (&release["ready"], &release["published"]),
        (&json!(false), &Value::Null)
    );
    let wish = |draft: &Value, published: &Value| json!({ "revision": draft["revision"], "published": published, "slug": "robot" });
    li.post(&at("/publish"), &wish(&wrong, &Value::Null))
        .refused(409, "draft_has_errors");
    let right = li.post(&at("/edits"), &set("accent", json!("#224466"))).is(200);
    let right_url = li
        .post(
            &at("/edits"),
            &json!({ "edits": [{ "op": "insert", "place": "origins", "value": "https://shop.example" }] }),
        )
        .is(200);
    assert!(errors(&right).is_empty() && right_url["revision"].as_u64() > right["revision"].as_u64());

    // What is locked is told before it is.
    let release = li.get(&at("/release")).is(200);
    assert_eq!(release["ready"], true, "{release}");
    let locks: Vec<&str> = release["locks"]
        .as_array()
        .unwrap()
        .iter()
        .map(|lock| lock["place"].as_str().unwrap())
        .collect();
    assert!(
        locks.contains(&"opens") && locks.contains(&"nodes[guess].kind"),
        "{locks:?}"
    );
    assert!(
        !locks
            .iter()
            .any(|lock| lock.contains("title") || lock.contains("origins") || *lock == "closes"),
        "{locks:?}"
    );
    let other = json!({ "revision": right_url["revision"], "slug": "router" });
    li.post(&at("/publish"), &other).refused(422, "slug_not_typed");
    li.post(&at("/publish"), &wish(&right, &Value::Null))
        .refused(409, "draft_changed");
    let done = li.post(&at("/publish"), &wish(&right_url, &Value::Null)).is(200);
    assert_eq!(done, json!({ "slug": "robot", "version": 1 }));
    assert_eq!(li.get("/campaigns/robot").is(200)["slug"], "robot");
    let met = agent()
        .get(format!("{}/api/v1/campaigns/robot", server.url))
        .call()
        .unwrap();
    assert_eq!(met.status(), 200);

    // From now on texts change and rules do not.
    let text = li.post(&at("/edits"), &set("title.en", json!("Another title"))).is(200);
    let told = li.get(&at("/release")).is(200);
    let change = &told["changes"][0];
    assert_eq!(
        (&change["place"], &change["allowed"], &told["ready"]),
        (&json!("title.en"), &json!(true), &json!(true))
    );
    li.post(&at("/publish"), &wish(&text, &Value::Null))
        .refused(409, "draft_changed");
    assert_eq!(li.post(&at("/publish"), &wish(&text, &json!(1))).is(200)["version"], 2);
    let rule = li.post(&at("/edits"), &set("nodes[guess].tickets", json!(77))).is(200);
    let told = li.get(&at("/release")).is(200);
    assert_eq!(
        (&told["changes"][0]["allowed"], &told["ready"]),
        (&json!(false), &json!(false))
    );
    li.post(&at("/publish"), &wish(&rule, &json!(2)))
        .refused(409, "rules_locked");

    // The draft of a published campaign is the one that there is; once it is gone a new one has all that is published, pictures too.
    assert_eq!(begun(&li, &json!({ "campaign": "robot" })).0, id);
    li.delete(&at("")).is(204);
    li.get(&at("")).refused(404, "draft_unknown");
    let (_, again) = begun(&li, &json!({ "campaign": "robot" }));
    assert_eq!(
        (&again["published"], &again["behind"], errors(&again)),
        (&json!(2), &json!(false), vec![])
    );
    let log = li.get("/audit?campaign=robot").is(200);
    let deeds: Vec<&str> = log["lines"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| line["what"].as_str().unwrap())
        .collect();
    assert_eq!(
        deeds,
        ["draft_made", "draft_deleted", "published", "published", "draft_made"]
    );
}

#[test]
fn two_people_write_one_draft_and_nobody_loses_anything() {
    let place = Place::new();
    let (_server, li) = served(&place);
    let wu = li.colleague("wu@example.org", "staff", &json!(["ours"]));
    wu.post("/drafts", &json!({ "template": "router-teaser", "slug": "theirs" }))
        .refused(403, "slug_too_far");
    let (id, _) = begun(&li, &json!({ "template": "router-teaser", "slug": "ours" }));
    let at = |path: &str| format!("/drafts/{id}{path}");
    let edit = |client: &Client, place: &str, value: &str, was: &str| {
        let edit = json!({ "op": "set", "place": place, "value": value, "was": was });
        client.post(&at("/edits"), &json!({ "edits": [edit] }))
    };
    let title = li.get(&at("")).is(200)["document"]["title"].clone();
    let (en, zh) = (title["en"].as_str().unwrap(), title["zh-Hans"].as_str().unwrap());
    edit(&li, "title.en", "Hers", en).is(200);
    edit(&wu, "title.zh-Hans", "他的", zh).is(200);
    let late = edit(&wu, "title.en", "His", en);
    assert_eq!((late.status, late.code()), (409, "edited_meanwhile"));
    assert_eq!(
        (&late.body["place"], &late.body["theirs"]),
        (&json!("title.en"), &json!("Hers"))
    );
    let now = li.get(&at("")).is(200);
    assert_eq!(
        (&now["document"]["title"]["en"], &now["document"]["title"]["zh-Hans"]),
        (&json!("Hers"), &json!("他的"))
    );
    assert_eq!(now["edited_by"], "wu@example.org");

    // Each sees where the other one is.
    assert_eq!(wu.get(&at("/pulse?place=title.en")).is(200)["editors"], json!([]));
    let pulse = li.get(&at("/pulse?place=accent")).is(200);
    assert_eq!(
        pulse,
        json!({ "revision": now["revision"], "editors": [{ "name": "wu@example.org", "place": "title.en" }] })
    );

    // Changes are taken back one after another, by whoever has seen the last one.
    let undo = |client: &Client, seen: &Value| client.post(&at("/undo"), &json!({ "revision": seen["revision"] }));
    undo(&li, &json!({ "revision": 1 })).refused(409, "draft_changed");
    let once = undo(&li, &now).is(200);
    assert_eq!(
        (&once["document"]["title"]["en"], &once["document"]["title"]["zh-Hans"]),
        (&json!("Hers"), &json!(zh))
    );
    let twice = undo(&li, &once).is(200);
    assert_eq!(
        (&twice["document"]["title"]["en"], &twice["can_undo"]),
        (&json!(en), &json!(false))
    );
    undo(&li, &twice).refused(409, "nothing_to_undo");

    // A draft that is another campaign's is not there for him, and he cannot make this one so.
    wu.post(&at("/edits"), &set("slug", json!("theirs")))
        .refused(403, "slug_too_far");
    li.post(&at("/edits"), &set("slug", json!("theirs"))).is(200);
    wu.get(&at("")).refused(404, "draft_unknown");
    assert_eq!(wu.get("/drafts").is(200), json!([]));
}

#[test]
fn a_file_goes_home_and_comes_back_as_it_was_and_nothing_of_it_is_lost() {
    let place = Place::new();
    let (_server, li) = served(&place);
    let file = std::fs::read_to_string(place.path("toy.toml")).unwrap().replacen(
        "slug = \"toy\"",
        "slug = \"toy\" # a comment",
        1,
    );
    let (id, draft) = begun(&li, &json!({ "file": file }));
    let at = |path: &str| format!("/drafts/{id}{path}");
    let get = || li.get(&at("/file")).text;
    assert_eq!(get(), file);
    assert!(
        errors(&draft)
            .iter()
            .all(|(place, code)| code == "bad_picture" && place.ends_with("picture")),
        "{draft}"
    );
    let put = |text: &str, seen: u64| {
        let kind = [("content-type", "application/toml")];
        li.send_raw(
            "PUT",
            &at(&format!("/file?revision={seen}")),
            Some(text.as_bytes().to_vec()),
            &kind,
        )
    };
    let broken = put("slug = ", 1).is(200);
    assert_eq!(
        (&broken["document"], broken["findings"][0]["code"].as_str()),
        (&Value::Null, Some("syntax"))
    );
    li.post(&at("/edits"), &set("slug", json!("x")))
        .refused(409, "file_not_toml");
    put(&file, 1).refused(409, "draft_changed");
    put(&file, 2).is(200);
    assert_eq!(get(), file, "byte for byte");
    li.send_raw("PUT", &at("/file?revision=3"), Some(vec![0xff, 0xfe]), &[])
        .refused(422, "file_not_text");
    put(&"x".repeat(500_000), 3).refused(413, "file_too_long");
    assert_eq!(get(), file);

    let name = draft["findings"]
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["code"] == "bad_picture")
        .unwrap();
    let name = name["message"].as_str().unwrap().split('`').nth(1).unwrap().to_owned();
    let picture =
        |name: &str, body: &[u8]| li.send_raw("PUT", &at(&format!("/picture?name={name}")), Some(body.to_vec()), &[]);
    picture(&name, b"just words").refused(415, "not_a_picture");
    picture("../etc/passwd", CLOTH.as_bytes()).refused(422, "picture_name_wrong");
    let kept = picture(&name, CLOTH.as_bytes()).is(200);
    let found = kept["pictures"]
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["name"] == name.as_str())
        .unwrap();
    assert_eq!(found["used"], true);
    let got = li.get(&at(&format!("/picture?name={name}")));
    assert_eq!(
        (got.text.as_str(), got.header("content-type")),
        (CLOTH, "image/svg+xml")
    );
    assert!(got.header("content-security-policy").contains("sandbox"));
    li.delete(&at(&format!("/picture?name={name}"))).is(204);
    li.get(&at(&format!("/picture?name={name}")))
        .refused(404, "draft_unknown");
}

#[test]
fn a_draft_is_looked_at_as_fans_will_meet_it_at_any_moment() {
    let place = Place::new();
    let (server, li) = served(&place);
    let (id, draft) = begun(&li, &json!({ "template": "router-teaser", "slug": "robot" }));
    let at = |path: &str| format!("/drafts/{id}{path}");
    let opens = draft["document"]["opens"]["$time"].as_str().unwrap().to_owned();
    let look = |moment: &str| {
        let wish = json!({ "at": moment, "language": "zh-Hans", "dark": true });
        li.post(&at("/preview"), &wish).is(200)
    };
    let told = |preview: &Value, method: &str, rest: &str| {
        let path = preview["path"].as_str().unwrap().split('?').next().unwrap();
        let request = ureq::http::Request::builder()
            .method(method)
            .uri(format!("{}{path}{rest}", server.url));
        let mut answer = agent().run(request.header("origin", "null").body(()).unwrap()).unwrap();
        let allowed = answer
            .headers()
            .get("access-control-allow-origin")
            .map(|value| value.to_str().unwrap().to_owned());
        (
            answer.status().as_u16(),
            allowed,
            answer.body_mut().read_to_string().unwrap(),
        )
    };
    let preview = look(&opens);
    let (status, _, page) = told(&preview, "GET", "?lang=zh-Hans&dark");
    assert!(
        status == 200 && page.contains("<canyu-campaign campaign=\"robot\"") && page.contains("class=\"preview dark\""),
        "{page}"
    );
    let (status, allowed, view) = told(&preview, "GET", "/api/v1/campaigns/robot?lang=zh-Hans");
    assert_eq!((status, allowed.as_deref()), (200, Some("null")), "{view}");
    let view: Value = serde_json::from_str(&view).unwrap();
    assert_eq!(view["rehearsal"], true, "{view}");
    // Nothing else of that small server can be reached, and the real one knows nothing of it.
    assert_eq!(told(&preview, "GET", "/api/v1/staff/first").0, 404);
    assert_eq!(told(&preview, "GET", "/metrics").0, 404);
    assert_eq!(told(&json!({ "path": "/preview/nobody" }), "GET", "").0, 404);
    assert_eq!(
        agent()
            .get(format!("{}/api/v1/campaigns/robot", server.url))
            .call()
            .unwrap()
            .status(),
        404
    );

    // While it has errors, the last revision without is shown.
    let wrong = li.post(&at("/edits"), &set("accent", json!("blue"))).is(200);
    let after = look("2099-01-01T00:00:00Z");
    assert_eq!(
        after["revision"].as_u64(),
        wrong["revision"].as_u64().map(|newest| newest - 1)
    );
    let (_, _, later) = told(&after, "GET", "/api/v1/campaigns/robot?lang=en");
    let later: Value = serde_json::from_str(&later).unwrap();
    let stage = |view: &Value| view["nodes"][0]["stage"].as_u64().unwrap();
    assert!(
        stage(&view) < stage(&later) && later["now"].as_str().unwrap().starts_with("2099-01-01"),
        "{later}"
    );
}

#[test]
fn a_draft_is_rehearsed_watched_and_stopped() {
    let place = Place::new();
    let (_server, li) = served(&place);
    let (id, _) = begun(&li, &json!({ "template": "router-teaser", "slug": "robot" }));
    let at = |path: &str| format!("/drafts/{id}{path}");
    let begin = |people: u32| {
        let run = li
            .post(&at("/rehearsals"), &json!({ "people": people, "seed": 7 }))
            .is(202);
        at(&format!("/rehearsals/{}", run["id"].as_str().unwrap()))
    };
    let ended = |run: &str| {
        for _ in 0..600 {
            let told = li.get(run).is(200);
            if told["state"] != "running" {
                return told;
            }
            std::thread::sleep(std::time::Duration::from_millis(50));
        }
        panic!("it does not end");
    };
    let run = begin(300);
    let done = ended(&run);
    assert_eq!((&done["state"], &done["done"]), (&json!("done"), &json!(1000)));
    assert!(
        done["report"]["title"].as_str().unwrap().contains("Rehearsal"),
        "{done}"
    );
    assert!(li.get(&format!("{run}/page")).text.contains("<svg"));
    let release = || li.get(&at("/release")).is(200)["rehearsed"].clone();
    for _ in 0..100 {
        if release() == true {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    assert_eq!(release(), true, "it is noted that these rules were rehearsed");
    let run = begin(100_000);
    li.delete(&run).is(204);
    assert_eq!(ended(&run)["state"], "cancelled");
    li.get(&format!("{run}/page")).refused(404, "draft_unknown");
    li.post(&at("/edits"), &set("accent", json!("blue"))).is(200);
    li.post(&at("/rehearsals"), &json!({ "people": 5, "seed": 1 }))
        .refused(409, "draft_has_errors");
}
