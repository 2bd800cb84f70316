//! News and answers to wishes, by the console's routes.

use super::goods::{come, handing_out};
use super::*;
use support::{act, agent, view};

#[test]
fn a_draft_has_what_is_told_meanwhile_and_what_its_writer_was_at() {
    let (_place, _server, li) = handing_out();
    let draft = li.post("/drafts", &json!({ "campaign": "toy" })).is(201);
    let at = format!("/drafts/{}", draft["id"].as_str().unwrap());
    let edit = |edit: Value| li.post(&format!("{at}/edits"), &json!({ "edits": [edit] }));
    edit(json!({ "op": "set", "place": "title.en", "value": "In another way" })).is(200);
    let post = |key: &str, version: u32| json!({ "node": "news", "key": key, "title": { "en": "It flies", "zh-Hans": "飞了" }, "version": version });
    li.post("/campaigns/toy/news", &post("flies", 1)).is(200);
    let now = li.get(&at).is(200);
    assert_eq!(
        (&now["behind"], &now["published"], &now["document"]["title"]["en"]),
        (&json!(false), &json!(2), &json!("In another way"))
    );
    assert_eq!(now["document"]["nodes"][0]["posts"][1]["key"], "flies");
    assert_eq!(
        now["can_undo"], false,
        "what everybody has read is not taken back by the way"
    );
    let changes = li.get(&format!("{at}/release")).is(200)["changes"].clone();
    let places: Vec<&str> = changes
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["place"].as_str().unwrap())
        .collect();
    assert_eq!(places, ["title.en"]);
    // Where there is no place for it the draft stays as it is, and says that it is behind.
    edit(json!({ "op": "remove", "place": "nodes[news]" })).is(200);
    li.post("/campaigns/toy/news", &post("lands", 2)).is(200);
    assert_eq!(li.get(&at).is(200)["behind"], true);
}

#[test]
fn news_are_told_changed_and_taken_away_and_everybody_sees_it_at_once() {
    let (_place, server, li) = handing_out();
    let wu = li.colleague("wu@example.org", "staff", &json!(["toy"]));
    let first = wu.get("/campaigns/toy/news").is(200);
    assert_eq!(
        (&first["version"], &first["posts"][0]["key"], &first["languages"]),
        (&json!(1), &json!("start"), &json!(["en", "zh-Hans"]))
    );
    let post = |title: &str, version: u32| json!({ "node": "news", "key": "milk", "title": { "en": title, "zh-Hans": "出奶了" }, "text": { "en": "Look", "zh-Hans": "看" }, "version": version });
    let told = wu
        .post("/campaigns/toy/news", &post("It gives \"milk\"\nand more", 1))
        .is(200);
    assert_eq!(
        (&told["version"], told["posts"].as_array().unwrap().len()),
        (&json!(2), 2)
    );
    assert_eq!(
        (&told["posts"][0]["key"], &told["posts"][0]["out"]),
        (&json!("milk"), &json!(true))
    );
    assert!(view(&server, "").to_string().contains("It gives"), "at once");
    li.post("/campaigns/toy/news", &post("Too late", 1))
        .refused(409, "changed_meanwhile");
    let half = json!({ "node": "news", "key": "half", "title": { "en": " " }, "version": 2 });
    li.post("/campaigns/toy/news", &half).refused(422, "amendment_wrong");
    let bad = json!({ "node": "news", "key": "A bad key", "title": { "en": "x", "zh-Hans": "x" }, "version": 2 });
    li.post("/campaigns/toy/news", &bad).refused(422, "amendment_wrong");
    let elsewhere = json!({ "node": "sale", "key": "x", "title": { "en": "x", "zh-Hans": "x" }, "version": 2 });
    li.post("/campaigns/toy/news", &elsewhere).refused(404, "unknown_node");
    let tongue = json!({ "node": "news", "key": "x", "title": { "fr": "x" }, "version": 2 });
    li.post("/campaigns/toy/news", &tongue).refused(400, "malformed");

    let later = json!({ "node": "news", "key": "later", "at": "2024-08-06T19:00:00Z", "title": { "en": "Tomorrow", "zh-Hans": "明天" }, "version": 2 });
    let told = wu.post("/campaigns/toy/news", &later).is(200);
    assert_eq!(
        (&told["posts"][0]["key"], &told["posts"][0]["out"]),
        (&json!("later"), &json!(false))
    );
    assert!(!view(&server, "").to_string().contains("Tomorrow"), "not yet");
    let at = told["posts"][1]["at"].clone();
    let changed = wu.post("/campaigns/toy/news", &post("It gives milk", 3)).is(200);
    assert_eq!(
        (&changed["posts"][1]["title"]["en"], &changed["posts"][1]["at"]),
        (&json!("It gives milk"), &at),
        "told when it was"
    );
    li.delete("/campaigns/toy/news/news/milk").refused(400, "malformed");
    li.delete("/campaigns/toy/news/news/milk?version=3")
        .refused(409, "changed_meanwhile");
    let left = li.delete("/campaigns/toy/news/news/milk?version=4").is(200);
    assert_eq!(
        (&left["version"], left["posts"].as_array().unwrap().len()),
        (&json!(5), 2)
    );
    li.delete("/campaigns/toy/news/news/milk?version=5")
        .refused(404, "unknown_post");

    // The file that was published keeps its comments, and its rules.
    let logged = li.log("post_told");
    assert_eq!(
        (logged.len(), &logged[0]["change"]["before"]["title"]["en"]),
        (3, &json!("It gives \"milk\"\nand more"))
    );
    assert_eq!(
        li.log("post_removed")[0]["change"]["before"]["title"]["en"],
        "It gives milk"
    );
    let page = agent().get(format!("{}/c/toy/changes", server.url)).call();
    let page = page.unwrap().body_mut().read_to_string().unwrap();
    assert!(page.contains("posts[milk]"), "{page}");
}

