//! What is kept of drafts.

use super::{StoreError, audit::Entry};
use async_trait::async_trait;
use canyu_core::moment::Moment;

/// A draft, at its newest revision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftRow {
    /// Its name.
    pub id: String,
    /// The campaign's name in addresses, as the file has it; empty: it has none.
    pub slug: String,
    /// The version of the published campaign that it was made from, or has taken over.
    pub base: Option<u32>,
    /// Goes up with each change.
    pub revision: u32,
    /// The revision whose text comes back when the last change is taken back.
    pub back: Option<u32>,
    /// The file.
    pub source: String,
    /// When it was changed last, by the machine's clock.
    pub edited_at: Moment,
    /// By whom.
    pub edited_by: String,
}

/// A picture of a draft, without its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureRow {
    /// Its name, as the file says it.
    pub name: String,
    /// SHA-256 of it, hexadecimal.
    pub hash: String,
    /// Bytes.
    pub bytes: u64,
}

/// What the store keeps of drafts.
#[async_trait]
pub trait Drafts {
    /// All drafts, the one that was changed last first.
    async fn drafts(&self) -> Result<Vec<DraftRow>, StoreError>;

    /// A draft.
    async fn draft(&self, id: &str) -> Result<Option<DraftRow>, StoreError>;

    /// Keeps a new draft with its pictures (name, SHA-256, bytes).
    async fn make_draft(
        &self,
        draft: &DraftRow,
        pictures: &[(String, String, Vec<u8>)],
        entry: &Entry,
    ) -> Result<(), StoreError>;

    /// Keeps a newer revision. `false`: somebody else was faster, or it is gone; nothing was kept.
    async fn keep_draft(&self, draft: &DraftRow) -> Result<bool, StoreError>;

    /// An older revision: its text, and the one before it. `None`: it is not kept any more.
    async fn draft_revision(&self, id: &str, revision: u32) -> Result<Option<(String, Option<u32>)>, StoreError>;

    /// Notes which published version a draft stands on.
    async fn rebase_draft(&self, id: &str, base: u32) -> Result<(), StoreError>;

    /// Throws a draft away. `false`: there is none.
    async fn delete_draft(&self, id: &str, entry: &Entry) -> Result<bool, StoreError>;

    /// The pictures of a draft, by name.
    async fn draft_pictures(&self, id: &str) -> Result<Vec<PictureRow>, StoreError>;

    /// A picture's bytes.
    async fn draft_picture(&self, id: &str, name: &str) -> Result<Option<Vec<u8>>, StoreError>;

    /// Keeps a picture, in place of another one of that name.
    async fn keep_draft_picture(&self, id: &str, picture: &PictureRow, body: &[u8]) -> Result<(), StoreError>;

    /// Throws a picture away. `false`: there is none.
    async fn delete_draft_picture(&self, id: &str, name: &str) -> Result<bool, StoreError>;

    /// Keeps the files of a campaign's pictures, by their SHA-256, so that it can be published again without them.
    async fn keep_originals(&self, campaign: &str, files: &[(String, Vec<u8>)]) -> Result<(), StoreError>;

    /// A file of a campaign's pictures.
    async fn original(&self, campaign: &str, hash: &str) -> Result<Option<Vec<u8>>, StoreError>;
}
