//! What the friends that a participant brings are made of, and how unequal people are at it.

use super::naming::{Naming, hundredths};
use crate::chart::Figure;
use crate::ui::Row;
use canyu_core::staff::Estimate;
use canyu_core::staff::study::{Dispersion, Known, Study, Unknown};
use std::rc::Rc;
use yew::{AttrValue, Html, html};

/// Of fewer friends the delay says more of what is usual than of this campaign: that counts as so many.
const FEW: u64 = 20;

/// A row of a name, a value, and what it means.
fn line(naming: &Naming, name: &str, value: Html) -> Row {
    means(
        name,
        value,
        naming.words.t(name),
        naming.words.t(&[name, ".means"].concat()),
    )
}

fn means(key: &str, value: Html, name: AttrValue, means: AttrValue) -> Row {
    let cells = vec![
        html! { <>{ name }</> }.into(),
        value.into(),
        html! { <span class="hint">{ means }</span> }.into(),
    ];
    (key.to_owned(), cells)
}

fn value(value: &str) -> Html {
    html! { <span class="value">{ value.to_owned() }</span> }
}

/// A figure, or why there is none: a sentence, which is no value.
fn said<T>(naming: &Naming, known: &Known<T>, of: impl Fn(&T) -> String) -> Html {
    match known {
        Known::Value(found) => value(&of(found)),
        Known::Unknown(why) => html! { <span class="hint">{ naming.words.code("unknown", why.name()) }</span> },
    }
}

/// How long it takes to bring somebody: what is usual, where nobody or hardly anybody has been brought, is not told as if it had been measured.
fn delay(naming: &Naming, study: &Study) -> Row {
    let words = &naming.words;
    let of = &study.delay;
    let hours = of.median_hours.round();
    let found = match (of.friends, hours) {
        // Those who were brought within this hour say nothing yet of how long it takes.
        (0, _) if study.people > study.roots => {
            said::<f64>(naming, &Known::Unknown(Unknown::TooFew), |_| String::new())
        }
        (0, _) => said::<f64>(naming, &Known::Unknown(Unknown::NobodyBrought), |_| String::new()),
        (_, hours) if hours < 1.0 => value(&words.t("spread.hours.none")),
        (_, hours) => value(&words.many("spread.hours", hours as u64)),
    };
    let is_measured = of.friends >= FEW;
    let note = if is_measured {
        "spread.delay.means"
    } else {
        "figures.now.usual"
    };
    means("spread.delay", found, words.t("spread.delay"), words.t(note))
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
            line(naming, "spread.share_rate", value(&naming.share(&of.share_rate))),
            line(naming, "spread.arrivals", value(&number(of.arrivals_per_sharer))),
            line(
                naming,
                "spread.confirmed",
                value(&naming.share(&of.confirmed_per_arrival)),
            ),
            line(naming, "spread.k", value(&number(of.k))),
        ]);
    }
    rows.push(delay(naming, study));
    rows.push(line(
        naming,
        "spread.extinction",
        match &study.reproduction {
            Known::Value(_) => said(naming, &study.extinction, share),
            Known::Unknown(_) => said(naming, &study.reproduction, share),
        },
    ));
    let lead = weakest(naming, study);
    html! { <Figure id="factors" title={words.t("spread.factors")} {lead} head={head(naming)} rows={Rc::new(rows)} /> }
}

/// Where most is to be won.
pub(super) fn weakest(naming: &Naming, study: &Study) -> AttrValue {
    let words = &naming.words;
    let number = |value: f64| words.decimal(hundredths(value));
    match &study.factors {
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
    }
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
