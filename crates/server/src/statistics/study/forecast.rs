//! What comes next, and how good it was what was said before.

use super::{
    known,
    meant::{Meant, joined},
    people::Person,
};
use crate::{statistics::calendar::Calendar, store::forest::ForecastRow};
use canyu_core::{
    campaign::{Campaign, Kind},
    moment::Moment,
    staff::{
        Filter,
        study::{self, ConversionForecast, EarlierForecast, ForecastDay, Known},
    },
};
use canyu_spread::{Conversion, Delay, Observed, Past, Plan, Roots, Unknown};
use sha2::{Digest as _, Sha256};
use std::collections::HashMap;

/// Days that are told, before and to come.
const MOST: usize = 60;
/// Generations that are told apart; further ones are counted with the last.
const GENERATIONS: usize = 30;
/// Futures that are simulated.
const RUNS: usize = 2_000;

/// When days began.
pub(super) struct Days<'a> {
    calendar: &'a Calendar,
    /// Every day that is over, since the first on which somebody joined.
    past: Vec<Moment>,
    /// When today began.
    today: Moment,
}

impl<'a> Days<'a> {
    pub fn of(meant: &Meant<'_>, calendar: &'a Calendar) -> Self {
        let today = calendar.day(meant.now.now);
        let first = meant.all().map(|(_, person)| joined(person)).min();
        let mut past = Vec::new();
        let mut day = first.map_or(today, |first| calendar.day(first));
        while day < today {
            past.push(day);
            let next = calendar.next(day);
            if next <= day {
                break;
            }
            day = next;
        }
        Self { calendar, past, today }
    }

    /// Which of the days that are over a moment lies in.
    fn place(&self, moment: Moment) -> Option<usize> {
        if moment >= self.today {
            return None;
        }
        self.past.partition_point(|day| *day <= moment).checked_sub(1)
    }

    /// Today and every day until the close.
    fn ahead(&self, closes: Moment) -> Vec<Moment> {
        let mut days = Vec::new();
        let mut day = self.today;
        while day < closes && days.len() <= MOST {
            days.push(day);
            day = self.calendar.next(day);
        }
        days
    }
}

/// What is forecast, from what was there when today began.
pub(super) fn forecast(
    meant: &Meant<'_>,
    days: &Days<'_>,
    campaign: &Campaign,
    filter: &Filter,
    k: f64,
) -> Known<study::Forecast> {
    let of_a_whole = Filter {
        worth: filter.worth,
        group: filter.group.clone(),
        ..Filter::default()
    };
    if *filter != of_a_whole {
        return Known::Unknown(study::Unknown::Filtered);
    }
    if let Some(why) = meant.now.why_at_rest() {
        return Known::Unknown(why);
    }
    known(simulated(meant, days, campaign, k))
}

fn simulated(meant: &Meant<'_>, days: &Days<'_>, campaign: &Campaign, k: f64) -> Result<study::Forecast, Unknown> {
    let (past, delay) = past(meant, days)?;
    let mut ahead = days.ahead(campaign.closes);
    let to_the_close = ahead.len() <= MOST;
    ahead.truncate(MOST);
    let wanted = if to_the_close {
        conversions(meant, days, campaign)
    } else {
        Vec::new()
    };
    let found = canyu_spread::forecast(&Plan {
        past: &past,
        delay: &delay,
        k,
        roots: Roots::Recent,
        ahead: ahead.len(),
        conversions: &wanted,
        runs: RUNS,
        seed: seed(&campaign.slug, days.today),
    })?;
    let conversion = |which: usize| {
        let (wanted, band) = (wanted.get(which)?, found.conversions.get(which)?);
        Some(ConversionForecast {
            now: wanted.done,
            at_most: wanted.at_most.unwrap_or(u64::MAX),
            close: of(band),
        })
    };
    let day = |(day, band): (&Moment, &canyu_spread::Band)| ForecastDay {
        day: *day,
        reach: of(band),
    };
    let reached = reached(meant, days);
    Ok(study::Forecast {
        from: days.today,
        now: found.now,
        past: reached
            .get(reached.len().saturating_sub(MOST)..)
            .unwrap_or_default()
            .to_vec(),
        days: ahead.iter().zip(&found.reach).map(day).collect(),
        to_the_close,
        reservations: conversion(0),
        redemptions: conversion(1),
    })
}

/// The same campaign and day give the same futures: a forecast does not flicker.
fn seed(slug: &str, day: Moment) -> u64 {
    let hash = Sha256::new()
        .chain_update(slug)
        .chain_update(day.0.to_be_bytes())
        .finalize();
    hash.iter().take(8).fold(0, |seed, byte| seed << 8 | u64::from(*byte))
}

fn of(band: &canyu_spread::Band) -> study::Band {
    study::Band {
        median: band.median,
        half: [band.half.0, band.half.1],
        eighty: [band.eighty.0, band.eighty.1],
        ninety_five: [band.ninety_five.0, band.ninety_five.1],
    }
}

