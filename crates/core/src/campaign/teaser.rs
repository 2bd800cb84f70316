//! What a teaser is in a campaign file.

use crate::{lang::Text, moment::Moment};

/// A picture that opens step by step.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(
    feature = "server",
    derive(serde::Serialize, serde::Deserialize, schemars::JsonSchema)
)]
pub struct Teaser {
    /// Columns of tiles, 1 to 8.
    #[cfg_attr(feature = "server", serde(default = "four"))]
    pub columns: u32,
    /// Rows of tiles, 1 to 8.
    #[cfg_attr(feature = "server", serde(default = "three"))]
    pub rows: u32,
    /// The colour of silhouettes, as `#1f2937`.
    #[cfg_attr(feature = "server", serde(default))]
    pub ink: Option<String>,
    /// The stages: a chain, in which one is open when its condition holds and all before it are open. Each lays tiles of its picture over what
    /// was there; before the first stage nothing is shown at all.
    pub stages: Vec<Stage>,
}

/// One step of a teaser. It opens by at most one of `at`, `taps` and `after`; without any, together with the one before it.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(
    feature = "server",
    derive(serde::Serialize, serde::Deserialize, schemars::JsonSchema)
)]
pub struct Stage {
    /// When it comes.
    #[cfg_attr(feature = "server", serde(default))]
    pub at: Option<Moment>,
    /// How many people have to want to know first.
    #[cfg_attr(feature = "server", serde(default))]
    pub taps: Option<u32>,
    /// The node that a fan has to do first: such a stage opens for him alone.
    #[cfg_attr(feature = "server", serde(default))]
    pub after: Option<String>,
    /// An SVG, PNG or JPEG file, relative to the campaign file.
    #[cfg_attr(feature = "server", serde(default))]
    pub picture: Option<String>,
    /// What is made of the picture before its tiles are laid.
    #[cfg_attr(feature = "server", serde(default))]
    pub mask: Mask,
    /// The tiles of it that are laid, from 1 in reading order; left out: all.
    #[cfg_attr(feature = "server", serde(default))]
    pub tiles: Vec<u32>,
    /// What can be seen from now on, for people who cannot see it.
    #[cfg_attr(feature = "server", serde(default))]
    pub alt: Text,
    /// A hint given at this moment.
    #[cfg_attr(feature = "server", serde(default))]
    pub hint: Text,
}

/// What is made of a picture before anybody sees it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(
    feature = "server",
    derive(serde::Serialize, serde::Deserialize, schemars::JsonSchema),
    serde(rename_all = "snake_case")
)]
pub enum Mask {
    /// Nothing: it is shown as it is.
    #[default]
    None,
    /// So blurred that only its colours are left.
    Blur,
    /// The outline of its subject, filled with one colour.
    Silhouette,
}

impl Stage {
    /// Whether it opens for one fan alone.
    #[must_use]
    pub fn is_personal(&self) -> bool {
        self.after.is_some()
    }
}

/// What decides how far a teaser is open.
#[derive(Clone, Copy)]
#[expect(missing_debug_implementations, reason = "it holds a question")]
pub struct Progress<'a> {
    /// When the node opens.
    pub opens: Moment,
    /// The moment that is looked at.
    pub now: Moment,
    /// People who have tapped.
    pub taps: u64,
    /// The nodes that the fan has done; `None` for what everybody sees.
    pub done: Option<&'a dyn Fn(&str) -> bool>,
}

impl Teaser {
    /// When a stage comes, given when its node opens.
    #[must_use]
    pub fn at(stage: &Stage, opens: Moment) -> Moment {
        stage.at.map_or(opens, |at| at.max(opens))
    }

    /// How many stages are open: the chain up to the first one whose condition does not hold.
    #[must_use]
    pub fn reached(&self, progress: &Progress<'_>) -> usize {
        let holds = |stage: &&Stage| {
            Self::at(stage, progress.opens) <= progress.now
                && stage.taps.is_none_or(|taps| progress.taps >= u64::from(taps))
                && stage
                    .after
                    .as_ref()
                    .is_none_or(|node| progress.done.is_some_and(|done| done(node)))
        };
        self.stages.iter().take_while(holds).count()
    }

    /// The tiles that a stage lays, from 0.
    #[must_use]
    pub fn laid(&self, stage: &Stage) -> Vec<u32> {
        if stage.picture.is_none() {
            Vec::new()
        } else if stage.tiles.is_empty() {
            (0..self.columns * self.rows).collect()
        } else {
            stage.tiles.iter().filter_map(|tile| tile.checked_sub(1)).collect()
        }
    }
}

#[cfg(feature = "server")]
fn four() -> u32 {
    4
}

#[cfg(feature = "server")]
fn three() -> u32 {
    3
}
