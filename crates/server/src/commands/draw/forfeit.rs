//! `canyu draw forfeit`

use super::{CommandError, SettingsFile, Which};
use crate::draw::{Forfeited, when};
use anyhow::anyhow;

/// Give a prize to the next alternate.
#[derive(Debug, clap::Args)]
pub struct ForfeitArgs {
    #[command(flatten)]
    which: Which,
    /// Whose prize: the number of the draw, from 0
    #[arg(required_unless_present = "overdue", conflicts_with = "overdue", requires = "reason")]
    k: Option<u32>,
    /// One of the manifest's reasons
    #[arg(long, conflicts_with = "overdue")]
    reason: Option<String>,
    /// All prizes that were not claimed in time
    #[arg(long)]
    overdue: bool,
}

impl ForfeitArgs {
    pub(super) async fn perform(self, settings: &SettingsFile) -> Result<String, CommandError> {
        let opened = self.which.open(settings).await?;
        let now = opened.clock.now();
        let done = match (self.k, &self.reason) {
            (Some(k), Some(reason)) => opened.draw.forfeit(k, reason, now).await.map(|done| vec![done]),
            (None, None) => opened.draw.forfeit_overdue(now).await,
            _ => return Err(anyhow!("give a number with --reason, or --overdue").into()),
        }?;
        opened.store.close().await;
        if done.is_empty() {
            return Ok("no prize is overdue".to_owned());
        }
        Ok(done.iter().map(told).collect::<Vec<_>>().join("\n"))
    }
}

fn told(done: &Forfeited) -> String {
    let Forfeited { k, prize, next } = done;
    match next {
        Some(next) => format!(
            "number {k} forfeited prize {prize}; number {} has it now, to be claimed until {}",
            next.k,
            when(next.until)
        ),
        None => format!("number {k} forfeited prize {prize}; no alternate is left, so nobody has it"),
    }
}
