//! Signing in, and one's own account.

use super::Account;
use crate::{lang::Lang, moment::Moment};
use serde::{Deserialize, Serialize};

/// Somebody signs in.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SignIn {
    /// His address.
    pub email: String,
    /// His password.
    pub password: String,
    /// Where he has a second factor: six digits from his device, or a recovery code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
}

/// Who is signed in, and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Session {
    /// Whose session it is.
    pub account: Account,
    /// What requests that change something carry in the header `Canyu-Csrf`.
    pub csrf: String,
    /// What the server is.
    pub server: Server,
}

/// What the server is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Server {
    /// Its version.
    pub version: String,
    /// Whether it rehearses: every page says so.
    pub rehearsal: bool,
    /// Campaign time.
    pub now: Moment,
    /// Whether it can send mail.
    pub mail: bool,
}

/// Whether the first administrator is still to come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct FirstOpen {
    /// Whether there is no account yet.
    pub open: bool,
}

/// The first administrator comes.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct First {
    /// What stands in the link behind `#first=`.
    pub link: String,
    /// What he is called.
    pub name: String,
    /// What he will sign in with.
    pub email: String,
    /// His password, of 12 to 256 characters.
    pub password: String,
    /// The language that he reads.
    #[serde(default)]
    pub language: Lang,
}

/// What somebody changes about himself; what is left out stays as it is.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields, default)]
pub struct MyChange {
    /// What he is called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The language that he reads.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<Lang>,
    /// His password as it is; asked for when it changes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub current_password: Option<String>,
    /// His new password, of 12 to 256 characters. All other sessions end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new_password: Option<String>,
}

/// A browser in which somebody is signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct SessionRow {
    /// Its name in addresses; it opens nothing.
    pub id: String,
    /// When he signed in.
    pub made: Moment,
    /// When it was used last, to five minutes.
    pub seen: Moment,
    /// From where: the first 24 bits of an IPv4 address, the first 64 of an IPv6 one.
    pub place: String,
    /// What the browser calls itself.
    pub agent: String,
    /// Whether it is the one that asks.
    pub this: bool,
}

/// A second factor that is not confirmed yet.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct SecondFactor {
    /// To be typed into a device: 32 characters of base32.
    pub secret: String,
    /// To be shown as a QR code: `otpauth://totp/…`
    pub uri: String,
}

/// Six digits from a device.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Code {
    /// The digits.
    pub code: String,
}

/// Codes that are good once each, for who has lost his device. They are told this once.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct RecoveryCodes {
    /// Eight of them.
    pub codes: Vec<String>,
}

/// One's own password, asked for once more.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Password {
    /// As it is.
    pub current_password: String,
}
