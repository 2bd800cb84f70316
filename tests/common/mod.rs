//! A campaign with a node of every kind, and what a fan does in it.
#![allow(dead_code, clippy::allow_attributes, reason = "each test file uses a part of it")]

#[cfg(not(target_arch = "wasm32"))]
pub mod one;
#[cfg(not(target_arch = "wasm32"))]
pub mod page;

use canyu_core::act::Act;
use canyu_core::moment::Moment;
use canyu_core::utm::Utm;
use canyu_core::view::{
    DrawView, EarnedView, GuessView, HintView, KindView, LotteryView, Me, MyPick, NodeView, PickView, PrizeView,
    ShareView, TeaserView, View, VoteView,
};

pub mod kinds;

/// An hour in milliseconds.
pub const HOUR: i64 = 3_600_000;
/// When the campaign opens.
pub const OPENS: Moment = Moment(1_722_798_000_000);

/// So many hours after the opening.
pub fn hour(hours: i64) -> Moment {
    OPENS.plus(hours * HOUR)
}

/// Something that people stand behind.
pub fn pick(key: &str, label: &str, people: u64) -> PickView {
    PickView {
        key: key.into(),
        label: label.into(),
        people,
        ..PickView::default()
    }
}

/// A node that is open for the whole campaign.
pub fn node(index: u32, id: &str, title: &str, tickets: u32, kind: KindView) -> NodeView {
    NodeView {
        id: id.into(),
        index,
        title: title.into(),
        lead: String::new(),
        opens: OPENS,
        closes: hour(48),
        tickets,
        points: 0,
        after: String::new(),
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
        next_taps: None,
        next_after: None,
        hints: vec![
            HintView {
                at: Some(hour(0)),
                text: "It never sleeps".into(),
            },
            HintView {
                at: Some(hour(1)),
                text: "It has four arms".into(),
            },
        ],
        taps: 140,
    };
    let guess = GuessView {
        form: "text".into(),
        placeholder: "A kettle?".into(),
        longest: 40,
        tries: 3,
        wall: vec![pick("kettle", "kettle", 12), pick("torch", "torch", 1)],
        groups: 2,
        ..GuessView::default()
    };
    let wishes = VoteView {
        form: "wishes".into(),
        totals: "live".into(),
        most: 2,
        options: vec![pick("walls", "Three walls", 7), pick("quiet", "Quiet", 3)],
        voters: 8,
        ..VoteView::default()
    };
    let poll = VoteView {
        form: "poll".into(),
        totals: "live".into(),
        most: 1,
        options: vec![pick("pearl", "Pearl", 5), pick("night", "Night", 4)],
        voters: 9,
        ..VoteView::default()
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
        second: 0,
        channels: vec!["messenger".into(), "noticeboard".into()],
        ..ShareView::default()
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
        confirm: None,
        consents: Vec::new(),
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
        standing: "ok".into(),
        earned: vec![
            EarnedView {
                node: "toy".into(),
                reason: "done".into(),
                unit: "tickets".into(),
                amount: 1,
            },
            EarnedView {
                node: "friends".into(),
                reason: "friend".into(),
                unit: "tickets".into(),
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
            rank: 0,
            right: false,
        }],
        ..Me::default()
    }
}

/// One of every act.
pub fn acts() -> Vec<Act> {
    let node = || "n".to_owned();
    vec![
        Act::Arrive {
            code: Some("C".into()),
            channel: None,
            utm: None,
        },
        Act::Arrive {
            code: None,
            channel: Some("link".into()),
            utm: Some(Utm {
                source: Some("新闻 & co".into()),
                content: Some("b".into()),
                ..Utm::default()
            }),
        },
        Act::See {
            nodes: vec![node(), "m".into()],
        },
        Act::Start { node: node() },
        Act::Tap { node: node() },
        Act::Guess {
            node: node(),
            text: "路由器 \"x\"".into(),
            picture: None,
        },
        Act::Guess {
            node: node(),
            text: String::new(),
            picture: Some("upload".into()),
        },
        Act::Second {
            node: node(),
            pick: "kettle".into(),
        },
        Act::Vote {
            node: node(),
            picks: vec![],
        },
        Act::Propose {
            node: node(),
            text: "quieter".into(),
        },
        Act::Assemble {
            node: node(),
            parts: vec!["roof".into(), "wall".into()],
        },
        Act::Reserve {
            node: node(),
            item: "box".into(),
            code: None,
        },
        Act::Reserve {
            node: node(),
            item: String::new(),
            code: Some("0123-4567".into()),
        },
        Act::Cancel {
            node: node(),
            item: "box".into(),
        },
        Act::Release {
            node: node(),
            item: "box".into(),
        },
        Act::Play { node: node() },
        Act::CheckIn {
            node: node(),
            code: "42 42".into(),
        },
        Act::Sign {
            node: node(),
            name: String::new(),
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
