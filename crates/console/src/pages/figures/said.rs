//! A filter in words: what is on the screen, and what is in a file.

use super::naming::Naming;
use canyu_core::staff::Filter;

/// What is meant; that it is everything, where nothing is left out.
#[must_use]
pub fn filter_in_words(naming: &Naming, filter: &Filter) -> String {
    let words = &naming.words;
    let mut said = Vec::new();
    if let Some(from) = filter.from {
        said.push(words.with("figures.said.from", &[("time", &words.time(from))]));
    }
    if let Some(to) = filter.to {
        said.push(words.with("figures.said.to", &[("time", &words.time(to))]));
    }
    if let Some(node) = &filter.node {
        said.push(words.with("figures.said.node", &[("node", &naming.node(node))]));
    }
    if let Some(channel) = &filter.channel {
        said.push(words.with("figures.said.channel", &[("channel", &naming.channel(channel))]));
    }
    match filter.generation {
        Some(0) => said.push(words.t("figures.generation.first")),
        Some(generation) => {
            said.push(words.with("figures.generation", &[("g", &words.number(u64::from(generation)))]));
        }
        None => {}
    }
    if let Some(worth) = filter.worth {
        said.push(words.code("worth", worth.name()));
    }
    if let Some(group) = &filter.group {
        said.push(words.with("figures.said.group", &[("group", &naming.group(group))]));
    }
    if said.is_empty() {
        return words.t("figures.said.all").to_string();
    }
    said.join(&words.t("list"))
}
