//! Codes that are tried: who has been wrong too often waits.

use super::{Guard, GuardError};
use crate::{
    campaigns::Live,
    store::{Store, StoreError},
};
use canyu_core::{
    campaign::Network,
    decide::Refusal,
    moment::{HOUR, Moment},
};

/// Wrong codes of one fan in an hour.
const OF_FAN: u32 = 10;
/// Wrong codes of one place in an hour.
const OF_PLACE: u32 = 200;
/// In a network that people share, so many times as many: there they stand in front of the same screen.
const SHARED: u32 = 20;

impl Guard {
    /// Whether somebody may try one more code.
    ///
    /// # Errors
    /// [`GuardError::TooManyTries`] as the inner result; the outer one when the database fails.
    pub async fn may_guess(
        &self,
        store: &dyn Store,
        live: &Live,
        (token, place): (&str, &str),
        now: Moment,
    ) -> Result<Result<(), GuardError>, StoreError> {
        let trust = &live.campaign.trust;
        if !trust.is_on("guesses") {
            return Ok(Ok(()));
        }
        let since = now.plus(-HOUR);
        let slug = &live.campaign.slug;
        let most = OF_PLACE * if trust.network == Network::Shared { SHARED } else { 1 };
        let is_over = store.misses(slug, token, since).await? >= OF_FAN
            || store.misses(slug, &of_place(place), since).await? >= most;
        let after = HOUR.unsigned_abs() / 1_000;
        Ok(if is_over {
            Err(GuardError::TooManyTries { after })
        } else {
            Ok(())
        })
    }

    /// Notes that a code was wrong.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn missed(
        &self,
        store: &dyn Store,
        live: &Live,
        (token, place): (&str, &str),
        now: Moment,
    ) -> Result<(), StoreError> {
        let slug = &live.campaign.slug;
        store.note_miss(slug, token, now).await?;
        store.note_miss(slug, &of_place(place), now).await
    }
}

/// Whether a refusal says that a code was wrong.
#[must_use]
pub fn is_miss(refusal: &Refusal) -> bool {
    matches!(
        refusal,
        Refusal::EventCodeWrong | Refusal::CodeUnknown | Refusal::CodeMalformed(_)
    )
}

/// Under what name the wrong codes of a place are counted: no token's hash can be that.
fn of_place(place: &str) -> String {
    format!("place:{place}")
}
