//! `canyu campaign status|screens|archive`

use crate::{
    campaigns::{Campaigns, Live},
    clock::Clock,
    draw::Draw,
    life::stage::{Stage, stages},
    screen,
    settings::{ClockArg, DatabaseArg, KeyArg, SettingsFile},
    store::Store,
};
use anyhow::{Context as _, bail};
use canyu_core::moment::Moment;
use std::{process::ExitCode, sync::Arc};

/// Which campaign, by which key, at which time.
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

/// A campaign that was opened for a command.
struct Opened {
    store: Arc<dyn Store>,
    live: Arc<Live>,
    draw: Option<Draw>,
    clock: Clock,
}

impl Which {
    async fn open(&self, settings: &SettingsFile) -> anyhow::Result<Opened> {
        let store = self.database.open(settings).await?;
        let clock = self.clock.clock();
        if store
            .is_rehearsal()
            .await?
            .is_some_and(|kept| kept != clock.is_rehearsal())
        {
            bail!(
                "this database belongs to the other clock: give --rehearsal-at for a rehearsal's, and leave it out for a real one"
            );
        }
        let key = self.key.open(&*store, &self.database, settings).await?;
        let campaigns = Campaigns::new(key);
        campaigns.refresh(&*store).await?;
        let live = campaigns.get(&self.slug);
        let live = live.with_context(|| format!("no campaign \"{}\" is published", self.slug))?;
        let draw = live.ballot.clone().map(|ballot| Draw::new(store.clone(), ballot));
        Ok(Opened {
            store,
            live,
            draw,
            clock,
        })
    }
}

impl Opened {
    async fn stages(&self) -> anyhow::Result<Vec<Stage>> {
        let now = self.clock.now();
        Ok(stages(&*self.store, &self.live, self.draw.as_ref(), now).await?)
    }
}

/// Says how far a campaign is, and what comes next.
pub(super) async fn status(which: &Which, settings: &SettingsFile) -> anyhow::Result<ExitCode> {
    let opened = which.open(settings).await?;
    let stages = opened.stages().await?;
    opened.store.close().await;
    print!("{}", told(&stages, opened.clock.now()));
    Ok(ExitCode::SUCCESS)
}

/// Prints the addresses of the screens at events.
pub(super) async fn screens(which: &Which, settings: &SettingsFile) -> anyhow::Result<ExitCode> {
    let opened = which.open(settings).await?;
    let live = &opened.live;
    let mut known = 0;
    for screen in screen::screens(&live.campaign) {
        let (opens, closes) = screen.window(&live.campaign);
        println!("{}/{}  {opens} – {closes}", screen.node.id, screen.place.key);
        println!("  {}", screen.path(&live.campaign, &live.secrets));
        known += 1;
    }
    opened.store.close().await;
    if known == 0 {
        println!(
            "nobody checks in at {}: it has no node of kind checkin",
            live.campaign.slug
        );
    }
    Ok(ExitCode::SUCCESS)
}

/// Puts a campaign away when nothing is left to do: from then on it can only be read.
pub(super) async fn archive(which: &Which, settings: &SettingsFile) -> anyhow::Result<ExitCode> {
    let opened = which.open(settings).await?;
    let stages = opened.stages().await?;
    let open: Vec<String> = stages
        .iter()
        .filter(|stage| !stage.done && !["rehearsed", "archived"].contains(&stage.name))
        .map(line)
        .collect();
    let left = opened.store.codes_alive(&opened.live.campaign.slug).await?;
    if !open.is_empty() || left > 0 {
        eprintln!("refused[not_over]: the campaign is not over");
        open.iter().for_each(|line| eprintln!("  {line}"));
        if left > 0 {
            eprintln!("  {left} codes can still be redeemed: they expire by themselves");
        }
        return Ok(ExitCode::FAILURE);
    }
    opened
        .store
        .archive(&opened.live.campaign.slug, opened.clock.now())
        .await?;
    opened.store.close().await;
    println!(
        "{} is put away: it can be read, checked and exported, and takes nothing any more",
        opened.live.campaign.slug
    );
    Ok(ExitCode::SUCCESS)
}

fn told(stages: &[Stage], now: Moment) -> String {
    let mut text = format!("now         {now}\n");
    for stage in stages {
        text += &line(stage);
        text.push('\n');
    }
    if let Some(next) = stages.iter().find(|stage| !stage.done && stage.name != "rehearsed") {
        let node = next.node.as_ref().map_or_else(String::new, |node| format!(" {node}"));
        text += &format!("next        {}{node}\n", next.name);
    }
    text
}

fn line(stage: &Stage) -> String {
    let mark = if stage.done { "✓" } else { "·" };
    let mut line = format!("{mark} {:<10}", stage.name);
    for part in [stage.node.clone(), stage.at.map(|at| at.to_string())]
        .into_iter()
        .flatten()
    {
        line += &format!("  {part}");
    }
    if let Some(late) = stage.late {
        line += &format!("  {} s late", late / 1_000);
    }
    if !stage.missing.is_empty() {
        line += &format!("  {}", stage.missing);
    }
    line
}
