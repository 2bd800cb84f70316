//! The facts that acts are decided from, and what changes in them.
//!
//! A store loads a [`World`] with what a group of acts needs, [`crate::decide::decide`] answers each act with [`Change`]s,
//! [`World::apply`] makes them true for the next act of the group, and [`World::take_delta`] hands over what is to be written,
//! all of it in one transaction.

mod apply;
mod change;
mod facts;
mod merge;
mod people;
mod stock;
mod worth;

pub use change::{Change, Delta, Event, Grant, PersonRow, PickRow, RollupKey, Tally, WaitRow, counter};
pub use facts::{EventKind, Fan, FanId, Pick, Reason, Referrer, Ruling, Step, Unit, Wants, missing_steps};
pub use people::{Credit, KeptOut, Owed, Seed, Standing, Why};
pub use stock::{CodeState, Held, Line, OpenMoment, Origin, Stock, Wait, Win};
pub use worth::{Moved, Shelf, Worth};

use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};

/// Loaded facts, and the changes made to them.
#[derive(Clone, Debug, Default)]
pub struct World {
    fans: HashMap<FanId, Fan>,
    by_token: HashMap<String, FanId>,
    by_code: HashMap<String, FanId>,
    rulings: HashMap<(String, String), Ruling>,
    stocks: HashMap<(String, String), Stock>,
    lines: HashMap<(String, String), Line>,
    codes: HashMap<String, Held>,
    moments: HashMap<String, VecDeque<OpenMoment>>,
    counters: HashMap<String, i64>,
    uploads: HashMap<String, FanId>,
    people: HashMap<String, FanId>,
    seeds: HashMap<String, Seed>,
    lineage: HashMap<FanId, BTreeSet<FanId>>,
    /// Persons by whom the host site has vouched for somebody.
    hosts: HashMap<FanId, BTreeSet<String>>,
    departed: BTreeSet<String>,
    list_closed: bool,
    /// Where the counts of those who have changed stood before.
    shelves: BTreeMap<FanId, Shelf>,
    delta: Delta,
}

impl World {
    /// Takes in a fan that was loaded.
    pub fn load_fan(&mut self, fan: Fan) {
        self.by_token.insert(fan.token.clone(), fan.id.clone());
        self.by_code.insert(fan.code.clone(), fan.id.clone());
        self.fans.insert(fan.id.clone(), fan);
    }

    /// Takes in that a token is that of another device of a fan.
    pub fn load_device(&mut self, token: String, fan: FanId) {
        self.by_token.insert(token, fan);
    }

    /// Takes in that a code is that of another device of a fan.
    pub fn load_alias(&mut self, code: String, fan: FanId) {
        self.by_code.insert(code, fan);
    }

    /// Takes in who a person is.
    pub fn load_person(&mut self, person: String, fan: FanId) {
        self.people.insert(person, fan);
    }

    /// Takes in by which person the host site has vouched for somebody.
    pub fn load_host(&mut self, fan: FanId, person: String) {
        self.hosts.entry(fan).or_default().insert(person);
    }

    /// Takes in that a person was here already, and has had his data deleted.
    pub fn load_departed(&mut self, person: String) {
        self.departed.insert(person);
    }

    /// Takes in an invitation of staff.
    pub fn load_seed(&mut self, seed: Seed) {
        self.seeds.insert(seed.code.clone(), seed);
    }

    /// Takes in from whom somebody descends: who brought him, who brought that one, and so on.
    pub fn load_lineage(&mut self, fan: FanId, ancestors: BTreeSet<FanId>) {
        self.lineage.insert(fan, ancestors);
    }

    /// Takes in that somebody stands, or has stood, behind a pick.
    pub fn load_pick(&mut self, node: String, key: String, ruling: Ruling) {
        self.rulings.insert((node, key), ruling);
    }

    /// Takes in how the units of an item are spread.
    pub fn load_stock(&mut self, node: String, item: String, stock: Stock) {
        self.stocks.insert((node, item), stock);
    }

    /// Takes in the head of a waiting list.
    pub fn load_line(&mut self, node: String, item: String, line: Line) {
        self.lines.insert((node, item), line);
    }

    /// Takes in a code.
    pub fn load_code(&mut self, held: Held) {
        self.codes.insert(held.code.clone(), held);
    }

    /// Takes in the winning moments of a node that have come and that nobody has taken, in their order.
    pub fn load_moments(&mut self, node: String, moments: VecDeque<OpenMoment>) {
        self.moments.insert(node, moments);
    }

