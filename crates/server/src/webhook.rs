//! Webhooks: other programs are told what happens, by the rules of Standard Webhooks (<https://www.standardwebhooks.com>, specification 1.0.0).
//!
//! What is told is written in the transaction of what it tells (`store/sqlite/webhooks/`), with a row for each webhook that wants it, and is sent by a job
//! of the running server: so nothing that was acknowledged is missing. A message may come twice, under the same id, and in any order.

pub mod calendar;
pub mod message;
pub mod send;
pub mod sign;

use crate::outbound;
use canyu_core::{
    moment::Moment,
    staff::{Happening, LONGEST_WEBHOOK, MOST_WEBHOOKS, Webhook, WebhookProblem, WebhookState},
};
use ureq::http::Uri;

/// A webhook, as the store keeps it. It has its secret: no `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct Hook {
    /// The campaign.
    pub campaign: String,
    /// Its name in addresses.
    pub id: String,
    /// Where messages go.
    pub url: String,
    /// What it is told of.
    pub kinds: Vec<Happening>,
    /// What messages are signed with.
    pub secret: String,
    /// The secret before, and until when it signs, too.
    pub old_secret: Option<(String, Moment)>,
    /// Whether it is sent to.
    pub state: WebhookState,
    /// Messages in a row that did not arrive.
    pub fails: u32,
    /// When the first of these was sent.
    pub failing: Option<Moment>,
    /// Until when it is left alone.
    pub rest: Moment,
    /// Why the last one did not arrive.
    pub problem: Option<WebhookProblem>,
    /// When something arrived last.
    pub delivered: Option<Moment>,
    /// From when on it is told, by the campaign's clock.
    pub since: Moment,
    /// When it was made, by the machine's clock.
    pub made: Moment,
    /// By whom.
    pub made_by: String,
}

impl Hook {
    /// As staff see it, with how many messages wait and were given up.
    #[must_use]
    pub fn told(&self, now: Moment, (waiting, failed): (u32, u32)) -> Webhook {
        Webhook {
            id: self.id.clone(),
            url: self.url.clone(),
            kinds: self.kinds.clone(),
            state: self.state,
            failing: self.failing,
            problem: self.problem,
            again: (self.rest > now && self.state == WebhookState::On).then_some(self.rest),
            waiting,
            failed,
            delivered: self.delivered,
            made: self.made,
            made_by: self.made_by.clone(),
            old_secret_until: self
                .old_secret
                .as_ref()
                .map(|(_, until)| *until)
                .filter(|until| *until > now),
        }
    }

    /// The same, to be sent to again as if nothing had been wrong.
    #[must_use]
    pub fn awake(self) -> Self {
        Self {
            state: WebhookState::On,
            fails: 0,
            failing: None,
            rest: Moment(0),
            problem: None,
            ..self
        }
    }
}

/// Why there is no such webhook.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WebhookError {
    /// The address is none.
    #[error(
        "\"{0}\" is no address that messages could go to: it looks like https://example.org/canyu, without a name and password, and has at most {LONGEST_WEBHOOK} characters"
    )]
    Url(String),
    /// Anybody on the way could read along.
    #[error("messages go over https:// only, so that nobody on the way reads them")]
    NotHttps,
    /// It is in a private network.
    #[error("the address is one of a private network, which this server does not send to")]
    Private,
    /// It is told nothing.
    #[error("choose at least one thing that the webhook is told of")]
    Kinds,
    /// There are enough.
    #[error("a campaign has at most {MOST_WEBHOOKS} webhooks: take one away first")]
    TooMany,
}

impl WebhookError {
    /// The stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Url(_) => "webhook_url_malformed",
            Self::NotHttps => "webhook_not_https",
            Self::Private => "webhook_private",
            Self::Kinds => "webhook_kinds_missing",
            Self::TooMany => "too_many_webhooks",
        }
    }
}

/// An address that messages may go to, without blanks around it. Where its name leads is looked at whenever something is sent. `own`: addresses of this
/// machine are allowed, and without encryption.
///
/// # Errors
/// [`WebhookError`].
pub fn address(text: &str, own: bool) -> Result<String, WebhookError> {
    let text = text.trim();
    let malformed = || WebhookError::Url(text.chars().take(80).collect());
    let is_long = text.chars().count() > LONGEST_WEBHOOK;
    let uri: Uri = text.parse().map_err(|_| malformed())?;
    let (Some(scheme), Some(host), Some(authority)) = (uri.scheme_str(), uri.host(), uri.authority()) else {
        return Err(malformed());
    };
    if is_long || host.is_empty() || authority.as_str().contains('@') || text.contains('#') {
        return Err(malformed());
    }
    let is_here = outbound::is_here(host);
    match scheme {
        "https" => {}
        "http" if own && is_here => {}
        "http" => return Err(WebhookError::NotHttps),
        _ => return Err(malformed()),
    }
    if outbound::is_private_host(host) && !(own && is_here) {
        return Err(WebhookError::Private);
    }
    Ok(text.to_owned())
}

/// What a webhook is told of, each once and in the order of the manual.
///
/// # Errors
/// [`WebhookError::Kinds`].
pub fn kinds(asked: &[Happening]) -> Result<Vec<Happening>, WebhookError> {
    let kinds: Vec<Happening> = Happening::ALL.into_iter().filter(|kind| asked.contains(kind)).collect();
    if kinds.is_empty() {
        return Err(WebhookError::Kinds);
    }
    Ok(kinds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_everybody_reaches_and_nobody_reads_along_is_an_address() {
        let code = |text: &str, own| address(text, own).map_err(|error| error.code());
        let fine = "https://example.org/canyu?a=b";
        assert_eq!(code(&format!("  {fine} "), false), Ok(fine.to_owned()));
        for text in [
            "",
            "example.org",
            "/canyu",
            "ftp://example.org",
            "https://me:secret@example.org/",
            "https://example.org/#top",
            &format!("https://example.org/{}", "x".repeat(LONGEST_WEBHOOK)),
        ] {
            assert_eq!(code(text, true), Err("webhook_url_malformed"), "{text}");
        }
        assert_eq!(code("http://example.org/", true), Err("webhook_not_https"));
        for text in [
            "https://127.0.0.1/",
            "https://localhost:8080/",
            "https://[::1]/",
            "https://10.1.2.3/",
        ] {
            assert_eq!(code(text, false), Err("webhook_private"), "{text}");
        }
        assert!(code("http://127.0.0.1:8080/", true).is_ok());
        assert!(code("http://[::1]:8080/", true).is_ok());
        assert_eq!(code("http://10.1.2.3/", true), Err("webhook_not_https"));
        assert_eq!(code("https://10.1.2.3/", true), Err("webhook_private"));
    }

    #[test]
    fn kinds_are_told_once_and_in_order() {
        let asked = [
            Happening::Joined,
            Happening::Arrived,
            Happening::Joined,
            Happening::Test,
        ];
        assert_eq!(kinds(&asked), Ok(vec![Happening::Arrived, Happening::Joined]));
        assert_eq!(kinds(&[Happening::Test]), Err(WebhookError::Kinds));
    }
}
