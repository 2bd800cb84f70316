//! What the friends that a participant brings are made of, and how unequal people are at it.

use super::naming::{Naming, hundredths};
use crate::chart::Figure;
use crate::ui::{Cell, Row};
use canyu_core::staff::Estimate;
use canyu_core::staff::study::{Dispersion, Known, Study};
use std::rc::Rc;
use yew::{AttrValue, Html, html};

/// A row of a name, a value, and what it means.
fn line(naming: &Naming, name: &str, value: String) -> Row {
    let words = &naming.words;
    let cells = vec![
        html! { <>{ words.t(name) }</> }.into(),
        Cell {
            shown: html! { <span class="value">{ value }</span> },
            by: crate::ui::By::Nothing,
        },
        html! { <span class="hint">{ words.t(&[name, ".means"].concat()) }</span> }.into(),
    ];
    (name.to_owned(), cells)
}

fn said<T>(naming: &Naming, known: &Known<T>, of: impl Fn(&T) -> String) -> String {
    match known {
        Known::Value(value) => of(value),
        Known::Unknown(why) => naming.words.code("unknown", why.name()).to_string(),
    }
}

fn head(naming: &Naming) -> Vec<AttrValue> {
    ["spread.figure", "spread.value", "spread.means"]
        .map(|name| naming.words.t(name))
        .to_vec()
}

/// K and its three factors, and what word of mouth adds.
pub fn factors(naming: &Naming, study: &Study) -> Html {
    let words = &naming.words;
    let number = |value: f64| words.decimal(hundredths(value));
    let share = |value: &Estimate| naming.share(value);
    let mut rows = vec![
        line(naming, "spread.referred", said(naming, &study.referred, share)),
        line(
            naming,
            "spread.amplification",
            said(naming, &study.amplification, |value| number(*value)),
        ),
        line(
            naming,
            "spread.reproduction",
            said(naming, &study.reproduction, |value| naming.ratio(value)),
        ),
    ];
    if let Known::Value(of) = &study.factors {
        rows.extend([
            line(naming, "spread.share_rate", naming.share(&of.share_rate)),
            line(naming, "spread.arrivals", number(of.arrivals_per_sharer)),
            line(naming, "spread.confirmed", naming.share(&of.confirmed_per_arrival)),
            line(naming, "spread.k", number(of.k)),
        ]);
    }
    rows.push(line(
        naming,
        "spread.delay",
        words
            .with(
                "spread.hours",
                &[("n", &words.decimal(study.delay.median_hours.round()))],
            )
            .to_string(),
    ));
    rows.push(line(
        naming,
        "spread.extinction",
        said(naming, &study.extinction, share),
    ));
    let lead = match &study.factors {
        Known::Value(of) => {
            // The factor that is farthest from what it could be is the one to work on.
            let weakest = if of.share_rate.value <= of.confirmed_per_arrival.value {
                "spread.weakest.share"
            } else {
                "spread.weakest.confirm"
            };
            words.with(
                weakest,
                &[
                    ("share", &words.percent(of.share_rate.value)),
                    ("arrivals", &number(of.arrivals_per_sharer)),
                    ("confirmed", &words.percent(of.confirmed_per_arrival.value)),
                    ("k", &number(of.k)),
                ],
            )
        }
        Known::Unknown(why) => words.code("unknown", why.name()),
    };
    html! { <Figure id="factors" title={words.t("spread.factors")} {lead} head={head(naming)} rows={Rc::new(rows)} /> }
}

/// How much the best few bring.
pub fn unequal(naming: &Naming, study: &Study) -> Html {
    let words = &naming.words;
    let number = |value: f64| words.decimal(hundredths(value));
    let k = |of: &Dispersion| {
        let open = words.t("spread.no_end").to_string();
        let (value, high) = (of.k.map_or(open.clone(), number), of.k_high.map_or(open, number));
        words
            .with(
                "figures.estimate",
                &[("value", &value), ("low", &number(of.k_low)), ("high", &high)],
            )
            .to_string()
    };
    let rows = vec![
        line(
            naming,
            "spread.counted",
            said(naming, &study.concentration, |of| words.percent(of.counted)),
        ),
        line(
            naming,
            "spread.gini",
            said(naming, &study.concentration, |of| number(of.gini)),
        ),
        line(naming, "spread.dispersion", said(naming, &study.dispersion, k)),
    ];
    let lead = match &study.concentration {
        Known::Value(of) => words.with("spread.unequal.lead", &[("share", &words.percent(of.counted))]),
        Known::Unknown(why) => words.code("unknown", why.name()),
    };
    html! { <Figure id="unequal" title={words.t("spread.unequal")} {lead} head={head(naming)} rows={Rc::new(rows)} /> }
}
