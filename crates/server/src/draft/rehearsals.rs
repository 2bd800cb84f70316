//! Rehearsals from the console: played beside everything else, watched, and stopped where nobody wants them any more.

use super::DraftError;
use crate::{
    progress::Progress,
    rehearse::{page::page, rehearse_watched, report::Report},
};
use canyu_core::{
    campaign::Campaign,
    staff::{Rehearsal, RehearsalWish, RunState},
};
use serde_json::Value;
use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

/// Rehearsals that go on at a time: each takes a core.
const AT_ONCE: usize = 2;
/// Rehearsals that are remembered.
const REMEMBERED: usize = 20;
/// Most people: more would take minutes and gigabytes beside a server that has others to serve.
pub const MOST: u32 = 100_000;

/// A rehearsal.
pub struct Run {
    id: String,
    draft: String,
    progress: Progress,
    /// Empty: it goes on; `None`: it was stopped.
    report: OnceLock<Option<Report>>,
}

/// Those that go on, and the last ones that did.
#[derive(Default)]
pub struct Rehearsals(Mutex<VecDeque<Arc<Run>>>);

impl Rehearsals {
    /// Begins one, for a draft. `then` is called when it has come to its end.
    ///
    /// # Errors
    /// [`DraftError::Busy`].
    pub fn begin(
        &self,
        id: String,
        draft: &str,
        campaign: Campaign,
        wish: RehearsalWish,
        then: impl Future<Output = ()> + Send + 'static,
    ) -> Result<Arc<Run>, DraftError> {
        let mut runs = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if runs.iter().filter(|run| run.report.get().is_none()).count() >= AT_ONCE {
            return Err(DraftError::Busy);
        }
        let run = Arc::new(Run {
            id,
            draft: draft.to_owned(),
            progress: Progress::default(),
            report: OnceLock::new(),
        });
        runs.push_back(run.clone());
        if runs.len() > REMEMBERED {
            runs.pop_front();
        }
        let playing = run.clone();
        tokio::spawn(async move {
            let ended = tokio::task::spawn_blocking(move || playing.play(&campaign, wish)).await;
            if ended.unwrap_or(false) {
                then.await;
            }
        });
        Ok(run)
    }

    /// The one of that name, of that draft.
    ///
    /// # Errors
    /// [`DraftError::Unknown`].
    pub fn get(&self, draft: &str, id: &str) -> Result<Arc<Run>, DraftError> {
        let runs = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let found = runs.iter().find(|run| run.id == id && run.draft == draft);
        found.cloned().ok_or(DraftError::Unknown)
    }
}

impl Run {
    fn play(&self, campaign: &Campaign, wish: RehearsalWish) -> bool {
        let people = wish.people.clamp(1, MOST);
        let report = rehearse_watched(campaign, people, wish.seed, |done| {
            self.progress.note(u64::from(done));
            !self.progress.is_stopped()
        });
        let is_done = report.is_some();
        drop(self.report.set(report));
        is_done
    }

    /// Stops it, if it still goes on.
    pub fn stop(&self) {
        self.progress.stop();
    }

    /// How far it is.
    #[must_use]
    pub fn told(&self) -> Rehearsal {
        let done = u32::try_from(self.progress.done()).unwrap_or(u32::MAX);
        let (state, done, report) = match self.report.get() {
            None => (RunState::Running, done, Value::Null),
            Some(None) => (RunState::Cancelled, done, Value::Null),
            Some(Some(report)) => (RunState::Done, 1_000, serde_json::to_value(report).unwrap_or_default()),
        };
        Rehearsal {
            id: self.id.clone(),
            state,
            done,
            report,
        }
    }

    /// Its report as a page with charts, once it is done.
    #[must_use]
    pub fn page(&self) -> Option<String> {
        self.report.get()?.as_ref().map(page)
    }
}
