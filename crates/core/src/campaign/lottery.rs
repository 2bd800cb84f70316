//! What a lottery is in a campaign file.

use crate::{lang::Text, moment::Moment};

/// Alternates where the file names no number, at most.
const MOST_ALTERNATES: u32 = 1_000;

/// Tickets and prizes.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(
    feature = "server",
    derive(serde::Serialize, serde::Deserialize, schemars::JsonSchema)
)]
pub struct Lottery {
    /// When it is drawn: at least ten minutes after the close.
    pub draws: Moment,
    /// The prizes, in the order in which they are drawn.
    pub prizes: Vec<Prize>,
    /// The rules in short, which a fan agrees to by entering.
    pub terms: Text,
    /// How many people are drawn after the winners, to take the place of whoever does not claim; left out: as many as there are prizes, and
    /// 1,000 at most.
    #[cfg_attr(feature = "server", serde(default))]
    pub alternates: Option<u32>,
    /// Tickets of one person that count at most; left out: all that can be earned.
    #[cfg_attr(feature = "server", serde(default))]
    pub max_weight: Option<u32>,
    /// Days in which a winner has to claim his prize, 1 to 365.
    #[cfg_attr(feature = "server", serde(default = "fortnight"))]
    pub claim_days: u32,
    /// Where the random value comes from; left out: the public beacon drand, in its first round at or after `draws`.
    #[cfg_attr(feature = "server", serde(default))]
    pub beacon: Vec<BeaconSource>,
}

/// A prize.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(
    feature = "server",
    derive(serde::Serialize, serde::Deserialize, schemars::JsonSchema)
)]
pub struct Prize {
    /// What it is.
    pub name: Text,
    /// How many of them.
    #[cfg_attr(feature = "server", serde(default = "one"))]
    pub quantity: u32,
    /// How a winner gets it.
    #[cfg_attr(feature = "server", serde(default))]
    pub gives: Gives,
}

/// How a winner gets a prize.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(
    feature = "server",
    derive(serde::Serialize, serde::Deserialize, schemars::JsonSchema),
    serde(rename_all = "snake_case")
)]
pub enum Gives {
    /// He gives a name and a postal address.
    #[default]
    Address,
    /// He is given a code.
    Code,
    /// He says how he can be reached.
    Contact,
}

impl Gives {
    /// Its name on the wire and in files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Address => "address",
            Self::Code => "code",
            Self::Contact => "contact",
        }
    }
}

/// A source of the random value.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(
    feature = "server",
    derive(serde::Serialize, serde::Deserialize, schemars::JsonSchema),
    serde(tag = "source", rename_all = "snake_case", deny_unknown_fields)
)]
pub enum BeaconSource {
    /// The public beacon drand (quicknet): its first round at or after the draw's time.
    Drand,
    /// Numbers that are drawn in public, such as those of a state lottery.
    Numbers {
        /// The name of the public drawing, as `superlotto-2024-08-11`.
        id: String,
        /// Which numbers, of which day, published where: so exact that anybody finds the same ones.
        about: String,
        /// How many random bits are in them, 1 to 1,024. Below 128 every page says that the source is weak.
        entropy_bits: u32,
    },
    /// Secrets of witnesses, who publish the SHA-256 of them now and the secrets at the draw.
    Witness {
        /// A name for the witnesses together, as `jury`.
        id: String,
        /// SHA-256 of each secret, 64 hexadecimal digits.
        commits: Vec<String>,
    },
}

impl Lottery {
    /// All prizes.
    #[must_use]
    pub fn quantity(&self) -> u32 {
        self.prizes
            .iter()
            .fold(0, |sum: u32, prize| sum.saturating_add(prize.quantity))
    }

    /// How many people are drawn after the winners.
    #[must_use]
    pub fn alternates(&self) -> u32 {
        self.alternates.unwrap_or_else(|| self.quantity().min(MOST_ALTERNATES))
    }
}

#[cfg(feature = "server")]
fn one() -> u32 {
    1
}

#[cfg(feature = "server")]
fn fortnight() -> u32 {
    14
}
