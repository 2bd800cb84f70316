//! How word of mouth spreads: by generation, and now.

use super::{
    calendar::Calendar,
    figures::{About, Times},
    tables::known,
};
use crate::store::statistics::{CellRow, Delayed};
use canyu_core::{
    moment::Moment,
    staff::{Generation, ReproductionDay, ReproductionNow},
    world::EventKind,
};
use canyu_spread::{Delay, Exposed, Observed};
use std::collections::{BTreeMap, HashMap};

/// Days of a window of the reproduction number of now.
const WINDOW: u32 = 7;
/// Fewer observed delays say nothing of their own.
const FEWEST_DELAYS: u64 = 20;

/// Who joined on each day, by generation.
pub(super) struct Daily {
    days: usize,
    generations: Vec<Vec<u64>>,
}

impl Daily {
    pub(super) fn of(rows: &[CellRow], days: &[Moment]) -> Self {
        let place: HashMap<Moment, usize> = days.iter().enumerate().map(|(place, day)| (*day, place)).collect();
        let mut generations: Vec<Vec<u64>> = Vec::new();
        for row in rows {
            let generation = row.generation as usize;
            if generations.len() <= generation {
                generations.resize(generation + 1, vec![0; days.len()]);
            }
            let place = place.get(&row.start).copied();
            let count = place.and_then(|place| generations.get_mut(generation)?.get_mut(place));
            if let Some(count) = count {
                *count += row.count;
            }
        }
        Self {
            days: days.len(),
            generations,
        }
    }

    fn imported(&self) -> Vec<u64> {
        self.generations.first().cloned().unwrap_or_else(|| vec![0; self.days])
    }

    fn local(&self) -> Vec<u64> {
        let mut sum = vec![0; self.days];
        for generation in self.generations.iter().skip(1) {
            sum.iter_mut().zip(generation).for_each(|(sum, count)| *sum += count);
        }
        sum
    }
}

/// The delay between joining and bringing somebody, in days, and by how many friends it was measured. Days count that are over `until` then: of the
/// one that is not a part is seen, and taken whole it would make everybody look quick.
pub(super) fn delay(sample: &[Delayed], calendar: &Calendar, until: Moment) -> (Delay, u64) {
    let usual = Delay::usual_days();
    let mut days: HashMap<i64, i64> = HashMap::new();
    // The number of a day: whole days since 1970 of its middle by UTC, so that clocks that are changed count for nothing.
    let mut number = |moment: Moment| {
        let day = calendar.day(moment);
        *days.entry(day.0).or_insert_with(|| day.plus(43_200_000).day())
    };
    let mut counts: BTreeMap<(usize, usize), u64> = BTreeMap::new();
    let today = number(until);
    for Delayed { referrer, friend } in sample {
        let begin = number(*referrer);
        let delay = usize::try_from(number(*friend) - begin);
        let horizon = usize::try_from(today - 1 - begin);
        if let (Ok(delay), Ok(horizon)) = (delay, horizon)
            && delay <= horizon
        {
            *counts.entry((delay, horizon)).or_default() += 1;
        }
    }
    let observed = |((delay, horizon), count): ((usize, usize), u64)| Observed { delay, horizon, count };
    let observed: Vec<Observed> = counts.into_iter().map(observed).collect();
    let sum: u64 = observed.iter().map(|seen| seen.count).sum();
    if sum < FEWEST_DELAYS {
        return (usual, 0);
    }
    match Delay::estimate(&observed, &usual) {
        Ok(delay) => (delay, sum),
        Err(_) => (usual, 0),
    }
}

