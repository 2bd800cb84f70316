//! Everybody of a campaign, as small as can be: 24 bytes a person, and the letters of his name.

use crate::store::forest::{ForestReader, PersonRow};
use canyu_core::{moment::Moment, world::Worth};
use canyu_spread::{Broken, ROOT};
use std::collections::HashMap;

/// Somebody.
#[derive(Clone, Copy, Debug)]
pub(super) struct Person {
    /// When he joined; nothing: he has not.
    pub joined: Option<Moment>,
    /// The place of who brought him, or [`ROOT`].
    pub parent: u32,
    pub generation: u16,
    pub channel: u16,
    pub via: u16,
    pub origin: u16,
    pub worth: Worth,
    pub is_brought: bool,
    pub has_shared: bool,
    pub is_seed: bool,
    pub has_reserved: bool,
    pub has_redeemed: bool,
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

/// Names, one after the other.
#[derive(Debug, Default)]
struct Names {
    letters: String,
    ends: Vec<u32>,
}

impl Names {
    fn push(&mut self, name: &str) {
        self.letters.push_str(name);
        self.ends.push(u32::try_from(self.letters.len()).unwrap_or(u32::MAX));
    }

    fn get(&self, place: usize) -> &str {
        let end = |place: usize| self.ends.get(place).map_or(0, |end| *end as usize);
        let begin = place.checked_sub(1).map_or(0, end);
        self.letters.get(begin..end(place)).unwrap_or("")
    }

    /// Where a name stands, in names that ascend.
    fn find(&self, name: &str) -> Option<u32> {
        let (mut low, mut high) = (0, self.ends.len());
        while low < high {
            let middle = low.midpoint(high);
            match self.get(middle).cmp(name) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
                std::cmp::Ordering::Equal => return u32::try_from(middle).ok(),
            }
        }
        None
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
    /// The first choice of each, and when it was made; nothing: he has chosen nothing.
    pub by_person: Vec<Option<u16>>,
    at: Vec<i64>,
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
    referrers: Names,
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
    pub fn id(&self, person: u32) -> &str {
        self.names.get(person as usize)
    }

    /// Ends reading: people find who brought them, and the names of those are thrown away.
    ///
    /// # Errors
    /// Where there are more people than can be numbered.
    pub fn finish(&mut self) -> Result<(), Broken> {
        if u32::try_from(self.list.len()).is_err() || self.names.letters.len() >= u32::MAX as usize {
            return Err(Broken::TooMany);
        }
        let referrers = std::mem::take(&mut self.referrers);
        for (place, person) in self.list.iter_mut().enumerate() {
            if person.is_brought {
                // Who came alone and only looked is not told: whom he has brought stands at the top of a chain.
                person.parent = self.names.find(referrers.get(place)).unwrap_or(ROOT);
            }
        }
        Ok(())
    }
}

impl ForestReader for People {
    fn person(&mut self, row: PersonRow<'_>) {
        self.names.push(row.id);
        self.referrers.push(row.referrer.unwrap_or(""));
        self.list.push(Person {
            joined: row.joined,
            parent: ROOT,
            generation: u16::try_from(row.generation).unwrap_or(u16::MAX),
            channel: self.channels.number(row.channel, ""),
            via: self.nodes.number(row.via, ""),
            origin: self.origins.number(row.origin, ""),
            worth: row.worth,
            is_brought: row.referrer.is_some(),
            has_shared: row.shared,
            is_seed: false,
            has_reserved: false,
            has_redeemed: false,
        });
    }

    fn seed(&mut self, group: &str, label: &str, fan: Option<&str>) {
        let person = fan.and_then(|fan| self.names.find(fan));
        if let Some(person) = person.and_then(|person| self.list.get_mut(person as usize)) {
            person.is_seed = true;
        }
        self.seeds.push(Seed {
            group: group.to_owned(),
            label: label.to_owned(),
            person,
        });
    }

    fn choice(&mut self, vote: usize, fan: &str, (key, label): (&str, &str), at: Moment) {
        let (Some(person), Some(vote)) = (self.names.find(fan), self.votes.get_mut(vote)) else {
            return;
        };
        vote.by_person.resize(self.list.len(), None);
        vote.at.resize(self.list.len(), i64::MAX);
        let place = person as usize;
        if let (Some(choice), Some(before)) = (vote.by_person.get_mut(place), vote.at.get_mut(place)) {
            let number = vote.choices.number(key, label);
            // Of several that were made at once, the one whose key comes first: the order of rows says nothing.
            let is_earlier = match choice {
                Some(first) if at.0 == *before => key < vote.choices.text(*first),
                Some(_) => at.0 < *before,
                None => true,
            };
            if is_earlier {
                (*choice, *before) = (Some(number), at.0);
            }
        }
    }

    fn reserved(&mut self, fan: &str, redeemed: bool) {
        let person = self.names.find(fan);
        if let Some(person) = person.and_then(|person| self.list.get_mut(person as usize)) {
            person.has_reserved = true;
            person.has_redeemed |= redeemed;
        }
    }
}
