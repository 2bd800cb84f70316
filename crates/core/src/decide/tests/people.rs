//! Who is a person, whether he counts, and what is owed for friends.

use super::*;
use crate::{
    campaign::{Confirm, Counts, Milestone, Proof, Rate},
    lang::Text,
    world::{KeptOut, Reason, Standing, Why},
};
use proptest::prelude::*;
use std::collections::{BTreeMap, VecDeque};

const HOUR: i64 = 3_600_000;

/// A campaign that counts verified people only, with a share node that makes friends wait an hour.
fn strict() -> Play {
    let mut play = Play::new();
    play.campaign.closes = Moment(100 * HOUR);
    play.campaign.confirm = Some(Confirm {
        by: vec![Proof::Email],
        counts: Counts::ALL.to_vec(),
    });
    for node in &mut play.campaign.nodes {
        if let Kind::Share(share) = &mut node.kind {
            share.hold_hours = 1;
            share.board = 3;
            share.longest = 12;
        }
    }
    play
}

impl Play {
    fn verify(&mut self, who: &str, person: &str) -> Result<(), Refusal> {
        self.load_lineage();
        let fan = self.fan(who).id.clone();
        let person = person.to_owned();
        let how = Proof::Email;
        self.order(Order::Verify { fan, person, how })
    }

    fn stand(&mut self, who: &str, standing: Standing, by_staff: bool) {
        let fan = self.fan(who).id.clone();
        self.order(Order::Stand {
            fan,
            standing,
            by_staff,
        })
        .unwrap();
    }

    fn settle(&mut self, who: &str) {
        let friend = self.fan(who).id.clone();
        self.order(Order::Settle { friend }).unwrap();
    }

    /// As a store loads it: of everybody.
    fn load_lineage(&mut self) {
        let ids: Vec<FanId> = NAMES
            .iter()
            .filter_map(|who| Some(self.world.fan_by_token(who)?.id.clone()))
            .collect();
        for id in ids {
            let above = ancestors(&self.world, &id).unwrap();
            self.world.load_lineage(id, above);
        }
    }

    /// How the friends stand for whom somebody is owed something.
    fn owed(&self, who: &str) -> Vec<(String, u32, u32)> {
        let owed = self.me(who).owed;
        owed.into_iter()
            .map(|owed| (owed.why, owed.friends, owed.tickets))
            .collect()
    }

    fn people(&mut self, node: &str, key: &str) -> i64 {
        let delta = self.world.take_delta();
        delta
            .tallies
            .get(&(node.to_owned(), key.to_owned()))
            .map_or(0, |tally| tally.people)
    }
}

/// Everybody from whom somebody descends; `None` when he descends from himself.
fn ancestors(world: &World, id: &str) -> Option<BTreeSet<FanId>> {
    let mut above = BTreeSet::new();
    let mut next = world.fan(id)?.referrer.clone();
    while let Some(referrer) = next {
        if referrer.fan == id || !above.insert(referrer.fan.clone()) {
            return None;
        }
        next = world.fan(&referrer.fan).and_then(|fan| fan.referrer.clone());
    }
    Some(above)
}

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
fn who_is_held_counts_for_nobody_until_he_is_let_go() {
    let mut play = strict();
    play.come("ann", None);
    play.verify("ann", "p-ann").unwrap();
    play.come("bob", Some(("ann", 0, "qr")));
    play.act("bob", tap()).unwrap();
    play.verify("bob", "p-bob").unwrap();
    play.vote("bob", "poll", &["warm"]).unwrap();
    play.act("bob", enter()).unwrap();
    assert_eq!(play.people("poll", "warm"), 1);
    play.stand("bob", Standing::Held, false);
    let delta = play.world.take_delta();
    assert_eq!(delta.tallies[&("poll".to_owned(), "warm".to_owned())].people, -1);
    assert_eq!(delta.kept_out[&play.fan("bob").id], Some(KeptOut::Fraud));
    assert_eq!(delta.counters[counter::TICKETS], -i64::from(play.fan("bob").tickets()));
    play.now += HOUR;
    play.settle("bob");
    assert_eq!(play.owed("ann"), [("checked".to_owned(), 1, 3)]);
    play.vote("bob", "poll", &["quiet"]).unwrap();
    assert_eq!(play.people("poll", "quiet"), 0, "he may choose, and it does not count");
    play.stand("bob", Standing::Cleared, true);
    assert_eq!(play.people("poll", "quiet"), 1);
    assert_eq!(play.fan("ann").tickets(), 3);
    assert_eq!(play.fan("bob").kept_out, None);
    play.stand("bob", Standing::Held, false);
    assert_eq!(
        play.fan("bob").standing,
        Standing::Cleared,
        "what staff have decided no score changes"
    );
}

