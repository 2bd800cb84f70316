//! What somebody does at a node: one file a kind says it.

use super::{assemble, dice::Dice, guess, honour, instant, lottery, news, reserve, teaser, vote};
use canyu_core::{
    act::Act,
    campaign::{Kind, Node},
    moment::Moment,
    world::{Fan, Held},
};
use std::collections::BTreeMap;

/// Somebody stands before a node that is open for him.
pub(super) struct Visit<'a> {
    pub node: &'a Node,
    pub fan: &'a Fan,
    pub crowd: &'a Crowd,
    pub now: Moment,
    pub dice: &'a mut Dice,
}

/// What can be seen of the others: the picks that are shown, by node, in the order in which they came up.
pub(super) type Crowd = BTreeMap<String, Vec<String>>;

/// So many of the picks of a node are looked at.
const LOOKED_AT: usize = 60;

/// What he does there, in this order. Nothing, where he has done all that there is to do.
pub(super) fn acts(visit: &mut Visit<'_>) -> Vec<Act> {
    match &visit.node.kind {
        Kind::Teaser(_) => teaser::acts(visit),
        Kind::Guess(rules) => guess::acts(visit, rules),
        Kind::Vote(rules) => vote::acts(visit, rules),
        Kind::Assemble(rules) => assemble::acts(visit, rules),
        Kind::Reserve(rules) => reserve::acts(visit, rules),
        Kind::Lottery(_) => lottery::acts(visit),
        Kind::Instant(rules) => instant::acts(visit, rules),
        Kind::News(rules) => news::acts(visit, rules),
        Kind::Honour(_) => honour::acts(visit),
        // Sharing ends a visit (`share.rs`), and events have their own time (`checkin.rs`).
        Kind::Share(_) | Kind::CheckIn(_) => Vec::new(),
    }
}

impl Visit<'_> {
    /// The node's id.
    pub fn id(&self) -> String {
        self.node.id.clone()
    }

    pub fn has_done(&self) -> bool {
        self.fan.has_done(&self.node.id)
    }

    /// What he holds here.
    pub fn held(&self) -> impl Iterator<Item = &Held> {
        self.fan.codes.values().filter(|held| held.node == self.node.id)
    }

    /// A pick of others that he does not stand behind yet; the earlier ones are the better known.
    pub fn popular(&mut self) -> Option<String> {
        let picks = self.crowd.get(&self.node.id)?;
        let known = picks.len().min(LOOKED_AT);
        let place = ranked(self.dice, known)?;
        let pick = picks.get(place)?;
        let is_mine = self.fan.picks.contains_key(&(self.node.id.clone(), pick.clone()));
        (!is_mine).then(|| pick.clone())
    }
}

/// A place among so many, each next one less probable: as 1, 1/2, 1/3, …
pub(super) fn ranked(dice: &mut Dice, count: usize) -> Option<usize> {
    (count > 0).then(|| dice.weighted((0..count).map(|place| 1.0 / (place + 1) as f64)))
}

/// Some of them, each once, the earlier ones more often.
pub(super) fn several(dice: &mut Dice, from: &[&str], count: usize) -> Vec<String> {
    let mut left = from.to_vec();
    let mut chosen = Vec::new();
    while chosen.len() < count
        && let Some(place) = ranked(dice, left.len())
    {
        chosen.push(left.remove(place).to_owned());
    }
    chosen
}
