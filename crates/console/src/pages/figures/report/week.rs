//! The week against the one before: in a sentence, as a table, and by days.

use super::lines::rows;
use super::sheet::{Told, WIDTH};
use crate::chart::{Bar, bars};
use canyu_core::staff::study::{Known, Unknown};
use canyu_core::staff::{Estimate, WeekCount, WeekLine};
use yew::{AttrValue, Html, html};

/// Beyond this factor it is said how many times as many.
const TIMES: f64 = 3.0;

/// What happened, in a sentence.
pub(super) fn headline(told: &Told<'_>) -> AttrValue {
    let words = &told.naming.words;
    let (came, joined) = (told.count(WeekCount::Came), told.count(WeekCount::Joined));
    let name = match (came, told.week.running) {
        (0, true) => "report.nobody.running",
        (0, false) => "report.nobody",
        (_, true) => "report.headline.running",
        (_, false) => "report.headline",
    };
    words.with(
        name,
        &[("came", &words.number(came)), ("joined", &words.number(joined))],
    )
}

/// Whether that is more or less than in the week before, and where the campaign stands.
pub(super) fn verdict(told: &Told<'_>) -> String {
    let words = &told.naming.words;
    let names = &told.naming.names;
    let mut said = Vec::new();
    if let Some(line) = told.line(WeekCount::Joined).filter(|line| line.now + line.before > 0) {
        let name = match line.change {
            Known::Value(Estimate { low, .. }) if low > 1.0 => "report.verdict.more",
            Known::Value(Estimate { high, .. }) if high < 1.0 => "report.verdict.fewer",
            Known::Value(_) => "report.verdict.open",
            Known::Unknown(Unknown::NotWhole) => "report.verdict.first",
            Known::Unknown(_) => "report.verdict.unknown",
        };
        said.push(words.with(
            name,
            &[("before", &words.number(line.before)), ("change", &change(told, line))],
        ));
    }
    let now = told.week.as_of;
    if now < names.opens {
        said.push(words.with("report.opens", &[("time", &words.time(names.opens))]));
    } else if now >= names.closes {
        said.push(words.with("report.closed", &[("time", &words.time(names.closes))]));
    }
    said.join(if words.language == "en" { " " } else { "" })
}

/// The table, and the days.
pub(super) fn week(told: &Told<'_>) -> Html {
    let words = &told.naming.words;
    let head = ["report.what", "report.this", "report.before", "report.change"].map(|name| words.t(name));
    let row = |line: &WeekLine| {
        let name = words.code("report.count", line.count.name());
        vec![
            html! { <>{ name }</> },
            html! { <>{ words.number(line.now) }</> },
            html! { <>{ words.number(line.before) }</> },
            html! { <span class={["report-change ", class(line)].concat()}>{ change(told, line) }</span> },
        ]
    };
    let table = rows(
        &words.t("report.week"),
        &head,
        told.week.lines.iter().map(row).collect(),
    );
    let running = if told.week.running {
        let is_alone = |line: &WeekLine| line.change == Known::Unknown(Unknown::NotWhole);
        let name = if told.week.lines.iter().all(is_alone) {
            "report.until.alone"
        } else {
            "report.until"
        };
        let until = words.with(name, &[("time", &words.time(told.week.until))]);
        html! { <p class="hint">{ until }</p> }
    } else {
        Html::default()
    };
    html! { <>{ table }{ running }{ days(told) }</> }
}

/// Which way it went; its sign says it, too.
fn class(line: &WeekLine) -> &'static str {
    match line.change {
        Known::Value(Estimate { low, .. }) if low > 1.0 => "is-more",
        Known::Value(Estimate { high, .. }) if high < 1.0 => "is-fewer",
        _ => "",
    }
}

/// A change in words: no claim where it may be chance.
pub(super) fn change(told: &Told<'_>, line: &WeekLine) -> AttrValue {
    let words = &told.naming.words;
    let percent = |part: f64| words.percent((part.abs() * 100.0).round() / 100.0);
    let of = match &line.change {
        Known::Value(of) => of,
        Known::Unknown(Unknown::NotWhole) => return words.t("report.change.first"),
        Known::Unknown(Unknown::Nobody) => return words.t("report.change.nobody"),
        Known::Unknown(_) if line.before == 0 => return words.t("report.change.new"),
        Known::Unknown(_) => return words.t("report.change.few"),
    };
    let (name, [value, low, high]) = if of.low > 1.0 && of.value >= TIMES {
        let tenth = |factor: f64| words.decimal((factor * 10.0).round() / 10.0);
        ("report.change.times", [of.value, of.low, of.high].map(tenth))
    } else if of.low > 1.0 {
        (
            "report.change.more",
            [of.value, of.low, of.high].map(|factor| percent(factor - 1.0)),
        )
    } else if of.high < 1.0 {
        (
            "report.change.fewer",
            [of.value, of.high, of.low].map(|factor| percent(1.0 - factor)),
        )
    } else {
        (
            "report.change.open",
            [of.value, of.low, of.high].map(|factor| percent(factor - 1.0)),
        )
    };
    words.with(name, &[("value", &value), ("low", &low), ("high", &high)])
}

/// Who took part, day by day.
fn days(told: &Told<'_>) -> Html {
    let words = &told.naming.words;
    let (Some(joined), Some(came)) = (told.line(WeekCount::Joined), told.line(WeekCount::Came)) else {
        return Html::default();
    };
    if came.now == 0 {
        return Html::default();
    }
    let days = told.week.days.iter().zip(&joined.by_day).zip(&came.by_day);
    let bar = |((day, joined), came): ((&canyu_core::moment::Moment, &u64), &u64)| {
        let is_to_come = *day >= told.week.until;
        let note = if is_to_come {
            AttrValue::default()
        } else {
            words.with("report.day.of", &[("came", &words.number(*came))])
        };
        Bar {
            name: words.day(*day, &told.week.zone).into(),
            value: *joined as f64,
            number: if is_to_come {
                String::new()
            } else {
                words.number(*joined)
            },
            notes: [note, AttrValue::default()],
            is_bad: false,
        }
    };
    let list: Vec<Bar> = days.map(bar).collect();
    html! {
        <figure class="report-drawing" role="img" aria-label={spoken(words, &list)}>
            <figcaption>{ words.t("report.days") }</figcaption>
            { bars(WIDTH, "c1", &list, |tick| words.decimal(tick)) }
        </figure>
    }
}

/// The bars for who does not see them.
fn spoken(words: &crate::words::Words, list: &[Bar]) -> AttrValue {
    let bar = |bar: &Bar| [&bar.name, ": ", &bar.number].concat();
    let seen = list.iter().filter(|bar| !bar.number.is_empty());
    seen.map(bar).collect::<Vec<_>>().join(&words.t("list")).into()
}
