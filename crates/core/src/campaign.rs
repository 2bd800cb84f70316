//! A campaign: what staff wrote in its file, read and checked.

mod lottery;
#[cfg(test)]
pub(crate) mod tests;

pub use lottery::{BeaconSource, Gives, Lottery, Prize};

use crate::{
    id::{CHANNELS, DIRECT, OTHER, PLAIN_LINK},
    lang::{Lang, Text},
    moment::Moment,
};

/// Nodes that a campaign may have: a share code has one character for the node's index.
pub const MOST_NODES: usize = 32;

/// A campaign.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(
    feature = "server",
    derive(serde::Serialize, serde::Deserialize, schemars::JsonSchema)
)]
pub struct Campaign {
    /// Its name in addresses: lower-case letters, digits, hyphens.
    pub slug: String,
    /// The languages it is written in, the first one being the fallback.
    pub languages: Vec<Lang>,
    /// The headline.
    pub title: Text,
    /// One or two sentences below it.
    #[cfg_attr(feature = "server", serde(default))]
    pub lead: Text,
    /// The brand's colour, as `#c2410c`.
    #[cfg_attr(feature = "server", serde(default))]
    pub accent: Option<String>,
    /// When it opens.
    pub opens: Moment,
    /// When it closes.
    pub closes: Moment,
    /// The sites that may embed it, as `https://shop.example` or `http://localhost:*`.
    #[cfg_attr(feature = "server", serde(default))]
    pub origins: Vec<String>,
    /// Where shared links lead; left out: to the page that the widget is in.
    #[cfg_attr(feature = "server", serde(default))]
    pub page: Option<String>,
    /// Channels of its own, besides those in [`crate::id::CHANNELS`].
    #[cfg_attr(feature = "server", serde(default))]
    pub channels: Vec<String>,
    /// The participation nodes, in the order in which fans meet them.
    pub nodes: Vec<Node>,
}

/// A participation node.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(
    feature = "server",
    derive(serde::Serialize, serde::Deserialize, schemars::JsonSchema)
)]
pub struct Node {
    /// Its name in acts and exports, unique in the campaign.
    pub id: String,
    /// The headline.
    pub title: Text,
    /// One or two sentences below it.
    #[cfg_attr(feature = "server", serde(default))]
    pub lead: Text,
    /// When it opens, if later than the campaign.
    #[cfg_attr(feature = "server", serde(default))]
    pub opens: Option<Moment>,
    /// When it closes, if earlier than the campaign.
    #[cfg_attr(feature = "server", serde(default))]
    pub closes: Option<Moment>,
    /// Tickets for doing it, once; at a share node for each friend who takes part.
    #[cfg_attr(feature = "server", serde(default))]
    pub tickets: u32,
    /// What can be done here.
    #[cfg_attr(feature = "server", serde(flatten))]
    pub kind: Kind,
}

/// The kinds of node.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(
    feature = "server",
    derive(serde::Serialize, serde::Deserialize, schemars::JsonSchema),
    serde(tag = "kind", rename_all = "snake_case")
)]
pub enum Kind {
    /// A picture that opens step by step.
    Teaser(Teaser),
    /// "What is it?", answered in words.
    Guess(Guess),
    /// One-tap wishes, or a poll.
    Vote(Vote),
    /// Tickets and prizes.
    Lottery(Lottery),
    /// Personal links.
    Share(Share),
}

/// A picture that opens step by step.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(
    feature = "server",
    derive(serde::Serialize, serde::Deserialize, schemars::JsonSchema)
)]
pub struct Teaser {
    /// Columns of tiles, 1 to 8.
    #[cfg_attr(feature = "server", serde(default = "four"))]
    pub columns: u32,
    /// Rows of tiles, 1 to 8.
    #[cfg_attr(feature = "server", serde(default = "three"))]
    pub rows: u32,
    /// The stages in the order of their times. Each lays tiles of its picture over what was there; before the first stage nothing
    /// is shown at all.
    pub stages: Vec<Stage>,
}

/// One step of a teaser.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(
    feature = "server",
    derive(serde::Serialize, serde::Deserialize, schemars::JsonSchema)
)]
pub struct Stage {
    /// When it comes; left out: with the opening.
    #[cfg_attr(feature = "server", serde(default))]
    pub at: Option<Moment>,
    /// An SVG, PNG or JPEG file, relative to the campaign file.
    #[cfg_attr(feature = "server", serde(default))]
    pub picture: Option<String>,
    /// The tiles of it that are laid, from 1 in reading order; left out: all.
    #[cfg_attr(feature = "server", serde(default))]
    pub tiles: Vec<u32>,
    /// What can be seen from now on, for people who cannot see it.
    #[cfg_attr(feature = "server", serde(default))]
    pub alt: Text,
    /// A hint given at this moment.
    #[cfg_attr(feature = "server", serde(default))]
    pub hint: Text,
}

/// "What is it?", answered in words.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(
    feature = "server",
    derive(serde::Serialize, serde::Deserialize, schemars::JsonSchema)
)]
pub struct Guess {
    /// An example in the empty field.
    #[cfg_attr(feature = "server", serde(default))]
    pub placeholder: Text,
    /// Longest guess in characters, 1 to 200.
    #[cfg_attr(feature = "server", serde(default = "forty"))]
    pub longest: u32,
    /// Guesses a person may make, 1 to 20.
    #[cfg_attr(feature = "server", serde(default = "three"))]
    pub tries: u32,
}

