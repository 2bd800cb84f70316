//! What a page looks like while something comes, when it does not come, and when there is nothing yet.

use super::button;
use crate::api::Problem;
use crate::desk::use_desk;
use crate::hooks::Load;
use yew::{AttrValue, Callback, Html, Properties, component, html};

/// What [`PageHead`] is given.
#[derive(Properties, PartialEq)]
pub struct PageHeadProps {
    /// What the page is.
    pub title: AttrValue,
    /// What it is for, in a sentence.
    #[prop_or_default]
    pub lead: AttrValue,
    /// Its main act.
    #[prop_or_default]
    pub children: Html,
}

/// The head of a page. Its heading takes the focus when the page changes.
#[component]
pub fn PageHead(props: &PageHeadProps) -> Html {
    html! {
        <header class="head">
            <div>
                <h1 id="title" tabindex="-1">{ props.title.clone() }</h1>
                if !props.lead.is_empty() {
                    <p class="lead">{ props.lead.clone() }</p>
                }
            </div>
            if props.children != Html::default() {
                <div class="acts">{ props.children.clone() }</div>
            }
        </header>
    }
}

/// What [`Trouble`] is given.
#[derive(Properties, PartialEq)]
pub struct TroubleProps {
    /// What has come to nothing; `None`: nothing has.
    pub problem: Option<Problem>,
}

/// Why something came to nothing: said at once, and read out.
#[component]
pub fn Trouble(props: &TroubleProps) -> Html {
    let desk = use_desk();
    let said = props.problem.as_ref().map(|problem| desk.problem(problem));
    html! {
        <div role="alert" class="said">
            if let Some(said) = said {
                <p class="problem">{ said }</p>
            }
        </div>
    }
}

/// What [`Loaded`] is given.
#[derive(Properties, PartialEq)]
pub struct LoadedProps {
    /// What to show in its place.
    pub state: Option<Option<Problem>>,
    /// Tries again.
    pub again: Callback<()>,
}

/// The place of something that has not come, or does not come.
#[component]
pub fn Loaded(props: &LoadedProps) -> Html {
    let desk = use_desk();
    match &props.state {
        None => Html::default(),
        Some(None) => html! { <p class="waiting" role="status">{ desk.words.t("loading") }</p> },
        Some(Some(problem)) => html! {
            <div class="empty">
                <p role="alert">{ desk.problem(problem) }</p>
                { button("", desk.words.t("again"), props.again.clone()) }
            </div>
        },
    }
}

impl<T> Load<T> {
    /// What is there, or else what to show in its place.
    pub fn shown(&self, again: &Callback<()>, show: impl FnOnce(&T) -> Html) -> Html {
        let state = match self {
            Self::Ready(it) => return show(it),
            Self::Waiting => Some(None),
            Self::Failed(problem) => Some(Some(problem.clone())),
        };
        html! { <Loaded {state} again={again.clone()} /> }
    }
}

/// What [`Empty`] is given.
#[derive(Properties, PartialEq)]
pub struct EmptyProps {
    /// That there is nothing.
    pub title: AttrValue,
    /// What to do first.
    pub children: Html,
}

/// Nothing yet, and what to do first.
#[component]
pub fn Empty(props: &EmptyProps) -> Html {
    html! {
        <div class="empty">
            <svg class="stubs" viewBox="0 0 120 56" aria-hidden="true">
                <path d="M6 10h46v9a5 5 0 0 0 0 10v17H6a4 4 0 0 1-4-4V14a4 4 0 0 1 4-4z" />
                <path d="M66 10h46a4 4 0 0 1 4 4v28a4 4 0 0 1-4 4H66V29a5 5 0 0 0 0-10z" />
                <path class="dots" d="M59 12v34" />
                <path class="lines" d="M12 22h26M12 31h18M74 22h32M74 31h20" />
            </svg>
            <h2>{ props.title.clone() }</h2>
            { props.children.clone() }
        </div>
    }
}

/// A short word about a state; its shape says it, too.
pub fn badge(kind: &'static str, label: AttrValue) -> Html {
    html! { <span class={["badge is-", kind].concat()}>{ label }</span> }
}
