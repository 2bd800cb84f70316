//! `canyu campaign rehearse`

use super::{print_findings, summary};
use crate::{
    clock::Clock,
    publish::rehearsal_key,
    rehearse::{MOST_PEOPLE, PEOPLE, page::page, rehearse, text::text},
    settings::{DatabaseArg, SettingsFile},
};
use anyhow::Context as _;
use canyu_core::file;
use std::{io::Write as _, path::PathBuf, process::ExitCode};

/// How a campaign is rehearsed.
#[derive(Debug, clap::Args)]
pub struct Rehearse {
    /// The campaign file
    file: PathBuf,
    /// How many simulated people come
    #[arg(long, default_value_t = PEOPLE, value_parser = clap::value_parser!(u32).range(1..=i64::from(MOST_PEOPLE)))]
    people: u32,
    /// Which of the possible courses: the same seed gives the same result
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Write the report as a page with charts to this file, too
    #[arg(short, long)]
    output: Option<PathBuf>,
    /// Note in the database that these rules were rehearsed: `canyu campaign status` and `publish` then say so
    #[arg(long)]
    note: bool,
    /// Which database
    #[command(flatten)]
    database: DatabaseArg,
}

impl Rehearse {
    pub(super) async fn run(self, settings: &SettingsFile) -> anyhow::Result<ExitCode> {
        let source =
            std::fs::read_to_string(&self.file).with_context(|| format!("cannot read {}", self.file.display()))?;
        // A sketch can be rehearsed: before its pictures are drawn, and whenever its times are.
        let reading = file::read(&source);
        let Some(campaign) = &reading.campaign else {
            print_findings(&self.file, &reading.findings);
            println!("{}", summary(&reading.findings));
            return Ok(ExitCode::FAILURE);
        };
        let report = rehearse(campaign, self.people, self.seed);
        if let Some(path) = &self.output {
            std::fs::write(path, page(&report)).with_context(|| format!("cannot write {}", path.display()))?;
        }
        if self.note {
            let store = self.database.open(settings).await?;
            let now = Clock::real().now();
            store
                .rehearsed(&rehearsal_key(campaign)?, self.people, self.seed, now)
                .await?;
            store.close().await;
        }
        // Whoever reads only the beginning closes the pipe: that is no fault.
        let _ = std::io::stdout().write_all(text(&report).as_bytes());
        Ok(ExitCode::SUCCESS)
    }
}
