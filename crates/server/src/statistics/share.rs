//! Many look at the same figures: they are read once. And who looks on may be told when they change.

use super::figures::{self, About};
use crate::{
    app::App,
    campaigns::Live,
    store::{StoreError, statistics::Revision},
};
use canyu_core::{moment::Moment, staff::Filter};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// How many may look on at once.
const STREAMS: usize = 200;
/// How many answers are kept.
const ANSWERS: usize = 64;

/// Why figures are not shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StatisticsError {
    /// Too many look on.
    #[error("too many people look on at once: ask again in a while, or ask without the stream")]
    TooManyStreams,
    /// The time ends before it begins.
    #[error("`to` must be later than `from`")]
    NoTime,
    /// The campaign has no such week.
    #[error("`week` must be one in which the campaign was running, as 2024-W31")]
    NoWeek,
}

impl StatisticsError {
    /// The stable code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::TooManyStreams => "too_many_streams",
            Self::NoTime => "no_time",
            Self::NoWeek => "no_week",
        }
    }
}

/// An answer as it is sent.
#[derive(Clone, Debug)]
pub struct Answer {
    /// Its name: see [`Revision`].
    pub id: String,
    /// JSON.
    pub body: Arc<str>,
    /// Of which state of the data, and in which hour: with the hour what is quiet changes, and what is today. And by which study people's inequality is
    /// known.
    state: (Revision, Moment, Option<Moment>),
    /// When it was read, by the machine's clock.
    read: Moment,
}

/// Of one campaign and filter.
type Place = Arc<tokio::sync::Mutex<Option<Answer>>>;

/// What was read last, and how many look on.
pub struct Sharing {
    answers: Mutex<HashMap<(String, Filter), Place>>,
    streams: Arc<Semaphore>,
}

impl Default for Sharing {
    fn default() -> Self {
        Self {
            answers: Mutex::default(),
            streams: Arc::new(Semaphore::new(STREAMS)),
        }
    }
}

impl Sharing {
    /// A place for one more who looks on.
    ///
    /// # Errors
    /// [`StatisticsError::TooManyStreams`]
    pub fn look_on(&self) -> Result<OwnedSemaphorePermit, StatisticsError> {
        let place = self.streams.clone().try_acquire_owned();
        place.map_err(|_| StatisticsError::TooManyStreams)
    }

    /// Ends all streams: the server stops.
    pub fn end(&self) {
        self.streams.close();
    }

    /// Whether streams are to end.
    #[must_use]
    pub fn has_ended(&self) -> bool {
        self.streams.is_closed()
    }

    fn place(&self, campaign: &str, filter: &Filter) -> Place {
        let mut answers = self.answers.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (campaign.to_owned(), filter.clone());
        if answers.len() >= ANSWERS && !answers.contains_key(&key) {
            // Those that nobody is reading now. They are read again when they are asked for.
            answers.retain(|_, place| Arc::strong_count(place) > 1);
        }
        answers.entry(key).or_default().clone()
    }

    /// The figures of a campaign. Who asks for the same at the same moment waits for the one reading; while nothing has changed nothing is read.
    /// What was read at most `younger` milliseconds ago will do in any case.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn figures(&self, app: &App, live: &Live, filter: &Filter, younger: i64) -> Result<Answer, StoreError> {
        let campaign = live.campaign.slug.as_str();
        let place = self.place(campaign, filter);
        let mut kept = place.lock().await;
        let (now, wall) = (app.clock.now(), app.clock.wall());
        let unequal = app.studies.unequal(campaign);
        let state = (app.store.revision(campaign).await?, now.hour(), unequal.studied);
        let is_good = |answer: &&Answer| answer.state == state || (0..younger).contains(&(wall.0 - answer.read.0));
        if let Some(answer) = kept.as_ref().filter(is_good) {
            return Ok(answer.clone());
        }
        let about = About {
            campaign,
            filter,
            now,
            closes: live.campaign.closes,
            rehearsal: app.clock.is_rehearsal(),
            unequal,
        };
        let mut snapshot = app.store.snapshot().await?;
        let (revision, figures) = figures::read(&mut *snapshot, about).await?;
        let body = serde_json::to_string(&figures).map_err(|error| StoreError::Corrupt(error.to_string()))?;
        let answer = Answer {
            id: revision.to_string(),
            body: body.into(),
            state: (revision, now.hour(), unequal.studied),
            read: wall,
        };
        *kept = Some(answer.clone());
        Ok(answer)
    }
}
