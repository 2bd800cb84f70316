//! `GET` and `POST /api/v1/staff/campaigns/{slug}/written`

use super::read;
use crate::{
    account::Caller,
    app::App,
    campaigns::Live,
    moderate::{self, is_written, may_be_accepted, near_misses},
    problem::{ApiError, Problem},
    store::{life::GuessRow, staff},
};
use axum::{
    Json,
    body::Bytes,
    extract::{
        Path, Query, State,
        rejection::{BytesRejection, QueryRejection},
    },
    http::StatusCode,
};
use canyu_core::{
    campaign::{GuessForm, Kind, Node},
    staff::{Said, Saying, What, Written, WrittenLine},
    world::Ruling,
};
use serde::Deserialize;
use serde_json::json;

/// Lines that are told where nobody says how many, and at most.
const USUAL: u32 = 100;
const MOST: u32 = 500;
/// Longest reason in characters.
const LONGEST: usize = 500;

/// What of it.
#[derive(Clone, Copy, Debug, Default, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Which {
    /// What nobody has looked at.
    #[default]
    Waiting,
    /// What everybody sees.
    Shown,
    /// What nobody sees.
    Hidden,
    /// Guesses that nearly are the answer.
    Near,
}

/// Which lines.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Asked {
    /// Only this node
    node: Option<String>,
    /// `waiting` (where nothing is said), `shown`, `hidden`, or `near`: guesses that nearly are the answer
    #[serde(default)]
    #[param(inline)]
    which: Which,
    /// From this place in the list on; 0 where nothing is said
    #[serde(default)]
    from: u32,
    /// So many at most, up to 500; 100 where nothing is said
    most: Option<u32>,
}

/// What fans wrote, the strongest first.
///
/// # Errors
/// As described for the API.
#[utoipa::path(get, path = "/api/v1/staff/campaigns/{slug}/written", tag = "staff", extensions(("x-canyu-right" = json!("moderate"))),
    params(("slug" = String, Path, description = "The campaign"), Asked),
    responses((status = 200, body = Written), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn list(
    State(app): State<App>,
    caller: Caller,
    Path(slug): Path<String>,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Json<Written>, ApiError> {
    let Query(asked) = asked.map_err(|rejection| ApiError::Malformed(rejection.body_text()))?;
    let live = caller.campaign(&app, &slug)?;
    let most = asked.most.unwrap_or(USUAL).clamp(1, MOST);
    let is_meant = |node: &&Node| is_written(node) && asked.node.as_ref().is_none_or(|named| *named == node.id);
    let mut lines = Vec::new();
    for node in live.campaign.nodes.iter().filter(is_meant) {
        let rows = rows(&app, &live, node, asked.which, asked.from.saturating_add(most)).await?;
        lines.extend(rows.into_iter().map(|row| line(node, row)));
    }
    lines.sort_by_key(|line| std::cmp::Reverse(line.people));
    let mut lines = lines.split_off(lines.len().min(asked.from as usize));
    let more = lines.len() > most as usize;
    lines.truncate(most as usize);
    Ok(Json(Written { lines, more }))
}

/// One more than asked for, which tells whether there are more.
async fn rows(app: &App, live: &Live, node: &Node, which: Which, most: u32) -> Result<Vec<GuessRow>, ApiError> {
    let (store, slug) = (&app.store, &live.campaign.slug);
    let ruling = match which {
        Which::Near => return Ok(near_misses(&**store, slug, node).await?),
        Which::Waiting => Ruling::Waiting,
        Which::Shown => Ruling::Shown,
        Which::Hidden => Ruling::Hidden,
    };
    Ok(store.written(slug, &node.id, ruling, most + 1).await?)
}

fn line(node: &Node, row: GuessRow) -> WrittenLine {
    WrittenLine {
        node: node.id.clone(),
        key: row.key,
        label: row.label,
        people: u64::try_from(row.people).unwrap_or(0),
        said: match Ruling::from_number(row.ruling) {
            Ruling::Waiting => Said::Waiting,
            Ruling::Shown => Said::Shown,
            Ruling::Hidden => Said::Hidden,
        },
        correct: row.correct,
        picture: matches!(&node.kind, Kind::Guess(guess) if guess.form == GuessForm::Picture),
        may_be_right: may_be_accepted(node),
    }
}

/// Shows, hides, accepts as right, or takes back what was said about it.
///
/// # Errors
/// As described for the API.
#[utoipa::path(post, path = "/api/v1/staff/campaigns/{slug}/written", tag = "staff", request_body = Saying,
    extensions(("x-canyu-right" = json!("moderate"))), params(("slug" = String, Path, description = "The campaign")),
    responses((status = 204), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn say(
    State(app): State<App>,
    caller: Caller,
    Path(slug): Path<String>,
    body: Result<Bytes, BytesRejection>,
) -> Result<StatusCode, ApiError> {
    let live = caller.campaign(&app, &slug)?;
    let wanted: Saying = read(body)?;
    if wanted.reason.chars().count() > LONGEST {
        return Err(moderate::ModerateError::ReasonTooLong(LONGEST).into());
    }
    let said = match wanted.said {
        Said::Waiting => staff::Said::Waiting,
        Said::Shown => staff::Said::Shown,
        Said::Hidden => staff::Said::Hidden,
        Said::Right => staff::Said::Right,
    };
    let saying = moderate::Saying {
        by: caller.account().name.clone(),
        said,
        reason: wanted.reason.clone(),
    };
    let key = moderate::say(&app, &live, &wanted.node, &wanted.key, &saying).await?;
    let about = format!("{}/{key}", wanted.node);
    let change = json!({ "after": { "said": said.name(), "reason": wanted.reason } });
    app.store
        .note(&caller.entry_of(&slug, What::Moderated, &about, change))
        .await?;
    Ok(StatusCode::NO_CONTENT)
}
