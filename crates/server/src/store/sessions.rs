//! What is kept of sessions, tokens, and wrong passwords.

use super::{StoreError, audit::Entry};
use async_trait::async_trait;
use canyu_core::{moment::Moment, staff::ApiToken};

/// A session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionRecord {
    /// SHA-256 of what the cookie holds, hexadecimal.
    pub hash: String,
    /// Its name for its owner.
    pub id: String,
    /// Whose.
    pub account: String,
    /// When he signed in.
    pub made: Moment,
    /// When it was used last.
    pub seen: Moment,
    /// From where: an address's prefix.
    pub place: String,
    /// What the browser calls itself.
    pub agent: String,
}

/// Wrong passwords under one key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tries {
    /// The key.
    pub key: String,
    /// How many.
    pub failed: u32,
    /// Nobody is let in before.
    pub until: Moment,
}

/// How long nobody is let in after so many failures under a key, in milliseconds.
pub type BackOff = fn(&str, u32) -> i64;

/// What the store keeps of sessions, tokens and wrong passwords.
#[async_trait]
pub trait Sessions {
    /// Begins a session.
    async fn begin_session(&self, session: &SessionRecord, entry: &Entry) -> Result<(), StoreError>;

    /// The session of a hash.
    async fn session(&self, hash: &str) -> Result<Option<SessionRecord>, StoreError>;

    /// The sessions of an account that were begun and used after these moments, the one used last first.
    async fn sessions(&self, account: &str, begun: Moment, used: Moment) -> Result<Vec<SessionRecord>, StoreError>;

    /// Notes that a session is used.
    async fn use_session(&self, hash: &str, now: Moment) -> Result<(), StoreError>;

    /// Ends a session of an account, by its id; whether there was one.
    async fn end_session(&self, account: &str, id: &str, entry: &Entry) -> Result<bool, StoreError>;

    /// Keeps a token, with its hash.
    async fn make_token(&self, token: &ApiToken, hash: &str, entry: &Entry) -> Result<(), StoreError>;

    /// The tokens of an account, or of all, by name.
    async fn tokens(&self, account: Option<&str>) -> Result<Vec<ApiToken>, StoreError>;

    /// The token of a hash.
    async fn token(&self, hash: &str) -> Result<Option<ApiToken>, StoreError>;

    /// Notes that a token is used.
    async fn use_token(&self, id: &str, now: Moment) -> Result<(), StoreError>;

    /// Withdraws a token; whether there was one.
    async fn withdraw_token(&self, id: &str, entry: &Entry) -> Result<bool, StoreError>;

    /// Counts a try under each key before it is known whether it is right, so that many at once are no way around. As the error, until when nobody is
    /// let in: then nothing is counted.
    async fn begin_try(
        &self,
        keys: &[String],
        now: Moment,
        back_off: BackOff,
    ) -> Result<Result<Vec<Tries>, Moment>, StoreError>;

    /// Puts back what stood there before a try that was none.
    async fn undo_try(&self, before: &[Tries]) -> Result<(), StoreError>;

    /// Forgets the failures under a key.
    async fn forgive(&self, key: &str) -> Result<(), StoreError>;

    /// Throws away sessions that were begun or used too long ago, and what has expired.
    async fn sweep_sessions(&self, begun: Moment, used: Moment, now: Moment, tries: Moment) -> Result<(), StoreError>;
}
