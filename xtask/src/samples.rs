//! A fresh database with the sample campaigns in it.

use std::{
    fs,
    path::{Path, PathBuf},
    time::UNIX_EPOCH,
};

use anyhow::{Context as _, Result, ensure};

use crate::{
    dist::replace,
    inputs::{files_under, hash_of},
    process::capture,
    workspace::Workspace,
};

/// Publishes `campaigns/*.toml` as of a moment. Publishing draws the pictures in all sizes, which takes seconds, so that the
/// result is kept, and only copied as long as the program and the campaigns stay the same. Returns the database and the slugs.
pub fn database(workspace: &Workspace, program: &Path, folder: &Path, moment: &str) -> Result<(String, Vec<String>)> {
    fs::create_dir_all(folder).with_context(|| format!("making {}", folder.display()))?;
    let files = files(workspace)?;
    let slugs = files.iter().map(|file| slug(file)).collect::<Result<Vec<_>>>()?;
    let kept = folder.join("published.db");
    let stamp_file = folder.join("published.stamp");
    let stamp = hash_of(workspace, &["campaigns"], &[&identity(program)?, moment])?;
    if !kept.is_file() || !key(folder).is_file() || fs::read_to_string(&stamp_file).ok().as_deref() != Some(&stamp) {
        remove(&stamp_file)?;
        remove_database(&kept)?;
        for (file, slug) in files.iter().zip(&slugs) {
            println!("publishing {slug}");
            let mut publish = workspace.command(program);
            publish.args(["campaign", "publish"]).arg(file);
            publish.args(["--database", &address(&kept), "--rehearsal-at", moment]);
            publish.arg("--key").arg(key(folder));
            capture(&mut publish)?;
        }
        // A log that is left belongs to the database: without it the copy would lack what was written last.
        if !folder.join("published.db-wal").exists() {
            replace(&stamp_file, stamp.as_bytes())?;
        }
    }
    let fresh = folder.join("canyu.db");
    remove_database(&fresh)?;
    for end in ["", "-wal"] {
        let from = with_end(&kept, end);
        if from.is_file() {
            fs::copy(&from, with_end(&fresh, end)).with_context(|| format!("copying {}", from.display()))?;
        }
    }
    Ok((address(&fresh), slugs))
}

/// The organiser's key of the samples, in the folder of their database.
pub fn key(folder: &Path) -> PathBuf {
    folder.join("organiser.key")
}

fn files(workspace: &Workspace) -> Result<Vec<PathBuf>> {
    let folder = workspace.root.join("campaigns");
    let mut files = files_under(&folder)?;
    files.retain(|file| file.parent() == Some(&folder) && file.extension().is_some_and(|end| end == "toml"));
    ensure!(!files.is_empty(), "there is no campaign in {}", folder.display());
    Ok(files)
}

fn slug(file: &Path) -> Result<String> {
    let text = fs::read_to_string(file).with_context(|| format!("reading {}", file.display()))?;
    slug_in(&text).with_context(|| format!("{} names no slug", file.display()))
}

/// The first `slug = "…"` of a campaign file.
fn slug_in(text: &str) -> Option<String> {
    text.lines().find_map(|line| {
        let value = line.trim().strip_prefix("slug")?.trim_start().strip_prefix('=')?.trim();
        value.strip_prefix('"')?.split('"').next().map(str::to_owned)
    })
}

/// Which build of the program it is; reading all of it would take longer than it saves.
fn identity(program: &Path) -> Result<String> {
    let data = fs::metadata(program).with_context(|| format!("looking at {}", program.display()))?;
    let modified = data.modified()?.duration_since(UNIX_EPOCH)?.as_nanos();
    Ok(format!("{} {} {modified}", program.display(), data.len()))
}

fn address(database: &Path) -> String {
    format!("sqlite:{}", database.display())
}

fn remove_database(file: &Path) -> Result<()> {
    ["", "-wal", "-shm"]
        .iter()
        .try_for_each(|end| remove(&with_end(file, end)))
}

fn remove(file: &Path) -> Result<()> {
    if file.exists() {
        fs::remove_file(file).with_context(|| format!("removing {}", file.display()))?;
    }
    Ok(())
}

fn with_end(file: &Path, end: &str) -> PathBuf {
    let mut path = file.as_os_str().to_owned();
    path.push(end);
    path.into()
}

#[cfg(test)]
mod tests {
    use super::slug_in;

    #[test]
    fn the_slug_of_a_campaign_file_is_found() {
        assert_eq!(
            slug_in("[campaign]\nslug = \"router-teaser\" # in addresses\n").as_deref(),
            Some("router-teaser")
        );
        assert_eq!(slug_in("title = \"slug\"\n"), None);
    }
}
