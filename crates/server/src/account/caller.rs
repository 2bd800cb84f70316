//! Who asks: an account, by a session or by a token.

use super::AccountError;
use crate::{
    app::App,
    campaigns::Live,
    problem::ApiError,
    store::{accounts::AccountRow, audit::Entry, sessions::SessionRecord},
};
use axum::{extract::FromRequestParts, http::request::Parts};
use canyu_core::{
    moment::Moment,
    staff::{Account, ApiToken, Right, What, Who, WhoKind},
};
use serde_json::Value;
use std::sync::Arc;

/// By what he asks.
#[derive(Clone)]
pub enum Means {
    /// Signed in.
    Session(SessionRecord),
    /// By a token.
    Token(ApiToken),
}

/// Who asks. As an extractor it is there for every route but those that are open to anybody.
#[derive(Clone)]
pub struct Caller {
    /// His account.
    pub row: Arc<AccountRow>,
    /// By what.
    pub means: Means,
    /// From where: an address's prefix.
    pub place: String,
    /// When, by the machine's clock.
    pub at: Moment,
}

impl FromRequestParts<App> for Caller {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, ApiError> {
        parts.extensions.get::<Self>().cloned().ok_or(ApiError::Internal)
    }
}

impl Caller {
    /// His account.
    #[must_use]
    pub fn account(&self) -> &Account {
        &self.row.account
    }

    /// Whether he has a right: his role's, and a token's too.
    #[must_use]
    pub fn may(&self, right: Right) -> bool {
        self.account().role.may(right)
            && match &self.means {
                Means::Session(_) => true,
                Means::Token(token) => {
                    right == Right::SeeNames || right.is_for_tokens() && token.scopes.contains(&right)
                }
            }
    }

    /// The same, as a refusal.
    ///
    /// # Errors
    /// [`AccountError::NotAllowed`].
    pub fn must(&self, right: Right) -> Result<(), AccountError> {
        if self.may(right) {
            Ok(())
        } else {
            Err(AccountError::NotAllowed(right))
        }
    }

    /// Whether he is there for a campaign.
    #[must_use]
    pub fn sees(&self, slug: &str) -> bool {
        let lists = |campaigns: &Option<Vec<String>>| {
            campaigns
                .as_ref()
                .is_none_or(|campaigns| campaigns.iter().any(|one| one == slug))
        };
        lists(&self.account().campaigns)
            && match &self.means {
                Means::Session(_) => true,
                Means::Token(token) => lists(&token.campaigns),
            }
    }

    /// A campaign that he is there for. That there is one that he is not there for he is not told.
    ///
    /// # Errors
    /// [`ApiError::UnknownCampaign`].
    pub fn campaign(&self, app: &App, slug: &str) -> Result<Arc<Live>, ApiError> {
        let live = app.campaigns.get(slug).filter(|_| self.sees(slug));
        live.ok_or_else(|| ApiError::UnknownCampaign(slug.to_owned()))
    }

    /// The session by which he asks.
    ///
    /// # Errors
    /// [`AccountError::NotForTokens`].
    pub fn session(&self) -> Result<&SessionRecord, AccountError> {
        match &self.means {
            Means::Session(session) => Ok(session),
            Means::Token(_) => Err(AccountError::NotForTokens),
        }
    }

    /// A line of the log about what he does.
    #[must_use]
    pub fn entry(&self, what: What, about: &str, change: Value) -> Entry {
        let (kind, name) = match &self.means {
            Means::Session(_) => (WhoKind::Account, &self.account().name),
            Means::Token(token) => (WhoKind::Token, &token.name),
        };
        Entry {
            at: self.at,
            who: Who {
                kind,
                account: self.account().id.clone(),
                name: name.clone(),
            },
            place: self.place.clone(),
            what,
            campaign: None,
            about: about.to_owned(),
            change,
        }
    }

    /// The same, about a campaign.
    #[must_use]
    pub fn entry_of(&self, campaign: &str, what: What, about: &str, change: Value) -> Entry {
        Entry {
            campaign: Some(campaign.to_owned()),
            ..self.entry(what, about, change)
        }
    }
}
