//! Whose figures: who is there at all, who brought whom of them, and who is meant.

use super::people::{People, Person};
use canyu_core::{
    moment::{HOUR, Moment},
    staff::{Filter, study::Unknown as Why},
};
use canyu_spread::{Broken, Brought, Delay, Exposed, Forest, Observed, ROOT, Unknown};
use std::collections::{BTreeMap, HashMap};

/// Exposures are told apart to a hundredth: what is fitted costs as much as there are different ones.
const STEPS: f64 = 100.0;
/// Somebody who has just joined has had some time all the same: he may have brought somebody in it.
const LEAST: f64 = 0.005;

/// When it is looked.
#[derive(Clone, Copy, Debug)]
pub(super) struct Now {
    pub now: Moment,
    pub opens: Moment,
    pub closes: Moment,
}

impl Now {
    /// Nobody can bring anybody any more.
    pub fn is_over(self) -> bool {
        self.now >= self.closes
    }

    /// Why nobody takes part; `None`: people do.
    pub fn why_at_rest(self) -> Option<Why> {
        if self.is_over() {
            return Some(Why::Over);
        }
        (self.now < self.opens).then_some(Why::NotOpen)
    }
}

/// Who took part and is there by the filter's worth. Numbers of people are places in `members`.
pub(super) struct Meant<'a> {
    pub people: &'a People,
    pub now: Now,
    /// The place of each in the list of all people.
    pub members: Vec<u32>,
    pub forest: Forest,
    /// Whether the rest of the filter means him.
    pub is_meant: Vec<bool>,
    /// Whom each has brought.
    pub friends: Vec<u32>,
    /// The delay between joining and bringing somebody, in hours; and by how many friends it was measured.
    pub delay: Delay,
    pub delays: u64,
    pub visits: Visits,
    first_hour: i64,
    exposures: Vec<f64>,
}

/// What those who are meant have brought by their links.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Visits {
    pub sharers: u64,
    pub arrivals: u64,
    pub confirmed: u64,
}

impl<'a> Meant<'a> {
    /// # Errors
    /// Where people are no forest.
    pub fn of(people: &'a People, filter: &Filter, now: Now) -> Result<Self, Broken> {
        let is_there =
            |person: &Person| person.joined().is_some() && filter.worth.is_none_or(|worth| worth.lets_in(person.worth));
        let mut places = vec![ROOT; people.list.len()];
        let mut members = Vec::with_capacity(people.list.len());
        for (place, (person, own)) in (0..).zip(people.list.iter().zip(&mut places)) {
            if is_there(person) {
                *own = u32::try_from(members.len()).unwrap_or(ROOT);
                members.push(place);
            }
        }
        let member = |place: &u32| people.list.get(*place as usize);
        let parents = members.iter().map(|place| {
            let parent = member(place).map_or(ROOT, |person| person.parent);
            places.get(parent as usize).copied().unwrap_or(ROOT)
        });
        let forest = Forest::new(parents.collect())?;
        let asked = Asked::of(filter, people);
        let is_meant = members
            .iter()
            .map(|place| member(place).is_some_and(|person| asked.means(person)));
        let mut meant = Self {
            is_meant: is_meant.collect(),
            friends: vec![0; members.len()],
            people,
            now,
            members,
            forest,
            delay: Delay::usual_hours(),
            delays: 0,
            visits: Visits::default(),
            first_hour: 0,
            exposures: Vec::new(),
        };
        meant.count();
        meant.time();
        meant.visits = meant.visits(&places, filter);
        Ok(meant)
    }

    fn count(&mut self) {
        for member in 0..self.len() {
            let parent = self.forest.parent(member);
            if let Some(friends) = parent.and_then(|parent| self.friends.get_mut(parent as usize)) {
                *friends += 1;
            }
        }
    }

