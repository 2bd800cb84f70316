//! Where mail is handed over, and from whom it comes.

use crate::settings::SettingsFile;
use axum::http::Uri;
use lettre::{AsyncSmtpTransport, Tokio1Executor, message::Mailbox};
use std::{net::IpAddr, path::PathBuf, time::Duration};

/// How long the SMTP server may take for each answer.
const PATIENCE: Duration = Duration::from_secs(30);

/// Which SMTP server.
#[derive(Clone, Default, clap::Args)]
pub struct MailArg {
    /// The SMTP server that takes mail to fans: smtps://USER:PASSWORD@HOST, or smtp://USER:PASSWORD@HOST:587, which has to offer STARTTLS.
    /// Without encryption only on this machine, or where ?tls=none says so. With a password rather give it in canyu.toml or CANYU_SMTP,
    /// where others on the machine do not see it
    #[arg(long, env = "CANYU_SMTP", hide_env_values = true, value_name = "URL")]
    pub smtp: Option<String>,
    /// From whom mail comes, as "A new toy <hello@shop.example>"
    #[arg(long, env = "CANYU_MAIL_FROM", value_name = "ADDRESS")]
    pub mail_from: Option<String>,
    /// Take mail exchangers from a file instead of the network: lines of domain=mx, for tests and simulations
    #[arg(long, env = "CANYU_MX_FILE", value_name = "FILE")]
    pub mx_file: Option<PathBuf>,
}

/// The address of the server may hold a password.
impl std::fmt::Debug for MailArg {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("MailArg")
            .field("smtp", &self.smtp.is_some())
            .finish_non_exhaustive()
    }
}

/// Settings that can be used.
pub struct MailSettings {
    /// The way to the SMTP server.
    pub transport: AsyncSmtpTransport<Tokio1Executor>,
    /// From whom mail comes.
    pub from: Mailbox,
}

/// Why settings cannot be used. None of them repeats the address, which may hold a password.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MailSettingsError {
    /// It is no such address.
    #[error(
        "--smtp is not understood: write it as smtps://USER:PASSWORD@HOST or smtp://USER:PASSWORD@HOST:587, with % signs for what is special in a password"
    )]
    Smtp,
    /// It says something after the question mark that nobody knows.
    #[error("--smtp: after the question mark only tls=none is known")]
    Query,
    /// There is no sender.
    #[error("--mail-from is missing: from whom does mail come? As \"A new toy <hello@shop.example>\"")]
    NoFrom,
    /// The sender cannot be one.
    #[error("--mail-from is not understood: write it as \"A new toy <hello@shop.example>\"")]
    From,
}

impl MailSettingsError {
    /// The stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Smtp => "smtp_wrong",
            Self::Query => "smtp_query",
            Self::NoFrom => "mail_from_missing",
            Self::From => "mail_from_wrong",
        }
    }
}

/// How the way to the SMTP server is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Protection {
    /// From the first byte.
    Tls,
    /// After STARTTLS, without which nothing is sent.
    StartTls,
    /// Not at all.
    Plain,
}

impl MailArg {
    /// Whether an SMTP server is named, without looking at it.
    #[must_use]
    pub fn is_on(&self, file: &SettingsFile) -> bool {
        self.smtp.is_some() || file.smtp.is_some()
    }

    /// The settings; `None`: no SMTP server is named.
    ///
    /// # Errors
    /// When they cannot be used.
    pub fn settings(&self, file: &SettingsFile) -> Result<Option<MailSettings>, MailSettingsError> {
        let Some(smtp) = self.smtp.as_ref().or(file.smtp.as_ref()) else {
            return Ok(None);
        };
        let (url, _) = understood(smtp)?;
        let builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(&url).map_err(|_| MailSettingsError::Smtp)?;
        let from = self.mail_from.as_ref().or(file.mail_from.as_ref());
        let from = from.ok_or(MailSettingsError::NoFrom)?;
        if from.contains(char::is_control) {
            return Err(MailSettingsError::From);
        }
        let from = from.parse().map_err(|_| MailSettingsError::From)?;
        let transport = builder.timeout(Some(PATIENCE)).build();
        Ok(Some(MailSettings { transport, from }))
    }
}

/// The address as the transport reads it.
fn understood(smtp: &str) -> Result<(String, Protection), MailSettingsError> {
    let (url, query) = smtp
        .split_once('?')
        .map_or((smtp, None), |(url, query)| (url, Some(query)));
    let uri: Uri = url.parse().map_err(|_| MailSettingsError::Smtp)?;
    let host = uri.host().ok_or(MailSettingsError::Smtp)?;
    let protection = match (uri.scheme_str(), query) {
        (Some("smtps"), None) => Protection::Tls,
        (Some("smtp"), Some("tls=none")) => Protection::Plain,
        (Some("smtp"), None) if is_loopback(host) => Protection::Plain,
        (Some("smtp"), None) => Protection::StartTls,
        (Some("smtp" | "smtps"), Some(_)) => return Err(MailSettingsError::Query),
        _ => return Err(MailSettingsError::Smtp),
    };
    let url = match protection {
        Protection::StartTls => format!("{url}?tls=required"),
        Protection::Tls | Protection::Plain => url.to_owned(),
    };
    Ok((url, protection))
}

fn is_loopback(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    bare == "localhost" || bare.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mail_leaves_the_machine_encrypted_unless_somebody_says_otherwise() {
        for (smtp, protection) in [
            ("smtps://a:b@mail.example", Protection::Tls),
            ("smtp://a:b@mail.example:587", Protection::StartTls),
            ("smtp://mail.example", Protection::StartTls),
            ("smtp://127.0.0.1.mail.example:25", Protection::StartTls),
            ("smtp://127.0.0.1:2525", Protection::Plain),
            ("smtp://[::1]:2525", Protection::Plain),
            ("smtp://localhost:2525", Protection::Plain),
            ("smtp://10.0.0.5:25?tls=none", Protection::Plain),
        ] {
            let (url, found) = understood(smtp).unwrap();
            assert_eq!(found, protection, "{smtp}");
            assert_eq!(
                url.ends_with("?tls=required"),
                protection == Protection::StartTls,
                "{url}"
            );
            assert!(AsyncSmtpTransport::<Tokio1Executor>::from_url(&url).is_ok(), "{url}");
        }
    }

    // The transport's pool wants a runtime.
    #[tokio::test]
    async fn what_cannot_be_used_is_said_without_repeating_a_password() {
        let arg = |smtp: &str, from: &str| MailArg {
            smtp: Some(smtp.to_owned()),
            mail_from: Some(from.to_owned()).filter(|from| !from.is_empty()),
            mx_file: None,
        };
        let fine = "Toy <hello@shop.example>";
        for (smtp, from, code) in [
            ("mail.example", fine, "smtp_wrong"),
            ("http://a:geheim@mail.example", fine, "smtp_wrong"),
            ("smtp://a:geheim@mail.example?tls=maybe", fine, "smtp_query"),
            ("smtps://a:geheim@mail.example", "", "mail_from_missing"),
            ("smtps://a:geheim@mail.example", "hello", "mail_from_wrong"),
            (
                "smtps://a:geheim@mail.example",
                "Toy <hello@shop.example>\r\nBcc: x@y.example",
                "mail_from_wrong",
            ),
        ] {
            let arg = arg(smtp, from);
            let error = arg.settings(&SettingsFile::default()).err().unwrap();
            assert_eq!(error.code(), code, "{smtp}");
            assert!(!format!("{error} {error:?} {arg:?}").contains("geheim"));
        }
        assert!(MailArg::default().settings(&SettingsFile::default()).unwrap().is_none());
    }
}
