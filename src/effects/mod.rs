//! Everything that outlives a rendering: timers, listeners, observers and requests. Each is kept in a slot under a name that says what it
//! depends on. After every rendering each one is looked at: under another name it is dropped, which ends it, and started anew. When the
//! widget goes, all are dropped.

pub mod arrival;
pub mod gadgets;
pub mod kept;
pub mod outbox;
pub mod poll;
pub mod share;
pub mod sight;
pub mod timer;
pub mod torn;
pub mod turning;
pub mod window;

use crate::ctx::Place;
use crate::state::{Action, State};
use canyu_core::act::Act;
use std::any::Any;
use std::cell::RefCell;
use std::rc::Rc;
use yew::Callback;

/// What effects are given.
#[derive(Clone)]
pub struct Core {
    /// The latest state.
    pub latest: Rc<RefCell<Rc<State>>>,
    /// Where the widget stands.
    pub place: Rc<Place>,
    /// Changes the state.
    pub dispatch: Callback<Action>,
    /// Does an act.
    pub perform: Callback<Act>,
}

impl Core {
    /// The latest state.
    #[must_use]
    pub fn state(&self) -> Rc<State> {
        self.latest.borrow().clone()
    }
}

/// What an effect leaves behind: dropping it ends everything that the effect has started.
pub type Running = Option<Box<dyn Any>>;

/// Something to drop at the end.
#[must_use]
pub fn running<T: 'static>(it: T) -> Running {
    Some(Box::new(it))
}

/// The effects of a widget.
#[derive(Default)]
pub struct Effects {
    slots: [(Option<String>, Running); 11],
}

/// The places of the effects, each for one of them.
#[derive(Clone, Copy)]
pub enum Slot {
    /// See [`outbox`].
    Outbox,
    /// See [`poll`]: the clock.
    Clock,
    /// See [`poll`]: the questions.
    Poll,
    /// See [`sight`].
    Sight,
    /// See [`torn`].
    Torn,
    /// See [`turning`]: the loading.
    Loading,
    /// See [`turning`]: the turning.
    Turning,
    /// See [`window`] and [`arrival`].
    Life,
    /// See [`kept`].
    Kept,
    /// See [`kept`]: the prize.
    Won,
    /// See [`gadgets`].
    Gadgets,
}

impl Effects {
    /// Whether the effect of a slot is to be started: it has another name than before. What ran is dropped then.
    pub fn renew(&mut self, slot: Slot, name: String) -> bool {
        let Some(known) = self.slots.get_mut(slot as usize) else {
            return false;
        };
        if known.0.as_ref() == Some(&name) {
            return false;
        }
        // First the old one ends, then the new one starts.
        known.1 = None;
        known.0 = Some(name);
        true
    }

    /// Keeps what an effect has left behind.
    pub fn keep(&mut self, slot: Slot, running: Running) {
        if let Some(known) = self.slots.get_mut(slot as usize) {
            known.1 = running;
        }
    }
}
