//! What fans agree to, by purpose. Each time somebody says something is a line of its own, with the version of the text that he saw.

use crate::{app::App, campaigns::Live, problem::ApiError, store::identity::ConsentRow, view::consent_version};
use canyu_core::{campaign::Purpose, moment::Moment};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Why nothing was kept.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ConsentError {
    /// The campaign asks for no such thing.
    #[error("the campaign asks nobody about \"{0}\"")]
    Unknown(String),
    /// The text has changed since it was read.
    #[error("the text about \"{0}\" is another one now: show it, and ask again")]
    OtherText(String),
    /// Nothing was said.
    #[error("nothing is said: send choices, as {{\"choices\": {{\"news\": {{\"given\": true, \"version\": \"…\"}}}}}}")]
    Nothing,
}

impl ConsentError {
    /// The stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unknown(_) => "consent_unknown",
            Self::OtherText(_) => "consent_version",
            Self::Nothing => "consent_empty",
        }
    }
}

/// What a fan says.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ConsentRequest {
    /// By purpose: `rules`, `news`, `partners`.
    pub choices: BTreeMap<String, Choice>,
}

/// What a fan says about one purpose.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// Whether he agrees.
    pub given: bool,
    /// The version of the text that he saw, as the campaign's view names it.
    pub version: String,
}

/// What a fan has said about a purpose last.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct ConsentAnswer {
    /// `rules`, `news` or `partners`.
    pub purpose: String,
    /// Whether he agreed; `null`: he has said nothing about it.
    pub given: Option<bool>,
    /// The version of the text that he saw.
    pub version: Option<String>,
    /// When.
    pub at: Option<Moment>,
    /// Whether it is the text that stands there now.
    pub current: bool,
}

/// Keeps what a fan says, all of it or nothing.
///
/// # Errors
/// [`ConsentError`], or that the database failed.
pub async fn keep(app: &App, live: &Live, fan: &str, asked: &ConsentRequest) -> Result<(), ApiError> {
    let now = app.clock.now();
    let rows: Result<Vec<ConsentRow>, ConsentError> = asked
        .choices
        .iter()
        .map(|(purpose, choice)| row(live, purpose, choice, now))
        .collect();
    let rows = rows?;
    if rows.is_empty() {
        return Err(ConsentError::Nothing.into());
    }
    Ok(app.store.keep_consents(&live.campaign.slug, fan, &rows).await?)
}

fn row(live: &Live, purpose: &str, choice: &Choice, now: Moment) -> Result<ConsentRow, ConsentError> {
    let consent = Purpose::from_name(purpose)
        .and_then(|purpose| live.campaign.consents.iter().find(|consent| consent.purpose == purpose))
        .ok_or_else(|| ConsentError::Unknown(purpose.to_owned()))?;
    let current = consent_version(&consent.text);
    if choice.version != current {
        return Err(ConsentError::OtherText(purpose.to_owned()));
    }
    Ok(ConsentRow {
        purpose: purpose.to_owned(),
        given: choice.given,
        version: current,
        at: now,
    })
}

/// What a fan has said last, for each purpose that the campaign asks about.
///
/// # Errors
/// When the database fails.
pub async fn said(app: &App, live: &Live, fan: &str) -> Result<Vec<ConsentAnswer>, ApiError> {
    let rows = app.store.consents(&live.campaign.slug, fan).await?;
    let last = |purpose: &str| rows.iter().rfind(|row| row.purpose == purpose);
    let answer = |consent: &canyu_core::campaign::Consent| {
        let (purpose, current) = (consent.purpose.name(), consent_version(&consent.text));
        let row = last(purpose);
        ConsentAnswer {
            purpose: purpose.to_owned(),
            given: row.map(|row| row.given),
            version: row.map(|row| row.version.clone()),
            at: row.map(|row| row.at),
            current: row.is_some_and(|row| row.version == current),
        }
    };
    Ok(live.campaign.consents.iter().map(answer).collect())
}
