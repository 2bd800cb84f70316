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
use crate::hooks::{Load, use_load};
use crate::pages::missing::NotAllowed;
use crate::pages::tabs::{Tab, crumbs, tabs};
use crate::route::{Route, filter_query};
use crate::ui::{Empty, PageHead, badge};
use canyu_core::staff::study::{SharingTree, Study};
use canyu_core::staff::{Figures, Filter, Names, Right};
use gloo_timers::callback::Interval;
use std::rc::Rc;
use yew::{AttrValue, Callback, Html, Properties, component, html, use_effect_with, use_mut_ref};

/// Every so many milliseconds it is looked whether there is a newer study. The server makes one when it is worth it.
pub const PULSE: u32 = 20_000;

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
    // One that cannot be renewed stays, and is said to be an older one.
    let kept = use_mut_ref(|| None::<Rc<Study>>);
    let is_current = !matches!(study, Load::Failed(_));
    let study = match study {
        Load::Failed(problem) if problem.may_pass() => {
            let old = kept.borrow().clone().filter(|old| old.filter == props.filter);
            old.map_or(Load::Failed(problem), Load::Ready)
        }
        Load::Ready(study) => {
            kept.replace(Some(study.clone()));
            Load::Ready(study)
        }
        study => study,
    };
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
                let time = words.with("figures.as_of", &[("time", &words.time(study.as_of))]);
                html! {
                    <>
                        <p class="hint">
                            if !is_current {
                                { badge("waiting", words.t("figures.not_live")) }{ " " }
                            }
                            <span data-as-of="">{ time }</span>
                        </p>
                        { view(&naming, study, zone) }
                        if study.people > 0 {
                            <Tree path={tree_path(&path, &query)} />
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

/// Where the tree is told, as large as it may be.
fn tree_path(path: &str, query: &str) -> String {
    let sign = if query.is_empty() { "?" } else { "&" };
    [
        path,
        "/statistics/tree",
        query,
        sign,
        "most=",
        &SharingTree::MOST.to_string(),
    ]
    .concat()
}

/// All of it. Days are those of `zone`, an IANA name.
pub fn view(naming: &Naming, study: &Study, zone: &str) -> Html {
    let words = &naming.words;
    if study.people == 0 {
        let (title, lead) = if study.filter == Filter::default() {
            ("spread.none", "spread.none.lead")
        } else {
            ("figures.nothing", "figures.nothing.lead")
        };
        return html! { <Empty title={words.t(title)}><p>{ words.t(lead) }</p></Empty> };
    }
    html! {
        <>
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
