//! Accounts, tokens, and who did what.

pub mod audit;
pub mod me;
pub mod people;
pub mod second_factor;
pub mod sessions;
pub mod tokens;
pub mod webhooks;

use crate::route::Route;
use yew::{Html, html};

/// The page of an address, if it is one of these.
#[must_use]
pub fn page(route: &Route) -> Option<Html> {
    Some(match route {
        Route::People => html! { <people::People /> },
        Route::Tokens => html! { <tokens::Tokens /> },
        Route::Audit(filter) => html! { <audit::Audit filter={filter.clone()} /> },
        Route::Webhooks(slug) => html! { <webhooks::WebhooksPage slug={slug.clone()} /> },
        Route::Me => html! { <me::Me /> },
        _ => return None,
    })
}
