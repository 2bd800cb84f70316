//! Staff: who they are, how they sign in, what they may do, and who has done what. [docs/accounts.md] says what it does for people.
//!
//! A request of staff goes through [`enter`] before its route sees it: there it is found out who asks, and whether he has the right that the route's
//! own description names. A route without one is opened to nobody.

pub mod caller;
pub mod change;
pub mod cookie;
pub mod enter;
pub mod factor;
pub mod field;
pub mod first;
pub mod lockout;
pub mod needs;
pub mod password;
pub mod sign_in;
pub mod sweep;

pub use caller::{Caller, Means};
pub use password::Hasher;

use canyu_core::{
    moment::HOUR,
    staff::{LONGEST_NAME, LONGEST_PASSWORD, Right, SHORTEST_PASSWORD},
};
use fairdraw::{hash::sha256, text::hex};

/// A session that nobody uses ends after so many milliseconds.
pub const IDLE: i64 = 12 * HOUR;
/// A session ends after so many milliseconds, used or not.
pub const AT_MOST: i64 = 7 * 24 * HOUR;
/// How exactly it is kept when something was used last, in milliseconds.
const FRESH: i64 = 5 * 60_000;
/// An invitation is good for so many milliseconds.
pub const INVITED: i64 = 7 * 24 * HOUR;
/// What every token begins with, so that programs that look for secrets in the wrong places know it.
pub const TOKEN_HEAD: &str = "canyu_";

/// Why something about an account was refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AccountError {
    /// Nobody is signed in.
    #[error(
        "nobody is signed in, or the session has ended: sign in and send the same request again; nothing was changed"
    )]
    NotSignedIn,
    /// The token is not known, has expired, or was withdrawn.
    #[error("this token is not good, or not any more: make a new one in the console")]
    TokenWrong,
    /// A token cannot do this.
    #[error("this is for people who are signed in, and not for tokens")]
    NotForTokens,
    /// It needs a right that he does not have.
    #[error("this needs the right \"{}\", which you do not have: ask an administrator", .0.name())]
    NotAllowed(Right),
    /// The header is missing or not this session's.
    #[error(
        "the header Canyu-Csrf is missing or belongs to another session: send the `csrf` of GET /api/v1/staff/session"
    )]
    CsrfWrong,
    /// A page of another site asks.
    #[error("this request comes from a page of another site")]
    CrossSite,
    /// The address or the password is not right; which one nobody is told.
    #[error("the address or the password is not right")]
    SignInFailed,
    /// The password is right, and that is not enough.
    #[error("this account has a second factor: send its code, too")]
    SecondFactorNeeded,
    /// The code is not right, or was used before.
    #[error("this code is not right, or was used before: wait for the next one")]
    SecondFactorWrong,
    /// Too many wrong passwords.
    #[error("too many wrong passwords: try again in {after} seconds")]
    LockedOut {
        /// Seconds.
        after: u64,
    },
    /// His own password, asked for once more, is not right.
    #[error("this is not your password as it is now")]
    PasswordWrong,
    /// Too few characters.
    #[error("a password has at least {SHORTEST_PASSWORD} characters")]
    PasswordTooShort,
    /// Too many characters.
    #[error("a password has at most {LONGEST_PASSWORD} characters")]
    PasswordTooLong,
    /// Others have it, too.
    #[error("this password is among the first that anybody would try")]
    PasswordCommon,
    /// It is the name or the address.
    #[error("a password must not be your name or your address")]
    PasswordLikeYou,
    /// It is no address.
    #[error("this is no e-mail address: it looks like li@example.org")]
    EmailMalformed,
    /// Somebody else has it.
    #[error("there is an account with this address already")]
    EmailTaken,
    /// There is no name, or too much of it.
    #[error("a name has 1 to {LONGEST_NAME} characters")]
    NameMalformed,
    /// A campaign cannot have that name.
    #[error("\"{0}\" cannot be the name of a campaign")]
    CampaignsMalformed(String),
    /// An administrator is there for all campaigns.
    #[error("an administrator is there for all campaigns: leave out `campaigns`, or choose another role")]
    AdministratorUnlimited,
    /// The link is not known, has expired, or was used.
    #[error("this link is not good, or not any more: ask for a new one")]
    LinkOver,
    /// Nobody would be left who can manage accounts.
    #[error("this is the last administrator: make somebody else one first")]
    LastAdministrator,
    /// Somebody else has changed the account at the same moment.
    #[error("somebody else has changed this account at the same moment: look again, and try again")]
    Raced,
    /// There is a second factor already.
    #[error("there is a second factor already: take it away first")]
    SecondFactorOn,
    /// Nobody has begun, or it is off.
    #[error("there is no second factor to confirm or to take away")]
    SecondFactorOff,
    /// The code does not confirm the device.
    #[error("this is not the code that the device should show: check its clock, and send the next code")]
    CodeNotConfirmed,
    /// A token would do more than its maker.
    #[error("a token cannot have the right \"{}\": you do not have it, or it is for people alone", .0.name())]
    ScopeTooFar(Right),
    /// A token would be good for campaigns that its maker does not see.
    #[error("a token cannot be there for \"{0}\": you are not")]
    CampaignTooFar(String),
    /// A token would do nothing.
    #[error("a token needs at least one right")]
    ScopesMissing,
    /// A token would be over before it is made.
    #[error("`expires` lies in the past")]
    ExpiryPast,
    /// Too many passwords are being checked.
    #[error("too many people sign in at once: try again in a moment")]
    Busy,
}

