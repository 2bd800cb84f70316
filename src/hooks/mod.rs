//! Effects: everything that outlives a rendering, each cleaned up at unmount.

pub mod use_effect;
pub mod use_outbox;
pub mod use_poll;
pub mod use_share;
pub mod use_sight;
pub mod use_torn;
pub mod use_turning;
pub mod use_window;

use crate::ctx::Place;
use crate::state::{Action, State, reduce};
use std::cell::RefCell;
use std::rc::Rc;
use yew::{Callback, Reducible};

/// The state as the reducer holds it: shared, so that parts are given it without a copy.
#[derive(Clone, Debug, PartialEq)]
pub struct Shared(pub Rc<State>);

impl Reducible for Shared {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        Rc::new(Self(Rc::new(reduce(&self.0, action))))
    }
}

/// What effects are given.
#[derive(Clone)]
pub struct Core {
    /// The latest state, for callbacks that are made once.
    pub latest: Rc<RefCell<Rc<State>>>,
    /// Where the widget stands.
    pub place: Rc<Place>,
    /// Changes the state.
    pub dispatch: Callback<Action>,
}

impl Core {
    /// The latest state.
    #[must_use]
    pub fn state(&self) -> Rc<State> {
        self.latest.borrow().clone()
    }
}
