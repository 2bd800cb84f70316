//! What a guessing game is in a campaign file.

use super::Choice;
use crate::{lang::Text, moment::Moment};

/// "What is it?", answered in words, by a number, by a choice or by a picture.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(
    feature = "server",
    derive(serde::Serialize, serde::Deserialize, schemars::JsonSchema)
)]
pub struct Guess {
    /// What a guess is.
    #[cfg_attr(feature = "server", serde(default))]
    pub form: GuessForm,
    /// An example in the empty field.
    #[cfg_attr(feature = "server", serde(default))]
    pub placeholder: Text,
    /// Longest guess (of a picture: its caption) in characters, 1 to 200.
    #[cfg_attr(feature = "server", serde(default = "forty"))]
    pub longest: u32,
    /// Guesses a person may make, 1 to 20.
    #[cfg_attr(feature = "server", serde(default = "three"))]
    pub tries: u32,
    /// Numbers: the least one that can be guessed.
    #[cfg_attr(feature = "server", serde(default))]
    pub min: Option<i64>,
    /// Numbers: the greatest one.
    #[cfg_attr(feature = "server", serde(default))]
    pub max: Option<i64>,
    /// Numbers: digits after the point, 0 to 6.
    #[cfg_attr(feature = "server", serde(default))]
    pub decimals: u32,
    /// Numbers: what is counted, as `yuan` or `grams`.
    #[cfg_attr(feature = "server", serde(default))]
    pub unit: Text,
    /// Choices: what can be chosen.
    #[cfg_attr(feature = "server", serde(default))]
    pub options: Vec<Choice>,
    /// The answer: a text, a number, or the key of an option. It is sealed by a hash from the first moment.
    #[cfg_attr(feature = "server", serde(default))]
    pub answer: Option<String>,
    /// Other texts that are right.
    #[cfg_attr(feature = "server", serde(default))]
    pub aliases: Vec<String>,
    /// When the answer is revealed; left out: when the node closes. No guess is taken from then on.
    #[cfg_attr(feature = "server", serde(default))]
    pub reveals: Option<Moment>,
    /// Tickets for everybody who was right (numbers: who came closest), given at the reveal.
    #[cfg_attr(feature = "server", serde(default))]
    pub bonus: u32,
    /// Whether a guess is shown to others only after staff have looked at it. Pictures always are looked at first.
    #[cfg_attr(feature = "server", serde(default))]
    pub moderated: bool,
}

/// What a guess is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(
    feature = "server",
    derive(serde::Serialize, serde::Deserialize, schemars::JsonSchema),
    serde(rename_all = "snake_case")
)]
pub enum GuessForm {
    /// Words.
    #[default]
    Text,
    /// A number; who comes closest has won.
    Number,
    /// One of several options.
    Choice,
    /// A picture that the fan uploads, with a caption.
    Picture,
}

impl GuessForm {
    /// Its name on the wire and in files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Number => "number",
            Self::Choice => "choice",
            Self::Picture => "picture",
        }
    }
}

impl Guess {
    /// When the answer is revealed, if there is one, given when the node closes.
    #[must_use]
    pub fn revealed_at(&self, closes: Moment) -> Option<Moment> {
        self.answer.as_ref().map(|_| self.reveals.unwrap_or(closes))
    }

    /// Whether others see a guess only after staff have looked at it.
    #[must_use]
    pub fn is_moderated(&self) -> bool {
        self.moderated || self.form == GuessForm::Picture
    }
}

#[cfg(feature = "server")]
fn forty() -> u32 {
    40
}

#[cfg(feature = "server")]
fn three() -> u32 {
    3
}
