//! Receipts: what the organiser signs whenever somebody's tickets in a draw change, so that nobody's weight can be lessened in silence.

use crate::store::EntryRow;
use canyu_core::{moment::Moment, world::Fan};
use fairdraw::{Hash, entry, json::JsonError, key::SigningKey, manifest::Manifest, text};
use serde_json::json;
use std::sync::Arc;

/// What is needed to give receipts for a campaign's draw.
#[derive(Debug)]
pub struct Ballot {
    /// SHA-256 of the manifest.
    pub hash: Hash,
    /// The manifest as it was read.
    pub manifest: Manifest,
    key: Arc<SigningKey>,
}

/// Why no receipts can be given.
#[derive(Debug, thiserror::Error)]
pub enum BallotError {
    /// The manifest cannot be read.
    #[error("the manifest of the draw cannot be read: {0}")]
    Manifest(#[from] JsonError),
    /// The manifest names another key.
    #[error(
        "the manifest of the draw names another organiser's key ({named}) than this server has ({held}): give the right file with --key"
    )]
    OtherKey {
        /// The key in the manifest.
        named: String,
        /// The key of this server.
        held: String,
    },
}

/// How a fan is named in his public commit: by his id, until people can confirm an address.
#[must_use]
pub fn contact(fan: &str) -> String {
    format!("fan:{fan}")
}

impl Ballot {
    /// For a manifest, as it was published.
    ///
    /// # Errors
    /// When it cannot be read, or names another key.
    pub fn new(manifest: &[u8], key: Arc<SigningKey>) -> Result<Self, BallotError> {
        let hash = entry::manifest_hash(manifest);
        let manifest = Manifest::read(manifest)?;
        let named = manifest.key.as_ref().map_or_else(String::new, ToString::to_string);
        let held = key.verifier().to_string();
        if named != held {
            return Err(BallotError::OtherKey { named, held });
        }
        Ok(Self { hash, manifest, key })
    }

    /// The organiser's key.
    #[must_use]
    pub fn key(&self) -> &SigningKey {
        &self.key
    }

    /// The entry of a fan with a receipt for what he has now; `None` when he is not in the draw, or his nonce cannot be one.
    #[must_use]
    pub fn entry(&self, fan: &Fan, now: Moment) -> Option<EntryRow> {
        let nonce = fan.nonce.as_ref()?;
        let commit = entry::entrant(&self.hash, &text::unhex_hash(nonce)?, &contact(&fan.id));
        let weight = fan.tickets().min(self.manifest.max_weight);
        let at = (now.0 / 1_000).unsigned_abs();
        let receipt = entry::Receipt {
            manifest: self.hash,
            commit,
            weight,
            at,
        };
        let signature = if weight == 0 {
            Vec::new()
        } else {
            self.key.sign(&receipt.message()).to_vec()
        };
        Some(EntryRow {
            fan: fan.id.clone(),
            nonce: nonce.clone(),
            commit,
            weight,
            at,
            signature,
        })
    }

    /// The receipt as the fan's browser keeps it; `None` while his weight is 0.
    #[must_use]
    pub fn receipt(&self, entry: &EntryRow) -> Option<String> {
        (entry.weight > 0).then(|| {
            json!({
                "campaign": self.manifest.campaign,
                "draw": self.manifest.draw,
                "manifest": text::hex(&self.hash),
                "nonce": entry.nonce,
                "contact": contact(&entry.fan),
                "commit": text::hex(&entry.commit),
                "weight": entry.weight,
                "at": entry.at,
                "signature": text::base64(&entry.signature),
            })
            .to_string()
        })
    }
}
