//! What is kept of winners, after a draw: who has which prize, what was claimed, what was forfeited.
//!
//! Moments are in seconds since 1970 UTC, as in [`super::draws`].

use super::{Rows, StoreError};
use async_trait::async_trait;

/// What a winner has said to get his prize. Personal: it is not shown by `{:?}`.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Claim {
    /// When; `None`: not yet.
    pub at: Option<i64>,
    /// His name.
    pub name: Option<String>,
    /// Where to send the prize.
    pub address: Option<String>,
    /// How to reach him.
    pub contact: Option<String>,
    /// The code he was given.
    pub code: Option<String>,
}

impl std::fmt::Debug for Claim {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Claim").field("at", &self.at).finish_non_exhaustive()
    }
}

/// Somebody drawn, and what has become of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WinnerRow {
    /// The draw, from 0.
    pub k: u32,
    /// His place in the list, from 0.
    pub place: u64,
    /// Tickets before his.
    pub start: u64,
    /// The entrant.
    pub commit: [u8; 32],
    /// His tickets.
    pub weight: u32,
    /// The fan; `None` once he was erased.
    pub fan: Option<String>,
    /// The prize that is or was his; `None`: an alternate so far.
    pub prize: Option<u32>,
    /// Until when he has to claim it.
    pub until: Option<i64>,
    /// What he has claimed.
    pub claim: Claim,
    /// Why and when he lost it.
    pub forfeited: Option<(String, i64)>,
}

/// A line of `forfeits.txt`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForfeitRow {
    /// Whose.
    pub k: u32,
    /// Why.
    pub reason: String,
    /// When.
    pub at: i64,
    /// Ed25519, 64 bytes.
    pub signature: Vec<u8>,
}

/// What a forfeit rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Whose it would be; `None`: nobody was drawn as that number.
    pub winner: Option<WinnerRow>,
    /// How many people were drawn.
    pub drawn: u32,
    /// How many forfeits there are.
    pub forfeits: u32,
    /// When the last one was.
    pub last_at: Option<i64>,
    /// The first of those who never had a prize.
    pub alternate: Option<u32>,
}

/// An alternate who gets a prize.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Promotion {
    /// Who.
    pub k: u32,
    /// What.
    pub prize: u32,
    /// Until when he has to claim it.
    pub until: i64,
}

/// Winners. As with [`super::draws::Draws`], a method that writes answers `false`, and writes nothing, when what it rests on has changed
/// meanwhile.
#[async_trait]
pub trait Winners: Send + Sync + 'static {
    /// Everybody drawn, in the order of the draws.
    fn winners<'a>(&'a self, campaign: &'a str, draw: u32) -> Rows<'a, WinnerRow>;

    /// What became of one fan, if he was drawn.
    async fn winner(&self, campaign: &str, draw: u32, fan: &str) -> Result<Option<WinnerRow>, StoreError>;

    /// What a forfeit of number `k` rests on. It costs the same however many prizes there are.
    async fn standing(&self, campaign: &str, draw: u32, k: u32) -> Result<Standing, StoreError>;

    /// The forfeits in order.
    async fn forfeits(&self, campaign: &str, draw: u32) -> Result<Vec<ForfeitRow>, StoreError>;

    /// Adds a forfeit after `known` others, and gives the prize on, if there are as many, and what its winner has claimed is as
    /// it was.
    async fn forfeit(
        &self,
        campaign: &str,
        draw: u32,
        known: u32,
        row: &ForfeitRow,
        claimed_at: Option<i64>,
        next: Option<&Promotion>,
    ) -> Result<bool, StoreError>;

    /// Keeps a claim, if the prize of that draw is not claimed, not forfeited, and not overdue at the claim's time.
    async fn keep_claim(&self, campaign: &str, draw: u32, k: u32, claim: &Claim) -> Result<bool, StoreError>;
}
