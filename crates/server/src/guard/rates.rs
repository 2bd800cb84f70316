//! How often: so many requests of one fan, so many of one place, and from when on newcomers of a place solve a puzzle first. A place is never kept
//! out because many come from it: its limit is that of a mobile network with a thousand people behind one address.

use super::{Door, Guard, GuardError};
use crate::{app::App, campaigns::Live, clock::Clock, problem::ApiError};
use axum::{
    extract::{FromRequestParts as _, RawPathParams, Request, State},
    http::{Method, header},
    middleware::Next,
    response::Response,
};
use canyu_core::campaign::Network;
use fairdraw::{hash::sha256, text::hex};
use governor::{
    Quota, RateLimiter,
    clock::{Clock as GovernorClock, Reference as _},
    middleware::NoOpMiddleware,
    state::keyed::DashMapStateStore,
};
use std::{
    collections::HashSet,
    num::NonZeroU32,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

/// Requests of one fan: at once, and a minute.
const OF_FAN: (u32, u32) = (60, 120);
/// Requests of one place: at once, and a minute.
const OF_PLACE: (u32, u32) = (2_000, 6_000);
/// Newcomers of one place who need no puzzle: at once, and a minute.
const NEWCOMERS: (u32, u32) = (30, 3);
/// In a network that people share, so many times as many.
const SHARED: u32 = 20;
/// After so many questions what is not needed any more is thrown away.
const SWEEP: usize = 20_000;

/// Campaign time, as the limits see it: in a rehearsal that runs fast they do so, too.
#[derive(Clone)]
struct CampaignClock(Clock);

impl GovernorClock for CampaignClock {
    type Instant = Duration;

    fn now(&self) -> Duration {
        Duration::from_millis(u64::try_from(self.0.now().0).unwrap_or(0))
    }
}

type Limiter = RateLimiter<String, DashMapStateStore<String>, CampaignClock, NoOpMiddleware<Duration>>;

/// The limits.
pub(super) struct Rates {
    clock: CampaignClock,
    of_fan: Limiter,
    of_place: Limiter,
    of_shared_place: Limiter,
    newcomers: Limiter,
    known: Known,
    asked: AtomicU64,
}

impl Rates {
    pub(super) fn new(clock: &Clock) -> Self {
        let clock = CampaignClock(*clock);
        let limiter =
            |(burst, minute)| RateLimiter::new(quota(burst, minute), DashMapStateStore::default(), clock.clone());
        Self {
            of_fan: limiter(OF_FAN),
            of_place: limiter(OF_PLACE),
            of_shared_place: limiter((OF_PLACE.0 * SHARED, OF_PLACE.1 * SHARED)),
            newcomers: limiter(NEWCOMERS),
            known: Known::default(),
            asked: AtomicU64::new(1),
            clock,
        }
    }

    fn check(&self, limiter: &Limiter, key: &String) -> Result<(), GuardError> {
        // Seldom, since it looks at all of them.
        let asked = self.asked.fetch_add(1, Ordering::Relaxed);
        if asked.is_multiple_of(SWEEP as u64) {
            for limiter in [&self.of_fan, &self.of_place, &self.of_shared_place, &self.newcomers] {
                limiter.retain_recent();
            }
        }
        limiter.check_key(key).map_err(|not_until| {
            let now = self.clock.now();
            let wait = Duration::from(not_until.earliest_possible().duration_since(now));
            GuardError::TooMany {
                after: wait.as_secs().max(1),
            }
        })
    }
}

fn quota(burst: u32, minute: u32) -> Quota {
    let some = |number: u32| NonZeroU32::new(number).unwrap_or(NonZeroU32::MIN);
    Quota::per_minute(some(minute)).allow_burst(some(burst))
}

impl Guard {
    /// Whether one more request of a fan, by his token's hash, and of a place is answered.
    ///
    /// # Errors
    /// [`GuardError::TooMany`].
    pub fn knock(&self, token: Option<&str>, place: &str, is_shared: bool) -> Result<(), GuardError> {
        let of_place = if is_shared {
            &self.rates.of_shared_place
        } else {
            &self.rates.of_place
        };
        self.rates.check(of_place, &place.to_owned())?;
        token.map_or(Ok(()), |token| self.rates.check(&self.rates.of_fan, &token.to_owned()))
    }

    /// Whether so many newcomers come from a place that this one solves a puzzle. Who has been let in once is no newcomer.
    pub(super) fn is_crowd(&self, live: &Live, token: &str, place: &str) -> bool {
        let trust = &live.campaign.trust;
        if !trust.is_on("proof")
            || trust.network == Network::Shared
            || self.rates.known.contains(&of_campaign(live, token))
        {
            return false;
        }
        let place = format!("{}/{place}", live.campaign.slug);
        self.rates.check(&self.rates.newcomers, &place).is_err()
    }

    /// Notes that somebody was let in.
    pub(super) fn let_in(&self, live: &Live, token: &str) {
        self.rates.known.insert(&of_campaign(live, token));
    }
}

/// Under what name a token is known: in one campaign, not in the next.
fn of_campaign(live: &Live, token: &str) -> String {
    format!("{}/{token}", live.campaign.slug)
}

/// Tokens' hashes of those who were let in, as many as fit: who is forgotten solves one puzzle more at worst.
#[derive(Default)]
struct Known(Mutex<(HashSet<String>, HashSet<String>)>);

impl Known {
    fn contains(&self, token: &str) -> bool {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.0.contains(token) || known.1.contains(token)
    }

    fn insert(&self, token: &str) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.0.len() >= SWEEP {
            known.1 = std::mem::take(&mut known.0);
        }
        known.0.insert(token.to_owned());
    }
}

/// The middleware of everything that a fan's browser calls and that costs something.
///
/// # Errors
/// [`GuardError::TooMany`].
pub async fn limit(
    State(app): State<App>,
    params: RawPathParams,
    request: Request,
    next: Next,
) -> Result<Response, ApiError> {
    let slug = params
        .iter()
        .find(|(name, _)| *name == "slug")
        .map_or("", |(_, slug)| slug);
    let trust = app
        .campaigns
        .get(slug)
        .map(|live| live.campaign.trust.clone())
        .unwrap_or_default();
    // What everybody is shown is cached, and asked for by pages that nobody looks at.
    let authorization = request.headers().get(header::AUTHORIZATION);
    let is_free = request.method() == Method::GET && authorization.is_none() || request.method() == Method::OPTIONS;
    if is_free || !trust.is_on("rates") {
        return Ok(next.run(request).await);
    }
    let token = authorization.map(|token| hex(&sha256(token.as_bytes())));
    let (mut parts, body) = request.into_parts();
    let Door(visitor) = Door::from_request_parts(&mut parts, &app).await?;
    let is_shared = trust.network == Network::Shared;
    app.guard.knock(token.as_deref(), &visitor.place, is_shared)?;
    Ok(next.run(Request::from_parts(parts, body)).await)
}
