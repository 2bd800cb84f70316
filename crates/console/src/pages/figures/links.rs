//! Which advertisements and posts brought people, as their links said it.

use crate::chart::Figure;
use crate::desk::use_desk;
use crate::hooks::use_load;
use crate::ui::{Cell, Row};
use crate::words::Words;
use canyu_core::staff::{CampaignLink, CampaignLinks, LinkCounts};
use gloo_timers::callback::Interval;
use std::rc::Rc;
use yew::{AttrValue, Html, Properties, component, html, use_effect_with};

/// Every so many milliseconds it is looked whether there is a newer answer. The server makes one when it is worth it.
const PULSE: u32 = 20_000;

/// What [`Links`] is given.
#[derive(Properties, PartialEq)]
pub struct LinksProps {
    /// Where it is told, see `Desk::api`.
    pub path: String,
}

/// The table; nothing while nobody has come by an advertisement.
#[component]
pub fn Links(props: &LinksProps) -> Html {
    let desk = use_desk();
    let (links, again) = use_load::<CampaignLinks>(props.path.clone());
    use_effect_with(again.clone(), |again| {
        let again = again.clone();
        let pulse = Interval::new(PULSE, move || again.emit(()));
        move || drop(pulse)
    });
    links.shown(&again, |links| view(&desk.words, links))
}

/// The table.
pub fn view(words: &Rc<Words>, all: &CampaignLinks) -> Html {
    let Some(first) = all.links.first() else {
        return Html::default();
    };
    let head = ["links.source", "links.medium", "links.campaign"];
    let head = head.iter().chain(&HEAD).map(|name| words.t(name)).collect::<Vec<_>>();
    let row = |(place, one): (usize, &CampaignLink)| -> Row {
        let mut cells: Vec<Cell> = [&one.source, &one.medium, &one.campaign]
            .map(|text| named(words, text))
            .into();
        cells.extend(counts(words, &one.count));
        (place.to_string(), cells)
    };
    let mut rows: Vec<Row> = all.links.iter().enumerate().map(row).collect();
    if all.more > 0 {
        let others = words.with("links.more", &[("n", &words.number(all.more))]);
        let mut cells: Vec<Cell> = vec![
            html! { <>{ others }</> }.into(),
            Html::default().into(),
            Html::default().into(),
        ];
        cells.extend(counts(words, &all.rest));
        rows.push(("rest".to_owned(), cells));
    }
    let lead = words.with(
        "links.lead",
        &[
            ("link", &title(words, first)),
            ("came", &words.number(first.count.came)),
            ("joined", &words.number(first.count.joined)),
            ("time", &words.time(all.as_of)),
        ],
    );
    html! { <Figure id="links" title={words.t("links")} {lead} {head} rows={Rc::new(rows)} /> }
}

const HEAD: [&str; 4] = ["figures.came", "figures.joined", "links.verified", "links.friends"];

fn counts(words: &Words, count: &LinkCounts) -> [Cell; 4] {
    [count.came, count.joined, count.verified, count.friends].map(|count| Cell::count(words, count))
}

/// A value; that there is none, where there is none. Strangers write them.
fn named(words: &Words, text: &str) -> Cell {
    if text.is_empty() {
        return html! { <span class="nothing">{ words.t("links.none") }</span> }.into();
    }
    Cell::said(text.to_owned().into())
}

fn title(words: &Words, link: &CampaignLink) -> String {
    let parts = [&link.source, &link.medium, &link.campaign];
    let parts: Vec<&str> = parts
        .into_iter()
        .map(String::as_str)
        .filter(|part| !part.is_empty())
        .collect();
    let title: AttrValue = parts.join(" · ").into();
    if title.is_empty() {
        words.t("links.none").to_string()
    } else {
        title.to_string()
    }
}
