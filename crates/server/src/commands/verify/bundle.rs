//! The files of a bundle, bounded by what is really there: what a zip says of itself is not believed.

use anyhow::{Context as _, bail, ensure};
use std::{
    fs::File,
    io::{BufReader, ErrorKind, Read},
    path::{Path, PathBuf},
};
use zip::ZipArchive;

/// A bundle has nine files; a zip with many more is something else.
const ENTRIES: usize = 1000;

/// A folder, or a zip of it.
pub(super) enum Bundle {
    /// A folder.
    Folder(PathBuf),
    /// A zip; the files stand at its top, or in the one folder that was packed.
    Zip(Box<ZipArchive<BufReader<File>>>),
}

impl Bundle {
    pub(super) fn open(path: &Path) -> anyhow::Result<Self> {
        let meta = std::fs::metadata(path).with_context(|| format!("cannot read {}", path.display()))?;
        if meta.is_dir() {
            return Ok(Self::Folder(path.to_owned()));
        }
        let file = File::open(path).with_context(|| format!("cannot read {}", path.display()))?;
        let zip = ZipArchive::new(BufReader::new(file))
            .with_context(|| format!("{} is neither a folder nor a zip that can be read", path.display()))?;
        ensure!(
            zip.len() <= ENTRIES,
            "{} has {} entries: that is not the bundle of a draw",
            path.display(),
            zip.len()
        );
        Ok(Self::Zip(Box::new(zip)))
    }

    /// A file's bytes; `None` where there is none.
    pub(super) fn read(&mut self, name: &str, limit: usize) -> anyhow::Result<Option<Vec<u8>>> {
        let mut bytes = Vec::new();
        let is_there = self.with(name, &mut |file| {
            file.take(limit as u64 + 1).read_to_end(&mut bytes)?;
            Ok(())
        })?;
        if bytes.len() > limit {
            bail!("{name} is larger than {limit} bytes, so it is not read");
        }
        Ok(is_there.then_some(bytes))
    }

    /// Hands on a file piece by piece, until there is no more or none is wanted. `false` where there is no such file.
    pub(super) fn stream(&mut self, name: &str, each: &mut dyn FnMut(&[u8]) -> bool) -> anyhow::Result<bool> {
        let mut piece = vec![0; 36 << 12];
        self.with(name, &mut |file| {
            loop {
                let read = match file.read(&mut piece) {
                    Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                    read => read?,
                };
                if read == 0 || !each(piece.get(..read).unwrap_or_default()) {
                    return Ok(());
                }
            }
        })
    }

    fn with(&mut self, name: &str, work: &mut dyn FnMut(&mut dyn Read) -> std::io::Result<()>) -> anyhow::Result<bool> {
        match self {
            Self::Folder(folder) => match File::open(folder.join(name)) {
                Ok(mut file) => work(&mut file).with_context(|| format!("cannot read {name}"))?,
                Err(error) if error.kind() == ErrorKind::NotFound => return Ok(false),
                Err(error) => return Err(error).with_context(|| format!("cannot read {name}")),
            },
            Self::Zip(zip) => {
                let found = place(zip, name)?;
                let Some(place) = found else { return Ok(false) };
                let mut file = zip.by_index(place).with_context(|| format!("cannot unpack {name}"))?;
                work(&mut file).with_context(|| format!("cannot unpack {name}"))?;
            }
        }
        Ok(true)
    }
}

/// The place of a file in a zip.
fn place(zip: &ZipArchive<BufReader<File>>, name: &str) -> anyhow::Result<Option<usize>> {
    let is_it = |path: &str| {
        let base = path.rsplit('/').next();
        base == Some(name) && path.matches('/').count() <= 1
    };
    let mut places =
        (0..zip.len()).filter(|place| matches!(zip.name_for_index(*place), Some(Ok(path)) if is_it(&path)));
    let place = places.next();
    ensure!(places.next().is_none(), "the zip has several files of the name {name}");
    Ok(place)
}
