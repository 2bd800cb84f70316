//! What somebody writes, on its way to the server. It is seen at once; what the server says last is the truth, and whatever it has not taken yet
//! is laid over it. Nothing that was typed is lost: what a colleague has changed meanwhile is put beside it, to choose from.

use super::place::{apply, at, brackets, inside};
use crate::api::Problem;
use canyu_core::staff::{Draft, Edit, EditedMeanwhile};
use serde_json::Value;
use std::collections::BTreeMap;
use std::rc::Rc;

/// Something that was not written.
#[derive(Clone, Debug, PartialEq)]
pub struct Held {
    /// What was to be written; `None`: what stands there was to be taken away.
    pub mine: Option<Value>,
    /// Who has written something else there meanwhile; empty: the server has refused it.
    pub by: String,
}

/// A draft that is worked on.
#[derive(Clone)]
pub struct Work {
    /// What the server said last.
    pub draft: Rc<Draft>,
    /// The document with all that is on its way.
    pub document: Rc<Value>,
    /// What was not written, by place.
    pub held: BTreeMap<String, Held>,
    /// Why nothing is saved at the moment.
    pub problem: Option<Problem>,
    queue: Vec<Edit>,
    /// So many of them are on their way.
    sent: usize,
}

impl Work {
    /// Nothing is changed yet.
    #[must_use]
    pub fn new(draft: Draft) -> Self {
        let document = Rc::new(draft.document.clone());
        Self {
            draft: Rc::new(draft),
            document,
            held: BTreeMap::new(),
            problem: None,
            queue: Vec::new(),
            sent: 0,
        }
    }

    /// Whether all of it is with the server.
    #[must_use]
    pub fn is_saved(&self) -> bool {
        self.queue.is_empty()
    }

    /// Makes a change, and keeps it for the server.
    pub fn edit(&mut self, mut edit: Edit) {
        if let Edit::Set { place, value, was } = &mut edit {
            let there = at(&self.document, place).cloned().unwrap_or(Value::Null);
            if there == *value {
                return;
            }
            self.held.remove(place);
            let waiting = self.queue.iter_mut().skip(self.sent).rev();
            // Only what is not shut in by a change of the list around it: that may have another place by now.
            let mut sets = waiting.take_while(|one| matches!(one, Edit::Set { .. }));
            let same = sets.find_map(|one| match one {
                Edit::Set {
                    place: known, value, ..
                } if known == place => Some(value),
                _ => None,
            });
            if let Some(known) = same {
                known.clone_from(value);
                return apply(Rc::make_mut(&mut self.document), &edit);
            }
            *was = Some(there);
        }
        apply(Rc::make_mut(&mut self.document), &edit);
        self.queue.push(edit);
    }

    /// What is to be sent now; nothing while something is on its way.
    pub fn batch(&mut self) -> Option<Vec<Edit>> {
        if self.sent > 0 || self.queue.is_empty() {
            return None;
        }
        self.sent = self.queue.len();
        Some(self.queue.clone())
    }

    /// The server has taken what was on its way.
    pub fn taken(&mut self, draft: Draft) {
        self.queue.drain(..self.sent.min(self.queue.len()));
        self.sent = 0;
        self.problem = None;
        self.renew(draft);
    }

    /// What was on its way has not arrived, as far as one can know; it stays.
    pub fn failed(&mut self, problem: Problem) {
        self.sent = 0;
        self.problem = Some(problem);
    }

    /// Something else stands at a place of what was on its way: both are kept, and the rest can go again. Whether there was such a thing.
    pub fn contested(&mut self, now: &EditedMeanwhile) -> bool {
        let before = self.queue.len();
        let held = &mut self.held;
        self.queue.retain(|edit| match edit {
            Edit::Set { place, value, .. } if *place == now.place => {
                // An answer that was lost on its way: it is what I have written.
                if *value != now.theirs {
                    held.insert(
                        place.clone(),
                        Held {
                            mine: Some(value.clone()).filter(|mine| !mine.is_null()),
                            by: now.by.clone(),
                        },
                    );
                }
                false
            }
            _ => true,
        });
        let is_found = self.queue.len() < before;
        if is_found {
            self.sent = 0;
            self.problem = None;
            // What it was laid over is seen again.
            self.renew(Draft::clone(&self.draft));
        }
        is_found
    }

    /// The server refuses what was on its way: it is kept beside its fields, and the rest goes.
    pub fn refused(&mut self, problem: Problem) {
        for edit in self.queue.drain(..self.sent.min(self.queue.len())) {
            if let Edit::Set { place, value, .. } = edit {
                let mine = Some(value).filter(|mine| !mine.is_null());
                self.held.insert(
                    place,
                    Held {
                        mine,
                        by: String::new(),
                    },
                );
            }
        }
        self.sent = 0;
        self.problem = Some(problem);
    }

    /// A newer draft: what is not with the server yet is laid over it.
    pub fn renew(&mut self, draft: Draft) {
        // An answer that was lost on its way: the thing is there already.
        let is_there = |edit: &Edit| match edit {
            Edit::Insert { place, value, .. } => {
                at(&draft.document, place)
                    .and_then(Value::as_array)
                    .is_some_and(|list| {
                        let [name] = brackets(std::slice::from_ref(value)).try_into().unwrap_or_default();
                        name != "0" && at(&draft.document, &inside(place, &name)).is_some() && !list.is_empty()
                    })
            }
            _ => false,
        };
        if self.sent == 0 {
            self.queue.retain(|edit| !is_there(edit));
        }
        let mut document = draft.document.clone();
        for edit in &self.queue {
            apply(&mut document, edit);
        }
        self.document = Rc::new(document);
        self.draft = Rc::new(draft);
    }
}
