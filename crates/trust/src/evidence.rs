//! How improbable it would be that honest people look like a group does.
//!
//! Eight tests, each of which says `-log10 p` and is capped, so that no one of them decides alone; and each of which speaks *for* the group
//! where it looks human. Their sum is the evidence. What honest crowds share by their situation (a class does the same things in the same
//! order and never comes back) is capped low; what only machines share (even pace, equal visits) is capped high.

use crate::{
    Fan, Reason, Said, Sign,
    baseline::{Baseline, could_come_back, length},
    groups::Group,
    stats,
    weigh::Scene,
};

/// From this evidence on a group gets points ...
const FROM: f64 = 2.5;
/// ... and from this on all of them.
const FULL: f64 = 5.5;

/// The evidence about a group.
#[derive(Clone, Debug, Default)]
pub struct Evidence {
    /// The sum.
    pub sum: f64,
    /// What was seen.
    pub said: Vec<Said>,
    /// Where the visits were equal: from where to where their logarithms go.
    pub narrow: Option<(f64, f64)>,
    /// Where some keep time: when they did.
    pub strokes: Option<Vec<i64>>,
    /// Whether coming back speaks for nobody: people who cheat by hand do.
    pub lasting: bool,
    /// Whether nearly all were fast.
    pub quick: bool,
    /// Where nearly all did the same in the same order: what.
    pub order: Option<u64>,
    /// Where more than usual voted for the same: for what.
    pub choice: Option<u32>,
    /// Whether nearly all did everything that makes tickets count.
    pub harvest: bool,
    /// The part of members who came back.
    pub back: f64,
}

/// Which tests a group is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// All.
    Everything,
    /// Not those by which its members were chosen: the order, and with it whether they did everything.
    NotOrder,
    /// Not those by which its members were chosen: order and length of visits.
    NotAlike,
    /// Not for what they voted, by which its members were chosen.
    Votes,
    /// Not for what they voted, nor order and length of visits, by which its members were chosen.
    AlikeVotes,
    /// Only what people who cheat by hand have in common too: that they all want the same, and all do what brings it.
    AsPeople,
}

impl Asked {
    /// By what the members were chosen, and must not be asked therefore: order, length of visits, vote.
    fn chosen_by(self) -> [bool; 3] {
        match self {
            Self::Everything | Self::AsPeople => [false, false, false],
            Self::NotOrder => [true, false, false],
            Self::NotAlike => [true, true, false],
            Self::Votes => [false, false, true],
            Self::AlikeVotes => [true, true, true],
        }
    }
}

impl Evidence {
    /// Tests a group.
    pub fn of(scene: &Scene<'_>, group: &Group<'_>, asked: Asked) -> Self {
        let mut evidence = Self::default();
        let (baseline, now) = (&scene.baseline, scene.facts.now);
        let members = group.fans.as_slice();
        let [by_order, by_length, by_vote] = asked.chosen_by();
        if asked != Asked::AsPeople {
            evidence.pace(&group.times);
            evidence.back(members, baseline, now);
            if !by_length {
                evidence.visits(members, baseline);
            }
            if !by_order {
                evidence.order(members, baseline);
            }
        }
        if scene.uses(Reason::Guessing) {
            evidence.codes(members, baseline);
        }
        if scene.uses(Reason::Votes) && !by_vote {
            evidence.votes(members, baseline);
        }
        // Who enters the draw shows in the order.
        if !by_order {
            evidence.harvest(members, baseline);
        }
        evidence.lasting = asked == Asked::AsPeople;
        evidence
    }

    /// 0–1.
    pub fn value(&self) -> f64 {
        stats::ramp(self.sum, FROM, FULL)
    }

    /// Adds what else speaks against the group.
    pub fn add(&mut self, evidence: f64, said: Said) {
        self.sum += evidence;
        self.said.push(said);
    }

    /// The pace at which they came or voted: of all of them, or of those who keep time among them; see [`stats::pace`] and [`stats::clock`]. Crowds
    /// come by chance, at whatever rate: at a bell, after a post, through the day.
    fn pace(&mut self, times: &[i64]) {
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
    fn visits(&mut self, members: &[&Fan], baseline: &Baseline) {
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
            self.quick = quite * 5 >= known.len() * 4;
            let (sign, count) = if most > less {
                (Sign::Fast, very)
            } else {
                (Sign::Quick, quite)
            };
            self.add(most.max(less).min(2.0), Said::counted(sign, count, known.len()));
        }
    }

    /// Who comes back. Crowds of one occasion come back less: so only nearly all of them, and never much.
    fn back(&mut self, members: &[&Fan], baseline: &Baseline, now: i64) {
        let could = members.iter().filter(|fan| could_come_back(fan, now)).count();
        let never = members
            .iter()
            .filter(|fan| could_come_back(fan, now) && !fan.came_back())
            .count();
        self.back = if could == 0 {
            0.0
        } else {
            1.0 - never as f64 / could as f64
        };
        let usual = baseline.never_back + 0.3 * (1.0 - baseline.never_back);
        let improbable = stats::binomial(never, could, usual);
        if improbable >= 0.5 {
            self.add(improbable.min(1.5), Said::counted(Sign::NeverBack, never, could));
        } else if could >= 8 && self.back >= 0.7 * (1.0 - baseline.never_back) {
            self.sum -= 1.0;
        }
    }

