//! How far a draw is, as the server keeps it at hand: what everybody asks for must cost nothing.

use super::{Draw, DrawError, read_commitment};
use crate::store::draws::{DrawRow, DrawStamp};
use canyu_core::{campaign::Lottery, moment::Moment, view::DrawView};
use fairdraw::{
    Hash,
    roll::Row,
    text::hex,
    tree::{BLOCK, Blocks, PathStep},
};
use std::sync::Arc;
use tokio::sync::OnceCell;

/// What was committed to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frozen {
    /// SHA-256 of the commitment's text, hexadecimal.
    pub hash: String,
    /// People in the list.
    pub entries: u64,
    /// Tickets in the list.
    pub tickets: u64,
}

/// How far a draw is.
#[derive(Debug, Default)]
pub struct DrawState {
    /// As the store has it; `None`: not looked at yet.
    pub stamp: Option<DrawStamp>,
    /// What was committed to.
    pub frozen: Option<Frozen>,
    tree: OnceCell<Arc<Blocks>>,
}

impl DrawState {
    /// From what the store has.
    ///
    /// # Errors
    /// When the commitment cannot be read.
    pub fn new(row: &DrawRow) -> Result<Self, DrawError> {
        let frozen = row.commitment.as_deref().map(read_commitment).transpose()?;
        Ok(Self {
            stamp: Some(row.stamp.clone()),
            frozen: frozen.map(|commitment| Frozen {
                hash: hex(&commitment.hash()),
                entries: commitment.entries,
                tickets: commitment.tickets,
            }),
            tree: OnceCell::new(),
        })
    }

    /// Whether the draw was run.
    #[must_use]
    pub fn is_drawn(&self) -> bool {
        self.stamp.as_ref().is_some_and(|stamp| stamp.drawn_at.is_some())
    }

    /// What everybody may see of the draw.
    #[must_use]
    pub fn view(&self, manifest: Option<&Hash>, lottery: &Lottery, is_over: bool) -> DrawView {
        let stage = match &self.frozen {
            Some(_) if self.is_drawn() => "drawn",
            Some(_) => "committed",
            None if is_over => "closed",
            None => "open",
        };
        let frozen = self.frozen.clone().unwrap_or_default();
        DrawView {
            stage: stage.to_owned(),
            manifest: manifest.map(|hash| hex(hash)).unwrap_or_default(),
            commitment: frozen.hash,
            entries: frozen.entries,
            tickets: frozen.tickets,
            claim_days: lottery.claim_days,
        }
    }
}

/// Where somebody stands in the closed list, with the proof.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// His place, from 0.
    pub index: u64,
    /// Tickets before his.
    pub start: u64,
    /// His tickets.
    pub weight: u32,
    /// From his leaf to the root.
    pub path: Vec<PathStep>,
}

impl Draw {
    /// Where an entrant stands in the closed list; `None` before the close, and for whoever is not in it.
    ///
    /// # Errors
    /// When the database fails, or its list is damaged.
    pub async fn placed(&self, state: &DrawState, commit: &Hash) -> Result<Option<Placed>, DrawError> {
        let Some(frozen) = &state.frozen else { return Ok(None) };
        let index = self.store().roll_place(self.campaign(), self.number(), commit).await?;
        let Some(index) = index else { return Ok(None) };
        let tree = state
            .tree
            .get_or_try_init(|| async { self.tree(frozen.entries).await.map(Arc::new) })
            .await?;
        let rows: Vec<Row> = self.block_rows(tree, index / BLOCK as u64).await?;
        let damaged = |error: fairdraw::tree::TreeError| DrawError::Damaged(error.to_string());
        let row = rows.get((index % BLOCK as u64) as usize);
        Ok(Some(Placed {
            index,
            weight: row.map_or(0, |row| row.weight),
            start: tree.start(index, &rows).map_err(damaged)?,
            path: tree.path(index, &rows).map_err(damaged)?,
        }))
    }

    /// Why a fan was kept out of the closed list.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn kept_out(&self, state: &DrawState, fan: &str) -> Result<Option<String>, DrawError> {
        if state.frozen.is_none() {
            return Ok(None);
        }
        Ok(self.store().exclusion(self.campaign(), self.number(), fan).await?)
    }

    /// Whether the random value's time has come.
    #[must_use]
    pub fn is_due(&self, now: Moment) -> bool {
        now >= self.draws()
    }
}
