//! Why something was refused.

use crate::{code::CodeError, figure::FigureError, moment::Moment};

/// A moment that is told in a refusal: as RFC 3339 where the crate can write it, else in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp(pub Moment);

impl std::fmt::Display for Stamp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        #[cfg(feature = "server")]
        return write!(f, "{}", self.0);
        #[cfg(not(feature = "server"))]
        write!(f, "{} ms", self.0.0)
    }
}

/// Why an act or an order was refused. Nothing is stored then.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The token has not arrived yet.
    #[error("this token has not arrived yet: send the act \"arrive\" first")]
    ArriveFirst,
    /// There is no such node.
    #[error("the campaign has no node \"{0}\"")]
    UnknownNode(String),
    /// The act does not fit the kind of node.
    #[error("\"{act}\" cannot be done at \"{node}\", which is a {kind} node")]
    WrongKind {
        /// The act's name.
        act: &'static str,
        /// The node's id.
        node: String,
        /// The node's kind.
        kind: &'static str,
    },
    /// The node has not opened yet.
    #[error("\"{0}\" has not opened yet")]
    NotOpenYet(String),
    /// The node or the campaign has closed.
    #[error("\"{0}\" has closed")]
    Closed(String),
    /// Another node has to be done first.
    #[error("\"{node}\" opens for those who have done \"{first}\"")]
    Locked {
        /// The node.
        node: String,
        /// What has to be done first.
        first: String,
    },
    /// Nothing visible was written.
    #[error("the text is empty: write at least one visible character")]
    TextEmpty,
    /// Too many characters.
    #[error("the text has {length} characters; at most {longest} fit")]
    TextTooLong {
        /// Characters sent.
        length: usize,
        /// Characters allowed.
        longest: u32,
    },
    /// A number was asked for.
    #[error("this is not a number that can be taken: {0}")]
    NotANumber(FigureError),
    /// The number is too small or too large.
    #[error("the number has to lie between {min} and {max}")]
    NumberOutOfRange {
        /// The least one; a dash where there is none.
        min: String,
        /// The greatest one; a dash where there is none.
        max: String,
    },
    /// A picture was asked for, or the one that is named is not there or not the fan's.
    #[error("upload a picture first, and send its name")]
    PictureMissing,
    /// All guesses have been made.
    #[error("all {0} guesses have been made")]
    TriesUsedUp(u32),
    /// The fan stands behind the same guess already.
    #[error("this guess has been made or seconded by the same person already")]
    GuessRepeated,
    /// The fan's own guess cannot be seconded by him.
    #[error("one's own guess cannot be seconded")]
    OwnGuess,
    /// There is no such guess, wish, option or post that can be seen.
    #[error("\"{0}\" cannot be chosen here: there is no such guess, wish, option or post")]
    UnknownPick(String),
    /// A poll has one choice.
    #[error("a poll takes one choice, not {0}")]
    OneChoiceOnly(usize),
    /// More was chosen than may be.
    #[error("{given} choices are too many: at most {most} can be made")]
    TooManyChoices {
        /// Choices made.
        given: usize,
        /// Choices allowed.
        most: usize,
    },
    /// Nothing can be proposed here.
    #[error("nothing can be proposed here: the options are given")]
    NoProposals,
    /// All proposals have been made.
    #[error("all {0} proposals have been made")]
    ProposalsUsedUp(u32),
    /// Not every part is in place, or one twice.
    #[error("every part has to be put in place once")]
    PartsWrong,
    /// There is no such item.
    #[error("\"{0}\" cannot be reserved here: there is no such item")]
    UnknownItem(String),
    /// Every unit is taken, and there is no waiting list.
    #[error("every unit of \"{0}\" is taken")]
    SoldOut(String),
    /// The fan has as many as one person may have.
    #[error("one person may hold {0}")]
    HoldsEnough(u32),
    /// There is nothing to give back or to hand on.
    #[error("nothing of \"{0}\" is reserved for this person")]
    NothingReserved(String),
    /// The code has been mistyped.
    #[error("this cannot be a code: {0}")]
    CodeMalformed(CodeError),
    /// There is no such code.
    #[error("there is no such code in this campaign")]
    CodeUnknown,
    /// Somebody else holds the code.
    #[error("somebody else holds this code already")]
    CodeTaken,
    /// The code was given back, or handed on under a new one.
    #[error("this code is not valid any more: it was given back, or handed on under a new one")]
    CodeCancelled,
    /// The code's time has passed.
    #[error("this code expired at {0}")]
    CodeExpired(Stamp),
    /// The code was redeemed before.
    #[error("this code was redeemed at {at} by {till}")]
    CodeRedeemed {
        /// When.
        at: Stamp,
        /// At which till.
        till: String,
    },
    /// The code may not be handed on any more.
    #[error("this code may not be handed on any more")]
    NoTransfersLeft,
    /// The fan has played in this round.
    #[error("this round has been played by the same person already")]
    PlayedAlready,
    /// The code is not one that is valid here and now.
    #[error("this code is not valid here and now")]
    EventCodeWrong,
    /// The host site has vouched for another of its users on this device.
    #[error("this device belongs to another user of the site: begin anew on it")]
    OtherUser,
    /// There is no leaderboard.
    #[error("there is no leaderboard here")]
    NoBoard,
    /// No place is left on the wall.
    #[error("all {0} places on the wall are taken")]
    WallFull(u32),
    /// The nonce of an entry cannot be one.
    #[error("the nonce must be 32 random bytes as 64 hexadecimal digits in lower case")]
    NonceMalformed,
    /// The act says it was done later than now.
    #[error("the act says it was done at a time that has not come yet: check the clock, or leave \"at\" out")]
    FromTheFuture,
    /// There is no such fan.
    #[error("the campaign has no participant \"{0}\"")]
    UnknownFan(String),
    /// A gift was given without a reason.
    #[error("say why, in 3 to 200 characters")]
    ReasonMissing,
    /// The gift is more than may be given in a day.
    #[error("{asked} {what} are more than {by} may give today: {left} are left")]
    OverCap {
        /// What: tickets, points or codes.
        what: &'static str,
        /// Who gives.
        by: String,
        /// How many.
        asked: u32,
        /// How many more can be given today.
        left: u32,
    },
    /// Every unit that is set aside has a code.
    #[error("every unit of \"{0}\" that is set aside for codes has one")]
    PoolEmpty(String),
}

