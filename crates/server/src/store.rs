//! What is kept, and how it is reached: one trait, in terms of data alone. The rules stand above it, in `canyu-core`.

pub mod accounts;
pub mod audit;
pub mod drafts;
pub mod draws;
pub mod exports;
pub mod forest;
pub mod identity;
pub mod life;
pub mod links;
pub mod mail;
pub mod people;
pub mod sessions;
pub mod sqlite;
pub mod staff;
pub mod statistics;
pub mod tills;
pub mod trust;
pub mod uploads;
pub mod webhooks;
pub mod weeks;
pub mod winners;

pub use exports::{Filter, Rows};

#[cfg(test)]
mod contract;

use async_trait::async_trait;
use canyu_core::{
    moment::Moment,
    view::PickView,
    world::{Delta, Fan, OpenMoment, Stock, Wants, World},
};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Why something could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database refused or failed.
    #[error("the database failed: {0}")]
    Database(#[from] sqlx::Error),
    /// The database's tables could not be brought up to date.
    #[error("the database's tables could not be brought up to date: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
    /// What the database holds cannot be read.
    #[error("the database holds something that cannot be read: {0}")]
    Corrupt(String),
    /// What the database holds cannot be used by this server.
    #[error("{0}")]
    Unusable(String),
    /// The database belongs to the other clock.
    #[error("this database belongs to a {kept} server and cannot be used by a {asked} one; give another --database")]
    OtherClock {
        /// What it was used for.
        kept: &'static str,
        /// What it is to be used for.
        asked: &'static str,
    },
    /// The address of the database is not understood.
    #[error("\"{0}\" is not a database this build can open; use sqlite:FILE")]
    UnknownDatabase(String),
}

/// A published version of a campaign.
#[derive(Clone, Debug, PartialEq)]
pub struct Publication {
    /// The campaign's slug.
    pub campaign: String,
    /// From 1.
    pub version: u32,
    /// SHA-256 of the rules, hexadecimal.
    pub rules: String,
    /// The file, as it was given.
    pub source: String,
    /// The campaign as JSON.
    pub model: String,
    /// When.
    pub published_at: Moment,
}

/// All that is written when a campaign is published, in one transaction.
#[derive(Clone, Debug)]
pub struct Release<'a> {
    /// The publication. Its version must be new.
    pub publication: &'a Publication,
    /// Its pictures.
    pub pictures: &'a [Picture],
    /// The manifest of its draw, if it has one. One that was published before stays as it is.
    pub manifest: Option<&'a [u8]>,
    /// The root of its secrets. One that is there already stays as it is.
    pub secret: [u8; 32],
    /// The winning moments of its instant wins, by node. Those that are there already stay as they are.
    pub moments: &'a [(String, Vec<OpenMoment>)],
}

/// A composed picture: of a teaser's stage, or of an assembly.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// Its name in addresses, which nobody can guess and which changes with its content.
    pub name: String,
    /// The teaser or the assembly.
    pub node: String,
    /// The stage, from 0; of an assembly 0 is the scene, and the parts follow.
    pub stage: u32,
    /// Whether it is the small one.
    pub preview: bool,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    /// A JPEG file, of a part a PNG file; left empty where pictures are listed.
    pub body: Vec<u8>,
}

/// An accepted act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActRow {
    /// SHA-256 of the fan's token.
    pub token: String,
    /// The idempotency key.
    pub key: String,
    /// SHA-256 of the request's body.
    pub digest: String,
    /// Tickets it earned.
    pub earned: u32,
    /// When it was accepted.
    pub at: Moment,
    /// The act's name; empty for orders.
    pub act: String,
    /// Where it came from: the keyed hash of an address prefix, see [`crate::guard`]; empty: not known.
    pub place: String,
}

/// Somebody in a draw, with the receipt he was given last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryRow {
    /// The fan.
    pub fan: String,
    /// What hides him in the public list, 64 hexadecimal digits.
    pub nonce: String,
    /// His public name in the list.
    pub commit: [u8; 32],
    /// Tickets that count; 0 while he has none.
    pub weight: u32,
    /// When, in seconds since 1970.
    pub at: u64,
    /// The organiser's signature under the receipt; empty while the weight is 0.
    pub signature: Vec<u8>,
}

/// Accepted acts by token and idempotency key.
pub type Accepted = HashMap<(String, String), ActRow>;