#[test]
fn a_list_that_is_closed_takes_nobody_out_and_nothing_in() {
    let mut play = strict();
    play.come("ann", None);
    play.come("bob", Some(("ann", 0, "qr")));
    play.act("bob", tap()).unwrap();
    play.verify("bob", "p-bob").unwrap();
    play.act("bob", enter()).unwrap();
    play.world.take_delta();
    play.world.load_closed_list();
    play.now += HOUR;
    play.settle("bob");
    assert_eq!(play.fan("ann").tickets(), 0);
    assert_eq!(play.fan("bob").credits[0].why, Why::Void);
    play.stand("bob", Standing::Held, false);
    assert!(play.world.take_delta().kept_out.is_empty());
    play.come("cid", None);
    assert!(matches!(play.verify("cid", "p-bob"), Err(Refusal::Closed(_))));
}

#[test]
fn two_devices_of_one_person_become_one_and_nothing_counts_twice() {
    let mut play = strict();
    play.come("phone", None);
    play.verify("phone", "p").unwrap();
    play.act("phone", tap()).unwrap();
    play.vote("phone", "poll", &["warm"]).unwrap();
    play.come("laptop", None);
    play.act("laptop", tap()).unwrap();
    play.vote("laptop", "poll", &["quiet"]).unwrap();
    play.guess("laptop", "A kettle").unwrap();
    play.act("laptop", enter()).unwrap();
    play.come("friend", Some(("laptop", 0, "qr")));
    let (phone, laptop) = (play.fan("phone").id.clone(), play.fan("laptop").id.clone());
    let of_guess = play.campaign.node("guess").unwrap().tickets;
    let before = play.fan("phone").tickets();
    play.world.take_delta();
    play.verify("laptop", "p").unwrap();
    assert_eq!(play.fan("laptop").id, phone, "the other token is his from now on");
    let person = play.fan("phone").clone();
    assert_eq!(
        person.tickets(),
        before + of_guess + play.campaign.node("draw").unwrap().tickets
    );
    assert!(person.has_done("guess") && person.in_draw());
    assert_eq!(
        person.picks_at("poll").map(|(key, _)| key).collect::<Vec<_>>(),
        ["warm"],
        "the first choice stays"
    );
    assert_eq!(person.friends_arrived, 1);
    assert_eq!(play.fan("friend").referrer.as_ref().unwrap().fan, phone);
    let delta = play.world.take_delta();
    assert_eq!(delta.kept_out[&laptop], Some(KeptOut::Duplicate));
    assert_eq!(delta.merges, [(laptop.clone(), phone.clone())]);
    let quiet = delta.tallies.get(&("poll".to_owned(), "quiet".to_owned()));
    assert_eq!(quiet.map_or(0, |tally| tally.people), 0, "it never counted");
    assert_eq!(play.world.fan(&laptop).unwrap().standing, Standing::Merged);
    play.verify("laptop", "p").unwrap();
    assert!(play.world.take_delta().merges.is_empty(), "once");
    let code = play.world.fan(&laptop).unwrap().code.clone();
    let code = Some(referral::share_code(&code, 0));
    play.act("late", Act::Arrive { code, channel: None }).unwrap();
    assert_eq!(
        play.fan("late").referrer.as_ref().unwrap().fan,
        phone,
        "links shared there are his, too"
    );
}

