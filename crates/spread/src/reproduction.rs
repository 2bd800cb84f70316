//! R: how many friends a participant brings.

use crate::{
    Delay, Estimate, Exposed, Unknown,
    rate::{Rate, size},
};

/// The prior's shape of [`r_now`].
const PRIOR_SHAPE: f64 = 1.0;
/// The prior's scale: R is 5 before anything is seen, with a standard deviation of 5.
const PRIOR_SCALE: f64 = 5.0;

/// R of a campaign so far: confirmed friends for each participant, corrected for those who have not had time to bring somebody.
///
/// ΣZᵢ / ΣF(ageᵢ): `brought` is ΣZ, the confirmed friends of all; `exposed` sums the participants, seeds and brought ones alike. The interval is that
/// of a negative binomial count (`k`: how unequal people are, from [`crate::dispersion`]; [`crate::CAUTIOUS_K`] where it is not known). For a
/// finished campaign R is C/N, the part that was brought.
///
/// # Errors
/// [`Unknown::Nobody`], [`Unknown::NoTime`] while nobody has had any, [`Unknown::TooFew`] where so few who differ so much say nothing,
/// [`Unknown::Impossible`] for a k that is none.
pub fn corrected(brought: u64, exposed: &Exposed, k: f64) -> Result<Estimate, Unknown> {
    let rate = Rate::new(brought, exposed, k)?;
    rate.estimate(brought, brought as f64 / exposed.sum)
}

/// R in a window of time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Now {
    /// The first unit of the window, from 0.
    pub from: usize,
    /// The last unit of the window, with it.
    pub to: usize,
    /// Friends for each participant: the posterior's mean, and its 2.5 % and 97.5 % quantiles.
    pub r: Estimate,
    /// The posterior's standard deviation.
    pub sd: f64,
    /// The posterior's median.
    pub median: f64,
    /// Who joined in the window by no fan's link.
    pub roots: u64,
    /// Who was brought in the window.
    pub brought: u64,
}

/// R now: what spreading is like in the last `window` units (7 days), for each unit that ends a window. The index of an answer is that of the
/// window's last unit.
///
/// `imported` are people who joined by no fan's link, `local` those who were brought, by unit of time and oldest first; counted in the unit in which
/// they joined. Posterior Gamma(a + Σ local, rate 1/b + ΣΛ), Λₜ = Σ wₛ(imported + local)₍ₜ₋ₛ₎, prior a = 1, b = 5. Source: A. Cori et al., *A new
/// framework and software to estimate time-varying reproduction numbers during epidemics*, Am. J. Epidemiol. 178 (2013); and Thompson et al.,
/// *Epidemics* 29 (2019), for imported ones.
///
/// Cori's posterior takes people to be all alike (`k` infinite, [`crate::ALL_ALIKE`]). Where few bring most it is much too narrow: so a finite `k`
/// widens it as [`corrected`]'s.
///
/// # Errors
/// [`Unknown::Impossible`] for lists of different lengths, a window of 0 or a k that is none. Each window for itself: [`Unknown::TooFew`] where it
/// reaches back before the beginning, or so few who differ so much say nothing; [`Unknown::Nobody`] while nobody could have brought somebody in it.
pub fn r_now(
    imported: &[u64],
    local: &[u64],
    delay: &Delay,
    window: usize,
    k: f64,
) -> Result<Vec<Result<Now, Unknown>>, Unknown> {
    if imported.len() != local.len() || window == 0 || k.is_nan() || k <= 0.0 {
        return Err(Unknown::Impossible);
    }
    let all: Vec<u64> = imported.iter().zip(local).map(|(a, b)| a + b).collect();
    let windows = (0..all.len()).map(|to| {
        let from = (to + 1).checked_sub(window).ok_or(Unknown::TooFew)?;
        let sum = |of: &[u64]| of.iter().take(to + 1).skip(from).sum();
        in_window(
            Window {
                from,
                to,
                roots: sum(imported),
                brought: sum(local),
            },
            &all,
            delay,
            k,
        )
    });
    Ok(windows.collect())
}

struct Window {
    from: usize,
    to: usize,
    roots: u64,
    brought: u64,
}

fn in_window(window: Window, all: &[u64], delay: &Delay, k: f64) -> Result<Now, Unknown> {
    let Window {
        from,
        to,
        roots,
        brought,
    } = window;
    // How much of a person's whole influence falls into the window: summed over people this is ΣΛ.
    let mut exposed = Exposed::default();
    for (joined, people) in all.iter().enumerate().take(to + 1) {
        let before = if joined < from {
            delay.cumulative(from - 1 - joined)
        } else {
            0.0
        };
        exposed.add(*people, delay.cumulative(to - joined) - before);
    }
    exposed.check()?;
    let rate = Rate {
        shape: PRIOR_SHAPE + brought as f64,
        exposure: 1.0 / PRIOR_SCALE + exposed.sum,
        size: size(&exposed, k)?,
    };
    let mean = rate.shape / rate.exposure;
    let wider = 1.0 + mean * exposed.sum / rate.size;
    Ok(Now {
        from,
        to,
        r: Estimate {
            value: mean,
            low: rate.quantile(0.025)?,
            high: rate.quantile(0.975)?,
        },
        sd: rate.shape.sqrt() / rate.exposure * wider.sqrt(),
        median: rate.quantile(0.5)?,
        roots,
        brought,
    })
}
