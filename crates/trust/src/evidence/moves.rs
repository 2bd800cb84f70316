//! How a group moves: its pace, and how long and how quick first visits are.

use super::Evidence;
use crate::{
    Fan, Said, Sign,
    baseline::{Baseline, length},
    groups::{FEWEST, Group},
    stats,
};

impl Evidence {
    /// The pace at which they came or voted: of all of them, or of those who keep time among them; see [`stats::pace`] and [`stats::clock`]. Crowds
    /// come by chance, at whatever rate: at a bell, after a post, through the day.
    pub(super) fn pace(&mut self, times: &[i64]) {
        let Some(pace) = stats::pace(times) else { return };
        let clock = stats::clock(times).filter(|clock| clock.evidence > pace.evidence && clock.evidence >= 1.5);
        if let Some(clock) = clock {
            let said = Said::counted(Sign::Clock, clock.strokes.len(), times.len());
            let value = clock.period as f32 / 60_000.0;
            self.add(clock.evidence.min(4.0), Said { value, ..said });
            self.strokes = Some(clock.strokes);
        } else if pace.evidence >= 1.0 {
            self.add(
                pace.evidence.min(4.0),
                Said::measured(Sign::EvenPace, pace.variation, times.len()),
            );
            self.strokes = Some(pace.close);
        } else if pace.pairs >= 10 && pace.variation >= 0.8 {
            self.sum -= 1.0;
        }
    }

    /// The lengths of first visits: how narrow they are (people differ by a factor of ten, whatever they have in common), and how short.
    pub(super) fn visits(&mut self, members: &[&Fan], baseline: &Baseline) {
        let mut lengths: Vec<f64> = members.iter().filter_map(|fan| length(fan)).collect();
        if lengths.len() < 4 {
            return;
        }
        lengths.sort_unstable_by(f64::total_cmp);
        // A crowd with one situation is a little denser than everybody together.
        let density = 1.3 * baseline.density(members);
        let found = [(0.8, 0.9), (0.5, 2.0)]
            .map(|(part, reach)| heap(&lengths, part, reach, density))
            .into_iter()
            .flatten();
        let most = found.max_by(|a, b| a.improbable.total_cmp(&b.improbable));
        if let Some(heap) = most.filter(|heap| heap.improbable >= 1.0) {
            // The others of the heap lie around its densest part.
            let reach = heap.reach * heap.width + 0.1;
            self.narrow = Some((heap.from - reach, heap.from + heap.width + reach));
            let percent = 100.0 * (heap.width.exp() - 1.0);
            self.add(
                heap.improbable.min(4.0),
                Said {
                    value: percent as f32,
                    ..Said::counted(Sign::EqualVisits, heap.count, lengths.len())
                },
            );
        } else if lengths.len() >= 8
            && stats::shortest(&lengths, lengths.len().div_ceil(2)).is_some_and(|(_, width)| width * density > 0.35)
        {
            self.sum -= 1.5;
        }
        self.fast(members, baseline);
    }

    /// Whether those who keep time are fast, though their group is not: then whoever came at a stroke by chance and took his time is none of them.
    pub(super) fn are_strokes_quick(&self, group: &Group<'_>, baseline: &Baseline) -> bool {
        let Some(strokes) = &self.strokes else { return false };
        let all = group.fans.iter().zip(&group.times);
        let timed = all.filter(|(_, at)| strokes.binary_search(at).is_ok());
        let known: Vec<bool> = timed
            .filter_map(|(fan, _)| baseline.fast(fan).map(|[_, quick]| quick))
            .collect();
        let quick = known.iter().filter(|quick| **quick).count();
        known.len() >= FEWEST && are_most(quick, known.len())
    }

    /// How many are faster than nine in ten, or than three in four, of those who did as much. A crowd with fast phones is a little faster.
    fn fast(&mut self, members: &[&Fan], baseline: &Baseline) {
        let known: Vec<[bool; 2]> = members.iter().filter_map(|fan| baseline.fast(fan)).collect();
        let very = known.iter().filter(|[very, _]| *very).count();
        let quite = known.iter().filter(|[_, quite]| *quite).count();
        let (most, less) = (
            stats::binomial(very, known.len(), 0.2),
            stats::binomial(quite, known.len(), 0.45),
        );
        if most.max(less) >= 1.0 {
            self.quick = are_most(quite, known.len());
            let (sign, count) = if most > less {
                (Sign::Fast, very)
            } else {
                (Sign::Quick, quite)
            };
            self.add(most.max(less).min(2.0), Said::counted(sign, count, known.len()));
        }
    }
}

/// Four in five.
fn are_most(count: usize, of: usize) -> bool {
    count * 5 >= of * 4
}

/// Values in a heap.
struct Heap {
    from: f64,
    width: f64,
    count: usize,
    /// How far the others lie around it, in widths: where they are normal.
    reach: f64,
    improbable: f64,
}

/// The shortest window with a part of the sorted values. That some window of this width, beginning at one of n values, holds so many of the others
/// has at most n times the probability that one does, each falling into it with at most width × density.
fn heap(sorted: &[f64], part: f64, reach: f64, density: f64) -> Option<Heap> {
    let count = ((sorted.len() as f64 * part).ceil() as usize).max(3);
    let (from, width) = stats::shortest(sorted, count)?;
    let each = (width * density).clamp(0.002, 1.0);
    let one = stats::binomial(count - 1, sorted.len() - 1, each);
    let improbable = one - (sorted.len() as f64).log10();
    Some(Heap {
        from,
        width,
        count,
        reach,
        improbable,
    })
}