#[test]
fn a_device_is_merged_once_whoever_it_is_said_to_be_next() {
    let mut play = strict();
    for (who, person) in [("ann", "p"), ("bob", "q")] {
        play.come(who, None);
        play.verify(who, person).unwrap();
    }
    play.come("phone", None);
    play.act("phone", tap()).unwrap();
    let device = play.fan("phone").id.clone();
    play.load_lineage();
    for person in ["p", "q", "new"] {
        let order = Order::Verify {
            fan: device.clone(),
            person: person.to_owned(),
            how: Proof::Email,
        };
        play.order(order).unwrap();
    }
    // Whoever has shown that both mailboxes are his is one person.
    assert_eq!(play.fan("ann").id, play.fan("bob").id);
    assert_eq!(play.fan("phone").id, play.fan("bob").id);
    assert_eq!(play.world.person("new").unwrap().id, play.fan("bob").id);
    assert_eq!(play.fan("bob").tickets(), 1, "the tap is paid once");
    let lists = play.world.take_delta().merges;
    assert_eq!(lists.len(), 2);
}

#[test]
fn what_is_held_against_a_device_is_held_against_the_person() {
    for (device, person, both) in [
        (Standing::Refused, Standing::Open, Standing::Refused),
        (Standing::Held, Standing::Open, Standing::Held),
        (Standing::Open, Standing::Refused, Standing::Refused),
        (Standing::Refused, Standing::Cleared, Standing::Held),
        (Standing::Open, Standing::Cleared, Standing::Cleared),
        (Standing::Cleared, Standing::Open, Standing::Open),
    ] {
        let mut play = strict();
        play.come("phone", None);
        play.verify("phone", "p").unwrap();
        play.vote("phone", "poll", &["warm"]).unwrap();
        play.come("laptop", None);
        play.act("laptop", enter()).unwrap();
        play.stand("phone", person, true);
        play.stand("laptop", device, true);
        play.world.take_delta();
        play.verify("laptop", "p").unwrap();
        let merged = play.fan("phone").clone();
        assert_eq!(merged.standing, both);
        let counts = u32::from(both.counts());
        assert_eq!(
            merged.picks_at("poll").map(|(_, pick)| pick.people).sum::<u32>(),
            counts
        );
        let out = (!both.counts()).then_some(KeptOut::Fraud);
        assert_eq!(
            (merged.kept_out, play.world.take_delta().kept_out.get(&merged.id)),
            (out, out.map(Some).as_ref())
        );
    }
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
        fan: None,
    });
    let arrive = |code: &str| Act::Arrive {
        code: Some(referral::share_code(code, 0)),
        channel: None,
    };
    play.act("seed", arrive(&code)).unwrap();
    let seed = play.fan("seed").clone();
    assert_eq!(
        (seed.code.as_str(), seed.channel.as_str(), seed.generation),
        (code.as_str(), "seed", 0)
    );
    assert_eq!(play.world.take_delta().seeds[&code], seed.id);
    play.act("next", arrive(&code)).unwrap();
    assert_eq!(play.fan("next").referrer.as_ref().unwrap().fan, seed.id);
}

