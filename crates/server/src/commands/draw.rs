//! `canyu draw status|commit|run|forfeit|exclude|audit|claims`

mod audit;
mod claims;
mod forfeit;
mod run;

use crate::{
    clock::Clock,
    draw::{Draw, DrawError, close::Included},
    settings::{ClockArg, DatabaseArg, KeyArg, RelayArg, SettingsFile},
    store::{Store, StoreError},
};
use canyu_core::{campaign::Campaign, moment::Moment};
use std::{path::PathBuf, process::ExitCode, sync::Arc};

/// What can be done with a draw. A running server does most of it by itself.
#[derive(Debug, clap::Subcommand)]
pub enum DrawCommand {
    /// Say where the draw stands, and what comes next
    Status(Which),
    /// Close the list and commit to it, now: after the campaign's close and before the random value exists
    Commit(Which),
    /// Run the draw with the random value; where none is given, the relays of the public beacon are asked
    Run(run::Run),
    /// Give a prize to the next alternate: for a reason, signed and public
    Forfeit(forfeit::ForfeitArgs),
    /// Keep a participant out of the draw, before its list is closed
    Exclude {
        /// Which draw
        #[command(flatten)]
        which: Which,
        /// The participant's id, as in `canyu export --table participants`
        #[arg(long, value_name = "ID")]
        fan: String,
        /// One of the manifest's reasons
        #[arg(long, required_unless_present = "undo", conflicts_with = "undo")]
        reason: Option<String>,
        /// Let the participant in again, who was kept out by mistake
        #[arg(long)]
        undo: bool,
    },
    /// Write all that is published of the draw, for anybody to check
    Audit {
        /// Which draw
        #[command(flatten)]
        which: Which,
        /// A folder, or a file that ends with .zip
        #[arg(short, long, value_name = "DIR|FILE.zip")]
        output: PathBuf,
    },
    /// Write the list of claimed prizes, for shipping: it holds names and addresses
    Claims {
        /// Which draw
        #[command(flatten)]
        which: Which,
        /// The file, comma-separated values
        #[arg(short, long, value_name = "FILE.csv")]
        output: PathBuf,
    },
}

/// Which draw, by which key, at which time.
#[derive(Debug, clap::Args)]
pub struct Which {
    /// The campaign
    slug: String,
    #[command(flatten)]
    database: DatabaseArg,
    #[command(flatten)]
    key: KeyArg,
    #[command(flatten)]
    clock: ClockArg,
}

/// A draw that was opened for a command.
struct Opened {
    draw: Draw,
    store: Arc<dyn Store>,
    /// When the campaign closes.
    closes: Moment,
    clock: Clock,
}

impl Which {
    async fn open(&self, settings: &SettingsFile) -> Result<Opened, DrawError> {
        let store = self.database.open(settings).await?;
        let clock = self.clock.clock();
        if let Some(kept) = store.is_rehearsal().await?
            && kept != clock.is_rehearsal()
        {
            return Err(StoreError::OtherClock {
                kept: if kept { "rehearsal" } else { "real" },
                asked: if kept { "real" } else { "rehearsal" },
            }
            .into());
        }
        let no_draw = || DrawError::NoDraw(self.slug.clone());
        let publications = store.publications().await?;
        let publication = publications
            .iter()
            .find(|publication| publication.campaign == self.slug);
        let model = &publication.ok_or_else(no_draw)?.model;
        let campaign: Campaign = serde_json::from_str(model).map_err(|error| StoreError::Corrupt(error.to_string()))?;
        if campaign.lottery().is_none() {
            return Err(no_draw());
        }
        let key = self.key.read(&self.database, settings)?;
        let draw = Draw::open(store.clone(), &self.slug, key).await?;
        Ok(Opened {
            draw,
            store,
            closes: campaign.closes,
            clock,
        })
    }
}

impl DrawCommand {
    pub(super) async fn run(self, settings: &SettingsFile) -> anyhow::Result<ExitCode> {
        match self.perform(settings).await {
            Ok(told) => {
                println!("{told}");
                Ok(ExitCode::SUCCESS)
            }
            Err(CommandError::Refused(DrawError::Store(error))) => Err(error.into()),
            Err(CommandError::Refused(error)) => {
                eprintln!("refused[{}]: {error}", error.code());
                Ok(ExitCode::FAILURE)
            }
            Err(CommandError::Other(error)) => Err(error),
        }
    }

    /// What was done, in words.
    async fn perform(self, settings: &SettingsFile) -> Result<String, CommandError> {
        match self {
            Self::Status(which) => {
                let opened = which.open(settings).await?;
                let status = opened.draw.status(opened.closes, opened.clock.now()).await?;
                opened.store.close().await;
                Ok(status.to_string())
            }
            Self::Commit(which) => Ok(run::commit(which.open(settings).await?).await?),
            Self::Run(run) => run.perform(settings).await,
            Self::Forfeit(forfeit) => forfeit.perform(settings).await,
            Self::Exclude {
                which,
                fan,
                reason,
                undo: _,
            } => exclude(&which, &fan, reason.as_deref(), settings).await,
            Self::Audit { which, output } => audit::audit(which.open(settings).await?, &output).await,
            Self::Claims { which, output } => claims::claims(which.open(settings).await?, &output).await,
        }
    }
}

/// Keeps somebody out for a reason; without one, lets him in again.
async fn exclude(
    which: &Which,
    fan: &str,
    reason: Option<&str>,
    settings: &SettingsFile,
) -> Result<String, CommandError> {
    let opened = which.open(settings).await?;
    let told = match reason {
        Some(reason) => {
            opened.draw.exclude(fan, reason, opened.clock.now()).await?;
            format!("{fan} will not be in the draw: excluded.txt will say so without a name, as {reason}")
        }
        None => match opened.draw.include(fan).await? {
            Included::Again => format!("{fan} is not kept out of the draw any more"),
            Included::OutByRules(rule) => {
                format!("what staff had said is taken back; by the rules {fan} is kept out all the same, as {rule}")
            }
            Included::WasNotOut => format!("{fan} was not kept out of the draw by staff: nothing was changed"),
        },
    };
    opened.store.close().await;
    Ok(told)
}

/// Why a command was not done.
#[derive(Debug, thiserror::Error)]
enum CommandError {
    /// It was refused; the program ends with 1.
    #[error(transparent)]
    Refused(#[from] DrawError),
    /// Something cannot be read or written; the program ends with 2.
    #[error(transparent)]
    Other(#[from] anyhow::Error),
}
