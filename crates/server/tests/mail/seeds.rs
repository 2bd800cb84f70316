//! Invitations of staff.

use crate::{
    place::{OPEN, do_it, me, published, serve},
    sink::Sink,
};
use canyu_core::referral::read_share_code;
use serde_json::json;

fn code(line: &str) -> &str {
    let (_, value) = line.split_once("?canyu=").unwrap();
    value.split_once('.').unwrap().0
}

#[test]
fn whoever_opens_an_invitation_first_is_that_seed_and_it_is_his_own_link_from_then_on() {
    let (place, sink) = (published(), Sink::start(&[]));
    let made = place.ok(&[
        "seed",
        "toy",
        "--group",
        "forum",
        "--label",
        "Li, forum",
        "--public-url",
        "https://canyu.example",
        "--rehearsal-at",
        OPEN,
    ]);
    assert!(
        made.contains("https://canyu.example/c/toy?canyu=") && made.contains(".seed") && made.contains("open"),
        "{made}"
    );
    let invitation = code(&made).to_owned();
    let server = serve(&place, &sink);
    let guess = |fan: u32| json!({ "act": "guess", "node": "guess", "text": format!("guess {fan}") });
    do_it(
        &server,
        1,
        &json!({ "act": "arrive", "code": invitation, "channel": "seed" }),
    );
    do_it(&server, 1, &guess(1));
    assert_eq!(me(&server, 1)["code"], json!(read_share_code(&invitation).unwrap().fan));
    do_it(
        &server,
        2,
        &json!({ "act": "arrive", "code": invitation, "channel": "seed" }),
    );
    do_it(&server, 2, &guess(2));
    assert_ne!(
        me(&server, 2)["code"],
        me(&server, 1)["code"],
        "who comes later is his friend"
    );
    assert_eq!(me(&server, 1)["friends_joined"], 1);
    server.stop();
    let listed = place.ok(&["seed", "toy", "--rehearsal-at", OPEN]);
    let cells: Vec<&str> = listed.trim().split('\t').collect();
    assert_eq!(
        (cells[0], cells[1], &cells[4..]),
        ("forum", "Li, forum", &["came", "1", "1"][..])
    );

    place.ok(&[
        "seed",
        "toy",
        "--group",
        "forum",
        "--label",
        "=cmd()",
        "--count",
        "3",
        "-o",
        "seeds.csv",
        "--rehearsal-at",
        OPEN,
    ]);
    let csv = std::fs::read_to_string(place.path("seeds.csv")).unwrap();
    assert_eq!(csv.lines().count(), 4);
    assert!(
        csv.starts_with("group,label,link,made,came,people,generations\n") && csv.contains("'=cmd() 2"),
        "{csv}"
    );
}
