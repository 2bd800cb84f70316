//! `canyu stats`

use crate::settings::{DatabaseArg, SettingsFile};
use anyhow::bail;
use std::process::ExitCode;

/// What statistics have counted.
#[derive(Debug, clap::Subcommand)]
pub enum StatsCommand {
    /// Count all events of a campaign anew, say what was counted otherwise before, and keep what they say
    Rebuild(Rebuild),
}

/// Count anew.
#[derive(Debug, clap::Args)]
pub struct Rebuild {
    /// The campaign
    slug: String,
    /// Change nothing; end with 1 where something is counted otherwise than the events say
    #[arg(long)]
    check: bool,
    #[command(flatten)]
    database: DatabaseArg,
}

impl StatsCommand {
    pub(super) async fn run(self, settings: &SettingsFile) -> anyhow::Result<ExitCode> {
        let Self::Rebuild(rebuild) = self;
        rebuild.run(settings).await
    }
}

impl Rebuild {
    async fn run(self, settings: &SettingsFile) -> anyhow::Result<ExitCode> {
        let store = self.database.open(settings).await?;
        let publications = store.publications().await?;
        if !publications.iter().any(|publication| publication.campaign == self.slug) {
            bail!("no campaign \"{}\" is published in this database", self.slug);
        }
        let compared = store.recount(&self.slug, !self.check).await?;
        store.close().await;
        println!(
            "{} counts agree with the events, {} do not",
            compared.agree, compared.differ
        );
        for one in &compared.first {
            println!("{}: {} kept, {} counted", one.cell, one.kept, one.counted);
        }
        if compared.differ > compared.first.len() as u64 {
            println!("…");
        }
        if compared.differ > 0 && !self.check {
            println!("what the events say is kept from now on");
        }
        let differs = compared.differ > 0 && self.check;
        Ok(ExitCode::from(u8::from(differs)))
    }
}
