//! The folder that the server embeds and serves under `/embed/`.

use std::{
    collections::BTreeSet,
    fs,
    io::Write as _,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, Result};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use sha2::{Digest as _, Sha256};

use crate::inputs::{files_under, hex};

/// Writes files with their compressed twins, and remembers which ones belong.
pub struct Dist {
    folder: PathBuf,
    quality: i32,
    belongs: BTreeSet<PathBuf>,
}

/// A file named by its content, as the shell is told of it.
pub struct Named {
    /// Relative to `/embed/`.
    pub path: String,
    /// For `fetch(…, { integrity })`.
    pub integrity: String,
}

impl Dist {
    /// A folder to be filled anew.
    pub fn new(folder: PathBuf) -> Self {
        Self {
            folder,
            quality: 11,
            belongs: BTreeSet::new(),
        }
    }

    /// The same, compressed in no time rather than well.
    pub fn quick(folder: PathBuf) -> Self {
        Self {
            quality: 1,
            ..Self::new(folder)
        }
    }

    /// Writes a file under the name `files/<stem>-<hash>.<extension>`, which may be cached for ever.
    pub fn named(&mut self, stem: &str, extension: &str, content: &[u8]) -> Result<Named> {
        let hash: String = hex(content).chars().take(16).collect();
        let path = format!("files/{stem}-{hash}.{extension}");
        self.write(&path, content)?;
        Ok(Named {
            path,
            integrity: integrity(content),
        })
    }

    /// Writes a file and its `.br` and `.gz`.
    pub fn write(&mut self, path: &str, content: &[u8]) -> Result<()> {
        self.put(path, content)?;
        self.put(&format!("{path}.br"), &brotli(content, self.quality)?)?;
        self.put(&format!("{path}.gz"), &gzip(content)?)
    }

    /// Writes a short script under a name that stays, for others to import; what it imports changes with every build.
    pub fn alias(&mut self, version: &str, name: &str, source: &str) -> Result<()> {
        self.write(&format!("v1/{name}.js"), source.as_bytes())?;
        self.write(&format!("{version}/{name}.js"), source.as_bytes())
    }

    /// Removes what earlier builds have left. Call it last.
    pub fn remove_outdated(&self) -> Result<()> {
        for file in files_under(&self.folder)? {
            if !self.belongs.contains(&file) {
                fs::remove_file(&file).with_context(|| format!("removing {}", file.display()))?;
            }
        }
        for entry in fs::read_dir(&self.folder)? {
            let path = entry?.path();
            if path.is_dir() && files_under(&path)?.is_empty() {
                fs::remove_dir_all(&path).with_context(|| format!("removing {}", path.display()))?;
            }
        }
        Ok(())
    }

    /// The files that belong, as lines of paths relative to the folder.
    pub fn list(&self) -> String {
        let relative = self
            .belongs
            .iter()
            .map(|file| file.strip_prefix(&self.folder).unwrap_or(file));
        relative.map(|file| format!("{}\n", file.display())).collect()
    }

    /// Under a temporary name first, so that a reader never sees half a file; untouched where the content is the same, so
    /// that the server is not compiled again for nothing.
    fn put(&mut self, path: &str, content: &[u8]) -> Result<()> {
        let file = self.folder.join(path);
        self.belongs.insert(file.clone());
        if fs::read(&file).is_ok_and(|found| found == content) {
            return Ok(());
        }
        replace(&file, content)
    }
}

/// Replaces a file in one step, making its folder where needed.
pub fn replace(file: &Path, content: &[u8]) -> Result<()> {
    if let Some(parent) = file.parent() {
        fs::create_dir_all(parent).with_context(|| format!("making {}", parent.display()))?;
    }
    let mut temporary = file.as_os_str().to_owned();
    temporary.push(".new");
    fs::write(&temporary, content).with_context(|| format!("writing {}", file.display()))?;
    fs::rename(&temporary, file).with_context(|| format!("writing {}", file.display()))
}

/// What `integrity="…"` expects.
pub fn integrity(content: &[u8]) -> String {
    format!("sha256-{}", BASE64_STANDARD.encode(Sha256::digest(content)))
}

fn brotli(content: &[u8], quality: i32) -> Result<Vec<u8>> {
    let mut compressed = Vec::new();
    let parameters = brotli::enc::BrotliEncoderParams {
        quality,
        lgwin: 22,
        size_hint: content.len(),
        ..Default::default()
    };
    brotli::BrotliCompress(&mut &*content, &mut compressed, &parameters).context("compressing with brotli")?;
    Ok(compressed)
}

fn gzip(content: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(content)?;
    encoder.finish().context("compressing with gzip")
}

#[cfg(test)]
mod tests {
    use std::{fs, io::Read as _};

    use super::{Dist, brotli, gzip, integrity};

    #[test]
    fn compressed_files_hold_the_content() {
        let content = "take part, 参与 ".repeat(200).into_bytes();
        let mut from_brotli = Vec::new();
        brotli::Decompressor::new(&*brotli(&content, 11).unwrap(), 4096)
            .read_to_end(&mut from_brotli)
            .unwrap();
        let mut from_gzip = Vec::new();
        flate2::read::GzDecoder::new(&*gzip(&content).unwrap())
            .read_to_end(&mut from_gzip)
            .unwrap();
        assert_eq!(from_brotli, content);
        assert_eq!(from_gzip, content);
    }

    #[test]
    fn integrity_is_what_a_browser_computes() {
        assert_eq!(integrity(b""), "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    }

    #[test]
    fn what_an_earlier_build_left_is_removed_with_its_folder() {
        let folder = std::env::temp_dir().join(format!("canyu-dist-{}", std::process::id()));
        fs::create_dir_all(folder.join("0.0.9")).unwrap();
        fs::write(folder.join("0.0.9/canyu.js"), "old").unwrap();
        let mut dist = Dist::new(folder.clone());
        let named = dist.named("widget", "css", b":host{display:block}").unwrap();
        dist.remove_outdated().unwrap();
        let left = dist.list();
        assert!(!folder.join("0.0.9").exists());
        assert!(folder.join(&named.path).exists());
        assert_eq!(left.lines().count(), 3);
        fs::remove_dir_all(folder).unwrap();
    }
}