#[test]
fn whoever_leaves_takes_his_choices_and_reservations_with_him() {
    let mut play = Play::new();
    play.come("ann", None);
    play.come("bob", None);
    let reserve = || Act::Reserve {
        node: "shelf".to_owned(),
        item: "toy".to_owned(),
        code: None,
    };
    play.act("ann", reserve()).unwrap();
    play.vote("ann", "poll", &["warm"]).unwrap();
    play.act("ann", enter()).unwrap();
    let stock = play.world.stock("shelf", "toy").unwrap().taken;
    let fan = play.fan("ann").id.clone();
    play.world.take_delta();
    play.order(Order::Erase {
        fan: fan.clone(),
        stub: "STUB".to_owned(),
    })
    .unwrap();
    let delta = play.world.take_delta();
    assert_eq!(delta.tallies[&("poll".to_owned(), "warm".to_owned())].people, -1);
    assert_eq!(play.world.stock("shelf", "toy").unwrap().taken, stock - 1);
    assert_eq!(delta.kept_out[&fan], Some(KeptOut::Withdrawn));
    assert_eq!(delta.erased, [(fan, "STUB".to_owned())]);
    assert!(delta.weighed.is_empty());
    assert!(
        matches!(play.act("ann", tap()), Err(Refusal::ArriveFirst)),
        "he is nobody here"
    );
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

#[test]
fn whom_a_link_would_claim_it_claims_by_way_of_his_other_device() {
    let mut play = strict();
    play.come("ann", None);
    play.come("laptop", None);
    play.verify("laptop", "p").unwrap();
    play.come("phone", Some(("ann", 0, "qr")));
    play.act("phone", tap()).unwrap();
    play.verify("phone", "p").unwrap();
    assert_eq!(play.fan("laptop").referrer.as_ref().unwrap().fan, play.fan("ann").id);
    assert_eq!(play.fan("ann").friends_joined, 1);
    play.now += HOUR;
    play.settle("laptop");
    assert_eq!(play.fan("ann").tickets(), 3);
}

#[test]
fn two_users_of_one_browser_are_two_persons() {
    let mut play = strict();
    play.come("family", None);
    play.come("bens-phone", None);
    let vouch = |play: &mut Play, who: &str, person: &str| {
        let order = Order::Verify {
            fan: play.fan(who).id.clone(),
            person: person.to_owned(),
            how: Proof::Host,
        };
        play.order(order)
    };
    vouch(&mut play, "family", "sub-ann").unwrap();
    vouch(&mut play, "bens-phone", "sub-ben").unwrap();
    let (ann, ben) = (play.fan("family").id.clone(), play.fan("bens-phone").id.clone());
    // As a store loads it.
    play.world.load_host(ann.clone(), "sub-ann".to_owned());
    play.world.load_host(ben, "sub-ben".to_owned());
    assert_eq!(vouch(&mut play, "family", "sub-ben"), Err(Refusal::OtherUser));
    assert_eq!(vouch(&mut play, "family", "sub-new"), Err(Refusal::OtherUser));
    vouch(&mut play, "family", "sub-ann").unwrap();
    assert_eq!(play.fan("family").id, ann);
}

#[test]
fn from_the_close_on_nobody_begins_to_count() {
    let mut play = strict();
    play.come("ann", None);
    play.vote("ann", "poll", &["warm"]).unwrap();
    play.act("ann", enter()).unwrap();
    play.come("bob", None);
    play.verify("bob", "p").unwrap();
    play.world.take_delta();
    play.now = play.campaign.closes.0;
    play.verify("ann", "q").unwrap();
    assert!(play.fan("ann").verified.is_some());
    let delta = play.world.take_delta();
    assert!(
        delta.tallies.is_empty() && delta.kept_out.is_empty(),
        "nobody could look at it any more"
    );
    play.come("cid", None);
    assert!(matches!(play.verify("cid", "p"), Err(Refusal::Closed(_))));
}

#[test]
fn who_leaves_and_comes_again_is_no_new_friend() {
    let mut play = strict();
    play.come("ann", None);
    play.come("bob", Some(("ann", 0, "qr")));
    play.act("bob", tap()).unwrap();
    play.world.load_departed("p".to_owned());
    play.verify("bob", "p").unwrap();
    play.now += HOUR;
    play.settle("bob");
    assert_eq!((play.fan("ann").tickets(), play.fan("ann").friends_counted), (0, 0));
    assert_eq!(play.fan("bob").kept_out, None, "he may play");
}

#[test]
fn what_remains_of_somebody_who_left_stays_out_of_the_draw() {
    let mut play = Play::new();
    play.come("ann", None);
    play.act("ann", enter()).unwrap();
    let gone = Fan {
        kept_out: Some(KeptOut::Withdrawn),
        standing: Standing::Held,
        ..play.fan("ann").clone()
    };
    play.world.load_fan(gone);
    play.world.take_delta();
    play.stand("ann", Standing::Open, false);
    assert!(play.world.take_delta().kept_out.is_empty());
}

/// Those of the property below.
const NAMES: [&str; 18] = [
    "ann",
    "bob",
    "cid",
    "phone",
    "laptop",
    "family",
    "bens-phone",
    "friend",
    "again",
    "zoe",
    "mid",
    "eve",
    "f0",
    "f1",
    "f2",
    "f3",
    "f4",
    "f5",
];
const FANS: [&str; 6] = ["f0", "f1", "f2", "f3", "f4", "f5"];

#[derive(Clone, Debug)]
enum Next {
    Come(usize, Option<usize>),
    Act(usize, Act),
    Verify(usize, usize),
    Stand(usize, Standing, bool),
    Settle(usize),
    Erase(usize),
    Wait(i64),
}

fn next() -> impl Strategy<Value = Next> {
    let fan = || 0..FANS.len();
    let vote = |pick: &str| Act::Vote {
        node: "poll".to_owned(),
        picks: vec![pick.to_owned()],
    };
    let acts = prop_oneof![
        Just(tap()),
        Just(enter()),
        Just(vote("warm")),
        Just(vote("quiet")),
        Just(Act::Guess {
            node: "guess".to_owned(),
            text: "kettle".to_owned(),
            picture: None
        }),
        Just(Act::Reserve {
            node: "shelf".to_owned(),
            item: "toy".to_owned(),
            code: None
        }),
        Just(Act::Sign {
            node: "friends".to_owned(),
            name: "Fox".to_owned()
        }),
    ];
    let standing = prop_oneof![
        Just(Standing::Open),
        Just(Standing::Held),
        Just(Standing::Refused),
        Just(Standing::Cleared)
    ];
    prop_oneof![
        4 => (fan(), prop::option::of(fan())).prop_map(|(who, link)| Next::Come(who, link)),
        8 => (fan(), acts).prop_map(|(who, act)| Next::Act(who, act)),
        3 => (fan(), 0..3_usize).prop_map(|(who, person)| Next::Verify(who, person)),
        2 => (fan(), standing, any::<bool>()).prop_map(|(who, standing, staff)| Next::Stand(who, standing, staff)),
        2 => fan().prop_map(Next::Settle),
        1 => fan().prop_map(Next::Erase),
        1 => (1..2 * HOUR).prop_map(Next::Wait),
    ]
}

fn happen(play: &mut Play, number: usize, next: Next) {
    let known = |play: &Play, who: usize| play.world.fan_by_token(FANS[who]).is_some();
    match next {
        Next::Come(who, link) => {
            let link = link.filter(|&link| known(play, link)).map(|link| (FANS[link], 0, "qr"));
            play.come(FANS[who], link);
        }
        Next::Act(who, act) => drop(known(play, who).then(|| play.act(FANS[who], act))),
        Next::Verify(who, person) => drop(known(play, who).then(|| play.verify(FANS[who], &format!("p{person}")))),
        Next::Stand(who, standing, staff) if known(play, who) => play.stand(FANS[who], standing, staff),
        Next::Settle(who) if known(play, who) => play.settle(FANS[who]),
        Next::Erase(who) if known(play, who) => {
            let fan = play.fan(FANS[who]).id.clone();
            play.order(Order::Erase {
                fan,
                stub: format!("STUB{number}"),
            })
            .unwrap();
        }
        Next::Wait(time) => play.now += time,
        _ => {}
    }
}

/// What the store would hold.
#[derive(Default)]
struct Books {
    tallies: BTreeMap<(String, String), i64>,
    tickets: i64,
    ids: BTreeSet<FanId>,
}

fn check(play: &mut Play, books: &mut Books) -> Result<(), TestCaseError> {
    let delta = play.world.take_delta();
    for (place, tally) in &delta.tallies {
        *books.tallies.entry(place.clone()).or_default() += tally.people;
    }
    books.tickets += delta.counters.get(counter::TICKETS).copied().unwrap_or(0);
    books.ids.extend(delta.fans.keys().cloned());
    let fans: Vec<&Fan> = books.ids.iter().filter_map(|id| play.world.fan(id)).collect();
    let mut tallies: BTreeMap<(String, String), i64> = BTreeMap::new();
    for fan in &fans {
        prop_assert!(
            ancestors(&play.world, &fan.id).is_some(),
            "{} descends from himself",
            fan.id
        );
        for (place, pick) in &fan.picks {
            *tallies.entry(place.clone()).or_default() += i64::from(pick.people);
        }
        for (node, reason, unit) in fan.earned.keys() {
            let most = play.campaign.node(node).map_or(0, |node| node.tickets);
            let amount = fan.earned[&(node.clone(), *reason, *unit)];
            prop_assert!(*reason != Reason::Done || amount <= most, "{node} paid {amount}");
        }
        let held = fan
            .codes
            .values()
            .filter(|held| held.state.is_alive() && held.expires.0 > play.now)
            .count();
        prop_assert!(held + fan.waits.len() <= 1, "{held} codes and {:?}", fan.waits);
        let mut owed: BTreeMap<(Reason, Why), u32> = BTreeMap::new();
        for credit in fans
            .iter()
            .flat_map(|friend| &friend.credits)
            .filter(|credit| credit.to == fan.id && credit.why.is_open())
        {
            *owed.entry((credit.reason, credit.why)).or_default() += 1;
        }
        let open = fan.owed.iter().filter(|((_, why), _)| why.is_open());
        let told: BTreeMap<(Reason, Why), u32> = open.map(|(key, owed)| (*key, owed.friends)).collect();
        prop_assert!(told.values().sum::<u32>() >= owed.values().sum(), "{told:?} {owed:?}");
    }
    books.tallies.retain(|_, people| *people != 0);
    tallies.retain(|_, people| *people != 0);
    prop_assert_eq!(&books.tallies, &tallies);
    let counted = fans.iter().filter(|fan| fan.in_draw() && fan.kept_out.is_none());
    prop_assert_eq!(books.tickets, counted.map(|fan| i64::from(fan.tickets())).sum::<i64>());
    let stock = play.world.stock("shelf", "toy").unwrap_or_default();
    let taken = fans.iter().flat_map(|fan| fan.codes.values()).filter(|held| {
        held.node == "shelf" && !held.origin.is_aside() && matches!(held.state, CodeState::Held | CodeState::Redeemed)
    });
    prop_assert_eq!(taken.count(), stock.taken as usize);
    Ok(())
}

proptest! {
    #[test]
    fn whoever_is_merged_held_and_erased_in_whatever_order_counts_agree_and_nobody_descends_from_himself(
        steps in prop::collection::vec(next(), 1..80), strict in any::<bool>(),
    ) {
        let mut play = if strict { self::strict() } else { Play::new() };
        play.campaign.closes = Moment(100 * HOUR);
        for node in &mut play.campaign.nodes {
            if let Kind::Share(share) = &mut node.kind {
                share.board = 3;
                share.longest = 12;
            }
            if let Kind::Reserve(reserve) = &mut node.kind {
                reserve.expires = Moment(200 * HOUR);
            }
        }
        play.world.load_moments("luck".to_owned(), VecDeque::new());
        let mut books = Books::default();
        for (number, step) in steps.into_iter().enumerate() {
            happen(&mut play, number, step);
            check(&mut play, &mut books)?;
        }
    }
}
