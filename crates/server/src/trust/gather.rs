//! Facts, put together from what a store reads: row by row, so that a million fans need no second copy.

use crate::names::Names;
use canyu_core::{moment::Moment, world::Standing};
use canyu_trust::{Facts, Fan, Mail};
use std::{
    collections::{BTreeMap, HashMap},
    hash::{DefaultHasher, Hasher as _},
};

/// Facts, and whose they are.
#[derive(Debug, Default)]
pub struct Gathered {
    /// The facts.
    pub facts: Facts,
    /// How they stand.
    pub standings: Vec<Standing>,
    /// The fans' ids, in the facts' order, which is that of the ids.
    ids: Names,
}

impl Gathered {
    /// The id of a fan.
    #[must_use]
    pub fn id(&self, number: u32) -> String {
        self.ids.get(number as usize)
    }
}

/// Puts facts together. First all fans, in the order of their ids; then the rest in any order, but a fan's own acts one after another, and votes after all acts.
pub struct Gather {
    gathered: Gathered,
    /// The numbers of hosts, domains, servers and options, by what stands for their texts.
    keys: HashMap<u64, u32>,
    kinds: BTreeMap<String, u8>,
    /// Acts of other devices, which belong between those of the fan's own.
    elsewhere: BTreeMap<u32, Vec<Done>>,
    /// Whose turn it is, his id, and his acts.
    own: Option<u32>,
    name: String,
    acts: Vec<Done>,
    /// When each who voted did so first; in order as soon as all acts are told.
    voted: Vec<(u32, i64)>,
    is_told: bool,
}

/// An act: when, from where, and what.
type Done = (i64, Option<u64>, Option<u8>);

/// Acts by which nobody takes part, and which the widget does by itself.
const BY_ITSELF: [&str; 2] = ["arrive", "see"];
/// The act by which people vote.
const VOTE: &str = "vote";

impl Gather {
    /// Nothing yet.
    #[must_use]
    pub fn new(now: Moment) -> Self {
        let facts = Facts::as_of(now.0);
        Self {
            gathered: Gathered {
                facts,
                ..Gathered::default()
            },
            keys: HashMap::new(),
            kinds: BTreeMap::from([(VOTE.to_owned(), 0)]),
            elsewhere: BTreeMap::new(),
            own: None,
            name: String::new(),
            acts: Vec::new(),
            voted: Vec::new(),
            is_told: false,
        }
    }

    /// So many fans are going to be told, at most.
    pub fn expect(&mut self, fans: usize) {
        self.gathered.facts.expect(fans);
        self.gathered.ids.expect(fans);
        self.gathered.standings.reserve_exact(fans);
    }

    /// A fan: his id, when he came, whether he took part, whether his tickets would count, and how he stands.
    pub fn fan(&mut self, id: &str, (arrived, joined): (i64, bool), complete: bool, standing: Standing) {
        let number = self.gathered.facts.arrive(arrived);
        if let Some(fan) = self.one(number) {
            fan.complete = complete;
            fan.joined = joined;
            fan.settled = matches!(standing, Standing::Cleared | Standing::Refused | Standing::Merged);
        }
        self.gathered.ids.push(id);
        self.gathered.standings.push(standing);
    }

    /// Who brought somebody.
    pub fn brought(&mut self, friend: &str, by: &str) {
        if let (Some(friend), Some(by)) = (self.number(friend), self.number(by))
            && let Some(fan) = self.one(friend)
        {
            fan.brought_by(Some(by));
        }
    }

    /// An act of another device of a fan. To be told before [`Self::act`] is.
    pub fn act_elsewhere(&mut self, id: &str, at: i64, act: &str, place: &str) {
        if let Some(number) = self.number(id) {
            let done = self.done(at, act, place);
            self.elsewhere.entry(number).or_default().push(done);
        }
    }

    /// An act of a fan.
    pub fn act(&mut self, id: &str, at: i64, act: &str, place: &str) {
        if self.name != id {
            let Some(number) = self.number(id) else { return };
            self.turn();
            self.own = Some(number);
            id.clone_into(&mut self.name);
        }
        let done = self.done(at, act, place);
        self.acts.push(done);
    }

    /// Codes that somebody typed and that were wrong.
    pub fn misses(&mut self, id: &str, misses: u32) {
        if let Some(fan) = self.number(id).and_then(|number| self.one(number)) {
            fan.wrong_codes = fan.wrong_codes.saturating_add(misses);
        }
    }

    /// What is known of the address that somebody confirmed: the hashes of host, domain and servers, whether it is thrown away, and whether its
    /// provider is a large one.
    pub fn mail(&mut self, id: &str, (host, domain, mx): (&str, &str, Option<&str>), disposable: bool, big: bool) {
        let (host, domain) = (self.key(host), self.key(domain));
        let mx = mx.map(|mx| self.key(mx));
        if let Some(fan) = self.number(id).and_then(|number| self.one(number)) {
            fan.confirmed(Some(Mail {
                host,
                domain,
                mx,
                disposable,
                big,
            }));
        }
    }

