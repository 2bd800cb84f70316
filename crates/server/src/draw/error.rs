//! Why something about a draw was refused.

use crate::{ballot::BallotError, key::KeyError, store::StoreError};
use canyu_core::moment::Moment;

/// Why something about a draw was refused. Nothing is changed then.
#[derive(Debug, thiserror::Error)]
pub enum DrawError {
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The manifest cannot be read, or is signed by another key.
    #[error(transparent)]
    Ballot(#[from] BallotError),
    /// There is no key.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// The campaign has no draw.
    #[error("no campaign \"{0}\" with a lottery is published in this database")]
    NoDraw(String),
    /// The campaign can still be taken part in.
    #[error(
        "the campaign is open until {closes}, and it is {now}: its list can be closed from then on, and not before"
    )]
    NotOver {
        /// When it closes.
        closes: Moment,
        /// Campaign time.
        now: Moment,
    },
    /// The random value may be known already.
    #[error(
        "the beacon's time was {draws}, and it is {now}: a list that is committed to after the random value exists proves nothing, so this draw can never be run. Publish a new campaign with a new draw, and say why"
    )]
    MissedBeacon {
        /// The time of the draw.
        draws: Moment,
        /// Campaign time.
        now: Moment,
    },
    /// The list is closed: nobody can be kept out, nothing of it can change.
    #[error(
        "the list was closed at {closed} and committed to: nothing of it can change any more. A winner who may not win can be made to forfeit, after the draw"
    )]
    ListClosed {
        /// When.
        closed: Moment,
    },
    /// There is no commitment yet.
    #[error("the list has not been closed and committed to yet: that comes first (`canyu draw commit`)")]
    NotCommitted,
    /// The beacon's time has not come.
    #[error("the draw is at {draws}, and it is {now}: wait for the random value of that time")]
    TooEarly {
        /// The time of the draw.
        draws: Moment,
        /// Campaign time.
        now: Moment,
    },
    /// The random value is not the one that the manifest names.
    #[error("the random value does not fit: {0}")]
    Beacon(#[from] super::beacon::BeaconError),
    /// The draw has been run, with another random value.
    #[error("the draw was run at {drawn}, with another random value than this one: there is never a second draw")]
    DrawnAlready {
        /// When.
        drawn: Moment,
    },
    /// The draw has not been run.
    #[error("the draw has not been run yet")]
    NotDrawn,
    /// There is no such fan.
    #[error("the campaign has no participant \"{0}\": use an id from `canyu export --table participants`")]
    UnknownFan(String),
    /// The manifest does not have that reason.
    #[error("\"{reason}\" is not one of the reasons in the manifest, which are {}", known.join(", "))]
    UnknownReason {
        /// The reason.
        reason: String,
        /// What it could be.
        known: Vec<String>,
    },
    /// Nobody was drawn under that number.
    #[error("nobody was drawn as number {k}: the numbers are 0 to {last}")]
    NoSuchWinner {
        /// The number.
        k: u32,
        /// The last one.
        last: u32,
    },
    /// An alternate who has no prize cannot lose one.
    #[error("number {0} is an alternate without a prize so far: there is nothing to forfeit")]
    NoPrize(u32),
    /// He has lost it already.
    #[error("number {k} forfeited the prize already, as {reason}")]
    ForfeitedAlready {
        /// Whose.
        k: u32,
        /// Why.
        reason: String,
    },
    /// The prize can still be claimed.
    #[error("number {k} can claim the prize until {until}, and it is {now}: it is unclaimed only after that")]
    NotOverdue {
        /// Whose.
        k: u32,
        /// The deadline.
        until: Moment,
        /// Campaign time.
        now: Moment,
    },
    /// The prize was claimed.
    #[error("number {0} has claimed the prize: it can be forfeited as declined or ineligible only")]
    Claimed(u32),
    /// Not everything is done that comes before the close.
    #[error(
        "everybody is being looked at for the last time, or somebody is still owed tickets: that takes a moment, then the list can be closed"
    )]
    NotReady,
    /// Somebody else was changing the same.
    #[error("another process is changing this draw: try again")]
    Raced,
    /// The closed list does not fit itself.
    #[error("the list in the database is damaged: {0}. Restore the database from a backup; nothing was drawn from it")]
    Damaged(String),
    /// The fan is not in the draw.
    #[error("this fan is not in the draw")]
    NotEntered,
    /// The fan was not drawn, or has no prize.
    #[error("this fan has won nothing")]
    NotAWinner,
    /// The deadline has passed, or the prize was forfeited.
    #[error("the prize could be claimed until {until}; it is not there any more")]
    ClaimOver {
        /// The deadline.
        until: Moment,
    },
    /// It was claimed, with other particulars.
    #[error("the prize was claimed with other particulars, and those count: ask the organiser to change them")]
    ClaimedAlready,
    /// Something is missing.
    #[error("to claim this prize, give {}", missing.join(" and "))]
    ClaimIncomplete {
        /// What.
        missing: Vec<&'static str>,
    },
    /// Something is too long.
    #[error("{part} has more than {longest} characters")]
    ClaimTooLong {
        /// What.
        part: &'static str,
        /// Characters allowed.
        longest: usize,
    },
    /// The operating system has no randomness for a code.
    #[error("the operating system gives no randomness: {0}")]
    Entropy(#[from] getrandom::Error),
}

impl DrawError {
    /// The stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Store(_) | Self::Entropy(_) => "internal",
            Self::Ballot(BallotError::Manifest(_)) => "manifest_unreadable",
            Self::Ballot(BallotError::OtherKey { .. }) => "other_key",
            Self::Key(_) => "no_key",
            Self::NoDraw(_) => "no_draw",
            Self::NotOver { .. } => "not_over",
            Self::MissedBeacon { .. } => "missed_beacon",
            Self::ListClosed { .. } => "list_closed",
            Self::NotCommitted => "not_committed",
            Self::TooEarly { .. } => "too_early",
            Self::Beacon(error) => error.code(),
            Self::DrawnAlready { .. } => "drawn_already",
            Self::NotDrawn => "not_drawn_yet",
            Self::UnknownFan(_) => "unknown_fan",
            Self::UnknownReason { .. } => "unknown_reason",
            Self::NoSuchWinner { .. } => "no_such_winner",
            Self::NoPrize(_) => "no_prize",
            Self::ForfeitedAlready { .. } => "forfeited_already",
            Self::NotOverdue { .. } => "not_overdue",
            Self::Claimed(_) => "claimed",
            Self::NotReady => "not_ready",
            Self::Raced => "raced",
            Self::Damaged(_) => "damaged",
            Self::NotEntered => "not_entered",
            Self::NotAWinner => "not_a_winner",
            Self::ClaimOver { .. } => "claim_over",
            Self::ClaimedAlready => "claimed_already",
            Self::ClaimIncomplete { .. } => "claim_incomplete",
            Self::ClaimTooLong { .. } => "claim_too_long",
        }
    }
}
