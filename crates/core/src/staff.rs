//! What campaign staff and the server say to each other, and who may do what.
//!
//! The server enforces [`Role::may`]; the console hides by it what somebody may not do. Both hold the same table.

mod account;
mod audit;
mod campaign;
mod draft;
mod draw;
mod embed;
mod export;
mod filter;
mod gift;
mod goods;
mod life;
mod links;
mod names;
mod news;
mod review;
mod seed;
mod session;
mod statistics;
pub mod study;
mod token;
mod webhook;
mod week;
mod written;

pub use account::{
    Accept, Account, AccountChange, Invitation, InvitationLook, LinkSecret, MadeInvitation, NewAccount, NewInvitation,
};
pub use audit::{AuditLine, AuditPage, What, Who, WhoKind};
pub use campaign::{CampaignLine, Counts, NextStep, State, Step};
pub use draft::{
    Draft, DraftLine, DraftPicture, Edit, EditedMeanwhile, Editor, Edits, Found, LARGEST_PICTURE, LONGEST_FILE, Lock,
    NewDraft, Preview, PreviewWish, PublishWish, PublishedVersion, Pulse, Rehearsal, RehearsalWish, Release,
    ReleaseChange, RunState, Seen, Template,
};
pub use draw::{
    Claimant, DrawLook, DrawSource, DrawStage, DrawValue, Excluding, Forfeited, Forfeiting, KeptOut, LetIn,
    PrizeCounts, SourceKind, Telling, Told, WinnerLine, WinnerState, Winners,
};
pub use embed::{ChannelLink, CheckState, Embed, PageCheck, PageLine, PageTest, PageWish};
pub use export::{
    ColumnKind, Every, Export, ExportColumn, ExportFormat, ExportState, ExportTable, Exports, NewExport,
    ScheduledExport, TableDictionary,
};
pub use filter::{Filter, WorthFilter};
pub use gift::{Cap, Gift, GiftCount, GiftWhat, Gifts, ItemName, Meant, NewGift, NodeName};
pub use goods::{
    CodeLine, CodeLook, Codes, IssuedCodes, MadeTill, NewCodes, NewTill, OwnTill, Stock, StockLine, TillLine,
};
pub use life::{Archiving, LifeStage};
pub use links::{CampaignLink, CampaignLinks, LinkCounts};
pub use names::{Names, NodeTitle};
pub use news::{AnswerLine, Answers, NewAnswer, NewPost, News, PostLine, WishLine};
pub use review::{Appealed, Decided, Decision, Evidence, ReviewLine, ReviewQueue, Reviewed, Trace};
pub use seed::{NewSeeds, SeedLine, Seeds};
pub use session::{
    Code, First, FirstOpen, MyChange, Password, RecoveryCodes, SecondFactor, Server, Session, SessionRow, SignIn,
};
pub use statistics::{
    Cell, ChannelFigures, Estimate, Figures, Funnel, Generation, Glance, GroupFigures, NodeFigures, Point, Quiet,
    ReproductionDay, ReproductionNow, Series, SeriesStep, Unequal, WorthCounts,
};
pub use token::{ApiToken, MadeToken, NewToken};
pub use webhook::{
    Happening, LONGEST_WEBHOOK, MOST_WEBHOOKS, MadeWebhook, MessageState, NewWebhook, Replay, Replayed, Webhook,
    WebhookChange, WebhookMessage, WebhookMessages, WebhookProblem, WebhookState,
};
pub use week::{Doubt, Week, WeekCount, WeekLine};
pub use written::{Said, Saying, Written, WrittenLine};

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A text by language (`en`, `zh-Hans`, `zh-Hant`), in those that it was written in.
pub type Texts = BTreeMap<String, String>;

/// The header that every request of a session carries which changes something, with [`Session::csrf`].
pub const CSRF_HEADER: &str = "canyu-csrf";

/// Fewest characters of a password.
pub const SHORTEST_PASSWORD: usize = 12;
/// Most characters of a password.
pub const LONGEST_PASSWORD: usize = 256;
/// Most characters of somebody's name, and of a token's.
pub const LONGEST_NAME: usize = 80;

/// What somebody's account is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Everything, for all campaigns.
    Administrator,
    /// Everything about campaigns; neither accounts nor the audit log.
    Staff,
    /// Reads and exports, persons included.
    Marketer,
    /// Reads numbers, and nothing about persons.
    Viewer,
    /// Redeems codes.
    Till,
}

