//! What advertisements brought, and a week beside the one before.

use super::*;
use support::{act, agent, arrive};

const LINKS: &str = "/campaigns/toy/statistics/links";
const WEEK: &str = "/campaigns/toy/statistics/week";

fn guess(server: &Server, fan: u32) {
    let guess = json!({ "act": "guess", "node": "guess", "text": "kettle" });
    assert_eq!(act(&agent(), server, fan, &guess).0, 200);
}

#[test]
fn what_advertisements_brought_is_told_with_every_filter() {
    let place = Place::new();
    place.publish();
    let (server, li) = served(&place);
    for (fan, utm) in [
        (
            1,
            json!({ "source": " sky ", "medium": "banner", "campaign": "spring" }),
        ),
        (
            2,
            json!({ "source": "sky", "medium": "banner", "campaign": "spring", "term": null }),
        ),
        (3, json!({ "source": "forum", "medium": "a\nb" })),
        (4, json!({})),
        (5, Value::Null),
    ] {
        assert_eq!(
            act(&agent(), &server, fan, &json!({ "act": "arrive", "utm": utm })).0,
            200
        );
    }
    guess(&server, 2);
    guess(&server, 3);
    let told = li.get(LINKS).is(200);
    let link = |source: &str, medium: &str, campaign: &str, came: u32, joined: u32| {
        json!({ "source": source, "medium": medium, "campaign": campaign,
            "count": { "came": came, "joined": joined, "verified": 0, "friends": 0 } })
    };
    assert_eq!(
        told["links"],
        json!([link("sky", "banner", "spring", 2, 1), link("forum", "", "", 1, 1)])
    );
    assert_eq!((&told["more"], &told["rehearsal"]), (&json!(0), &json!(true)));
    let few = li
        .get(&format!("{LINKS}?channel=forum&generation=0&worth=counted"))
        .is(200);
    assert_eq!(few["links"], json!([link("forum", "", "", 1, 1)]));
    assert_eq!(few["filter"]["channel"], "forum");
    li.get(&format!("{LINKS}?chanel=forum")).refused(400, "malformed");
    let wrong = json!({ "act": "arrive", "utm": "sky" });
    assert_eq!(act(&agent(), &server, 6, &wrong).0, 400);
}

#[test]
fn a_week_is_told_beside_the_one_before_and_only_weeks_in_which_the_campaign_ran() {
    let place = Place::new();
    place.publish();
    let (server, li) = served(&place);
    arrive(&agent(), &server, 1);
    guess(&server, 1);
    // It is the evening of the campaign's first Sunday: there is no week to hold it against, and it is told up to now.
    let week = li.get(WEEK).is(200);
    assert_eq!(
        [&week["week"], &week["from"], &week["running"]],
        [&json!("2024-W31"), &json!("2024-07-29T00:00:00Z"), &json!(true)]
    );
    let until = week["until"].as_str().unwrap();
    assert!(until.starts_with("2024-08-04T19:3"), "{until}");
    let line = |week: &Value, count: &str| {
        let mut lines = week["lines"].as_array().unwrap().iter();
        lines.find(|line| line["count"] == count).unwrap().clone()
    };
    assert_eq!(line(&week, "came")["now"], 1);
    drop(server);
    let server = place.serve("2024-08-05T10:00:00Z");
    let li = Client {
        url: server.url.clone(),
        ..li
    };
    let week = li.get(&format!("{WEEK}?week=2024-W31")).is(200);
    assert_eq!((&week["running"], &week["later"]), (&json!(false), &json!("2024-W32")));
    assert_eq!(
        line(&week, "joined"),
        json!({ "count": "joined", "by_day": [0, 0, 0, 0, 0, 0, 1], "now": 1, "before": 0, "change": { "unknown": "not_whole" } })
    );
    let figures = li
        .get("/campaigns/toy/statistics?from=2024-07-29T00:00:00Z&to=2024-08-05T00:00:00Z")
        .is(200);
    for (count, kind) in [("came", "arrived"), ("joined", "joined"), ("shared", "shared")] {
        assert_eq!(line(&week, count)["now"], figures["total"][kind]);
    }
    for wrong in ["2024-W30", "2024-W40", "yesterday"] {
        li.get(&format!("{WEEK}?week={wrong}")).refused(422, "no_week");
    }
    li.get(&format!("{WEEK}?weak=2024-W31")).refused(400, "malformed");
}
