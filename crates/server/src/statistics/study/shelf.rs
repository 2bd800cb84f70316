//! Studies are made one at a time, and kept: a page costs the same however many people there are, and however many look at it.

use super::{About, Everybody, StudyError, Unequal, study, tree, votes};
use crate::{
    app::App,
    campaigns::Live,
    store::{StoreError, forest::ForecastRow},
};
use canyu_core::{
    moment::Moment,
    staff::{
        CampaignLinks, Filter,
        study::{Known, SharingTree, Study},
    },
};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};
use tokio::sync::Semaphore;

/// Answers that are kept, at most.
const ANSWERS: usize = 64;
/// How long an answer is good, in milliseconds, if it did not take long.
const GOOD: i64 = 2_000;
/// And how many times as long as it took.
const TIMES: i64 = 10;
/// How long somebody who could have a kept answer waits for a newer one.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(1);
/// Earlier forecasts that are looked at.
const EARLIER: u32 = 30;
/// How often it is looked whether a new day has begun.
const LOOK: std::time::Duration = std::time::Duration::from_mins(5);

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Wanted {
    Study(Filter),
    Tree { filter: Filter, most: u32, ids: bool },
    Links(Filter),
}

/// An answer.
#[derive(Clone, Debug)]
enum Answer {
    Study(Arc<Study>),
    Tree(Arc<SharingTree>),
    Links(Arc<CampaignLinks>),
}

#[derive(Clone, Debug)]
struct Kept {
    answer: Answer,
    /// When it was made, and until when it is good, by the machine's clock.
    made: Moment,
    until: Moment,
    /// Whether a newer one is being made.
    is_renewed: bool,
}

/// The answers that are kept.
#[derive(Default)]
pub struct Shelf {
    kept: Mutex<HashMap<(String, Wanted), Kept>>,
    /// Who may read links now: one place a campaign.
    links: Mutex<HashMap<String, Arc<Semaphore>>>,
    /// What the last study of each whole campaign has found.
    unequal: Mutex<HashMap<String, Unequal>>,
}

/// The study of a campaign: a kept one while it is good, or where a newer one takes long.
///
/// # Errors
/// Where people are no forest, or the database fails.
pub async fn studied(app: &App, live: &Arc<Live>, filter: Filter) -> Result<Arc<Study>, StudyError> {
    match answer(app, live, Wanted::Study(filter)).await? {
        Answer::Study(study) => Ok(study),
        Answer::Tree(_) | Answer::Links(_) => Err(StudyError::BrokenOff),
    }
}

/// Who was brought by whom, so many people at most, with their ids if they are wanted. Kept as a study is.
///
/// # Errors
/// As [`studied`].
pub async fn drawn(
    app: &App,
    live: &Arc<Live>,
    filter: Filter,
    most: u32,
    ids: bool,
) -> Result<Arc<SharingTree>, StudyError> {
    match answer(app, live, Wanted::Tree { filter, most, ids }).await? {
        Answer::Tree(tree) => Ok(tree),
        Answer::Study(_) | Answer::Links(_) => Err(StudyError::BrokenOff),
    }
}

/// What advertisements brought. Kept as a study is.
///
/// # Errors
/// When the database fails.
pub async fn linked(app: &App, live: &Arc<Live>, filter: Filter) -> Result<Arc<CampaignLinks>, StudyError> {
    match answer(app, live, Wanted::Links(filter)).await? {
        Answer::Links(links) => Ok(links),
        Answer::Study(_) | Answer::Tree(_) => Err(StudyError::BrokenOff),
    }
}

