//! What somebody who runs a campaign meets day by day.

pub mod campaign;
pub mod campaigns;
pub mod codes;
pub mod drafts;
pub mod draw;
pub mod gifts;
pub mod moderation;
pub mod news;
pub mod review;
pub mod seeds;
mod till;
mod wishes;

use crate::route::Route;
use yew::{Html, html};

/// The page of an address, if it is one of these.
#[must_use]
pub fn page(route: &Route) -> Option<Html> {
    Some(match route {
        Route::Campaigns => html! { <campaigns::Campaigns /> },
        Route::Campaign(slug) => html! { <campaign::Campaign slug={slug.clone()} /> },
        Route::Moderation(slug) => html! { <moderation::Moderation slug={slug.clone()} /> },
        Route::News(slug) => html! { <news::NewsPage slug={slug.clone()} /> },
        Route::Gifts { slug, to } => html! { <gifts::GiftsPage slug={slug.clone()} to={to.clone()} /> },
        Route::Codes(slug) => html! { <codes::CodesPage slug={slug.clone()} /> },
        Route::Seeds(slug) => html! { <seeds::SeedsPage slug={slug.clone()} /> },
        Route::Review { slug, fan, all } => {
            html! { <review::Review slug={slug.clone()} fan={fan.clone()} all={*all} /> }
        }
        Route::Draw(slug) => html! { <draw::Draw slug={slug.clone()} /> },
        _ => return None,
    })
}
