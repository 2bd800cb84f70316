//! How large chains are, and the largest of them.

use super::naming::{Naming, hundredths};
use crate::chart::{Bar, Figure, bars};
use crate::ui::{Cell, Row};
use canyu_core::staff::study::{Cascade, ChainSizes, Known, Study};
use std::rc::Rc;
use yew::{AttrValue, Callback, Html, html};

fn size(naming: &Naming, one: &ChainSizes) -> AttrValue {
    let words = &naming.words;
    let number = |count: u32| words.number(u64::from(count));
    match one.to {
        Some(to) if to == one.from => number(to).into(),
        Some(to) => words.with("figures.span", &[("low", &number(one.from)), ("high", &number(to))]),
        None => words.with("spread.from", &[("n", &number(one.from))]),
    }
}

/// How many chains have which size, beside what the fitted distribution would have.
pub fn chains(naming: &Naming, study: &Study) -> Html {
    let words = &naming.words;
    let title = words.t("spread.chains");
    let head = ["spread.size", "spread.chains", "spread.expected"]
        .map(|name| words.t(name))
        .to_vec();
    let found = match &study.chains {
        Known::Value(found) => found,
        Known::Unknown(why) => {
            return html! { <Figure id="chains" {title} lead={words.code("unknown", why.name())} {head} rows={Rc::new(Vec::new())} /> };
        }
    };
    let row = |one: &ChainSizes| -> Row {
        let expected = match one.expected {
            Some(expected) => Cell::number(
                expected,
                html! { <>{ words.decimal((expected * 10.0).round() / 10.0) }</> },
            ),
            None => super::nodes::unknown(),
        };
        let cells = vec![
            Cell::number(f64::from(one.from), html! { <>{ size(naming, one) }</> }),
            Cell::count(words, one.chains),
            expected,
        ];
        (one.from.to_string(), cells)
    };
    let list: Vec<Bar> = found
        .sizes
        .iter()
        .map(|one| Bar {
            name: size(naming, one),
            value: one.chains as f64,
            number: words.number(one.chains),
            notes: [AttrValue::default(), AttrValue::default()],
            is_bad: false,
        })
        .collect();
    let rows: Vec<Row> = found.sizes.iter().map(row).collect();
    let draw = {
        let words = words.clone();
        Callback::from(move |width| bars(width, "c6", &list, |tick| words.decimal(tick)))
    };
    let lead = words.with(
        "spread.chains.lead",
        &[
            ("n", &words.number(found.chains)),
            ("mean", &words.decimal(hundredths(found.mean))),
        ],
    );
    html! { <Figure id="chains" {title} {lead} {head} rows={Rc::new(rows)} draw={Some(draw)} /> }
}

/// The largest chains.
pub fn cascades(naming: &Naming, study: &Study) -> Html {
    let words = &naming.words;
    if study.cascades.is_empty() {
        return Html::default();
    }
    let row = |(place, one): (usize, &Cascade)| -> Row {
        let number = words.number(place as u64 + 1);
        let name = words.with("spread.cascade", &[("n", &number)]);
        let below = one.id.clone().unwrap_or_else(|| one.group.clone());
        let virality = match one.virality {
            Some(virality) => Cell::number(virality, html! { <>{ words.decimal(hundredths(virality)) }</> }),
            None => super::nodes::unknown(),
        };
        let cells = vec![
            Cell::text(place.to_string(), html! { <>{ name }<small>{ below }</small></> }),
            Cell::count(words, u64::from(one.people)),
            Cell::count(words, u64::from(one.direct)),
            Cell::count(words, u64::from(one.depth)),
            virality,
            Cell::time(words, Some(one.began), "never"),
            Cell::time(words, Some(one.latest), "never"),
        ];
        (place.to_string(), cells)
    };
    let head = [
        "spread.chain",
        "spread.people",
        "seed_figures.direct",
        "seed_figures.depth",
        "spread.virality",
        "spread.began",
        "seed_figures.latest",
    ];
    let rows: Vec<Row> = study.cascades.iter().enumerate().map(row).collect();
    let head = head.map(|name| words.t(name)).to_vec();
    html! { <Figure id="cascades" title={words.t("spread.cascades")} lead={words.t("spread.cascades.lead")} {head} rows={Rc::new(rows)} /> }
}
