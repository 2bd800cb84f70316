//! Webhooks: what other programs are told as it happens.

use crate::moment::Moment;
use serde::{Deserialize, Serialize};

/// Most webhooks of a campaign.
pub const MOST_WEBHOOKS: usize = 10;
/// Longest address of a webhook in characters.
pub const LONGEST_WEBHOOK: usize = 1_000;

/// Something that happened, as the `type` of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub enum Happening {
    /// Staff wanted to see whether messages arrive.
    #[serde(rename = "test")]
    Test,
    /// Somebody came for the first time.
    #[serde(rename = "participant.arrived")]
    Arrived,
    /// Somebody took part for the first time.
    #[serde(rename = "participant.joined")]
    Joined,
    /// Somebody was verified: by an address, or by the host site's word.
    #[serde(rename = "participant.verified")]
    Verified,
    /// Somebody counts differently than before: he is held, refused or cleared.
    #[serde(rename = "participant.standing")]
    Stood,
    /// Somebody turned out to be another device of somebody.
    #[serde(rename = "participant.merged")]
    Merged,
    /// Somebody has had his data deleted: whoever has copies has to delete them, too.
    #[serde(rename = "participant.erased")]
    Erased,
    /// Somebody did what is to be done at a node.
    #[serde(rename = "node.completed")]
    Completed,
    /// Somebody used a share button.
    #[serde(rename = "node.shared")]
    Shared,
    /// Somebody got tickets or points.
    #[serde(rename = "reward.granted")]
    Granted,
    /// Somebody holds a code: a reservation, a prize won on the spot, a gift.
    #[serde(rename = "code.given")]
    CodeGiven,
    /// A code was redeemed.
    #[serde(rename = "code.redeemed")]
    CodeRedeemed,
    /// The campaign has opened.
    #[serde(rename = "campaign.opened")]
    Opened,
    /// The campaign has closed.
    #[serde(rename = "campaign.closed")]
    Closed,
    /// The draw was run.
    #[serde(rename = "draw.drawn")]
    Drawn,
}

impl Happening {
    /// Those that a webhook can be told of. The test is told to whichever it is sent to.
    pub const ALL: [Self; 14] = [
        Self::Arrived,
        Self::Joined,
        Self::Verified,
        Self::Stood,
        Self::Merged,
        Self::Erased,
        Self::Completed,
        Self::Shared,
        Self::Granted,
        Self::CodeGiven,
        Self::CodeRedeemed,
        Self::Opened,
        Self::Closed,
        Self::Drawn,
    ];

    /// Its name on the wire and in the store.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Test => "test",
            Self::Arrived => "participant.arrived",
            Self::Joined => "participant.joined",
            Self::Verified => "participant.verified",
            Self::Stood => "participant.standing",
            Self::Merged => "participant.merged",
            Self::Erased => "participant.erased",
            Self::Completed => "node.completed",
            Self::Shared => "node.shared",
            Self::Granted => "reward.granted",
            Self::CodeGiven => "code.given",
            Self::CodeRedeemed => "code.redeemed",
            Self::Opened => "campaign.opened",
            Self::Closed => "campaign.closed",
            Self::Drawn => "draw.drawn",
        }
    }

    /// The one of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .chain([Self::Test])
            .find(|happening| happening.name() == name)
    }
}

/// Whether a webhook is sent to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum WebhookState {
    /// It is.
    #[default]
    On,
    /// Staff have stopped it for a while: what happens meanwhile waits.
    Paused,
    /// It said that it is gone, or did not take anything for days: what happens meanwhile waits.
    Stopped,
}

/// Why a message did not arrive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum WebhookProblem {
    /// Nobody is at the address, or the connection broke off.
    NoAnswer,
    /// It did not answer in time.
    TooSlow,
    /// Its certificate is not one that could be trusted.
    Certificate,
    /// Its name leads into a private network.
    Private,
    /// It answered with a redirect, which is not followed.
    Redirect,
    /// It refused the message: a status from 400 to 499.
    Refused,
    /// It has too much to do: status 429 or 503.
    Busy,
    /// It is not there any more: status 410.
    Gone,
    /// It failed, or answered with what is no success.
    Failed,
}

