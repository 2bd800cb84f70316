//! How it spreads: what follows from who brought whom, and what comes next.

use super::ask::Ask;
use super::chains::{cascades, chains};
use super::crossing::crossings;
use super::forecast::forecast;
use super::naming::Naming;
use super::next::next;
use super::seeds::{groups, seeds};
use super::tree::Tree;
use super::unequal::{factors, unequal};
use crate::desk::use_desk;
use crate::hooks::use_load;
use crate::pages::missing::NotAllowed;
use crate::pages::tabs::{Tab, crumbs, tabs};
use crate::route::{Route, filter_query};
use crate::ui::{Empty, PageHead};
use canyu_core::staff::study::Study;
use canyu_core::staff::{Figures, Filter, Names, Right};
use gloo_timers::callback::Interval;
use std::rc::Rc;
use yew::{AttrValue, Callback, Html, Properties, component, html, use_effect_with};

/// Every so many milliseconds it is looked whether there is a newer study. The server makes one when it is worth it.
const PULSE: u32 = 20_000;

/// What [`Spread`] is given.
#[derive(Properties, PartialEq, Clone)]
pub struct SpreadProps {
    /// The campaign's name in addresses.
    pub slug: AttrValue,
    /// What is looked at.
    pub filter: Filter,
}

/// The page.
#[component]
pub fn Spread(props: &SpreadProps) -> Html {
    let desk = use_desk();
    if !desk.may(Right::SeeNumbers) {
        return html! { <NotAllowed /> };
    }
    html! { <Shown ..props.clone() /> }
}

#[component]
fn Shown(props: &SpreadProps) -> Html {
    let desk = use_desk();
    let words = &desk.words;
    let path = ["campaigns/", &props.slug].concat();
    let query = filter_query(&props.filter);
    let (names, names_again) = use_load::<Names>([&path, "/names"].concat());
    // Of which only the days and their zone are used.
    let (all, all_again) = use_load::<Figures>([&path, "/statistics"].concat());
    let (study, again) = use_load::<Study>([&path, "/statistics/study", &query].concat());
    use_effect_with(again.clone(), |again| {
        let again = again.clone();
        let pulse = Interval::new(PULSE, move || again.emit(()));
        move || drop(pulse)
    });
    let on_filter = {
        let (go, slug) = (desk.go.clone(), props.slug.to_string());
        Callback::from(move |filter: Filter| {
            let slug = slug.clone();
            go.emit(Route::Spread { slug, filter });
        })
    };
    let shown = names.shown(&names_again, |names| {
        let naming = Naming {
            names: Rc::new(names.clone()),
            words: words.clone(),
        };
        let found = |zone: &str| {
            study.shown(&again, |study| {
                html! {
                    <>
                        { view(&naming, study, zone) }
                        if study.people > 0 {
                            <Tree path={[&path, "/statistics/tree", &query].concat()} />
                        }
                    </>
                }
            })
        };
        all.shown(&all_again, |all| {
            html! {
                <>
                    <Ask naming={naming.clone()} all={Rc::new(all.clone())} filter={props.filter.clone()} on_filter={on_filter.clone()} />
                    { found(&all.zone) }
                </>
            }
        })
    });
    html! {
        <>
            { crumbs(&desk, &props.slug) }
            <PageHead title={words.t("tab.spread")} lead={words.t("spread.lead")} />
            { tabs(&desk, &props.slug, Tab::Spread) }
            { shown }
        </>
    }
}

/// All of it. Days are those of `zone`, an IANA name.
pub fn view(naming: &Naming, study: &Study, zone: &str) -> Html {
    let words = &naming.words;
    if study.people == 0 {
        return html! { <Empty title={words.t("spread.none")}><p>{ words.t("spread.none.lead") }</p></Empty> };
    }
    html! {
        <>
            <p class="hint">{ words.with("figures.as_of", &[("time", &words.time(study.as_of))]) }</p>
            { forecast(naming, study, zone) }
            { factors(naming, study) }
            { unequal(naming, study) }
            { next(naming, study) }
            { groups(naming, study) }
            { seeds(naming, study) }
            { crossings(naming, study) }
            { chains(naming, study) }
            { cascades(naming, study) }
        </>
    }
}
