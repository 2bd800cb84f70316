//! A campaign of one node.

use super::page::{self, html_of};
use super::{node, view};
use canyu::reduce::reduce;
use canyu::state::{Action, State};
use canyu_core::view::{KindView, Me, MyPick};
use std::rc::Rc;

/// The node.
pub const ID: &str = "it";

/// A campaign of one node, so many hours after its opening.
pub fn at(hours: i64, kind: KindView) -> State {
    let mut view = view(hours);
    view.nodes = vec![node(0, ID, "It", 1, kind)];
    State::new(Rc::new(view), Vec::new(), 0.0)
}

/// What the server knows of the fan.
pub fn known(state: &State, me: Me) -> State {
    reduce(state, Action::Known(me))
}

/// Something that the fan stands behind, or has written.
pub fn pick(key: &str, own: bool) -> MyPick {
    MyPick {
        node: ID.into(),
        key: key.into(),
        label: if own { key.into() } else { String::new() },
        own,
        rank: 0,
        right: false,
    }
}

/// A fan who has done it.
pub fn done(picks: Vec<MyPick>) -> Me {
    Me {
        done: vec![ID.into()],
        picks,
        ..Me::default()
    }
}

/// The HTML of the one node.
pub async fn shown(state: &State) -> String {
    page::node(&html_of(state.clone()).await, ID).to_owned()
}
