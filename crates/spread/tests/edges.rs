//! Nobody yet, one person, roots alone, people who are all alike, numbers that cannot be: every function says something true, or why it cannot.

use canyu_spread::{
    ALL_ALIKE, Broken, Brought, CAUTIOUS_K, Counts, Crossing, Delay, Estimate, Exposed, Forest, Observed, Past, Plan,
    ROOT, Roots, Unknown, amplification, amplification_of, ask, chain_size, concentration, concentration_of, corrected,
    dispersion, dispersion_within, extinction, factors, forecast, generations, gini, mean_chain, per, quiet, r_now,
    score, strength, whom_to_ask, wilson, wilson_at,
};

/// A figure that is known for sure.
const fn sure(value: f64) -> Estimate {
    Estimate {
        value,
        low: value,
        high: value,
    }
}

fn is_sound(estimate: Estimate) {
    let Estimate { value, low, high } = estimate;
    assert!(
        low.is_finite() && high.is_finite() && low <= value && value <= high,
        "{estimate:?}"
    );
}

#[test]
fn nobody_yet() {
    let nobody = Exposed::default();
    let delay = Delay::usual_days();
    assert_eq!(wilson(0, 0), Err(Unknown::Nobody));
    assert_eq!(per(0, 0), Err(Unknown::Nobody));
    assert_eq!(factors(0, 0, 0, 0), Err(Unknown::Nobody));
    assert_eq!(amplification(0, 0), Err(Unknown::Nobody));
    assert_eq!(corrected(0, &nobody, CAUTIOUS_K), Err(Unknown::Nobody));
    assert_eq!(r_now(&[], &[], &delay, 7, CAUTIOUS_K), Ok(Vec::new()));
    assert_eq!(
        r_now(&[0; 9], &[0; 9], &delay, 7, CAUTIOUS_K).unwrap()[8],
        Err(Unknown::Nobody)
    );
    assert_eq!(generations(&[], CAUTIOUS_K), Vec::new());
    assert_eq!(generations(&[nobody], CAUTIOUS_K), Vec::new());
    assert_eq!(dispersion([]), Err(Unknown::Nobody));
    assert_eq!(dispersion_within([[]]), Err(Unknown::Nobody));
    assert_eq!(concentration(&[], 0.8), Err(Unknown::Nobody));
    assert_eq!(gini(&[]), Err(Unknown::Nobody));
    assert_eq!(quiet(&[]), Err(Unknown::TooFew));
    assert_eq!(whom_to_ask::<u8>([], &sure(0.5), 0.5), Ok(Vec::new()));
    assert_eq!(score(&[], &[]), Err(Unknown::TooFew));
    let strength = strength(&Counts::default(), CAUTIOUS_K);
    assert_eq!(
        (strength.started, strength.brings, strength.rank()),
        (Err(Unknown::Nobody), Err(Unknown::Nobody), 0.0)
    );
    let empty = Forest::new(Vec::new()).unwrap();
    assert!(empty.is_empty() && empty.largest(3).is_empty() && empty.generations().is_empty());
    let crossing = Crossing::count(3, []).unwrap();
    assert_eq!(
        (crossing.share(0, 1), crossing.crossed()),
        (Err(Unknown::Nobody), Err(Unknown::Nobody))
    );
    assert_eq!(forecast_of(&Past::default()), Err(Unknown::Nobody));
}

fn forecast_of(past: &Past) -> Result<u64, Unknown> {
    let delay = Delay::usual_days();
    let plan = Plan {
        past,
        delay: &delay,
        k: CAUTIOUS_K,
        roots: Roots::Recent,
        ahead: 7,
        conversions: &[],
        runs: 100,
        seed: 1,
    };
    forecast(&plan).map(|forecast| forecast.now)
}

