//! Seeds and their groups, with everybody who descends from them.

use super::naming::Naming;
use crate::chart::Figure;
use crate::ui::{Cell, Row, badge};
use canyu_core::staff::study::{Known, SeedFigures, SeedGroup, Study};
use std::rc::Rc;
use yew::{AttrValue, Html, html};

/// The groups; nothing where nobody was invited.
pub fn groups(naming: &Naming, study: &Study) -> Html {
    let words = &naming.words;
    if study.groups.is_empty() {
        return Html::default();
    }
    let row = |one: &SeedGroup| -> Row {
        let state = match one.quiet {
            Known::Value(true) => badge("bad", words.t("seed_figures.quiet")),
            Known::Value(false) => badge("open", words.t("seed_figures.active")),
            Known::Unknown(_) => Html::default(),
        };
        let cells = vec![
            Cell::said(naming.group(&one.group)),
            Cell::count(words, one.invited),
            Cell::count(words, one.seeds),
            Cell::count(words, one.direct),
            Cell::count(words, one.descendants),
            Cell::count(words, u64::from(one.depth)),
            Cell::time(words, one.latest, "never"),
            state.into(),
        ];
        (one.group.clone(), cells)
    };
    let head = [
        "figures.group",
        "seed_figures.invited",
        "figures.joined",
        "seed_figures.direct",
        "seed_figures.descendants",
        "seed_figures.depth",
        "seed_figures.latest",
        "seed_figures.state",
    ];
    let rows: Vec<Row> = study.groups.iter().map(row).collect();
    let head = head.map(|name| words.t(name)).to_vec();
    html! { <Figure id="seed-groups" title={words.t("figures.groups")} lead={words.t("figures.groups.lead")} {head} rows={Rc::new(rows)} /> }
}

/// Single seeds; by number where names may not be seen.
pub fn seeds(naming: &Naming, study: &Study) -> Html {
    let words = &naming.words;
    if study.seeds.is_empty() {
        return Html::default();
    }
    let row = |(place, one): (usize, &SeedFigures)| -> Row {
        let number = words.number(place as u64 + 1);
        let name = one
            .label
            .clone()
            .map_or_else(|| words.with("seed_figures.nth", &[("n", &number)]), AttrValue::from);
        let cells = vec![
            Cell::said(name),
            Cell::said(naming.group(&one.group)),
            Cell::count(words, u64::from(one.direct)),
            Cell::count(words, u64::from(one.descendants)),
            Cell::count(words, u64::from(one.depth)),
            Cell::time(words, Some(one.latest), "never"),
        ];
        (place.to_string(), cells)
    };
    let head = [
        "seed_figures.seed",
        "figures.group",
        "seed_figures.direct",
        "seed_figures.descendants",
        "seed_figures.depth",
        "seed_figures.latest",
    ];
    let rows: Vec<Row> = study.seeds.iter().enumerate().map(row).collect();
    let lead = if study.more_seeds > 0 {
        words.with("seed_figures.more", &[("n", &words.number(study.more_seeds))])
    } else {
        AttrValue::default()
    };
    let head = head.map(|name| words.t(name)).to_vec();
    html! { <Figure id="seed-list" title={words.t("seed_figures")} {lead} {head} rows={Rc::new(rows)} /> }
}
