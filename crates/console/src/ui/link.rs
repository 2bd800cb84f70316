//! Links within the console.

use crate::browser::is_plain;
use crate::desk::use_desk;
use crate::route::Route;
use yew::{Callback, Html, MouseEvent, Properties, component, html};

/// What [`Link`] is given.
#[derive(Properties, PartialEq)]
pub struct LinkProps {
    /// Where it leads.
    pub to: Route,
    /// Its class.
    #[prop_or_default]
    pub class: &'static str,
    /// Whether it leads to where one is.
    #[prop_or_default]
    pub here: bool,
    /// Its text.
    pub children: Html,
}

/// A link that changes the page without loading it; another tab is the browser's to open.
#[component]
pub fn Link(props: &LinkProps) -> Html {
    let desk = use_desk();
    let to = props.to.clone();
    let onclick = Callback::from(move |event: MouseEvent| {
        if is_plain(&event) {
            event.prevent_default();
            desk.go.emit(to.clone());
        }
    });
    let current = props.here.then_some("page");
    html! {
        <a class={props.class} href={props.to.address()} aria-current={current} {onclick}>{ props.children.clone() }</a>
    }
}
