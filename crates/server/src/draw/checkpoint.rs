//! Checkpoints: every hour a signed count, each with the hash of the one before, so that nobody can put entries in unseen and later
//! say they had been there.

use super::{Draw, DrawError, seconds};
use crate::store::draws::{CheckpointRow, Entered};
use canyu_core::moment::Moment;
use fairdraw::{checkpoint::Checkpoint, note::Note};

/// Seconds between checkpoints: they come with each full hour.
const EVERY: i64 = 3_600;

impl Draw {
    /// Makes the checkpoint of this hour, if the draw is open and has none yet; whether it did.
    ///
    /// # Errors
    /// When the database fails, or the last checkpoint cannot be read.
    pub async fn checkpoint(&self, now: Moment) -> Result<bool, DrawError> {
        let (campaign, draw, at) = (self.campaign(), self.number(), seconds(now));
        if at < seconds(self.opens()) {
            return Ok(false);
        }
        let last = self.store().last_checkpoint(campaign, draw).await?;
        let is_due = last
            .as_ref()
            .is_none_or(|last| last.at.div_euclid(EVERY) < at.div_euclid(EVERY));
        if !is_due || self.row().await?.stamp.closed_at.is_some() {
            return Ok(false);
        }
        let entered = self.store().entered(campaign, self.manifest().max_weight).await?;
        let note = self.checkpoint_note(entered, last.as_ref(), at)?;
        let row = CheckpointRow { at, note };
        // Another process may have been quicker, or the list been closed: both are fine.
        let after = last.map(|last| last.at);
        Ok(self.store().add_checkpoint(campaign, draw, &row, after).await?)
    }

    /// A signed checkpoint after the last one.
    pub(super) fn checkpoint_note(
        &self,
        entered: Entered,
        last: Option<&CheckpointRow>,
        at: i64,
    ) -> Result<String, DrawError> {
        let previous = last.map_or(Ok([0; 32]), |last| {
            let note = Note::parse(&last.note).map_err(|error| DrawError::Damaged(error.to_string()))?;
            Ok::<_, DrawError>(fairdraw::hash::sha256(note.text().as_bytes()))
        })?;
        let checkpoint = Checkpoint {
            campaign: self.campaign().to_owned(),
            draw: self.number(),
            manifest: self.ballot().hash,
            entries: entered.entries,
            tickets: entered.tickets,
            previous,
            at: at.unsigned_abs(),
        };
        Ok(self.ballot().key().sign_note(&checkpoint.text()))
    }
}
