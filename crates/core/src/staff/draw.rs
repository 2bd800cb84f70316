//! Draws, as staff see them and see them through.

use crate::moment::Moment;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Where a draw stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DrawStage {
    /// The campaign has not opened.
    Ahead,
    /// People can enter.
    Open,
    /// The campaign has closed, its list not yet.
    Over,
    /// The list was not closed in time: this draw can never be run.
    Missed,
    /// The list is closed and committed to; the random value is not there yet.
    Committed,
    /// The random value can be had.
    Due,
    /// It is drawn.
    Drawn,
}

impl DrawStage {
    /// Every stage, in order; the fourth one is where it ends when the list was not closed in time.
    pub const ALL: [Self; 7] = [
        Self::Ahead,
        Self::Open,
        Self::Over,
        Self::Missed,
        Self::Committed,
        Self::Due,
        Self::Drawn,
    ];

    /// Its name on the wire.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Ahead => "ahead",
            Self::Open => "open",
            Self::Over => "over",
            Self::Missed => "missed",
            Self::Committed => "committed",
            Self::Due => "due",
            Self::Drawn => "drawn",
        }
    }
}

/// Where the random value comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum SourceKind {
    /// The public beacon drand.
    Drand,
    /// Numbers that are drawn in public.
    Numbers,
    /// Secrets of witnesses.
    Witness,
}

/// A source of the random value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct DrawSource {
    /// What it is.
    pub kind: SourceKind,
    /// Its name in the manifest; empty for drand.
    pub id: String,
    /// drand's round, the random bits of the numbers, or how many witnesses there are.
    pub number: u64,
}

/// What has become of the prizes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct PrizeCounts {
    /// Somebody has them now.
    pub held: u64,
    /// As many of those are claimed.
    pub claimed: u64,
    /// As many of those are neither claimed nor can be any more.
    pub overdue: u64,
    /// Were taken from somebody.
    pub forfeited: u64,
    /// People who were drawn and have no prize so far.
    pub alternates: u64,
}

/// Where the commitment was published besides the server itself, as staff have noted it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Told {
    /// When that was noted, in campaign time.
    pub at: Moment,
    /// Where: an address, a newspaper; as they wrote it.
    pub place: String,
}

/// A draw and how far it is. Nothing in it is about persons.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct DrawLook {
    /// Where it stands: the next step follows from it.
    pub stage: DrawStage,
    /// Campaign time.
    pub now: Moment,
    /// When people can enter.
    pub opens: Moment,
    /// When the list can be closed.
    pub closes: Moment,
    /// When the random value exists.
    pub draws: Moment,
    /// When the list was closed and committed to.
    pub closed: Option<Moment>,
    /// When it was drawn.
    pub drawn: Option<Moment>,
    /// People in the list.
    pub people: u64,
    /// Their tickets.
    pub tickets: u64,
    /// Who had entered and is not in the closed list.
    pub kept_out: u64,
    /// Where the random value comes from.
    pub sources: Vec<DrawSource>,
    /// Whether the server fetches the random value by itself; else staff have to give it.
    pub by_itself: bool,
    /// Whether there is so little chance in the source that whoever makes the list could try out lists.
    pub weak: bool,
    /// Whether the list was closed so shortly before the random value that few people can have seen the commitment.
    pub late: bool,
    /// The commitment: a signed note to be published, and its SHA-256. Both are empty before the close.
    pub note: String,
    /// See above.
    pub hash: String,
    /// Where else it was published.
    pub told: Option<Told>,
    /// What has become of the prizes, once it is drawn.
    pub prizes: Option<PrizeCounts>,
    /// What the prizes are called, by language, in their order.
    pub prize_names: Vec<BTreeMap<String, String>>,
    /// For which reasons a prize can be taken from somebody.
    pub forfeit_reasons: Vec<String>,
    /// For which reasons somebody can be kept out.
    pub exclude_reasons: Vec<String>,
}

