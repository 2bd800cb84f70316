//! Signing in, and new accounts, which are signed in at once.

use super::{
    AccountError, change, cookie,
    enter::csrf,
    factor::{self, Right},
    field, hash, lockout, password,
};
use crate::{
    app::App,
    entropy,
    guard::Network,
    problem::ApiError,
    store::{
        accounts::{AccountRow, By, Ends, Made},
        audit::Entry,
        sessions::SessionRecord,
    },
};
use axum::{
    Json,
    extract::FromRequestParts,
    http::{StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
};
use canyu_core::{
    lang::Lang,
    moment::Moment,
    staff::{Account, Role, Server, Session, SignIn, What, Who, WhoKind},
};
use serde_json::{Value, json};
use std::sync::atomic::{AtomicBool, Ordering};

/// Most characters of what a browser calls itself that are kept.
const LONGEST_AGENT: usize = 200;

/// Where somebody is who signs in.
pub struct Whence {
    /// The prefix of his address.
    pub place: String,
    /// What his browser calls itself.
    pub agent: String,
}

impl FromRequestParts<App> for Whence {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        let Network(place) = Network::from_request_parts(parts, app).await?;
        let agent = parts
            .headers
            .get(header::USER_AGENT)
            .and_then(|agent| agent.to_str().ok());
        let agent = agent.unwrap_or_default().chars().take(LONGEST_AGENT).collect();
        Ok(Self { place, agent })
    }
}

/// Lets somebody in. Whether there is such an account nobody learns: neither by the answer nor by the work that it takes.
///
/// # Errors
/// [`AccountError::SignInFailed`], [`AccountError::SecondFactorNeeded`], [`AccountError::SecondFactorWrong`], [`AccountError::LockedOut`].
pub async fn sign_in(app: &App, whence: &Whence, asked: &SignIn) -> Result<Response, ApiError> {
    let attempt = lockout::begin(app, &asked.email, &whence.place).await?;
    let row = app.store.account_by_email(&field::typed(&asked.email)).await?;
    let kept = row.as_ref().map(|row| row.password.clone());
    let verdict = app.gate.hasher.verify(&asked.password, kept).await?;
    let known = row.filter(|row| !row.account.disabled && verdict.is_right);
    let Some(row) = known else {
        if attempt.locks() {
            note_lock(app, whence, &asked.email).await?;
        }
        return Err(AccountError::SignInFailed.into());
    };
    let code = asked.code.as_deref().map(str::trim).filter(|code| !code.is_empty());
    if row.factor.is_some() && code.is_none() {
        attempt.none(app).await?;
        return Err(AccountError::SecondFactorNeeded.into());
    }
    let fresh = match verdict.is_old {
        true => Some(app.gate.hasher.hash(&asked.password).await?),
        false => None,
    };
    let row = match enter(app, whence, &row, code.unwrap_or_default(), fresh).await {
        Err(ApiError::Account(AccountError::SecondFactorWrong)) if attempt.locks() => {
            note_lock(app, whence, &asked.email).await?;
            return Err(AccountError::SecondFactorWrong.into());
        }
        entered => entered?,
    };
    attempt.right(app).await?;
    begin(app, whence, &row.account, What::SignedIn, StatusCode::OK).await
}

/// Takes the code, which is used up by this, and notes when he came.
async fn enter(
    app: &App,
    whence: &Whence,
    row: &AccountRow,
    code: &str,
    fresh: Option<String>,
) -> Result<AccountRow, ApiError> {
    let now = app.clock.wall();
    let (id, password) = (&row.account.id, &row.password);
    let used_recovery = AtomicBool::new(false);
    let taken = change::change(
        app,
        id,
        &Ends::None,
        |row| {
            // Meanwhile the account may be closed, or have another password.
            if row.account.disabled || row.password != *password {
                return Err(AccountError::SignInFailed.into());
            }
            if row.factor.is_some() {
                match factor::right(row, code, now)? {
                    Some(Right::Step(step)) => row.factor_step = step,
                    Some(Right::Recovery(hash)) => {
                        row.recovery.retain(|kept| *kept != hash);
                        used_recovery.store(true, Ordering::Relaxed);
                    }
                    None => return Err(AccountError::SecondFactorWrong.into()),
                }
            }
            row.account.seen = Some(now);
            if let Some(fresh) = &fresh {
                row.password.clone_from(fresh);
            }
            Ok(())
        },
        |_, after| {
            used_recovery
                .load(Ordering::Relaxed)
                .then(|| entry(whence, after, What::RecoveryCodeUsed, now, json!({})))
        },
    );
    taken.await
}

