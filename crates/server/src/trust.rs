//! Who looks like a cheat: everybody is scored again and again while something changes, and once more before a draw's list is closed.
//!
//! What a score is made of stands in the crate `canyu-trust`; here the facts are fetched, and what follows is ordered. No answer to an act
//! depends on a score: somebody ceases to count with the next scoring only, at a moment that nobody can foresee. So trying things out teaches little.

pub mod appeal;
pub mod gather;
pub mod reasons;
pub mod review;
mod scoring;

pub use scoring::{TrustError, last, last_step, score_all};

use crate::{app::App, campaigns::Live};
use canyu_core::{
    campaign::{Network, Trust},
    moment::Moment,
};
use canyu_trust::{Reason, Rules};
use std::{sync::Arc, time::Duration};

/// Who decides where no human does.
pub const SCORES: &str = "scores";

/// How often it is looked whether a scoring is due.
const LOOK: Duration = Duration::from_secs(1);
/// From one scoring to the next in campaign time, at least ...
const PAUSE: i64 = 4 * 60_000;
/// ... and up to so much longer, by chance.
const BLUR: i64 = 4 * 60_000;
/// How much longer than a scoring the pause after it is: scoring takes five parts of a hundred of the time at most.
const REST: u32 = 20;

/// The rules of scoring that follow from a campaign's file.
#[must_use]
pub fn rules(trust: &Trust) -> Rules {
    let weights = trust.weights.iter();
    Rules {
        weights: weights
            .filter_map(|(name, weight)| Some((Reason::from_code(name)?, *weight)))
            .collect(),
        off: trust.off.iter().filter_map(|name| Reason::from_code(name)).collect(),
        network: match trust.network {
            Network::Open => canyu_trust::Network::Open,
            Network::Shared => canyu_trust::Network::Shared,
        },
        hold: trust.hold,
        review: trust.review,
    }
}

/// Scores a campaign again and again, for ever.
pub async fn run(app: App, slug: String) {
    let mut next = Moment(i64::MIN);
    loop {
        tokio::time::sleep(look(&app)).await;
        let now = app.clock.now();
        let Some(live) = app.campaigns.get(&slug) else { continue };
        // From the close on it is the last scoring's turn, which what waits for it asks for.
        if live.archived.is_some() || now < next || now < live.campaign.opens || now >= live.campaign.closes {
            continue;
        }
        let begun = tokio::time::Instant::now();
        if let Err(error) = once(&app, &live).await {
            tracing::error!(campaign = slug, %error, "a scoring failed, and is tried again");
        }
        next = app.clock.now().plus(PAUSE + blur());
        tokio::time::sleep(begun.elapsed() * REST).await;
    }
}

/// Scores a campaign if anything has changed since the last time, and nobody else does.
///
/// # Errors
/// When the database fails, or an order is not accepted.
pub async fn once(app: &App, live: &Arc<Live>) -> Result<bool, TrustError> {
    let slug = &live.campaign.slug;
    let mark = app.store.trust_mark(slug).await?;
    let before = app.store.last_scoring(slug).await?;
    if before.is_some_and(|(before, _)| before == mark) {
        return Ok(false);
    }
    score_all(app, live, mark, Some(live.campaign.closes)).await
}

fn look(app: &App) -> Duration {
    (LOOK / app.clock.speed()).max(Duration::from_millis(50))
}

/// Nobody can foresee when the next scoring takes place. If the machine gives no randomness it is the earliest moment.
fn blur() -> i64 {
    let [chance, _] = crate::entropy::pair().unwrap_or_default();
    i64::try_from(chance % BLUR.unsigned_abs()).unwrap_or(0)
}
