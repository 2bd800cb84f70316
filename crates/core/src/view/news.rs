//! News on the wire.

use crate::moment::Moment;

/// What staff tell.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "server", derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema))]
pub struct NewsView {
    /// The posts that are out, newest first.
    pub posts: Vec<PostView>,
}

/// Something that staff tell.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "server", derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema))]
pub struct PostView {
    /// Its name in acts.
    pub key: String,
    /// When it came out.
    pub at: Moment,
    /// The headline.
    pub title: String,
    /// What there is to tell; paragraphs are parted by line breaks; may be empty.
    pub text: String,
    /// How many people stand behind it.
    pub people: u64,
}
