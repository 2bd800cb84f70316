//! What somebody is worth in statistics.

use super::{Delta, Fan, FanId, RollupKey, Standing, World};
use std::collections::BTreeMap;

/// Whether, and for what, somebody is counted in statistics. It follows from how he stands and from whether he is verified.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Worth {
    /// Nothing is known against him; he is not verified.
    #[default]
    Open,
    /// He is verified, and nothing is known against him.
    Verified,
    /// He is held: he looks like a cheat.
    Held,
    /// He is refused, or another device of somebody.
    Excluded,
}

impl Worth {
    /// Every worth.
    pub const ALL: [Self; 4] = [Self::Open, Self::Verified, Self::Held, Self::Excluded];

    /// What follows.
    #[must_use]
    pub fn of(standing: Standing, is_verified: bool) -> Self {
        match standing {
            Standing::Open | Standing::Cleared if is_verified => Self::Verified,
            Standing::Open | Standing::Cleared => Self::Open,
            Standing::Held => Self::Held,
            Standing::Refused | Standing::Merged => Self::Excluded,
        }
    }

    /// Its name in the store.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Verified => "verified",
            Self::Held => "held",
            Self::Excluded => "excluded",
        }
    }

    /// The worth of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|worth| worth.name() == name)
    }
}

/// Where the counts of somebody's events stand: what he is worth, and the seed group that he descends from.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Shelf {
    /// What he is worth.
    pub worth: Worth,
    /// The seed group of the root of his chain; empty where that was no seed.
    pub origin: String,
}

impl Fan {
    /// Where the counts of his events stand.
    #[must_use]
    pub fn shelf(&self) -> Shelf {
        Shelf {
            worth: Worth::of(self.standing, self.verified.is_some()),
            origin: self.origin.clone(),
        }
    }
}

/// Counts of somebody's earlier events that stand elsewhere from now on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// Where they stood.
    pub from: Shelf,
    /// Where they stand.
    pub into: Shelf,
}

/// Counts the events of a group, and says whose earlier ones count elsewhere now. Both go by what people are when the group ends: who is held at its end
/// was never counted as open by it.
pub(super) fn count(world: &World, delta: &mut Delta, before: BTreeMap<FanId, Shelf>) {
    for event in &delta.events {
        let key = RollupKey {
            hour: event.at.hour(),
            node: event.node.clone(),
            channel: event.channel.clone(),
            generation: event.generation,
            shelf: shelf(world, delta, &event.fan),
            kind: event.kind,
        };
        *delta.rollups.entry(key).or_default() += 1;
    }
    let moved = before.into_iter().map(|(fan, from)| {
        let into = shelf(world, delta, &fan);
        (fan, Moved { from, into })
    });
    delta.moved = moved.filter(|(_, moved)| moved.from != moved.into).collect();
}

/// Where the counts of somebody's events stand: of a device those of whoever it belongs to, as its events are his. Who has had his data deleted in this
/// group is no longer in the world.
fn shelf(world: &World, delta: &Delta, id: &str) -> Shelf {
    let known = |id: &str| world.fans.get(id).or_else(|| delta.fans.get(id));
    let fan = known(id).map(|fan| fan.merged_into.as_deref().and_then(known).unwrap_or(fan));
    fan.map(Fan::shelf).unwrap_or_default()
}