    /// Takes in whose an uploaded picture is.
    pub fn load_upload(&mut self, picture: String, fan: FanId) {
        self.uploads.insert(picture, fan);
    }

    /// Takes in the value of a counter.
    pub fn load_counter(&mut self, name: String, value: i64) {
        self.counters.insert(name, value);
    }

    /// Takes in that the list of the draw has been closed: nobody's tickets may change any more.
    pub fn load_closed_list(&mut self) {
        self.list_closed = true;
    }

    /// Whether the list of the draw has been closed.
    #[must_use]
    pub fn is_list_closed(&self) -> bool {
        self.list_closed
    }

    /// The fan who bears a token, by its hash.
    #[must_use]
    pub fn fan_by_token(&self, token: &str) -> Option<&Fan> {
        self.by_token.get(token).and_then(|id| self.fans.get(id))
    }

    /// The fan of a code.
    #[must_use]
    pub fn fan_by_code(&self, code: &str) -> Option<&Fan> {
        self.by_code.get(code).and_then(|id| self.fans.get(id))
    }

    /// A fan.
    #[must_use]
    pub fn fan(&self, id: &str) -> Option<&Fan> {
        self.fans.get(id)
    }

    /// Who a person is.
    #[must_use]
    pub fn person(&self, person: &str) -> Option<&Fan> {
        self.people.get(person).and_then(|id| self.fans.get(id))
    }

    /// By which persons the host site has vouched for somebody.
    pub fn hosts(&self, fan: &str) -> impl Iterator<Item = &str> {
        self.hosts.get(fan).into_iter().flatten().map(String::as_str)
    }

    /// Whether a person was here already, and has had his data deleted.
    #[must_use]
    pub fn has_departed(&self, person: &str) -> bool {
        self.departed.contains(person)
    }

    /// An invitation of staff.
    #[must_use]
    pub fn seed(&self, code: &str) -> Option<&Seed> {
        self.seeds.get(code)
    }

    /// Whether somebody was brought by another one, or by somebody whom that one brought, and so on.
    #[must_use]
    pub fn descends(&self, fan: &str, from: &str) -> bool {
        self.lineage.get(fan).is_some_and(|ancestors| ancestors.contains(from))
    }

    /// A fan; of a device that turned out to be somebody's that one.
    #[must_use]
    pub fn survivor(&self, id: &str) -> Option<&Fan> {
        let fan = self.fans.get(id)?;
        match &fan.merged_into {
            Some(into) => self.fans.get(into),
            None => Some(fan),
        }
    }

    /// What was said about a pick; `None` when nobody has ever stood behind it.
    #[must_use]
    pub fn ruling(&self, node: &str, key: &str) -> Option<Ruling> {
        self.rulings.get(&(node.to_owned(), key.to_owned())).copied()
    }

    /// How the units of an item are spread; `None` when nobody has touched it yet.
    #[must_use]
    pub fn stock(&self, node: &str, item: &str) -> Option<Stock> {
        self.stocks.get(&(node.to_owned(), item.to_owned())).copied()
    }

    /// The first in a waiting list: place and fan.
    #[must_use]
    pub fn first_waiting(&self, node: &str, item: &str) -> Option<&(u32, FanId)> {
        self.lines.get(&(node.to_owned(), item.to_owned()))?.heads.front()
    }

    /// A code.
    #[must_use]
    pub fn code(&self, code: &str) -> Option<&Held> {
        self.codes.get(code)
    }

    /// The winning moments of a node that nobody has taken, as far as they were loaded, in their order.
    pub fn moments(&self, node: &str) -> impl Iterator<Item = &OpenMoment> {
        self.moments.get(node).into_iter().flatten()
    }

    /// Who has uploaded a picture.
    #[must_use]
    pub fn upload(&self, picture: &str) -> Option<&str> {
        self.uploads.get(picture).map(String::as_str)
    }

    /// A counter that was loaded; else 0.
    #[must_use]
    pub fn counter(&self, name: &str) -> i64 {
        self.counters.get(name).copied().unwrap_or(0)
    }

    /// Makes changes true, and notes what has to be written.
    pub fn apply(&mut self, changes: Vec<Change>) {
        for change in changes {
            self.apply_one(change);
        }
    }

    /// Everything that has changed since the last time.
    pub fn take_delta(&mut self) -> Delta {
        let mut delta = std::mem::take(&mut self.delta);
        let shelves = std::mem::take(&mut self.shelves);
        worth::count(self, &mut delta, shelves);
        delta
    }
}
