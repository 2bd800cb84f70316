//! `canyu moderate list|show|hide|review|right|log`

use super::desk::{ByArg, CampaignArgs, entry_of, plain};
use crate::{
    moderate::{ModerateError, Saying, is_written, near_misses, say, written_node},
    settings::SettingsFile,
    store::{life::GuessRow, staff::Said},
};
use canyu_core::{campaign::Node, staff::What, world::Ruling};
use serde_json::json;
use std::process::ExitCode;

/// Lines that are listed of one node, at most.
const MOST: u32 = 500;

/// What staff can say about what fans wrote.
#[derive(Debug, clap::Subcommand)]
pub enum ModerateCommand {
    /// List what fans wrote, one a line: node, people, key, text; without --ruling what waits to be looked at
    List {
        /// Which campaign
        #[command(flatten)]
        which: CampaignArgs,
        /// Only this node
        #[arg(long)]
        node: Option<String>,
        /// What staff have said about it
        #[arg(long, value_enum, default_value_t = Asked::Waiting)]
        ruling: Asked,
    },
    /// Let everybody see something that fans wrote
    Show(About),
    /// Let nobody see it
    Hide(About),
    /// List guesses that nearly are the answer: a human should look at them
    Review {
        /// Which campaign
        #[command(flatten)]
        which: CampaignArgs,
        /// Only this node
        #[arg(long)]
        node: Option<String>,
    },
    /// Accept a guess as right, in other words than those in the file; after the reveal its tickets are given at once
    Right(About),
    /// Say who said what about what, the latest first
    Log {
        /// Which campaign
        #[command(flatten)]
        which: CampaignArgs,
    },
}

/// What staff have said.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
pub enum Asked {
    /// Nothing yet
    Waiting,
    /// Everybody sees it
    Shown,
    /// Nobody does
    Hidden,
}

/// About what.
#[derive(Debug, clap::Args)]
pub struct About {
    #[command(flatten)]
    which: CampaignArgs,
    /// The node
    node: String,
    /// The keys, as `canyu moderate list` shows them, or the words themselves
    #[arg(required = true)]
    picks: Vec<String>,
    /// Why
    #[arg(long, default_value = "")]
    reason: String,
    #[command(flatten)]
    by: ByArg,
}

impl ModerateCommand {
    pub(super) async fn run(self, settings: &SettingsFile) -> anyhow::Result<ExitCode> {
        match self {
            Self::List { which, node, ruling } => list(&which, node.as_deref(), ruling, settings).await,
            Self::Show(about) => about.say(Said::Shown, settings).await,
            Self::Hide(about) => about.say(Said::Hidden, settings).await,
            Self::Right(about) => about.say(Said::Right, settings).await,
            Self::Review { which, node } => review(&which, node.as_deref(), settings).await,
            Self::Log { which } => log(&which, settings).await,
        }
    }
}

impl About {
    async fn say(self, said: Said, settings: &SettingsFile) -> anyhow::Result<ExitCode> {
        let desk = self.which.open(settings).await?;
        let saying = Saying {
            by: self.by.by,
            said,
            reason: self.reason,
        };
        let mut done = ExitCode::SUCCESS;
        for pick in &self.picks {
            match say(&desk.app, &desk.live, &self.node, pick, &saying).await {
                Ok(key) => {
                    let change = json!({ "after": { "said": said.name(), "reason": saying.reason } });
                    let (slug, about) = (&self.which.slug, format!("{}/{key}", self.node));
                    let entry = entry_of(&desk.app.clock, (slug, &saying.by), What::Moderated, &about, change);
                    desk.app.store.note(&entry).await?;
                    println!("{}\t{}\t{}", said.name(), self.node, plain(&key));
                }
                Err(ModerateError::Store(error)) => return Err(error.into()),
                Err(error) => {
                    eprintln!("refused[{}]: {}", error.code(), plain(&error.to_string()));
                    done = ExitCode::FAILURE;
                }
            }
        }
        desk.close().await?;
        Ok(done)
    }
}

/// The nodes that are meant: the one that is named, or all at which fans write.
fn meant<'a>(nodes: &'a [Node], named: Option<&str>) -> impl Iterator<Item = &'a Node> {
    let named = named.map(str::to_owned);
    nodes
        .iter()
        .filter(move |node| is_written(node) && named.as_ref().is_none_or(|named| *named == node.id))
}

async fn list(
    which: &CampaignArgs,
    named: Option<&str>,
    asked: Asked,
    settings: &SettingsFile,
) -> anyhow::Result<ExitCode> {
    let desk = which.open(settings).await?;
    if let Some(Err(error)) = named.map(|named| written_node(&desk.live.campaign, named)) {
        eprintln!("refused[{}]: {error}", error.code());
        return Ok(ExitCode::FAILURE);
    }
    let ruling = match asked {
        Asked::Waiting => Ruling::Waiting,
        Asked::Shown => Ruling::Shown,
        Asked::Hidden => Ruling::Hidden,
    };
    for node in meant(&desk.live.campaign.nodes, named) {
        let rows = desk.app.store.written(&which.slug, &node.id, ruling, MOST).await?;
        print(node, &rows);
        if rows.len() == MOST as usize {
            eprintln!("{}: these are the {MOST} strongest; there may be more", node.id);
        }
    }
    desk.close().await?;
    Ok(ExitCode::SUCCESS)
}

async fn review(which: &CampaignArgs, named: Option<&str>, settings: &SettingsFile) -> anyhow::Result<ExitCode> {
    let desk = which.open(settings).await?;
    for node in meant(&desk.live.campaign.nodes, named) {
        print(node, &near_misses(&*desk.app.store, &which.slug, node).await?);
    }
    desk.close().await?;
    Ok(ExitCode::SUCCESS)
}

fn print(node: &Node, rows: &[GuessRow]) {
    for row in rows {
        println!(
            "{}\t{}\t{}\t{}",
            node.id,
            row.people,
            plain(&row.key),
            plain(&row.label)
        );
    }
}

async fn log(which: &CampaignArgs, settings: &SettingsFile) -> anyhow::Result<ExitCode> {
    let (store, _) = which.store(settings).await?;
    for row in store.rulings(&which.slug, MOST).await? {
        let (by, pick, reason) = (plain(&row.by), plain(&row.pick), plain(&row.reason));
        println!("{}\t{by}\t{}\t{}\t{pick}\t{reason}", row.at, row.said.name(), row.node);
    }
    store.close().await;
    Ok(ExitCode::SUCCESS)
}
