//! What comes next, and what to do.

use super::super::{forecast, glance, unequal};
use super::lines::{rows, sentences};
use super::sheet::{Told, WIDTH};
use canyu_core::staff::study::{AskSegment, Known};
use yew::{Html, html};

/// Groups of people that are named.
const SEGMENTS: usize = 3;

/// The forecast with its band, as it is now; and what has become quiet.
pub(super) fn next(told: &Told<'_>) -> Html {
    let words = &told.naming.words;
    let forecast = match &told.study.forecast {
        Known::Unknown(why) => html! { <p>{ words.code("unknown", why.name()) }</p> },
        Known::Value(found) => {
            let drawing = if found.days.is_empty() {
                Html::default()
            } else {
                let trend = forecast::trend(told.naming, found, &told.week.zone);
                html! {
                    <figure class="report-drawing" role="img" aria-label={forecast::lead(told.naming, found, &told.week.zone)}>
                        <figcaption>{ words.t("report.forecast") }</figcaption>
                        { trend.drawn(WIDTH, |tick| words.decimal(tick)) }
                    </figure>
                }
            };
            html! {
                <>
                    <p>{ forecast::lead(told.naming, found, &told.week.zone) }</p>
                    { forecast::conversion(told.naming, "forecast.reservations", found.reservations.as_ref()) }
                    { forecast::conversion(told.naming, "forecast.redemptions", found.redemptions.as_ref()) }
                    { drawing }
                </>
            }
        }
    };
    // What is quiet is so now: an earlier week's report says nothing of it.
    let quiet = if told.week.later.is_none() || told.week.running {
        glance::quiet(told.naming, told.figures)
    } else {
        Html::default()
    };
    html! { <>{ forecast }{ quiet }</> }
}

/// Where most is to be won, and whom to ask: groups of people, never a single one.
pub(super) fn advice(told: &Told<'_>) -> Html {
    let words = &told.naming.words;
    let weakest = unequal::weakest(told.naming, told.study);
    let ask = match &told.study.ask {
        Known::Unknown(why) => return sentences(vec![weakest, words.code("unknown", why.name())]),
        Known::Value(ask) => ask,
    };
    let row = |one: &AskSegment| {
        vec![
            html! { <>{ told.naming.node(&one.node) }</> },
            html! { <>{ told.naming.channel(&one.channel) }</> },
            html! { <>{ words.number(one.people) }</> },
            html! { <>{ told.naming.ratio(&one.each.if_asked) }</> },
        ]
    };
    let head = [
        "figures.node",
        "figures.channel",
        "next_to_ask.people",
        "next_to_ask.if_asked",
    ];
    let head = head.map(|name| words.t(name));
    let list = ask.segments.iter().take(SEGMENTS).map(row).collect();
    html! { <>{ sentences(vec![weakest, words.t("report.ask")]) }{ rows(&words.t("next_to_ask"), &head, list) }</> }
}