/// What has become of somebody drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum WinnerState {
    /// He can claim his prize until its deadline.
    Open,
    /// He has not claimed it, and cannot any more.
    Overdue,
    /// He has claimed it.
    Claimed,
    /// It was taken from him.
    Forfeited,
    /// He has no prize so far.
    Alternate,
}

impl WinnerState {
    /// Every state.
    pub const ALL: [Self; 5] = [
        Self::Open,
        Self::Overdue,
        Self::Claimed,
        Self::Forfeited,
        Self::Alternate,
    ];

    /// Its name on the wire.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Overdue => "overdue",
            Self::Claimed => "claimed",
            Self::Forfeited => "forfeited",
            Self::Alternate => "alternate",
        }
    }
}

/// Somebody drawn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct WinnerLine {
    /// The number of the draw, from 0.
    pub k: u32,
    /// The participant's id; `null` once he was erased.
    pub fan: Option<String>,
    /// His tickets.
    pub tickets: u32,
    /// The number of his prize, from 0; `null`: he has none so far.
    pub prize: Option<u32>,
    /// What has become of it.
    pub state: WinnerState,
    /// Until when he can claim it, or could.
    pub until: Option<Moment>,
    /// When he has claimed it.
    pub claimed: Option<Moment>,
    /// Whether he has said something to get it: see [`Claimant`].
    pub has_said: bool,
    /// Why and when it was taken from him.
    pub reason: Option<String>,
    /// See above.
    pub forfeited: Option<Moment>,
}

/// What a winner has said to get his prize.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Claimant {
    /// His name.
    pub name: Option<String>,
    /// Where to send the prize.
    pub address: Option<String>,
    /// How to reach him.
    pub contact: Option<String>,
    /// The code he was given.
    pub code: Option<String>,
}

/// Nothing personal is logged by chance.
impl std::fmt::Debug for Claimant {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Claimant").finish_non_exhaustive()
    }
}

/// A page of those who were drawn, in the order of the draws.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Winners {
    /// The lines.
    pub lines: Vec<WinnerLine>,
    /// What to give as `from` for the next page; `null`: this was the last one.
    pub next: Option<u32>,
}

/// The random value, as it is pasted. What the server can fetch itself may be left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct DrawValue {
    /// drand's signature of the manifest's round in hexadecimal digits, or the answer of one of its relays, or `beacon.json`.
    pub drand: String,
    /// Public numbers, as `9319./2.5.8.10.12./` (RFC 3797), in the order of the manifest.
    pub numbers: Vec<String>,
    /// The witnesses' secrets in hexadecimal digits, in any order.
    pub secrets: Vec<String>,
}

/// Whose prize is taken, and why.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Forfeiting {
    /// The number of the draw; left out: everybody who has not claimed in time.
    pub k: Option<u32>,
    /// One of the manifest's reasons; only with `k`.
    pub reason: String,
}

/// A prize that was taken from somebody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Forfeited {
    /// Whose.
    pub k: u32,
    /// The prize.
    pub prize: u32,
    /// Who has it now; `null`: there was no alternate left.
    pub next: Option<u32>,
    /// Until when he can claim it.
    pub until: Option<Moment>,
}

/// Somebody whom staff keep out of a draw.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct KeptOut {
    /// The participant's id.
    pub fan: String,
    /// One of the manifest's reasons.
    pub reason: String,
    /// Since when.
    pub at: Moment,
}

/// Whom to keep out of a draw.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Excluding {
    /// The participant's id.
    pub fan: String,
    /// One of the manifest's reasons.
    pub reason: String,
}

/// What became of somebody who is let in again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct LetIn {
    /// Why the rules keep him out all the same; `null`: he is in the draw again.
    pub kept_out: Option<String>,
}

/// Where the commitment was published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Telling {
    /// An address, a newspaper: 1 to 500 characters.
    pub place: String,
}
