//! The bundle: all that is published of a draw, as a folder or a zip of it. It is written as it is read, however long the list is.

use super::{
    Draw, DrawError,
    files::{Content, File},
};
use bytes::Bytes;
use futures::{Stream, TryStreamExt as _};
use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};
use tokio::sync::mpsc;
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

/// Beyond so many bytes a file in a zip needs its longer form.
const LARGE: u64 = 4_000_000_000;

/// Why a bundle could not be written.
#[derive(Debug, thiserror::Error)]
pub enum BundleError {
    /// It could not be read.
    #[error(transparent)]
    Draw(#[from] DrawError),
    /// It could not be written.
    #[error("{} cannot be written: {source}", path.display())]
    File {
        /// Where.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// There is something else.
    #[error("{} holds other files: give a folder that is empty, new, or a bundle", .0.display())]
    Occupied(PathBuf),
    /// The zip could not be written.
    #[error("the zip cannot be written: {0}")]
    Zip(#[from] zip::result::ZipError),
    /// It could not be written.
    #[error("the bundle cannot be written: {0}")]
    Write(#[from] io::Error),
}

impl Draw {
    /// Writes the bundle into a folder, or into a zip where the name ends so. It is written beside and moved over, so that nobody
    /// finds half a bundle; how many files it has.
    ///
    /// # Errors
    /// What could not be read or written. What was there before is there still.
    pub async fn audit(&self, to: &Path) -> Result<usize, BundleError> {
        if to.extension().is_some_and(|extension| extension == "zip") {
            let part = to.with_added_extension("part");
            let named = |source| BundleError::File {
                path: part.clone(),
                source,
            };
            let mut zip = ZipWriter::new(fs::File::create(&part).map_err(named)?);
            let files = self.zip(&mut zip, || async { Ok(()) }).await?;
            zip.finish()?.sync_all().map_err(named)?;
            fs::rename(&part, to).map_err(named)?;
            return Ok(files);
        }
        self.folder(to).await
    }

    async fn folder(&self, to: &Path) -> Result<usize, BundleError> {
        if to.exists() && !may_replace(to)? {
            return Err(BundleError::Occupied(to.to_owned()));
        }
        let (part, old) = (to.with_added_extension("part"), to.with_added_extension("old"));
        let named = |source| BundleError::File {
            path: part.clone(),
            source,
        };
        remove(&part).and_then(|()| fs::create_dir_all(&part)).map_err(named)?;
        let mut files = 0;
        for file in File::ALL {
            let Some(content) = self.file(file).await? else {
                continue;
            };
            let mut out = fs::File::create(part.join(file.name())).map_err(named)?;
            match content {
                Content::Whole(bytes) => out.write_all(&bytes).map_err(named)?,
                Content::Roll(_, mut rows) => {
                    while let Some(rows) = rows.try_next().await? {
                        out.write_all(&rows).map_err(named)?;
                    }
                }
            }
            out.sync_all().map_err(named)?;
            files += 1;
        }
        remove(&old).map_err(named)?;
        if to.exists() {
            fs::rename(to, &old).map_err(named)?;
        }
        fs::rename(&part, to).map_err(named)?;
        remove(&old).map_err(named)?;
        Ok(files)
    }

    /// Writes the files into a zip; `drained` is awaited after each piece.
    async fn zip<W, F, G>(&self, zip: &mut ZipWriter<W>, mut drained: F) -> Result<usize, BundleError>
    where
        W: Write + io::Seek,
        F: FnMut() -> G,
        G: Future<Output = Result<(), BundleError>>,
    {
        let mut files = 0;
        for file in File::ALL {
            let Some(content) = self.file(file).await? else {
                continue;
            };
            let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
            match content {
                Content::Whole(bytes) => {
                    zip.start_file(file.name(), options)?;
                    zip.write_all(&bytes)?;
                }
                Content::Roll(bytes, mut rows) => {
                    // Hashes cannot be compressed.
                    let stored = options
                        .compression_method(CompressionMethod::Stored)
                        .large_file(bytes > LARGE);
                    zip.start_file(file.name(), stored)?;
                    while let Some(rows) = rows.try_next().await? {
                        zip.write_all(&rows)?;
                        drained().await?;
                    }
                }
            }
            drained().await?;
            files += 1;
        }
        Ok(files)
    }

    /// The bundle as a zip, made while it is taken: a piece of it is in memory.
    pub fn zip_stream(&self) -> impl Stream<Item = Result<Bytes, BundleError>> + Send + use<> {
        let (sender, receiver) = mpsc::channel(2);
        let draw = self.clone();
        tokio::spawn(async move {
            if let Err(error) = draw.zip_into(&sender).await {
                tracing::error!(%error, "a bundle broke off");
                let _ = sender.send(Err(error)).await;
            }
        });
        futures::stream::unfold(receiver, |mut receiver| async move {
            receiver.recv().await.map(|piece| (piece, receiver))
        })
    }

    async fn zip_into(&self, sender: &mpsc::Sender<Result<Bytes, BundleError>>) -> Result<(), BundleError> {
        let written = Piece::default();
        let mut zip = ZipWriter::new_stream(written.clone());
        let send = || {
            let piece = written.take();
            async move {
                if piece.is_empty() || sender.send(Ok(piece)).await.is_ok() {
                    return Ok(());
                }
                // Whoever asked has hung up.
                Err(io::Error::from(io::ErrorKind::BrokenPipe).into())
            }
        };
        match self.zip(&mut zip, send).await {
            Err(BundleError::Write(error)) if error.kind() == io::ErrorKind::BrokenPipe => return Ok(()),
            done => done?,
        };
        zip.finish()?;
        // As above: nobody may be there any more.
        let _ = sender.send(Ok(written.take())).await;
        Ok(())
    }
}

/// What has been written and not taken yet.
#[derive(Clone, Default)]
struct Piece(Arc<Mutex<Vec<u8>>>);

impl Piece {
    fn take(&self) -> Bytes {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner)).into()
    }
}

impl Write for Piece {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// An empty folder, or one that holds nothing but files of a bundle.
fn may_replace(folder: &Path) -> Result<bool, BundleError> {
    let named = |source| BundleError::File {
        path: folder.to_owned(),
        source,
    };
    for entry in fs::read_dir(folder).map_err(named)? {
        let name = entry.map_err(named)?.file_name();
        if name.to_str().and_then(File::named).is_none() {
            return Ok(false);
        }
    }
    Ok(true)
}

fn remove(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
