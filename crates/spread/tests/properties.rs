//! What holds for all numbers.

#![expect(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed; clippy knows only the test functions themselves"
)]

use canyu_spread::{
    ALL_ALIKE, Brought, Delay, Estimate, Exposed, Forest, Observed, ROOT, ask, chain_size, concentration,
    concentration_of, corrected, dispersion, extinction, gini, per, r_now, wilson, wilson_at,
};
use proptest::prelude::*;

/// A figure that is known for sure.
const fn sure(value: f64) -> Estimate {
    Estimate {
        value,
        low: value,
        high: value,
    }
}

/// Everybody's referrer comes before him in the list, or there is none; then all places are exchanged.
fn forests() -> impl Strategy<Value = Vec<u32>> {
    let referrers = prop::collection::vec(any::<Option<u32>>(), 1..200);
    (referrers, any::<u64>()).prop_map(|(referrers, seed)| {
        let people = u32::try_from(referrers.len()).unwrap();
        let mut places: Vec<u32> = (0..people).collect();
        for place in (1..places.len()).rev() {
            places.swap(place, (seed.rotate_left(place as u32) % (place as u64 + 1)) as usize);
        }
        let mut parents = vec![ROOT; referrers.len()];
        for (person, referrer) in referrers.iter().enumerate().skip(1) {
            if let Some(referrer) = referrer {
                parents[places[person] as usize] = places[*referrer as usize % person];
            }
        }
        parents
    })
}

/// The way from somebody to his root.
fn way(parents: &[u32], person: usize) -> Vec<usize> {
    let mut way = vec![person];
    while parents[*way.last().unwrap()] != ROOT {
        way.push(parents[*way.last().unwrap()] as usize);
    }
    way
}

