//! What brought people: the nodes and channels of the week, the strongest first; and tables of a sheet.

use super::sheet::Told;
use crate::chart::interval;
use canyu_core::staff::{ChannelFigures, Estimate, NodeFigures};
use yew::{AttrValue, Html, html};

/// Rows of each table.
const MOST: usize = 6;

/// A table that is only looked at: in a file nothing can be pressed, and on paper nothing scrolls. The first cell of a row is its head, all others but
/// words are numbers.
pub(super) fn rows(label: &AttrValue, head: &[AttrValue], rows: Vec<Vec<Html>>) -> Html {
    let cell = |(place, cell): (usize, Html)| match place {
        0 => html! { <th scope="row">{ cell }</th> },
        _ => html! { <td>{ cell }</td> },
    };
    html! {
        <table aria-label={label.clone()}>
            <thead><tr>{ for head.iter().map(|name| html! { <th scope="col">{ name.clone() }</th> }) }</tr></thead>
            <tbody>{ for rows.into_iter().map(|row| html! { <tr>{ for row.into_iter().enumerate().map(cell) }</tr> }) }</tbody>
        </table>
    }
}

/// Sentences, each once: where nothing can be known there is mostly one reason for all of it.
pub(super) fn sentences(list: Vec<AttrValue>) -> Html {
    let mut told: Vec<AttrValue> = Vec::new();
    for one in list {
        if !told.contains(&one) {
            told.push(one);
        }
    }
    html! { <>{ for told.into_iter().map(|one| html! { <p>{ one }</p> }) }</> }
}

/// Nodes and channels.
pub(super) fn sources(told: &Told<'_>) -> Html {
    let words = &told.naming.words;
    let figures = told.figures;
    let nodes: Vec<&NodeFigures> = figures
        .nodes
        .iter()
        .filter(|node| node.count.arrived > 0)
        .take(MOST)
        .collect();
    let channels: Vec<&ChannelFigures> = figures
        .channels
        .iter()
        .filter(|channel| channel.count.arrived > 0)
        .take(MOST)
        .collect();
    let most = |all: &mut dyn Iterator<Item = Estimate>| all.map(|of| of.high).fold(0.1, f64::max);
    let brings = most(&mut nodes.iter().filter_map(|node| node.brings));
    let number = |count: u64| html! { <>{ words.number(count) }</> };
    let node = |one: &&NodeFigures| {
        let class = told.naming.colour(&one.node);
        let name = html! { <span class={["key ", class].concat()}>{ told.naming.node(&one.node) }</span> };
        vec![
            name,
            number(one.count.arrived),
            number(one.count.joined),
            rate(told, class, one.brings, brings, false),
        ]
    };
    let channel = |one: &&ChannelFigures| {
        let name = html! { <>{ told.naming.channel(&one.channel) }</> };
        vec![
            name,
            number(one.count.arrived),
            number(one.count.joined),
            rate(told, "c1", one.joined, 1.0, true),
        ]
    };
    let head = |names: [&str; 4]| names.map(|name| words.t(name));
    let of_nodes = head(["figures.node", "figures.came", "figures.joined", "figures.brings"]);
    let of_channels = head(["figures.channel", "figures.came", "figures.joined", "figures.joined.of"]);
    html! {
        <>
            { rows(&words.t("figures.nodes"), &of_nodes, nodes.iter().map(node).collect()) }
            { rows(&words.t("figures.channels"), &of_channels, channels.iter().map(channel).collect()) }
        </>
    }
}

/// A rate with its interval, drawn and in numbers.
fn rate(told: &Told<'_>, class: &str, of: Option<Estimate>, most: f64, is_share: bool) -> Html {
    match of {
        Some(of) => html! {
            <span class="report-rate">{ interval(class, (of.low, of.value, of.high), most) }{ told.naming.rate(&of, is_share) }</span>
        },
        None => html! { <>{ "–" }</> },
    }
}
