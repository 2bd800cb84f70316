//! Who has done what.

use crate::moment::Moment;
use serde::{Deserialize, Serialize};

/// Something that was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// The first administrator came by the link that the server had printed.
    FirstAdministrator,
    /// Somebody signed in.
    SignedIn,
    /// Somebody signed out.
    SignedOut,
    /// Somebody signed in with a recovery code, which is used up.
    RecoveryCodeUsed,
    /// Too many wrong passwords: an account lets nobody in for a while.
    LockedOut,
    /// An account was made.
    AccountMade,
    /// An account was changed.
    AccountChanged,
    /// An account was deleted.
    AccountDeleted,
    /// An account got a new password from who runs the server.
    AccountReset,
    /// Somebody was invited.
    Invited,
    /// An invitation was withdrawn.
    InvitationWithdrawn,
    /// Somebody came by an invitation.
    InvitationAccepted,
    /// Somebody changed his name or language.
    ProfileChanged,
    /// Somebody changed his password.
    PasswordChanged,
    /// Somebody ended one of his sessions.
    SessionEnded,
    /// Somebody has a second factor from now on.
    SecondFactorOn,
    /// Somebody has no second factor any more.
    SecondFactorOff,
    /// A token was made.
    TokenMade,
    /// A token was withdrawn.
    TokenWithdrawn,
    /// Somebody said something about what fans wrote.
    Moderated,
    /// Somebody decided whether a participant counts.
    Reviewed,
    /// A draft was begun.
    DraftMade,
    /// A draft was thrown away.
    DraftDeleted,
    /// A campaign was published, or a new version of it.
    Published,
    /// Somebody closed the list of a draw and committed to it.
    DrawCommitted,
    /// Somebody noted where the commitment of a draw was published.
    CommitmentTold,
    /// Somebody ran a draw.
    DrawRun,
    /// A prize was taken from a winner.
    PrizeForfeited,
    /// A participant was kept out of a draw.
    KeptOut,
    /// A participant was let in to a draw again.
    LetIn,
    /// Somebody looked at the name and address of a winner.
    WinnerLookedAt,
    /// Somebody took the list of winners' names and addresses.
    ShippingListTaken,
    /// Somebody took a table of a campaign home.
    Exported,
    /// A campaign was put away.
    Archived,
    /// Something was given.
    Given,
    /// A gift that was left half-way went on.
    GiftResumed,
    /// Codes were made.
    CodesIssued,
    /// A till got its link.
    TillMade,
    /// A till was closed.
    TillClosed,
    /// Somebody opened a till as himself.
    TillOpened,
    /// A post was told, or told in other words.
    PostTold,
    /// A post was taken away.
    PostRemoved,
    /// A wish was answered, or its answer taken back.
    WishAnswered,
    /// Seed users were invited.
    SeedsInvited,
    /// A webhook was made.
    WebhookMade,
    /// A webhook was changed.
    WebhookChanged,
    /// A webhook got another secret.
    WebhookSecretChanged,
    /// A webhook was taken away.
    WebhookRemoved,
    /// Messages of a webhook are sent again.
    WebhookReplayed,
}

/// By what somebody did it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum WhoKind {
    /// Signed in.
    Account,
    /// By a token.
    Token,
    /// On the machine itself.
    CommandLine,
    /// Nobody that is known: the server itself, because of what a stranger did.
    Stranger,
}

/// Who did it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Who {
    /// By what.
    pub kind: WhoKind,
    /// The account, be it by one of its tokens; empty where there is none.
    pub account: String,
    /// What the account was called, or the token, when it was done; may be empty.
    pub name: String,
}

/// A line of the log.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct AuditLine {
    /// Counts up.
    pub seq: i64,
    /// When, by the machine's clock, also in a rehearsal.
    pub at: Moment,
    /// Who.
    pub who: Who,
    /// From where: the first 24 bits of an IPv4 address, the first 64 of an IPv6 one; empty on the machine itself.
    pub place: String,
    /// What.
    pub what: What,
    /// In which campaign; `null`: in none.
    pub campaign: Option<String>,
    /// With what, as people call it: somebody's address, a token's name. May be empty.
    pub about: String,
    /// The change: an object, mostly with `before` and `after`. No secrets.
    #[cfg_attr(feature = "server", schema(value_type = Object))]
    pub change: serde_json::Value,
}

/// A page of the log, the newest line first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct AuditPage {
    /// The lines.
    pub lines: Vec<AuditLine>,
    /// What to give as `before` for the next page; `null`: this was the last one.
    pub before: Option<i64>,
}
