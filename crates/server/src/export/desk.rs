//! Exports that staff ask for in the console: written beside everything else, watched, fetched, and gone after a day.

mod job;

pub use job::Job;

use super::{ExportError, Wanted, file_name, schedule::Schedule};
use crate::{app::App, clock::Clock, progress::Progress, store::Store};
use canyu_core::moment::{HOUR, Moment};
use std::{
    collections::VecDeque,
    fs, io,
    path::PathBuf,
    sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError},
    time::Duration,
};
use tokio::sync::Semaphore;

/// Files that are written at a time: each takes a core, and one of the database's readers.
const AT_ONCE: usize = 2;
/// Exports that somebody may have at a time.
pub const MOST: usize = 20;
/// Exports of everybody together.
const MOST_OF_ALL: usize = 200;
/// Characters of an export's name, see [`crate::entropy::token`].
const ID: usize = 43;
/// How often old files are looked for.
const LOOK: Duration = Duration::from_secs(60);
/// How long a file is kept, in milliseconds of the machine's clock.
pub const KEPT: i64 = 24 * HOUR;

/// Those that there are, and where their files lie.
pub struct Desk {
    folder: Option<PathBuf>,
    jobs: Mutex<VecDeque<Arc<Job>>>,
    turns: Arc<Semaphore>,
    /// Those that come by themselves.
    pub schedules: Vec<Schedule>,
}

impl Default for Desk {
    /// Without a folder: for servers that last as long as somebody looks at them.
    fn default() -> Self {
        Self {
            folder: None,
            jobs: Mutex::default(),
            turns: Arc::new(Semaphore::new(AT_ONCE)),
            schedules: Vec::new(),
        }
    }
}

impl Desk {
    /// With files in a folder of its own. What an earlier process has left there is removed: nobody knows any more whose it was.
    ///
    /// # Errors
    /// When it cannot be removed.
    pub fn new(folder: PathBuf, schedules: Vec<Schedule>) -> io::Result<Self> {
        match fs::read_dir(&folder) {
            Ok(files) => {
                for file in files {
                    let file = file?;
                    if file.file_name().to_str().is_some_and(is_ours) {
                        fs::remove_file(file.path())?;
                    }
                }
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
        Ok(Self {
            folder: Some(folder),
            schedules,
            ..Self::default()
        })
    }

    /// Begins an export of somebody's, or lets it wait for its turn.
    ///
    /// # Errors
    /// When there can be no such file, or there are too many.
    pub fn begin(
        &self,
        store: Arc<dyn Store>,
        clock: Clock,
        id: String,
        account: &str,
        wanted: Wanted,
    ) -> Result<Arc<Job>, ExportError> {
        wanted.check()?;
        let folder = self.folder.as_ref().ok_or(ExportError::Off)?;
        let job = Arc::new(Job {
            file: file_name(&wanted, clock.is_rehearsal(), None),
            path: folder.join(&id),
            id,
            account: account.to_owned(),
            wanted,
            asked_at: clock.wall(),
            progress: Progress::default(),
            bytes: Progress::default(),
            of: OnceLock::new(),
            begun: OnceLock::new(),
            ended: OnceLock::new(),
        });
        {
            let mut jobs = self.jobs();
            if jobs.iter().filter(|other| other.account == account).count() >= MOST {
                return Err(ExportError::TooMany(MOST));
            }
            if jobs.len() >= MOST_OF_ALL {
                return Err(ExportError::TooMany(MOST_OF_ALL));
            }
            jobs.push_front(job.clone());
        }
        tokio::spawn(job.clone().run(store, clock, self.turns.clone()));
        Ok(job)
    }

    fn jobs(&self) -> MutexGuard<'_, VecDeque<Arc<Job>>> {
        self.jobs.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Somebody's exports of a campaign, the newest first.
    #[must_use]
    pub fn list(&self, account: &str, campaign: &str) -> Vec<Arc<Job>> {
        let jobs = self.jobs();
        let own = jobs.iter().filter(|job| job.is_of(account, campaign));
        own.cloned().collect()
    }

    /// One of them.
    ///
    /// # Errors
    /// [`ExportError::Unknown`].
    pub fn get(&self, account: &str, campaign: &str, id: &str) -> Result<Arc<Job>, ExportError> {
        let mut own = self.list(account, campaign).into_iter();
        own.find(|job| job.id == id).ok_or(ExportError::Unknown)
    }

    /// Stops one of them, or removes its file.
    ///
    /// # Errors
    /// [`ExportError::Unknown`].
    pub fn remove(&self, account: &str, campaign: &str, id: &str) -> Result<(), ExportError> {
        let job = self.get(account, campaign, id)?;
        self.jobs().retain(|other| other.id != id);
        job.forget();
        Ok(())
    }

    /// Removes what has been there for long enough.
    pub fn sweep(&self, now: Moment) {
        let mut old = Vec::new();
        self.jobs().retain(|job| {
            let is_over = job.until().is_some_and(|until| until <= now);
            if is_over {
                old.push(job.clone());
            }
            !is_over
        });
        old.iter().for_each(|job| job.forget());
    }
}

/// Removes old files, for ever.
pub async fn sweep(app: App) {
    loop {
        app.exports.sweep(app.clock.wall());
        tokio::time::sleep(LOOK).await;
    }
}

/// Whether a file may be one of an export: what else somebody keeps there stays.
fn is_ours(name: &str) -> bool {
    name.len() == ID
        && name
            .bytes()
            .all(|letter| letter.is_ascii_alphanumeric() || b"-_".contains(&letter))
}

#[cfg(test)]
mod tests;
