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
        kind,
    }
}

/// A campaign of one node of each kind, open from moment 1,000 to 1,000,000.
pub(crate) fn campaign() -> Campaign {
    let choice = |key: &str| Choice {
        key: key.to_owned(),
        text: text(key),
    };
    let options = vec![choice("warm"), choice("quiet"), choice("small")];
    Campaign {
        slug: "toy".to_owned(),
        languages: vec![Lang::En],
        title: text("A new toy"),
        lead: Text::default(),
        accent: None,
        opens: Moment(1_000),
        closes: Moment(1_000_000),
        origins: vec!["https://shop.example".to_owned(), "http://localhost:*".to_owned()],
        page: None,
        channels: vec!["radio".to_owned()],
        nodes: vec![
            node(
                "picture",
                1,
                Kind::Teaser(Teaser {
                    columns: 2,
                    rows: 1,
                    stages: Vec::new(),
                }),
            ),
            node(
                "guess",
                2,
                Kind::Guess(Guess {
                    placeholder: Text::default(),
                    longest: 12,
                    tries: 2,
                }),
            ),
            node(
                "wishes",
                1,
                Kind::Vote(Vote {
                    form: VoteForm::Wishes,
                    options: options.clone(),
                }),
            ),
            node(
                "poll",
                1,
                Kind::Vote(Vote {
                    form: VoteForm::Poll,
                    options,
                }),
            ),
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
                    offer: Vec::new(),
                }),
            ),
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
