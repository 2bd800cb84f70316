//! What follows from who brought whom: one reading of everybody, one calculation, an answer that is kept for a while.

mod ask;
mod cascades;
mod crossing;
mod figures;
mod forecast;
mod meant;
mod people;
pub mod shelf;
mod tree;
mod unequal;

pub use unequal::Unequal;

use super::calendar::Calendar;
use crate::store::{
    StoreError,
    forest::{ForecastRow, ForestReader, PersonRow},
};
use canyu_core::{
    campaign::{Campaign, Kind},
    moment::Moment,
    staff::{
        Estimate, Filter,
        study::{Known, SharingTree, Study, Unknown},
    },
};
use canyu_spread::Broken;
use meant::{Meant, Now};

/// Votes that are looked at, at most.
const VOTES: usize = 8;

/// Why there is no study.
#[derive(Debug, thiserror::Error)]
pub enum StudyError {
    /// Somebody is among his own descendants, or the like. The server never writes such a thing.
    #[error("who brought whom cannot be studied: {0}")]
    Broken(#[from] Broken),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The calculation was broken off.
    #[error("the calculation was broken off")]
    BrokenOff,
}

impl StudyError {
    /// The stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Broken(Broken::Cycle { .. }) => "referrals_cycle",
            Self::Broken(Broken::Dangling { .. }) => "referrals_dangling",
            Self::Broken(Broken::TooMany) => "referrals_too_many",
            Self::Store(_) | Self::BrokenOff => "internal",
        }
    }
}

/// What is studied.
#[derive(Clone, Debug)]
pub struct About {
    /// The campaign.
    pub campaign: std::sync::Arc<Campaign>,
    /// Of which people.
    pub filter: Filter,
    /// Now, campaign time.
    pub now: Moment,
    /// Whether nothing of it is real.
    pub rehearsal: bool,
    /// The zone whose days are counted.
    pub calendar: Calendar,
}

/// Everybody, as read.
#[derive(Debug)]
pub struct Everybody(people::People);

impl Everybody {
    /// Nobody yet, to be read of a campaign.
    #[must_use]
    pub fn of(campaign: &Campaign) -> Self {
        Self(people::People::new(&votes(campaign)))
    }
}

impl ForestReader for Everybody {
    fn expect(&mut self, people: usize) {
        self.0.expect(people);
    }

    fn person(&mut self, row: PersonRow<'_>) {
        self.0.person(row);
    }

    fn seed(&mut self, group: &str, label: &str, fan: Option<&str>) {
        self.0.seed(group, label, fan);
    }

    fn choice(&mut self, vote: usize, fan: &str, choice: (&str, &str), at: Moment) {
        self.0.choice(vote, fan, choice, at);
    }

    fn reserved(&mut self, fan: &str, redeemed: bool) {
        self.0.reserved(fan, redeemed);
    }
}

/// The votes of a campaign whose choices are looked at.
#[must_use]
pub fn votes(campaign: &Campaign) -> Vec<&str> {
    let votes = campaign.nodes.iter().filter(|node| matches!(node.kind, Kind::Vote(_)));
    votes.map(|node| node.id.as_str()).take(VOTES).collect()
}

fn now(about: &About) -> Now {
    Now {
        now: about.now,
        opens: about.campaign.opens,
        closes: about.campaign.closes,
    }
}

/// All figures, and how unequal people are by them. `took_ms` is left to whoever asks.
///
/// # Errors
/// Where people are no forest.
pub fn study(mut everybody: Everybody, about: &About, earlier: &[ForecastRow]) -> Result<(Study, Unequal), StudyError> {
    everybody.0.finish()?;
    let About { campaign, filter, .. } = about;
    let meant = Meant::of(&everybody.0, filter, now(about))?;
    let basic = figures::basic(&meant);
    let group = filter.group.as_deref();
    let (seeds, more_seeds) = cascades::seeds(&meant, group);
    let days = forecast::Days::of(&meant, &about.calendar);
    let is_whole = *filter == Filter::default();
    let unequal = Unequal::found(&basic, about.now);
    // Where nobody can say how many friends one brings, nobody can say what follows from that.
    let fitted = basic.dispersion.and_then(|fitted| basic.reproduction.map(|_| fitted));
    let study = Study {
        rehearsal: about.rehearsal,
        as_of: about.now,
        took_ms: 0,
        filter: filter.clone(),
        people: basic.people,
        roots: basic.roots,
        referred: basic.referred,
        amplification: basic.amplification,
        factors: basic.factors,
        reproduction: known_estimate(basic.reproduction),
        delay: figures::delay(&meant.delay, meant.delays),
        dispersion: figures::dispersed(basic.dispersion),
        concentration: basic.concentration,
        chains: figures::chains(&meant, basic.dispersion),
        extinction: figures::dies(fitted),
        cascades: cascades::largest(&meant),
        crossing: crossing::crossings(&meant),
        groups: cascades::groups(&meant, group),
        seeds,
        more_seeds,
        ask: ask::ask(&meant, fitted),
        forecast: forecast::forecast(&meant, &days, campaign, filter, basic.k_within),
        earlier: if is_whole {
            forecast::earlier(&meant, &days, earlier)
        } else {
            Vec::new()
        },
    };
    Ok((study, unequal))
}

/// Who was brought by whom, so many people at most.
///
/// # Errors
/// Where people are no forest.
pub fn tree(mut everybody: Everybody, about: &About, most: u32, ids: bool) -> Result<SharingTree, StudyError> {
    everybody.0.finish()?;
    let meant = Meant::of(&everybody.0, &about.filter, now(about))?;
    Ok(tree::tree(&meant, &about.filter, about.rehearsal, most, ids))
}

fn known<T>(figure: Result<T, canyu_spread::Unknown>) -> Known<T> {
    match figure {
        Ok(figure) => Known::Value(figure),
        Err(why) => Known::Unknown(match why {
            canyu_spread::Unknown::Nobody => Unknown::Nobody,
            canyu_spread::Unknown::NoTime => Unknown::NoTime,
            canyu_spread::Unknown::NobodyBrought => Unknown::NobodyBrought,
            canyu_spread::Unknown::TooFew => Unknown::TooFew,
            canyu_spread::Unknown::Impossible => Unknown::Impossible,
        }),
    }
}

/// An estimate on the wire, or why there is none.
pub(super) fn known_estimate(figure: Result<canyu_spread::Estimate, canyu_spread::Unknown>) -> Known<Estimate> {
    known(figure.map(within))
}

fn within(figure: canyu_spread::Estimate) -> Estimate {
    Estimate {
        value: figure.value,
        low: figure.low,
        high: figure.high,
    }
}

#[cfg(test)]
mod tests;
#[cfg(test)]
mod truth;
