//! A campaign: what staff wrote in its file, read and checked.

mod assemble;
mod checkin;
mod gifts;
mod guess;
mod honour;
mod instant;
mod lottery;
mod news;
mod people;
mod reserve;
mod share;
mod teaser;
#[cfg(test)]
pub(crate) mod tests;
mod trust;
mod vote;

pub use assemble::{Assemble, Part};
pub use checkin::{CheckIn, Place};
pub use gifts::{GiftCap, Role};
pub use guess::{Guess, GuessForm};
pub use honour::Honour;
pub use instant::{Instant, InstantGives, InstantPrize, Plays};
pub use lottery::{BeaconSource, Gives, Lottery, Prize};
pub use news::{News, Post};
pub use people::{Confirm, Consent, Counts, Identity, Proof, Purpose};
pub use reserve::{Item, Reserve};
pub use share::{Milestone, Rate, Share};
pub use teaser::{Mask, Progress, Stage, Teaser};
pub use trust::{CONTROLS, HOLD, Network, REVIEW, Trust};
pub use vote::{StaffAnswer, Totals, Vote, VoteForm, WishStatus};

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
    /// Whether it is there to be rehearsed only, as samples are: then nobody minds that its times have passed.
    #[cfg_attr(feature = "server", serde(default, skip_serializing_if = "std::ops::Not::not"))]
    pub rehearsal: bool,
    /// The sites that may embed it, as `https://shop.example` or `http://localhost:*`.
    #[cfg_attr(feature = "server", serde(default))]
    pub origins: Vec<String>,
    /// Where shared links lead; left out: to the page that the widget is in.
    #[cfg_attr(feature = "server", serde(default))]
    pub page: Option<String>,
    /// Channels of its own, besides those in [`crate::id::CHANNELS`].
    #[cfg_attr(feature = "server", serde(default))]
    pub channels: Vec<String>,
    /// What staff may give away in a day; left out: nothing.
    #[cfg_attr(feature = "server", serde(default))]
    pub gifts: Vec<GiftCap>,
    /// What only counts of verified people; left out: nobody has to confirm anything.
    #[cfg_attr(feature = "server", serde(default, skip_serializing_if = "Option::is_none"))]
    pub confirm: Option<Confirm>,
    /// Whose word about their users is believed.
    #[cfg_attr(feature = "server", serde(default, skip_serializing_if = "Option::is_none"))]
    pub identity: Option<Identity>,
    /// What people are asked to agree to.
    #[cfg_attr(feature = "server", serde(default, skip_serializing_if = "Vec::is_empty"))]
    pub consents: Vec<Consent>,
    /// How cheats are dealt with.
    #[cfg_attr(feature = "server", serde(default))]
    pub trust: Trust,
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
    /// Points for doing it, once.
    #[cfg_attr(feature = "server", serde(default))]
    pub points: u32,
    /// The node that a fan has to do first.
    #[cfg_attr(feature = "server", serde(default))]
    pub after: Option<String>,
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
    /// "What is it?", answered in words, by a number, a choice or a picture.
    Guess(Guess),
    /// Wishes, or a poll.
    Vote(Vote),
    /// A product that is put together from its parts.
    Assemble(Assemble),
    /// Things that can be reserved.
    Reserve(Reserve),
    /// Tickets and prizes.
    Lottery(Lottery),
    /// Prizes that are won on the spot.
    Instant(Instant),
    /// Personal links.
    Share(Share),
    /// Codes shown at events.
    #[cfg_attr(feature = "server", serde(rename = "checkin"))]
    CheckIn(CheckIn),
    /// What staff tell.
    News(News),
    /// The names of those who were there first.
    Honour(Honour),
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

impl Kind {
    /// The kind's name in files and on the wire.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Teaser(_) => "teaser",
            Self::Guess(_) => "guess",
            Self::Vote(_) => "vote",
            Self::Assemble(_) => "assemble",
            Self::Reserve(_) => "reserve",
            Self::Lottery(_) => "lottery",
            Self::Instant(_) => "instant",
            Self::Share(_) => "share",
            Self::CheckIn(_) => "checkin",
            Self::News(_) => "news",
            Self::Honour(_) => "honour",
        }
    }
}

impl Node {
    /// The node with its rules, if things can be reserved at it.
    #[must_use]
    pub fn reserve(&self) -> Option<(&Self, &Reserve)> {
        match &self.kind {
            Kind::Reserve(reserve) => Some((self, reserve)),
            _ => None,
        }
    }
}

impl Campaign {
    /// An item that can be reserved, with its node.
    #[must_use]
    pub fn item(&self, node: &str, key: &str) -> Option<(&Node, &Item)> {
        let (node, reserve) = self.node(node)?.reserve()?;
        let item = reserve.items.iter().find(|item| item.key == key)?;
        Some((node, item))
    }

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

    /// The tickets that one person can earn at most by the rules. What staff give comes on top.
    #[must_use]
    pub fn most_tickets(&self) -> u32 {
        self.nodes
            .iter()
            .fold(0, |sum: u32, node| sum.saturating_add(self.most_tickets_at(node)))
    }

    fn most_tickets_at(&self, node: &Node) -> u32 {
        match &node.kind {
            Kind::Share(share) => share.most_tickets(node.tickets),
            Kind::Guess(guess) => node.tickets.saturating_add(guess.bonus),
            Kind::Instant(instant) => node.tickets.saturating_add(instant.most_tickets(self.window(node))),
            _ => node.tickets,
        }
    }

    /// Whether something counts only of verified people.
    #[must_use]
    pub fn asks_for(&self, counts: Counts) -> bool {
        self.confirm
            .as_ref()
            .is_some_and(|confirm| confirm.counts.contains(&counts))
    }

    /// When a node is open: from the first moment to just before the second. A guessing game ends with the reveal of its answer.
    #[must_use]
    pub fn window(&self, node: &Node) -> (Moment, Moment) {
        let closes = self.closes_of(node);
        (
            node.opens.map_or(self.opens, |opens| opens.max(self.opens)),
            self.reveal(node).map_or(closes, |reveal| reveal.min(closes)),
        )
    }

    /// When the answer of a guessing game is revealed, if the node is one and has an answer.
    #[must_use]
    pub fn reveal(&self, node: &Node) -> Option<Moment> {
        match &node.kind {
            Kind::Guess(guess) => guess.revealed_at(self.closes_of(node)),
            _ => None,
        }
    }

    fn closes_of(&self, node: &Node) -> Moment {
        node.closes.map_or(self.closes, |closes| closes.min(self.closes))
    }

    /// The place of a node in the campaign, from 0.
    #[must_use]
    pub fn index(&self, id: &str) -> Option<u32> {
        let place = self.nodes.iter().position(|node| node.id == id)?;
        u32::try_from(place).ok()
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

    /// The channel of exactly that name, if links of the campaign can have it.
    #[must_use]
    pub fn channel_named(&self, name: &str) -> Option<&str> {
        let own = self.channels.iter().map(String::as_str);
        CHANNELS.into_iter().chain(own).find(|known| *known == name)
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

fn is_port(text: &str) -> bool {
    text.strip_prefix(':')
        .is_some_and(|port| !port.is_empty() && port.bytes().all(|b| b.is_ascii_digit()))
}
