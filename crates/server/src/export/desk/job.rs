//! One export that somebody has asked for.

use super::{
    super::{ExportError, Wanted, write},
    KEPT,
};
use crate::{clock::Clock, progress::Progress, store::Store};
use canyu_core::{
    moment::Moment,
    staff::{Export, ExportState},
};
use std::{
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
    sync::{Arc, OnceLock},
};
use tokio::{runtime::Handle, sync::Semaphore};

/// An export of somebody's.
pub struct Job {
    pub(super) id: String,
    pub(super) account: String,
    /// What it is of.
    pub wanted: Wanted,
    /// What its file is called.
    pub file: String,
    pub(super) path: PathBuf,
    pub(super) asked_at: Moment,
    /// Rows.
    pub(super) progress: Progress,
    pub(super) bytes: Progress,
    pub(super) of: OnceLock<u64>,
    pub(super) begun: OnceLock<()>,
    /// When, and the code of what went wrong.
    pub(super) ended: OnceLock<(Moment, Option<&'static str>)>,
}

impl Job {
    pub(super) fn is_of(&self, account: &str, campaign: &str) -> bool {
        self.account == account && self.wanted.campaign == campaign
    }

    pub(super) async fn run(self: Arc<Self>, store: Arc<dyn Store>, clock: Clock, turns: Arc<Semaphore>) {
        let Ok(_turn) = turns.acquire_owned().await else { return };
        if self.progress.is_stopped() {
            return;
        }
        let _ = self.begun.set(());
        let (job, runtime) = (self.clone(), Handle::current());
        // Most of the work is the processor's, and would keep requests waiting.
        let work = tokio::task::spawn_blocking(move || runtime.block_on(job.write(&*store, clock)));
        let ended = work.await.unwrap_or(Err(ExportError::Broken));
        if let Err(error) = &ended
            && !matches!(error, ExportError::Stopped)
        {
            tracing::error!(%error, code = error.code(), file = self.file, "an export could not be written");
        }
        let problem = ended.err().map(|error| error.code());
        let _ = self.ended.set((clock.wall(), problem));
        if self.progress.is_stopped() {
            self.forget();
        }
    }

    async fn write(&self, store: &dyn Store, clock: Clock) -> Result<(), ExportError> {
        if let Some(of) = self.wanted.count(store).await? {
            let _ = self.of.set(of);
        }
        if let Some(folder) = self.path.parent() {
            private_folder(folder)?;
        }
        let out = Counted {
            to: File::create(&self.path)?,
            bytes: &self.bytes,
        };
        write(store, &self.wanted, clock.wall(), &self.progress, out).await?;
        Ok(())
    }

    /// Nobody wants it any more.
    pub(super) fn forget(&self) {
        self.progress.stop();
        if let Err(error) = fs::remove_file(&self.path)
            && error.kind() != io::ErrorKind::NotFound
        {
            tracing::warn!(%error, "the file of an export cannot be removed");
        }
    }

    pub(super) fn until(&self) -> Option<Moment> {
        self.ended.get().map(|(at, _)| at.plus(KEPT))
    }

    /// Its file, once it is there. Its name among all there ever are is the export's, and it never changes.
    ///
    /// # Errors
    /// [`ExportError::NotReady`], or when it cannot be opened.
    pub fn open(&self) -> Result<File, ExportError> {
        match self.ended.get() {
            Some((_, None)) => Ok(File::open(&self.path)?),
            _ => Err(ExportError::NotReady),
        }
    }

    /// How far it is.
    #[must_use]
    pub fn told(&self) -> Export {
        let (state, problem) = match self.ended.get() {
            Some((_, None)) => (ExportState::Ready, None),
            Some((_, Some(problem))) => (ExportState::Failed, Some((*problem).to_owned())),
            None if self.begun.get().is_some() => (ExportState::Running, None),
            None => (ExportState::Waiting, None),
        };
        Export {
            id: self.id.clone(),
            table: self.wanted.table,
            format: self.wanted.format,
            filter: self.wanted.filter.clone(),
            bom: self.wanted.bom,
            file: self.file.clone(),
            asked_at: self.asked_at,
            state,
            rows: self.progress.done(),
            of: self.of.get().copied(),
            bytes: self.bytes.done(),
            until: self.until().filter(|_| state == ExportState::Ready),
            problem,
        }
    }
}

/// Makes a folder that only this program's user can look into: what lies there tells of people.
fn private_folder(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// A file whose bytes are counted.
struct Counted<'b> {
    to: File,
    bytes: &'b Progress,
}

impl Write for Counted<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.to.write(bytes)?;
        self.bytes.add(written as u64);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}