    /// Finds the delay, and with it how much of their time people have had.
    fn time(&mut self) {
        let hours = self.all().map(|(_, person)| hour(joined(person)));
        self.first_hour = hours.min().unwrap_or(0);
        let last = self.now.now.min(self.now.closes);
        let last_hour = hour(last).max(self.first_hour);
        let mut seen: HashMap<(usize, usize), u64> = HashMap::new();
        for (member, person) in self.all() {
            let Some(parent) = self.forest.parent(member).and_then(|parent| self.person(parent)) else {
                continue;
            };
            let begin = hour(joined(parent));
            // Whose friend joined first has shared before he took part himself.
            let delay = usize::try_from(hour(joined(person)) - begin).unwrap_or(0);
            // Hours that are over: of the one that is not a part is seen, and taken whole it would make everybody look quick.
            let horizon = usize::try_from(last_hour - 1 - begin);
            let Some(horizon) = horizon.ok().filter(|horizon| delay <= *horizon) else {
                continue;
            };
            *seen.entry((delay, horizon)).or_default() += 1;
        }
        self.delays = seen.values().sum();
        let seen: Vec<Observed> = seen
            .into_iter()
            .map(|((delay, horizon), count)| Observed { delay, horizon, count })
            .collect();
        self.delay = Delay::estimate(&seen, &self.delay).unwrap_or_else(|_| Delay::usual_hours());
        let hours = usize::try_from(last_hour - self.first_hour).unwrap_or(0) + 1;
        let passed = (last.0 - last_hour * HOUR) as f64 / HOUR as f64;
        let exposure = |hour: usize| {
            if self.now.is_over() {
                return 1.0;
            }
            let had = self.delay.exposure((hours - 1 - hour) as f64 + passed);
            ((had * STEPS).round() / STEPS).max(LEAST)
        };
        self.exposures = (0..hours).map(exposure).collect();
    }

    /// First visits by the links of those who are meant, whoever of the visitors took part.
    fn visits(&self, places: &[u32], filter: &Filter) -> Visits {
        let mut visits = Visits::default();
        let mut has_shared: Vec<bool> = self.all().map(|(_, person)| person.has_shared()).collect();
        let counts = |person: &&Person| filter.worth.is_none_or(|worth| worth.lets_in(person.worth));
        for person in self.people.list.iter().filter(counts) {
            let parent = places.get(person.parent as usize).copied().unwrap_or(ROOT);
            if self.is_meant(parent) {
                visits.arrivals += 1;
                visits.confirmed += u64::from(person.joined().is_some());
                if let Some(shared) = has_shared.get_mut(parent as usize) {
                    *shared = true;
                }
            }
        }
        let sharers = has_shared
            .iter()
            .zip(&self.is_meant)
            .filter(|(shared, meant)| **shared && **meant);
        visits.sharers = sharers.count() as u64;
        visits
    }

    /// How many are there.
    pub fn len(&self) -> u32 {
        u32::try_from(self.members.len()).unwrap_or(ROOT)
    }

