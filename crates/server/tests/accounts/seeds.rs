//! Seed users, by the console's routes.

use super::goods::handing_out;
use super::*;
use support::{agent, arrive};

#[test]
fn seeds_are_invited_once_by_links_and_the_list_says_who_came() {
    let (_place, server, li) = handing_out();
    let wanted = |count: u32| json!({ "key": "0123456789abcdef", "group": "forum", "label": "Tester", "count": count });
    assert!(
        li.get("/campaigns/toy/seeds").is(200)["lines"]
            .as_array()
            .unwrap()
            .is_empty()
    );
    let made = li.post("/campaigns/toy/seeds", &wanted(2)).is(201);
    let link = made["lines"][0]["link"].as_str().unwrap();
    assert!(link.starts_with(&format!("{}/c/toy?canyu=", server.url)), "{link}");
    assert_ne!(link, made["lines"][1]["link"]);
    assert_eq!(
        li.post("/campaigns/toy/seeds", &wanted(2)).is(201)["lines"][0]["link"],
        link
    );
    let list = li.get("/campaigns/toy/seeds").is(200);
    let labels: Vec<&str> = list["lines"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| line["label"].as_str().unwrap())
        .collect();
    assert_eq!(
        (labels, &list["lines"][0]["came"]),
        (vec!["Tester 1", "Tester 2"], &json!(false))
    );
    li.post("/campaigns/toy/seeds", &wanted(0))
        .refused(422, "count_malformed");
    let nameless = json!({ "key": "0123456789abcdef", "group": "forum", "label": " ", "count": 1 });
    li.post("/campaigns/toy/seeds", &nameless)
        .refused(422, "seed_malformed");

    arrive(&agent(), &server, 7);
    assert_eq!(li.log("seeds_invited").len(), 2);
}