/// Something that may be done. Scopes of API tokens are rights, too.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Right {
    /// The names of the campaigns that one is there for. Every role has it, and every token.
    SeeNames,
    /// What a campaign is like and how far it is.
    SeeCampaigns,
    /// How many people do what.
    SeeNumbers,
    /// Who does it: names, addresses, entries.
    SeePersons,
    /// Take rows home.
    Export,
    /// Write and change drafts.
    Edit,
    /// Publish, archive, embed.
    Publish,
    /// Show, hide and answer what fans have written.
    Moderate,
    /// Decide about those who are held as cheats.
    Review,
    /// Give tickets, points and codes, invite seed users, make tills.
    Give,
    /// Close, run and hand out draws.
    Draw,
    /// Redeem codes.
    Redeem,
    /// Accounts, invitations, and the tokens of others.
    ManageAccounts,
    /// Read who has done what.
    SeeAudit,
}

impl Role {
    /// Every role, the mightiest first.
    pub const ALL: [Self; 5] = [
        Self::Administrator,
        Self::Staff,
        Self::Marketer,
        Self::Viewer,
        Self::Till,
    ];

    /// Its name on the wire.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Administrator => "administrator",
            Self::Staff => "staff",
            Self::Marketer => "marketer",
            Self::Viewer => "viewer",
            Self::Till => "till",
        }
    }

    /// The role of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }

    /// Whether it may do something, in the campaigns that the account is there for.
    #[must_use]
    pub fn may(self, right: Right) -> bool {
        match self {
            Self::Administrator => true,
            Self::Staff => !matches!(right, Right::ManageAccounts | Right::SeeAudit),
            Self::Marketer => matches!(
                right,
                Right::SeeNames | Right::SeeCampaigns | Right::SeeNumbers | Right::SeePersons | Right::Export
            ),
            Self::Viewer => matches!(right, Right::SeeNames | Right::SeeCampaigns | Right::SeeNumbers),
            Self::Till => matches!(right, Right::SeeNames | Right::Redeem),
        }
    }

    /// All that it may do.
    pub fn rights(self) -> impl Iterator<Item = Right> {
        Right::ALL.into_iter().filter(move |right| self.may(*right))
    }
}

impl Right {
    /// Every right.
    pub const ALL: [Self; 14] = [
        Self::SeeNames,
        Self::SeeCampaigns,
        Self::SeeNumbers,
        Self::SeePersons,
        Self::Export,
        Self::Edit,
        Self::Publish,
        Self::Moderate,
        Self::Review,
        Self::Give,
        Self::Draw,
        Self::Redeem,
        Self::ManageAccounts,
        Self::SeeAudit,
    ];

    /// Its name on the wire.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::SeeNames => "see_names",
            Self::SeeCampaigns => "see_campaigns",
            Self::SeeNumbers => "see_numbers",
            Self::SeePersons => "see_persons",
            Self::Export => "export",
            Self::Edit => "edit",
            Self::Publish => "publish",
            Self::Moderate => "moderate",
            Self::Review => "review",
            Self::Give => "give",
            Self::Draw => "draw",
            Self::Redeem => "redeem",
            Self::ManageAccounts => "manage_accounts",
            Self::SeeAudit => "see_audit",
        }
    }

    /// The right of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|right| right.name() == name)
    }

    /// Whether a token may ever have it: accounts, and who has done what, are for people who have signed in.
    #[must_use]
    pub fn is_for_tokens(self) -> bool {
        !matches!(self, Self::ManageAccounts | Self::SeeAudit)
    }
}

/// A refusal, as far as a console needs it: the body of `application/problem+json`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Refused {
    /// The status.
    pub status: u16,
    /// Stable: what the console has words for.
    pub code: String,
    /// What was wrong and what would be right, in English.
    pub detail: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_on_the_wire_are_those_that_are_kept() {
        for role in Role::ALL {
            assert_eq!(serde_json::to_value(role).unwrap(), role.name());
            assert_eq!(Role::named(role.name()), Some(role));
        }
        for right in Right::ALL {
            assert_eq!(serde_json::to_value(right).unwrap(), right.name());
            assert_eq!(Right::named(right.name()), Some(right));
        }
        assert_eq!(Role::named("owner"), None);
    }

    #[test]
    fn each_role_has_the_rights_that_the_manual_says() {
        let rights = |role: Role| -> Vec<&str> { role.rights().map(Right::name).collect() };
        assert_eq!(rights(Role::Administrator).len(), Right::ALL.len());
        assert_eq!(
            rights(Role::Staff),
            [
                "see_names",
                "see_campaigns",
                "see_numbers",
                "see_persons",
                "export",
                "edit",
                "publish",
                "moderate",
                "review",
                "give",
                "draw",
                "redeem"
            ]
        );
        assert_eq!(
            rights(Role::Marketer),
            ["see_names", "see_campaigns", "see_numbers", "see_persons", "export"]
        );
        assert_eq!(rights(Role::Viewer), ["see_names", "see_campaigns", "see_numbers"]);
        assert_eq!(rights(Role::Till), ["see_names", "redeem"]);
    }
}