/// The generations. Ratios are of the whole campaign until then: who is cut apart by node or channel has not brought the next generation alone.
pub(super) fn generations(
    rows: &[CellRow],
    about: About<'_>,
    daily: &Daily,
    delay: &Delay,
    passed: f64,
) -> Vec<Generation> {
    let filter = about.filter;
    let is_whole =
        filter.node.is_none() && filter.channel.is_none() && filter.generation.is_none() && filter.from.is_none();
    let layers: Vec<Exposed> = daily
        .generations
        .iter()
        .map(|joined| Exposed::so_far(joined, delay, passed))
        .collect();
    let ratios = if is_whole {
        canyu_spread::generations(&layers, about.unequal.within)
    } else {
        Vec::new()
    };
    let deepest = rows.iter().map(|row| row.generation).max();
    let count = |generation: u32, kind: EventKind| -> u64 {
        let of_kind = rows
            .iter()
            .filter(|row| row.generation == generation && row.kind == kind);
        of_kind.map(|row| row.count).sum()
    };
    let figures = |generation: u32| {
        let ratio = ratios.iter().find(|ratio| ratio.number == generation as usize);
        let joined = count(generation, EventKind::Joined);
        Generation {
            generation,
            arrived: count(generation, EventKind::Arrived),
            joined,
            brings: ratio.and_then(|ratio| known(ratio.ratio)),
            few: joined < canyu_spread::FEW,
            alarm: ratio.is_some_and(|ratio| ratio.is_alarm),
        }
    };
    deepest.map_or_else(Vec::new, |deepest| (0..=deepest).map(figures).collect())
}

/// The reproduction number of now, for the days that are shown. The filter's node, channel and generation are not looked at.
pub(super) fn reproduction(daily: &Daily, times: &Times, (delay, delays): (&Delay, u64), k: f64) -> ReproductionNow {
    let (imported, local) = (daily.imported(), daily.local());
    let window = usize::try_from(WINDOW).unwrap_or(usize::MAX);
    let windows = canyu_spread::r_now(&imported, &local, delay, window, k).unwrap_or_default();
    let first = times.days.first().copied();
    let all = times.since_the_first.iter().zip(imported).zip(local).enumerate();
    let shown = all.filter(|(_, ((day, _), _))| Some(**day) >= first);
    let figures = |(place, ((day, imported), local)): (usize, ((&Moment, u64), u64))| {
        let now = windows.get(place).copied();
        // The day that is not over yet would look weak.
        let is_over = place + 1 < times.since_the_first.len() || times.passed >= 1.0;
        ReproductionDay {
            day: *day,
            imported,
            local,
            number: now.filter(|_| is_over).and_then(|now| known(now.map(|now| now.r))),
        }
    };
    ReproductionNow {
        window: WINDOW,
        delays,
        days: shown.map(figures).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_that_has_just_begun_says_nothing_of_how_long_friends_take() {
        let calendar = Calendar::named("Asia/Shanghai").unwrap();
        let at = |text: &str| Moment::parse(text).unwrap();
        // By Shanghai's days: two who joined on the third, and brought somebody on the same day and on the next; and one whose friend came today.
        let delayed = |referrer: &str, friend: &str| Delayed {
            referrer: at(referrer),
            friend: at(friend),
        };
        let three = [
            delayed("2024-08-02T17:00:00Z", "2024-08-03T15:00:00Z"),
            delayed("2024-08-02T17:00:00Z", "2024-08-03T17:00:00Z"),
            delayed("2024-08-03T17:00:00Z", "2024-08-04T17:00:00Z"),
        ];
        let sample: Vec<Delayed> = three.iter().flat_map(|one| [*one; 100]).collect();
        let (found, friends) = delay(&sample, &calendar, at("2024-08-04T17:00:00Z"));
        assert_eq!(friends, 200);
        assert!(
            (found.weight(0) / found.weight(1) - 1.0).abs() < 0.2,
            "{:?}",
            found.weights().get(..3)
        );
        let (_, later) = delay(&sample, &calendar, at("2024-08-05T16:00:00Z"));
        assert_eq!(later, 300, "once that day is over");
        assert_eq!(delay(&sample, &calendar, at("2024-08-02T17:00:00Z")).1, 0);
    }
}