/// The numbers that everybody sees.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Numbers {
    /// See [`canyu_core::world::counter`].
    pub counters: BTreeMap<String, i64>,
    /// The strongest picks of each node that are shown, by people, then by key.
    pub picks: BTreeMap<String, Vec<PickView>>,
    /// How the units of items are spread, by (node, item); none for those that nobody has touched.
    pub stocks: BTreeMap<(String, String), Stock>,
    /// Guesses that were right, by node: known from the reveal on.
    pub correct: BTreeMap<String, BTreeSet<String>>,
}

impl Numbers {
    /// A counter; 0 when nothing was counted.
    #[must_use]
    pub fn count(&self, name: &str) -> u64 {
        self.counters
            .get(name)
            .and_then(|&value| u64::try_from(value).ok())
            .unwrap_or(0)
    }
}

/// The store. An implementation passes the tests of `store/contract.rs`.
#[async_trait]
pub trait Store:
    accounts::Accounts
    + audit::Audit
    + drafts::Drafts
    + draws::Draws
    + exports::Exports
    + forest::Forest
    + identity::Identities
    + life::Life
    + links::Links
    + mail::Mails
    + people::People
    + sessions::Sessions
    + staff::Staff
    + statistics::Statistics
    + tills::Tills
    + trust::Trust
    + uploads::Uploads
    + webhooks::Webhooks
    + weeks::Weeks
    + winners::Winners
{
    /// Marks the database as that of a rehearsal or of a real server, for ever.
    async fn claim(&self, rehearsal: bool) -> Result<(), StoreError>;

    /// Whether it is a rehearsal's; `None` before the first claim.
    async fn is_rehearsal(&self) -> Result<Option<bool>, StoreError>;

    /// Keeps a publication and all that comes with it.
    async fn publish(&self, release: &Release<'_>) -> Result<(), StoreError>;

    /// The root of a campaign's secrets, once it is published.
    async fn secret(&self, campaign: &str) -> Result<Option<[u8; 32]>, StoreError>;

    /// All versions of a campaign, the first one first.
    async fn versions(&self, campaign: &str) -> Result<Vec<Publication>, StoreError>;

    /// The manifest of a campaign's draw, byte by byte as it was published.
    async fn manifest(&self, campaign: &str) -> Result<Option<Vec<u8>>, StoreError>;

    /// The latest publication of each campaign.
    async fn publications(&self) -> Result<Vec<Publication>, StoreError>;

    /// How many publications and archived campaigns there are: it changes with each.
    async fn publication_count(&self) -> Result<i64, StoreError>;

    /// The pictures of a version, without their bodies.
    async fn pictures(&self, campaign: &str, version: u32) -> Result<Vec<Picture>, StoreError>;

    /// The file of a picture.
    async fn picture_body(&self, campaign: &str, name: &str) -> Result<Option<Vec<u8>>, StoreError>;

    /// Begins to write. Only one group writes at a time.
    async fn begin(&self) -> Result<Box<dyn Group>, StoreError>;

    /// The fan who bears a token, by its hash.
    async fn fan(&self, campaign: &str, token: &str) -> Result<Option<Fan>, StoreError>;

    /// The fan of that id.
    async fn fan_by_id(&self, campaign: &str, id: &str) -> Result<Option<Fan>, StoreError>;

    /// The entry of a fan in the draw.
    async fn entry(&self, campaign: &str, fan: &str) -> Result<Option<EntryRow>, StoreError>;

    /// The numbers that everybody sees, with the strongest picks of these nodes, so many of each at most. It costs the same
    /// however many picks there are.
    async fn numbers(&self, campaign: &str, picks: &[(&str, u32)]) -> Result<Numbers, StoreError>;

    /// Closes all connections.
    async fn close(&self);
}

/// A group of acts that is written in one transaction. Dropped without [`Group::commit`] it leaves nothing.
#[async_trait]
pub trait Group: Send {
    /// Loads what is wanted, and those of the named acts (token, key) that have been accepted already.
    async fn load(
        &mut self,
        campaign: &str,
        wants: &Wants,
        acts: &[(String, String)],
    ) -> Result<(World, Accepted), StoreError>;

    /// Writes what has changed.
    async fn save(
        &mut self,
        campaign: &str,
        delta: &Delta,
        acts: &[ActRow],
        entries: &[EntryRow],
    ) -> Result<(), StoreError>;

    /// Makes it last: when this returns, it is on disk.
    async fn commit(self: Box<Self>) -> Result<(), StoreError>;
}