/// Who joined on each day that is over, and whom they have brought since.
fn past(meant: &Meant<'_>, days: &Days<'_>) -> Result<(Past, Delay), Unknown> {
    let length = days.past.len();
    let mut past = Past::default();
    let mut seen: HashMap<(usize, usize), u64> = HashMap::new();
    let place = |person: &Person| {
        let generation = usize::from(person.generation).min(GENERATIONS - 1);
        Some((generation, days.place(joined(person))?))
    };
    for (member, person) in meant.meant() {
        let Some((generation, day)) = place(person) else {
            continue;
        };
        if past.joined.len() <= generation {
            past.joined.resize(generation + 1, vec![0; length]);
            past.brought.resize(generation + 1, vec![0; length]);
        }
        count(&mut past.joined, generation, day);
        let parent = meant.forest.parent(member).filter(|parent| meant.is_meant(*parent));
        let Some((generation, begin)) = parent.and_then(|parent| place(meant.person(parent)?)) else {
            continue;
        };
        if past.brought.len() <= generation {
            past.joined.resize(generation + 1, vec![0; length]);
            past.brought.resize(generation + 1, vec![0; length]);
        }
        count(&mut past.brought, generation, begin);
        let horizon = length.saturating_sub(begin + 1);
        *seen.entry((day.saturating_sub(begin), horizon)).or_default() += 1;
    }
    let seen: Vec<Observed> = seen
        .into_iter()
        .map(|((delay, horizon), count)| Observed { delay, horizon, count })
        .collect();
    let delay = Delay::estimate(&seen, &Delay::usual_days())?;
    Ok((past, delay))
}

fn count(table: &mut [Vec<u64>], generation: usize, day: usize) {
    if let Some(count) = table.get_mut(generation).and_then(|days| days.get_mut(day)) {
        *count += 1;
    }
}

/// How many had joined by the end of each day that is over.
fn reached(meant: &Meant<'_>, days: &Days<'_>) -> Vec<u64> {
    let mut reached = vec![0; days.past.len()];
    for (_, person) in meant.meant() {
        if let Some(count) = days.place(joined(person)).and_then(|day| reached.get_mut(day)) {
            *count += 1;
        }
    }
    let mut sum = 0;
    for day in &mut reached {
        sum += *day;
        *day = sum;
    }
    reached
}

/// Reservations and redemptions; none where nothing can be reserved yet. A day is time enough to reserve.
fn conversions(meant: &Meant<'_>, days: &Days<'_>, campaign: &Campaign) -> Vec<Conversion> {
    let open = campaign
        .nodes
        .iter()
        .filter(|node| node.opens.is_none_or(|opens| opens < days.today));
    let stock: u64 = open
        .filter_map(|node| match &node.kind {
            Kind::Reserve(reserve) => Some(reserve.items.iter().map(|item| u64::from(item.stock)).sum::<u64>()),
            _ => None,
        })
        .sum();
    if stock == 0 {
        return Vec::new();
    }
    let yesterday = days.calendar.days_from(days.today, -1);
    let conversion = |has_done: fn(&Person) -> bool| {
        let mut found = Conversion {
            done: 0,
            done_of: 0,
            of: 0,
            waiting: 0,
            at_most: Some(stock),
        };
        for (_, person) in meant.meant().filter(|(_, person)| joined(person) < days.today) {
            let had_time = joined(person) < yesterday;
            found.of += u64::from(had_time);
            if has_done(person) {
                found.done += 1;
                found.done_of += u64::from(had_time);
            } else {
                found.waiting += 1;
            }
        }
        found
    };
    vec![
        conversion(|person| person.has_reserved()),
        conversion(|person| person.has_redeemed()),
    ]
}

/// Earlier forecasts beside what came, where these are the figures of a whole campaign. Of those that cannot be read any more nothing is said.
pub(super) fn earlier(meant: &Meant<'_>, days: &Days<'_>, rows: &[ForecastRow]) -> Vec<EarlierForecast> {
    let reached = reached(meant, days);
    let earlier = |row: &ForecastRow| {
        let said: Vec<ForecastDay> = serde_json::from_str(&row.days).ok()?;
        let over: Vec<(ForecastDay, u64)> = said
            .into_iter()
            .filter_map(|said| Some((said, *reached.get(days.place(said.day)?)?)))
            .collect();
        let (last, came) = over.last().copied()?;
        let count = |of: fn(&study::Band) -> [u64; 2]| {
            let is_in = |(said, came): &&(ForecastDay, u64)| {
                let [low, high] = of(&said.reach);
                (low..=high).contains(came)
            };
            u32::try_from(over.iter().filter(is_in).count()).unwrap_or(u32::MAX)
        };
        Some(EarlierForecast {
            from: row.day,
            days: u32::try_from(over.len()).unwrap_or(u32::MAX),
            in_half: count(|band| band.half),
            in_eighty: count(|band| band.eighty),
            in_ninety_five: count(|band| band.ninety_five),
            said: last.reach,
            came,
        })
    };
    rows.iter().filter_map(earlier).collect()
}
