//! Gifts and make-good, by the console's routes.

use super::goods::{come, handing_out, me};
use super::*;

fn gift(key: &str, to: Value, tickets: u32) -> Value {
    json!({ "key": key, "to": to, "what": "tickets", "amount": tickets, "reason": "The parcel came broken" })
}

#[test]
fn a_gift_is_counted_first_given_once_and_within_the_cap_of_the_role() {
    let (_place, server, li) = handing_out();
    let wu = li.colleague("wu@example.org", "staff", &json!(["toy"]));
    let ids = come(&server, 1..=4);
    let list = wu.get("/campaigns/toy/gifts").is(200);
    let caps: Vec<(&str, u64)> = list["caps"]
        .as_array()
        .unwrap()
        .iter()
        .map(|cap| (cap["what"].as_str().unwrap(), cap["left"].as_u64().unwrap()))
        .collect();
    assert_eq!(caps, [("tickets", 6), ("points", 0), ("codes", 0)]);
    assert_eq!(list["nodes"][1]["title"]["zh-Hans"], "预约");
    assert_eq!(
        (&list["items"][0]["item"], &list["items"][0]["aside"]),
        (&json!("pearl"), &json!(3))
    );

    let everybody = json!({ "everybody": true });
    let counted = wu
        .post("/campaigns/toy/gifts/count", &gift("", everybody.clone(), 2))
        .is(200);
    assert_eq!(counted, json!({ "people": 4, "sum": 8, "left": 6, "aside": null }));
    wu.post("/campaigns/toy/gifts", &gift("0123456789abcdef", everybody.clone(), 2))
        .refused(409, "over_cap");
    wu.post("/campaigns/toy/gifts", &gift("0123456789abcdef", json!({}), 2))
        .refused(422, "nobody_meant");
    wu.post(
        "/campaigns/toy/gifts",
        &gift("0123456789abcdef", json!({ "fans": ["nobody"] }), 2),
    )
    .refused(422, "nobody_meant");
    wu.post("/campaigns/toy/gifts", &gift("too short", everybody.clone(), 1))
        .refused(400, "idempotency_key_malformed");
    let mute = json!({ "key": "0123456789abcdef", "to": everybody, "what": "tickets", "amount": 1, "reason": " " });
    wu.post("/campaigns/toy/gifts", &mute).refused(422, "reason_missing");

    let one = gift("0123456789abcdef", json!({ "fans": [ids[0]] }), 3);
    let given = wu.post("/campaigns/toy/gifts", &one).is(201);
    assert_eq!(
        (&given["people"], &given["got"], &given["by"]),
        (&json!(1), &json!(1), &json!("wu@example.org"))
    );
    assert!(given["done"].is_string());
    assert_eq!(
        wu.post("/campaigns/toy/gifts", &one).is(200),
        given,
        "the same request again"
    );
    assert_eq!(me(&server, 1)["tickets"], 3);
    wu.post(
        "/campaigns/toy/gifts",
        &gift("0123456789abcdef", json!({ "fans": [ids[0]] }), 2),
    )
    .refused(422, "idempotency_key_reused");
    // What two of the same account ask for at the same moment is not more than its cap.
    let left = wu.get("/campaigns/toy/gifts").is(200)["caps"][0]["left"].clone();
    assert_eq!(left, 3);

    // A code that is set aside, from who may give codes.
    let code = json!({ "key": "fedcba9876543210", "to": { "fans": [ids[1]] }, "what": "codes", "node": "sale", "item": "pearl", "reason": "Our first tester" });
    wu.post("/campaigns/toy/gifts", &code).refused(409, "over_cap");
    let counted = li.post("/campaigns/toy/gifts/count", &code).is(200);
    assert_eq!((&counted["aside"], &counted["sum"]), (&json!(3), &json!(1)));
    let given = li.post("/campaigns/toy/gifts", &code).is(201);
    assert_eq!(
        (&given["what"], &given["node"], &given["item"]),
        (&json!("codes"), &json!("sale"), &json!("pearl"))
    );
    assert_eq!(me(&server, 2)["codes"][0]["state"], "held");
    let logged = li.log("given");
    assert_eq!(logged.len(), 2);
    assert_eq!(
        (&logged[1]["who"]["name"], &logged[1]["change"]["after"]["people"]),
        (&json!("wu@example.org"), &json!(1))
    );
}

#[test]
fn a_gift_that_was_left_half_way_goes_on_and_nobody_gets_it_twice() {
    let (place, server, li) = handing_out();
    come(&server, 1..=4);
    let given = li
        .post(
            "/campaigns/toy/gifts",
            &gift("0123456789abcdef", json!({ "done": "wishes" }), 2),
        )
        .is(201);
    assert_eq!((&given["people"], &given["got"]), (&json!(4), &json!(4)));
    support::sql(
        &place,
        "UPDATE gifts SET done_at = NULL, got = 1, stopped = 'pool_empty'",
    );
    let list = li.get("/campaigns/toy/gifts").is(200);
    let line = &list["lines"][0];
    assert_eq!(
        (&line["done"], &line["got"], &line["stopped"]),
        (&Value::Null, &json!(1), &json!("pool_empty"))
    );
    assert_eq!(line["to"]["done"], "wishes");
    let path = format!("/campaigns/toy/gifts/{}/resume", given["id"].as_str().unwrap());
    let after = li.post(&path, &json!({})).is(200);
    assert_eq!((&after["got"], &after["stopped"]), (&json!(4), &Value::Null));
    assert!(after["done"].is_string());
    assert!((1..=4).all(|fan| me(&server, fan)["tickets"] == 2));
    li.post(&path, &json!({})).refused(409, "gift_finished");
    li.post("/campaigns/toy/gifts/none/resume", &json!({}))
        .refused(404, "unknown_gift");
    assert_eq!(li.log("gift_resumed").len(), 1);
}

#[test]
fn two_of_the_same_request_at_the_same_moment_give_once() {
    let (_place, server, li) = handing_out();
    come(&server, 1..=1);
    let wanted = gift("0123456789abcdef", json!({ "everybody": true }), 20);
    let answers: Vec<Answer> = std::thread::scope(|scope| {
        let sent: Vec<_> = (0..4)
            .map(|_| scope.spawn(|| li.post("/campaigns/toy/gifts", &wanted)))
            .collect();
        sent.into_iter().map(|one| one.join().unwrap()).collect()
    });
    let ids: Vec<Value> = answers
        .into_iter()
        .map(|answer| {
            assert!([200, 201].contains(&answer.status), "{}", answer.body);
            answer.body["id"].clone()
        })
        .collect();
    assert!(ids.iter().all(|id| *id == ids[0]));
    assert_eq!(me(&server, 1)["tickets"], 20);
    assert_eq!(
        li.get("/campaigns/toy/gifts").is(200)["lines"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
}
