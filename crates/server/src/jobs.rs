//! What the server does by itself: for each draw the hourly checkpoints, the close with the commitment, and the draw once the random value
//! has come. Several processes may do so side by side: the store's transactions decide who was first.

use crate::{
    app::App,
    campaigns::Live,
    draw::{
        Draw, DrawError, Ran,
        beacon::{self, Given},
        close::Committed,
        relays::patience,
        seconds,
    },
    life,
    trust::{self, TrustError},
};
use canyu_core::moment::{HOUR, Moment};
use std::{sync::Arc, time::Duration};

/// How often a draw is looked at.
const LOOK: Duration = Duration::from_secs(1);
/// What is done so many milliseconds after its time is late, and is said to be.
const LATE: i64 = 60_000;

/// The campaigns that have a draw.
#[must_use]
pub fn draws(app: &App) -> Vec<String> {
    let has_draw = |slug: &String| app.campaigns.get(slug).is_some_and(|live| live.ballot.is_some());
    app.campaigns.slugs().into_iter().filter(has_draw).collect()
}

/// Does what is due of a campaign's draw, until it is over.
pub async fn run(app: App, slug: String) {
    let job = Job {
        app,
        slug,
        checked: None,
        rest: 0,
        tries: 0,
        told: false,
    };
    job.run().await;
}

/// The job of one draw.
struct Job {
    app: App,
    slug: String,
    /// The hour whose checkpoint exists.
    checked: Option<Moment>,
    /// Rounds to wait before the next try.
    rest: u64,
    /// Tries that came to nothing.
    tries: u32,
    /// Whether it was said that staff have to act.
    told: bool,
}

enum Next {
    Again,
    Over,
}

impl Job {
    async fn run(mut self) {
        loop {
            if self.rest > 0 {
                self.rest -= 1;
            } else if let Some(live) = self.app.campaigns.get(&self.slug) {
                match self.step(&live).await {
                    Ok(Next::Over) => return,
                    Ok(Next::Again) => {}
                    Err(error @ DrawError::MissedBeacon { .. }) => {
                        tracing::error!(campaign = self.slug, code = error.code(), %error, "the draw has missed its beacon");
                        return;
                    }
                    Err(error) => {
                        self.wait_longer();
                        tracing::error!(campaign = self.slug, code = error.code(), %error, again_in = self.rest, "a step of the draw failed");
                    }
                }
            }
            tokio::time::sleep(self.pause()).await;
        }
    }

    async fn step(&mut self, live: &Live) -> Result<Next, DrawError> {
        let Some(draw) = self.app.draw(live) else {
            return Ok(Next::Over);
        };
        let stamp = live.draw_state().stamp.clone();
        let now = self.app.clock.now();
        match stamp.map(|stamp| (stamp.closed_at, stamp.drawn_at)) {
            None => Ok(Next::Again),
            Some((_, Some(_))) => Ok(Next::Over),
            Some((Some(_), None)) if draw.is_due(now) => self.draw(&draw).await,
            Some((Some(_), None)) => Ok(Next::Again),
            Some((None, None)) if now < live.campaign.closes.max(draw.closes()) => self.checkpoint(&draw, now).await,
            Some((None, None)) => self.commit(&draw).await,
        }
    }

    async fn checkpoint(&mut self, draw: &Draw, now: Moment) -> Result<Next, DrawError> {
        if self.checked != Some(now.hour()) {
            if draw.checkpoint(now).await? {
                tracing::info!(campaign = self.slug, "a checkpoint was made");
            }
            self.tries = 0;
            // Before the opening there is none to make, and the opening need not be on the hour.
            self.checked = (now >= draw.opens()).then(|| now.hour());
        }
        Ok(Next::Again)
    }

    async fn commit(&mut self, draw: &Draw) -> Result<Next, DrawError> {
        // Another process may have moved the close a moment ago.
        self.refresh().await?;
        let Some(live) = self.app.campaigns.get(&self.slug) else {
            return Ok(Next::Again);
        };
        let (closes, now) = (live.campaign.closes.max(draw.closes()), self.app.clock.now());
        if now < closes {
            return Ok(Next::Again);
        }
        // Who looks like a cheat is known first, and does not count.
        if !self.scored(&live).await? {
            return Ok(Next::Again);
        }
        // Who was right gets his tickets first, however late; then the list is closed.
        if life::owes_tickets(&self.app, &live, closes).await? {
            return Ok(Next::Again);
        }
        let late = now.0 - closes.0;
        // Counted anew for the beacon.
        self.tries = 0;
        if let Committed::Now(_) = draw.commit(closes, &self.app.clock).await?
            && late > LATE
        {
            tracing::warn!(campaign = self.slug, seconds = late / 1_000, "the list was closed late");
        }
        self.refresh().await
    }

    /// Whether everybody has been scored for the last time.
    async fn scored(&self, live: &Arc<Live>) -> Result<bool, DrawError> {
        match trust::last(&self.app, live).await {
            Ok(done) => Ok(done),
            Err(TrustError::Store(error)) => Err(error.into()),
            Err(error) => {
                tracing::error!(campaign = self.slug, %error, "the last scoring failed, and is tried again");
                Ok(false)
            }
        }
    }

    async fn draw(&mut self, draw: &Draw) -> Result<Next, DrawError> {
        let Some((_, _, true)) = beacon::round(&draw.manifest().beacon) else {
            if !self.told {
                self.told = true;
                tracing::warn!(
                    campaign = self.slug,
                    beacon = %draw.manifest().beacon,
                    "the draw waits for staff to give the random value: see `canyu draw status`"
                );
            }
            return Ok(Next::Again);
        };
        let Some(signature) = draw.ask(&self.app.relays).await else {
            self.wait_longer();
            tracing::warn!(
                campaign = self.slug,
                tries = self.tries,
                again_in = self.rest,
                "no relay has the random value yet"
            );
            return Ok(Next::Again);
        };
        let given = Given {
            drand: vec![(None, signature)],
            ..Given::default()
        };
        let now = self.app.clock.now();
        let late = seconds(now) - seconds(draw.draws());
        if let Ran::Now(_) = draw.run(given, now).await?
            && late > LATE / 1_000
        {
            tracing::warn!(campaign = self.slug, seconds = late, "the draw was run late");
        }
        self.refresh().await
    }

    /// Takes in at once what has changed.
    async fn refresh(&self) -> Result<Next, DrawError> {
        self.app.campaigns.refresh(&*self.app.store).await?;
        Ok(Next::Again)
    }

    fn wait_longer(&mut self) {
        self.rest = patience(self.tries).as_secs();
        self.tries = self.tries.saturating_add(1);
    }

    /// A second, or less where a rehearsal's clock runs so fast that much would happen in one.
    fn pause(&self) -> Duration {
        let hour = Duration::from_millis(HOUR.unsigned_abs()) / self.app.clock.speed();
        if self.rest > 0 {
            LOOK
        } else {
            self.app.clock.look(LOOK.min(hour / 60).max(Duration::from_millis(20)))
        }
    }
}
