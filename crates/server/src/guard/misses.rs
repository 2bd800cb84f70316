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
    /// Whether somebody may try one more code. It counts as wrong from now on, until [`Guard::was_right`] takes that back: whoever tries many at once,
    /// or hangs up, has tried them.
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
        let (of_fan, of_place) = match (trust.is_on("guesses"), trust.network) {
            // Counted all the same: scores look at it.
            (false, _) => (u32::MAX, u32::MAX),
            (true, Network::Open) => (OF_FAN, OF_PLACE),
            (true, Network::Shared) => (OF_FAN, OF_PLACE * SHARED),
        };
        let names = [(token, of_fan), (&*name_of(place), of_place)];
        let may = store
            .count_guess(&live.campaign.slug, names, now.plus(-HOUR), now)
            .await?;
        let after = HOUR.unsigned_abs() / 1_000;
        Ok(if may {
            Ok(())
        } else {
            Err(GuardError::TooManyTries { after })
        })
    }

    /// Notes that a code was not wrong after all.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn was_right(
        &self,
        store: &dyn Store,
        live: &Live,
        (token, place): (&str, &str),
        then: Moment,
    ) -> Result<(), StoreError> {
        let names = [token, &*name_of(place)];
        store.take_guess_back(&live.campaign.slug, names, then).await
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
fn name_of(place: &str) -> String {
    format!("place:{place}")
}
