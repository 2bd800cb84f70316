//! A guessing game on the wire.

use super::PickView;
use crate::moment::Moment;

/// A guessing game.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "server", derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema))]
pub struct GuessView {
    /// `text`, `number`, `choice` or `picture`.
    pub form: String,
    /// An example in the empty field; may be empty.
    pub placeholder: String,
    /// Longest guess (of a picture: its caption), in characters.
    pub longest: u32,
    /// Guesses a person may make.
    pub tries: u32,
    /// Numbers: the least one that can be guessed, as text with its decimals.
    pub min: Option<String>,
    /// Numbers: the greatest one.
    pub max: Option<String>,
    /// Numbers: digits after the point.
    pub decimals: u32,
    /// Numbers: what is counted; may be empty.
    pub unit: String,
    /// Choices: what can be chosen.
    pub options: Vec<PickView>,
    /// Whether others see a guess only after staff have looked at it.
    pub moderated: bool,
    /// Tickets for who was right.
    pub bonus: u32,
    /// SHA-256 of salt and answer, 64 hexadecimal digits; empty: there is no sealed answer.
    pub seal: String,
    /// When the answer is revealed, if there is one.
    pub reveals: Option<Moment>,
    /// The answer, once it is revealed.
    pub revealed: Option<RevealedView>,
    /// The strongest guesses, by people, at most 40.
    pub wall: Vec<PickView>,
    /// How many different guesses there are in all.
    pub groups: u64,
}

/// An answer with what opens its seal: SHA-256 of the salt's 32 bytes and the answer in UTF-8.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "server", derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema))]
pub struct RevealedView {
    /// The answer, byte for byte as it was sealed.
    pub answer: String,
    /// The salt, 64 hexadecimal digits.
    pub salt: String,
    /// The answer as a reader likes it: of a choice the text of the option.
    pub label: String,
}
