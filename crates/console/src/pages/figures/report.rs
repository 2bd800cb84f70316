//! A week as a page to pass on: printed, saved as PDF, or as one file that opens anywhere.

mod lines;
mod next;
mod sheet;
mod spread;
mod week;

pub use sheet::{Told, sheet};

use super::naming::Naming;
use super::spread::PULSE;
use crate::desk::use_desk;
use crate::hooks::use_load;
use crate::pages::missing::NotAllowed;
use crate::pages::tabs::{Tab, crumbs, tabs};
use crate::route::{Route, filter_query};
use crate::ui::{Link, PageHead, button};
use canyu_core::staff::study::Study;
use canyu_core::staff::{Figures, Filter, Names, Right, Week};
use gloo_timers::callback::Interval;
use std::rc::Rc;
use yew::{AttrValue, Callback, Html, Properties, component, html, use_effect_with};

/// What [`Report`] is given.
#[derive(Properties, PartialEq, Clone)]
pub struct ReportProps {
    /// The campaign's name in addresses.
    pub slug: AttrValue,
    /// Which week, as `2024-W31`; empty: the server chooses.
    pub week: AttrValue,
}

/// The page.
#[component]
pub fn Report(props: &ReportProps) -> Html {
    let desk = use_desk();
    if !desk.may(Right::SeeNumbers) {
        return html! { <NotAllowed /> };
    }
    html! { <Shown ..props.clone() /> }
}

#[component]
fn Shown(props: &ReportProps) -> Html {
    let desk = use_desk();
    let words = &desk.words;
    let path = ["campaigns/", &props.slug].concat();
    let query = if props.week.is_empty() {
        String::new()
    } else {
        ["?week=", &props.week].concat()
    };
    let (week, again) = use_load::<Week>([&path, "/statistics/week", &query].concat());
    let shown = week.shown(&again, |week| {
        let to = |week: &Option<String>, name: &str| {
            let Some(week) = week else { return Html::default() };
            let (slug, week) = (props.slug.to_string(), week.clone());
            html! { <Link class="button" to={Route::Report { slug, week }}>{ words.t(name) }</Link> }
        };
        html! {
            <>
                <div class="acts is-start report-acts">
                    { to(&week.earlier, "report.earlier") }
                    { to(&week.later, "report.later") }
                    <Take slug={props.slug.clone()} week={AttrValue::from(week.week.clone())} />
                </div>
                <Weekly slug={props.slug.clone()} week={Rc::new(week.clone())} />
            </>
        }
    });
    html! {
        <>
            { crumbs(&desk, &props.slug) }
            <PageHead title={words.t("report")} lead={words.t("report.lead")} />
            { tabs(&desk, &props.slug, Tab::Figures) }
            { shown }
        </>
    }
}

/// The ways to take it along.
#[component]
fn Take(props: &ReportProps) -> Html {
    let desk = use_desk();
    let words = &desk.words;
    let print = Callback::from(|()| crate::browser::print());
    let save = {
        let host = desk.host.clone();
        let name = [&props.slug, "-", &props.week, ".html"].concat();
        Callback::from(move |()| host.page("report", &name))
    };
    html! {
        <>
            { button("is-main", words.t("report.print"), print) }
            { button("", words.t("report.save"), save) }
        </>
    }
}

#[derive(Properties, PartialEq)]
struct WeeklyProps {
    slug: AttrValue,
    week: Rc<Week>,
}

/// The sheet, once everything has come that it is made of.
#[component]
fn Weekly(props: &WeeklyProps) -> Html {
    let desk = use_desk();
    let path = ["campaigns/", &props.slug].concat();
    let week = &props.week;
    // Before its first hour is over a week has no time that could be asked for.
    let until = if week.until > week.from { week.until } else { week.to };
    let time = Filter {
        from: Some(week.from),
        to: Some(until),
        ..Filter::default()
    };
    let (names, names_again) = use_load::<Names>([&path, "/names"].concat());
    let (figures, figures_again) = use_load::<Figures>([&path, "/statistics", &filter_query(&time)].concat());
    let (study, study_again) = use_load::<Study>([&path, "/statistics/study"].concat());
    // The first one may be of before anybody came: the server makes a newer one once it has been asked for.
    use_effect_with(study_again.clone(), |again| {
        let again = again.clone();
        let pulse = Interval::new(PULSE, move || again.emit(()));
        move || drop(pulse)
    });
    names.shown(&names_again, |names| {
        figures.shown(&figures_again, |figures| {
            study.shown(&study_again, |study| {
                let naming = Naming {
                    names: Rc::new(names.clone()),
                    words: desk.words.clone(),
                };
                let told = Told {
                    naming: &naming,
                    week,
                    figures,
                    study,
                };
                sheet(&told)
            })
        })
    })
}
