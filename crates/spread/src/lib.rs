//! Word-of-mouth statistics: how far a campaign spreads, how sure that is, and what comes next.
//!
//! Pure: numbers in, numbers out. No input or output, no clock, and randomness only from a seed that is given. It compiles for WebAssembly.
//!
//! Participants form a forest. A **root** came by no fan's link; everybody else was **brought** by somebody, in the **generation** after his. A
//! **seed** is a root that staff invited. A friend counts once he is confirmed. R is how many friends a participant brings, k how unequal people are
//! at it.
//!
//! Every function that can have nothing to say gives [`Unknown`] with the reason; none gives NaN. Times are in whole units, hours or days, the same
//! throughout a calculation.

mod ask;
mod chain;
mod change;
mod concentration;
mod crossing;
mod delay;
mod dispersion;
mod exposed;
mod forecast;
mod forest;
mod generations;
mod proportion;
mod quiet;
mod random;
mod rate;
mod reproduction;
mod seeds;
pub mod simulated;
mod strength;
mod unknown;

pub use ask::{Expected, Segment, ask, whom_to_ask};
pub use chain::{chain_size, extinction, mean_chain};
pub use change::change;
pub use concentration::{concentration, concentration_of, gini};
pub use crossing::Crossing;
pub use delay::{Delay, Observed};
pub use dispersion::{Brought, Dispersion, Unequal, dispersion, dispersion_within};
pub use exposed::Exposed;
pub use forecast::{Band, Conversion, Forecast, Past, Plan, Roots, Score, forecast, score};
pub use forest::{Broken, Forest, ROOT, Tree};
pub use generations::{FEW, Generation, generations};
pub use proportion::{Amplification, Factors, amplification, amplification_of, factors, wilson, wilson_at};
pub use quiet::{Quiet, quiet};
pub use rate::{ALL_ALIKE, CAUTIOUS_K, per};
pub use reproduction::{Now, corrected, r_now};
pub use seeds::{Seeded, seed_groups};
pub use strength::{Counts, Strength, strength};
pub use unknown::{Estimate, LEVEL, Unknown};
