//! Every figure that others have published and that this crate has to reproduce.

use canyu_spread::{
    ALL_ALIKE, Brought, CAUTIOUS_K, Delay, Exposed, Forest, ROOT, amplification, amplification_of, chain_size,
    concentration_of, corrected, dispersion, extinction, generations, mean_chain, r_now, wilson,
};

fn near(found: f64, figure: f64, by: f64) {
    assert!((found - figure).abs() <= by, "{found} instead of {figure}");
}

/// EpiEstim's `Flu2009`: cases by day, and the distribution of the serial interval.
const FLU: [u64; 32] = [
    1, 1, 0, 2, 5, 3, 3, 3, 6, 2, 5, 9, 13, 12, 13, 11, 12, 6, 6, 6, 3, 1, 0, 2, 0, 0, 0, 0, 2, 0, 2, 0,
];
const FLU_W: [f64; 12] = [
    0.0, 0.233, 0.359, 0.198, 0.103, 0.053, 0.027, 0.014, 0.007, 0.003, 0.002, 0.001,
];

#[test]
fn r_now_is_that_of_epiestim() {
    let mut local = FLU;
    local[0] = 0;
    let mut imported = [0; 32];
    imported[0] = 1;
    let delay = Delay::new(FLU_W.to_vec()).unwrap();
    let days = r_now(&imported, &local, &delay, 7, ALL_ALIKE).unwrap();
    // Days are counted from 1 there.
    let window = |first: usize, last: usize| {
        let now = days[last - 1].unwrap();
        assert_eq!((now.from, now.to), (first - 1, last - 1));
        now
    };
    let now = window(2, 8);
    near(now.r.value, 1.735_608_9, 5e-8);
    near(now.sd, 0.409_086_94, 5e-9);
    near(now.r.low, 1.028_631_84, 5e-9);
    near(now.median, 1.703_576_0, 5e-8);
    near(now.r.high, 2.624_495_9, 5e-8);
    let now = window(3, 9);
    near(now.r.value, 1.749_049_4, 5e-8);
    near(now.sd, 0.364_702_02, 5e-9);
    near(now.r.low, 1.108_747_30, 5e-9);
    near(now.median, 1.723_767_2, 5e-8);
    near(now.r.high, 2.532_947_9, 5e-8);
}

#[test]
fn wilson_intervals() {
    for ((hits, of), (low, high)) in [
        ((81, 263), (0.255_289, 0.366_210)),
        ((0, 20), (0.0, 0.161_125)),
        ((10, 10), (0.722_467, 1.0)),
    ] {
        let part = wilson(hits, of).unwrap();
        near(part.low, low, 5e-7);
        near(part.high, high, 5e-7);
    }
}

/// 77 % of the addresses had been referred by the article, 65,000 of 85,000 are 76.47 %: so both are held against what follows from them.
#[test]
fn harrys_2013() {
    near(amplification_of(0.77).unwrap(), 4.35, 0.005);
    let counted = amplification(85_000, 20_000).unwrap();
    near(counted.referred.value, 65.0 / 85.0, 1e-12);
    near(counted.amplification, 4.25, 1e-12);
    // For a finished campaign the share is R itself.
    let r = corrected(65_000, &Exposed::finished(85_000), 0.5).unwrap();
    near(r.value, counted.referred.value, 1e-12);
}

/// Ebola, Conakry 2014: 152 cases, what 43 of them brought; the others nothing.
const CONAKRY: [u32; 43] = [
    1, 2, 2, 5, 14, 1, 4, 4, 1, 3, 3, 8, 2, 1, 1, 4, 9, 9, 1, 1, 17, 2, 1, 1, 1, 4, 3, 3, 4, 2, 5, 1, 2, 2, 1, 9, 1, 3,
    1, 2, 1, 1, 2,
];

#[test]
fn dispersion_of_an_outbreak() {
    let cases = CONAKRY.iter().map(|friends| Brought::finished(*friends, 1));
    let found = dispersion(cases.chain([Brought::finished(0, 109)])).unwrap();
    near(found.r.value, 0.953_947_4, 5e-8);
    near(found.unequal.k.unwrap(), 0.181_506_2, 5e-8);
    near(found.log_likelihood, -177.196_599_4, 5e-8);
    assert!(
        found.unequal.low < 0.18 && found.unequal.high.unwrap() > 0.19 && found.r.low < 0.95 && found.r.high > 0.96
    );
}

#[test]
fn concentration_of_a_fitted_distribution() {
    near(concentration_of(2.0, 0.5, 0.8).unwrap(), 0.264, 5e-4);
    near(concentration_of(1.0, 0.1, 0.8).unwrap(), 0.086_934_33, 5e-9);
}

#[test]
fn sizes_and_ends_of_chains() {
    for (people, figure) in [(1, 0.740_818_22), (2, 0.164_643_49), (3, 0.054_886_9)] {
        near(chain_size(people, 0.3, ALL_ALIKE).unwrap(), figure, 5e-8);
    }
    near(extinction(1.5, 0.5).unwrap(), 0.767_591_9, 5e-8);
}

#[test]
fn structural_virality() {
    for (shape, figure) in [
        (vec![ROOT, 0, 0, 0, 0], 1.6),
        (vec![ROOT, 0, 1, 2, 3], 2.0),
        (vec![ROOT, 0, 0, 1, 1, 2, 2], 2.285_714_285_7),
    ] {
        let tree = Forest::new(shape).unwrap().largest(1)[0];
        near(tree.virality().unwrap(), figure, 5e-11);
    }
}

/// After the first hop of a cascade on Twitter each adopter brought 0.23 to 0.28 others, and 72 to 76 % of adoptions were at depth 1: with R of each
/// later generation alike, those are the first of a chain of 1/(1 − R).
#[test]
fn twitters_cascades() {
    for (r, at_depth_1) in [(0.24, 0.76), (0.28, 0.72)] {
        near(1.0 / mean_chain(r).unwrap(), at_depth_1, 1e-12);
        let layers = [1.0, 1.0, r, r * r, r * r * r].map(|part| Exposed::finished((1e6 * part) as u64));
        let descendants: u64 = layers[1..].iter().map(|layer| layer.people).sum();
        near(layers[1].people as f64 / descendants as f64, at_depth_1, 0.006);
        // After the first hop the decay goes no further.
        let found = generations(&layers[1..], CAUTIOUS_K);
        assert!(found[..3].iter().all(|generation| !generation.is_alarm));
        near(found[1].ratio.unwrap().value, r, 1e-4);
    }
}