/// One-tap wishes, or a poll.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(
    feature = "server",
    derive(serde::Serialize, serde::Deserialize, schemars::JsonSchema)
)]
pub struct Vote {
    /// `wishes`: any number of taps. `poll`: one choice.
    pub form: VoteForm,
    /// What can be chosen.
    pub options: Vec<Choice>,
}

/// How many choices a voter has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(
    feature = "server",
    derive(serde::Serialize, serde::Deserialize, schemars::JsonSchema),
    serde(rename_all = "snake_case")
)]
pub enum VoteForm {
    /// Any number: "I need this too".
    Wishes,
    /// One.
    Poll,
}

/// Something to choose.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(
    feature = "server",
    derive(serde::Serialize, serde::Deserialize, schemars::JsonSchema)
)]
pub struct Choice {
    /// Its name in acts and exports, unique in the node.
    pub key: String,
    /// Its text.
    pub text: Text,
}

/// Personal links.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(
    feature = "server",
    derive(serde::Serialize, serde::Deserialize, schemars::JsonSchema)
)]
pub struct Share {
    /// Friends that bring tickets, at most.
    #[cfg_attr(feature = "server", serde(default = "ten"))]
    pub most: u32,
    /// The channels that are offered, best first; left out: messenger, microblog, friends.
    #[cfg_attr(feature = "server", serde(default))]
    pub offer: Vec<String>,
}

#[cfg(feature = "server")]
fn three() -> u32 {
    3
}

#[cfg(feature = "server")]
fn four() -> u32 {
    4
}

#[cfg(feature = "server")]
fn ten() -> u32 {
    10
}

#[cfg(feature = "server")]
fn forty() -> u32 {
    40
}

impl Kind {
    /// The kind's name in files and on the wire.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Teaser(_) => "teaser",
            Self::Guess(_) => "guess",
            Self::Vote(_) => "vote",
            Self::Lottery(_) => "lottery",
            Self::Share(_) => "share",
        }
    }
}

impl Campaign {
    /// The node of that id.
    #[must_use]
    pub fn node(&self, id: &str) -> Option<&Node> {
        self.nodes.iter().find(|node| node.id == id)
    }

    /// The share node, with its rules, if the campaign has one.
    #[must_use]
    pub fn share(&self) -> Option<(&Node, &Share)> {
        self.nodes.iter().find_map(|node| match &node.kind {
            Kind::Share(share) => Some((node, share)),
            _ => None,
        })
    }

    /// The lottery, with its rules, if the campaign has one.
    #[must_use]
    pub fn lottery(&self) -> Option<(&Node, &Lottery)> {
        self.nodes.iter().find_map(|node| match &node.kind {
            Kind::Lottery(lottery) => Some((node, lottery)),
            _ => None,
        })
    }

    /// The tickets that one person can earn at most.
    #[must_use]
    pub fn most_tickets(&self) -> u32 {
        self.nodes.iter().fold(0, |sum: u32, node| {
            let times = if let Kind::Share(share) = &node.kind {
                share.most
            } else {
                1
            };
            sum.saturating_add(node.tickets.saturating_mul(times))
        })
    }

    /// When a node is open: from the first moment to just before the second.
    #[must_use]
    pub fn window(&self, node: &Node) -> (Moment, Moment) {
        (
            node.opens.map_or(self.opens, |opens| opens.max(self.opens)),
            node.closes.map_or(self.closes, |closes| closes.min(self.closes)),
        )
    }

    /// The channel that a link's text stands for. What the campaign does not know is [`OTHER`].
    #[must_use]
    pub fn channel(&self, text: Option<&str>, with_code: bool) -> String {
        let Some(text) = text.filter(|text| !text.is_empty()) else {
            return if with_code { PLAIN_LINK } else { DIRECT }.to_owned();
        };
        let lower = text.to_ascii_lowercase();
        let known = CHANNELS.contains(&lower.as_str()) || self.channels.contains(&lower);
        if known { lower } else { OTHER.to_owned() }
    }

    /// Whether a page of that origin (`https://shop.example:8443`) may embed the campaign.
    #[must_use]
    pub fn lists(&self, origin: &str) -> bool {
        self.origins.iter().any(|listed| match listed.strip_suffix(":*") {
            Some(host) => origin == host || origin.strip_prefix(host).is_some_and(is_port),
            None => listed == origin,
        })
    }
}

impl Teaser {
    /// When a stage comes, given when its node opens.
    #[must_use]
    pub fn at(stage: &Stage, opens: Moment) -> Moment {
        stage.at.map_or(opens, |at| at.max(opens))
    }

    /// How many stages have come.
    #[must_use]
    pub fn reached(&self, opens: Moment, now: Moment) -> usize {
        self.stages
            .iter()
            .take_while(|stage| Self::at(stage, opens) <= now)
            .count()
    }

    /// The tiles that a stage lays, from 0.
    #[must_use]
    pub fn laid(&self, stage: &Stage) -> Vec<u32> {
        if stage.picture.is_none() {
            Vec::new()
        } else if stage.tiles.is_empty() {
            (0..self.columns * self.rows).collect()
        } else {
            stage.tiles.iter().filter_map(|tile| tile.checked_sub(1)).collect()
        }
    }
}

fn is_port(text: &str) -> bool {
    text.strip_prefix(':')
        .is_some_and(|port| !port.is_empty() && port.bytes().all(|b| b.is_ascii_digit()))
}
