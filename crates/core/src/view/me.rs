//! A fan's own state on the wire.

use super::TeaserView;
use crate::moment::Moment;

/// A fan's own state. Only the bearer of the token gets it.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "server", derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema))]
pub struct Me {
    /// The fan's name in exports.
    pub id: String,
    /// Ten characters; with a node's index and a check character it is a share code, see [`crate::referral`].
    pub code: String,
    /// 0 for who came by himself, 1 for who was brought by such a one, and so on.
    pub generation: u32,
    /// Whether the fan has taken part.
    pub joined: bool,
    /// All tickets.
    pub tickets: u32,
    /// All points.
    pub points: u32,
    /// Why there are tickets and points.
    pub earned: Vec<EarnedView>,
    /// Friends who have opened the fan's link, including those who have taken part.
    pub friends_arrived: u32,
    /// Friends who have taken part.
    pub friends_joined: u32,
    /// Those of them who count: what they bring is earned.
    pub friends_counted: u32,
    /// Tickets that come when the friends who have only looked take part, and all that is owed is earned.
    pub tickets_pending: u32,
    /// What is owed for friends who have taken part, and why it is not earned yet.
    pub owed: Vec<OwedView>,
    /// Whether the fan has confirmed who he is.
    pub verified: bool,
    /// `ok`; `held`: the fan does not count for now; `refused`: he does not, as staff have decided.
    pub standing: String,
    /// Why the fan is held or was refused, in broad groups: `address`, `place`, `rhythm`, `friends`, `codes`.
    pub reasons: Vec<String>,
    /// Whether the fan has said something against it.
    pub appealed: bool,
    /// The address that the fan has confirmed, all but its ends hidden.
    pub email: Option<String>,
    /// Nodes that the fan has done.
    pub done: Vec<String>,
    /// Guesses made and seconded, wishes and options chosen.
    pub picks: Vec<MyPick>,
    /// Codes that the fan holds, or held.
    pub codes: Vec<MyCode>,
    /// Waiting lists that the fan stands in.
    pub waits: Vec<MyWait>,
    /// What the fan has won on the spot.
    pub wins: Vec<MyWin>,
    /// Teasers that are further open for this fan than for everybody.
    pub teasers: Vec<MyTeaser>,
    /// The signed receipt for the fan's tickets in the draw: JSON, for the browser to keep as it is.
    pub receipt: Option<String>,
    /// What the fan has won.
    pub won: Option<WonView>,
}

/// A prize that a fan has won.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "server", derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema))]
pub struct WonView {
    /// Its place among the lottery's prizes, from 0.
    pub prize: u32,
    /// `address`: the winner gives a name and an address; `code`: he is given a code; `contact`: he says how he can be reached.
    pub gives: String,
    /// Until when he has to claim it.
    pub until: Moment,
    /// `open`, `claimed` or `forfeited`.
    pub state: String,
    /// The code, once it is claimed, where the prize is one.
    pub code: Option<String>,
}

/// Tickets or points with their reason.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "server", derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema))]
pub struct EarnedView {
    /// The node that gave them.
    pub node: String,
    /// `done`: for doing it; `friend`: for a friend who took part; `second`: for a friend's friend; `milestone`: for so many friends; `right`: for the right guess; `won`: on the
    /// spot; `gift`: from staff.
    pub reason: String,
    /// `tickets` or `points`.
    pub unit: String,
    /// How many.
    pub amount: u32,
}

/// What is owed for friends.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "server", derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema))]
pub struct OwedView {
    /// `unconfirmed`: they have not confirmed who they are; `waits`: their time has not come; `checked`: they are looked at.
    pub why: String,
    /// How many friends.
    pub friends: u32,
    /// Tickets that they will bring.
    pub tickets: u32,
    /// When the first of them counts at the earliest, where that is known.
    pub due: Option<Moment>,
}

/// Something the fan stands behind.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "server", derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema))]
pub struct MyPick {
    /// The node.
    pub node: String,
    /// The group, wish or option.
    pub key: String,
    /// As the fan wrote it; empty where he only tapped.
    pub label: String,
    /// Whether the fan wrote it himself.
    pub own: bool,
    /// Where choices are ranked: its place, from 1. Else 0.
    pub rank: u32,
    /// Whether it was right, once the answer is revealed.
    pub right: bool,
}

/// A code that a fan holds: a reservation, a priority code, or a prize.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "server", derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema))]
pub struct MyCode {
    /// The node that it belongs to.
    pub node: String,
    /// The item, or the place of the prize as a number.
    pub item: String,
    /// The code, in groups of four.
    pub code: String,
    /// `held`, `free` (handed on, not taken yet), `redeemed`, `cancelled` or `expired`.
    pub state: String,
    /// `line`, `waiting`, `priority`, `gift` or `prize`.
    pub origin: String,
    /// Until when it has to be redeemed, or an offer taken up.
    pub expires: Moment,
    /// Whether it is an offer from the waiting list that is not taken up yet.
    pub offered: bool,
    /// How often it can still be handed on.
    pub transfers: u32,
}

/// A place in a waiting list.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "server", derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema))]
pub struct MyWait {
    /// The node.
    pub node: String,
    /// The item.
    pub item: String,
    /// How many people are before the fan.
    pub ahead: u32,
}

/// Something won on the spot.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "server", derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema))]
pub struct MyWin {
    /// The node.
    pub node: String,
    /// The place of the prize among the node's, from 0.
    pub prize: u32,
    /// When.
    pub at: Moment,
}

/// A teaser that is further open for a fan than for everybody.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "server", derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema))]
pub struct MyTeaser {
    /// The node.
    pub node: String,
    /// The teaser as far as it is open for him.
    pub teaser: TeaserView,
}

/// The answer to an act that was accepted, and is on disk.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "server", derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema))]
pub struct ActAnswer {
    /// Tickets that this act earned its fan.
    pub earned: u32,
    /// The fan's state after it.
    pub me: Me,
}
