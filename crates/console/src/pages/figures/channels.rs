//! The channels: who came by each, who took part, and how often something was shared through it.

use super::naming::Naming;
use crate::chart::{Figure, interval};
use crate::ui::{Cell, Row};
use canyu_core::staff::{ChannelFigures, Figures};
use std::rc::Rc;
use yew::{Html, html};

/// The table of channels.
pub fn channels(naming: &Naming, all: &Figures) -> Html {
    let words = &naming.words;
    let row = |one: &ChannelFigures| -> Row {
        let name = naming.channel(&one.channel);
        let joined = match &one.joined {
            Some(joined) => Cell::number(
                joined.low,
                html! { <>{ interval("c1", (joined.low, joined.value, joined.high), 1.0) }{ naming.rate(joined, true) }</> },
            ),
            None => super::nodes::unknown(),
        };
        let cells = vec![
            Cell::text(name.to_string(), html! { <>{ name.clone() }</> }),
            Cell::count(words, one.count.shared),
            Cell::count(words, one.count.arrived),
            Cell::count(words, one.count.joined),
            joined,
        ];
        (one.channel.clone(), cells)
    };
    let head = [
        "figures.channel",
        "figures.shared",
        "figures.came",
        "figures.joined",
        "figures.joined.of",
    ];
    let rows: Vec<Row> = all.channels.iter().map(row).collect();
    let lead = match all.channels.first().filter(|first| first.count.joined > 0) {
        Some(first) => {
            let share = first.count.joined as f64 / all.total.joined.max(1) as f64;
            words.with(
                "figures.channels.lead",
                &[
                    ("channel", &naming.channel(&first.channel)),
                    ("share", &words.percent(share)),
                ],
            )
        }
        None => words.t("figures.channels.none"),
    };
    let head = head.map(|name| words.t(name)).to_vec();
    html! { <Figure id="channels" title={words.t("figures.channels")} {lead} {head} rows={Rc::new(rows)} /> }
}