    pub fn person(&self, member: u32) -> Option<&'a Person> {
        let place = self.members.get(member as usize)?;
        self.people.list.get(*place as usize)
    }

    /// Who somebody is among those who are there, by his place in the list of all people.
    pub fn member(&self, place: u32) -> Option<u32> {
        // They stand in the order of that list.
        u32::try_from(self.members.binary_search(&place).ok()?).ok()
    }

    pub fn is_meant(&self, member: u32) -> bool {
        self.is_meant.get(member as usize).copied().unwrap_or(false)
    }

    pub fn friends(&self, member: u32) -> u32 {
        self.friends.get(member as usize).copied().unwrap_or(0)
    }

    pub fn id(&self, member: u32) -> String {
        let place = self.members.get(member as usize);
        place.map_or_else(String::new, |place| self.people.id(*place))
    }

    /// Everybody who is there.
    pub fn all(&self) -> impl Iterator<Item = (u32, &'a Person)> + '_ {
        (0..self.len()).filter_map(|member| Some((member, self.person(member)?)))
    }

    /// Everybody who is meant.
    pub fn meant(&self) -> impl Iterator<Item = (u32, &'a Person)> + '_ {
        self.all().filter(|(member, _)| self.is_meant(*member))
    }

    /// How much of the time that it takes to bring somebody he has had.
    pub fn exposure(&self, person: &Person) -> f64 {
        let place = usize::try_from(hour(joined(person)) - self.first_hour);
        place
            .ok()
            .and_then(|place| self.exposures.get(place))
            .copied()
            .unwrap_or(LEAST)
    }

    pub fn exposed(&self) -> Exposed {
        let mut all = Exposed::default();
        for (exposure, people) in counted(self.meant().map(|(_, person)| self.exposure(person).to_bits())) {
            all.add(people, f64::from_bits(exposure));
        }
        all
    }

    /// People with the same number of friends, exposure and whatever else is told apart.
    pub fn groups<K: Ord + std::hash::Hash>(&self, key: impl Fn(&Person) -> K) -> BTreeMap<K, Vec<Brought>> {
        let alike = counted(self.meant().map(|(member, person)| {
            let exposure = self.exposure(person).to_bits();
            (key(person), self.friends(member), exposure)
        }));
        let mut groups: BTreeMap<K, Vec<Brought>> = BTreeMap::new();
        for ((key, friends, exposure), people) in alike {
            let exposure = f64::from_bits(exposure);
            groups.entry(key).or_default().push(Brought {
                friends,
                exposure,
                people,
            });
        }
        groups
    }

    /// The roots of chains that are meant.
    pub fn roots(&self) -> Vec<u32> {
        let roots = self.meant().filter(|(member, _)| self.forest.parent(*member).is_none());
        roots.map(|(member, _)| member).collect()
    }
}

/// The rest of a filter, in numbers.
struct Asked {
    from: Option<Moment>,
    to: Option<Moment>,
    /// Within: nobody, where there is no such name.
    node: Option<Option<u16>>,
    channel: Option<Option<u16>>,
    origin: Option<Option<u16>>,
    generation: Option<u32>,
}

impl Asked {
    fn of(filter: &Filter, people: &People) -> Self {
        Self {
            from: filter.from,
            to: filter.to,
            node: filter.node.as_ref().map(|node| people.nodes.find(node)),
            channel: filter.channel.as_ref().map(|channel| people.channels.find(channel)),
            origin: filter.group.as_ref().map(|group| people.origins.find(group)),
            generation: filter.generation,
        }
    }

    fn means(&self, person: &Person) -> bool {
        let is = |asked: Option<Option<u16>>, own: u16| asked.is_none_or(|asked| asked == Some(own));
        let joined = joined(person);
        self.from.is_none_or(|from| joined >= from)
            && self.to.is_none_or(|to| joined < to)
            && is(self.node, person.via)
            && is(self.channel, person.channel)
            && is(self.origin, person.origin)
            && self
                .generation
                .is_none_or(|generation| generation == u32::from(person.generation))
    }
}

/// When somebody who is there joined.
pub(super) fn joined(person: &Person) -> Moment {
    person.joined().unwrap_or_default()
}

fn hour(moment: Moment) -> i64 {
    moment.0.div_euclid(HOUR)
}

/// How often each comes, in the order of the keys.
fn counted<K: std::hash::Hash + Ord>(keys: impl Iterator<Item = K>) -> Vec<(K, u64)> {
    let mut counts: HashMap<K, u64> = HashMap::new();
    for key in keys {
        *counts.entry(key).or_default() += 1;
    }
    let mut counts: Vec<(K, u64)> = counts.into_iter().collect();
    counts.sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
    counts
}

/// k, where people are told apart by generation; nothing: what there is says nothing of it.
pub(super) fn k_within(meant: &Meant<'_>) -> Result<f64, Unknown> {
    let strata = meant.groups(|person| person.generation);
    Ok(canyu_spread::dispersion_within(strata.into_values())?.k())
}
