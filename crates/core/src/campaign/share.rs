//! What a share node is in a campaign file.

use crate::lang::Text;

/// Milliseconds of an hour.
const HOUR: i64 = 3_600_000;

/// Personal links.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(
    feature = "server",
    derive(serde::Serialize, serde::Deserialize, schemars::JsonSchema)
)]
pub struct Share {
    /// Friends that bring tickets and points, at most; of friends' friends as many again.
    #[cfg_attr(feature = "server", serde(default = "ten"))]
    pub most: u32,
    /// Tickets for each friend of a friend who takes part.
    #[cfg_attr(feature = "server", serde(default))]
    pub second: u32,
    /// The channels that are offered, best first; left out: messenger, microblog, friends.
    #[cfg_attr(feature = "server", serde(default))]
    pub offer: Vec<String>,
    /// What a friend brings, by how many there have been: never more for a later one. Left out: `tickets` for each.
    #[cfg_attr(feature = "server", serde(default))]
    pub rates: Vec<Rate>,
    /// What so many friends bring on top, once.
    #[cfg_attr(feature = "server", serde(default))]
    pub milestones: Vec<Milestone>,
    /// Hours between a friend's taking part and his counting, 0 to 720; left out: 24 where friends have to confirm, else 0.
    #[cfg_attr(feature = "server", serde(default))]
    pub hold_hours: u32,
    /// Places of the leaderboard; 0: there is none.
    #[cfg_attr(feature = "server", serde(default))]
    pub board: u32,
    /// Characters that a name on it may have.
    #[cfg_attr(feature = "server", serde(default = "name_length"))]
    pub longest: u32,
    /// Whether staff look at the names first.
    #[cfg_attr(feature = "server", serde(default = "yes"))]
    pub moderated: bool,
}

/// What friends bring up to a number of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(
    feature = "server",
    derive(serde::Serialize, serde::Deserialize, schemars::JsonSchema)
)]
pub struct Rate {
    /// The last friend who brings this.
    pub upto: u32,
    /// Tickets for each.
    pub tickets: u32,
}

/// What a number of friends brings on top.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(
    feature = "server",
    derive(serde::Serialize, serde::Deserialize, schemars::JsonSchema)
)]
pub struct Milestone {
    /// So many friends who count.
    pub friends: u32,
    /// Tickets.
    #[cfg_attr(feature = "server", serde(default))]
    pub tickets: u32,
    /// Points.
    #[cfg_attr(feature = "server", serde(default))]
    pub points: u32,
    /// What it is called.
    pub text: Text,
}

impl Share {
    /// Tickets for the friend of that number, counted from 1; `each` is what the node gives where there are no rates.
    #[must_use]
    pub fn tickets_for(&self, number: u32, each: u32) -> u32 {
        if number > self.most {
            return 0;
        }
        match self.rates.iter().find(|rate| number <= rate.upto) {
            Some(rate) => rate.tickets,
            None if self.rates.is_empty() => each,
            None => 0,
        }
    }

    /// Tickets that friends, friends' friends and milestones can bring one person at most.
    #[must_use]
    pub fn most_tickets(&self, each: u32) -> u32 {
        let friends = self.most_for_friends(each);
        let second = self.second.saturating_mul(self.most);
        let milestones = self
            .milestones
            .iter()
            .fold(0, |sum: u32, one| sum.saturating_add(one.tickets));
        friends.saturating_add(second).saturating_add(milestones)
    }

    /// Tickets that friends alone can bring one person at most.
    #[must_use]
    pub fn most_for_friends(&self, each: u32) -> u32 {
        if self.rates.is_empty() {
            return each.saturating_mul(self.most);
        }
        let mut from = 0;
        self.rates.iter().fold(0, |sum: u32, rate| {
            let upto = rate.upto.min(self.most);
            let friends = upto.saturating_sub(from);
            from = from.max(upto);
            sum.saturating_add(rate.tickets.saturating_mul(friends))
        })
    }

    /// How long a friend has to wait before he counts, in milliseconds.
    #[must_use]
    pub fn hold(&self) -> i64 {
        i64::from(self.hold_hours) * HOUR
    }
}

#[cfg(feature = "server")]
fn ten() -> u32 {
    10
}

#[cfg(feature = "server")]
fn name_length() -> u32 {
    24
}

#[cfg(feature = "server")]
fn yes() -> bool {
    true
}
