//! `GET /api/v1/staff/audit`

use crate::{
    app::App,
    problem::{ApiError, Problem},
    store::audit::AuditFilter,
};
use axum::{
    Json,
    extract::{Query, State, rejection::QueryRejection},
};
use canyu_core::staff::AuditPage;
use serde::Deserialize;

/// Lines of a page where it is not said.
const USUAL: u32 = 50;
/// Lines of a page, at most.
const MOST: u32 = 200;

/// Which lines.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Asked {
    /// Of this campaign.
    campaign: Option<String>,
    /// Of this account, be it by one of its tokens.
    account: Option<String>,
    /// Older than this line: `before` of the page before.
    before: Option<i64>,
    /// So many, 200 at most; left out: 50.
    limit: Option<u32>,
}

/// Who has done what, the newest first.
///
/// # Errors
/// As described for the API.
#[utoipa::path(get, path = "/api/v1/staff/audit", tag = "staff", params(Asked), extensions(("x-canyu-right" = json!("see_audit"))),
    responses((status = 200, body = AuditPage), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub async fn audit(
    State(app): State<App>,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Json<AuditPage>, ApiError> {
    let Query(asked) = asked.map_err(|rejection| ApiError::Malformed(rejection.body_text()))?;
    let most = asked.limit.unwrap_or(USUAL).clamp(1, MOST);
    let filter = AuditFilter {
        campaign: asked.campaign,
        account: asked.account,
        before: asked.before,
        // One more tells whether there is another page.
        most: most + 1,
    };
    let mut lines = app.store.audit(&filter).await?;
    let wanted = usize::try_from(most).unwrap_or(usize::MAX);
    let has_more = lines.len() > wanted;
    lines.truncate(wanted);
    let before = lines.last().map(|line| line.seq).filter(|_| has_more);
    Ok(Json(AuditPage { lines, before }))
}