async fn answer(app: &App, live: &Arc<Live>, wanted: Wanted) -> Result<Answer, StudyError> {
    let key = (live.campaign.slug.clone(), wanted);
    let (kept, is_to_be_renewed) = app.studies.look(&key, app.clock.wall());
    if kept.is_some() && !is_to_be_renewed {
        return kept.ok_or(StudyError::BrokenOff);
    }
    // A task of its own: who asks may leave, and the next one finds it made.
    let (app, live) = (app.clone(), live.clone());
    let making = tokio::spawn(async move {
        let made = make(&app, &live, &key).await;
        if let Err(error) = &made {
            tracing::error!(campaign = key.0, code = error.code(), %error, "a study was not made");
            app.studies.leave(&key);
        }
        made
    });
    let Some(kept) = kept else {
        return making.await.map_err(|_| StudyError::BrokenOff)?;
    };
    // What is made fast is never told late.
    match tokio::time::timeout(PATIENCE, making).await {
        Ok(Ok(Ok(newer))) => Ok(newer),
        _ => Ok(kept),
    }
}

async fn make(app: &App, live: &Live, key: &(String, Wanted)) -> Result<Answer, StudyError> {
    let (slug, wanted) = key;
    // Links are read fast: they do not wait for a study.
    let place = match wanted {
        Wanted::Links(_) => app.studies.links(slug),
        Wanted::Study(_) | Wanted::Tree { .. } => app.heavy.clone(),
    };
    let _turn = place.acquire().await.map_err(|_| StudyError::BrokenOff)?;
    // Somebody may have made it while this one waited.
    let begun = app.clock.wall();
    if let Some(answer) = app.studies.good(key, begun) {
        return Ok(answer);
    }
    if let Wanted::Links(filter) = wanted {
        let answer = Answer::Links(Arc::new(links(app, slug, filter).await?));
        app.studies.put(key, &answer, (begun, app.clock.wall()));
        return Ok(answer);
    }
    let campaign = live.campaign.clone();
    let mut everybody = Everybody::of(&campaign);
    let calendar = app.store.snapshot().await?.calendar().await?;
    let now = app.clock.now();
    app.store.forest(slug, &votes(&campaign), &mut everybody).await?;
    let about = |filter: &Filter| About {
        campaign,
        filter: filter.clone(),
        now,
        rehearsal: app.clock.is_rehearsal(),
        calendar,
    };
    let answer = match wanted {
        Wanted::Study(filter) => {
            let earlier = app.store.forecasts(slug, EARLIER).await?;
            let about = about(filter);
            let (made, unequal) = off_the_runtime(move || study(everybody, &about, &earlier)).await?;
            if made.filter == Filter::default() {
                app.studies.know(slug, unequal);
            }
            let took_ms = u64::try_from(app.clock.wall().0 - begun.0).unwrap_or(0);
            let made = Study { took_ms, ..made };
            keep(app, slug, &made).await?;
            Answer::Study(Arc::new(made))
        }
        Wanted::Links(_) => return Err(StudyError::BrokenOff),
        Wanted::Tree { filter, most, ids } => {
            let (about, most, ids) = (about(filter), *most, *ids);
            Answer::Tree(Arc::new(
                off_the_runtime(move || tree(everybody, &about, most, ids)).await?,
            ))
        }
    };
    app.studies.put(key, &answer, (begun, app.clock.wall()));
    Ok(answer)
}

async fn links(app: &App, slug: &str, filter: &Filter) -> Result<CampaignLinks, StoreError> {
    let as_of = app.clock.now();
    let rows = app.store.campaign_links(slug, filter).await?;
    Ok(CampaignLinks {
        rehearsal: app.clock.is_rehearsal(),
        as_of,
        filter: filter.clone(),
        links: rows.links,
        more: rows.more,
        rest: rows.rest,
    })
}

async fn off_the_runtime<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, StudyError> + Send + 'static,
) -> Result<T, StudyError> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|_| StudyError::BrokenOff)?
}

/// What was forecast of the whole campaign is kept: the first of a day.
async fn keep(app: &App, slug: &str, study: &Study) -> Result<(), StoreError> {
    let Known::Value(forecast) = &study.forecast else {
        return Ok(());
    };
    if study.filter != Filter::default() {
        return Ok(());
    }
    let days = serde_json::to_string(&forecast.days).map_err(|error| StoreError::Corrupt(error.to_string()))?;
    let row = ForecastRow {
        day: forecast.from,
        days,
    };
    app.store.keep_forecast(slug, &row).await
}

