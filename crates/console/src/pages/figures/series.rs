//! What happened when.

use super::naming::Naming;
use crate::chart::{Figure, Line, Trend};
use crate::ui::{Cell, Row};
use canyu_core::staff::{Figures, Funnel, Point, SeriesStep};
use std::rc::Rc;
use yew::{Callback, Html, html};

/// Lines of who came, took part, and shared.
pub fn series(naming: &Naming, all: &Figures) -> Html {
    let words = &naming.words;
    let points = &all.series.points;
    let name = |point: &Point| match all.series.step {
        SeriesStep::Day => words.day(point.start, &all.zone),
        SeriesStep::Hour => words.hour(point.start, &all.zone),
    };
    let full = |point: &Point| match all.series.step {
        SeriesStep::Day => words.day(point.start, &all.zone),
        SeriesStep::Hour => [words.day(point.start, &all.zone), words.hour(point.start, &all.zone)].join(" "),
    };
    let line = |class: &'static str, name: &str, of: fn(&Funnel) -> u64| Line {
        class,
        name: words.t(name),
        values: points.iter().map(|point| Some(of(&point.count) as f64)).collect(),
        band: Vec::new(),
    };
    let trend = Trend {
        lines: vec![
            line("c1", "figures.came", |count| count.arrived),
            line("c2", "figures.joined", |count| count.joined),
            line("c3", "figures.shared", |count| count.shared),
        ],
        names: points.iter().map(name).collect(),
        mark: None,
        whole: true,
        most: f64::MAX,
    };
    let row = |point: &Point| -> Row {
        let count = &point.count;
        let cells = vec![
            Cell::text(point.start.0.to_string(), html! { <>{ full(point) }</> }),
            Cell::count(words, count.arrived),
            Cell::count(words, count.joined),
            Cell::count(words, count.completed),
            Cell::count(words, count.shared),
        ];
        (point.start.0.to_string(), cells)
    };
    let draw = {
        let words = words.clone();
        Callback::from(move |width| trend.drawn(width, |tick| words.decimal(tick)))
    };
    let head = [
        "figures.when",
        "figures.came",
        "figures.joined",
        "figures.completed",
        "figures.shared",
    ];
    let head = head.map(|name| words.t(name)).to_vec();
    let lead = words.with(
        "figures.series.lead",
        &[
            ("came", &words.number(all.total.arrived)),
            ("joined", &words.number(all.total.joined)),
            ("zone", &all.zone),
        ],
    );
    let rows: Vec<Row> = points.iter().map(row).collect();
    html! { <Figure id="series" title={words.t("figures.series")} {lead} {head} rows={Rc::new(rows)} draw={Some(draw)} /> }
}
