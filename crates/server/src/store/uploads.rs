//! What is kept of pictures that fans send.

use super::StoreError;
use async_trait::async_trait;
use canyu_core::{moment::Moment, world::Ruling};

/// A picture to be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UploadRow {
    /// Its name, which nobody can guess.
    pub picture: String,
    /// The node it was sent for.
    pub node: String,
    /// Who sent it.
    pub fan: String,
    /// When.
    pub at: Moment,
    /// Pixels of the large one.
    pub width: u32,
    /// Pixels of the large one.
    pub height: u32,
    /// A JPEG file.
    pub body: Vec<u8>,
    /// A JPEG file.
    pub thumbnail: Vec<u8>,
}

/// A picture that is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptUpload {
    /// The JPEG file that was asked for.
    pub body: Vec<u8>,
    /// What staff have said about it; `None` while it is no guess.
    pub ruling: Option<Ruling>,
}

/// What the store keeps of pictures that fans send.
#[async_trait]
pub trait Uploads {
    /// Keeps a picture, unless its fan has `most` of them at the node already; whether it was kept. Two requests at the same time never make
    /// one too many.
    async fn keep_upload(&self, campaign: &str, row: &UploadRow, most: u32) -> Result<bool, StoreError>;

    /// How many pictures a fan has at a node.
    async fn uploads_of(&self, campaign: &str, node: &str, fan: &str) -> Result<u32, StoreError>;

    /// A picture, large or small.
    async fn upload(
        &self,
        campaign: &str,
        node: &str,
        picture: &str,
        thumbnail: bool,
    ) -> Result<Option<KeptUpload>, StoreError>;

    /// Throws away pictures of all campaigns from before that moment that nobody stands behind: so many at most. How many it were.
    async fn drop_orphans(&self, before: Moment, most: u32) -> Result<u64, StoreError>;
}
