//! Changing an account: read, changed, written if nobody else has written meanwhile; and what the log says of it.

use super::AccountError;
use crate::{
    app::App,
    problem::ApiError,
    store::{
        accounts::{AccountRow, Changed, Ends},
        audit::Entry,
    },
};
use canyu_core::staff::{Account, AccountChange, Role};
use serde_json::{Map, Value, json};

/// How often a change is tried when others change the same account.
const TRIES: usize = 4;

/// Changes the account of that id, and returns it as it is then.
///
/// # Errors
/// [`ApiError::NotFound`], what `change` refuses, [`AccountError::LastAdministrator`], [`AccountError::Raced`].
pub async fn change(
    app: &App,
    id: &str,
    ends: &Ends,
    change: impl Fn(&mut AccountRow) -> Result<(), ApiError>,
    entry: impl Fn(&Account, &Account) -> Option<Entry>,
) -> Result<AccountRow, ApiError> {
    for _ in 0..TRIES {
        let before = app.store.account(id).await?.ok_or(ApiError::NotFound)?;
        let mut after = before.clone();
        change(&mut after)?;
        let entry = entry(&before.account, &after.account);
        match app.store.change_account(&after, ends, entry.as_ref()).await? {
            Changed::Done => return Ok(after),
            Changed::LastAdministrator => return Err(AccountError::LastAdministrator.into()),
            Changed::Raced => {}
        }
    }
    Err(AccountError::Raced.into())
}

/// An account as an administrator wants it.
///
/// # Errors
/// What cannot be.
pub fn apply(row: &mut AccountRow, wanted: &AccountChange) -> Result<(), AccountError> {
    let account = &mut row.account;
    account.role = wanted.role.unwrap_or(account.role);
    if let Some(campaigns) = &wanted.campaigns {
        account.campaigns = super::field::campaigns(account.role, campaigns.clone())?;
    }
    if account.role == Role::Administrator && account.campaigns.is_some() {
        return Err(AccountError::AdministratorUnlimited);
    }
    account.disabled = wanted.disabled.unwrap_or(account.disabled);
    if wanted.reset_second_factor {
        forget_factor(row);
    }
    Ok(())
}

/// Without a second factor.
pub fn forget_factor(row: &mut AccountRow) {
    row.account.second_factor = false;
    (row.factor, row.factor_next) = (None, None);
    row.recovery.clear();
}

/// What differs between two states: an object with `before` and `after`.
#[must_use]
pub fn difference(before: &Account, after: &Account) -> Value {
    let (before, after) = (told(before), told(after));
    let mut was = Map::new();
    let mut is = Map::new();
    for (name, value) in &before {
        let now = after.get(name).unwrap_or(&Value::Null);
        if now != value {
            was.insert(name.clone(), value.clone());
            is.insert(name.clone(), now.clone());
        }
    }
    json!({ "before": was, "after": is })
}

/// What the log may say of an account.
fn told(account: &Account) -> Map<String, Value> {
    let told = json!({
        "name": account.name, "email": account.email, "role": account.role, "campaigns": account.campaigns,
        "language": account.language, "second_factor": account.second_factor, "disabled": account.disabled,
    });
    match told {
        Value::Object(told) => told,
        _ => Map::new(),
    }
}

/// What the log says of an account as a whole, when it comes and when it goes.
#[must_use]
pub fn known(account: &Account) -> Value {
    json!({ "name": account.name, "email": account.email, "role": account.role, "campaigns": account.campaigns })
}