/// Makes the forecast of each day, as long as the server runs: also of days on which nobody asks.
pub async fn run(app: App, slug: String) {
    let mut done_until = Moment(i64::MIN);
    loop {
        if app.clock.now() >= done_until {
            match day(&app, &slug).await {
                Ok(tomorrow) => done_until = tomorrow.unwrap_or(done_until),
                Err(error) => {
                    tracing::error!(campaign = slug, code = error.code(), %error, "the forecast of the day was not made");
                }
            }
        }
        tokio::time::sleep(app.clock.look(LOOK / app.clock.speed())).await;
    }
}

/// Until when there is nothing more to be done: tomorrow, once today's forecast is there, or cannot be made.
async fn day(app: &App, slug: &str) -> Result<Option<Moment>, StudyError> {
    let Some(live) = app.campaigns.get(slug) else {
        return Ok(None);
    };
    let now = app.clock.now();
    if now < live.campaign.opens || now >= live.campaign.closes {
        return Ok(None);
    }
    let calendar = app.store.snapshot().await?.calendar().await?;
    let today = calendar.day(now);
    let kept = app.store.forecasts(slug, 1).await?;
    if kept.first().is_none_or(|row| row.day != today) {
        let study = studied(app, &live, Filter::default()).await?;
        // A kept answer of yesterday: the one of today is being made.
        if study.as_of < today {
            return Ok(None);
        }
    }
    Ok(Some(calendar.next(now)))
}

impl Shelf {
    /// How unequal people of a campaign are, by the last study of all of it; the cautious answer as long as there is none.
    pub(in crate::statistics) fn unequal(&self, slug: &str) -> Unequal {
        let unequal = self.unequal.lock().unwrap_or_else(PoisonError::into_inner);
        unequal.get(slug).copied().unwrap_or_default()
    }

    fn know(&self, slug: &str, found: Unequal) {
        let mut unequal = self.unequal.lock().unwrap_or_else(PoisonError::into_inner);
        unequal.insert(slug.to_owned(), found);
    }

    /// What is kept, and whether whoever looks is to make a newer one.
    fn look(&self, key: &(String, Wanted), wall: Moment) -> (Option<Answer>, bool) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(kept) = kept.get_mut(key) else {
            return (None, true);
        };
        let is_to_be_renewed = wall >= kept.until && !kept.is_renewed;
        kept.is_renewed |= is_to_be_renewed;
        (Some(kept.answer.clone()), is_to_be_renewed)
    }

    fn good(&self, key: &(String, Wanted), wall: Moment) -> Option<Answer> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.get(key)
            .filter(|kept| wall < kept.until)
            .map(|kept| kept.answer.clone())
    }

    fn leave(&self, key: &(String, Wanted)) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(kept) = kept.get_mut(key) {
            kept.is_renewed = false;
        }
    }

    fn put(&self, key: &(String, Wanted), answer: &Answer, (begun, made): (Moment, Moment)) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= ANSWERS && !kept.contains_key(key) {
            let oldest = kept
                .iter()
                .min_by_key(|(_, kept)| kept.made)
                .map(|(key, _)| key.clone());
            oldest.map(|oldest| kept.remove(&oldest));
        }
        kept.insert(
            key.clone(),
            Kept {
                answer: answer.clone(),
                made,
                until: made.plus(GOOD.max(TIMES * (made.0 - begun.0))),
                is_renewed: false,
            },
        );
    }

    fn links(&self, slug: &str) -> Arc<Semaphore> {
        let mut places = self.links.lock().unwrap_or_else(PoisonError::into_inner);
        places
            .entry(slug.to_owned())
            .or_insert_with(|| Arc::new(Semaphore::new(1)))
            .clone()
    }
}
