//! Facts, put together from what a store reads: row by row, so that a million fans need no second copy.

use canyu_core::{
    moment::Moment,
    world::{FanId, Standing},
};
use canyu_trust::{Facts, Fan, Mail};
use std::collections::{BTreeMap, HashMap};

/// Facts, and whose they are.
#[derive(Debug, Default)]
pub struct Gathered {
    /// The facts.
    pub facts: Facts,
    /// The fans' ids, in the facts' order, which is that of the ids.
    pub ids: Vec<FanId>,
    /// How they stand.
    pub standings: Vec<Standing>,
}

/// Puts facts together. First all fans, in the order of their ids; then the rest in any order, but a fan's own acts one after another.
pub struct Gather {
    gathered: Gathered,
    keys: HashMap<String, u32>,
    kinds: BTreeMap<String, u8>,
    /// Acts of other devices, which belong between those of the fan's own.
    elsewhere: BTreeMap<u32, Vec<Done>>,
    /// The acts of the fan whose turn it is.
    own: (u32, Vec<Done>),
    voted: BTreeMap<u32, i64>,
    votes: Vec<(u32, u32, i64)>,
}

/// An act: when, from where, and what.
type Done = (i64, Option<u32>, Option<u8>);

/// Acts by which nobody takes part, and which the widget does by itself.
const BY_ITSELF: [&str; 2] = ["arrive", "see"];
/// The act by which people vote.
const VOTE: &str = "vote";

impl Gather {
    /// Nothing yet.
    #[must_use]
    pub fn new(now: Moment) -> Self {
        let facts = Facts {
            now: now.0,
            ..Facts::default()
        };
        Self {
            gathered: Gathered {
                facts,
                ..Gathered::default()
            },
            keys: HashMap::new(),
            kinds: BTreeMap::new(),
            elsewhere: BTreeMap::new(),
            own: (0, Vec::new()),
            voted: BTreeMap::new(),
            votes: Vec::new(),
        }
    }

    /// A fan: his id, when he came, when he took part, whether his tickets would count, and how he stands.
    pub fn fan(&mut self, id: &str, (arrived, joined): (i64, Option<i64>), complete: bool, standing: Standing) {
        let mut fan = Fan::arrived(arrived);
        fan.complete = complete;
        fan.joined = joined;
        fan.settled = matches!(standing, Standing::Cleared | Standing::Refused | Standing::Merged);
        self.gathered.facts.fans.push(fan);
        self.gathered.ids.push(id.to_owned());
        self.gathered.standings.push(standing);
    }

    /// Who brought somebody.
    pub fn brought(&mut self, friend: &str, by: &str) {
        if let (Some(friend), Some(by)) = (self.number(friend), self.number(by))
            && let Some(fan) = self.one(friend)
        {
            fan.referrer = Some(by);
        }
    }

    /// An act of another device of a fan. To be told before [`Self::act`] is.
    pub fn act_elsewhere(&mut self, id: &str, at: i64, act: &str, place: &str) {
        if let Some(number) = self.number(id) {
            let done = self.done(number, at, act, place);
            self.elsewhere.entry(number).or_default().push(done);
        }
    }

