//! Decisions, played through a [`World`] as a store would.

use super::*;
use crate::{
    campaign::tests::campaign,
    world::{FanId, RollupKey, counter},
};
use std::collections::BTreeSet;

/// A campaign and its people, without a store.
struct Play {
    campaign: Campaign,
    world: World,
    now: i64,
    random: u64,
}

impl Play {
    fn new() -> Self {
        Self {
            campaign: campaign(),
            world: World::default(),
            now: 5_000,
            random: 0,
        }
    }

    fn act(&mut self, who: &str, act: Act) -> Result<u32, Refusal> {
        self.act_at(who, act, None)
    }

    /// Decides and applies; the tickets earned by the one who acted.
    fn act_at(&mut self, who: &str, act: Act, at: Option<Moment>) -> Result<u32, Refusal> {
        self.random += 1;
        let entropy = [
            self.random * 0x9e37_79b9,
            self.random.wrapping_mul(0x9e37_79b9_7f4a_7c15),
        ];
        let input = Input {
            token: who.to_owned(),
            request: ActRequest { at, act },
            now: Moment(self.now),
            entropy,
        };
        let before = self.world.fan_by_token(who).map_or(0, Fan::tickets);
        let changes = decide(&self.campaign, &self.world, &input)?;
        self.world.apply(changes);
        Ok(self.fan(who).tickets() - before)
    }

    fn fan(&self, who: &str) -> &Fan {
        self.world.fan_by_token(who).unwrap()
    }

    fn come(&mut self, who: &str, link: Option<(&str, u32, &str)>) -> FanId {
        let code = link.map(|(friend, node, _)| referral::share_code(&self.fan(friend).code, node));
        let channel = link.map(|(_, _, channel)| channel.to_owned());
        self.act(who, Act::Arrive { code, channel }).unwrap();
        self.fan(who).id.clone()
    }

    fn guess(&mut self, who: &str, text: &str) -> Result<u32, Refusal> {
        self.act(
            who,
            Act::Guess {
                node: "guess".to_owned(),
                text: text.to_owned(),
            },
        )
    }

    fn vote(&mut self, who: &str, node: &str, picks: &[&str]) -> Result<u32, Refusal> {
        let picks = picks.iter().map(|&pick| pick.to_owned()).collect();
        self.act(
            who,
            Act::Vote {
                node: node.to_owned(),
                picks,
            },
        )
    }

    fn me(&self, who: &str) -> Me {
        me(&self.campaign, self.fan(who))
    }
}

fn tap() -> Act {
    Act::Tap {
        node: "picture".to_owned(),
    }
}

fn enter() -> Act {
    Act::Enter {
        node: "draw".to_owned(),
        nonce: "ab".repeat(32),
    }
}

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
        kind: EventKind::Completed,
    };
    assert_eq!(delta.rollups[&key], 1);
}

#[test]
fn equal_guesses_are_one_and_tries_run_out() {
    let mut play = Play::new();
    play.come("a", None);
    play.guess("a", "A Torch!").unwrap();
    assert_eq!(play.guess("a", "a  torch"), Err(Refusal::GuessRepeated));
    play.guess("a", "豆浆机").unwrap();
    assert_eq!(play.guess("a", "kettle"), Err(Refusal::TriesUsedUp(2)));
    assert_eq!(
        play.guess("a", "an electric kettle"),
        Err(Refusal::TextTooLong {
            length: 18,
            longest: 12
        })
    );
    assert_eq!(play.guess("a", " \u{200B} "), Err(Refusal::TextEmpty));
    let delta = play.world.take_delta();
    assert_eq!(delta.tallies[&("guess".to_owned(), "atorch".to_owned())].people, 1);
    assert_eq!(
        delta.tallies[&("guess".to_owned(), "atorch".to_owned())].label,
        "A Torch!"
    );
}

#[test]
fn a_guess_is_seconded_once_by_others_only() {
    let mut play = Play::new();
    play.come("a", None);
    play.come("b", None);
    play.guess("a", "kettle").unwrap();
    let second = |pick: &str| Act::Second {
        node: "guess".to_owned(),
        pick: pick.to_owned(),
    };
    assert_eq!(play.act("b", second("kettle")), Ok(2));
    assert_eq!(play.act("b", second("kettle")), Ok(0));
    assert_eq!(play.act("a", second("kettle")), Err(Refusal::OwnGuess));
    assert_eq!(
        play.act("b", second("torch")),
        Err(Refusal::UnknownPick("torch".to_owned()))
    );
    let delta = play.world.take_delta();
    assert_eq!(delta.tallies[&("guess".to_owned(), "kettle".to_owned())].people, 2);
    assert_eq!(delta.counters[&counter::groups("guess")], 1);
}

