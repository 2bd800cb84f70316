//! All that is going to happen, before anything does: the same campaign, number of people, seed and attacks make the same plan.

use super::{
    attack::{self, Attack},
    crowd::Crowd,
    ground::Ground,
    honest,
    person::Person,
};
use fairdraw::{hash::sha256, text::hex};

/// Everybody with everything that he is going to do.
#[derive(Debug)]
pub(super) struct Plan {
    pub people: Vec<Person>,
    /// The mail exchangers of all addresses' domains, a line a domain.
    pub exchangers: String,
}

impl Plan {
    /// Makes it. Attackers come after the honest: they change nothing in what those do.
    pub fn new(ground: &Ground, people: u32, seed: u64, attacks: &[Attack]) -> Self {
        let mut crowd = Crowd::new(ground, seed);
        honest::people(&mut crowd, seed, people);
        for &attack in attacks {
            attack::attack(&mut crowd, seed, attack);
        }
        for person in &mut crowd.people {
            person.steps.sort_by_key(|step| step.at);
        }
        Self {
            exchangers: crowd.post.table(),
            people: crowd.people,
        }
    }

    /// SHA-256 of all of it, hexadecimal.
    pub fn fingerprint(&self) -> String {
        let mut hash = [0; 32];
        for person in &self.people {
            let mut text = hash.to_vec();
            text.extend_from_slice(format!("{person:?}").as_bytes());
            hash = sha256(&text);
        }
        hex(&hash)
    }
}
