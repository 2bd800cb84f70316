//! Sheets of QR codes, to be printed and cut apart.

use crate::screen;
use canyu_core::{campaign::Campaign, id::CHANNELS, lang::Lang};
use std::fmt::Write as _;

/// The channel of what is printed.
pub const POSTER: &str = "poster";
/// Cells on one sheet of paper.
pub const PER_PAGE: usize = 12;
/// Cells that are made at most: some 800 sheets of paper.
pub const MOST: usize = 10_000;

/// Why there is no sheet.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SheetError {
    /// The channel would count as `other`.
    #[error(
        "\"{channel}\" is no channel of this campaign: there are {known}. Add it to `channels` in the campaign file and publish that first"
    )]
    UnknownChannel {
        /// The channel.
        channel: String,
        /// Those that there are.
        known: String,
    },
    /// No code holds the address.
    #[error("the page's address is too long for a QR code")]
    TooLong,
}

/// One code on the sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Whose or where it is.
    pub label: String,
    /// The share code; empty for a channel alone.
    pub code: String,
    /// By which channel it leads there.
    pub channel: String,
}

/// All channels of a campaign: those that every one has, and its own.
pub fn channels(campaign: &Campaign) -> impl Iterator<Item = &str> {
    CHANNELS.into_iter().chain(campaign.channels.iter().map(String::as_str))
}

/// Links with another channel would count as `other`, all alike.
///
/// # Errors
/// The channel, and those that there are.
pub fn known(campaign: &Campaign, channel: &str) -> Result<(), SheetError> {
    if CHANNELS.contains(&channel) || campaign.channels.iter().any(|own| own == channel) {
        return Ok(());
    }
    Err(SheetError::UnknownChannel {
        channel: channel.to_owned(),
        known: channels(campaign).collect::<Vec<_>>().join(", "),
    })
}

/// The sheets: a page for print, which needs nothing but itself. Each code leads to `page`.
///
/// # Errors
/// When the page's address is too long for a code.
pub fn html(campaign: &Campaign, lang: Lang, page: &str, cells: &[Cell]) -> Result<String, SheetError> {
    let title = escape(campaign.title.to(lang));
    let accent = campaign.accent.as_deref().unwrap_or("#16130f");
    let mut sheets = String::new();
    for cells in cells.chunks(PER_PAGE) {
        sheets.push_str("<section>\n");
        for cell in cells {
            let value = format!("{}.{}", cell.code, cell.channel);
            let link = crate::routes::site::share::onward(page, &value);
            let qr = screen::qr(&link).ok_or(SheetError::TooLong)?;
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
        let file = include_str!("../../../campaigns/router-teaser.toml");
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
