//! People who look like cheats, and what staff decide about them.

use crate::moment::Moment;
use serde::{Deserialize, Serialize};

/// Somebody who waits for a human to look.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct ReviewLine {
    /// The participant's id.
    pub fan: String,
    /// 0–100.
    pub score: u8,
    /// Why, the weightiest first.
    pub reasons: Vec<Evidence>,
    /// Whether he has said something against it that nobody has decided about.
    pub objects: bool,
}

/// The review queue.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct ReviewQueue {
    /// Those who object first, then the highest scores.
    pub lines: Vec<ReviewLine>,
    /// Whether there are more than were asked for.
    pub more: bool,
}

/// A reason of a score.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Evidence {
    /// Its stable code: `place`, `machine`, `tree` …
    pub reason: String,
    /// What it adds to the score; 0: it is seen too, and another reason of its family weighs more.
    pub points: u8,
    /// What was seen.
    pub seen: Vec<Trace>,
}

/// Something that was seen, with its numbers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Trace {
    /// Its stable code: `same_place`, `even_pace`, `clock` …
    pub sign: String,
    /// How many.
    pub count: u32,
    /// Of how many; 0 where that says nothing.
    pub of: u32,
    /// A ratio, a spread in per cent or a period in minutes, by the sign; else 0.
    pub value: f64,
}

/// Somebody with all that a decision needs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Reviewed {
    /// The participant's id.
    pub fan: String,
    /// `open`, `held`, `refused`, `cleared`, `merged`.
    pub standing: String,
    /// When he came, and by what.
    pub arrived: Moment,
    /// See above.
    pub channel: String,
    /// Who brought him.
    pub brought_by: Option<String>,
    /// When he confirmed who he is.
    pub verified: Option<Moment>,
    /// How many he has brought who took part, and how many of them count.
    pub friends_joined: u32,
    /// See above.
    pub friends_counted: u32,
    /// His tickets.
    pub tickets: u32,
    /// 0–100.
    pub score: u8,
    /// Why, the weightiest first.
    pub reasons: Vec<Evidence>,
    /// What he says against it.
    pub appeal: Option<Appealed>,
    /// What was decided about him, the latest first.
    pub decisions: Vec<Decided>,
}

/// What somebody says against being held.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Appealed {
    /// When.
    pub at: Moment,
    /// What.
    pub text: String,
    /// Whether somebody has decided about it.
    pub decided: bool,
}

/// A decision about somebody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Decided {
    /// When.
    pub at: Moment,
    /// Who: a human's name, or `scores`.
    pub by: String,
    /// How he stood, and how since then.
    pub from: String,
    /// See above.
    pub to: String,
    /// The score at that time.
    pub score: u8,
    /// Why; may be empty.
    pub note: String,
}

/// What staff decide.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Decision {
    /// Whether he counts from now on, whatever his score: else he does not.
    pub counts: bool,
    /// Why; may be empty. He is not told it.
    #[serde(default)]
    pub note: String,
    /// How many decisions there were when whoever decides looked: if there are more by now, nothing is changed.
    pub seen: u32,
}
