//! Everybody of a campaign, as small as can be: 24 bytes a person, and 8 of his name.

use crate::{
    names::Names,
    store::forest::{ForestReader, PersonRow},
};
use canyu_core::{moment::Moment, world::Worth};
use canyu_spread::{Broken, ROOT};
use std::collections::HashMap;

/// Somebody.
#[derive(Clone, Copy, Debug)]
pub(super) struct Person {
    /// When he joined; [`NEVER`]: he has not.
    joined: i64,
    /// The place of who brought him, or [`ROOT`].
    pub parent: u32,
    pub generation: u16,
    pub channel: u16,
    pub via: u16,
    pub origin: u16,
    pub worth: Worth,
    /// What else is known of him, a bit each.
    flags: u8,
}

/// The moment of who has not joined.
const NEVER: i64 = i64::MIN;
const BROUGHT: u8 = 1;
const SHARED: u8 = 2;
const SEED: u8 = 4;
const RESERVED: u8 = 8;
const REDEEMED: u8 = 16;

impl Person {
    /// When he joined; nothing: he has not.
    pub fn joined(&self) -> Option<Moment> {
        (self.joined != NEVER).then_some(Moment(self.joined))
    }

    pub fn is_brought(&self) -> bool {
        self.flags & BROUGHT != 0
    }

    pub fn has_shared(&self) -> bool {
        self.flags & SHARED != 0
    }

    pub fn is_seed(&self) -> bool {
        self.flags & SEED != 0
    }

    pub fn has_reserved(&self) -> bool {
        self.flags & RESERVED != 0
    }

    pub fn has_redeemed(&self) -> bool {
        self.flags & REDEEMED != 0
    }

    fn set(&mut self, flag: u8, is_so: bool) {
        if is_so {
            self.flags |= flag;
        }
    }
}

/// Texts that come again and again, by number.
#[derive(Debug, Default)]
pub(super) struct Words {
    texts: Vec<(String, String)>,
    numbers: HashMap<String, u16>,
}

impl Words {
    /// The number of a text. There is room for 65,535; all further ones are taken as the last.
    fn number(&mut self, text: &str, label: &str) -> u16 {
        if let Some(number) = self.numbers.get(text) {
            return *number;
        }
        let number = u16::try_from(self.texts.len()).unwrap_or(u16::MAX);
        if number < u16::MAX {
            self.numbers.insert(text.to_owned(), number);
            self.texts.push((text.to_owned(), label.to_owned()));
        }
        number
    }

    /// The text of a number.
    pub fn text(&self, number: u16) -> &str {
        self.texts.get(usize::from(number)).map_or("", |(text, _)| text)
    }

    /// What it is called.
    pub fn label(&self, number: u16) -> &str {
        self.texts.get(usize::from(number)).map_or("", |(_, label)| label)
    }

    /// The number of a text that is there.
    pub fn find(&self, text: &str) -> Option<u16> {
        self.numbers.get(text).copied()
    }
}

/// An invitation of staff.
#[derive(Debug)]
pub(super) struct Seed {
    pub group: String,
    pub label: String,
    pub person: Option<u32>,
}

/// What was chosen at a vote.
#[derive(Debug, Default)]
pub(super) struct Vote {
    pub node: String,
    pub choices: Words,
    /// The first choice of each; [`NOTHING`]: he has chosen nothing. Empty where nobody has.
    by_person: Vec<u16>,
    /// When whoever is being told of made his.
    at: Option<i64>,
}

/// The choice of who has chosen nothing. [`Words`] never gives this number to a text, and takes all beyond it for none.
const NOTHING: u16 = u16::MAX;

impl Vote {
    /// What somebody has chosen first.
    pub fn choice(&self, person: u32) -> Option<u16> {
        let choice = self.by_person.get(person as usize).copied();
        choice.filter(|choice| *choice != NOTHING)
    }
}

