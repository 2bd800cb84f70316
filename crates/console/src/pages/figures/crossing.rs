//! Which community infects which.

use super::naming::Naming;
use crate::chart::Figure;
use crate::ui::{Cell, Row};
use canyu_core::staff::study::{Community, Crossing, Known, Study};
use std::rc::Rc;
use yew::{AttrValue, Html, html};

/// The matrices: by channel, then by the choice at each vote.
pub fn crossings(naming: &Naming, study: &Study) -> Html {
    study
        .crossing
        .iter()
        .enumerate()
        .map(|(place, one)| matrix(naming, place, one))
        .collect()
}

/// A few names for the addresses of figures: there are not more votes than nodes.
const IDS: [&str; 8] = [
    "crossing",
    "crossing-1",
    "crossing-2",
    "crossing-3",
    "crossing-4",
    "crossing-5",
    "crossing-6",
    "crossing-7",
];

fn matrix(naming: &Naming, place: usize, one: &Crossing) -> Html {
    const DEPTHS: [&str; 5] = ["depth d1", "depth d2", "depth d3", "depth d4", "depth d5"];
    let words = &naming.words;
    let Some(id) = IDS.get(place).copied().filter(|_| one.communities.len() > 1) else {
        return Html::default();
    };
    let name = |of: &Community| -> AttrValue {
        match (&one.node, of.key.is_empty()) {
            (_, true) => words.t("spread.others"),
            (None, false) => naming.channel(&of.key),
            (Some(_), false) if of.label.is_empty() => of.key.clone().into(),
            (Some(_), false) => of.label.clone().into(),
        }
    };
    let row = |(of, people): (&Community, &Vec<u64>)| -> Row {
        let sum: u64 = people.iter().sum();
        let mut cells = vec![Cell::said(name(of))];
        for count in people {
            let part = *count as f64 / sum.max(1) as f64;
            let class = DEPTHS.get((part * 4.999) as usize).copied().unwrap_or("depth");
            let shown = html! { <span {class}>{ words.number(*count) }<small>{ words.percent(part) }</small></span> };
            cells.push(Cell::number(*count as f64, shown));
        }
        (of.key.clone(), cells)
    };
    let rows: Vec<Row> = one.communities.iter().zip(&one.people).map(row).collect();
    let mut head = vec![words.t("spread.crossing.from")];
    head.extend(one.communities.iter().map(name));
    let title = match &one.node {
        None => words.t("spread.crossing.channels"),
        Some(node) => words.with("spread.crossing.node", &[("node", &naming.node(node))]),
    };
    let lead = match &one.crossed {
        Known::Value(share) => words.with("spread.crossing.lead", &[("share", &naming.share(share))]),
        Known::Unknown(why) => words.code("unknown", why.name()),
    };
    html! { <Figure {id} {title} {lead} {head} rows={Rc::new(rows)} /> }
}
