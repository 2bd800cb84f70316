//! Mail to fans: the code and the link that confirm an address, and notices to people who have confirmed one.
//!
//! A mail is written into the outbox in a transaction (`store/mail.rs`), and sent by a job of the running server (`outbox.rs`): what was
//! acknowledged is sent even when the server dies in between. It may be sent twice then, under the same Message-ID, and never not at all.

pub mod confirm;
pub mod letter;
pub mod notices;
pub mod outbox;
pub mod settings;
pub mod words;

use crate::identity::mx::{Exchangers, Nobody};
use canyu_core::moment::Moment;
use lettre::{AsyncSmtpTransport, Tokio1Executor, message::Mailbox};
use settings::MailSettings;
use std::sync::Arc;
use tokio::sync::Notify;

/// What sending needs. Where no SMTP server was named, nothing is sent, and nothing is taken to be sent.
pub struct Post {
    sender: Option<Sender>,
    base: String,
    /// Wakes the job when something has been written by this process.
    wake: Notify,
    /// Whoever knows mail exchangers.
    pub exchangers: Arc<dyn Exchangers>,
}

struct Sender {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

impl Default for Post {
    fn default() -> Self {
        Self {
            sender: None,
            base: String::new(),
            wake: Notify::new(),
            exchangers: Arc::new(Nobody),
        }
    }
}

impl Post {
    /// With these settings, for a server that people reach at `base`, as `https://canyu.example`: it stands in links.
    #[must_use]
    pub fn new(settings: Option<MailSettings>, base: &str, exchangers: Arc<dyn Exchangers>) -> Self {
        Self {
            sender: settings.map(|settings| Sender {
                transport: settings.transport,
                from: settings.from,
            }),
            base: base.trim_end_matches('/').to_owned(),
            wake: Notify::new(),
            exchangers,
        }
    }

    /// Whether mail can be sent.
    #[must_use]
    pub fn is_on(&self) -> bool {
        self.sender.is_some()
    }

    /// Where people reach the server. Never taken from a request: else anybody could have links to his own server sent.
    #[must_use]
    pub fn base(&self) -> &str {
        &self.base
    }

    /// Something has been written.
    pub fn wake(&self) {
        self.wake.notify_one();
    }
}

/// Why nothing was done about an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MailError {
    /// The server has no SMTP server.
    #[error("this server sends no mail: its operator has named no SMTP server")]
    Off,
    /// In this campaign somebody else says who people are.
    #[error("in this campaign nobody is confirmed by an e-mail address: `[confirm]` in its file does not name it")]
    NotUsed,
    /// It is no address.
    #[error("this is no e-mail address: it looks like li@example.org")]
    AddressWrong,
    /// The same fan has asked too often.
    #[error("too many mails were asked for: wait an hour, and look among unwanted mail meanwhile")]
    TooMany,
    /// It is another code.
    #[error("this is not the code in the newest mail; tries left: {left}")]
    CodeWrong {
        /// Tries that are left.
        left: u32,
    },
    /// There is no code that could be right.
    #[error("there is no code that works any more: ask for a new mail")]
    CodeOver,
}

impl MailError {
    /// The stable code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Off => "mail_off",
            Self::NotUsed => "mail_not_used",
            Self::AddressWrong => "address_wrong",
            Self::TooMany => "too_many_mails",
            Self::CodeWrong { .. } => "code_wrong",
            Self::CodeOver => "code_over",
        }
    }
}

/// Milliseconds in a minute.
const MINUTE: i64 = 60_000;
/// Milliseconds in a day.
const DAY: i64 = 24 * 60 * MINUTE;

/// So many milliseconds before a moment.
fn before(now: Moment, milliseconds: i64) -> Moment {
    now.plus(-milliseconds)
}