#[test]
fn a_wish_is_answered_in_public_and_the_answer_taken_back() {
    let (_place, server, li) = handing_out();
    come(&server, 1..=3);
    let wish = json!({ "act": "propose", "node": "wishes", "text": "A quiet  fan" });
    assert_eq!(act(&agent(), &server, 3, &wish).0, 200);
    let seen = li.get("/campaigns/toy/answers").is(200);
    let told: Vec<(&str, u64, bool)> = seen["wishes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|wish| {
            (
                wish["to"].as_str().unwrap(),
                wish["people"].as_u64().unwrap(),
                wish["proposed"].as_bool().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        told,
        [("walls", 3, false), ("A quiet fan", 1, true), ("quiet", 0, false)]
    );
    let answer = |to: &str, status: Value, text: Value, version: u64| {
        li.post(
            "/campaigns/toy/answers",
            &json!({ "node": "wishes", "to": to, "status": status, "text": text, "version": version }),
        )
    };
    let why = json!({ "en": "In May", "zh-Hans": "五月" });
    let now = answer("walls", json!("planned"), why.clone(), 1).is(200);
    assert_eq!(
        (&now["version"], &now["wishes"][0]["answer"]["status"]),
        (&json!(2), &json!("planned"))
    );
    assert!(view(&server, "").to_string().contains("In May"), "at once");
    answer("A quiet fan", json!("no"), json!({}), 2).refused(422, "amendment_wrong");
    let now = answer("a QUIET fan", json!("no"), why.clone(), 2).is(200);
    assert_eq!(
        (&now["wishes"][1]["answer"]["status"], &now["wishes"][1]["to"]),
        (&json!("no"), &json!("A quiet fan"))
    );
    answer("walls", json!("done"), json!({}), 1).refused(409, "changed_meanwhile");
    answer("walls", json!("maybe"), json!({}), 3).refused(400, "malformed");
    let nowhere = json!({ "node": "news", "to": "walls", "status": "done", "version": 3 });
    li.post("/campaigns/toy/answers", &nowhere).refused(404, "unknown_node");
    let now = answer("walls", Value::Null, json!({}), 3).is(200);
    assert_eq!(now["wishes"][0]["answer"], Value::Null);
    let logged = li.log("wish_answered");
    assert_eq!(
        (
            logged.len(),
            &logged[0]["change"]["before"]["status"],
            &logged[0]["change"]["after"]
        ),
        (3, &json!("planned"), &Value::Null)
    );
}
