//! The sheet itself: a function of what it tells, so that it is the same on the screen, on paper and in a file.

use super::super::naming::Naming;
use super::super::people::worth_in_words;
use super::{lines, next, spread, week};
use crate::pages::limit::said;
use crate::ui::badge;
use canyu_core::staff::study::Study;
use canyu_core::staff::{Doubt, Figures, Week, WeekCount, WeekLine};
use yew::{AttrValue, Html, html};

/// What drawings are wide: that of a sheet of paper, to which they are made smaller where there is less room.
pub(super) const WIDTH: f64 = 680.0;

/// What a report is made of.
#[derive(Clone, Copy)]
pub struct Told<'a> {
    /// Names and words.
    pub naming: &'a Naming,
    /// The week.
    pub week: &'a Week,
    /// The figures of its time.
    pub figures: &'a Figures,
    /// The study of the whole campaign, as it is now.
    pub study: &'a Study,
}

impl Told<'_> {
    /// A line of the week.
    pub(super) fn line(&self, count: WeekCount) -> Option<&WeekLine> {
        self.week.lines.iter().find(|line| line.count == count)
    }

    /// How often something happened in the week.
    pub(super) fn count(&self, count: WeekCount) -> u64 {
        self.line(count).map_or(0, |line| line.now)
    }
}

/// The report.
pub fn sheet(told: &Told<'_>) -> Html {
    let words = &told.naming.words;
    let somebody = told.count(WeekCount::Came) > 0;
    html! {
        <article class="weekly card" id="report" aria-labelledby="report-title">
            { head(told) }
            { section("report-week", words.t("report.week"), week::week(told)) }
            if somebody {
                { section("report-sources", words.t("report.sources"), lines::sources(told)) }
            }
            { section("report-spread", words.t("report.spread"), spread::spread(told)) }
            { section("report-next", words.t("report.next"), next::next(told)) }
            { section("report-worth", words.t("figures.worth"), worth(told)) }
            { section("report-do", words.t("report.do"), next::advice(told)) }
            <footer>
                <p>{ words.t("report.intervals") }</p>
                <p>{ words.with("report.made", &[("time", &words.time(told.week.as_of)), ("zone", &told.week.zone)]) }</p>
            </footer>
        </article>
    }
}

/// A part with its heading.
fn section(id: &'static str, title: AttrValue, content: Html) -> Html {
    html! { <section aria-labelledby={id}><h3 {id}>{ title }</h3>{ content }</section> }
}

/// Of what it is, and what is to be known first.
fn head(told: &Told<'_>) -> Html {
    let words = &told.naming.words;
    let week = told.week;
    let title = said(words, &told.naming.names.title);
    let day = |at| words.day(at, &week.zone);
    let last = week.days.last().copied().unwrap_or(week.from);
    let time = words.with(
        "report.time",
        &[("week", &week.week), ("from", &day(week.from)), ("to", &day(last))],
    );
    html! {
        <header>
            <p class="report-of"><b>{ title }</b>{ " · " }{ time }
                if week.rehearsal {
                    { " " }{ badge("rehearsal", words.t("rehearsal")) }
                }
            </p>
            <h2 id="report-title">{ week::headline(told) }</h2>
            <p class="lead">{ week::verdict(told) }</p>
        </header>
    }
}

/// Who does not count, and why.
fn worth(told: &Told<'_>) -> Html {
    let words = &told.naming.words;
    let row = |one: &Doubt| {
        let name = if one.reason.is_empty() { "staff" } else { &one.reason };
        vec![
            html! { <>{ words.code("doubt", name) }</> },
            html! { <>{ words.number(one.held) }</> },
            html! { <>{ words.number(one.refused) }</> },
        ]
    };
    let head = [
        words.t("doubt"),
        words.code("worth", "held"),
        words.code("worth", "excluded"),
    ];
    html! {
        <>
            <p>{ worth_in_words(told.naming, told.figures) }</p>
            if !told.week.doubts.is_empty() {
                { lines::rows(&words.t("figures.worth"), &head, told.week.doubts.iter().map(row).collect()) }
            }
        </>
    }
}
