//! What is going to happen, in the order of time.

use canyu_core::{act::Act, decide::Order, moment::Moment};
use std::{
    cmp::{Ordering, Reverse},
    collections::BinaryHeap,
};

/// Something that happens.
pub(super) enum Task {
    /// Somebody comes, by a link or by himself, for the first time or again.
    Come { person: u32, link: Option<Link> },
    /// Somebody turns to the next node.
    Next(u32),
    /// Somebody does something.
    Act(u32, Act),
    /// Somebody is at an event: node and place.
    Attend(u32, usize, usize),
    /// A till, a clock or staff do something.
    Order(Order),
    /// The answer of a node is revealed.
    Reveal(usize),
}

/// A friend's link.
pub(super) struct Link {
    pub code: String,
    pub channel: String,
}

#[derive(Default)]
pub(super) struct Queue {
    heap: BinaryHeap<Reverse<Entry>>,
    next: u64,
}

struct Entry {
    at: Moment,
    /// What was planned first happens first.
    number: u64,
    task: Task,
}

impl Queue {
    pub fn push(&mut self, at: Moment, task: Task) {
        let number = self.next;
        self.next += 1;
        self.heap.push(Reverse(Entry { at, number, task }));
    }

    pub fn pop(&mut self) -> Option<(Moment, Task)> {
        self.heap.pop().map(|Reverse(entry)| (entry.at, entry.task))
    }
}

impl Entry {
    fn key(&self) -> (Moment, u64) {
        (self.at, self.number)
    }
}

impl PartialEq for Entry {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

impl Eq for Entry {}

impl PartialOrd for Entry {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Entry {
    fn cmp(&self, other: &Self) -> Ordering {
        self.key().cmp(&other.key())
    }
}
