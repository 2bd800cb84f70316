//! Every figure that others have published and that this crate has to reproduce.

use canyu_spread::{ALL_ALIKE, Delay, Exposed, amplification, amplification_of, corrected, r_now, wilson};

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
