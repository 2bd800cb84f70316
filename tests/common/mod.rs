//! A campaign with a node of every kind, and what a fan does in it.
#![allow(dead_code, clippy::allow_attributes, reason = "each test file uses a part of it")]

#[cfg(not(target_arch = "wasm32"))]
pub mod page;

use canyu_core::act::Act;
use canyu_core::moment::Moment;
use canyu_core::view::{
    DrawView, EarnedView, GuessView, HintView, KindView, LotteryView, Me, MyPick, NodeView, PickView, PrizeView,
    ShareView, TeaserView, View, VoteView,
};

/// An hour in milliseconds.
pub const HOUR: i64 = 3_600_000;
/// When the campaign opens.
pub const OPENS: Moment = Moment(1_722_798_000_000);

/// So many hours after the opening.
pub fn hour(hours: i64) -> Moment {
    OPENS.plus(hours * HOUR)
}

fn pick(key: &str, label: &str, people: u64) -> PickView {
    PickView {
        key: key.into(),
        label: label.into(),
        people,
    }
}

fn node(index: u32, id: &str, title: &str, tickets: u32, kind: KindView) -> NodeView {
    NodeView {
        id: id.into(),
        index,
        title: title.into(),
        lead: String::new(),
        opens: OPENS,
        closes: hour(48),
        tickets,
        kind,
    }
}

/// The campaign, so many hours after its opening.
pub fn view(hours: i64) -> View {
    let teaser = TeaserView {
        picture: "/pictures/2.jpg".into(),
        preview: "/pictures/2-small.jpg".into(),
        width: 1120,
        height: 700,
        alt: "A shape with four arms".into(),
        columns: 4,
        rows: 3,
        fresh: vec![5, 6],
        stage: 2,
        stages: 5,
        next: Some(hour(10)),
        hints: vec![
            HintView {
                at: hour(0),
                text: "It never sleeps".into(),
            },
            HintView {
                at: hour(1),
                text: "It has four arms".into(),
            },
        ],
        taps: 140,
    };
    let guess = GuessView {
        placeholder: "A kettle?".into(),
        longest: 40,
        tries: 3,
        wall: vec![pick("kettle", "kettle", 12), pick("torch", "torch", 1)],
        groups: 2,
    };
    let wishes = VoteView {
        single: false,
        options: vec![pick("walls", "Three walls", 7), pick("quiet", "Quiet", 3)],
        voters: 8,
    };
    let poll = VoteView {
        single: true,
        options: vec![pick("pearl", "Pearl", 5), pick("night", "Night", 4)],
        voters: 9,
    };
    let lottery = LotteryView {
        draws: hour(49),
        prizes: vec![PrizeView {
            name: "The toy".into(),
            quantity: 1,
        }],
        terms: "One prize per person.".into(),
        entrants: 20,
        draw: DrawView {
            stage: "open".into(),
            manifest: "ab".repeat(32),
            claim_days: 14,
            ..DrawView::default()
        },
    };
    let share = ShareView {
        most: 10,
        channels: vec!["messenger".into(), "noticeboard".into()],
    };
    View {
        slug: "router-teaser".into(),
        version: 1,
        rules: "00".repeat(32),
        lang: "en".into(),
        languages: vec!["en".into(), "zh-Hans".into()],
        title: "A new toy".into(),
        lead: "Coming soon".into(),
        accent: Some("#e8912d".into()),
        opens: OPENS,
        closes: hour(48),
        now: hour(hours),
        speed: 1,
        rehearsal: true,
        page: None,
        people: 150,
        tickets_in_draw: 25_014,
        nodes: vec![
            node(0, "toy", "Under the cloth", 1, KindView::Teaser(teaser)),
            node(1, "guess", "Say what it is", 2, KindView::Guess(guess)),
            node(2, "wishes", "What should it do", 1, KindView::Vote(wishes)),
            node(3, "colour", "Which colour", 1, KindView::Vote(poll)),
            node(4, "draw", "Be the first", 0, KindView::Lottery(lottery)),
            node(5, "friends", "Ask a friend", 3, KindView::Share(share)),
        ],
    }
}

/// A fan who has done several things.
pub fn me() -> Me {
    Me {
        id: "fan-1".into(),
        code: "0123456789".into(),
        generation: 1,
        joined: true,
        tickets: 12,
        earned: vec![
            EarnedView {
                node: "toy".into(),
                reason: "done".into(),
                amount: 1,
            },
            EarnedView {
                node: "friends".into(),
                reason: "friend".into(),
                amount: 3,
            },
        ],
        friends_arrived: 2,
        friends_joined: 1,
        tickets_pending: 3,
        done: vec!["toy".into(), "guess".into()],
        picks: vec![MyPick {
            node: "guess".into(),
            key: "kettle".into(),
            label: "Kettle".into(),
            own: true,
        }],
        receipt: None,
        won: None,
    }
}

/// One of every act.
pub fn acts() -> Vec<Act> {
    let node = || "n".to_owned();
    vec![
        Act::Arrive {
            code: Some("C".into()),
            channel: None,
        },
        Act::See {
            nodes: vec![node(), "m".into()],
        },
        Act::Start { node: node() },
        Act::Tap { node: node() },
        Act::Guess {
            node: node(),
            text: "路由器 \"x\"".into(),
        },
        Act::Second {
            node: node(),
            pick: "kettle".into(),
        },
        Act::Vote {
            node: node(),
            picks: vec![],
        },
        Act::Enter {
            node: node(),
            nonce: "0f".repeat(32),
        },
        Act::Share {
            node: node(),
            channel: "qr".into(),
        },
    ]
}
