//! What the server tells a fan's widget: the public [`View`] of a campaign at a moment, and the fan's own [`Me`].

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
    /// "What is it?", answered in words, and the wall of answers.
    Guess(GuessView),
    /// Wishes or a poll.
    Vote(VoteView),
    /// Tickets and prizes.
    Lottery(LotteryView),
    /// Personal links.
    Share(ShareView),
}

/// A teaser as far as it is revealed.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "server", derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema))]
pub struct TeaserView {
    /// The picture as it may be seen now, its address relative to the server.
    pub picture: String,
    /// The same, 160 pixels wide and 2 to 3 KB: shown first.
    pub preview: String,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    /// What the picture shows, in words.
    pub alt: String,
    /// Columns of tiles.
    pub columns: u32,
    /// Rows of tiles.
    pub rows: u32,
    /// Tiles laid by the latest stage, from 0 in reading order: those that turn over.
    pub fresh: Vec<u32>,
    /// How many stages have been reached, from 1; 0 before the opening.
    pub stage: u32,
    /// How many there are.
    pub stages: u32,
    /// When the next one comes, if there is one.
    pub next: Option<Moment>,
    /// Hints that have been given, newest last.
    pub hints: Vec<HintView>,
    /// How many people have tapped "I want to know".
    pub taps: u64,
}

/// A hint that has been given.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "server", derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema))]
pub struct HintView {
    /// When.
    pub at: Moment,
    /// The hint.
    pub text: String,
}

/// A guessing game.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "server", derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema))]
pub struct GuessView {
    /// An example in the empty field; may be empty.
    pub placeholder: String,
    /// Longest guess, in characters.
    pub longest: u32,
    /// Guesses a person may make.
    pub tries: u32,
    /// The strongest guesses, by people, at most 40.
    pub wall: Vec<PickView>,
    /// How many different guesses there are in all.
    pub groups: u64,
}

/// Something people stand behind: a group of equal guesses, a wish, a poll's option.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "server", derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema))]
pub struct PickView {
    /// Its name in acts.
    pub key: String,
    /// Its text: for guesses the first spelling that somebody sent.
    pub label: String,
    /// How many people stand behind it.
    pub people: u64,
}

/// Wishes or a poll.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "server", derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema))]
pub struct VoteView {
    /// One choice of several (a poll), or any number of taps (wishes).
    pub single: bool,
    /// What can be chosen, in the order of the campaign file.
    pub options: Vec<PickView>,
    /// How many people have voted.
    pub voters: u64,
}

/// A lottery.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "server", derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema))]
pub struct LotteryView {
    /// When it is drawn.
    pub draws: Moment,
    /// The prizes, in the order in which they are drawn.
    pub prizes: Vec<PrizeView>,
    /// The rules in short, which a fan agrees to by entering.
    pub terms: String,
    /// How many people are in.
    pub entrants: u64,
    /// How far the draw is.
    pub draw: DrawView,
}

/// How far a draw is, and what was published of it, so that a widget can keep it before the random value exists.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "server", derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema))]
pub struct DrawView {
    /// `open`: people can enter; `closed`: the list is being closed; `committed`: it is frozen and published; `drawn`.
    pub stage: String,
    /// SHA-256 of the manifest, hexadecimal.
    pub manifest: String,
    /// SHA-256 of the commitment's text, hexadecimal; empty before there is one.
    pub commitment: String,
    /// People in the committed list; 0 before.
    pub entries: u64,
    /// Tickets in the committed list; 0 before.
    pub tickets: u64,
    /// Days in which a winner has to claim.
    pub claim_days: u32,
}

/// A prize.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "server", derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema))]
pub struct PrizeView {
    /// What it is.
    pub name: String,
    /// How many of them.
    pub quantity: u32,
}

/// Personal links.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "server", derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema))]
pub struct ShareView {
    /// Friends that bring tickets, at most.
    pub most: u32,
    /// The channels that are offered, as `messenger`.
    pub channels: Vec<String>,
}

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
    /// Why.
    pub earned: Vec<EarnedView>,
    /// Friends who have opened the fan's link, including those who have taken part.
    pub friends_arrived: u32,
    /// Friends who have taken part.
    pub friends_joined: u32,
    /// Tickets that come when the friends who have only looked take part too.
    pub tickets_pending: u32,
    /// Nodes that the fan has done.
    pub done: Vec<String>,
    /// Guesses made and seconded, wishes and options chosen.
    pub picks: Vec<MyPick>,
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

/// Tickets with their reason.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "server", derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema))]
pub struct EarnedView {
    /// The node that gave them.
    pub node: String,
    /// `done`: for doing it; `friend`: for a friend who took part.
    pub reason: String,
    /// How many.
    pub amount: u32,
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
