//! Shows a campaign as HTML, and looks for what stands in it.
#![allow(
    dead_code,
    clippy::allow_attributes,
    clippy::unwrap_used,
    clippy::string_slice,
    clippy::panic,
    reason = "each test file uses a part of it, and a test may fail in any way"
)]

use super::view;
use canyu::app::page;
use canyu::ctx::{Ctx, Place};
use canyu::outbox::Entry;
use canyu::reduce::reduce;
use canyu::state::{Action, State};
use canyu::text::Texts;
use canyu_core::act::Act;
use canyu_core::view::View;
use std::rc::Rc;
use yew::{Callback, Html, LocalServerRenderer, Properties, component, html};

#[derive(Clone, Properties)]
struct Shown {
    state: Rc<State>,
}

impl PartialEq for Shown {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.state, &other.state)
    }
}

#[component]
fn Page(Shown { state }: &Shown) -> Html {
    let english: serde_json::Value = serde_json::from_str(include_str!("../../locales/en.json")).unwrap();
    let place = Place {
        server: "https://s.example".into(),
        page: "https://p.example/".into(),
        ..Place::default()
    };
    let ctx = Rc::new(Ctx {
        state: state.clone(),
        texts: Texts::new(
            "en",
            Box::new(move |name| english.get(name).and_then(|text| text.as_str()).map(str::to_owned)),
        ),
        place: Rc::new(place),
        perform: Callback::noop(),
        dispatch: Callback::noop(),
    });
    html! { <>{ page(ctx) }</> }
}

/// What the views are given, on a page of that address.
pub fn ctx(state: State, page: &str) -> Ctx {
    Ctx {
        state: Rc::new(state),
        texts: Texts::new("en", Box::new(|_| None)),
        place: Rc::new(Place {
            server: "https://s.example".into(),
            page: page.into(),
            ..Place::default()
        }),
        perform: Callback::noop(),
        dispatch: Callback::noop(),
    }
}

/// The HTML of a state.
pub async fn html_of(state: State) -> String {
    let renderer = LocalServerRenderer::<Page>::with_props(Shown { state: Rc::new(state) }).hydratable(false);
    renderer.render().await
}

/// The HTML of one node.
pub fn node<'a>(html: &'a str, id: &str) -> &'a str {
    let start = html
        .find(&format!("data-node=\"{id}\""))
        .unwrap_or_else(|| panic!("no {id} in {html}"));
    let rest = &html[html[..start].rfind("<article").unwrap()..];
    &rest[..rest.find("</article>").unwrap()]
}

/// The campaign so many hours after its opening.
pub fn at(hours: i64) -> State {
    State::new(Rc::new(view(hours)), Vec::new(), 0.0)
}

/// The campaign two hours after its opening, with something changed.
pub fn with(change: impl FnOnce(&mut View)) -> State {
    let mut view = view(2);
    change(&mut view);
    State::new(Rc::new(view), Vec::new(), 0.0)
}

/// The state after an act.
pub fn did(state: &State, act: Act) -> State {
    reduce(
        state,
        Action::Did(Entry {
            key: "k".into(),
            at: None,
            act,
        }),
    )
}

/// Every text stands in it.
pub fn has(html: &str, texts: &[&str]) {
    for text in texts {
        assert!(html.contains(text), "no {text:?} in {html}");
    }
}

/// None of the texts stands in it.
pub fn has_not(html: &str, texts: &[&str]) {
    for text in texts {
        assert!(!html.contains(text), "{text:?} in {html}");
    }
}
