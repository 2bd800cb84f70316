//! `canyu campaign status|screens|archive`

use crate::{
    commands::desk::{CampaignArgs, Desk},
    life::{
        archive::{self, ArchiveError},
        stage::{Stage, stages},
    },
    screen,
    settings::SettingsFile,
};
use canyu_core::moment::Moment;
use std::process::ExitCode;

async fn of(desk: &Desk) -> anyhow::Result<Vec<Stage>> {
    let (app, live) = (&desk.app, &desk.live);
    Ok(stages(&*app.store, live, app.draw(live).as_ref(), app.clock.now()).await?)
}

/// Says how far a campaign is, and what comes next.
pub(super) async fn status(which: &CampaignArgs, settings: &SettingsFile) -> anyhow::Result<ExitCode> {
    let desk = which.open(settings).await?;
    print!("{}", told(&of(&desk).await?, desk.app.clock.now()));
    desk.close().await?;
    Ok(ExitCode::SUCCESS)
}

/// Prints the addresses of the screens at events.
pub(super) async fn screens(which: &CampaignArgs, settings: &SettingsFile) -> anyhow::Result<ExitCode> {
    let desk = which.open(settings).await?;
    let live = &desk.live;
    let mut known = 0;
    for screen in screen::screens(&live.campaign) {
        let (opens, closes) = screen.window(&live.campaign);
        println!("{}/{}  {opens} – {closes}", screen.node.id, screen.place.key);
        println!("  {}", screen.path(&live.campaign, &live.secrets));
        known += 1;
    }
    if known == 0 {
        println!(
            "nobody checks in at {}: it has no node of kind checkin",
            live.campaign.slug
        );
    }
    desk.close().await?;
    Ok(ExitCode::SUCCESS)
}

/// Puts a campaign away when nothing is left to do: from then on it can only be read.
pub(super) async fn put_away(which: &CampaignArgs, settings: &SettingsFile) -> anyhow::Result<ExitCode> {
    let desk = which.open(settings).await?;
    let slug = desk.live.campaign.slug.clone();
    match archive::archive(&desk.app, &desk.live).await {
        Ok(()) => {}
        Err(ArchiveError::NotFinished { open, codes }) => {
            eprintln!("refused[not_over]: the campaign is not over");
            open.iter().for_each(|stage| eprintln!("  {}", line(stage)));
            if codes > 0 {
                eprintln!("  {codes} codes can still be redeemed: they expire by themselves");
            }
            return Ok(ExitCode::FAILURE);
        }
        Err(error) => return Err(error.into()),
    }
    desk.close().await?;
    println!("{slug} is put away: it can be read, checked and exported, and takes nothing any more");
    Ok(ExitCode::SUCCESS)
}

fn told(stages: &[Stage], now: Moment) -> String {
    let mut text = format!("now         {now}\n");
    for stage in stages {
        text += &line(stage);
        text.push('\n');
    }
    if let Some(next) = stages
        .iter()
        .find(|stage| !stage.done && !stage.never && stage.name != "rehearsed")
    {
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