/// A webhook.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Webhook {
    /// Its name in addresses.
    pub id: String,
    /// Where messages go.
    pub url: String,
    /// What it is told of.
    pub kinds: Vec<Happening>,
    /// Whether it is sent to.
    pub state: WebhookState,
    /// Since when nothing has arrived; `null`: the last message did, or there was none.
    pub failing: Option<Moment>,
    /// Why the last message did not arrive; `null`: it did.
    pub problem: Option<WebhookProblem>,
    /// When it is tried again; `null`: it is not resting.
    pub again: Option<Moment>,
    /// Messages that wait; counted up to 10,000.
    pub waiting: u32,
    /// Messages that were given up; counted up to 10,000.
    pub failed: u32,
    /// When something arrived last.
    pub delivered: Option<Moment>,
    /// When it was made, by the machine's clock.
    pub made: Moment,
    /// By whom.
    pub made_by: String,
    /// Until when the secret before this one signs, too; `null`: there is none.
    pub old_secret_until: Option<Moment>,
}

/// A new webhook.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewWebhook {
    /// Where messages go: `https://…`.
    pub url: String,
    /// What it is told of: one at least.
    pub kinds: Vec<Happening>,
}

/// A webhook that was just made, or has got another secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct MadeWebhook {
    /// The webhook.
    pub webhook: Webhook,
    /// What messages are signed with, as `whsec_…`; told this once.
    pub secret: String,
}

/// Another address, other kinds, or whether it is sent to; what is left out stays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct WebhookChange {
    /// Where messages go.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// What it is told of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kinds: Option<Vec<Happening>>,
    /// `true`: what happens waits; `false`: it goes on, also where it had been stopped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paused: Option<bool>,
}

/// What has become of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum MessageState {
    /// It is to be sent, for the first time or again.
    Waiting,
    /// The receiver has taken it.
    Delivered,
    /// It was given up.
    Failed,
}

/// A message to a webhook.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct WebhookMessage {
    /// Counts up, with gaps.
    pub seq: i64,
    /// `webhook-id`: the same at each try.
    pub id: String,
    /// What happened.
    pub kind: Happening,
    /// When it happened.
    pub at: Moment,
    /// What has become of it.
    pub state: MessageState,
    /// How often it was sent.
    pub tries: u32,
    /// When it is sent next; `null`: it is not.
    pub next: Option<Moment>,
    /// When it was sent last.
    pub tried: Option<Moment>,
    /// The status that was answered.
    pub status: Option<u16>,
    /// Why it did not arrive; `null`: it did, or was not sent yet.
    pub problem: Option<WebhookProblem>,
    /// The beginning of the answer: 300 characters at most.
    pub answer: String,
    /// How long the answer took, in milliseconds.
    pub took_ms: Option<u32>,
    /// The body, as it is sent.
    pub body: String,
}

/// Messages, the newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct WebhookMessages {
    /// The messages.
    pub messages: Vec<WebhookMessage>,
    /// What to give as `before` for the next page; `null`: there is none.
    pub before: Option<i64>,
}

/// What is sent again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Replay {
    /// This message, whatever has become of it.
    Message(i64),
    /// All that were given up.
    Failed,
    /// Everything that has happened since, arrived or not, as far as it is still kept.
    Since(Moment),
    /// The same for the last hours, by the server's clock.
    Hours(u32),
}

/// How much is sent again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Replayed {
    /// Messages.
    pub messages: u64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_on_the_wire_are_those_that_are_kept() {
        for happening in Happening::ALL.into_iter().chain([Happening::Test]) {
            assert_eq!(serde_json::to_value(happening).unwrap(), happening.name());
            assert_eq!(Happening::named(happening.name()), Some(happening));
        }
        assert_eq!(Happening::named("participant.left"), None);
    }
}
