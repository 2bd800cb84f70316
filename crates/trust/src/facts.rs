//! What is known of each fan. Times are milliseconds since 1970 by the server's clock: when an act was accepted, never when a fan says that he
//! did it. Keys are numbers that stand for keyed hashes: equal keys mean an equal thing, and nothing else can be read from them.
//!
//! A million fans are to fit into little memory: 64 bytes each, and what there are several of (places, votes) one after another in two lists.

use crate::HOUR;

/// Places that are kept of a fan, the first ones. People change between home, work and their phone's network.
const PLACES: usize = 6;
/// A pause after which somebody has left, and what follows is another visit.
const PAUSE: i64 = HOUR / 2;
/// Who acts so long after he came has come back.
pub(crate) const BACK: i64 = 8 * HOUR;
/// Acts of the first visit whose order is compared.
const ORDER: u8 = 24;
/// Stands for no number where there could be one.
const NONE: u32 = u32::MAX;
/// How long after he came somebody can act so that it is still known exactly when, in milliseconds: seven weeks.
const LATEST: i64 = u32::MAX as i64;

/// Everything that scores are made from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts {
    /// The present, or the campaign's close once it is over.
    pub now: i64,
    /// The fans; elsewhere they go by their place in this list.
    fans: Vec<Fan>,
    /// From where they acted, one fan after another.
    places: Vec<u64>,
    votes: Vec<Vote>,
}

/// A vote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Vote {
    pub at: i64,
    /// Whose.
    pub fan: u32,
    /// Node and option as one key.
    pub option: u32,
}

impl Facts {
    /// Nothing yet, at present, or at the campaign's close once it is over.
    #[must_use]
    pub fn as_of(now: i64) -> Self {
        Self { now, ..Self::default() }
    }

    /// Makes room for so many fans, each acting from one place: a list that grows leaves behind it the smaller ones that it was.
    pub fn expect(&mut self, fans: usize) {
        self.fans.reserve_exact(fans);
        self.places.reserve_exact(fans);
    }

    /// Somebody who has come and done nothing yet; his number.
    pub fn arrive(&mut self, at: i64) -> u32 {
        let number = u32::try_from(self.fans.len()).unwrap_or(NONE);
        self.fans.push(Fan::arrived(at));
        number
    }

    /// All of them.
    #[must_use]
    pub fn fans(&self) -> &[Fan] {
        &self.fans
    }

    /// One of them.
    #[must_use]
    pub fn fan(&self, number: u32) -> Option<&Fan> {
        self.fans.get(number as usize)
    }

    /// One of them, to say more of him.
    pub fn fan_mut(&mut self, number: u32) -> Option<&mut Fan> {
        self.fans.get_mut(number as usize)
    }

    /// One act: whose, when, from where (if known), and what was done by it, if that was a node (the node's number). A fan's acts are told in
    /// the order of time.
    pub fn act(&mut self, number: u32, at: i64, place: Option<u64>, done: Option<u8>) {
        let Some(fan) = self.fans.get_mut(number as usize) else {
            return;
        };
        fan.act(at, done);
        let Some(place) = place else { return };
        let (begin, end) = fan.span();
        let own = self.places.get(begin..end).unwrap_or(&[]);
        if own.len() >= PLACES || own.contains(&place) {
            return;
        }
        if end != self.places.len() {
            // Others were told of in between: his go where there is room.
            fan.places_at = u32::try_from(self.places.len()).unwrap_or(NONE);
            self.places.extend_from_within(begin..end);
        }
        self.places.push(place);
        fan.place_count += 1;
    }

    /// A vote: whose, for what (node and option as one key), and when it was cast.
    pub fn vote(&mut self, number: u32, option: u32, at: i64) {
        let Some(fan) = self.fans.get_mut(number as usize) else {
            return;
        };
        let first = self.votes.get(fan.first_vote as usize);
        if first.is_none_or(|first| at < first.at) {
            fan.first_vote = u32::try_from(self.votes.len()).unwrap_or(NONE);
            fan.choice = option;
        }
        self.votes.push(Vote {
            at,
            fan: number,
            option,
        });
    }

