//! Wrong passwords: after five of them an account, and after twenty a place, lets nobody in for a while, and longer each time.
//!
//! A try is counted before the password is looked at, so that many at once are no way around; a right one is forgiven. What is counted is the address
//! that was typed, whether there is such an account or not.

use super::{AccountError, field, hash};
use crate::{
    app::App,
    problem::ApiError,
    store::{StoreError, sessions::Tries},
};
use canyu_core::moment::{HOUR, Moment};

const MINUTE: i64 = 60_000;
/// Wrong passwords of an account that cost nothing.
const OF_ACCOUNT: u32 = 5;
/// Wrong passwords of a place that cost nothing: an office has one address.
const OF_PLACE: u32 = 20;
/// The longest time.
const LONGEST: i64 = HOUR;
/// What the key of a place begins with.
const PLACE: &str = "place:";

/// A try that was counted.
pub struct Try {
    account: String,
    before: Vec<Tries>,
}

/// How long nobody is let in after so many wrong passwords, in milliseconds: 1, 2, 4 … 60 minutes.
fn back_off(key: &str, failed: u32) -> i64 {
    let free = if key.starts_with(PLACE) { OF_PLACE } else { OF_ACCOUNT };
    match failed.checked_sub(free) {
        None => 0,
        Some(more) => 1_i64
            .checked_shl(more.min(16))
            .map_or(LONGEST, |minutes| (minutes * MINUTE).min(LONGEST)),
    }
}

/// Under what the tries of an address are counted, known or not: of one that is not known nothing shall be kept in plain.
fn of_account(email: &str) -> String {
    format!("account:{}", hash(&field::typed(email)))
}

/// Counts a try.
///
/// # Errors
/// [`AccountError::LockedOut`], or when the database fails.
pub async fn begin(app: &App, email: &str, place: &str) -> Result<Try, ApiError> {
    let now = app.clock.wall();
    let account = of_account(email);
    let keys = [account.clone(), format!("{PLACE}{place}")];
    match app.store.begin_try(&keys, now, back_off).await? {
        Ok(before) => Ok(Try { account, before }),
        Err(until) => Err(AccountError::LockedOut {
            after: seconds(now, until),
        }
        .into()),
    }
}

fn seconds(now: Moment, until: Moment) -> u64 {
    u64::try_from((until.0 - now.0 + 999) / 1_000).unwrap_or(1).max(1)
}

impl Try {
    /// Whether the account lets nobody in from now on, should this one be wrong.
    #[must_use]
    pub fn locks(&self) -> bool {
        self.before.iter().any(|tries| {
            tries.key == self.account
                && back_off(&tries.key, tries.failed) == 0
                && back_off(&tries.key, tries.failed + 1) > 0
        })
    }

    /// It was right: the account's failures are forgotten, the place has one less.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn right(self, app: &App) -> Result<(), StoreError> {
        app.store.forgive(&self.account).await?;
        let place: Vec<Tries> = self
            .before
            .into_iter()
            .filter(|tries| tries.key != self.account)
            .collect();
        app.store.undo_try(&place).await
    }

    /// It was none: the password is right, and a code is asked for.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn none(self, app: &App) -> Result<(), StoreError> {
        app.store.undo_try(&self.before).await
    }
}

/// Forgets the failures of an account.
///
/// # Errors
/// When the database fails.
pub async fn forgive(store: &dyn crate::store::Store, email: &str) -> Result<(), StoreError> {
    store.forgive(&of_account(email)).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_are_free_then_the_time_doubles_up_to_an_hour() {
        let minutes = |failed| back_off("account:x", failed) / MINUTE;
        assert_eq!((1..=4).map(minutes).collect::<Vec<_>>(), [0; 4]);
        assert_eq!(
            (5..=13).map(minutes).collect::<Vec<_>>(),
            [1, 2, 4, 8, 16, 32, 60, 60, 60]
        );
        assert_eq!(minutes(u32::MAX), 60);
        assert_eq!(back_off("place:x", 19), 0);
        assert_eq!(back_off("place:x", 20), MINUTE);
    }

    #[test]
    fn spellings_of_an_address_are_one_account_and_nothing_is_kept_in_plain() {
        assert_eq!(of_account(" LI@Example.org"), of_account("li@example.org"));
        assert!(!of_account("li@example.org").contains("li@"));
    }
}
