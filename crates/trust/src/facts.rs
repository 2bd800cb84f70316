//! What is known of each fan. Times are milliseconds since 1970 by the server's clock: when an act was accepted, never when a fan says that he
//! did it. Keys are small numbers that stand for keyed hashes: equal keys mean an equal thing, and nothing else can be read from them.

use crate::HOUR;

/// Places that are kept of a fan, the first ones. People change between home, work and their phone's network.
const PLACES: usize = 6;
/// A pause after which somebody has left, and what follows is another visit.
const PAUSE: i64 = HOUR / 2;
/// Who acts so long after he came has come back.
pub(crate) const BACK: i64 = 8 * HOUR;
/// Acts of the first visit whose order is compared.
const ORDER: u8 = 24;

/// Everything that scores are made from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts {
    /// The present, or the campaign's close once it is over.
    pub now: i64,
    /// The fans; elsewhere they go by their place in this list.
    pub fans: Vec<Fan>,
}

/// What is known of the mail address that somebody confirmed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mail {
    /// What stands behind the `@`.
    pub host: u32,
    /// The registrable domain of it.
    pub domain: u32,
    /// The servers that take its mail, as far as they are known.
    pub mx: Option<u32>,
    /// Whether it is known to be thrown away after use.
    pub disposable: bool,
    /// Whether it is one of the large providers, with whom everybody can have an address.
    pub big: bool,
}

/// What is known of a fan. Made by [`Fan::arrived`], and then told each act by [`Fan::act`] in the order of time.
#[derive(Clone, Debug, PartialEq)]
pub struct Fan {
    /// Who brought him, by his place in [`Facts::fans`].
    pub referrer: Option<u32>,
    /// When he came.
    pub arrived: i64,
    /// When he took part first. Whoever has not is neither scored nor looked at.
    pub joined: Option<i64>,
    /// The address that he confirmed.
    pub mail: Option<Mail>,
    /// Whether all that the campaign asks for has been done so that his tickets count: an address confirmed, the draw entered.
    pub complete: bool,
    /// Codes that he typed and that were wrong.
    pub wrong_codes: u32,
    /// Whether a human has said that he counts or does not: then he is looked at, but not scored.
    pub settled: bool,
    /// What he voted for, and when: node and option as one key, in the order of time.
    pub(crate) votes: Vec<(u32, i64)>,
    /// His acts.
    pub(crate) acts: u32,
    pub(crate) places: [u32; PLACES],
    pub(crate) place_count: u8,
    /// When he acted last.
    pub(crate) last: i64,
    /// When his first visit ended.
    pub(crate) left: i64,
    /// The first visit's acts, and what stands for their order.
    pub(crate) first_acts: u32,
    pub(crate) order: u64,
    in_order: u8,
}

impl Fan {
    /// Somebody who has come and done nothing yet.
    #[must_use]
    pub fn arrived(at: i64) -> Self {
        Self {
            referrer: None,
            arrived: at,
            joined: None,
            mail: None,
            complete: false,
            votes: Vec::new(),
            wrong_codes: 0,
            settled: false,
            acts: 0,
            places: [0; PLACES],
            place_count: 0,
            last: at,
            left: at,
            first_acts: 0,
            order: 0xcbf2_9ce4_8422_2325,
            in_order: 0,
        }
    }

    /// When he really came, if that was known too late: to be told before the acts.
    pub fn came(&mut self, at: i64) {
        (self.arrived, self.last, self.left) = (at, at, at);
    }

    /// One act: when, from where (if known), and what was done by it, if that was a node (the node's number).
    pub fn act(&mut self, at: i64, place: Option<u32>, done: Option<u8>) {
        if at - self.last <= PAUSE && self.left == self.last {
            self.left = at;
            self.first_acts += 1;
            if let Some(done) = done
                && self.in_order < ORDER
            {
                self.in_order += 1;
                // FNV-1a: an order of nodes becomes a number.
                self.order = (self.order ^ u64::from(done)).wrapping_mul(0x0100_0000_01b3);
            }
        }
        self.acts += 1;
        self.last = self.last.max(at);
        if let Some(place) = place
            && !self.places().contains(&place)
            && let Some(slot) = self.places.get_mut(usize::from(self.place_count))
        {
            *slot = place;
            self.place_count += 1;
        }
    }

    /// A vote: node and option as one key, and when it was cast.
    pub fn vote(&mut self, option: u32, at: i64) {
        self.votes.push((option, at));
        self.votes.sort_by_key(|(_, at)| *at);
    }

    /// What he voted for first.
    pub(crate) fn choice(&self) -> Option<u32> {
        self.votes.first().map(|(option, _)| *option)
    }

    /// From where he acted, without repeats, the first place first.
    pub(crate) fn places(&self) -> &[u32] {
        self.places.get(..usize::from(self.place_count)).unwrap_or(&[])
    }

    /// How long his first visit took in milliseconds, if he acted more than once in it.
    pub(crate) fn visit(&self) -> Option<i64> {
        (self.first_acts >= 2).then(|| (self.left - self.arrived).max(0))
    }

    /// Whether he has come back later.
    pub(crate) fn came_back(&self) -> bool {
        self.last - self.arrived >= BACK
    }

    /// What stands for the order of what he did; `None` when that is less than two things.
    pub(crate) fn order(&self) -> Option<u64> {
        (self.in_order >= 2).then_some(self.order)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_visit_ends_with_a_pause_and_places_are_kept_once() {
        let mut fan = Fan::arrived(0);
        for (at, place) in [(0, 1), (20_000, 1), (60_000, 2), (3 * HOUR, 3), (9 * HOUR, 1)] {
            fan.act(at, Some(place), Some(0));
        }
        assert_eq!(fan.visit(), Some(60_000));
        assert_eq!(fan.places(), [1, 2, 3]);
        assert_eq!((fan.acts, fan.first_acts), (5, 3));
        assert!(fan.came_back());
    }

    #[test]
    fn the_order_is_that_of_the_first_visit() {
        let by = |nodes: &[u8]| {
            let mut fan = Fan::arrived(0);
            nodes.iter().for_each(|&node| fan.act(1, None, Some(node)));
            fan.order()
        };
        assert_eq!(by(&[1, 2, 3]), by(&[1, 2, 3]));
        assert_ne!(by(&[1, 2, 3]), by(&[2, 1, 3]));
        assert_eq!(by(&[1]), None);
    }
}
