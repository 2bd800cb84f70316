//! What is published of a draw: the files of the bundle, as they exist so far.

use super::{Draw, DrawError, close::commitment};
use crate::store::draws::Document;
use bytes::Bytes;
use fairdraw::{
    forfeit::{Forfeit, SignedForfeit},
    roll::ROW,
    tree::BLOCK,
};
use futures::stream::{self, BoxStream, StreamExt as _};

/// A file of the bundle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum File {
    /// The rules, as published.
    Manifest,
    /// The hourly counts.
    Checkpoints,
    /// The signed commitment.
    Commitment,
    /// Who was kept out, and why.
    Excluded,
    /// The list.
    Roll,
    /// The random value.
    Beacon,
    /// Who was drawn.
    Result,
    /// Who lost a prize, and why.
    Forfeits,
}

impl File {
    /// All, in the order in which they come to be.
    pub const ALL: [Self; 8] = [
        Self::Manifest,
        Self::Checkpoints,
        Self::Commitment,
        Self::Excluded,
        Self::Roll,
        Self::Beacon,
        Self::Result,
        Self::Forfeits,
    ];

    /// Its name in the bundle.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Manifest => "manifest.json",
            Self::Checkpoints => "checkpoints.txt",
            Self::Commitment => "commitment.txt",
            Self::Excluded => "excluded.txt",
            Self::Roll => "roll.bin",
            Self::Beacon => "beacon.json",
            Self::Result => "result.json",
            Self::Forfeits => "forfeits.txt",
        }
    }

    /// The file of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|file| file.name() == name)
    }

    /// Its media type.
    #[must_use]
    pub fn content_type(self) -> &'static str {
        match self {
            Self::Manifest | Self::Beacon | Self::Result => "application/json",
            Self::Roll => "application/octet-stream",
            Self::Checkpoints | Self::Commitment | Self::Excluded | Self::Forfeits => "text/plain; charset=utf-8",
        }
    }
}

/// The content of a file.
pub enum Content {
    /// All of it.
    Whole(Vec<u8>),
    /// The list: so many bytes, read a block at a time.
    Roll(u64, BoxStream<'static, Result<Bytes, DrawError>>),
}

impl Draw {
    /// A file; `None` while it does not exist.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn file(&self, file: File) -> Result<Option<Content>, DrawError> {
        let row = self.row().await?;
        let (store, campaign, draw) = (self.store(), self.campaign(), self.number());
        let document = match file {
            File::Manifest => Some(row.manifest),
            File::Commitment => row.commitment.map(String::into_bytes),
            File::Checkpoints => {
                let notes = store.checkpoints(campaign, draw).await?;
                Some(notes.into_iter().map(|row| row.note).collect::<String>().into_bytes())
            }
            File::Excluded => store.draw_document(campaign, draw, Document::Excluded).await?,
            File::Beacon => store.draw_document(campaign, draw, Document::Beacon).await?,
            File::Result => store.draw_document(campaign, draw, Document::Result).await?,
            File::Forfeits if row.stamp.drawn_at.is_none() => None,
            File::Forfeits => Some(self.forfeits_file().await?),
            File::Roll if row.stamp.closed_at.is_none() => None,
            File::Roll => {
                let bytes = commitment(&row)?.entries.saturating_mul(ROW as u64);
                return Ok(Some(Content::Roll(bytes, self.roll())));
            }
        };
        Ok(document.map(Content::Whole))
    }

    async fn forfeits_file(&self) -> Result<Vec<u8>, DrawError> {
        let rows = self.store().forfeits(self.campaign(), self.number()).await?;
        let mut text = String::new();
        for row in rows {
            let damaged = || DrawError::Damaged("the signature of a forfeit is not 64 bytes long".to_owned());
            let forfeit = Forfeit {
                k: row.k,
                reason: row.reason,
                signed: Some(SignedForfeit {
                    at: row.at.unsigned_abs(),
                    signature: row.signature.try_into().map_err(|_| damaged())?,
                }),
            };
            text.push_str(&forfeit.to_line());
        }
        Ok(text.into_bytes())
    }

    /// The closed list, a block of rows at a time: memory does not grow with it.
    fn roll(&self) -> BoxStream<'static, Result<Bytes, DrawError>> {
        let from_block = |(draw, from): (Self, u64)| async move {
            let rows = draw
                .store()
                .roll_rows(draw.campaign(), draw.number(), from, BLOCK as u32)
                .await?;
            if rows.is_empty() {
                return Ok(None);
            }
            let next = from.saturating_add(rows.len() as u64);
            let mut bytes = Vec::with_capacity(rows.len() * ROW);
            rows.iter().for_each(|row| bytes.extend(row.to_bytes()));
            Ok(Some((Bytes::from(bytes), (draw, next))))
        };
        stream::try_unfold((self.clone(), 0), from_block).boxed()
    }
}
