//! How the state changes: one pure function of a state and an action.

use crate::clock::Clock;
use crate::hand::{Local, Note, Said, is_quiet};
use crate::outbox::{Entry, Verdict};
use crate::overlay;
use crate::state::{Action, State};
use canyu_core::act::Act;
use canyu_core::view::{ActAnswer, View};
use std::rc::Rc;

/// The stage of a draw whose result is known.
pub const DRAWN: &str = "drawn";

/// The state after an action.
#[must_use]
pub fn reduce(state: &State, action: Action) -> State {
    let mut state = state.clone();
    if let Action::Accepted { .. } | Action::Refused { .. } | Action::Failed = action {
        state.slow = false;
    }
    match action {
        Action::Viewed(view, reading) => state.viewed(view, reading),
        Action::Known(me) => {
            state.me = Rc::new(me);
            state.tell();
        }
        Action::Did(entry) => state.did(entry),
        Action::Accepted { key, answer } => state.accepted(&key, answer),
        Action::Refused {
            key,
            code,
            verdict,
            fresh,
        } => state.refused(&key, code, verdict, fresh),
        Action::Failed => state.outbox.failed(),
        Action::Slow => state.slow = true,
        Action::Online(online) => {
            state.online = online;
            state.outbox.wake();
        }
        Action::Looked(looked) => {
            state.looked = looked;
            state.outbox.wake();
        }
        Action::Ticked(now) => state.now = now.max(state.now),
        Action::Asked(reading) => {
            state.rounds = state.rounds.wrapping_add(1);
            state.asked = reading;
        }
        Action::Held(node, local) => state.hold(node, local),
        Action::Rested => state.torn = None,
        Action::Turning { node, picture, loaded } => state.turn(&node, picture, loaded),
        Action::Turned => {
            for canvas in &mut state.canvases {
                canvas.before = None;
            }
        }
    }
    state.overlay();
    state
}

impl State {
    /// A new picture is there: it is shown, and tiles turn to it if it could be loaded.
    fn turn(&mut self, node: &str, picture: String, turns: bool) {
        if let Some(canvas) = self.canvases.iter_mut().find(|canvas| canvas.node == node) {
            let before = std::mem::replace(&mut canvas.shown, picture);
            canvas.before = turns.then_some(before);
        }
    }

    fn hold(&mut self, node: String, local: Local) {
        match self.local.iter_mut().find(|(known, _)| *known == node) {
            Some((_, known)) => *known = local,
            None => self.local.push((node, local)),
        }
    }

    fn did(&mut self, entry: Entry) {
        let node = entry.act.node().map(str::to_owned);
        let told = !is_quiet(&entry.act);
        self.outbox.push(entry);
        let Some(node) = node.filter(|_| told) else { return };
        self.notes.retain(|note| note.node != node);
        let before = overlay::has_done(&self.mine, &node);
        self.overlay();
        if !before && overlay::has_done(&self.mine, &node) {
            self.torn = Some(node);
        }
    }

    fn say(&mut self, node: Option<&str>, said: Said) {
        if let Some(node) = node {
            self.notes.retain(|note| note.node != node);
            self.notes.push(Note {
                node: node.to_owned(),
                said,
            });
        }
    }

    fn viewed(&mut self, view: Rc<View>, reading: f64) {
        // An answer from the browser's cache carries the time of when it was made: it must not set the clock back.
        if view.now != self.view.now {
            self.clock = Clock {
                base: view.now,
                at: reading,
                speed: view.speed,
            };
            self.now = view.now;
        }
        let stage = self.stage().to_owned();
        let margin = 1_500 * i64::from(view.speed);
        self.settled.retain(|(at, ..)| at.plus(margin) > view.now);
        self.view = view;
        self.shown = self.view.clone();
        self.drum |= stage != DRAWN && self.stage() == DRAWN;
    }

    /// The server has told of the fan.
    fn tell(&mut self) {
        self.known = true;
        self.told = overlay::outcome(&self.view);
    }

    fn accepted(&mut self, key: &str, answer: ActAnswer) {
        let Some(entry) = self.outbox.take(key) else { return };
        if !is_quiet(&entry.act) {
            self.say(entry.act.node(), Said::Earned(answer.earned));
        }
        let before = std::mem::replace(&mut self.me, Rc::new(answer.me));
        self.settled.push((self.now, entry.act, before));
        self.tell();
    }

    fn refused(&mut self, key: &str, code: String, verdict: Verdict, [first, second]: [String; 2]) {
        if verdict == Verdict::Retry {
            return self.outbox.failed();
        }
        let Some(mut entry) = self.outbox.take(key) else { return };
        match verdict {
            Verdict::ArriveFirst => {
                entry.key = second;
                if !matches!(entry.act, Act::Arrive { .. }) {
                    self.outbox.push(entry);
                    self.outbox.push(Entry {
                        key: first,
                        at: None,
                        act: Act::Arrive {
                            code: None,
                            channel: None,
                            utm: None,
                        },
                    });
                }
                self.outbox.failed();
            }
            Verdict::Undate => {
                let again = Entry {
                    key: first,
                    at: None,
                    act: entry.act,
                };
                if entry.at.is_some() {
                    self.outbox.push(again);
                }
            }
            Verdict::Drop | Verdict::Retry => {
                if !is_quiet(&entry.act) {
                    self.say(entry.act.node(), Said::Refused(code));
                }
            }
        }
    }
}