#[test]
fn one_person_says_nothing_about_people_who_differ() {
    let one = Exposed::finished(1);
    assert_eq!(corrected(3, &one, CAUTIOUS_K), Err(Unknown::TooFew));
    // Were all alike, he would say something, if not much.
    let alike = corrected(3, &one, ALL_ALIKE).unwrap();
    is_sound(alike);
    assert!(alike.low < 1.0 && alike.high > 8.0);
    assert_eq!(dispersion([Brought::finished(3, 1)]), Err(Unknown::TooFew));
    assert_eq!(gini(&[Brought::finished(3, 1)]), Ok(0.0));
    assert!((concentration(&[Brought::finished(3, 1)], 0.8).unwrap() - 0.8).abs() < 1e-12);
    let alone = Forest::new(vec![ROOT]).unwrap().largest(1)[0];
    assert_eq!(
        (alone.people, alone.depth, alone.virality()),
        (1, 0, Err(Unknown::TooFew))
    );
    let first = &generations(&[one], CAUTIOUS_K)[0];
    assert!(first.is_few && !first.is_alarm && first.ratio == Err(Unknown::TooFew));
    assert_eq!(
        forecast_of(&Past {
            joined: vec![vec![1, 0]],
            brought: vec![vec![0, 0]]
        }),
        Err(Unknown::TooFew)
    );
}

#[test]
fn roots_alone() {
    let roots = Exposed::finished(100);
    let r = corrected(0, &roots, CAUTIOUS_K).unwrap();
    is_sound(r);
    assert!(r.value == 0.0 && r.low == 0.0 && r.high > 0.0 && r.high < 0.3, "{r:?}");
    assert_eq!(dispersion([Brought::finished(0, 100)]), Err(Unknown::NobodyBrought));
    assert_eq!(
        concentration(&[Brought::finished(0, 100)], 0.8),
        Err(Unknown::NobodyBrought)
    );
    assert_eq!(gini(&[Brought::finished(0, 100)]), Err(Unknown::NobodyBrought));
    assert_eq!(factors(100, 5, 0, 0), Err(Unknown::NobodyBrought));
    assert_eq!(amplification(100, 100).unwrap().amplification, 1.0);
    let now = r_now(&[10; 10], &[0; 10], &Delay::usual_days(), 7, CAUTIOUS_K).unwrap()[9].unwrap();
    is_sound(now.r);
    assert!(now.r.value < 0.1 && now.brought == 0 && now.roots == 70);
    assert_eq!(ask(0, 1.0, &sure(0.0), 0.5), Err(Unknown::NobodyBrought));
    assert_eq!(extinction(0.0, 0.5), Ok(1.0));
    assert_eq!((chain_size(1, 0.0, 0.5), chain_size(2, 0.0, 0.5)), (Ok(1.0), Ok(0.0)));
    assert_eq!(mean_chain(0.0), Ok(1.0));
    let past = Past {
        joined: vec![vec![50; 10]],
        brought: vec![vec![0; 10]],
    };
    assert_eq!(forecast_of(&past), Ok(500));
}

#[test]
fn nobody_has_had_time() {
    let delay = Delay::new(vec![0.0, 0.0, 0.5, 0.5]).unwrap();
    let new = Exposed::so_far(&[10, 10], &delay, 1.0);
    assert_eq!((new.people, new.sum), (20, 0.0));
    assert_eq!(corrected(0, &new, CAUTIOUS_K), Err(Unknown::NoTime));
    assert_eq!(generations(&[new], CAUTIOUS_K)[0].ratio, Err(Unknown::NoTime));
    assert_eq!(
        dispersion([Brought {
            friends: 0,
            exposure: 0.0,
            people: 5
        }]),
        Err(Unknown::NoTime)
    );
    // A campaign of one hour.
    assert_eq!(quiet(&[1_000]), Err(Unknown::TooFew));
    assert_eq!(
        r_now(&[5], &[1], &delay, 168, CAUTIOUS_K).unwrap(),
        [Err(Unknown::TooFew)]
    );
}