    /// An act of a fan.
    pub fn act(&mut self, id: &str, at: i64, act: &str, place: &str) {
        let same = self.gathered.ids.get(self.own.0 as usize).is_some_and(|own| own == id);
        if !same {
            self.turn();
            let Some(number) = self.number(id) else { return };
            self.own.0 = number;
        }
        let done = self.done(self.own.0, at, act, place);
        self.own.1.push(done);
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
            fan.mail = Some(Mail {
                host,
                domain,
                mx,
                disposable,
                big,
            });
        }
    }

    /// A choice: it counts from when the server took a vote of this fan first, as fans may date their acts back.
    pub fn vote(&mut self, id: &str, node: &str, pick: &str, at: i64) {
        let option = self.key(&format!("{node}/{pick}"));
        if let Some(fan) = self.number(id) {
            self.votes.push((fan, option, at));
        }
    }

    /// All of it.
    #[must_use]
    pub fn finish(mut self) -> Gathered {
        self.turn();
        for (number, mut acts) in std::mem::take(&mut self.elsewhere) {
            self.tell(number, &mut acts);
        }
        for (number, option, at) in std::mem::take(&mut self.votes) {
            let at = self.voted.get(&number).copied().unwrap_or(at);
            if let Some(fan) = self.one(number) {
                fan.vote(option, at);
            }
        }
        self.gathered
    }

    /// The acts of one fan are complete.
    fn turn(&mut self) {
        let number = self.own.0;
        let mut acts = std::mem::take(&mut self.own.1);
        acts.extend(self.elsewhere.remove(&number).unwrap_or_default());
        self.tell(number, &mut acts);
        acts.clear();
        self.own.1 = acts;
    }

    fn tell(&mut self, number: u32, acts: &mut [Done]) {
        acts.sort_unstable_by_key(|(at, _, _)| *at);
        let Some(&(first, _, _)) = acts.first() else { return };
        let Some(fan) = self.one(number) else { return };
        fan.came(first);
        for &(at, place, kind) in acts.iter() {
            fan.act(at, place, kind);
        }
    }

    fn done(&mut self, number: u32, at: i64, act: &str, place: &str) -> Done {
        if act == VOTE {
            let first = self.voted.entry(number).or_insert(at);
            *first = at.min(*first);
        }
        let place = (!place.is_empty()).then(|| self.key(place));
        let next = u8::try_from(self.kinds.len()).unwrap_or(u8::MAX);
        let kind = (!BY_ITSELF.contains(&act)).then(|| match self.kinds.get(act) {
            Some(kind) => *kind,
            None => *self.kinds.entry(act.to_owned()).or_insert(next),
        });
        (at, place, kind)
    }

    fn key(&mut self, text: &str) -> u32 {
        if let Some(key) = self.keys.get(text) {
            return *key;
        }
        let next = u32::try_from(self.keys.len()).unwrap_or(u32::MAX);
        self.keys.insert(text.to_owned(), next);
        next
    }

    fn number(&self, id: &str) -> Option<u32> {
        let place = self
            .gathered
            .ids
            .binary_search_by(|known| known.as_str().cmp(id))
            .ok()?;
        u32::try_from(place).ok()
    }

    fn one(&mut self, number: u32) -> Option<&mut Fan> {
        self.gathered.facts.fans.get_mut(number as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn acts_of_all_devices_stand_in_the_order_of_time() {
        let mut gather = Gather::new(Moment(100_000_000));
        gather.fan("a", (5, Some(6)), false, Standing::Open);
        gather.fan("b", (7, None), false, Standing::Cleared);
        gather.brought("b", "a");
        gather.act_elsewhere("a", 30_000, "vote", "p2");
        gather.act_elsewhere("b", 9_000, "arrive", "p1");
        gather.act("a", 60_000, "enter", "p1");
        gather.act("a", 10_000, "arrive", "p1");
        gather.vote("a", "poll", "x", 12);
        gather.misses("a", 2);
        let gathered = gather.finish();
        let mut expected = Fan::arrived(10_000);
        expected.joined = Some(6);
        expected.wrong_codes = 2;
        expected.act(10_000, Some(1), None);
        expected.act(30_000, Some(0), Some(0));
        expected.act(60_000, Some(1), Some(1));
        // The time of the vote is when the server took it, not when the fan says that he voted.
        expected.vote(2, 30_000);
        assert_eq!(gathered.facts.fans.first(), Some(&expected));
        let other = gathered.facts.fans.get(1).unwrap();
        assert_eq!((other.referrer, other.settled, other.arrived), (Some(0), true, 9_000));
    }
}