impl Refusal {
    /// The stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::ArriveFirst => "arrive_first",
            Self::UnknownNode(_) => "unknown_node",
            Self::WrongKind { .. } => "wrong_kind",
            Self::NotOpenYet(_) => "not_open_yet",
            Self::Closed(_) => "closed",
            Self::Locked { .. } => "locked",
            Self::TextEmpty => "text_empty",
            Self::TextTooLong { .. } => "text_too_long",
            Self::NotANumber(_) => "not_a_number",
            Self::NumberOutOfRange { .. } => "number_out_of_range",
            Self::PictureMissing => "picture_missing",
            Self::TriesUsedUp(_) => "tries_used_up",
            Self::GuessRepeated => "guess_repeated",
            Self::OwnGuess => "own_guess",
            Self::UnknownPick(_) => "unknown_pick",
            Self::OneChoiceOnly(_) => "one_choice_only",
            Self::TooManyChoices { .. } => "too_many_choices",
            Self::NoProposals => "no_proposals",
            Self::ProposalsUsedUp(_) => "proposals_used_up",
            Self::PartsWrong => "parts_wrong",
            Self::UnknownItem(_) => "unknown_item",
            Self::SoldOut(_) => "sold_out",
            Self::HoldsEnough(_) => "holds_enough",
            Self::NothingReserved(_) => "nothing_reserved",
            Self::CodeMalformed(_) => "code_malformed",
            Self::CodeUnknown => "code_unknown",
            Self::CodeTaken => "code_taken",
            Self::CodeCancelled => "code_cancelled",
            Self::CodeExpired(_) => "code_expired",
            Self::CodeRedeemed { .. } => "code_redeemed",
            Self::NoTransfersLeft => "no_transfers_left",
            Self::PlayedAlready => "played_already",
            Self::EventCodeWrong => "event_code_wrong",
            Self::OtherUser => "other_user",
            Self::NoBoard => "no_board",
            Self::WallFull(_) => "wall_full",
            Self::NonceMalformed => "nonce_malformed",
            Self::FromTheFuture => "from_the_future",
            Self::UnknownFan(_) => "unknown_fan",
            Self::ReasonMissing => "reason_missing",
            Self::OverCap { .. } => "over_cap",
            Self::PoolEmpty(_) => "pool_empty",
        }
    }
}
