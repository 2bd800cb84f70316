//! What is kept of webhooks: where they are, what has happened, and what has become of each message.

use super::{StoreError, audit::Entry};
use crate::webhook::{Hook, message::Message};
use async_trait::async_trait;
use canyu_core::{
    moment::Moment,
    staff::{Happening, MessageState, Replay, WebhookMessage, WebhookProblem},
};

/// A message that was taken to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// Its number.
    pub seq: i64,
    /// What happened.
    pub kind: Happening,
    /// When.
    pub at: Moment,
    /// What is told of it: a JSON object.
    pub data: String,
    /// How often it was sent before.
    pub tries: u32,
}

/// What became of sending a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tried {
    /// Its number.
    pub seq: i64,
    /// What it is now.
    pub state: MessageState,
    /// How often it was sent by now.
    pub tries: u32,
    /// When it was sent.
    pub at: Moment,
    /// When it is sent next, if it waits.
    pub next: Moment,
    /// For how long the receiver wants to be left alone, in milliseconds, if it said so.
    pub rest: Option<i64>,
    /// The status that was answered.
    pub status: Option<u16>,
    /// Why it did not arrive.
    pub problem: Option<WebhookProblem>,
    /// The beginning of the answer.
    pub answer: String,
    /// How long it took, in milliseconds.
    pub took_ms: u32,
}

/// A draw that was run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Drawn {
    /// When.
    pub at: Moment,
    /// Prizes that somebody has won.
    pub winners: u64,
}

/// Which messages are listed.
#[derive(Clone, Copy, Debug)]
pub struct Listed {
    /// In this state alone.
    pub state: Option<MessageState>,
    /// Older than this one.
    pub before: i64,
    /// So many at most.
    pub most: u32,
    /// Whether bodies say that it is a rehearsal.
    pub is_rehearsal: bool,
}

/// What the store keeps of webhooks.
#[async_trait]
pub trait Webhooks {
    /// Webhooks of a campaign, or all, in the order in which they were made.
    async fn webhooks(&self, campaign: Option<&str>) -> Result<Vec<Hook>, StoreError>;

    /// Keeps a new webhook, unless the campaign has so many already. Whether it is kept.
    async fn make_webhook(&self, hook: &Hook, most: usize, entry: &Entry) -> Result<bool, StoreError>;

    /// Keeps what staff change about a webhook: address, kinds, secrets, and how it stands. Whether there is one.
    async fn change_webhook(&self, hook: &Hook, entry: &Entry) -> Result<bool, StoreError>;

    /// Takes a webhook away, with what waits for it. Whether there was one.
    async fn remove_webhook(&self, campaign: &str, id: &str, entry: &Entry) -> Result<bool, StoreError>;

    /// Tells something that no act has done: to all who want to know it, or to one, whatever it wants to know. With `once` nothing happens if it was told
    /// under this name before. The message's number, if it is told.
    async fn tell_webhooks(
        &self,
        campaign: &str,
        message: &Message,
        once: Option<&str>,
        only: Option<&str>,
        now: Moment,
    ) -> Result<Option<i64>, StoreError>;

    /// When the draw of a campaign was run.
    async fn drawn(&self, campaign: &str) -> Result<Option<Drawn>, StoreError>;

    /// Takes messages for a webhook that are due, the oldest first, and leaves them alone until a moment.
    async fn take_deliveries(
        &self,
        campaign: &str,
        id: &str,
        now: Moment,
        until: Moment,
        most: u32,
    ) -> Result<Vec<Delivery>, StoreError>;

    /// Notes what became of messages that were sent to a webhook together, and how it stands then. It is stopped where it said that it is gone, and where
    /// nothing has arrived since before `patience`. `None`: it was taken away meanwhile.
    async fn note_deliveries(
        &self,
        campaign: &str,
        id: &str,
        tried: &[Tried],
        patience: Moment,
    ) -> Result<Option<Hook>, StoreError>;

    /// How many messages of a webhook wait, and how many were given up: counted up to 10,000 each.
    async fn count_deliveries(&self, campaign: &str, id: &str) -> Result<(u32, u32), StoreError>;

    /// Messages of a webhook, the newest first.
    async fn deliveries(&self, campaign: &str, id: &str, listed: Listed) -> Result<Vec<WebhookMessage>, StoreError>;

    /// Sends messages again, as if they had never been sent: how many.
    async fn replay(
        &self,
        campaign: &str,
        id: &str,
        what: Replay,
        now: Moment,
        entry: &Entry,
    ) -> Result<u64, StoreError>;

    /// Throws away what happened before a moment, and what somebody who is gone was called as soon as all have been told.
    async fn sweep_webhooks(&self, before: Moment) -> Result<(), StoreError>;
}
