//! How far a root's chain goes: its size in people, himself included, and whether it dies.

use statrs::function::gamma::ln_gamma;

use crate::Unknown;

fn check(r: f64, k: f64) -> Result<(), Unknown> {
    if r.is_finite() && r >= 0.0 && k > 0.0 {
        Ok(())
    } else {
        Err(Unknown::Impossible)
    }
}

/// The probability that a root's chain has exactly `people` people, from 1 on, where friends are negative binomial with mean `r` and size `k`
/// ([`crate::ALL_ALIKE`]: Poisson).
///
/// Poisson (Borel): e^{−Rn}(Rn)^{n−1}/n!; else Γ(kn+n−1)/(Γ(kn)Γ(n+1))·(R/k)^{n−1}/(1+R/k)^{kn+n−1}. Source: S. Blumberg and J. O. Lloyd-Smith,
/// *Inference of R₀ and transmission heterogeneity from the size distribution of stuttering chains*, PLoS Comput. Biol. 9 (2013).
///
/// # Errors
/// [`Unknown::Nobody`] for 0 people, [`Unknown::Impossible`] for a negative R or a k that is none.
pub fn chain_size(people: u64, r: f64, k: f64) -> Result<f64, Unknown> {
    check(r, k)?;
    if people == 0 {
        return Err(Unknown::Nobody);
    }
    if r == 0.0 {
        return Ok(if people == 1 { 1.0 } else { 0.0 });
    }
    let n = people as f64;
    let ln_p = if k.is_infinite() {
        -r * n + (n - 1.0) * (r * n).ln() - ln_gamma(n + 1.0)
    } else {
        ln_gamma(k * n + n - 1.0) - ln_gamma(k * n) - ln_gamma(n + 1.0) + (n - 1.0) * (r / k).ln()
            - (k * n + n - 1.0) * (r / k).ln_1p()
    };
    Ok(ln_p.exp())
}

/// The probability that a root's chain dies: the smallest root of q = (1 + (R/k)(1−q))^{−k}, or of q = e^{−R(1−q)}. It is 1 up to R = 1.
///
/// # Errors
/// [`Unknown::Impossible`] for a negative R or a k that is none.
pub fn extinction(r: f64, k: f64) -> Result<f64, Unknown> {
    check(r, k)?;
    if r <= 1.0 {
        return Ok(1.0);
    }
    // Newton's method from 0: the difference is convex and falls until the smallest root, so no step goes beyond it.
    let mut q = 0.0;
    for _ in 0..200 {
        let (value, slope) = if k.is_infinite() {
            let value = (-r * (1.0 - q)).exp();
            (value, r * value)
        } else {
            let base = r * (1.0 - q) / k;
            let value = (-k * base.ln_1p()).exp();
            (value, r * value / (1.0 + base))
        };
        let next = q + (value - q) / (1.0 - slope);
        if !(next > q && next <= 1.0) {
            break;
        }
        q = next;
    }
    Ok(q)
}

/// The mean size of a root's chain, himself included: 1/(1 − R).
///
/// # Errors
/// [`Unknown::Impossible`] from R = 1 on, where it has no bound, and for a negative R.
pub fn mean_chain(r: f64) -> Result<f64, Unknown> {
    crate::amplification_of(r)
}
