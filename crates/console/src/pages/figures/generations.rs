//! How word of mouth goes on from generation to generation, and where it breaks off.

use super::naming::{Naming, hundredths};
use crate::chart::{Bar, Figure, bars};
use crate::ui::{Cell, Row};
use canyu_core::staff::{Figures, Generation};
use std::rc::Rc;
use yew::{AttrValue, Callback, Html, html};

/// How far it reaches, or where it breaks off.
pub(super) fn lead(naming: &Naming, all: &Figures) -> AttrValue {
    let words = &naming.words;
    let number = |generation: u32| words.number(u64::from(generation));
    match all.generations.iter().find(|one| one.alarm) {
        Some(one) => words.with("figures.generations.alarm", &[("g", &number(one.generation))]),
        None if all.generations.len() < 2 => words.t("figures.generations.none"),
        None => words.with(
            "figures.generations.lead",
            &[("n", &number(all.generations.len() as u32 - 1))],
        ),
    }
}

/// The generations as bars, with what each brings.
pub fn generations(naming: &Naming, all: &Figures) -> Html {
    let words = &naming.words;
    let number = |generation: u32| words.number(u64::from(generation));
    let row = |one: &Generation| -> Row {
        let brings = one.brings.as_ref().map(|brings| naming.ratio(brings));
        let said = match (brings, one.alarm) {
            (Some(brings), true) => words
                .with("figures.generation.alarm", &[("brings", &brings)])
                .to_string(),
            (Some(brings), false) => brings,
            (None, _) => words.t("figures.unknown").to_string(),
        };
        let few = if one.few {
            words.t("figures.few")
        } else {
            AttrValue::default()
        };
        let value = one.brings.map_or(-1.0, |brings| brings.value);
        let cells = vec![
            Cell::number(f64::from(one.generation), html! { <>{ number(one.generation) }</> }),
            Cell::count(words, one.arrived),
            Cell::count(words, one.joined),
            Cell::number(value, html! { <>{ said }<small>{ few }</small></> }),
        ];
        (one.generation.to_string(), cells)
    };
    let rows: Vec<Row> = all.generations.iter().map(row).collect();
    let list: Vec<Bar> = all
        .generations
        .iter()
        .map(|one| Bar {
            name: if one.generation == 0 {
                words.t("figures.generation.alone")
            } else {
                words.with("figures.generation.nth", &[("g", &number(one.generation))])
            },
            value: one.joined as f64,
            number: words.number(one.joined),
            notes: match &one.brings {
                Some(brings) => [naming.ratio(brings), words.decimal(hundredths(brings.value))]
                    .map(|brings| words.with("figures.generation.brings", &[("brings", &brings)])),
                None => [AttrValue::default(), AttrValue::default()],
            },
            is_bad: one.alarm,
        })
        .collect();
    let draw = {
        let words = words.clone();
        Callback::from(move |width| bars(width, "c1", &list, |tick| words.decimal(tick)))
    };
    let head = [
        "figures.generation.head",
        "figures.came",
        "figures.joined",
        "figures.generation.ratio",
    ];
    let head = head.map(|name| words.t(name)).to_vec();
    html! { <Figure id="generations" title={words.t("figures.generations")} lead={lead(naming, all)} {head} rows={Rc::new(rows)} draw={Some(draw)} /> }
}
