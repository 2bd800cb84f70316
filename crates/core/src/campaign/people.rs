//! Who is a person: what has to be confirmed, who vouches for somebody, what people agree to.

use crate::lang::Text;

/// What only counts of people who are verified.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(
    feature = "server",
    derive(serde::Serialize, serde::Deserialize, schemars::JsonSchema)
)]
pub struct Confirm {
    /// What makes somebody verified; one of them is enough.
    pub by: Vec<Proof>,
    /// What counts only then; left out: tickets, votes and friends.
    #[cfg_attr(feature = "server", serde(default = "all", rename = "for"))]
    pub counts: Vec<Counts>,
}

#[cfg(feature = "server")]
fn all() -> Vec<Counts> {
    Counts::ALL.to_vec()
}

/// What makes somebody verified.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(
    feature = "server",
    derive(serde::Serialize, serde::Deserialize, schemars::JsonSchema),
    serde(rename_all = "snake_case")
)]
pub enum Proof {
    /// He has confirmed an e-mail address.
    Email,
    /// The host site has vouched for him.
    Host,
}

impl Proof {
    /// Every proof.
    pub const ALL: [Self; 2] = [Self::Email, Self::Host];

    /// Its name in files, on the wire and in exports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Host => "host",
        }
    }
}

/// What may count only of verified people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(
    feature = "server",
    derive(serde::Serialize, serde::Deserialize, schemars::JsonSchema),
    serde(rename_all = "snake_case")
)]
pub enum Counts {
    /// Tickets in the draw.
    Tickets,
    /// Choices at votes.
    Votes,
    /// Friends, for whoever brought them.
    Friends,
}

impl Counts {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Tickets, Self::Votes, Self::Friends];

    /// Its name in files and on the wire.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Tickets => "tickets",
            Self::Votes => "votes",
            Self::Friends => "friends",
        }
    }
}

/// The host site vouches for its users: whose tokens are believed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(
    feature = "server",
    derive(serde::Serialize, serde::Deserialize, schemars::JsonSchema)
)]
pub struct Identity {
    /// Who has to have issued them, `iss`.
    pub issuer: String,
    /// Whom they have to be for, `aud`.
    pub audience: String,
}

/// Something that people agree to, or not.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(
    feature = "server",
    derive(serde::Serialize, serde::Deserialize, schemars::JsonSchema)
)]
pub struct Consent {
    /// What for.
    pub purpose: Purpose,
    /// What they agree to, in full.
    pub text: Text,
    /// Whether nobody can confirm an address without it.
    #[cfg_attr(feature = "server", serde(default))]
    pub required: bool,
}

/// What a consent is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(
    feature = "server",
    derive(serde::Serialize, serde::Deserialize, schemars::JsonSchema),
    serde(rename_all = "snake_case")
)]
pub enum Purpose {
    /// The rules of the campaign.
    Rules,
    /// News of the organiser.
    News,
    /// Handing data to partners.
    Partners,
}

impl Purpose {
    /// Every purpose.
    pub const ALL: [Self; 3] = [Self::Rules, Self::News, Self::Partners];

    /// Its name in files, on the wire and in exports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Rules => "rules",
            Self::News => "news",
            Self::Partners => "partners",
        }
    }

    /// The purpose of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|purpose| purpose.name() == name)
    }
}