    /// How many do the same in the same order. A class does what the teacher says: so never much.
    fn order(&mut self, members: &[&Fan], baseline: &Baseline) {
        let mut orders: Vec<u64> = members.iter().filter_map(|fan| fan.order()).collect();
        if orders.len() < 4 {
            return;
        }
        orders.sort_unstable();
        let most = orders.chunk_by(|a, b| a == b).max_by_key(|run| run.len());
        let Some((&order, same)) = most.and_then(|run| Some((run.first()?, run.len()))) else {
            return;
        };
        // A crowd agrees more than strangers do.
        let usual = (1.5 * baseline.order(order)).clamp(0.3, 0.95);
        let improbable = stats::binomial(same, orders.len(), usual);
        if improbable >= 1.0 {
            self.order = Some(order).filter(|_| same * 10 >= orders.len() * 9);
            self.add(improbable.min(1.5), Said::counted(Sign::SameOrder, same, orders.len()));
        } else if orders.len() >= 8 && same * 2 < orders.len() {
            self.sum -= 0.5;
        }
    }

    /// Wrong codes of all together: somebody who guesses with many names has few with each.
    fn codes(&mut self, members: &[&Fan], baseline: &Baseline) {
        let wrong: u32 = members.iter().map(|fan| fan.wrong_codes).sum();
        let usual = 3.0 * baseline.wrong_codes * members.len() as f64;
        let improbable = stats::poisson(f64::from(wrong), usual.max(2.0));
        if improbable >= 1.0 {
            self.add(improbable.min(2.5), Said::counted(Sign::WrongCodes, wrong as usize, 0));
        }
    }

    /// How many voted for the same. Friends agree, and a fan club agrees much: so only nearly all of them count, and half as much again as the
    /// campaign has it.
    fn votes(&mut self, members: &[&Fan], baseline: &Baseline) {
        let mut choices: Vec<u32> = members.iter().filter_map(|fan| fan.choice()).collect();
        choices.sort_unstable();
        let most = choices.chunk_by(|a, b| a == b).max_by_key(|run| run.len());
        let Some((&choice, same)) = most.and_then(|run| Some((run.first()?, run.len()))) else {
            return;
        };
        let usual = (baseline.choice(choice) + 0.25).clamp(0.4, 0.95);
        let improbable = stats::binomial(same, choices.len(), usual);
        if improbable >= 1.0 && same * 10 >= choices.len() * 7 {
            self.choice = Some(choice);
            self.add(improbable.min(2.5), Said::counted(Sign::SameVote, same, choices.len()));
        } else if choices.len() >= 8 && (same as f64) < 0.6 * choices.len() as f64 {
            self.sum -= 0.5;
        }
    }

    /// How many did everything that makes tickets count. People leave half-way; nobody makes up people who do.
    fn harvest(&mut self, members: &[&Fan], baseline: &Baseline) {
        let complete = members.iter().filter(|fan| fan.complete).count();
        // Where hardly anybody does, machines may be why.
        let usual = (baseline.complete + 0.3 * (1.0 - baseline.complete)).max(0.6);
        let improbable = stats::binomial(complete, members.len(), usual);
        if improbable >= 1.0 {
            self.harvest = complete * 10 >= members.len() * 9;
            self.add(
                improbable.min(2.0),
                Said::counted(Sign::Harvest, complete, members.len()),
            );
        } else if members.len() >= 8 && (complete as f64) < usual * members.len() as f64 {
            self.sum -= 0.5;
        }
    }

    /// How much of the group's evidence is about one member, 0–1. Somebody honest may stand among machines (a carrier's network, a link that
    /// was posted): then his own visit is not theirs, or he comes back and they do not.
    pub fn about(&self, fan: &Fan, at: i64, baseline: &Baseline) -> f64 {
        let length = length(fan);
        let is_quick = self.quick && baseline.fast(fan).is_none_or(|[_, quite]| quite);
        let is_inside = self
            .narrow
            .map(|(from, to)| length.is_none_or(|length| (from..=to).contains(&length)));
        let alike = match is_inside {
            Some(inside) => Some(inside || is_quick),
            None => self.quick.then_some(is_quick),
        };
        let strokes = self.strokes.as_ref();
        let same = [
            alike,
            strokes.map(|strokes| strokes.binary_search(&at).is_ok()),
            self.order.map(|order| fan.order().is_none_or(|his| his == order)),
            self.choice.map(|choice| fan.choice().is_none_or(|his| his == choice)),
            self.harvest.then_some(fan.complete),
            (!self.lasting && self.back <= 0.5).then_some(!fan.came_back()),
        ];
        let asked = same.iter().flatten().count();
        match (asked, same.iter().flatten().filter(|same| !**same).count()) {
            (_, 0) => 1.0,
            (5.., 1) => 0.75,
            (4, 1) => 0.5,
            (_, 1) => 0.3,
            _ => 0.1,
        }
    }
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
