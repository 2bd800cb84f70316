//! Who was brought by whom, as lists.

use crate::{moment::Moment, staff::Filter};
use serde::{Deserialize, Serialize};

/// Who was brought by whom, as lists: at the same place of each is the same person. Who brought somebody stands before him.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct SharingTree {
    /// Whether nothing of it is real.
    pub rehearsal: bool,
    /// When the data was read, campaign time.
    pub as_of: Moment,
    /// What was asked for: chains are whole whose root is meant by it.
    pub filter: Filter,
    /// How many people there are in all these chains.
    pub people: u64,
    /// How many chains there are.
    pub chains: u64,
    /// How many of the chains are told, the largest first; the last of them may be cut.
    pub told: u64,
    /// When the first of those who are told joined.
    pub first: Moment,
    /// The place of who brought him; -1 for the root of a chain.
    pub parents: Vec<i32>,
    /// Generations; of a root more than 0 where who brought him does not count or has only looked.
    pub generations: Vec<u32>,
    /// When they joined: minutes since `first`.
    pub minutes: Vec<u32>,
    /// What else is known of them: [`SharingTree::SEED`], [`SharingTree::HELD`], [`SharingTree::EXCLUDED`] and [`SharingTree::VERIFIED`], added.
    pub flags: Vec<u8>,
    /// Who they are: only for who may see persons, and asks for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ids: Option<Vec<String>>,
}

impl SharingTree {
    /// Staff have invited him.
    pub const SEED: u8 = 1;
    /// Somebody has to look.
    pub const HELD: u8 = 2;
    /// He was refused, or is another device of somebody.
    pub const EXCLUDED: u8 = 4;
    /// He is verified.
    pub const VERIFIED: u8 = 8;
    /// People who are told where nothing else is asked for.
    pub const USUAL: u32 = 20_000;
    /// And at most.
    pub const MOST: u32 = 100_000;
}
