//! What every page has at hand.

use crate::api::{Api, Problem};
use crate::browser::Host;
use crate::route::Route;
use crate::words::Words;
use canyu_core::staff::{Right, Session};
use std::rc::Rc;
use wasm_bindgen::JsValue;
use yew::{Callback, hook, use_context};

/// The words, the way to the server, who is signed in, and what the frame around the page does for it.
#[derive(Clone, PartialEq)]
pub struct Desk {
    /// The words.
    pub words: Rc<Words>,
    /// The way to the server.
    pub api: Api,
    /// Who is signed in.
    pub me: Option<Rc<Session>>,
    /// Shows another page.
    pub go: Callback<Route>,
    /// Says in a line, which screen readers read out, that something is done.
    pub say: Callback<String>,
    /// Takes another account of who is signed in; `None`: nobody is.
    pub enter: Callback<Option<Session>>,
    /// Has everything said in another language, by its tag.
    pub speak: Callback<String>,
    /// What the page was loaded with.
    pub host: Host,
}

impl Default for Desk {
    fn default() -> Self {
        Self {
            words: Words::read("en", "{}"),
            api: Api::default(),
            me: None,
            go: Callback::noop(),
            say: Callback::noop(),
            enter: Callback::noop(),
            speak: Callback::noop(),
            host: Host::new(&JsValue::UNDEFINED),
        }
    }
}

impl Desk {
    /// Whether who is signed in may do something.
    #[must_use]
    pub fn may(&self, right: Right) -> bool {
        self.me.as_ref().is_some_and(|me| me.account.role.may(right))
    }

    /// What to say of a problem.
    #[must_use]
    pub fn problem(&self, problem: &Problem) -> String {
        let words = &self.words;
        match problem {
            Problem::Network => words.t("problem.network").to_string(),
            Problem::GivenUp => words.t("problem.given_up").to_string(),
            Problem::Refused {
                code, detail, after, ..
            } => {
                let minutes = after.unwrap_or(60).div_ceil(60).max(1);
                match words.find(&["problem.", code].concat()) {
                    Some(text) => crate::words::fill(&text, &[("minutes", &words.many("minutes", minutes))]),
                    // A refusal that this version has no words for: the server's own are better than none.
                    None => words.with("problem.other", &[("detail", detail)]).to_string(),
                }
            }
        }
    }
}

/// What the page has at hand; outside the console, as in a test of one view, nothing.
#[hook]
pub fn use_desk() -> Desk {
    use_context::<Desk>().unwrap_or_default()
}
