//! What comes next, and how good earlier forecasts were.

use super::naming::Naming;
use super::nodes::unknown;
use crate::chart::{Figure, Line, Trend};
use crate::ui::{Cell, Row};
use canyu_core::moment::{HOUR, Moment};
use canyu_core::staff::study::{
    Band, ConversionForecast, EarlierForecast, Forecast, ForecastDay, Known, Study, Unknown,
};
use std::rc::Rc;
use yew::{AttrValue, Callback, Html, html};

/// The last days and those to come, with the band in which 80 % of the simulated futures run.
pub fn forecast(naming: &Naming, study: &Study, zone: &str) -> Html {
    let words = &naming.words;
    let head = [
        "figures.day",
        "forecast.past",
        "forecast.median",
        "forecast.half",
        "forecast.eighty",
        "forecast.ninety",
    ];
    let head = head.map(|name| words.t(name)).to_vec();
    let title = words.t("forecast");
    match &study.forecast {
        Known::Unknown(why) => {
            let lead = match why {
                // It is made from whole days.
                Unknown::Nobody if study.people > 0 => words.t("forecast.early"),
                why => words.code("unknown", why.name()),
            };
            html! { <Figure id="forecast" {title} {lead} {head} rows={Rc::new(Vec::new())} /> }
        }
        Known::Value(found) => {
            let past = (0..found.past.len()).map(|place| row_of_past(naming, found, place, zone));
            let days = found.days.iter().map(|day| row(naming, day, zone));
            let rows: Vec<Row> = past.chain(days).collect();
            let trend = trend(naming, found, zone);
            let draw = {
                let words = words.clone();
                Callback::from(move |width| trend.drawn(width, |tick| words.decimal(tick)))
            };
            html! {
                <Figure id="forecast" {title} lead={lead(naming, found, zone)} {head} rows={Rc::new(rows)} draw={Some(draw)}>
                    { conversion(naming, "forecast.reservations", found.reservations.as_ref()) }
                    { conversion(naming, "forecast.redemptions", found.redemptions.as_ref()) }
                    { earlier(naming, &study.earlier) }
                </Figure>
            }
        }
    }
}

pub(super) fn lead(naming: &Naming, found: &Forecast, zone: &str) -> AttrValue {
    let words = &naming.words;
    let Some(last) = found.days.last() else {
        return words.t("forecast.over");
    };
    let name = if found.to_the_close {
        "forecast.close"
    } else {
        "forecast.until"
    };
    words.with(
        name,
        &[
            ("median", &words.number(last.reach.median)),
            ("span", &span(naming, last.reach.eighty)),
            ("now", &words.number(found.now)),
            ("day", &words.day(last.day, zone)),
        ],
    )
}

fn span(naming: &Naming, [low, high]: [u64; 2]) -> String {
    let words = &naming.words;
    words
        .with(
            "figures.span",
            &[("low", &words.number(low)), ("high", &words.number(high))],
        )
        .to_string()
}

pub(super) fn conversion(naming: &Naming, name: &str, found: Option<&ConversionForecast>) -> Html {
    let words = &naming.words;
    let Some(found) = found else { return Html::default() };
    let said = words.with(
        name,
        &[
            ("now", &words.number(found.now)),
            ("median", &words.number(found.close.median)),
            ("span", &span(naming, found.close.eighty)),
            ("most", &words.number(found.at_most)),
        ],
    );
    html! { <p>{ said }</p> }
}

/// A moment on one of the days before, of which only the order is told: its middle, as days have 23 to 25 hours.
fn day_of_past(found: &Forecast, place: usize) -> Moment {
    let before = found.past.len().saturating_sub(place) as i64;
    found.from.plus((12 - 24 * before) * HOUR)
}

fn row_of_past(naming: &Naming, found: &Forecast, place: usize, zone: &str) -> Row {
    let words = &naming.words;
    let day = day_of_past(found, place);
    let count = found.past.get(place).copied().unwrap_or_default();
    let cells = vec![
        Cell::text(day.0.to_string(), html! { <>{ words.day(day, zone) }</> }),
        Cell::count(words, count),
        unknown(),
        unknown(),
        unknown(),
        unknown(),
    ];
    (day.0.to_string(), cells)
}

fn row(naming: &Naming, day: &ForecastDay, zone: &str) -> Row {
    let words = &naming.words;
    let band = |band: [u64; 2]| Cell::number(band[0] as f64, html! { <>{ span(naming, band) }</> });
    let Band {
        median,
        half,
        eighty,
        ninety_five,
    } = day.reach;
    let cells = vec![
        Cell::text(day.day.0.to_string(), html! { <>{ words.day(day.day, zone) }</> }),
        unknown(),
        Cell::count(words, median),
        band(half),
        band(eighty),
        band(ninety_five),
    ];
    (day.day.0.to_string(), cells)
}

pub(super) fn trend(naming: &Naming, found: &Forecast, zone: &str) -> Trend {
    let words = &naming.words;
    let before = found.past.len();
    let after = found.days.len();
    let past = found.past.iter().map(|count| Some(*count as f64));
    let future = found.days.iter().map(|day| Some(day.reach.median as f64));
    let bands = found
        .days
        .iter()
        .map(|day| Some((day.reach.eighty[0] as f64, day.reach.eighty[1] as f64)));
    // The forecast begins where the past ends.
    let joint = found.past.last().map(|count| *count as f64);
    let lead_in = before.saturating_sub(1);
    let from_joint = usize::from(before > 0);
    let names = (0..before)
        .map(|place| words.day(day_of_past(found, place), zone))
        .chain(found.days.iter().map(|day| words.day(day.day, zone)));
    Trend {
        lines: vec![
            Line {
                class: "c2",
                name: words.t("forecast.line"),
                values: std::iter::repeat_n(None, lead_in)
                    .chain(std::iter::repeat_n(joint, from_joint))
                    .chain(future)
                    .collect(),
                band: std::iter::repeat_n(None, lead_in)
                    .chain(std::iter::repeat_n(joint.map(|at| (at, at)), from_joint))
                    .chain(bands)
                    .collect(),
            },
            Line {
                class: "c1",
                name: words.t("forecast.past"),
                values: past.chain(std::iter::repeat_n(None, after)).collect(),
                band: Vec::new(),
            },
        ],
        names: names.collect(),
        mark: None,
        whole: true,
        most: f64::MAX,
    }
}

/// How good earlier ones were.
fn earlier(naming: &Naming, list: &[EarlierForecast]) -> Html {
    let words = &naming.words;
    let days: u64 = list.iter().map(|one| u64::from(one.days)).sum();
    if days == 0 {
        return Html::default();
    }
    let within: u64 = list.iter().map(|one| u64::from(one.in_eighty)).sum();
    let said = words.with(
        "forecast.earlier",
        &[
            ("n", &words.number(list.len() as u64)),
            ("days", &words.number(days)),
            ("within", &words.percent(within as f64 / days as f64)),
        ],
    );
    html! { <p class="hint">{ said }</p> }
}
