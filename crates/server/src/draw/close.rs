//! Closing a list and committing to it: one transaction, before the random value exists.

use super::{Draw, DrawError, seconds, when};
use crate::{
    clock::Clock,
    store::draws::{CheckpointRow, Closed, Closing, DrawRow},
};
use canyu_core::moment::Moment;
use fairdraw::{
    commitment::Commitment,
    excluded::Excluded,
    hash::sha256,
    manifest::PAUSE,
    text::hex,
    tree::{BLOCK, Blocks, Builder},
};

/// What closing did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Committed {
    /// The list was closed now.
    Now(Commitment),
    /// It had been closed before; nothing was changed.
    Before(Commitment),
}

impl Committed {
    /// The commitment.
    #[must_use]
    pub fn commitment(&self) -> &Commitment {
        match self {
            Self::Now(commitment) | Self::Before(commitment) => commitment,
        }
    }
}

impl Draw {
    /// Closes the list and commits to it, once the campaign has closed and before the random value exists. `closes` is when the
    /// campaign closes: never before the manifest says so.
    ///
    /// # Errors
    /// [`DrawError::NotOver`], [`DrawError::MissedBeacon`], or that the database failed; the list is open then.
    pub async fn commit(&self, closes: Moment, clock: &Clock) -> Result<Committed, DrawError> {
        let row = self.row().await?;
        if row.stamp.closed_at.is_some() {
            return Ok(Committed::Before(commitment(&row)?));
        }
        let (now, closes, draws) = (clock.now(), closes.max(self.closes()), self.draws());
        if now < closes {
            return Err(DrawError::NotOver { closes, now });
        }
        self.in_time(now)?;
        let left = (draws.0 - now.0) / 1_000;
        if left < PAUSE.cast_signed() {
            tracing::warn!(
                campaign = self.campaign(),
                left,
                "the list is closed less than ten minutes before the random value exists: few people can see the commitment in time"
            );
        }
        let Some(mut closing) = self.store().begin_close(self.campaign(), self.number()).await? else {
            return Ok(Committed::Before(commitment(&self.row().await?)?));
        };
        tracing::info!(campaign = self.campaign(), "closing the list");
        let (commitment, closed) = self.freeze(&mut *closing, now).await?;
        closing.write(&closed).await?;
        // A long list takes its time: the last word before the commitment lasts is the clock's.
        self.in_time(clock.now().max(when(closed.at)))?;
        closing.commit().await?;
        tracing::info!(
            campaign = self.campaign(),
            entries = commitment.entries,
            tickets = commitment.tickets,
            commitment = hex(&commitment.hash()),
            "the list is closed and committed to"
        );
        Ok(Committed::Now(commitment))
    }

    fn in_time(&self, now: Moment) -> Result<(), DrawError> {
        let draws = self.draws();
        if now < draws {
            Ok(())
        } else {
            Err(DrawError::MissedBeacon { draws, now })
        }
    }

    async fn freeze(&self, closing: &mut dyn Closing, now: Moment) -> Result<(Commitment, Closed), DrawError> {
        let most = self.manifest().max_weight;
        let last = closing.last_checkpoint().await?;
        // Checkpoints are told apart by their second.
        let at = last.as_ref().map_or(seconds(now), |last| seconds(now).max(last.at + 1));
        let entered = closing.entered(most).await?;
        let note = self.checkpoint_note(entered, last.as_ref(), at)?;
        closing.freeze(most).await?;
        let blocks = self.blocks(closing, most).await?;
        let kept_out = closing.excluded().await?;
        let excluded = Excluded::to_text(&kept_out);
        let commitment = Commitment {
            campaign: self.campaign().to_owned(),
            draw: self.number(),
            manifest: self.ballot().hash,
            entries: blocks.entries(),
            tickets: blocks.root().sum,
            root: blocks.root().hash,
            excluded: kept_out.len() as u64,
            excluded_hash: sha256(excluded.as_bytes()),
            closed: at.unsigned_abs(),
            beacon: self.manifest().beacon.to_string(),
        };
        let closed = Closed {
            at,
            commitment: self.ballot().key().sign_note(&commitment.text()),
            excluded,
            checkpoint: CheckpointRow { at, note },
            labels: blocks.labels().to_vec(),
        };
        Ok((commitment, closed))
    }

    /// The tree over the frozen list, of which a block at a time is in memory.
    async fn blocks(&self, closing: &mut dyn Closing, most: u32) -> Result<Blocks, DrawError> {
        let damaged = |error: &dyn std::fmt::Display| DrawError::Damaged(error.to_string());
        let mut builder = Builder::new(most);
        loop {
            let rows = closing.rows(builder.rows(), BLOCK as u32).await?;
            for row in &rows {
                builder.push(*row).map_err(|error| damaged(&error))?;
            }
            if rows.len() < BLOCK {
                return builder.finish().map_err(|error| damaged(&error));
            }
        }
    }
}

/// The commitment of a draw whose list is closed.
pub(super) fn commitment(row: &DrawRow) -> Result<Commitment, DrawError> {
    let note = row.commitment.as_deref().ok_or(DrawError::NotCommitted)?;
    super::read_commitment(note)
}

/// What became of somebody whom staff let in again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Included {
    /// He is in the draw again.
    Again,
    /// The rules keep him out all the same, for this reason.
    OutByRules(String),
    /// Staff had not kept him out; nothing was changed.
    WasNotOut,
}

impl Draw {
    /// Keeps a fan out of the draw, for one of the manifest's reasons, while the list is open.
    ///
    /// # Errors
    /// Why not.
    pub async fn exclude(&self, fan: &str, reason: &str, now: Moment) -> Result<(), DrawError> {
        let known = &self.manifest().disqualifications;
        if !known.iter().any(|one| one == reason) {
            return Err(DrawError::UnknownReason {
                reason: reason.to_owned(),
                known: known.clone(),
            });
        }
        if !self.store().knows_fan(self.campaign(), fan).await? {
            return Err(DrawError::UnknownFan(fan.to_owned()));
        }
        let (campaign, draw) = (self.campaign(), self.number());
        if self.store().exclude(campaign, draw, fan, reason, seconds(now)).await? {
            return Ok(());
        }
        self.still_open().await
    }

    /// Takes back that staff have kept a fan out, while the list is open.
    ///
    /// # Errors
    /// [`DrawError::ListClosed`], or that the database failed.
    pub async fn include(&self, fan: &str) -> Result<Included, DrawError> {
        if !self.store().include(self.campaign(), self.number(), fan).await? {
            return self.still_open().await.map(|()| Included::WasNotOut);
        }
        let rule = self.store().exclusion(self.campaign(), self.number(), fan).await?;
        Ok(rule.map_or(Included::Again, Included::OutByRules))
    }

    async fn still_open(&self) -> Result<(), DrawError> {
        match self.row().await?.stamp.closed_at {
            Some(closed) => Err(DrawError::ListClosed { closed: when(closed) }),
            None => Ok(()),
        }
    }
}
