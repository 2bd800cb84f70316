//! The way to a page of the console's other program.

use crate::browser;
use crate::desk::use_desk;
use crate::route::Route;
use yew::{Html, Properties, component, html, use_effect_with};

/// What [`Elsewhere`] is given.
#[derive(Properties, PartialEq)]
pub struct ElsewhereProps {
    /// Where it is.
    pub route: Route,
}

/// Loads the page anew at its address, by which the other program is chosen.
#[component]
pub fn Elsewhere(props: &ElsewhereProps) -> Html {
    let desk = use_desk();
    use_effect_with(props.route.address(), |address| browser::load(address));
    html! { <p class="waiting" role="status">{ desk.words.t("loading") }</p> }
}
