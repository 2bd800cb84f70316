//! What each node brings: its funnel, its rates with their intervals, and how it went day by day.

use super::naming::Naming;
use crate::chart::{Figure, interval, spark};
use crate::ui::{By, Cell, Row};
use canyu_core::staff::{Estimate, Figures, NodeFigures};
use std::rc::Rc;
use yew::{AttrValue, Html, html};

/// The table of nodes, the one that brings most people for each who did it first.
pub fn nodes(naming: &Naming, all: &Figures) -> Html {
    let words = &naming.words;
    let most = all
        .nodes
        .iter()
        .filter_map(|node| node.brings)
        .map(|brings| brings.high)
        .fold(0.1, f64::max);
    let head = [
        "figures.node",
        "figures.seen",
        "figures.started",
        "figures.completed",
        "figures.shared",
        "figures.came",
        "figures.joined",
        "figures.brings",
        "figures.by_day",
    ];
    let rows: Vec<Row> = all.nodes.iter().map(|node| row(naming, node, most)).collect();
    let first = all
        .nodes
        .iter()
        .find(|node| node.brings.is_some_and(|brings| brings.low > 0.0));
    let brought: u64 = all
        .nodes
        .iter()
        .filter(|node| !node.node.is_empty())
        .map(|node| node.count.joined)
        .sum();
    let lead = match first {
        Some(node) => {
            let brings = node.brings.map(|brings| naming.ratio(&brings)).unwrap_or_default();
            words.with(
                "figures.nodes.lead",
                &[("node", &naming.node(&node.node)), ("brings", &brings)],
            )
        }
        None if brought > 0 => words.with("figures.nodes.few", &[("brought", &words.number(brought))]),
        None => words.t("figures.nodes.none"),
    };
    let head = head.map(|name| words.t(name)).to_vec();
    html! { <Figure id="nodes" title={words.t("figures.nodes")} {lead} {head} rows={Rc::new(rows)} /> }
}

fn row(naming: &Naming, node: &NodeFigures, most: f64) -> Row {
    let words = &naming.words;
    let class = naming.colour(&node.node);
    let title = naming.node(&node.node);
    let rate = |count: u64, rate: Option<Estimate>, is_share: bool| {
        let below = rate.map(|rate| naming.rate(&rate, is_share)).unwrap_or_default();
        Cell::number(count as f64, html! { <>{ words.number(count) }{ below }</> })
    };
    let brings = match node.brings {
        Some(brings) => Cell::number(
            brings.low,
            html! { <>{ interval(class, (brings.low, brings.value, brings.high), most) }{ naming.rate(&brings, false) }</> },
        ),
        None => unknown(),
    };
    let days: Vec<f64> = node.by_day.iter().map(|count| *count as f64).collect();
    let name = html! { <span class={["key ", class].concat()}>{ title.clone() }</span> };
    let cells = vec![
        Cell::text(title.to_string(), name),
        Cell::count(words, node.count.seen),
        rate(node.count.started, node.started, true),
        rate(node.count.completed, node.completed, true),
        rate(node.count.shared, node.shared, false),
        Cell::count(words, node.count.arrived),
        rate(node.count.joined, node.joined, true),
        brings,
        spark(class, &days).into(),
    ];
    (node.node.clone(), cells)
}

/// A cell of something that cannot be known.
#[must_use]
pub fn unknown() -> Cell {
    Cell {
        shown: html! { <>{ AttrValue::Static("–") }</> },
        by: By::Nothing,
    }
}
