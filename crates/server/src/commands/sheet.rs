//! `canyu sheet SLUG -o sheet.html`: a contact sheet of codes, to be printed and cut apart.

use super::desk::CampaignArgs;
use crate::{
    campaigns::Live,
    settings::SettingsFile,
    sheet::{Cell, MOST, PER_PAGE, POSTER, html, known},
    store::Store,
};
use anyhow::{Context as _, bail};
use canyu_core::{campaign::Campaign, referral::share_code};
use std::{path::PathBuf, process::ExitCode};

/// Make a sheet of QR codes for print: one for each channel, fan or invitation
#[derive(Debug, clap::Args)]
pub struct Sheet {
    #[command(flatten)]
    which: CampaignArgs,
    /// A code for this channel: one that every campaign knows, or one of the campaign's own, as for a shop [default: poster]
    #[arg(long = "channel", value_name = "CHANNEL")]
    channels: Vec<String>,
    /// The personal codes of these people, by their names in exports; each for the first channel
    #[arg(long, value_name = "ID", num_args = 1..)]
    fans: Vec<String>,
    /// The codes of all invitations (`canyu seed`), or of one group of them
    #[arg(long, value_name = "GROUP", num_args = 0..=1, default_missing_value = "")]
    seeds: Option<String>,
    /// How often each code stands on the sheet
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=1_000))]
    count: u32,
    /// Where the codes lead, if the campaign names no page of its own
    #[arg(long, value_name = "URL")]
    page: Option<String>,
    /// The language of the title: en, zh-Hans, zh-Hant [default: the campaign's first]
    #[arg(long, value_name = "TAG")]
    lang: Option<String>,
    /// The file; left out: the standard output
    #[arg(short, long, value_name = "FILE.html")]
    output: Option<PathBuf>,
}

impl Sheet {
    pub(super) async fn run(self, settings: &SettingsFile) -> anyhow::Result<ExitCode> {
        let desk = self.which.open(settings).await?;
        let made = self.made(&desk.live, &*desk.app.store, settings).await;
        desk.close().await?;
        let (html, cells) = made?;
        match &self.output {
            Some(path) => std::fs::write(path, html).with_context(|| format!("cannot write {}", path.display()))?,
            None => print!("{html}"),
        }
        eprintln!("{cells} codes on {} sheets of paper", cells.div_ceil(PER_PAGE));
        Ok(ExitCode::SUCCESS)
    }

    async fn made(&self, live: &Live, store: &dyn Store, settings: &SettingsFile) -> anyhow::Result<(String, usize)> {
        let campaign = &live.campaign;
        let hosted = settings
            .public_url
            .as_ref()
            .map(|base| format!("{}/c/{}", base.trim_end_matches('/'), campaign.slug));
        let page = self.page.clone().or_else(|| campaign.page.clone()).or(hosted);
        let page = page.context("the campaign names no `page` for its links: say where they lead by --page")?;
        for channel in &self.channels {
            known(campaign, channel)?;
        }
        let lang = crate::view::language(campaign, self.lang.as_deref());
        let mut cells = Vec::new();
        for cell in self.cells(campaign, store).await? {
            cells.extend(std::iter::repeat_n(cell, self.count as usize));
        }
        if cells.len() > MOST {
            bail!("that would be {} codes: make at most {MOST} at a time", cells.len());
        }
        Ok((html(campaign, lang, &page, &cells)?, cells.len()))
    }

    /// Each code once.
    async fn cells(&self, campaign: &Campaign, store: &dyn Store) -> anyhow::Result<Vec<Cell>> {
        let first = self.channels.first().map_or(POSTER, String::as_str);
        let index = campaign.share().and_then(|(node, _)| campaign.index(&node.id));
        let personal = |code: &str, label: &str| -> anyhow::Result<Cell> {
            let index = index.context("the campaign has no share node, so nobody has a personal code")?;
            Ok(Cell {
                label: label.to_owned(),
                code: share_code(code, index),
                channel: first.to_owned(),
            })
        };
        let mut cells = Vec::new();
        for id in &self.fans {
            let fan = store.fan_by_id(&campaign.slug, id).await?;
            let fan = fan.with_context(|| {
                format!(
                    "nobody here is called {id}: see `canyu export {} --table participants`",
                    campaign.slug
                )
            })?;
            cells.push(personal(&fan.code, id)?);
        }
        if let Some(group) = &self.seeds {
            let seeds = store.seeds(&campaign.slug).await?;
            for seed in seeds.iter().filter(|seed| group.is_empty() || seed.group == *group) {
                cells.push(personal(&seed.code, &seed.label)?);
            }
            if cells.is_empty() {
                bail!("there are no such invitations: see `canyu seed`");
            }
        }
        if cells.is_empty() {
            let alone = |channel: &str| Cell {
                label: channel.to_owned(),
                code: String::new(),
                channel: channel.to_owned(),
            };
            cells.extend(self.channels.iter().map(|channel| alone(channel)));
            if cells.is_empty() {
                cells.push(alone(POSTER));
            }
        }
        Ok(cells)
    }
}
