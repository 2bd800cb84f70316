//! `canyu review list|show|clear|refuse|appeals|log`

use super::desk::{ByArg, CampaignArgs, entry_of, plain};
use crate::{
    settings::SettingsFile,
    store::trust::{AppealRow, DecisionRow},
    trust::{
        reasons::{Kept, in_english, read},
        review::{Deciding, ReviewError, decide},
    },
};
use anyhow::bail;
use canyu_core::{staff::What, world::Standing};
use serde_json::json;
use std::process::ExitCode;

/// Lines that are listed, at most.
const MOST: u32 = 500;

/// What staff can do about people who look like cheats.
#[derive(Debug, clap::Subcommand)]
pub enum ReviewCommand {
    /// List who is held and should be looked at, one a line: id, score, reasons with points, whether he objects; those who object first
    List {
        /// Which campaign
        #[command(flatten)]
        which: CampaignArgs,
        /// All who are held, not only those whose score asks for a human
        #[arg(long)]
        held: bool,
    },
    /// Say all that is known about somebody: how he stands, the evidence, what was decided, what he says
    Show {
        /// Which campaign
        #[command(flatten)]
        which: CampaignArgs,
        /// His id
        fan: String,
    },
    /// Decide that somebody counts; no score changes it
    Clear(About),
    /// Decide that somebody does not count; no score changes it
    Refuse(About),
    /// List what people say against being held, the oldest first
    Appeals {
        /// Which campaign
        #[command(flatten)]
        which: CampaignArgs,
        /// What was decided about already, too
        #[arg(long)]
        all: bool,
    },
    /// Say who decided what about whom, the latest first
    Log {
        /// Which campaign
        #[command(flatten)]
        which: CampaignArgs,
        /// Only what humans have decided
        #[arg(long)]
        staff: bool,
    },
}

/// About whom.
#[derive(Debug, clap::Args)]
pub struct About {
    #[command(flatten)]
    which: CampaignArgs,
    /// The ids, as `canyu review list` shows them
    #[arg(required = true)]
    fans: Vec<String>,
    /// Why; the fan is not told it
    #[arg(long, default_value = "")]
    note: String,
    #[command(flatten)]
    by: ByArg,
}

impl ReviewCommand {
    pub(super) async fn run(self, settings: &SettingsFile) -> anyhow::Result<ExitCode> {
        match self {
            Self::List { which, held } => list(&which, held, settings).await,
            Self::Show { which, fan } => show(&which, &fan, settings).await,
            Self::Clear(about) => about.decide(Standing::Cleared, settings).await,
            Self::Refuse(about) => about.decide(Standing::Refused, settings).await,
            Self::Appeals { which, all } => appeals(&which, all, settings).await,
            Self::Log { which, staff } => log(&which, staff, settings).await,
        }
    }
}

