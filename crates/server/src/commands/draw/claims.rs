//! `canyu draw claims`: the shipping list. It holds names and addresses, so only the file's owner may read it.

use super::{CommandError, Opened};
use crate::{
    draw::{Draw, holds},
    store::winners::WinnerRow,
};
use anyhow::Context as _;
use std::{
    fs::{self, File, OpenOptions},
    path::Path,
};

pub(super) async fn claims(opened: Opened, output: &Path) -> Result<String, CommandError> {
    let winners = opened.draw.winners().await?;
    // Written beside and moved over, so that nobody ships by half a list.
    let half = output.with_added_extension("part");
    let written = write(&opened.draw, &winners, &half).with_context(|| format!("cannot write {}", half.display()))?;
    fs::rename(&half, output).with_context(|| format!("cannot write {}", output.display()))?;
    opened.store.close().await;
    let held = winners.iter().filter(|winner| holds(winner)).count();
    Ok(format!(
        "{written} of {held} prizes are claimed; {} holds names and addresses",
        output.display()
    ))
}

fn write(draw: &Draw, winners: &[WinnerRow], path: &Path) -> anyhow::Result<usize> {
    let mut file = private(path)?;
    let written = draw.write_claims(winners, &mut file)?;
    file.sync_all()?;
    Ok(written)
}

fn private(path: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    options.open(path)
}
