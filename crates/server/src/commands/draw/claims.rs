//! `canyu draw claims`: the shipping list. It holds names and addresses, so only the file's owner may read it.

use super::{CommandError, Opened};
use crate::{
    draw::{holds, when},
    export::csv_cell,
};
use anyhow::Context as _;
use serde_json::json;
use std::{
    fs::{self, File, OpenOptions},
    path::Path,
};

const COLUMNS: [&str; 7] = ["k", "prize", "name", "address", "contact", "code", "claimed_at"];

pub(super) async fn claims(opened: Opened, output: &Path) -> Result<String, CommandError> {
    let winners = opened.draw.winners().await?;
    let prizes = &opened.draw.manifest().prizes;
    let rows = winners.iter().filter(|winner| holds(winner)).filter_map(|winner| {
        let prize = prizes.get(winner.prize? as usize)?;
        let claim = &winner.claim;
        Some([
            json!(winner.k),
            json!(prize.name),
            json!(claim.name),
            json!(claim.address),
            json!(claim.contact),
            json!(claim.code),
            json!(when(claim.at?)),
        ])
    });
    // Written beside and moved over, so that nobody ships by half a list.
    let half = output.with_added_extension("part");
    let written = write(&half, rows).with_context(|| format!("cannot write {}", half.display()))?;
    fs::rename(&half, output).with_context(|| format!("cannot write {}", output.display()))?;
    opened.store.close().await;
    let held = winners.iter().filter(|winner| holds(winner)).count();
    Ok(format!(
        "{written} of {held} prizes are claimed; {} holds names and addresses",
        output.display()
    ))
}

fn write(path: &Path, rows: impl Iterator<Item = [serde_json::Value; 7]>) -> anyhow::Result<usize> {
    let mut csv = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(private(path)?);
    csv.write_record(COLUMNS)?;
    let mut written = 0;
    for row in rows {
        csv.write_record(row.iter().map(csv_cell))?;
        written += 1;
    }
    csv.into_inner().map_err(|error| error.into_error())?.sync_all()?;
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