impl About {
    async fn decide(self, to: Standing, settings: &SettingsFile) -> anyhow::Result<ExitCode> {
        let desk = self.which.open(settings).await?;
        let deciding = Deciding {
            by: self.by.by,
            to,
            note: self.note,
            seen: None,
        };
        let mut done = ExitCode::SUCCESS;
        for fan in &self.fans {
            match decide(&desk.app, &desk.live, fan, &deciding).await {
                Ok(row) => {
                    let change = json!({ "before": { "standing": row.from.name() }, "after": { "standing": row.to.name(), "note": row.note } });
                    let entry = entry_of(
                        &desk.app.clock,
                        (&self.which.slug, &row.by),
                        What::Reviewed,
                        &row.fan,
                        change,
                    );
                    desk.app.store.note(&entry).await?;
                    println!("{}\t{}", to.name(), row.fan);
                }
                Err(ReviewError::Store(error)) => return Err(error.into()),
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

async fn list(which: &CampaignArgs, held: bool, settings: &SettingsFile) -> anyhow::Result<ExitCode> {
    let desk = which.open(settings).await?;
    let trust = &desk.live.campaign.trust;
    let least = if held { 0 } else { trust.review };
    let store = &desk.app.store;
    let rows = store.scored(&which.slug, Standing::Held, least, (0, MOST)).await?;
    for (row, objects) in &rows {
        let objects = if *objects { "objects" } else { "" };
        println!("{}\t{}\t{}\t{objects}", row.fan, row.score, codes(&read(&row.reasons)));
    }
    if rows.len() == MOST as usize {
        eprintln!("these are the {MOST} with the highest scores; there may be more");
    }
    desk.close().await?;
    Ok(ExitCode::SUCCESS)
}

/// Reasons with their points.
fn codes(reasons: &[Kept]) -> String {
    let counted = reasons.iter().filter(|kept| kept.points > 0);
    let codes: Vec<String> = counted.map(|kept| format!("{}+{}", kept.reason, kept.points)).collect();
    codes.join(" ")
}

async fn show(which: &CampaignArgs, id: &str, settings: &SettingsFile) -> anyhow::Result<ExitCode> {
    let (store, _) = which.store(settings).await?;
    let slug = &which.slug;
    let Some(fan) = store.fan_by_id(slug, id).await? else {
        bail!("the campaign \"{slug}\" has no participant \"{id}\"");
    };
    println!("participant\t{}", fan.id);
    println!("stands\t{}", fan.standing.name());
    println!("arrived\t{}\tby {}", fan.arrived, fan.channel);
    if let Some(referrer) = &fan.referrer {
        println!("brought by\t{}", referrer.fan);
    }
    println!(
        "verified\t{}",
        fan.verified.map_or_else(|| "no".to_owned(), |at| at.to_string())
    );
    println!(
        "brought\t{} who took part, of whom {} count",
        fan.friends_joined, fan.friends_counted
    );
    println!("tickets\t{}", fan.tickets());
    let score = store.score(slug, id).await?;
    println!("score\t{}", score.as_ref().map_or(0, |row| row.score));
    for kept in score.iter().flat_map(|row| read(&row.reasons)) {
        println!("reason\t{}+{}", kept.reason, kept.points);
        for seen in &kept.seen {
            println!("\t{}", plain(&in_english(seen)));
        }
    }
    if let Some(row) = store.appeal_of(slug, id).await? {
        print_appeal(&row);
    }
    for row in store.decisions(slug, Some(id), false, MOST).await? {
        print_decision(&row);
    }
    store.close().await;
    Ok(ExitCode::SUCCESS)
}

async fn appeals(which: &CampaignArgs, all: bool, settings: &SettingsFile) -> anyhow::Result<ExitCode> {
    let (store, _) = which.store(settings).await?;
    for row in store.appeals(&which.slug, !all, MOST).await? {
        print_appeal(&row);
    }
    store.close().await;
    Ok(ExitCode::SUCCESS)
}

fn print_appeal(row: &AppealRow) {
    let decided = row.decided.as_ref().map_or_else(
        || "waits".to_owned(),
        |(at, by, to, note)| format!("{}\t{at}\t{}\t{}", to.name(), plain(by), plain(note)),
    );
    println!("appeal\t{}\t{}\t{}\t{decided}", row.at, row.fan, plain(&row.text));
}

async fn log(which: &CampaignArgs, staff: bool, settings: &SettingsFile) -> anyhow::Result<ExitCode> {
    let (store, _) = which.store(settings).await?;
    for row in store.decisions(&which.slug, None, staff, MOST).await? {
        print_decision(&row);
    }
    store.close().await;
    Ok(ExitCode::SUCCESS)
}

fn print_decision(row: &DecisionRow) {
    println!(
        "decision\t{}\t{}\t{}\t{} -> {}\t{}\t{}\t{}",
        row.at,
        plain(&row.by),
        row.fan,
        row.from.name(),
        row.to.name(),
        row.score,
        codes(&read(&row.reasons)),
        plain(&row.note)
    );
}
