//! Node by channel: who took part, and in which generations.

use super::naming::Naming;
use crate::chart::Figure;
use crate::ui::{Cell, Row};
use canyu_core::staff::Figures;
use std::collections::BTreeMap;
use std::rc::Rc;
use yew::{Html, html};

/// Generations that are told apart in a cell; all further ones are together.
const TOLD: usize = 3;

/// How many took part, by generation.
type Generations = BTreeMap<u32, u64>;

/// The table: a row a node, a column a channel, the darker the more.
pub fn cells(naming: &Naming, all: &Figures) -> Html {
    let words = &naming.words;
    let mut found: BTreeMap<(&str, &str), Generations> = BTreeMap::new();
    let mut by_channel: BTreeMap<&str, u64> = BTreeMap::new();
    for cell in all.cells.iter().filter(|cell| cell.joined > 0) {
        let generations = found.entry((&cell.node, &cell.channel)).or_default();
        *generations.entry(cell.generation).or_default() += cell.joined;
        *by_channel.entry(&cell.channel).or_default() += cell.joined;
    }
    if found.is_empty() {
        return Html::default();
    }
    let mut channels: Vec<&str> = by_channel.keys().copied().collect();
    channels.sort_by_key(|channel| std::cmp::Reverse(by_channel.get(channel).copied()));
    let sum = |generations: &Generations| generations.values().sum::<u64>();
    let most = found.values().map(sum).max().unwrap_or(1);
    let mut by_node: BTreeMap<&str, u64> = BTreeMap::new();
    for ((node, _), generations) in &found {
        *by_node.entry(node).or_default() += sum(generations);
    }
    let mut nodes: Vec<&str> = by_node.keys().copied().collect();
    nodes.sort_by_key(|node| std::cmp::Reverse(by_node.get(node).copied()));
    let row = |node: &&str| -> Row {
        let title = naming.node(node);
        let head = html! { <span class={["key ", naming.colour(node)].concat()}>{ title.clone() }</span> };
        let mut cells = vec![Cell::text(title.to_string(), head)];
        for channel in &channels {
            cells.push(match found.get(&(*node, *channel)) {
                Some(generations) => Cell::number(
                    sum(generations) as f64,
                    one(naming, generations, sum(generations), most),
                ),
                None => Cell::number(0.0, html! { <span class="nothing">{ "·" }</span> }),
            });
        }
        ((*node).to_owned(), cells)
    };
    let rows: Vec<Row> = nodes.iter().map(row).collect();
    let mut head = vec![words.t("figures.node")];
    head.extend(channels.iter().map(|channel| naming.channel(channel)));
    html! { <Figure id="cells" title={words.t("figures.cells")} lead={words.t("figures.cells.lead")} {head} rows={Rc::new(rows)} /> }
}

/// A number on a ground of one of five depths, and the generations below.
fn one(naming: &Naming, generations: &Generations, sum: u64, most: u64) -> Html {
    const DEPTHS: [&str; 5] = ["depth d1", "depth d2", "depth d3", "depth d4", "depth d5"];
    let words = &naming.words;
    // By the root, so that small numbers are told from each other, too.
    let depth = ((sum as f64 / most as f64).sqrt() * 4.999) as usize;
    let short = |generation: &str, count: u64| {
        words
            .with(
                "figures.generation.short",
                &[("g", generation), ("n", &words.number(count))],
            )
            .to_string()
    };
    let number = |generation: u32| words.number(u64::from(generation));
    let told = generations.iter().take(TOLD);
    let mut list: Vec<String> = told
        .map(|(generation, count)| short(&number(*generation), *count))
        .collect();
    let mut rest = generations.iter().skip(TOLD).peekable();
    if let Some((first, _)) = rest.peek() {
        let all = words.with("spread.from", &[("n", &number(**first))]);
        list.push(short(&all, rest.map(|(_, count)| count).sum()));
    }
    let class = DEPTHS.get(depth).copied().unwrap_or("depth");
    html! { <span {class}>{ words.number(sum) }<small>{ list.join(" · ") }</small></span> }
}
