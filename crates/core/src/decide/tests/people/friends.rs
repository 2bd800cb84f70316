//! Friends: what they bring, and when.

use super::*;

#[test]
fn a_friend_counts_once_he_is_verified_and_his_time_has_come() {
    let mut play = strict();
    play.come("ann", None);
    play.come("bob", Some(("ann", 0, "qr")));
    play.act("bob", tap()).unwrap();
    assert_eq!(play.fan("ann").tickets(), 0);
    assert_eq!(play.owed("ann"), [("unconfirmed".to_owned(), 1, 3)]);
    assert_eq!(play.me("ann").tickets_pending, 3);
    play.verify("bob", "p-bob").unwrap();
    assert_eq!(play.owed("ann"), [("waits".to_owned(), 1, 3)]);
    play.settle("bob");
    assert_eq!(play.fan("ann").tickets(), 0, "not before its time");
    play.now += HOUR;
    play.settle("bob");
    assert_eq!((play.fan("ann").tickets(), play.fan("ann").friends_counted), (3, 1));
    assert!(play.me("ann").owed.is_empty());
    play.settle("bob");
    assert_eq!(play.fan("ann").tickets(), 3, "once");
}

#[test]
fn nobody_is_his_own_friend() {
    let mut play = strict();
    play.come("ann", None);
    play.verify("ann", "p").unwrap();
    play.come("again", Some(("ann", 0, "qr")));
    play.act("again", tap()).unwrap();
    assert_eq!(play.fan("ann").friends_joined, 1);
    play.verify("again", "p").unwrap();
    play.now += HOUR;
    let ann = play.fan("ann").clone();
    assert_eq!(
        (ann.friends_arrived, ann.friends_joined, ann.friends_counted),
        (0, 0, 0)
    );
    assert!(play.me("ann").owed.is_empty());
    let done = ann.earned.get(&("friends".to_owned(), Reason::Friend, Unit::Tickets));
    assert_eq!(done, None);
    // The other way round: the person came by the link of his own device.
    play.come("zoe", None);
    play.come("mid", Some(("zoe", 0, "qr")));
    play.come("eve", Some(("mid", 0, "qr")));
    play.verify("eve", "q").unwrap();
    play.verify("zoe", "q").unwrap();
    assert_eq!(play.fan("eve").referrer, None);
    let eve = play.fan("eve").id.clone();
    assert_eq!(play.fan("mid").referrer.as_ref().unwrap().fan, eve);
    assert!(ancestors(&play.world, &eve).is_some());
}

#[test]
fn friends_bring_less_and_less_and_milestones_once() {
    let mut play = Play::new();
    for node in &mut play.campaign.nodes {
        if let Kind::Share(share) = &mut node.kind {
            share.most = 3;
            share.second = 0;
            share.rates = vec![Rate { upto: 1, tickets: 3 }, Rate { upto: 3, tickets: 1 }];
            share.milestones = vec![Milestone {
                friends: 2,
                tickets: 5,
                points: 7,
                text: Text::default(),
            }];
            node.points = 10;
        }
    }
    play.come("ann", None);
    let mut balance = Vec::new();
    for friend in ["b", "c", "d", "e"] {
        play.come(friend, Some(("ann", 0, "qr")));
        play.act(friend, tap()).unwrap();
        balance.push((play.fan("ann").tickets(), play.fan("ann").points()));
    }
    assert_eq!(balance, [(3, 10), (9, 27), (10, 37), (10, 37)]);
    assert_eq!(
        play.fan("ann").friends_counted,
        4,
        "the fourth counts, and brings nothing"
    );
    assert_eq!(
        play.campaign.most_tickets(),
        Play::new().campaign.most_tickets() - 8 + 10
    );
}

