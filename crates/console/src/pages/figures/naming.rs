//! What the parts of a campaign are called, and the colour that a node has everywhere.

use crate::pages::limit::said;
use crate::words::Words;
use canyu_core::staff::{Estimate, Figures, Names};
use std::rc::Rc;
use yew::{AttrValue, Html, html};

/// The colours, for who sees few of them, too. A ninth node has the first one again.
const COLOURS: [&str; 8] = ["c1", "c2", "c3", "c4", "c5", "c6", "c7", "c8"];

/// Names in the reader's language.
#[derive(Clone)]
pub struct Naming {
    /// The names.
    pub names: Rc<Names>,
    /// The words.
    pub words: Rc<Words>,
}

impl Naming {
    /// Whether the campaign had closed when these figures were read.
    #[must_use]
    pub fn is_over(&self, all: &Figures) -> bool {
        all.as_of >= self.names.closes
    }

    /// A node's title; for none: that no friend's link has brought them.
    #[must_use]
    pub fn node(&self, id: &str) -> AttrValue {
        if id.is_empty() {
            return self.words.t("figures.no_link");
        }
        let known = self.names.nodes.iter().find(|node| node.id == id);
        let title = known.map(|node| said(&self.words, &node.title)).unwrap_or_default();
        if title.is_empty() { id.to_owned() } else { title }.into()
    }

    /// A node's colour; none where people came by no link.
    #[must_use]
    pub fn colour(&self, id: &str) -> &'static str {
        let place = self.names.nodes.iter().position(|node| node.id == id);
        place.map_or("c0", |place| {
            COLOURS.get(place % COLOURS.len()).copied().unwrap_or("c0")
        })
    }

    /// A channel's name; those of the campaign's own have no other.
    #[must_use]
    pub fn channel(&self, code: &str) -> AttrValue {
        self.words.code("channel", code)
    }

    /// A seed group's name.
    #[must_use]
    pub fn group(&self, group: &str) -> AttrValue {
        if group.is_empty() {
            self.words.t("figures.no_group")
        } else {
            group.to_owned().into()
        }
    }

    /// A number with its interval, as `12 % (8–17 %)`.
    #[must_use]
    pub fn share(&self, of: &Estimate) -> String {
        let percent = |value: f64| self.words.percent(value);
        self.words
            .with(
                "figures.estimate",
                &[
                    ("value", &percent(of.value)),
                    ("low", &percent(of.low)),
                    ("high", &percent(of.high)),
                ],
            )
            .to_string()
    }

    /// The same below each other, for a narrow column.
    pub fn rate(&self, of: &Estimate, is_share: bool) -> Html {
        let number = |value: f64| {
            if is_share {
                self.words.percent(value)
            } else {
                self.words.decimal(hundredths(value))
            }
        };
        let span = self
            .words
            .with("figures.span", &[("low", &number(of.low)), ("high", &number(of.high))]);
        html! { <small class="rate"><b>{ number(of.value) }</b><span>{ span }</span></small> }
    }

    /// The same for a number that is no part of a whole.
    #[must_use]
    pub fn ratio(&self, of: &Estimate) -> String {
        let two = |value: f64| self.words.decimal(hundredths(value));
        self.words
            .with(
                "figures.estimate",
                &[
                    ("value", &two(of.value)),
                    ("low", &two(of.low)),
                    ("high", &two(of.high)),
                ],
            )
            .to_string()
    }
}

/// A number with two decimals at most.
#[must_use]
pub fn hundredths(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}
