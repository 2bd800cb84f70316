//! What staff tell in public: news, and answers to wishes. Both stand in the campaign file.

use super::Texts;
use crate::{lang::Lang, moment::Moment};
use serde::{Deserialize, Serialize};

/// A post.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct PostLine {
    /// The node.
    pub node: String,
    /// Its name in the node.
    pub key: String,
    /// From when it is shown.
    pub at: Moment,
    /// Whether it is shown by now.
    pub out: bool,
    /// The headline.
    pub title: Texts,
    /// What there is to tell.
    pub text: Texts,
    /// How many people have seconded it.
    pub people: u64,
}

/// The posts of a campaign.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct News {
    /// The version of the campaign that this is.
    pub version: u32,
    /// The languages that the campaign is written in.
    pub languages: Vec<Lang>,
    /// The nodes that hold posts.
    pub nodes: Vec<super::NodeName>,
    /// The posts, the newest first.
    pub posts: Vec<PostLine>,
    /// The time it is there, which in a rehearsal is not the wall's.
    pub now: Moment,
}

/// A post to be told, or told in other words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct NewPost {
    /// The node.
    pub node: String,
    /// Its name in the node: small letters, digits and hyphens. A post of that name is told in other words.
    pub key: String,
    /// From when it is shown; `null`: from now on, or as before.
    #[serde(default)]
    pub at: Option<Moment>,
    /// The headline, in each language of the campaign.
    pub title: Texts,
    /// What there is to tell; may be empty.
    #[serde(default)]
    pub text: Texts,
    /// The version of the campaign that one has seen: where it is another one by now, nothing is changed.
    pub version: u32,
}

/// What staff have said to a wish.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct AnswerLine {
    /// `planned`, `done` or `no`.
    pub status: String,
    /// Why, or when; may be empty.
    pub text: Texts,
}

/// A wish: an option of the file, or what fans have proposed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct WishLine {
    /// The node.
    pub node: String,
    /// The key of an option, or the words of a wish that a fan has proposed.
    pub to: String,
    /// What it says.
    pub label: Texts,
    /// How many people want it.
    pub people: u64,
    /// Whether fans have proposed it.
    pub proposed: bool,
    /// What staff have said to it.
    pub answer: Option<AnswerLine>,
}

/// Wishes, the strongest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Answers {
    /// The version of the campaign that this is.
    pub version: u32,
    /// The languages that the campaign is written in.
    pub languages: Vec<Lang>,
    /// The wishes.
    pub wishes: Vec<WishLine>,
}

/// What is said to a wish from now on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct NewAnswer {
    /// The node.
    pub node: String,
    /// As [`WishLine::to`].
    pub to: String,
    /// `planned`, `done` or `no`; `null`: nothing any more.
    pub status: Option<String>,
    /// Why, or when: in each language of the campaign, or not at all.
    #[serde(default)]
    pub text: Texts,
    /// The version of the campaign that one has seen: where it is another one by now, nothing is changed.
    pub version: u32,
}
