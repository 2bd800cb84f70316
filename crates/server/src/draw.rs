//! Draws that a fan can check: what the server does of `fairdraw/v1`, from the first checkpoint to the last claim.
//!
//! The store keeps data, the crate `fairdraw` knows the protocol, and here it is decided what may happen when. Between the commitment
//! and the draw nothing can change.

pub mod beacon;
pub mod bundle;
mod checkpoint;
pub mod claim;
pub mod close;
pub mod desk;
mod error;
pub mod files;
mod forfeit;
pub mod look;
pub mod relays;
mod run;
pub mod state;
pub mod status;

pub use error::DrawError;
pub use forfeit::Forfeited;
pub use run::Ran;

use crate::{
    ballot::Ballot,
    store::{Store, draws::DrawRow, winners::WinnerRow},
};
use canyu_core::moment::Moment;
use fairdraw::{commitment::Commitment, key::SigningKey, manifest::Manifest, note::Note};
use std::sync::Arc;

/// The number of a campaign's only draw. There is never a second one.
pub const DRAW: u32 = 1;

/// A campaign's draw, and all that can be done with it.
#[derive(Clone)]
pub struct Draw {
    store: Arc<dyn Store>,
    ballot: Arc<Ballot>,
}

impl Draw {
    /// The draw of a campaign whose manifest has been read.
    #[must_use]
    pub fn new(store: Arc<dyn Store>, ballot: Arc<Ballot>) -> Self {
        Self { store, ballot }
    }

    /// The draw of a campaign by its slug.
    ///
    /// # Errors
    /// When there is none, or the key is not the manifest's.
    pub async fn open(store: Arc<dyn Store>, campaign: &str, key: Arc<SigningKey>) -> Result<Self, DrawError> {
        let row = store.draw(campaign, DRAW).await?;
        let row = row.ok_or_else(|| DrawError::NoDraw(campaign.to_owned()))?;
        let ballot = Ballot::new(&row.manifest, key)?;
        Ok(Self::new(store, Arc::new(ballot)))
    }

    /// How far it is.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn row(&self) -> Result<DrawRow, DrawError> {
        let row = self.store.draw(self.campaign(), self.number()).await?;
        row.ok_or_else(|| DrawError::NoDraw(self.campaign().to_owned()))
    }

    /// The rules.
    #[must_use]
    pub fn manifest(&self) -> &Manifest {
        &self.ballot.manifest
    }

    /// The campaign.
    #[must_use]
    pub fn campaign(&self) -> &str {
        &self.ballot.manifest.campaign
    }

    /// When entering begins.
    #[must_use]
    pub fn opens(&self) -> Moment {
        moment(self.manifest().opens.unwrap_or(0))
    }

    /// When the list can be closed.
    #[must_use]
    pub fn closes(&self) -> Moment {
        moment(self.manifest().closes.unwrap_or(0))
    }

    /// When the random value exists, and not before.
    #[must_use]
    pub fn draws(&self) -> Moment {
        self.manifest().drawing_time().map_or(Moment(i64::MAX), moment)
    }

    fn number(&self) -> u32 {
        self.ballot.manifest.draw
    }

    fn store(&self) -> &dyn Store {
        &*self.store
    }

    fn ballot(&self) -> &Ballot {
        &self.ballot
    }
}

/// Whether somebody drawn holds a prize now.
#[must_use]
pub fn holds(winner: &WinnerRow) -> bool {
    winner.prize.is_some() && winner.forfeited.is_none()
}

/// Reads a commitment that this server has signed.
fn read_commitment(note: &str) -> Result<Commitment, DrawError> {
    let damaged = |error: &dyn std::fmt::Display| DrawError::Damaged(error.to_string());
    let note = Note::parse(note).map_err(|error| damaged(&error))?;
    Commitment::parse(note.text()).map_err(|error| damaged(&error))
}

/// A moment in the seconds that the protocol counts in.
#[must_use]
pub fn seconds(moment: Moment) -> i64 {
    moment.0.div_euclid(1_000)
}

/// The moment of so many seconds since 1970.
#[must_use]
pub fn when(seconds: i64) -> Moment {
    Moment(seconds.saturating_mul(1_000))
}

fn moment(seconds: u64) -> Moment {
    when(i64::try_from(seconds).unwrap_or(i64::MAX))
}
