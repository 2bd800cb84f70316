//! Whether word of mouth spreads now: the reproduction number by day, with its band.

use super::naming::Naming;
use crate::chart::{Figure, Line, Mark, Trend};
use crate::ui::{By, Cell, Row};
use canyu_core::staff::study::Unknown;
use canyu_core::staff::{Estimate, Figures, ReproductionDay};
use std::rc::Rc;
use yew::{AttrValue, Callback, Html, html};

/// How far up it is drawn.
const MOST: f64 = 5.0;

/// What the last number means, in words.
pub(super) fn lead(naming: &Naming, all: &Figures) -> AttrValue {
    let words = &naming.words;
    let Some(last) = all.r_now.days.iter().rev().find_map(|day| day.number) else {
        return unknown(naming, all);
    };
    let brings = naming.ratio(&last);
    let name = match last {
        Estimate { high, .. } if high < 1.0 => "figures.now.dies",
        Estimate { low, .. } if low > 1.0 => "figures.now.grows",
        _ => "figures.now.open",
    };
    // 100 who come by themselves become so many in all, if it stays so.
    let sum = if last.value < 0.99 {
        100.0 / (1.0 - last.value)
    } else {
        0.0
    };
    words.with(name, &[("brings", &brings), ("sum", &words.number(sum.round() as u64))])
}

/// Why there is no number.
fn unknown(naming: &Naming, all: &Figures) -> AttrValue {
    let (words, now) = (&naming.words, &all.r_now);
    let joined: u64 = now.days.iter().map(|day| day.imported + day.local).sum();
    match joined {
        0 => words.t("figures.now.none"),
        _ if now.days.len() <= now.window as usize => {
            let days = words.number(u64::from(now.window));
            words.with("figures.now.early", &[("days", &days)])
        }
        _ => words.code("unknown", Unknown::TooFew.name()),
    }
}

/// The line.
pub fn now(naming: &Naming, all: &Figures) -> Html {
    let words = &naming.words;
    let day = |one: &ReproductionDay| words.day(one.day, &all.zone);
    let row = |one: &ReproductionDay| -> Row {
        let number = one
            .number
            .as_ref()
            .map_or_else(|| words.t("figures.unknown").to_string(), |number| naming.ratio(number));
        let by = one.number.map_or(By::Nothing, |number| By::Number(number.value));
        let cells = vec![
            Cell::text(one.day.0.to_string(), html! { <>{ day(one) }</> }),
            Cell::count(words, one.imported),
            Cell::count(words, one.local),
            Cell {
                shown: html! { <>{ number }</> },
                by,
            },
        ];
        (one.day.0.to_string(), cells)
    };
    let trend = Trend {
        lines: vec![Line {
            class: "c1",
            name: words.t("figures.now.line"),
            values: all
                .r_now
                .days
                .iter()
                .map(|day| day.number.map(|number| number.value))
                .collect(),
            band: all
                .r_now
                .days
                .iter()
                .map(|day| day.number.map(|number| (number.low, number.high)))
                .collect(),
        }],
        names: all.r_now.days.iter().map(day).collect(),
        mark: Some(Mark {
            value: 1.0,
            name: words.t("figures.now.one"),
        }),
        whole: false,
        most: MOST,
    };
    let is_known = all.r_now.days.iter().any(|day| day.number.is_some());
    let draw = {
        let words = words.clone();
        is_known.then(|| Callback::from(move |width| trend.drawn(width, |tick| words.decimal(tick))))
    };
    let rows: Vec<Row> = if is_known {
        all.r_now.days.iter().map(row).collect()
    } else {
        Vec::new()
    };
    let head = [
        "figures.day",
        "figures.now.alone",
        "figures.now.friends",
        "figures.now.line",
    ]
    .map(|name| words.t(name))
    .to_vec();
    let window = words.number(u64::from(all.r_now.window));
    let delays = if all.r_now.delays > 0 {
        words.with("figures.now.delays", &[("n", &words.number(all.r_now.delays))])
    } else {
        words.t("figures.now.usual")
    };
    let how = words.with("figures.now.how", &[("days", &window), ("delays", &delays)]);
    html! {
        <Figure id="now" title={words.t("figures.now")} lead={lead(naming, all)} {head} rows={Rc::new(rows)} {draw}>
            if is_known {
                <p class="hint">{ how }</p>
            }
        </Figure>
    }
}
