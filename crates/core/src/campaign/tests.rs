//! A campaign for tests, and what is asked of one.

use super::*;

/// A text in English.
pub(crate) fn text(text: &str) -> Text {
    Text([(Lang::En, text.to_owned())].into())
}

/// A node without a window of its own.
pub(crate) fn node(id: &str, tickets: u32, kind: Kind) -> Node {
    Node {
        id: id.to_owned(),
        title: text(id),
        lead: Text::default(),
        opens: None,
        closes: None,
        tickets,
        points: 0,
        after: None,
        kind,
    }
}

fn choices() -> Vec<Choice> {
    ["warm", "quiet", "small"]
        .into_iter()
        .map(|key| Choice {
            key: key.to_owned(),
            text: text(key),
        })
        .collect()
}

fn guess() -> Guess {
    Guess {
        form: GuessForm::Text,
        placeholder: Text::default(),
        longest: 12,
        tries: 2,
        min: None,
        max: None,
        decimals: 0,
        unit: Text::default(),
        options: Vec::new(),
        answer: None,
        aliases: Vec::new(),
        reveals: None,
        bonus: 0,
        moderated: false,
    }
}

/// Closest wins; revealed at moment 800,000.
fn number() -> Guess {
    Guess {
        form: GuessForm::Number,
        min: Some(0),
        max: Some(10_000),
        decimals: 1,
        answer: Some("129.9".to_owned()),
        reveals: Some(Moment(800_000)),
        bonus: 4,
        ..guess()
    }
}

fn vote(form: VoteForm) -> Vote {
    Vote {
        form,
        options: choices(),
        most: None,
        totals: Totals::Live,
        propose: 0,
        longest: 80,
        moderated: false,
        answers: Vec::new(),
    }
}

/// Two toys, one of them for priority codes, which may be handed on once.
fn shelf() -> Reserve {
    Reserve {
        items: vec![Item {
            key: "toy".to_owned(),
            text: text("The toy"),
            stock: 2,
            priority: 1,
        }],
        each: 1,
        waits: true,
        expires: Moment(90_000_000),
        transfers: 1,
        offer_hours: 1,
    }
}

fn luck() -> Instant {
    let prize = |gives, per_day| InstantPrize {
        name: text("Something"),
        quantity: 3,
        per_day,
        gives,
        amount: 5,
    };
    Instant {
        prizes: vec![prize(InstantGives::Tickets, None), prize(InstantGives::Code, Some(1))],
        plays: Plays::Once,
        expires: None,
    }
}

fn place(key: &str, opens: Option<Moment>) -> Place {
    Place {
        key: key.to_owned(),
        text: text(key),
        opens,
        closes: None,
    }
}

fn post(key: &str, at: i64) -> Post {
    Post {
        key: key.to_owned(),
        at: Moment(at),
        title: text(key),
        text: Text::default(),
    }
}

fn build() -> Assemble {
    let part = |key: &str| Part {
        key: key.to_owned(),
        text: text(key),
        picture: format!("{key}.svg"),
        x: 0.0,
        y: 0.0,
        width: 50.0,
        height: 50.0,
    };
    Assemble {
        picture: "scene.svg".to_owned(),
        alt: text("A bare table"),
        words: Text::default(),
        parts: vec![part("lid"), part("pot")],
    }
}

/// A campaign with a node of each kind, open from moment 1,000 to 1,000,000.
pub(crate) fn campaign() -> Campaign {
    Campaign {
        slug: "toy".to_owned(),
        languages: vec![Lang::En],
        title: text("A new toy"),
        lead: Text::default(),
        accent: None,
        opens: Moment(1_000),
        closes: Moment(1_000_000),
        rehearsal: false,
        origins: vec!["https://shop.example".to_owned(), "http://localhost:*".to_owned()],
        page: None,
        channels: vec!["radio".to_owned()],
        gifts: vec![GiftCap {
            role: Role::Staff,
            tickets: 10,
            points: 100,
            codes: 1,
        }],
        confirm: None,
        identity: None,
        consents: Vec::new(),
        trust: Trust::default(),
        nodes: vec![
            node(
                "picture",
                1,
                Kind::Teaser(Teaser {
                    columns: 2,
                    rows: 1,
                    ink: None,
                    stages: Vec::new(),
                }),
            ),
            node("guess", 2, Kind::Guess(guess())),
            node(
                "wishes",
                1,
                Kind::Vote(Vote {
                    propose: 1,
                    ..vote(VoteForm::Wishes)
                }),
            ),
            node("poll", 1, Kind::Vote(vote(VoteForm::Poll))),
            node(
                "draw",
                1,
                Kind::Lottery(Lottery {
                    draws: Moment(2_000_000),
                    prizes: Vec::new(),
                    terms: text("Fair."),
                    alternates: None,
                    max_weight: None,
                    claim_days: 14,
                    beacon: Vec::new(),
                }),
            ),
            node(
                "friends",
                3,
                Kind::Share(Share {
                    most: 2,
                    second: 1,
                    ..Share::default()
                }),
            ),
            node("number", 0, Kind::Guess(number())),
            node("rank", 0, Kind::Vote(vote(VoteForm::Ranked))),
            node("shelf", 1, Kind::Reserve(shelf())),
            node("luck", 0, Kind::Instant(luck())),
            node(
                "party",
                1,
                Kind::CheckIn(CheckIn {
                    places: vec![place("north", None), place("south", Some(Moment(500_000)))],
                    turns: 1,
                }),
            ),
            node(
                "paper",
                0,
                Kind::News(News {
                    posts: vec![post("first", 2_000), post("later", 400_000)],
                }),
            ),
            Node {
                points: 7,
                after: Some("guess".to_owned()),
                ..node(
                    "wall",
                    0,
                    Kind::Honour(Honour {
                        places: 2,
                        longest: 10,
                        moderated: true,
                    }),
                )
            },
            node("build", 0, Kind::Assemble(build())),
        ],
    }
}

#[test]
fn only_listed_origins_may_embed_and_a_star_stands_for_the_port_alone() {
    let campaign = campaign();
    for listed in ["https://shop.example", "http://localhost", "http://localhost:8080"] {
        assert!(campaign.lists(listed), "{listed}");
    }
    for foreign in [
        "https://shop.example.evil.example",
        "https://shop.example:8443",
        "http://shop.example",
        "http://localhost.evil.example",
        "http://localhost:80.evil.example",
        "http://localhost:",
        "null",
        "",
    ] {
        assert!(!campaign.lists(foreign), "{foreign}");
    }
}

#[test]
fn strangers_cannot_make_up_channels() {
    let campaign = campaign();
    assert_eq!(campaign.channel(Some("Messenger"), true), "messenger");
    assert_eq!(campaign.channel(Some("radio"), false), "radio");
    assert_eq!(campaign.channel(Some("buy-pills"), true), "other");
    assert_eq!(campaign.channel(None, true), "link");
    assert_eq!(campaign.channel(Some(""), false), "direct");
}
