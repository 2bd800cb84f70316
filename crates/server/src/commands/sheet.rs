//! `canyu sheet SLUG -o sheet.html`: a contact sheet of codes, to be printed and cut apart.

use super::desk::CampaignArgs;
use crate::{campaigns::Live, screen, settings::SettingsFile, store::Store};
use anyhow::{Context as _, bail};
use canyu_core::{campaign::Campaign, id::CHANNELS, lang::Lang, referral::share_code};
use std::{fmt::Write as _, path::PathBuf, process::ExitCode};

/// The channel of what is printed.
const POSTER: &str = "poster";
/// Cells on one sheet of paper.
const PER_PAGE: usize = 12;
/// Cells that are made at most: some 800 sheets of paper.
const MOST: usize = 10_000;

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

/// One code on the sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Cell {
    /// Whose or where it is.
    label: String,
    /// The share code; empty for a channel alone.
    code: String,
    channel: String,
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

/// Links with another channel would count as `other`, all alike.
fn known(campaign: &Campaign, channel: &str) -> anyhow::Result<()> {
    if CHANNELS.contains(&channel) || campaign.channels.iter().any(|own| own == channel) {
        return Ok(());
    }
    let all: Vec<&str> = CHANNELS
        .into_iter()
        .chain(campaign.channels.iter().map(String::as_str))
        .collect();
    bail!(
        "\"{channel}\" is no channel of this campaign: there are {}. Add it to `channels` in the campaign file and publish that first",
        all.join(", ")
    )
}

fn html(campaign: &Campaign, lang: Lang, page: &str, cells: &[Cell]) -> anyhow::Result<String> {
    let title = escape(campaign.title.to(lang));
    let accent = campaign.accent.as_deref().unwrap_or("#16130f");
    let mut sheets = String::new();
    for cells in cells.chunks(PER_PAGE) {
        sheets.push_str("<section>\n");
        for cell in cells {
            let value = format!("{}.{}", cell.code, cell.channel);
            let link = crate::routes::site::share::onward(page, &value);
            let qr = screen::qr(&link).context("the page's address is too long for a QR code")?;
            let groups: Vec<String> = cell
                .code
                .as_bytes()
                .chunks(4)
                .map(|part| String::from_utf8_lossy(part).into_owned())
                .collect();
            let _ = writeln!(
                sheets,
                "<article><h2>{title}</h2>{qr}<p class=\"code\">{}</p><p class=\"label\">{}</p></article>",
                groups.join("·"),
                escape(&cell.label)
            );
        }
        sheets.push_str("</section>\n");
    }
    Ok(format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n<style>\n:root {{ --accent: {accent} }}\n{STYLE}</style>\n</head>\n<body>\n{sheets}</body>\n</html>\n",
        lang.tag()
    ))
}

/// A4, three by four cells with a white border that printers can keep, cut along the dots.
const STYLE: &str = "@page { size: A4; margin: 8mm; }
* { box-sizing: border-box; margin: 0; }
body { font-family: system-ui, 'PingFang SC', 'Noto Sans SC', 'Noto Sans CJK SC', 'Microsoft YaHei', sans-serif; color: #16130f; background: #fff; }
section { display: grid; grid-template: repeat(4, 69mm) / repeat(3, 1fr); width: 194mm; margin: 0 auto; break-after: page; }
section:last-child { break-after: auto; }
article { display: flex; flex-direction: column; align-items: center; justify-content: center; gap: 1.2mm; padding: 3mm; outline: .3mm dotted #999; text-align: center; overflow: hidden; break-inside: avoid; }
article::before { content: ''; width: 12mm; height: 1.4mm; border-radius: 1mm; background: var(--accent); print-color-adjust: exact; -webkit-print-color-adjust: exact; }
h2 { font-size: 3.6mm; line-height: 1.25; max-height: 2.5em; overflow: hidden; text-wrap: balance; }
svg { width: 40mm; height: 40mm; flex: none; }
.code { font: 600 3.4mm/1.2 ui-monospace, Menlo, Consolas, monospace; }
.code:empty { display: none; }
.label { font-size: 3mm; line-height: 1.2; color: #5d5852; max-width: 100%; overflow: hidden; overflow-wrap: anywhere; max-height: 2.4em; }
@media screen { body { background: #ddd; padding: 8mm; } section { background: #fff; padding: 4mm; margin-bottom: 8mm; width: 202mm; } }
";

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn campaign() -> Campaign {
        let file = include_str!("../../../../campaigns/router-teaser.toml");
        canyu_core::file::read(file).campaign.unwrap()
    }

    fn cell(code: &str) -> Cell {
        Cell {
            label: "Shop <1>".to_owned(),
            code: code.to_owned(),
            channel: POSTER.to_owned(),
        }
    }

    #[test]
    fn every_cell_has_its_code_and_twelve_stand_on_a_sheet() {
        let cells: Vec<Cell> = (0..13).map(|_| cell("0123456789AB")).collect();
        let html = html(&campaign(), Lang::En, "https://a.example/", &cells).unwrap();
        assert_eq!(html.matches("<section>").count(), 2);
        assert_eq!(html.matches("<svg").count(), 13);
        assert!(html.contains("0123·4567·89AB") && html.contains("Shop &lt;1&gt;"));
    }

    #[test]
    fn a_channel_that_nobody_knows_is_refused_since_it_would_count_as_other() {
        assert!(known(&campaign(), "poster").is_ok());
        let told = known(&campaign(), "shop-7").unwrap_err().to_string();
        assert!(told.contains("channels") && told.contains("messenger"), "{told}");
    }
}