#[test]
fn a_name_on_the_leaderboard_moves_with_the_friends_who_count() {
    let mut play = strict();
    play.come("ann", None);
    play.verify("ann", "p-ann").unwrap();
    let sign = |name: &str| Act::Sign {
        node: "friends".to_owned(),
        name: name.to_owned(),
    };
    play.act("ann", sign("Fox")).unwrap();
    let key = play.fan("ann").picks_at("friends").next().unwrap().0.to_owned();
    assert_eq!(play.people("friends", &key), 1);
    play.come("bob", Some(("ann", 0, "qr")));
    play.act("bob", tap()).unwrap();
    play.verify("bob", "p-bob").unwrap();
    play.now += HOUR;
    play.world.take_delta();
    play.settle("bob");
    assert_eq!(play.people("friends", &key), 1);
    assert_eq!(play.fan("ann").picks_at("friends").next().unwrap().1.people, 2);
    play.act("ann", sign("")).unwrap();
    assert_eq!(play.people("friends", &key), -2);
    assert!(matches!(
        play.act("ann", sign("A name that is far too long")),
        Err(Refusal::TextTooLong { .. })
    ));
}

#[test]
fn the_first_who_opens_an_invitation_of_staff_has_its_link_from_then_on() {
    let mut play = Play::new();
    let code = referral::fan_code(77);
    play.world.load_seed(crate::world::Seed {
        code: code.clone(),
        group: "testers".to_owned(),
        fan: None,
    });
    let arrive = |code: &str| Act::Arrive {
        code: Some(referral::share_code(code, 0)),
        channel: None,
        utm: None,
    };
    play.act("seed", arrive(&code)).unwrap();
    let seed = play.fan("seed").clone();
    assert_eq!(
        (seed.code.as_str(), seed.channel.as_str(), seed.generation),
        (code.as_str(), "seed", 0)
    );
    assert_eq!(play.world.take_delta().seeds[&code], seed.id);
    play.act("next", arrive(&code)).unwrap();
    let next = play.fan("next");
    assert_eq!(next.referrer.as_ref().unwrap().fan, seed.id);
    assert_eq!((seed.origin.as_str(), next.origin.as_str()), ("testers", "testers"));
}

#[test]
fn who_was_brought_by_his_own_device_is_not_his_own_friend_once_he_is_cleared_either() {
    let mut play = strict();
    play.come("phone", None);
    play.come("laptop", Some(("phone", 0, "qr")));
    play.act("laptop", tap()).unwrap();
    play.verify("laptop", "p").unwrap();
    play.stand("phone", Standing::Held, false);
    play.verify("phone", "p").unwrap();
    play.stand("laptop", Standing::Cleared, true);
    play.now += HOUR;
    play.settle("laptop");
    let person = play.fan("laptop");
    assert_eq!((person.tickets(), person.friends_counted), (1, 0));
    assert!(play.me("laptop").owed.is_empty());
}

#[test]
fn friends_of_two_devices_bring_what_they_would_bring_one() {
    let mut play = Play::new();
    for node in &mut play.campaign.nodes {
        if let Kind::Share(share) = &mut node.kind {
            (share.most, share.second, share.board, share.longest) = (10, 0, 3, 12);
            share.rates = vec![Rate { upto: 2, tickets: 3 }, Rate { upto: 10, tickets: 1 }];
            share.milestones = vec![Milestone {
                friends: 4,
                tickets: 5,
                points: 0,
                text: Text::default(),
            }];
        }
    }
    for (who, friends) in [("ann", ["f0", "f1"]), ("bob", ["f2", "f3"])] {
        play.come(who, None);
        for friend in friends {
            play.come(friend, Some((who, 0, "qr")));
            play.act(friend, tap()).unwrap();
        }
    }
    play.act(
        "ann",
        Act::Sign {
            node: "friends".to_owned(),
            name: "Fox".to_owned(),
        },
    )
    .unwrap();
    play.verify("ann", "p").unwrap();
    assert_eq!(play.fan("ann").tickets(), 6);
    play.verify("bob", "p").unwrap();
    let ann = play.fan("ann").clone();
    assert_eq!(
        (ann.friends_counted, ann.tickets()),
        (4, 3 + 3 + 1 + 1 + 5),
        "rates fall over all friends, and the milestone is reached"
    );
    assert_eq!(
        ann.picks_at("friends").next().unwrap().1.people,
        5,
        "so is his place on the board"
    );
}
