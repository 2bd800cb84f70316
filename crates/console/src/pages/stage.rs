//! Where a campaign stands, in words.

use crate::ui::badge;
use crate::words::Words;
use canyu_core::staff::{NextStep, State, Step};
use yew::{AttrValue, Html};

/// A state as a word with a shape.
pub fn state_badge(words: &Words, state: State) -> Html {
    let (kind, name) = match state {
        State::Announced => ("waiting", "state.announced"),
        State::Open => ("open", "state.open"),
        State::Closed => ("closed", "state.closed"),
        State::Drawn => ("closed", "state.drawn"),
        State::HandedOut => ("closed", "state.handed_out"),
        State::Archived => ("away", "state.archived"),
    };
    badge(kind, words.t(name))
}

/// What comes next, and when.
#[must_use]
pub fn next_in_words(words: &Words, next: Option<&NextStep>) -> AttrValue {
    let Some(next) = next else {
        return words.t("next.nothing");
    };
    let name = match next.step {
        Step::Open => "next.open",
        Step::Reveal => "next.reveal",
        Step::Close => "next.close",
        Step::Draw => "next.draw",
        Step::HandOut => "next.hand_out",
        Step::Archive => "next.archive",
    };
    let node = next.node.as_deref().unwrap_or_default();
    match next.at {
        Some(at) => words.with(&[name, ".at"].concat(), &[("node", node), ("time", &words.time(at))]),
        None => words.with(name, &[("node", node)]),
    }
}