/// Everybody of a campaign.
#[derive(Debug, Default)]
pub(super) struct People {
    pub list: Vec<Person>,
    pub channels: Words,
    pub nodes: Words,
    pub origins: Words,
    pub seeds: Vec<Seed>,
    pub votes: Vec<Vote>,
    names: Names,
    /// Who brought each of those who were brought, in their order.
    referrers: Names,
    /// Whose choices are being told.
    choosing: Option<u32>,
}

impl People {
    pub fn new(votes: &[&str]) -> Self {
        let vote = |node: &&str| Vote {
            node: (*node).to_owned(),
            ..Vote::default()
        };
        Self {
            votes: votes.iter().map(vote).collect(),
            ..Self::default()
        }
    }

    /// His id.
    pub fn id(&self, person: u32) -> String {
        self.names.get(person as usize)
    }

    /// Ends reading: people find who brought them, and the names of those are thrown away.
    ///
    /// # Errors
    /// Where there are more people than can be numbered.
    pub fn finish(&mut self) -> Result<(), Broken> {
        if !self.names.fit() || !self.referrers.fit() {
            return Err(Broken::TooMany);
        }
        let referrers = std::mem::take(&mut self.referrers);
        let brought = self.list.iter_mut().filter(|person| person.is_brought());
        for (place, person) in brought.enumerate() {
            // Who came alone and only looked is not told: whom he has brought stands at the top of a chain.
            person.parent = self.names.find_same(&referrers, place).unwrap_or(ROOT);
        }
        Ok(())
    }
}

impl ForestReader for People {
    /// A list that grows leaves behind it the smaller ones that it was, which the allocator keeps. What is not used takes no memory.
    fn expect(&mut self, people: usize) {
        self.list.reserve_exact(people);
        self.names.expect(people);
        self.referrers.expect(people);
    }

    fn person(&mut self, row: PersonRow<'_>) {
        self.names.push(row.id);
        if let Some(referrer) = row.referrer {
            self.referrers.push(referrer);
        }
        self.list.push(Person {
            joined: row.joined.map_or(NEVER, |joined| joined.0),
            parent: ROOT,
            generation: u16::try_from(row.generation).unwrap_or(u16::MAX),
            channel: self.channels.number(row.channel, ""),
            via: self.nodes.number(row.via, ""),
            origin: self.origins.number(row.origin, ""),
            worth: row.worth,
            flags: 0,
        });
        if let Some(person) = self.list.last_mut() {
            person.set(BROUGHT, row.referrer.is_some());
            person.set(SHARED, row.shared);
        }
    }

    fn seed(&mut self, group: &str, label: &str, fan: Option<&str>) {
        let person = fan.and_then(|fan| self.names.find(fan));
        if let Some(person) = person.and_then(|person| self.list.get_mut(person as usize)) {
            person.set(SEED, true);
        }
        self.seeds.push(Seed {
            group: group.to_owned(),
            label: label.to_owned(),
            person,
        });
    }

    fn choice(&mut self, vote: usize, fan: &str, (key, label): (&str, &str), at: Moment) {
        let Some(person) = self.names.find(fan) else { return };
        if self.choosing != Some(person) {
            self.choosing = Some(person);
            self.votes.iter_mut().for_each(|vote| vote.at = None);
        }
        let Some(vote) = self.votes.get_mut(vote) else { return };
        vote.by_person.resize(self.list.len(), NOTHING);
        if let Some(choice) = vote.by_person.get_mut(person as usize) {
            let number = vote.choices.number(key, label);
            // Of several that were made at once, the one whose key comes first: the order of rows says nothing.
            let is_earlier = match vote.at {
                Some(first) if at.0 == first => key < vote.choices.text(*choice),
                Some(first) => at.0 < first,
                None => true,
            };
            if is_earlier {
                (*choice, vote.at) = (number, Some(at.0));
            }
        }
    }

    fn reserved(&mut self, fan: &str, redeemed: bool) {
        let person = self.names.find(fan);
        if let Some(person) = person.and_then(|person| self.list.get_mut(person as usize)) {
            person.set(RESERVED, true);
            person.set(REDEEMED, redeemed);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_takes_as_much_memory_as_is_said() {
        assert_eq!(size_of::<Person>(), 24);
    }
}
