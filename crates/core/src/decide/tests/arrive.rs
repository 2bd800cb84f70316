//! Who comes, and who is thanked for it.

use super::*;

#[test]
fn a_friend_brings_tickets_when_he_takes_part_and_not_before() {
    let mut play = Play::new();
    play.come("a", None);
    play.guess("a", "kettle").unwrap();
    let a = play.fan("a").id.clone();
    play.come("b", Some(("a", 1, "messenger")));
    assert_eq!(
        (
            play.me("a").tickets,
            play.me("a").tickets_pending,
            play.me("a").friends_arrived
        ),
        (2, 3, 1)
    );
    play.act(
        "b",
        Act::See {
            nodes: vec!["guess".to_owned()],
        },
    )
    .unwrap();
    assert_eq!(play.me("a").tickets, 2);
    assert_eq!(play.act("b", tap()), Ok(1));
    let me = play.me("a");
    assert_eq!((me.tickets, me.tickets_pending, me.friends_joined), (5, 0, 1));
    let b = play.fan("b");
    assert_eq!((b.generation, b.channel.as_str()), (1, "messenger"));
    assert_eq!(
        b.referrer.as_ref().map(|r| (r.fan.clone(), r.node.as_str())),
        Some((a, "guess"))
    );
    let delta = play.world.take_delta();
    let joined: Vec<_> = delta
        .events
        .iter()
        .filter(|event| event.kind == EventKind::Joined)
        .collect();
    assert_eq!(
        joined
            .iter()
            .map(|e| (e.node.as_str(), e.generation))
            .collect::<Vec<_>>(),
        [("", 0), ("guess", 1)]
    );
    assert_eq!(delta.counters[counter::JOINED], 2);
}

#[test]
fn friends_beyond_the_cap_count_but_bring_no_tickets() {
    let mut play = Play::new();
    play.come("a", None);
    for friend in ["b", "c", "d"] {
        play.come(friend, Some(("a", 5, "qr")));
        play.act(friend, tap()).unwrap();
    }
    assert_eq!((play.me("a").friends_joined, play.me("a").tickets), (3, 6));
    play.come("e", Some(("a", 5, "qr")));
    assert_eq!(play.me("a").tickets_pending, 0);
}

#[test]
fn the_first_touch_is_locked() {
    let mut play = Play::new();
    let a = play.come("a", None);
    play.come("c", None);
    play.come("b", Some(("a", 1, "forum")));
    play.come("b", Some(("c", 1, "email")));
    assert_eq!(play.fan("b").referrer.as_ref().unwrap().fan, a);
    assert_eq!(play.fan("b").channel, "forum");
    assert_eq!(play.fan("c").friends_arrived, 0);
}

#[test]
fn a_link_claims_who_only_looked_but_nobody_who_took_part_and_never_in_a_circle() {
    let mut play = Play::new();
    play.come("a", None);
    play.come("looker", None);
    play.come("looker", Some(("a", 0, "email")));
    assert_eq!((play.fan("looker").generation, play.fan("a").friends_arrived), (1, 1));
    play.come("a", Some(("looker", 0, "email")));
    assert_eq!(play.fan("a").referrer, None, "a circle");
    play.come("player", None);
    play.act("player", tap()).unwrap();
    play.come("player", Some(("a", 0, "email")));
    assert_eq!(play.fan("player").referrer, None);
    play.come("self", None);
    play.come("self", Some(("self", 0, "email")));
    assert_eq!(play.fan("self").referrer, None);
}

#[test]
fn a_friends_friend_brings_his_ticket_and_nobody_further_down() {
    let mut play = Play::new();
    play.come("a", None);
    for (fan, friend) in [("b", "a"), ("c", "b"), ("d", "c")] {
        play.come(fan, Some((friend, 1, "messenger")));
        play.act(fan, tap()).unwrap();
    }
    // One for the tap; three for a friend, one for a friend's friend.
    assert_eq!(["a", "b", "c", "d"].map(|fan| play.fan(fan).tickets()), [4, 5, 4, 1]);
}