#[test]
fn people_who_are_all_alike_have_no_k() {
    let alike = dispersion([Brought::finished(1, 1_000)]).unwrap();
    assert_eq!((alike.unequal.k, alike.unequal.high), (None, None));
    assert!(alike.unequal.low > 10.0 && alike.unequal.low.is_finite());
    assert_eq!(alike.unequal.k(), ALL_ALIKE);
    assert!((alike.r.value - 1.0).abs() < 1e-9);
    is_sound(alike.r);
    assert_eq!(gini(&[Brought::finished(1, 1_000)]), Ok(0.0));
    // Days that do not differ at all.
    let usual = [10; 24 * 9];
    assert!(!quiet(&usual).unwrap().is_quiet);
    assert_eq!(ask(7, 1.0, &sure(0.5), ALL_ALIKE).unwrap().if_asked, 0.5);
}

#[test]
fn numbers_that_cannot_be() {
    assert_eq!(wilson(3, 2), Err(Unknown::Impossible));
    assert_eq!(wilson(1, 0), Err(Unknown::Impossible));
    assert_eq!(wilson_at(1, 2, 1.0), Err(Unknown::Impossible));
    assert_eq!(wilson_at(1, 2, f64::NAN), Err(Unknown::Impossible));
    assert_eq!(amplification(5, 6), Err(Unknown::Impossible));
    assert_eq!(amplification(5, 0), Err(Unknown::Impossible));
    assert_eq!(amplification_of(1.0), Err(Unknown::Impossible));
    assert_eq!(factors(10, 0, 3, 1), Err(Unknown::Impossible));
    for k in [0.0, -1.0, f64::NAN] {
        assert_eq!(corrected(1, &Exposed::finished(9), k), Err(Unknown::Impossible));
        assert_eq!(r_now(&[1], &[0], &Delay::usual_days(), 1, k), Err(Unknown::Impossible));
        assert_eq!(concentration_of(1.0, k, 0.8), Err(Unknown::Impossible));
        assert_eq!(extinction(1.5, k), Err(Unknown::Impossible));
        assert_eq!(ask(1, 1.0, &sure(1.0), k), Err(Unknown::Impossible));
    }
    assert_eq!(r_now(&[1], &[], &Delay::usual_days(), 1, 1.0), Err(Unknown::Impossible));
    assert_eq!(
        dispersion([Brought {
            friends: 1,
            exposure: 0.0,
            people: 1
        }]),
        Err(Unknown::Impossible)
    );
    assert_eq!(dispersion([Brought::finished(u32::MAX, 1)]), Err(Unknown::Impossible));
    assert_eq!(Delay::new(vec![]), Err(Unknown::Impossible));
    assert_eq!(Delay::new(vec![0.5, f64::NAN]), Err(Unknown::Impossible));
    let beyond = Observed {
        delay: 3,
        horizon: 2,
        count: 1,
    };
    assert_eq!(
        Delay::estimate(&[beyond], &Delay::usual_days()),
        Err(Unknown::Impossible)
    );
    assert_eq!(Crossing::count(2, [(Some(0), Some(2))]), Err(Unknown::Impossible));
    assert_eq!(mean_chain(1.0), Err(Unknown::Impossible));
    let uneven = Past {
        joined: vec![vec![50; 3], vec![1; 2]],
        brought: vec![vec![0; 3], vec![0; 2]],
    };
    assert_eq!(forecast_of(&uneven), Err(Unknown::Impossible));
}

#[test]
fn referrals_that_are_no_forest_are_reported() {
    assert_eq!(Forest::new(vec![ROOT, 7]).unwrap_err(), Broken::Dangling { person: 1 });
    assert_eq!(Forest::new(vec![0]).unwrap_err(), Broken::Cycle { person: 0 });
    // A circle of three, with somebody brought by one of them, and a sound tree beside it.
    let Broken::Cycle { person } = Forest::new(vec![ROOT, 0, 4, 2, 3, 4]).unwrap_err() else {
        panic!()
    };
    assert!((2..=4).contains(&person), "{person}");
    assert_eq!(Broken::Cycle { person: 0 }.code(), "cycle");
}