    /// From where somebody acted, without repeats, the first place first.
    pub(crate) fn places(&self, fan: &Fan) -> &[u64] {
        let (begin, end) = fan.span();
        self.places.get(begin..end).unwrap_or(&[])
    }

    /// The votes, in any order.
    pub(crate) fn votes(&self) -> &[Vote] {
        &self.votes
    }
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

/// What is known of a fan. Made by [`Facts::arrive`], and then told each act by [`Facts::act`].
#[derive(Clone, Debug, PartialEq)]
pub struct Fan {
    /// When he came.
    pub arrived: i64,
    /// Codes that he typed and that were wrong.
    pub wrong_codes: u32,
    /// Whether he has taken part. Whoever has not is neither scored nor looked at.
    pub joined: bool,
    /// Whether all that the campaign asks for has been done so that his tickets count: an address confirmed, the draw entered.
    pub complete: bool,
    /// Whether a human has said that he counts or does not: then he is looked at, but not scored.
    pub settled: bool,
    /// What stands for the order of the first visit's acts.
    pub(crate) order: u64,
    /// The first visit's acts.
    pub(crate) first_acts: u16,
    in_order: u8,
    place_count: u8,
    places_at: u32,
    /// How long after he came he acted last, and his first visit ended.
    last: u32,
    left: u32,
    /// Who brought him.
    referrer: u32,
    /// What he voted for first, and by which vote.
    choice: u32,
    first_vote: u32,
    /// The address that he confirmed: host, domain, servers.
    mail: [u32; 3],
    /// Nothing: he has confirmed none.
    mail_is: Option<MailIs>,
}

/// What else there is to say of an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum MailIs {
    Ordinary,
    Disposable,
    Big,
    Both,
}

impl Fan {
    fn arrived(at: i64) -> Self {
        Self {
            arrived: at,
            wrong_codes: 0,
            joined: false,
            complete: false,
            settled: false,
            order: 0xcbf2_9ce4_8422_2325,
            first_acts: 0,
            in_order: 0,
            place_count: 0,
            places_at: 0,
            last: 0,
            left: 0,
            referrer: NONE,
            choice: NONE,
            first_vote: NONE,
            mail: [NONE; 3],
            mail_is: None,
        }
    }

    /// Who brought him, by his number.
    #[must_use]
    pub fn referrer(&self) -> Option<u32> {
        (self.referrer != NONE).then_some(self.referrer)
    }

    /// Says who brought him.
    pub fn brought_by(&mut self, referrer: Option<u32>) {
        self.referrer = referrer.unwrap_or(NONE);
    }

    /// The address that he confirmed.
    #[must_use]
    pub fn mail(&self) -> Option<Mail> {
        let [host, domain, mx] = self.mail;
        self.mail_is.map(|is| Mail {
            host,
            domain,
            mx: (mx != NONE).then_some(mx),
            disposable: matches!(is, MailIs::Disposable | MailIs::Both),
            big: matches!(is, MailIs::Big | MailIs::Both),
        })
    }

    /// Says which address he confirmed.
    pub fn confirmed(&mut self, mail: Option<Mail>) {
        self.mail = mail.map_or([NONE; 3], |mail| [mail.host, mail.domain, mail.mx.unwrap_or(NONE)]);
        self.mail_is = mail.map(|mail| match (mail.disposable, mail.big) {
            (false, false) => MailIs::Ordinary,
            (true, false) => MailIs::Disposable,
            (false, true) => MailIs::Big,
            (true, true) => MailIs::Both,
        });
    }

    /// When he really came, if that was known too late: to be told before the acts.
    pub fn came(&mut self, at: i64) {
        (self.arrived, self.last, self.left) = (at, 0, 0);
    }

