//! `POST /api/v1/campaigns/{slug}/acts`

use super::{complete, hex, token_hash, view::How};
use crate::{
    app::{App, LARGEST_BODY},
    campaigns::Live,
    entropy,
    guard::{Asked, Door, asks_for_visit, is_guess, is_miss},
    ingest::NotAccepted,
    problem::{ApiError, Problem},
};
use axum::{
    Json,
    body::Bytes,
    extract::{Path, Query, State, rejection::BytesRejection},
    http::{HeaderMap, HeaderValue},
};
use canyu_core::{
    act::{Act, ActRequest},
    decide::Input,
    moment::Moment,
    view::ActAnswer,
};

/// Does something. Answered when it is on disk. The same key and body again are answered alike, and counted once.
///
/// # Errors
/// As described for the API.
#[utoipa::path(post, path = "/api/v1/campaigns/{slug}/acts", tag = "fan", request_body = ActRequest,
    params(("slug" = String, Path, description = "The campaign"), How,
        ("authorization" = String, Header, description = "Bearer and the fan's token, made in the browser: 32 random bytes as base64url"),
        ("idempotency-key" = String, Header, description = "16 to 64 random characters, new for each act"),
        ("canyu-visit" = Option<String>, Header, description = "The visit token of an act that takes part: all but `arrive`, `see`, `start` and `share`"),
        ("canyu-proof" = Option<String>, Header, description = "The solution of the challenge that came with it, if one did")),
    responses((status = 200, body = ActAnswer), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 413, body = Problem), (status = 422, body = Problem), (status = 428, body = Problem), (status = 429, body = Problem), (status = 503, body = Problem)))]
pub async fn act(
    State(app): State<App>,
    Path(slug): Path<String>,
    Query(asked): Query<How>,
    Door(visitor): Door,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<ActAnswer>, ApiError> {
    let live = app.campaigns.get(&slug).ok_or(ApiError::UnknownCampaign(slug))?;
    let token = token_hash(&headers)?;
    let key = idempotency_key(&headers)?;
    let body = body.map_err(|rejection| match rejection.status().as_u16() {
        413 => ApiError::TooLarge(LARGEST_BODY),
        _ => ApiError::Malformed(rejection.body_text()),
    })?;
    let request: ActRequest = serde_json::from_slice(&body).map_err(|error| ApiError::Malformed(error.to_string()))?;
    let name = request.act.name();
    let door = At {
        token: &token,
        place: &visitor.place,
        now: app.clock.now(),
    };
    door.lets_in(&app, &live, &headers, &key, &request.act).await?;
    let is_guess = is_guess(&request.act);
    let entropy = entropy::pair().map_err(|error| {
        tracing::error!(%error, code = "internal", "no randomness");
        ApiError::Internal
    })?;
    let input = Input {
        token: token.clone(),
        request,
        now: door.now,
        entropy,
    };
    let place = visitor.place.clone();
    let answered = app.ingest.act(live.clone(), input, key, hex(&body), place).await;
    let is_wrong = matches!(&answered, Err(NotAccepted::Refused(refusal)) if is_miss(refusal));
    if is_guess && !is_wrong {
        let who = (door.token, door.place);
        app.guard.was_right(&*app.store, &live, who, door.now).await?;
    }
    let mut answer = answered?;
    complete(&app, &live, asked.lang.as_deref(), &mut answer.me).await?;
    metrics::counter!("canyu_acts_total", "act" => name).increment(1);
    Ok(Json(answer))
}

/// Who stands at the door, and when.
struct At<'a> {
    token: &'a str,
    place: &'a str,
    now: Moment,
}

impl At<'_> {
    /// Whether an act was announced where it has to be, and whether whoever tries a code may try one more.
    async fn lets_in(&self, app: &App, live: &Live, headers: &HeaderMap, key: &str, act: &Act) -> Result<(), ApiError> {
        if asks_for_visit(act) {
            self.was_announced(app, live, headers, key, act)?;
        }
        if is_guess(act) {
            let who = (self.token, self.place);
            app.guard.may_guess(&*app.store, live, who, self.now).await??;
        }
        Ok(())
    }

    fn was_announced(&self, app: &App, live: &Live, headers: &HeaderMap, key: &str, act: &Act) -> Result<(), ApiError> {
        let asked = Asked {
            token: self.token,
            key,
            act: act.name(),
            node: act.node().unwrap_or_default(),
        };
        let header = |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
        let shown = (header("canyu-visit"), header("canyu-proof"));
        Ok(app.guard.admit(live, asked, shown, self.now)?)
    }
}

pub(crate) fn idempotency_key(headers: &HeaderMap) -> Result<String, ApiError> {
    let key = headers.get("idempotency-key").ok_or(ApiError::KeyMissing)?;
    let key = key.to_str().ok().and_then(key_of);
    key.map(str::to_owned).ok_or(ApiError::KeyMalformed)
}

/// A text, if it can be an idempotency key.
pub(crate) fn key_of(text: &str) -> Option<&str> {
    let fits = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
    Some(text).filter(|text| (16..=64).contains(&text.len()) && text.bytes().all(fits))
}
