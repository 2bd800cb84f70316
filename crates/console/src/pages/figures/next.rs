//! Whom to ask next.

use super::naming::{Naming, hundredths};
use crate::chart::{Figure, interval};
use crate::ui::{Cell, Row};
use canyu_core::staff::study::{Ask, AskPerson, AskSegment, Expected, Known, Study};
use std::rc::Rc;
use yew::{Html, html};

/// Segments, and single people where one may see them, by what they can be expected to bring.
pub fn next(naming: &Naming, study: &Study) -> Html {
    let words = &naming.words;
    let title = words.t("next_to_ask");
    match &study.ask {
        Known::Unknown(why) => {
            html! { <Figure id="ask" {title} lead={words.code("unknown", why.name())} head={Vec::new()} rows={Rc::new(Vec::new())} /> }
        }
        Known::Value(ask) => html! { <>{ segments(naming, ask) }{ people(naming, ask) }</> },
    }
}

fn expected(naming: &Naming, of: &Expected, most: f64) -> Cell {
    let asked = &of.if_asked;
    let shown =
        html! { <>{ interval("c1", (asked.low, asked.value, asked.high), most) }{ naming.rate(asked, false) }</> };
    Cell::number(asked.value, shown)
}

fn segments(naming: &Naming, ask: &Ask) -> Html {
    let words = &naming.words;
    let most = ask
        .segments
        .iter()
        .map(|one| one.each.if_asked.high)
        .fold(0.1, f64::max);
    let row = |(place, one): (usize, &AskSegment)| -> Row {
        let node = naming.node(&one.node);
        let name = html! { <span class={["key ", naming.colour(&one.node)].concat()}>{ node.clone() }</span> };
        let channel = naming.channel(&one.channel);
        let cells = vec![
            Cell::text(node.to_string(), name),
            Cell::said(channel),
            Cell::count(words, u64::from(one.generation)),
            Cell::count(words, one.people),
            Cell::count(words, one.friends),
            expected(naming, &one.each, most),
            Cell::number(
                one.each.still,
                html! { <>{ words.decimal(hundredths(one.each.still)) }</> },
            ),
        ];
        (place.to_string(), cells)
    };
    let head = [
        "figures.node",
        "figures.channel",
        "figures.generation.head",
        "next_to_ask.people",
        "next_to_ask.friends",
        "next_to_ask.if_asked",
        "next_to_ask.still",
    ];
    let rows: Vec<Row> = ask.segments.iter().enumerate().map(row).collect();
    let lead = match ask.segments.first() {
        Some(first) => words.with(
            match (first.node.as_str(), first.channel.as_str()) {
                ("", "direct") => "next_to_ask.lead.alone",
                ("", _) => "next_to_ask.lead.channel",
                _ => "next_to_ask.lead",
            },
            &[
                ("node", &naming.node(&first.node)),
                ("channel", &naming.channel(&first.channel)),
                ("people", &words.many("next_to_ask.count", first.people)),
                ("brings", &naming.ratio(&first.each.if_asked)),
            ],
        ),
        None => words.t("figures.nodes.none"),
    };
    let head = head.map(|name| words.t(name)).to_vec();
    html! { <Figure id="ask" title={words.t("next_to_ask")} {lead} {head} rows={Rc::new(rows)} /> }
}

fn people(naming: &Naming, ask: &Ask) -> Html {
    let words = &naming.words;
    let Some(people) = ask.people.as_ref().filter(|people| !people.is_empty()) else {
        return Html::default();
    };
    let most = people.iter().map(|one| one.expected.if_asked.high).fold(0.1, f64::max);
    let row = |one: &AskPerson| -> Row {
        let cells = vec![
            Cell::text(one.id.clone(), html! { <code>{ one.id.clone() }</code> }),
            Cell::time(words, Some(one.joined), "figures.unknown"),
            Cell::count(words, u64::from(one.friends)),
            expected(naming, &one.expected, most),
            Cell::number(
                one.expected.still,
                html! { <>{ words.decimal(hundredths(one.expected.still)) }</> },
            ),
        ];
        (one.id.clone(), cells)
    };
    let head = [
        "next_to_ask.person",
        "figures.joined",
        "next_to_ask.friends",
        "next_to_ask.if_asked",
        "next_to_ask.still",
    ];
    let head = head.map(|name| words.t(name)).to_vec();
    let rows: Vec<Row> = people.iter().map(row).collect();
    html! { <Figure id="ask-people" title={words.t("next_to_ask.single")} lead={words.t("next_to_ask.single.lead")} {head} rows={Rc::new(rows)} /> }
}
