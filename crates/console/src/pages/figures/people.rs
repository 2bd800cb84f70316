//! Who counts, and what the seeds have brought.

use super::naming::Naming;
use crate::chart::{Figure, Part, parts};
use crate::ui::{Cell, Row};
use canyu_core::staff::{Figures, GroupFigures};
use std::rc::Rc;
use yew::{AttrValue, Callback, Html, html};

/// Of those who took part: who is verified, held, refused.
pub fn worth(naming: &Naming, all: &Figures) -> Html {
    let words = &naming.words;
    let worth = &all.worth;
    let list = [
        ("verified", "c3", worth.verified),
        ("open", "c1", worth.open),
        ("held", "c5", worth.held),
        ("excluded", "c0", worth.excluded),
    ];
    let whole: u64 = list.iter().map(|(.., count)| count).sum();
    let part = |count: u64| count as f64 / whole.max(1) as f64;
    let row = |(name, _, count): &(&str, &str, u64)| -> Row {
        let cells = vec![
            html! { <>{ words.code("worth", name) }</> }.into(),
            Cell::count(words, *count),
            Cell::number(part(*count), html! { <>{ words.percent(part(*count)) }</> }),
        ];
        ((*name).to_owned(), cells)
    };
    let rows: Vec<Row> = list.iter().map(row).collect();
    let drawn: Vec<Part> = list
        .iter()
        .map(|(name, class, count)| Part {
            class,
            label: words.with(
                "figures.part",
                &[("name", &words.code("worth", name)), ("n", &words.number(*count))],
            ),
            value: *count as f64,
        })
        .collect();
    let lead = worth_in_words(naming, all);
    let head = ["figures.worth.head", "figures.joined", "figures.share"]
        .map(|name| words.t(name))
        .to_vec();
    let draw = (whole > 0).then(|| Callback::from(move |width| parts(width, &drawn)));
    html! { <Figure id="who-counts" title={words.t("figures.worth")} {lead} {head} rows={Rc::new(rows)} {draw} /> }
}

/// How many of those who took part count.
pub(super) fn worth_in_words(naming: &Naming, all: &Figures) -> AttrValue {
    let words = &naming.words;
    let worth = &all.worth;
    let counted = worth.verified + worth.open;
    let whole = counted + worth.held + worth.excluded;
    if whole == 0 {
        return words.t("figures.worth.none");
    }
    words.with(
        "figures.worth.lead",
        &[
            ("n", &words.number(counted)),
            ("all", &words.number(whole)),
            ("held", &words.number(worth.held)),
        ],
    )
}

/// The groups of seeds, with all who descend from them; nothing where nobody was invited.
pub fn groups(naming: &Naming, all: &Figures) -> Html {
    let words = &naming.words;
    if all.groups.iter().all(|group| group.group.is_empty()) {
        return Html::default();
    }
    let row = |one: &GroupFigures| -> Row {
        let name = naming.group(&one.group);
        let share = one.joined as f64 / all.total.joined.max(1) as f64;
        let cells = vec![
            Cell::text(name.to_string(), html! { <>{ name.clone() }</> }),
            Cell::count(words, one.arrived),
            Cell::count(words, one.joined),
            Cell::number(share, html! { <>{ words.percent(share) }</> }),
        ];
        (one.group.clone(), cells)
    };
    let rows: Vec<Row> = all.groups.iter().map(row).collect();
    let head = ["figures.group", "figures.came", "figures.joined", "figures.share"]
        .map(|name| words.t(name))
        .to_vec();
    html! { <Figure id="groups" title={words.t("figures.groups")} lead={words.t("figures.groups.lead")} {head} rows={Rc::new(rows)} /> }
}
