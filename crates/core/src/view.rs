//! What the server tells a fan's widget: the public [`View`] of a campaign at a moment, and the fan's own [`Me`].

mod assemble;
mod checkin;
mod guess;
mod honour;
mod instant;
mod lottery;
mod me;
mod news;
mod people;
mod reserve;
mod share;
mod teaser;
mod vote;

pub use assemble::{AssembleView, PartView};
pub use checkin::{CheckInView, PlaceView};
pub use guess::{GuessView, RevealedView};
pub use honour::HonourView;
pub use instant::{InstantPrizeView, InstantView};
pub use lottery::{DrawView, LotteryView, PrizeView};
pub use me::{ActAnswer, EarnedView, Me, MyCode, MyPick, MyTeaser, MyWait, MyWin, OwedView, WonView};
pub use news::{NewsView, PostView};
pub use people::{ConfirmView, ConsentView};
pub use reserve::{ItemView, ReserveView};
pub use share::{MilestoneView, RateView, ShareView};
pub use teaser::{HintView, TeaserView};
pub use vote::{StaffAnswerView, VoteView};

use crate::moment::Moment;

/// A campaign as everybody may see it at one moment, in one language. Nothing unrevealed is in it.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "server", derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema))]
pub struct View {
    /// The campaign's name in addresses.
    pub slug: String,
    /// Counts the publications, from 1.
    pub version: u32,
    /// SHA-256 of the rules, 64 hexadecimal digits; the same for every version, since rules are locked by publishing.
    pub rules: String,
    /// The language of the texts below, a BCP 47 tag.
    pub lang: String,
    /// The languages that the campaign is written in.
    pub languages: Vec<String>,
    /// The headline.
    pub title: String,
    /// One or two sentences below it; may be empty.
    pub lead: String,
    /// The brand's colour as `#rrggbb`, where the campaign names one.
    pub accent: Option<String>,
    /// When the campaign opens.
    pub opens: Moment,
    /// When the campaign closes.
    pub closes: Moment,
    /// The server's clock when this was made.
    pub now: Moment,
    /// Campaign seconds per second: 1 but for fast rehearsals.
    pub speed: u32,
    /// Whether the server rehearses: pages say so.
    pub rehearsal: bool,
    /// Where shared links lead, when the campaign has a home other than the page the widget is in.
    pub page: Option<String>,
    /// How many people have taken part.
    pub people: u64,
    /// All tickets that are in the draw.
    pub tickets_in_draw: u64,
    /// What only counts of people who have confirmed who they are, where something does.
    pub confirm: Option<ConfirmView>,
    /// What people are asked to agree to.
    pub consents: Vec<ConsentView>,
    /// The participation nodes, in the order of the campaign file.
    pub nodes: Vec<NodeView>,
}

/// One participation node as everybody may see it.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "server", derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema))]
pub struct NodeView {
    /// The node's name in acts and exports.
    pub id: String,
    /// Its place in the campaign, from 0; part of the share codes made at this node.
    pub index: u32,
    /// Its headline.
    pub title: String,
    /// One or two sentences below it; may be empty.
    pub lead: String,
    /// When the node opens: never before the campaign.
    pub opens: Moment,
    /// When the node closes: never after the campaign.
    pub closes: Moment,
    /// Tickets for doing it; for a share node: for each friend who takes part. 0: none.
    pub tickets: u32,
    /// Points for doing it. 0: none.
    pub points: u32,
    /// The node that a fan has to do first; empty: none.
    pub after: String,
    /// What can be done here.
    #[cfg_attr(feature = "server", serde(flatten))]
    pub kind: KindView,
}

/// What is particular to a kind of node. On the wire its fields stand beside those of [`NodeView`], with `"kind"`.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(
    feature = "server",
    derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema),
    serde(tag = "kind", rename_all = "snake_case")
)]
pub enum KindView {
    /// A picture that opens step by step.
    Teaser(TeaserView),
    /// "What is it?", and the wall of answers.
    Guess(GuessView),
    /// Wishes or a poll.
    Vote(VoteView),
    /// A product that is put together from its parts.
    Assemble(AssembleView),
    /// Things that can be reserved.
    Reserve(ReserveView),
    /// Tickets and prizes.
    Lottery(LotteryView),
    /// Prizes that are won on the spot.
    Instant(InstantView),
    /// Personal links.
    Share(ShareView),
    /// Codes shown at events.
    #[cfg_attr(feature = "server", serde(rename = "checkin"))]
    CheckIn(CheckInView),
    /// What staff tell.
    News(NewsView),
    /// The names of those who were there first.
    Honour(HonourView),
}

/// Something people stand behind: a group of equal guesses, a wish, a poll's option, a name on the wall of honour.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "server", derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema))]
pub struct PickView {
    /// Its name in acts.
    pub key: String,
    /// Its text: for guesses the first spelling that somebody sent.
    pub label: String,
    /// How many people stand behind it; 0 where totals are not shown yet.
    pub people: u64,
    /// Where choices are ranked: its points. Else 0.
    pub score: u64,
    /// The address of its picture relative to the server: of the small one, and without its query of the large one. Empty: none.
    pub picture: String,
    /// Whether it was right, once the answer is revealed.
    pub right: bool,
    /// What staff have answered.
    pub answer: Option<StaffAnswerView>,
}
