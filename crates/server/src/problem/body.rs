//! How a refusal is told.

use super::ApiError;
use crate::{draft::DraftError, draft::edit::EditError, draw::DrawError, mail::MailError, till::TillError};
use axum::{
    Json,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use canyu_core::moment::Moment;

/// The body of a refusal.
#[derive(Clone, Debug, Default, serde::Serialize, utoipa::ToSchema)]
pub struct Problem {
    /// A name for the kind of problem: `urn:canyu:problem:` and the code.
    #[serde(rename = "type")]
    pub kind: String,
    /// The status in words.
    pub title: String,
    /// The status.
    pub status: u16,
    /// Stable: for programs, and for the widget to translate.
    pub code: String,
    /// What was wrong and what would be right, in English.
    pub detail: String,
    /// Parts of a claim that are missing: `name`, `address`, `contact`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<&'static str>,
    /// The part of a claim that is too long.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part: Option<&'static str>,
    /// Characters that it may have.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub longest: Option<usize>,
    /// When a code was redeemed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub redeemed_at: Option<Moment>,
    /// When a code expired.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expired_at: Option<Moment>,
    /// The till at which a code was redeemed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub till: Option<String>,
    /// Where in a draft somebody else has written something else.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// What stands there.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub theirs: Option<serde_json::Value>,
    /// Tries that are left for a code from a mail.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub left: Option<u32>,
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let (status, code) = (self.status(), self.code());
        // The log names the code, and nothing that could name a person.
        tracing::info!(code, status = status.as_u16(), "refused");
        metrics::counter!("canyu_refusals_total", "code" => code).increment(1);
        let mut problem = Problem {
            kind: format!("urn:canyu:problem:{code}"),
            title: status.canonical_reason().unwrap_or("Error").to_owned(),
            status: status.as_u16(),
            code: code.to_owned(),
            detail: self.to_string(),
            ..Problem::default()
        };
        let after = match &self {
            Self::Guard(error) => error.after(),
            Self::Account(error) => error.after(),
            // That the operator has switched something off does not pass by itself.
            Self::Mail(_) | Self::Identity(_) => None,
            _ => (status == StatusCode::SERVICE_UNAVAILABLE).then_some(2),
        };
        match self {
            Self::Draw(DrawError::ClaimIncomplete { missing }) => problem.missing = missing,
            Self::Draw(DrawError::ClaimTooLong { part, longest }) => {
                (problem.part, problem.longest) = (Some(part), Some(longest));
            }
            Self::Till(TillError::Expired(at)) => problem.expired_at = Some(at),
            Self::Till(TillError::Already { at, till }) => {
                (problem.redeemed_at, problem.till) = (Some(at), Some(till));
            }
            Self::Mail(MailError::CodeWrong { left }) => problem.left = Some(left),
            Self::Draft(DraftError::Edit(EditError::Meanwhile { place, theirs })) => {
                (problem.place, problem.theirs) = (Some(place), Some(theirs));
            }
            _ => {}
        }
        let mut response = (status, Json(problem)).into_response();
        let headers = response.headers_mut();
        headers.insert(
            header::CONTENT_TYPE,
            header::HeaderValue::from_static("application/problem+json"),
        );
        headers.insert(header::CACHE_CONTROL, header::HeaderValue::from_static("no-store"));
        if let Some(after) = after {
            headers.insert(header::RETRY_AFTER, header::HeaderValue::from(after));
        }
        response
    }
}
