//! Drafts: campaigns that are being written.
//!
//! A draft is the text of a campaign file with its pictures. Whoever edits it in a form changes places of that text, so that comments and whatever a form does not know stay as they
//! are. Places are written as `nodes[guess].title.en`; times in a document and in values are objects `{"$time": "2024-08-04T19:00:00Z"}`.

use crate::moment::Moment;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

/// Most characters of a campaign file.
pub const LONGEST_FILE: usize = 400_000;
/// Most bytes of a picture file.
pub const LARGEST_PICTURE: usize = 20_000_000;

/// Something to start from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Template {
    /// Its name, as [`NewDraft::template`] wants it.
    pub name: String,
    /// Its title by language.
    pub title: BTreeMap<String, String>,
    /// What it is about, by language.
    pub lead: BTreeMap<String, String>,
    /// The languages that it is written in.
    pub languages: Vec<String>,
    /// The kinds of its nodes, in their order.
    pub kinds: Vec<String>,
}

/// What a new draft starts from: a template, a published campaign, a file, or nothing where all three are left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct NewDraft {
    /// A template's name.
    pub template: Option<String>,
    /// A published campaign's name in addresses. Where it has a draft already, that one is the answer.
    pub campaign: Option<String>,
    /// The text of a campaign file.
    pub file: Option<String>,
    /// Its name in addresses, instead of what stands there.
    pub slug: Option<String>,
    /// When it opens: all times of a template move with it. Left out: a week from now.
    pub opens: Option<Moment>,
}

/// A draft in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct DraftLine {
    /// Its name in the API.
    pub id: String,
    /// The campaign's name in addresses, as the draft has it; may be empty.
    pub slug: String,
    /// The campaign's title by language.
    pub title: BTreeMap<String, String>,
    /// So many errors keep it from being published.
    pub errors: u32,
    /// So many warnings.
    pub warnings: u32,
    /// The version of the published campaign that it changes; `null`: nothing of that name is published.
    pub published: Option<u32>,
    /// When it was edited last, by the machine's clock.
    pub edited_at: Moment,
    /// By whom.
    pub edited_by: String,
}

/// Something about a draft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Found {
    /// Whether it keeps the campaign from being published; else it is probably not meant.
    pub is_error: bool,
    /// A stable code.
    pub code: String,
    /// What it is about; empty: the file as a whole.
    pub place: String,
    /// The line, from 1.
    pub line: u32,
    /// The column in characters, from 1.
    pub column: u32,
    /// What is wrong, in English.
    pub message: String,
    /// What would be right, in English.
    pub remedy: String,
}

/// A picture of a draft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct DraftPicture {
    /// Its name, as the file says it: `toy/cloth.svg`.
    pub name: String,
    /// Its size.
    pub bytes: u64,
    /// Whether the file names it.
    pub used: bool,
    /// Changes with its content, for addresses that a browser may keep.
    pub stamp: String,
}

/// Somebody who has a draft open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Editor {
    /// His name.
    pub name: String,
    /// The place that he is in; may be empty.
    pub place: String,
}

/// A draft.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Draft {
    /// Its name in the API.
    pub id: String,
    /// The campaign's name in addresses, as the draft has it; may be empty.
    pub slug: String,
    /// Goes up with each change.
    pub revision: u32,
    /// What the file says, as far as it is TOML; `null` where it is not: then there is a finding with the code `syntax`.
    #[cfg_attr(feature = "server", schema(value_type = Object))]
    pub document: Value,
    /// What is wrong with it, by place in the file.
    pub findings: Vec<Found>,
    /// Its pictures.
    pub pictures: Vec<DraftPicture>,
    /// The version of the published campaign that it changes; `null`: nothing of that name is published.
    pub published: Option<u32>,
    /// Whether somebody has published something since that this draft does not have.
    pub behind: bool,
    /// Whether the last change can be taken back.
    pub can_undo: bool,
    /// Who else has it open.
    pub editors: Vec<Editor>,
    /// When it was edited last, by the machine's clock.
    pub edited_at: Moment,
    /// By whom.
    pub edited_by: String,
}

/// What has become of a draft meanwhile.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Pulse {
    /// Its revision.
    pub revision: u32,
    /// Who else has it open.
    pub editors: Vec<Editor>,
}

