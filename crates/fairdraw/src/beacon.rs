//! Where the random value comes from: what the manifest announces ([`Spec`]), what is published afterwards ([`Published`]), and
//! whether the one is the other ([`sources`]).
//!
//! - **drand**: a public randomness beacon, a threshold signature (BLS12-381) by many organisations every few seconds. Nobody can
//!   foresee or choose a round's value, and everybody can check it. <https://drand.love>
//! - **numbers**: public numbers such as those of a national lottery, in the form of RFC 3797. Only as strong as the numbers are many.
//! - **witness**: secrets of people who published their hashes before. Each of them can withhold his own, so it is fair only as
//!   long as they do not all stand with the organiser, and a draw only where all of them show up.

mod check;
mod drand;
mod numbers;
mod published;
mod spec;

pub(crate) use check::sources_with;
pub use check::{BeaconFault, Strength, Value, sources};
pub use drand::Chain;
pub use numbers::{NumberSet, NumbersError, numbers_key, read_numbers_key};
pub use published::Published;
pub use spec::{Spec, SpecError};

/// Numbers of less declared entropy than this are called weak: whoever closes the list could try many lists until one suits him.
pub const ENOUGH_BITS: u32 = 128;