/// A line of the log about somebody who is not signed in yet.
fn entry(whence: &Whence, account: &Account, what: What, at: Moment, change: Value) -> Entry {
    Entry {
        at,
        who: Who {
            kind: WhoKind::Account,
            account: account.id.clone(),
            name: account.name.clone(),
        },
        place: whence.place.clone(),
        what,
        campaign: None,
        about: account.email.clone(),
        change,
    }
}

/// Notes that an account lets nobody in for a while, if there is one: what strangers type is not kept.
async fn note_lock(app: &App, whence: &Whence, email: &str) -> Result<(), ApiError> {
    let Some(row) = app.store.account_by_email(&field::typed(email)).await? else {
        return Ok(());
    };
    let mut entry = entry(whence, &row.account, What::LockedOut, app.clock.wall(), json!({}));
    entry.who = Who {
        kind: WhoKind::Stranger,
        account: String::new(),
        name: String::new(),
    };
    Ok(app.store.note(&entry).await?)
}

/// Somebody new.
pub struct Newcomer<'a> {
    /// What he typed.
    pub name: &'a str,
    /// What he typed.
    pub email: &'a str,
    /// What he typed.
    pub password: &'a str,
    /// What he will be.
    pub role: Role,
    /// What he will be there for.
    pub campaigns: Option<Vec<String>>,
    /// What he reads.
    pub language: Lang,
}

impl Newcomer<'_> {
    /// His account, as it will be kept.
    ///
    /// # Errors
    /// What is wrong with what he typed.
    pub async fn row(&self, app: &App) -> Result<AccountRow, ApiError> {
        let name = field::name(self.name)?;
        let email = field::email(self.email)?;
        let campaigns = field::campaigns(self.role, self.campaigns.clone())?;
        password::check(self.password, &name, &email)?;
        Ok(AccountRow {
            password: app.gate.hasher.hash(self.password).await?,
            account: Account {
                id: id()?,
                name,
                email,
                role: self.role,
                campaigns,
                language: self.language,
                second_factor: false,
                disabled: false,
                made: app.clock.wall(),
                seen: None,
            },
            factor: None,
            factor_next: None,
            factor_step: 0,
            recovery: Vec::new(),
            changes: 0,
        })
    }

    /// Makes the account by a link, and signs him in.
    ///
    /// # Errors
    /// What is wrong with what he typed, or with the link.
    pub async fn come(&self, app: &App, whence: &Whence, by: &By, what: What) -> Result<Response, ApiError> {
        let row = self.row(app).await?;
        let entry = entry(
            whence,
            &row.account,
            what,
            row.account.made,
            json!({ "after": change::known(&row.account) }),
        );
        make(app, &row, by, &entry).await?;
        let now = app.clock.wall();
        let seen = change::change(
            app,
            &row.account.id,
            &Ends::None,
            |row| {
                row.account.seen = Some(now);
                Ok(())
            },
            |_, _| None,
        );
        let row = seen.await?;
        begin(app, whence, &row.account, What::SignedIn, StatusCode::CREATED).await
    }
}

/// Keeps a new account.
///
/// # Errors
/// [`AccountError::EmailTaken`], [`AccountError::LinkOver`].
pub async fn make(app: &App, row: &AccountRow, by: &By, entry: &Entry) -> Result<(), ApiError> {
    match app.store.make_account(row, by, entry).await? {
        Made::Made => Ok(()),
        Made::EmailTaken => Err(AccountError::EmailTaken.into()),
        Made::LinkOver => Err(AccountError::LinkOver.into()),
    }
}

/// Begins a session: what its page is told, and the cookie.
async fn begin(
    app: &App,
    whence: &Whence,
    account: &Account,
    what: What,
    status: StatusCode,
) -> Result<Response, ApiError> {
    let secret = entropy::token().map_err(|_| ApiError::Internal)?;
    let now = app.clock.wall();
    let session = SessionRecord {
        hash: hash(&secret),
        id: id()?,
        account: account.id.clone(),
        made: now,
        seen: now,
        place: whence.place.clone(),
        agent: whence.agent.clone(),
    };
    let entry = entry(whence, account, what, now, json!({}));
    app.store.begin_session(&session, &entry).await?;
    let answer = told(app, account.clone(), csrf(&secret));
    let mut response = (status, Json(answer)).into_response();
    if let Some(cookie) = cookie::keep(&secret, app.gate.is_secure) {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

/// What a session's page is told.
#[must_use]
pub fn told(app: &App, account: Account, csrf: String) -> Session {
    Session {
        account,
        csrf,
        server: Server {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            rehearsal: app.clock.is_rehearsal(),
            now: app.clock.now(),
            mail: app.post.is_on(),
        },
    }
}

/// A name for something, which opens nothing.
///
/// # Errors
/// When there is no randomness.
pub fn id() -> Result<String, ApiError> {
    let [random, _] = entropy::pair().map_err(|_| ApiError::Internal)?;
    Ok(format!("{random:016x}"))
}