/// A change of a draft.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(tag = "op", rename_all = "snake_case")]
pub enum Edit {
    /// Writes a value, in place of whatever stands there.
    Set {
        /// Where.
        place: String,
        /// What; `null`: nothing.
        #[cfg_attr(feature = "server", schema(value_type = Object))]
        value: Value,
        /// What the writer saw there (`null`: nothing); left out: whatever it was. If something else stands there now, nothing is written.
        #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "given")]
        #[cfg_attr(feature = "server", schema(value_type = Option<Object>))]
        was: Option<Value>,
    },
    /// Takes a thing away.
    Remove {
        /// Which.
        place: String,
    },
    /// Puts a thing into a list, which is made where there is none.
    Insert {
        /// The list.
        place: String,
        /// Before which number, from 0; left out: at the end.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at: Option<u32>,
        /// What.
        #[cfg_attr(feature = "server", schema(value_type = Object))]
        value: Value,
    },
    /// Moves a thing within its list.
    Move {
        /// Which.
        place: String,
        /// To which number, from 0.
        to: u32,
    },
}

/// A value that is given, be it null.
fn given<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(deserializer).map(Some)
}

/// Changes that are made together, or not at all.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Edits {
    /// In this order.
    pub edits: Vec<Edit>,
}

/// The body of a `409` with the code `edited_meanwhile`, beside what every problem says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct EditedMeanwhile {
    /// Where.
    pub place: String,
    /// What stands there now; `null`: nothing.
    #[cfg_attr(feature = "server", schema(value_type = Object))]
    pub theirs: Value,
    /// Who edited the draft last.
    pub by: String,
}

/// A revision that somebody has seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Seen {
    /// The revision.
    pub revision: u32,
}

/// What of a draft is to be looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct PreviewWish {
    /// The moment of the campaign's life.
    pub at: Moment,
    /// The language (`en`, `zh-Hans`, `zh-Hant`).
    pub language: String,
    /// Whether it is dark around the widget.
    pub dark: bool,
}

/// A preview that can be opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Preview {
    /// The path of a page with the real widget, for a frame with `sandbox="allow-scripts"`. It is there for a while only.
    pub path: String,
    /// Which revision it shows: an older one where the newest has errors.
    pub revision: u32,
}

/// A rehearsal with simulated people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct RehearsalWish {
    /// How many people, 1 to 100,000.
    pub people: u32,
    /// The same seed gives the same rehearsal.
    pub seed: u64,
}

/// How far a rehearsal is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RunState {
    /// It goes on.
    Running,
    /// It is done.
    Done,
    /// Somebody stopped it.
    Cancelled,
}

/// A rehearsal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Rehearsal {
    /// Its name in the API.
    pub id: String,
    /// How far it is.
    pub state: RunState,
    /// How much of it is done, in thousandths.
    pub done: u32,
    /// What happened; `null` until it is done.
    #[cfg_attr(feature = "server", schema(value_type = Object))]
    pub report: Value,
}

/// A place whose value is locked by publishing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Lock {
    /// Where.
    pub place: String,
    /// What stands there.
    #[cfg_attr(feature = "server", schema(value_type = Object))]
    pub value: Value,
}

/// A place in which a draft differs from what is published.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct ReleaseChange {
    /// Where.
    pub place: String,
    /// What is published there; `null`: nothing.
    #[cfg_attr(feature = "server", schema(value_type = Object))]
    pub old: Value,
    /// What the draft says; `null`: nothing.
    #[cfg_attr(feature = "server", schema(value_type = Object))]
    pub new: Value,
    /// Whether it may be changed after publishing.
    pub allowed: bool,
}

/// What publishing a draft would do.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Release {
    /// The revision that was looked at.
    pub revision: u32,
    /// The campaign's name in addresses; may be empty.
    pub slug: String,
    /// The version of the published campaign; `null`: it is published for the first time.
    pub published: Option<u32>,
    /// The rules, which nobody can change afterwards.
    pub locks: Vec<Lock>,
    /// What differs from what is published.
    pub changes: Vec<ReleaseChange>,
    /// What is wrong with it, with what only publishing asks for (times that have passed, mail).
    pub findings: Vec<Found>,
    /// Whether these rules were rehearsed.
    pub rehearsed: bool,
    /// Whether it can be published.
    pub ready: bool,
}

/// A draft is to be published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct PublishWish {
    /// The revision that was looked at.
    pub revision: u32,
    /// The published version that it was compared with, as [`Release::published`] said.
    #[serde(default)]
    pub published: Option<u32>,
    /// The campaign's name in addresses, typed in.
    pub slug: String,
}

/// What was published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct PublishedVersion {
    /// The campaign.
    pub slug: String,
    /// The version.
    pub version: u32,
}
