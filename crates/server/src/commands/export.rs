//! `canyu export`

use crate::{
    export::{self, Format, Table},
    settings::{DatabaseArg, SettingsFile},
    store::Filter,
};
use anyhow::{Context as _, bail};
use canyu_core::moment::Moment;
use std::{
    fs::File,
    io::{BufWriter, Write},
    path::PathBuf,
    process::ExitCode,
};

/// Write a table of a campaign to a file.
#[derive(Debug, clap::Args)]
pub struct Export {
    /// The campaign
    slug: String,
    /// What to write
    #[arg(long, value_enum)]
    table: Table,
    /// How
    #[arg(long, value_enum, default_value_t = Format::Csv)]
    format: Format,
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
    /// The file; left out: the standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    database: DatabaseArg,
}

impl Export {
    pub(super) async fn run(self, settings: &SettingsFile) -> anyhow::Result<ExitCode> {
        let store = self.database.open(settings).await?;
        if !store
            .publications()
            .await?
            .iter()
            .any(|publication| publication.campaign == self.slug)
        {
            bail!("no campaign \"{}\" is published in this database", self.slug);
        }
        let filter = Filter {
            from: self.from,
            to: self.to,
            node: self.node,
            channel: self.channel,
        };
        if self.table == Table::Draws && filter != Filter::default() {
            bail!("--from, --to, --node and --channel say nothing about a draw: leave them out");
        }
        let rows = match &self.output {
            Some(path) => {
                // Written beside and moved over, so that nobody finds half a table.
                let half = path.with_added_extension("part");
                let file = File::create(&half).with_context(|| format!("cannot write {}", half.display()))?;
                let mut out = BufWriter::new(file);
                let rows = export::write(&*store, &self.slug, self.table, self.format, &filter, &mut out).await?;
                out.flush()?;
                std::fs::rename(&half, path).with_context(|| format!("cannot write {}", path.display()))?;
                rows
            }
            None => {
                let mut out = BufWriter::new(std::io::stdout());
                let rows = export::write(&*store, &self.slug, self.table, self.format, &filter, &mut out).await?;
                out.flush()?;
                rows
            }
        };
        eprintln!("{rows} rows");
        store.close().await;
        Ok(ExitCode::SUCCESS)
    }
}