impl AccountError {
    /// The stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotSignedIn => "not_signed_in",
            Self::TokenWrong => "token_wrong",
            Self::NotForTokens => "not_for_tokens",
            Self::NotAllowed(_) => "not_allowed",
            Self::CsrfWrong => "csrf_wrong",
            Self::CrossSite => "cross_site",
            Self::SignInFailed => "sign_in_failed",
            Self::SecondFactorNeeded => "second_factor_needed",
            Self::SecondFactorWrong => "second_factor_wrong",
            Self::LockedOut { .. } => "locked_out",
            Self::PasswordWrong => "password_wrong",
            Self::PasswordTooShort => "password_too_short",
            Self::PasswordTooLong => "password_too_long",
            Self::PasswordCommon => "password_common",
            Self::PasswordLikeYou => "password_like_you",
            Self::EmailMalformed => "email_malformed",
            Self::EmailTaken => "email_taken",
            Self::NameMalformed => "name_malformed",
            Self::CampaignsMalformed(_) => "campaigns_malformed",
            Self::AdministratorUnlimited => "administrator_unlimited",
            Self::LinkOver => "link_over",
            Self::LastAdministrator => "last_administrator",
            Self::Raced => "raced",
            Self::SecondFactorOn => "second_factor_on",
            Self::SecondFactorOff => "second_factor_off",
            Self::CodeNotConfirmed => "code_not_confirmed",
            Self::ScopeTooFar(_) => "scope_too_far",
            Self::CampaignTooFar(_) => "campaign_too_far",
            Self::ScopesMissing => "scopes_missing",
            Self::ExpiryPast => "expiry_past",
            Self::Busy => "busy",
        }
    }

    /// After how many seconds it is worth trying again, if that is what has to be done.
    #[must_use]
    pub fn after(&self) -> Option<u64> {
        match self {
            Self::LockedOut { after } => Some(*after),
            Self::Busy => Some(2),
            _ => None,
        }
    }
}

/// What staff need besides what everybody needs.
#[derive(Clone, Default)]
pub struct Gate {
    /// What checks passwords.
    pub hasher: Hasher,
    /// Whether browsers are told to send the session's cookie by HTTPS alone.
    pub is_secure: bool,
}

/// SHA-256 as it is kept of everything that opens something.
#[must_use]
pub fn hash(secret: &str) -> String {
    hex(&sha256(secret.as_bytes()))
}
