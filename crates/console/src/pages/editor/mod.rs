//! Where a campaign is made.

pub mod draft;
pub mod edit;
pub mod embed;
pub mod new_draft;
pub mod rehearsal;
pub mod release;
mod upload;

use crate::route::Route;
use yew::{Html, html};

/// The page of an address, if it is one of these.
#[must_use]
pub fn page(route: &Route) -> Option<Html> {
    Some(match route {
        Route::Edit(slug) => html! { <edit::EditCampaign slug={slug.clone()} /> },
        Route::Embed(slug) => html! { <embed::EmbedPage slug={slug.clone()} /> },
        Route::NewDraft => html! { <new_draft::NewCampaign /> },
        Route::Draft(id) => html! { <draft::Editor id={id.clone()} /> },
        Route::Rehearse(id) => html! { <rehearsal::Rehearse id={id.clone()} /> },
        Route::Publish(id) => html! { <release::Publish id={id.clone()} /> },
        _ => return None,
    })
}