proptest! {
    #[test]
    fn a_wilson_interval_holds_its_figure_and_is_the_mirror_of_the_misses(of in 1_u64..5_000, part in 0.0..=1.0) {
        let hits = (of as f64 * part) as u64;
        let (hit, missed) = (wilson(hits, of).unwrap(), wilson(of - hits, of).unwrap());
        prop_assert!(0.0 <= hit.low && hit.holds(hit.value) && hit.high <= 1.0);
        prop_assert!((hit.low - (1.0 - missed.high)).abs() < 1e-12);
        let narrower = wilson_at(hits, of, 0.5).unwrap();
        prop_assert!(hit.low <= narrower.low && narrower.high <= hit.high);
    }

    #[test]
    fn the_interval_of_r_is_wider_where_people_differ(people in 40_u64..100_000, rate in 0.0..3.0, k in 0.1..20.0) {
        let brought = (people as f64 * rate) as u64;
        let exposed = Exposed::finished(people);
        let (unequal, alike) = (corrected(brought, &exposed, k).unwrap(), corrected(brought, &exposed, ALL_ALIKE).unwrap());
        prop_assert!(unequal.holds(unequal.value) && alike.holds(alike.value));
        prop_assert!(unequal.low <= 1.001 * alike.low && alike.high <= 1.001 * unequal.high);
        prop_assert_eq!(alike, per(brought, people).unwrap());
        // Not a different thing where one way of finding it ends and another begins.
        let next = corrected(brought, &Exposed::finished(people + 1), k).unwrap();
        prop_assert!((next.high - unequal.high).abs() <= 0.06 * unequal.high, "{unequal:?} {next:?}");
    }

    #[test]
    fn a_delay_is_a_distribution_whatever_was_seen(seen in prop::collection::vec((0_usize..40, 0_usize..40, 0_u64..50), 0..60)) {
        let seen: Vec<_> = seen.iter().map(|(a, b, count)| Observed { delay: *a.min(b), horizon: *a.max(b), count: *count }).collect();
        let delay = Delay::estimate(&seen, &Delay::usual_days()).unwrap();
        prop_assert!((delay.weights().iter().sum::<f64>() - 1.0).abs() < 1e-9);
        prop_assert!(delay.weights().iter().all(|weight| *weight >= 0.0));
        let mut before = 0.0;
        for age in 0..300 {
            let now = delay.exposure(f64::from(age) / 2.0);
            prop_assert!((before..=1.0).contains(&now));
            before = now;
        }
    }

    #[test]
    fn all_measures_of_a_forest_are_those_of_its_ways(parents in forests()) {
        let forest = Forest::new(parents.clone()).unwrap();
        let ways: Vec<_> = (0..parents.len()).map(|person| way(&parents, person)).collect();
        for (person, up) in ways.iter().enumerate() {
            prop_assert_eq!(forest.depth(person as u32) as usize, up.len() - 1);
            prop_assert_eq!(forest.root(person as u32), up.last().map(|root| *root as u32));
            let below = ways.iter().filter(|other| other.contains(&person)).count();
            prop_assert_eq!(forest.size(person as u32) as usize, below);
        }
        let distance = |a: &Vec<usize>, b: &Vec<usize>| {
            let both = a.iter().filter(|person| b.contains(person)).count();
            a.len() + b.len() - 2 * both
        };
        for tree in forest.largest(parents.len()) {
            let members: Vec<_> = ways.iter().filter(|up| up.last() == Some(&(tree.root as usize))).collect();
            let twice: usize = members.iter().map(|a| members.iter().map(|b| distance(a, b)).sum::<usize>()).sum();
            prop_assert_eq!(2 * tree.wiener, twice as u128);
            prop_assert_eq!(tree.people as usize, members.len());
        }
        prop_assert_eq!(forest.generations().iter().sum::<u64>(), parents.len() as u64);
    }

    #[test]
    fn a_circle_is_always_found(parents in forests(), person in any::<prop::sample::Index>()) {
        let person = person.index(parents.len());
        let root = *way(&parents, person).last().unwrap();
        let mut parents = parents;
        parents[root] = person as u32;
        prop_assert!(Forest::new(parents).is_err());
    }

    #[test]
    fn chains_that_die_have_all_their_probability_in_sizes(r in 0.05..0.8, k in 0.2..20.0) {
        for k in [k, ALL_ALIKE] {
            let (all, mean) = (1..20_000).map(|n| (n as f64, chain_size(n, r, k).unwrap()))
                .fold((0.0, 0.0), |(all, mean), (n, p)| (all + p, mean + n * p));
            prop_assert!((all - 1.0).abs() < 1e-6, "{all}");
            prop_assert!((mean - 1.0 / (1.0 - r)).abs() < 1e-3 / (1.0 - r), "{mean}");
        }
    }

    #[test]
    fn the_probability_to_die_solves_its_equation(r in 1.01..6.0, k in 0.05..20.0) {
        let q = extinction(r, k).unwrap();
        prop_assert!(q > 0.0 && q < 1.0);
        prop_assert!((q - (1.0 + r / k * (1.0 - q)).powf(-k)).abs() < 1e-9);
    }

    #[test]
    fn the_fewer_bring_most_the_smaller_k(r in 0.2..3.0, k in 0.1..5.0) {
        let (few, more) = (concentration_of(r, k, 0.8).unwrap(), concentration_of(r, 2.0 * k, 0.8).unwrap());
        prop_assert!(0.0 < few && few < more && more < 1.0);
    }

    #[test]
    fn the_likelihood_has_its_maximum_there(counts in prop::collection::vec(1_u64..60, 3..8)) {
        let groups: Vec<_> = counts.iter().enumerate().map(|(friends, people)| Brought::finished(friends as u32, *people)).collect();
        let found = dispersion(groups.clone()).unwrap();
        let people: u64 = counts.iter().sum();
        let friends: u64 = counts.iter().enumerate().map(|(friends, people)| friends as u64 * people).sum();
        prop_assert!((found.r.value - friends as f64 / people as f64).abs() < 1e-9);
        prop_assert!(found.r.holds(found.r.value));
        if let Some(k) = found.unequal.k {
            prop_assert!(found.unequal.low <= k && found.unequal.high.is_none_or(|high| k <= high));
        }
        prop_assert!((0.0..=1.0).contains(&gini(&groups).unwrap()));
        prop_assert!((0.0..=1.0).contains(&concentration(&groups, 0.8).unwrap()));
    }

    #[test]
    fn who_has_brought_more_is_asked_first(r in 0.1..3.0, k in 0.1..5.0, exposure in 0.0..=1.0, friends in 0_u32..50) {
        let (one, more) = (ask(friends, exposure, &sure(r), k).unwrap(), ask(friends + 1, exposure, &sure(r), k).unwrap());
        prop_assert!(one.if_asked < more.if_asked && one.low < one.if_asked && one.if_asked < one.high);
        // And who has brought as many in less time.
        prop_assert!(ask(friends, exposure / 2.0, &sure(r), k).unwrap().if_asked >= one.if_asked);
    }

    #[test]
    fn r_now_of_people_alike_is_the_gamma_posterior(days in prop::collection::vec((0_u64..40, 0_u64..40), 8..30)) {
        let (imported, local): (Vec<u64>, Vec<u64>) = days.into_iter().unzip();
        let delay = Delay::new(vec![0.2, 0.5, 0.3]).unwrap();
        let to = imported.len() - 1;
        let all = |day: usize| (imported[day] + local[day]) as f64;
        let pressure: f64 = (to - 6..=to).map(|day| 0.2 * all(day) + 0.5 * all(day - 1) + if day > 1 { 0.3 * all(day - 2) } else { 0.0 }).sum();
        prop_assume!(pressure > 0.01);
        let mean = (1.0 + local[to - 6..].iter().sum::<u64>() as f64) / (0.2 + pressure);
        let now = r_now(&imported, &local, &delay, 7, ALL_ALIKE).unwrap()[to].unwrap();
        prop_assert!((now.r.value - mean).abs() < 1e-9 * mean);
        prop_assert!(now.r.low < now.median && now.median < now.r.high);
    }
}
