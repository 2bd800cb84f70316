//! `canyu codes issue|list|show`

use super::{
    desk::{CampaignArgs, Desk, entry_of},
    give::place,
};
use crate::{
    entropy,
    gift::GiftError,
    goods::{GoodsError, Table, issue as issue_codes},
    ingest::NotAccepted,
    settings::SettingsFile,
    store::staff::CodeFilter,
};
use anyhow::Context as _;
use canyu_core::{code::Code, referral, staff::What, world::CodeState};
use serde_json::json;
use std::{
    fs::OpenOptions,
    io::Write,
    path::{Path, PathBuf},
    process::ExitCode,
};

/// Codes that are read in one go.
const PAGE: u32 = 1_000;

/// What can be done with codes.
#[derive(Debug, clap::Subcommand)]
pub enum CodesCommand {
    /// Make codes for units that are set aside, for paper or letters: whoever has one can take it
    Issue {
        /// Which campaign
        #[command(flatten)]
        which: CampaignArgs,
        /// For what
        #[arg(value_name = "NODE/ITEM", value_parser = place)]
        place: (String, String),
        /// How many
        #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=100_000))]
        count: u32,
        /// The file, comma-separated values; left out: the standard output
        #[arg(short, long, value_name = "FILE.csv")]
        output: Option<PathBuf>,
    },
    /// List codes, comma-separated values
    List {
        /// Which campaign
        #[command(flatten)]
        which: CampaignArgs,
        /// Only of this node
        #[arg(long)]
        node: Option<String>,
        /// Only of this item
        #[arg(long)]
        item: Option<String>,
        /// Only in this state: free, held, redeemed, cancelled, expired
        #[arg(long, value_parser = state)]
        state: Option<CodeState>,
        /// The file; left out: the standard output
        #[arg(short, long, value_name = "FILE.csv")]
        output: Option<PathBuf>,
    },
    /// Say what has become of a code, as somebody reads it out
    Show {
        /// Which campaign
        #[command(flatten)]
        which: CampaignArgs,
        /// The code
        code: String,
    },
}

fn state(text: &str) -> Result<CodeState, String> {
    CodeState::from_name(text).ok_or_else(|| "write free, held, redeemed, cancelled or expired".to_owned())
}

impl CodesCommand {
    pub(super) async fn run(self, settings: &SettingsFile) -> anyhow::Result<ExitCode> {
        match self {
            Self::Issue {
                which,
                place,
                count,
                output,
            } => {
                // Before any code is made: it must be possible to write them down.
                let file = open(output.as_deref())?;
                issue(which.open(settings).await?, place, count, file).await
            }
            Self::List {
                which,
                node,
                item,
                state,
                output,
            } => {
                let file = open(output.as_deref())?;
                list(&which, &CodeFilter { node, item, state }, file, settings).await
            }
            Self::Show { which, code } => show(&which, &code, settings).await,
        }
    }
}

/// A file that its owner alone reads: whoever has a code has what it stands for.
fn open(path: Option<&Path>) -> anyhow::Result<Box<dyn Write + Send>> {
    let Some(path) = path else {
        return Ok(Box::new(std::io::stdout()));
    };
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    let file = options.open(path);
    Ok(Box::new(
        file.with_context(|| format!("cannot write {}", path.display()))?,
    ))
}

async fn issue(
    desk: Desk,
    (node, item): (String, String),
    count: u32,
    file: Box<dyn Write + Send>,
) -> anyhow::Result<ExitCode> {
    let [batch, _] = entropy::pair().context("no randomness")?;
    let batch = referral::fan_code(batch);
    let issued = issue_codes(&desk.app, &desk.live, (&node, &item), count, &batch).await;
    let (codes, failed) = match issued {
        Ok(issued) => issued,
        Err(error @ (GoodsError::Store(_) | GoodsError::Gift(GiftError::Store(_)))) => return Err(error.into()),
        Err(error) => {
            desk.close().await?;
            let code = error.code();
            let why = match error {
                GoodsError::Gift(GiftError::Refused(refusal)) => refusal.to_string(),
                error => error.to_string(),
            };
            eprintln!("refused[{code}]: {why}; no code was made");
            return Ok(ExitCode::FAILURE);
        }
    };
    let mut table = Table::new(file)?;
    codes.iter().try_for_each(|held| table.write(held))?;
    table.finish()?;
    if !codes.is_empty() {
        let change = json!({ "after": { "codes": codes.len() } });
        let (slug, about) = (&desk.live.campaign.slug, format!("{node}/{item}"));
        let entry = entry_of(&desk.app.clock, (slug, ""), What::CodesIssued, &about, change);
        desk.app.store.note(&entry).await?;
    }
    desk.close().await?;
    eprintln!("{} codes were made", codes.len());
    match failed {
        None => Ok(ExitCode::SUCCESS),
        // Somebody else was quicker with the last ones.
        Some(NotAccepted::Refused(refusal)) => {
            eprintln!("refused[{}]: {refusal}", refusal.code());
            Ok(ExitCode::FAILURE)
        }
        Some(error) => Err(error.into()),
    }
}

async fn list(
    which: &CampaignArgs,
    filter: &CodeFilter,
    file: Box<dyn Write + Send>,
    settings: &SettingsFile,
) -> anyhow::Result<ExitCode> {
    let (store, _) = which.store(settings).await?;
    let mut table = Table::new(file)?;
    let mut after = String::new();
    loop {
        let page = store.codes(&which.slug, filter, &after, PAGE).await?;
        let Some(last) = page.last() else { break };
        after.clone_from(&last.code);
        page.iter().try_for_each(|held| table.write(held))?;
    }
    table.finish()?;
    store.close().await;
    Ok(ExitCode::SUCCESS)
}

async fn show(which: &CampaignArgs, typed: &str, settings: &SettingsFile) -> anyhow::Result<ExitCode> {
    let desk = which.open(settings).await?;
    let read = Code::read(typed);
    let found = match &read {
        Ok(code) => desk.app.store.code(&which.slug, code.compact()).await?,
        Err(_) => None,
    };
    let is_genuine = |code: &Code| code.is_genuine(&desk.live.secrets.till(), &which.slug);
    let refused = match (&read, &found) {
        (Err(error), _) => Some((error.code(), error.to_string())),
        (Ok(code), None) if is_genuine(code) => {
            Some(("code_unknown", "it looks genuine, but no such code was made".to_owned()))
        }
        (Ok(_), None) => Some(("code_not_genuine", "it was not made for this campaign".to_owned())),
        _ => None,
    };
    desk.close().await?;
    if let Some((code, why)) = refused {
        eprintln!("refused[{code}]: {why}");
        return Ok(ExitCode::FAILURE);
    }
    if let Some(held) = found {
        let mut table = Table::new(Box::new(std::io::stdout()))?;
        table.write(&held)?;
        table.finish()?;
    }
    Ok(ExitCode::SUCCESS)
}
