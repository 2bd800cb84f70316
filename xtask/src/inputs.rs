//! Hashes over what goes into the widget, so that nothing is built twice.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, Result};
use sha2::{Digest as _, Sha256};

use crate::{
    process::{self, capture},
    workspace::Workspace,
};

/// Raise it when the pipeline itself makes something else out of the same sources.
pub const PIPELINE_VERSION: &str = "9";

const SOURCES: [&str; 12] = [
    "src",
    "style",
    "locales",
    "embed",
    "crates/core",
    "crates/fairdraw",
    "crates/verifier",
    "crates/beacon",
    "Cargo.toml",
    "Cargo.lock",
    "package-lock.json",
    ".cargo/config.toml",
];

/// What stands among those and is part of something else.
const NOT_OF_THE_WIDGET: [&str; 4] = ["style/console.css", "locales/console", "locales/mail", "locales/till"];

/// One hash over everything that the files in `dist/embed` are made of.
pub fn stamp(workspace: &Workspace) -> Result<String> {
    let compiler = capture(process::cargo().arg("--version"))?;
    hash_without(workspace, &SOURCES, &NOT_OF_THE_WIDGET, &[PIPELINE_VERSION, &compiler])
}

/// One hash over the content of folders and files of the repository, and over what else decides, as a line.
pub fn hash_of(workspace: &Workspace, sources: &[&str], more: &[&str]) -> Result<String> {
    hash_without(workspace, sources, &[], more)
}

fn hash_without(workspace: &Workspace, sources: &[&str], without: &[&str], more: &[&str]) -> Result<String> {
    let mut hasher = Sha256::new();
    for text in more {
        hasher.update(text);
        hasher.update([0]);
    }
    for source in sources {
        for file in files_under(&workspace.root.join(source))? {
            let name = file.strip_prefix(&workspace.root).unwrap_or(&file);
            if without.iter().any(|path| name.starts_with(path)) {
                continue;
            }
            let content = fs::read(&file).with_context(|| format!("reading {}", file.display()))?;
            hasher.update(name.to_string_lossy().as_bytes());
            hasher.update([0]);
            hasher.update((content.len() as u64).to_le_bytes());
            hasher.update(content);
        }
    }
    Ok(format!("{}\n", text(&hasher.finalize())))
}

/// The SHA-256 of a content, as hexadecimal digits.
pub fn hex(content: &[u8]) -> String {
    text(&Sha256::digest(content))
}

/// All files below a folder, or the file itself, sorted; nothing where there is no such path.
pub fn files_under(path: &Path) -> Result<Vec<PathBuf>> {
    if path.is_file() {
        return Ok(vec![path.to_owned()]);
    }
    if !path.is_dir() {
        return Ok(Vec::new());
    }
    let mut entries = Vec::new();
    for entry in fs::read_dir(path).with_context(|| format!("listing {}", path.display()))? {
        entries.push(entry?.path());
    }
    entries.sort();
    let mut files = Vec::new();
    for entry in entries {
        files.extend(files_under(&entry)?);
    }
    Ok(files)
}

fn text(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::hex;

    #[test]
    fn a_hash_is_the_usual_hexadecimal_sha_256() {
        assert_eq!(hex(b"canyu").len(), 64);
        assert!(hex(b"").starts_with("e3b0c44298fc1c14"));
    }
}
