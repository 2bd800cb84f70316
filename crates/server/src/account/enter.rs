//! What every request of staff goes through before its route sees it.

use super::{
    AT_MOST, AccountError, Caller, FRESH, IDLE, Means, TOKEN_HEAD, cookie, hash,
    needs::{Need, Needs},
};
use crate::{app::App, guard::Network, problem::ApiError, routes::cors::is_own};
use axum::{
    extract::{FromRequestParts as _, MatchedPath, Request, State},
    http::{HeaderMap, HeaderValue, Method, header},
    middleware::Next,
    response::Response,
};
use canyu_core::{
    moment::Moment,
    staff::{CSRF_HEADER, Right},
};
use constant_time_eq::constant_time_eq;
use std::sync::Arc;

/// The middleware of the routes of staff.
///
/// # Errors
/// Who asks, or what he asks for, is not as the route's description says.
pub async fn enter(
    State((app, needs)): State<(App, Arc<Needs>)>,
    path: MatchedPath,
    request: Request,
    next: Next,
) -> Result<Response, ApiError> {
    let Some(need) = needs.of(request.method(), path.as_str()) else {
        tracing::error!(path = path.as_str(), "a route says not who may call it: it is closed");
        return Err(ApiError::Internal);
    };
    let (mut parts, body) = request.into_parts();
    let Network(place) = Network::from_request_parts(&mut parts, &app).await?;
    let bearer = bearer(&parts.headers)?;
    let changes = ![Method::GET, Method::HEAD].contains(&parts.method);
    if changes && bearer.is_none() && is_cross_site(&app, &parts.headers) {
        return Err(AccountError::CrossSite.into());
    }
    if need != Need::Anybody {
        let caller = match &bearer {
            Some(token) => by_token(&app, token, place, true).await?,
            None => by_session(&app, &parts.headers, place, changes).await?,
        };
        allow(&caller, need)?;
        parts.extensions.insert(caller);
    }
    let mut response = next.run(Request::from_parts(parts, body)).await;
    let headers = response.headers_mut();
    // What staff see is nobody's to keep.
    headers
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
    Ok(response)
}

fn allow(caller: &Caller, need: Need) -> Result<(), AccountError> {
    match need {
        Need::Anybody => Ok(()),
        Need::SignedIn => caller.session().map(|_| ()),
        Need::Right(right) => caller.must(right),
    }
}

fn bearer(headers: &HeaderMap) -> Result<Option<String>, AccountError> {
    let Some(value) = headers.get(header::AUTHORIZATION) else {
        return Ok(None);
    };
    let token = value.to_str().ok().and_then(|value| value.strip_prefix("Bearer "));
    let token = token.filter(|token| token.starts_with(TOKEN_HEAD));
    token
        .map(|token| Some(token.to_owned()))
        .ok_or(AccountError::TokenWrong)
}

/// Whether a page of another site asks. Browsers say so in either header; programs say nothing.
fn is_cross_site(app: &App, headers: &HeaderMap) -> bool {
    let text = |value: &HeaderValue| value.to_str().unwrap_or_default().to_owned();
    let site = headers.get("sec-fetch-site").map(text);
    let origin = headers.get(header::ORIGIN).map(text);
    site.is_some_and(|site| !["same-origin", "none"].contains(&site.as_str()))
        || origin.is_some_and(|origin| !is_own(app, headers, &origin))
}

/// Who asked by these headers, if he still may ask. What is left open is not used by that: a page that nobody looks at keeps no session alive.
///
/// # Errors
/// As for a request.
pub async fn still(app: &App, headers: &HeaderMap, place: String) -> Result<Caller, ApiError> {
    match bearer(headers)? {
        Some(token) => by_token(app, &token, place, false).await,
        None => {
            let secret = cookie::read(headers, app.gate.is_secure).ok_or(AccountError::NotSignedIn)?;
            alive(app, &hash(secret), place).await
        }
    }
}

async fn by_token(app: &App, token: &str, place: String, is_use: bool) -> Result<Caller, ApiError> {
    let at = app.clock.wall();
    let found = app.store.token(&hash(token)).await?;
    let token = found.filter(|token| token.expires.is_none_or(|expires| expires > at));
    let token = token.ok_or(AccountError::TokenWrong)?;
    let row = app.store.account(&token.account).await?;
    let row = row
        .filter(|row| !row.account.disabled)
        .ok_or(AccountError::TokenWrong)?;
    if is_use && token.seen.is_none_or(|seen| is_stale(seen, at)) {
        app.store.use_token(&token.id, at).await?;
    }
    Ok(Caller {
        row: Arc::new(row),
        means: Means::Token(token),
        place,
        at,
    })
}

async fn by_session(app: &App, headers: &HeaderMap, place: String, changes: bool) -> Result<Caller, ApiError> {
    let secret = cookie::read(headers, app.gate.is_secure).ok_or(AccountError::NotSignedIn)?;
    let caller = signed_in(app, &hash(secret), place).await?;
    if changes {
        let given = headers.get(CSRF_HEADER).map(HeaderValue::as_bytes).unwrap_or_default();
        if !constant_time_eq(given, csrf(secret).as_bytes()) {
            return Err(AccountError::CsrfWrong.into());
        }
    }
    Ok(caller)
}

/// Who has signed in with a session, by its hash, as long as it is good. It counts as used.
///
/// # Errors
/// [`AccountError::NotSignedIn`].
pub async fn signed_in(app: &App, session: &str, place: String) -> Result<Caller, ApiError> {
    let caller = alive(app, session, place).await?;
    let session = caller.session()?;
    if is_stale(session.seen, caller.at) {
        app.store.use_session(&session.hash, caller.at).await?;
    }
    Ok(caller)
}

/// The same; it does not count as used.
async fn alive(app: &App, session: &str, place: String) -> Result<Caller, ApiError> {
    let at = app.clock.wall();
    let found = app.store.session(session).await?;
    let alive = |made: Moment, seen: Moment| made.plus(AT_MOST) > at && seen.plus(IDLE) > at;
    let session = found.filter(|session| alive(session.made, session.seen));
    let session = session.ok_or(AccountError::NotSignedIn)?;
    let row = app.store.account(&session.account).await?;
    let row = row
        .filter(|row| !row.account.disabled)
        .ok_or(AccountError::NotSignedIn)?;
    Ok(Caller {
        row: Arc::new(row),
        means: Means::Session(session),
        place,
        at,
    })
}

fn is_stale(seen: Moment, now: Moment) -> bool {
    seen.plus(FRESH) <= now
}

/// What a session's requests carry that change something. It follows from what the cookie holds, which scripts cannot read, and not the other way
/// round.
#[must_use]
pub fn csrf(secret: &str) -> String {
    hash(&format!("canyu csrf {secret}"))
}

/// What a session's page is told.
///
/// # Errors
/// [`AccountError::NotSignedIn`].
pub fn csrf_of(app: &App, headers: &HeaderMap) -> Result<String, AccountError> {
    let secret = cookie::read(headers, app.gate.is_secure);
    secret.map(csrf).ok_or(AccountError::NotSignedIn)
}

/// Whether a token may ever have a right that is asked for, and its maker has it.
///
/// # Errors
/// [`AccountError::ScopeTooFar`].
pub fn grantable(maker: &Caller, right: Right) -> Result<(), AccountError> {
    if right.is_for_tokens() && maker.may(right) {
        Ok(())
    } else {
        Err(AccountError::ScopeTooFar(right))
    }
}
