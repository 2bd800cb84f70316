//! `canyu seed`

use super::desk::{CampaignArgs, entry_of, plain};
use crate::{
    entropy,
    export::csv_cell,
    goods::{new_seeds, seed_link},
    settings::{self, SettingsFile},
    store::{Store, people::SeedRow},
};
use anyhow::Context as _;
use canyu_core::{campaign::Campaign, moment::Moment, staff::What};
use serde_json::json;
use std::{io::Write, path::PathBuf, process::ExitCode};

/// Invite the first people by name: each gets a link of his own. Whoever opens it first is that seed, and from then on it is his personal link.
/// Without --group list the invitations, who has come, and how many people descend from each.
#[derive(Debug, clap::Args)]
pub struct Seed {
    #[command(flatten)]
    which: CampaignArgs,
    /// What they belong to, as "forum"
    #[arg(long, value_name = "NAME", requires = "label")]
    group: Option<String>,
    /// Whom it is for, as "Li, forum". For staff's eyes, and for his own when he asks what is stored
    #[arg(long, value_name = "TEXT", requires = "group")]
    label: Option<String>,
    /// So many of them, with numbers behind the label
    #[arg(long, value_name = "N", default_value_t = 1, requires = "group", value_parser = clap::value_parser!(u32).range(1..=10_000))]
    count: u32,
    /// Write them as CSV to a file instead of the screen
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Where people reach the server, as https://canyu.example
    #[arg(long, env = "CANYU_PUBLIC_URL", value_name = "URL")]
    public_url: Option<String>,
}

impl Seed {
    pub(super) async fn run(self, settings: &SettingsFile) -> anyhow::Result<ExitCode> {
        let (store, clock) = self.which.store(settings).await?;
        let slug = &self.which.slug;
        let publications = store.publications().await?;
        let publication = publications.iter().find(|publication| publication.campaign == *slug);
        let publication =
            publication.with_context(|| format!("no campaign \"{slug}\" is published in this database"))?;
        let campaign: Campaign = serde_json::from_str(&publication.model)?;
        let base = self.public_url.clone().or_else(|| settings.public_url.clone());
        let base = base.unwrap_or_else(|| format!("http://{}", settings::listen(None, settings)));
        let rows = match (&self.group, &self.label) {
            (Some(group), Some(label)) => {
                let rows = new_rows(group, label, self.count, clock.now())?;
                store.add_seeds(slug, &rows).await?;
                let change = json!({ "after": { "group": group, "invitations": rows.len() } });
                let entry = entry_of(&clock, (slug, ""), What::SeedsInvited, label, change);
                store.note(&entry).await?;
                rows
            }
            _ => store.seeds(slug).await?,
        };
        let table = table(&*store, &campaign, base.trim_end_matches('/'), &rows).await?;
        self.write(&table)?;
        store.close().await;
        Ok(ExitCode::SUCCESS)
    }

    fn write(&self, table: &[[String; 7]]) -> anyhow::Result<()> {
        let Some(path) = &self.output else {
            let mut out = std::io::stdout().lock();
            for line in table {
                writeln!(out, "{}", line.each_ref().map(|cell| plain(cell)).join("\t"))?;
            }
            return Ok(());
        };
        let mut file = csv::Writer::from_path(path).with_context(|| format!("cannot write {}", path.display()))?;
        file.write_record(["group", "label", "link", "made", "came", "people", "generations"])?;
        for line in table {
            file.write_record(
                line.iter()
                    .map(|cell| csv_cell(&serde_json::Value::from(cell.as_str()))),
            )?;
        }
        file.flush()?;
        eprintln!("{} invitations", table.len());
        Ok(())
    }
}

fn new_rows(group: &str, label: &str, count: u32, now: Moment) -> anyhow::Result<Vec<SeedRow>> {
    new_seeds((group, label), count, now, |_| {
        let [random, _] = entropy::pair().context("no randomness")?;
        Ok(random)
    })
}

/// Group, label, link, when it was made, whether somebody has come, how many descend from him, in how many generations.
async fn table(
    store: &dyn Store,
    campaign: &Campaign,
    base: &str,
    rows: &[SeedRow],
) -> anyhow::Result<Vec<[String; 7]>> {
    let mut table = Vec::with_capacity(rows.len());
    for row in rows {
        let (people, generations) = match &row.fan {
            Some(fan) => store.descendants(&campaign.slug, fan).await?,
            None => (0, 0),
        };
        let came = if row.fan.is_some() { "came" } else { "open" };
        table.push([
            row.group.clone(),
            row.label.clone(),
            seed_link(campaign, base, &row.code),
            row.made_at.to_string(),
            came.to_owned(),
            people.to_string(),
            generations.to_string(),
        ]);
    }
    Ok(table)
}