    /// A choice: it counts from when the server took a vote of this fan first, as fans may date their acts back. To be told after all acts.
    pub fn vote(&mut self, id: &str, node: &str, pick: &str, at: i64) {
        self.all_acts_are_told();
        let option = self.key(&format!("{node}/{pick}"));
        let Some(number) = self.number(id) else { return };
        let place = self.voted.binary_search_by_key(&number, |(number, _)| *number);
        let voted = place.ok().and_then(|place| self.voted.get(place));
        let at = voted.map_or(at, |(_, first)| *first);
        self.gathered.facts.vote(number, option, at);
    }

    /// All of it.
    #[must_use]
    pub fn finish(mut self) -> Gathered {
        self.all_acts_are_told();
        self.gathered
    }

    fn all_acts_are_told(&mut self) {
        if self.is_told {
            return;
        }
        self.is_told = true;
        self.turn();
        for (number, mut acts) in std::mem::take(&mut self.elsewhere) {
            self.tell(number, &mut acts);
        }
        self.voted.sort_unstable();
    }

    /// The acts of one fan are complete.
    fn turn(&mut self) {
        let Some(number) = self.own else { return };
        let mut acts = std::mem::take(&mut self.acts);
        acts.extend(self.elsewhere.remove(&number).unwrap_or_default());
        self.tell(number, &mut acts);
        acts.clear();
        self.acts = acts;
    }

    fn tell(&mut self, number: u32, acts: &mut [Done]) {
        acts.sort_unstable_by_key(|(at, _, _)| *at);
        let Some(&(first, _, _)) = acts.first() else { return };
        let voted = acts.iter().find(|(_, _, kind)| *kind == Some(0));
        self.voted.extend(voted.map(|(at, _, _)| (number, *at)));
        let facts = &mut self.gathered.facts;
        if let Some(fan) = facts.fan_mut(number) {
            fan.came(first);
        }
        for &(at, place, kind) in acts.iter() {
            facts.act(number, at, place, kind);
        }
    }

    fn done(&mut self, at: i64, act: &str, place: &str) -> Done {
        let place = (!place.is_empty()).then(|| mark(place));
        let next = u8::try_from(self.kinds.len()).unwrap_or(u8::MAX);
        let kind = (!BY_ITSELF.contains(&act)).then(|| match self.kinds.get(act) {
            Some(kind) => *kind,
            None => *self.kinds.entry(act.to_owned()).or_insert(next),
        });
        (at, place, kind)
    }

    fn key(&mut self, text: &str) -> u32 {
        let next = u32::try_from(self.keys.len()).unwrap_or(u32::MAX);
        *self.keys.entry(mark(text)).or_insert(next)
    }

    fn number(&self, id: &str) -> Option<u32> {
        self.gathered.ids.find(id)
    }

    fn one(&mut self, number: u32) -> Option<&mut Fan> {
        self.gathered.facts.fan_mut(number)
    }
}

/// What stands for a text: 64 bits, so that of millions hardly ever two are the same. Nobody can look for such: the texts are keyed hashes
/// themselves, or names in a campaign's file.
fn mark(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write(text.as_bytes());
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn acts_of_all_devices_stand_in_the_order_of_time() {
        let mut gather = Gather::new(Moment(100_000_000));
        gather.fan("a", (5, true), false, Standing::Open);
        gather.fan("b", (7, false), false, Standing::Cleared);
        gather.brought("b", "a");
        gather.act_elsewhere("a", 30_000, "vote", "p2");
        gather.act_elsewhere("b", 9_000, "arrive", "p1");
        gather.act("a", 60_000, "enter", "p1");
        gather.act("a", 10_000, "arrive", "p1");
        gather.vote("a", "poll", "x", 12);
        gather.misses("a", 2);
        let gathered = gather.finish();
        let mut expected = Facts::as_of(100_000_000);
        let (a, b) = (expected.arrive(10_000), expected.arrive(9_000));
        expected.act(a, 10_000, Some(mark("p1")), None);
        expected.act(a, 30_000, Some(mark("p2")), Some(0));
        expected.act(a, 60_000, Some(mark("p1")), Some(1));
        expected.act(b, 9_000, Some(mark("p1")), None);
        // The time of the vote is when the server took it, not when the fan says that he voted.
        expected.vote(a, 0, 30_000);
        let fan = expected.fan_mut(a).unwrap();
        (fan.joined, fan.wrong_codes) = (true, 2);
        let other = expected.fan_mut(b).unwrap();
        other.settled = true;
        other.brought_by(Some(a));
        assert_eq!(gathered.facts, expected);
        assert_eq!((gathered.id(0), gathered.id(1)), ("a".to_owned(), "b".to_owned()));
    }
}