#[test]
fn a_vote_replaces_the_one_before() {
    let mut play = Play::new();
    play.come("a", None);
    assert_eq!(play.vote("a", "wishes", &["warm", "quiet", "warm"]), Ok(1));
    assert_eq!(play.vote("a", "wishes", &["quiet", "small"]), Ok(0));
    assert_eq!(
        play.vote("a", "poll", &["warm", "quiet"]),
        Err(Refusal::OneChoiceOnly(2))
    );
    assert_eq!(
        play.vote("a", "poll", &["loud"]),
        Err(Refusal::UnknownPick("loud".to_owned()))
    );
    play.vote("a", "poll", &["warm"]).unwrap();
    play.vote("a", "poll", &["quiet"]).unwrap();
    play.vote("a", "poll", &[]).unwrap();
    let delta = play.world.take_delta();
    let people = |node: &str, key: &str| delta.tallies[&(node.to_owned(), key.to_owned())].people;
    assert_eq!(
        (
            people("wishes", "warm"),
            people("wishes", "quiet"),
            people("wishes", "small")
        ),
        (0, 1, 1)
    );
    assert_eq!((people("poll", "warm"), people("poll", "quiet")), (0, 0));
    let poll_done = delta
        .events
        .iter()
        .filter(|e| e.node == "poll" && e.kind == EventKind::Completed)
        .count();
    assert_eq!(poll_done, 1);
}

#[test]
fn taking_back_an_empty_vote_is_not_taking_part() {
    let mut play = Play::new();
    play.come("a", None);
    assert_eq!(play.vote("a", "wishes", &[]), Ok(0));
    assert_eq!(play.fan("a").joined, None);
}

#[test]
fn all_tickets_of_those_who_entered_are_in_the_draw_and_no_others() {
    let mut play = Play::new();
    play.come("a", None);
    play.come("b", None);
    play.guess("a", "kettle").unwrap();
    play.guess("b", "torch").unwrap();
    play.act("a", enter()).unwrap();
    play.act("a", enter()).unwrap();
    play.act("a", tap()).unwrap();
    let delta = play.world.take_delta();
    assert_eq!(play.fan("a").tickets(), 4);
    assert_eq!(delta.counters[counter::TICKETS], 4);
}

#[test]
fn whoever_has_entered_is_owed_a_receipt_for_every_change_of_his_weight() {
    let mut play = Play::new();
    play.come("a", None);
    play.guess("a", "kettle").unwrap();
    assert!(play.world.take_delta().weighed.is_empty(), "he is not in the draw yet");
    play.act("a", enter()).unwrap();
    let a = play.fan("a").id.clone();
    assert_eq!(play.world.take_delta().weighed, BTreeSet::from([a.clone()]));
    play.come("b", Some(("a", 1, "messenger")));
    assert_eq!(play.act("b", tap()), Ok(1));
    assert_eq!(
        play.world.take_delta().weighed,
        BTreeSet::from([a]),
        "his friend's taking part gives him tickets"
    );
    let other = Act::Enter {
        node: "draw".to_owned(),
        nonce: "cd".repeat(32),
    };
    play.act("a", other).unwrap();
    assert_eq!(
        play.fan("a").nonce.as_deref(),
        Some("ab".repeat(32).as_str()),
        "the first nonce stays"
    );
    assert!(play.world.take_delta().weighed.is_empty());
    for nonce in ["", "AB", &"AB".repeat(32), &"ab".repeat(33)] {
        let enter = Act::Enter {
            node: "draw".to_owned(),
            nonce: nonce.to_owned(),
        };
        assert_eq!(play.act("b", enter).unwrap_err().code(), "nonce_malformed");
    }
}

#[test]
fn once_the_list_is_closed_nobodys_tickets_change_whatever_the_clock_says() {
    let mut play = Play::new();
    play.come("a", None);
    play.act("a", enter()).unwrap();
    play.world.load_closed_list();
    assert_eq!(play.act("a", tap()), Err(Refusal::Closed("picture".to_owned())));
    play.come("b", Some(("a", 1, "messenger")));
    assert_eq!(play.act("b", enter()), Err(Refusal::Closed("draw".to_owned())));
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
