//! What holds at every node.

use super::*;

#[test]
fn a_node_is_rewarded_once_and_its_funnel_is_whole() {
    let mut play = Play::new();
    play.come("a", None);
    assert_eq!(play.guess("a", "kettle"), Ok(2));
    assert_eq!(play.guess("a", "torch"), Ok(0));
    play.act(
        "a",
        Act::See {
            nodes: vec!["guess".to_owned(), "guess".to_owned(), "poll".to_owned()],
        },
    )
    .unwrap();
    play.act(
        "a",
        Act::Start {
            node: "guess".to_owned(),
        },
    )
    .unwrap();
    let delta = play.world.take_delta();
    let kinds: Vec<_> = delta
        .events
        .iter()
        .map(|event| (event.node.as_str(), event.kind.name()))
        .collect();
    assert_eq!(
        kinds,
        [
            ("", "arrived"),
            ("guess", "seen"),
            ("guess", "started"),
            ("guess", "completed"),
            ("", "joined"),
            ("poll", "seen")
        ]
    );
    let sum: i64 = delta.rollups.values().sum();
    assert_eq!(sum as usize, delta.events.len());
    let key = RollupKey {
        hour: Moment(0),
        node: "guess".to_owned(),
        channel: "direct".to_owned(),
        generation: 0,
        shelf: Shelf::default(),
        kind: EventKind::Completed,
    };
    assert_eq!(delta.rollups[&key], 1);
}

#[test]
fn shares_count_each_time_by_their_own_channel() {
    let mut play = Play::new();
    play.come("a", None);
    for channel in ["microblog", "microblog", "made-up"] {
        play.act(
            "a",
            Act::Share {
                node: "guess".to_owned(),
                channel: channel.to_owned(),
            },
        )
        .unwrap();
    }
    assert_eq!(play.fan("a").joined, None, "sharing alone is not taking part");
    let delta = play.world.take_delta();
    let shared: Vec<_> = delta
        .events
        .iter()
        .filter(|e| e.kind == EventKind::Shared)
        .map(|e| e.channel.as_str())
        .collect();
    assert_eq!(shared, ["microblog", "microblog", "other"]);
}

#[test]
fn nothing_is_done_before_the_opening_after_the_close_or_in_the_future() {
    let mut play = Play::new();
    play.now = 10;
    play.come("a", None);
    assert_eq!(play.guess("a", "kettle"), Err(Refusal::NotOpenYet("guess".to_owned())));
    play.act(
        "a",
        Act::Share {
            node: "friends".to_owned(),
            channel: "qr".to_owned(),
        },
    )
    .unwrap();
    play.now = 1_000_000;
    assert_eq!(play.guess("a", "kettle"), Err(Refusal::Closed("guess".to_owned())));
    let back_dated = play.act_at("a", tap(), Some(Moment(5_000)));
    assert_eq!(back_dated, Err(Refusal::Closed("picture".to_owned())));
    play.now = 5_000;
    let ahead = play.act_at("a", tap(), Some(Moment(5_001 + CLOCK_SLACK)));
    assert_eq!(ahead, Err(Refusal::FromTheFuture));
    assert_eq!(play.act_at("a", tap(), Some(Moment(4_000))), Ok(1));
    let delta = play.world.take_delta();
    assert_eq!(
        delta
            .events
            .iter()
            .find(|e| e.node == "picture" && e.kind == EventKind::Completed)
            .unwrap()
            .at,
        Moment(4_000)
    );
}

#[test]
fn acts_that_do_not_fit_are_refused_with_their_codes() {
    let mut play = Play::new();
    assert_eq!(play.act("nobody", tap()).unwrap_err().code(), "arrive_first");
    play.come("a", None);
    let at = |node: &str| Act::Tap { node: node.to_owned() };
    assert_eq!(play.act("a", at("nowhere")).unwrap_err().code(), "unknown_node");
    assert_eq!(play.act("a", at("poll")).unwrap_err().code(), "wrong_kind");
    assert_eq!(
        play.act(
            "a",
            Act::See {
                nodes: vec!["nowhere".to_owned()]
            }
        )
        .unwrap_err()
        .code(),
        "unknown_node"
    );
    assert_eq!(play.world.take_delta().events.len(), 1, "only the arrival");
}