    fn act(&mut self, at: i64, done: Option<u8>) {
        let since = u32::try_from((at - self.arrived).clamp(0, LATEST)).unwrap_or(NONE);
        if i64::from(since) - i64::from(self.last) <= PAUSE && self.left == self.last {
            self.left = since;
            self.first_acts = self.first_acts.saturating_add(1);
            if let Some(done) = done
                && self.in_order < ORDER
            {
                self.in_order += 1;
                // FNV-1a: an order of nodes becomes a number.
                self.order = (self.order ^ u64::from(done)).wrapping_mul(0x0100_0000_01b3);
            }
        }
        self.last = self.last.max(since);
    }

    /// Where his places stand.
    fn span(&self) -> (usize, usize) {
        let begin = self.places_at as usize;
        (begin, begin + usize::from(self.place_count))
    }

    /// What he voted for first.
    pub(crate) fn choice(&self) -> Option<u32> {
        (self.first_vote != NONE).then_some(self.choice)
    }

    /// How long his first visit took in milliseconds, if he acted more than once in it.
    pub(crate) fn visit(&self) -> Option<i64> {
        (self.first_acts >= 2).then(|| self.left.into())
    }

    /// Whether he has come back later.
    pub(crate) fn came_back(&self) -> bool {
        i64::from(self.last) >= BACK
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
    fn a_fan_takes_as_much_memory_as_is_said() {
        assert_eq!(size_of::<Fan>(), 64);
    }

    #[test]
    fn a_visit_ends_with_a_pause_and_places_are_kept_once() {
        let mut facts = Facts::default();
        let (one, other) = (facts.arrive(0), facts.arrive(0));
        for (at, place) in [(0, 1), (20_000, 1), (60_000, 2), (3 * HOUR, 3), (9 * HOUR, 1)] {
            facts.act(one, at, Some(place), Some(0));
            // Somebody in between does no harm.
            facts.act(other, at, Some(place + 10), None);
        }
        let fan = facts.fan(one).unwrap();
        assert_eq!(fan.visit(), Some(60_000));
        assert_eq!(facts.places(fan), [1, 2, 3]);
        assert_eq!(facts.places(facts.fan(other).unwrap()), [11, 12, 13]);
        assert_eq!(fan.first_acts, 3);
        assert!(fan.came_back());
    }

    #[test]
    fn six_places_are_kept_the_first_ones() {
        let mut facts = Facts::default();
        let fan = facts.arrive(0);
        (0..9).for_each(|place| facts.act(fan, 0, Some(place), None));
        assert_eq!(facts.places(facts.fan(fan).unwrap()), [0, 1, 2, 3, 4, 5]);
    }

    #[test]
    fn the_choice_is_the_earliest_vote_and_the_first_of_equal_ones() {
        let mut facts = Facts::default();
        let fan = facts.arrive(0);
        assert_eq!(facts.fan(fan).and_then(Fan::choice), None);
        for (option, at) in [(1, 50), (2, 20), (3, 20), (4, 30)] {
            facts.vote(fan, option, at);
        }
        assert_eq!(facts.fan(fan).and_then(Fan::choice), Some(2));
        assert_eq!(facts.votes().len(), 4);
    }

    #[test]
    fn what_was_said_of_an_address_is_told_again() {
        let mut facts = Facts::default();
        let number = facts.arrive(0);
        let fan = facts.fan_mut(number).unwrap();
        assert_eq!(fan.mail(), None);
        for (mx, disposable, big) in [
            (None, false, false),
            (Some(3), true, false),
            (None, false, true),
            (Some(0), true, true),
        ] {
            let mail = Mail {
                host: 1,
                domain: 2,
                mx,
                disposable,
                big,
            };
            fan.confirmed(Some(mail));
            assert_eq!(fan.mail(), Some(mail));
        }
    }

    #[test]
    fn the_order_is_that_of_the_first_visit() {
        let by = |nodes: &[u8]| {
            let mut facts = Facts::default();
            let fan = facts.arrive(0);
            nodes.iter().for_each(|&node| facts.act(fan, 1, None, Some(node)));
            facts.fan(fan).and_then(Fan::order)
        };
        assert_eq!(by(&[1, 2, 3]), by(&[1, 2, 3]));
        assert_ne!(by(&[1, 2, 3]), by(&[2, 1, 3]));
        assert_eq!(by(&[1]), None);
    }
}
