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

/// An advertisement, by its source and medium.
fn advertisement(source: &str, medium: &str) -> Option<Utm> {
    Some(Utm {
        source: Some(source.to_owned()),
        medium: Some(medium.to_owned()),
        ..Utm::default()
    })
}

#[test]
fn an_advertisement_is_kept_of_the_first_touch_and_goes_when_a_link_claims_who_only_looked() {
    let mut play = Play::new();
    let a = play.come("a", None);
    play.led("looker", (None, None), advertisement(" sky ", "a\u{202e}b"));
    let looker = play.fan("looker").id.clone();
    let known = Utm {
        source: Some("sky".to_owned()),
        ..Utm::default()
    };
    assert_eq!(
        play.world.take_delta().sources,
        BTreeMap::from([(looker.clone(), known)])
    );
    play.led("looker", (None, None), advertisement("later", "x"));
    assert_eq!(
        play.world.take_delta().sources,
        BTreeMap::new(),
        "the first touch is locked"
    );

    let code = Some(referral::share_code(&play.fan("a").code, 1));
    play.led("looker", (code, None), None);
    assert_eq!(
        play.fan("looker").referrer.as_ref().map(|by| by.fan.as_str()),
        Some(a.as_str())
    );
    assert_eq!(
        play.world.take_delta().sources,
        BTreeMap::from([(looker, Utm::default())])
    );
}

#[test]
fn an_advertisement_that_is_called_as_a_channel_is_it_where_the_link_names_none() {
    let mut play = Play::new();
    for (who, channel, source, medium, expected) in [
        ("a", None, "forum", "email", "forum"),
        ("b", None, "newsletter", "email", "email"),
        ("c", None, "Forum", "mail", "direct"),
        ("d", Some("qr"), "forum", "email", "qr"),
        ("e", Some(""), "direct", "other", "direct"),
    ] {
        let link = (None, channel.map(str::to_owned));
        play.led(who, link, advertisement(source, medium));
        assert_eq!(play.fan(who).channel, expected, "{who}");
    }
    let code = Some(referral::share_code(&play.fan("a").code, 1));
    play.led("f", (code, None), advertisement("sky", "banner"));
    assert_eq!((play.fan("f").channel.as_str(), play.fan("f").generation), ("link", 1));
}
