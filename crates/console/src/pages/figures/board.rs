//! The dashboard.

use super::ask::Ask;
use super::cells::cells;
use super::channels::channels;
use super::generations::generations;
use super::glance::{glance, quiet};
use super::links::Links;
use super::naming::Naming;
use super::nodes::nodes;
use super::now::now;
use super::people::{groups, worth};
use super::series::series;
use super::stream::{Live, use_figures};
use crate::desk::use_desk;
use crate::hooks::use_load;
use crate::pages::limit::said;
use crate::pages::missing::NotAllowed;
use crate::pages::tabs::{Tab, crumbs, tabs};
use crate::route::{Route, filter_query};
use crate::ui::{Empty, Link, PageHead, badge, button};
use canyu_core::staff::{Figures, Filter, Names, Right};
use std::rc::Rc;
use yew::{AttrValue, Callback, Html, Properties, component, html, use_mut_ref};

/// What [`Board`] is given.
#[derive(Properties, PartialEq, Clone)]
pub struct BoardProps {
    /// The campaign's name in addresses.
    pub slug: AttrValue,
    /// What is looked at.
    pub filter: Filter,
}

/// The page.
#[component]
pub fn Board(props: &BoardProps) -> Html {
    let desk = use_desk();
    if !desk.may(Right::SeeNumbers) {
        return html! { <NotAllowed /> };
    }
    html! { <Shown ..props.clone() /> }
}

#[component]
fn Shown(props: &BoardProps) -> Html {
    let desk = use_desk();
    let words = &desk.words;
    let (names, names_again) = use_load::<Names>(["campaigns/", &props.slug, "/names"].concat());
    let (live, is_live, again) = use_figures(&props.slug, &filter_query(&props.filter));
    let on_filter = {
        let (go, slug) = (desk.go.clone(), props.slug.to_string());
        Callback::from(move |filter: Filter| {
            go.emit(Route::Figures {
                slug: slug.clone(),
                filter,
            });
        })
    };
    let state = match &live {
        Live::Ready(all) => {
            let (kind, word) = if is_live {
                ("open", "figures.live")
            } else {
                ("waiting", "figures.not_live")
            };
            let time = words.time(all.as_of);
            let time = words.with("figures.as_of", &[("time", &time)]);
            html! { <p class="hint">{ badge(kind, words.t(word)) }{ " " }<span data-as-of="">{ time }</span></p> }
        }
        Live::Waiting | Live::Failed(_) => Html::default(),
    };
    let links = {
        let query = filter_query(&props.filter);
        html! { <Links path={["campaigns/", &props.slug, "/statistics/links", &query].concat()} /> }
    };
    let report = Route::Report {
        slug: props.slug.to_string(),
        week: String::new(),
    };
    let report = html! { <Link class="button" to={report}>{ words.t("report") }</Link> };
    // The choices stay while other figures come, or none do: whoever chooses keeps his place, and can choose otherwise.
    let kept = use_mut_ref(|| None::<Rc<Figures>>);
    if let Live::Ready(all) = &live {
        kept.replace(Some(all.clone()));
    }
    let shown = names.shown(&names_again, |names| {
        let naming = Naming {
            names: Rc::new(names.clone()),
            words: words.clone(),
        };
        let ask = kept.borrow().clone().map(|all| {
            html! { <Ask naming={naming.clone()} {all} filter={props.filter.clone()} on_filter={on_filter.clone()} /> }
        });
        let found = match &live {
            Live::Waiting => html! { <p class="waiting" role="status">{ words.t("loading") }</p> },
            Live::Failed(problem) => html! {
                <div class="trouble" role="alert">
                    <p>{ desk.problem(problem) }</p>
                    { button("", words.t("again"), again.clone()) }
                    if props.filter != Filter::default() {
                        { button("is-quiet", words.t("figures.clear"), on_filter.reform(|()| Filter::default())) }
                    }
                </div>
            },
            Live::Ready(all) => view(&naming, all, links.clone()),
        };
        html! { <>{ ask.unwrap_or_default() }{ found }</> }
    });
    let export = if desk.may(Right::Export) {
        let to = Route::Exports {
            slug: props.slug.to_string(),
            filter: props.filter.clone(),
        };
        html! { <Link class="button" {to}>{ words.t("figures.export") }</Link> }
    } else {
        Html::default()
    };
    html! {
        <>
            { crumbs(&desk, &props.slug) }
            <PageHead title={words.t("tab.figures")} lead={words.t("figures.lead")}>{ state }{ report }{ export }</PageHead>
            { tabs(&desk, &props.slug, Tab::Figures) }
            { shown }
        </>
    }
}

/// Nobody is there: what that means before the opening, until the close and afterwards.
fn nobody(naming: &Naming, all: &Figures) -> Html {
    let (words, names) = (&naming.words, &naming.names);
    let (title, lead, time) = if all.as_of < names.opens {
        ("figures.none", "figures.none.before", names.opens)
    } else if all.as_of < names.closes {
        ("figures.none", "figures.none.open", names.opens)
    } else {
        ("figures.none.came", "figures.none.closed", names.closes)
    };
    let campaign = said(words, &names.title);
    let lead = words.with(lead, &[("campaign", &campaign), ("time", &words.time(time))]);
    html! { <Empty title={words.t(title)}><p>{ lead }</p></Empty> }
}

/// All figures; `links` stands below the channels.
pub fn view(naming: &Naming, all: &Figures, links: Html) -> Html {
    let words = &naming.words;
    let is_empty = all.total == canyu_core::staff::Funnel::default();
    if is_empty && all.filter == Filter::default() {
        return nobody(naming, all);
    }
    html! {
        <>
            { glance(naming, all) }
            if is_empty {
                <Empty title={words.t("figures.nothing")}><p>{ words.t("figures.nothing.lead") }</p></Empty>
            } else {
                { quiet(naming, all) }
                { now(naming, all) }
                { series(naming, all) }
                { nodes(naming, all) }
                { generations(naming, all) }
                { worth(naming, all) }
                { channels(naming, all) }
                { links }
                { cells(naming, all) }
                { groups(naming, all) }
            }
        </>
    }
}
