//! `canyu export`

use super::account::entry;
use crate::{
    clock::Clock,
    export::{self, Wanted},
    progress::Progress,
    settings::{DatabaseArg, SettingsFile},
    store::{Store, audit::Entry},
};
use anyhow::{Context as _, bail};
use canyu_core::{
    moment::Moment,
    staff::{ExportFormat, ExportTable, Filter, What, WorthFilter},
};
use clap::builder::{PossibleValuesParser, TypedValueParser as _};
use serde_json::json;
use std::{fs::File, io::Write as _, path::PathBuf, process::ExitCode};

/// Write a table of a campaign to a file.
#[derive(Debug, clap::Args)]
pub struct Export {
    /// The campaign
    #[arg(required_unless_present = "dictionary")]
    slug: Option<String>,
    /// What to write
    #[arg(long, required_unless_present = "dictionary", value_parser = named(&ExportTable::ALL, ExportTable::name))]
    table: Option<ExportTable>,
    /// How; graphml is for referrals alone
    #[arg(long, default_value = "csv", value_parser = named(&ExportFormat::ALL, ExportFormat::name))]
    format: ExportFormat,
    /// CSV alone: begin with a byte order mark, by which Excel knows that it is UTF-8
    #[arg(long)]
    bom: bool,
    /// Only from this time on
    #[arg(long, value_name = "TIME", value_parser = Moment::parse)]
    from: Option<Moment>,
    /// Only before this time
    #[arg(long, value_name = "TIME", value_parser = Moment::parse)]
    to: Option<Moment>,
    /// Only this node
    #[arg(long)]
    node: Option<String>,
    /// Only this channel
    #[arg(long)]
    channel: Option<String>,
    /// Only this generation; 0: who came by no fan's link
    #[arg(long, value_name = "N")]
    generation: Option<u32>,
    /// Only people who count, or who are verified
    #[arg(long, value_parser = named(&WorthFilter::ALL, WorthFilter::name))]
    worth: Option<WorthFilter>,
    /// Only people whose chain begins with a seed of this group
    #[arg(long)]
    group: Option<String>,
    /// The file, or a folder for a file whose name says what is in it; left out: the standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Print what the columns of all tables say, as Markdown, and nothing else
    #[arg(long, exclusive = true)]
    dictionary: bool,
    #[command(flatten)]
    database: DatabaseArg,
}

/// Reads one of a list by its name.
fn named<T: Copy + Send + Sync + 'static>(
    all: &'static [T],
    name: fn(T) -> &'static str,
) -> impl clap::builder::TypedValueParser<Value = T> {
    PossibleValuesParser::new(all.iter().map(move |&one| name(one)))
        .try_map(move |given| all.iter().copied().find(|&one| name(one) == given).ok_or("unknown"))
}

impl Export {
    pub(super) async fn run(self, settings: &SettingsFile) -> anyhow::Result<ExitCode> {
        let (Some(slug), Some(table)) = (self.slug, self.table) else {
            print!("{}", export::manual());
            return Ok(ExitCode::SUCCESS);
        };
        let store = self.database.open(settings).await?;
        if !store
            .publications()
            .await?
            .iter()
            .any(|publication| publication.campaign == slug)
        {
            bail!("no campaign \"{slug}\" is published in this database");
        }
        let wanted = Wanted {
            campaign: slug,
            table,
            format: self.format,
            filter: Filter {
                from: self.from,
                to: self.to,
                node: self.node,
                channel: self.channel,
                generation: self.generation,
                worth: self.worth,
                group: self.group,
            },
            bom: self.bom,
        };
        wanted.check()?;
        note(&*store, &wanted).await?;
        let (made_at, progress) = (Clock::real().wall(), Progress::default());
        let rows = match self.output {
            Some(path) => write_file(&*store, &wanted, path).await?,
            None => export::write(&*store, &wanted, made_at, &progress, std::io::stdout()).await?,
        };
        eprintln!("{rows} rows");
        store.close().await;
        Ok(ExitCode::SUCCESS)
    }
}

/// The log says who wanted what before it is written, as it does of exports in the console.
async fn note(store: &dyn Store, wanted: &Wanted) -> anyhow::Result<()> {
    let change = json!({ "after": { "table": wanted.table, "format": wanted.format, "filter": wanted.filter } });
    let entry = Entry {
        campaign: Some(wanted.campaign.clone()),
        ..entry(What::Exported, wanted.table.name(), change)
    };
    Ok(store.note(&entry).await?)
}

/// Written beside and moved over, so that nobody finds half a table.
async fn write_file(store: &dyn Store, wanted: &Wanted, mut path: PathBuf) -> anyhow::Result<u64> {
    if path.is_dir() {
        let is_rehearsal = store.is_rehearsal().await? == Some(true);
        path.push(export::file_name(wanted, is_rehearsal, None));
    }
    let half = path.with_added_extension("part");
    let mut file = File::create(&half).with_context(|| format!("cannot write {}", half.display()))?;
    let (made_at, progress) = (Clock::real().wall(), Progress::default());
    let written = export::write(store, wanted, made_at, &progress, &mut file).await;
    if written.is_err() {
        // The first error is the one that counts.
        let _ = std::fs::remove_file(&half);
    }
    let rows = written?;
    file.flush()?;
    std::fs::rename(&half, &path).with_context(|| format!("cannot write {}", path.display()))?;
    Ok(rows)
}
