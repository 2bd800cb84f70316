//! What brings people in: the figures of a campaign, live, and the ways to take them home.

mod ask;
mod board;
mod cells;
mod chains;
mod channels;
mod crossing;
mod exports;
mod forecast;
mod generations;
mod glance;
mod links;
mod naming;
mod next;
mod nodes;
mod now;
mod people;
mod period;
mod report;
mod said;
mod seeds;
mod series;
mod spread;
mod stream;
mod tree;
mod unequal;

pub use board::{Board, BoardProps, view};
pub use links::view as links;
pub use naming::Naming;
pub use report::{Told, sheet};

use crate::route::Route;
use yew::{Html, html};

/// The page of an address, if it is one of these.
#[must_use]
pub fn page(route: &Route) -> Option<Html> {
    Some(match route {
        Route::Figures { slug, filter } => html! { <Board slug={slug.clone()} filter={filter.clone()} /> },
        Route::Spread { slug, filter } => html! { <spread::Spread slug={slug.clone()} filter={filter.clone()} /> },
        Route::Report { slug, week } => {
            html! { <report::Report slug={slug.clone()} week={week.clone()} /> }
        }
        Route::Exports { slug, filter } => {
            html! { <exports::ExportsPage slug={slug.clone()} filter={filter.clone()} /> }
        }
        _ => return None,
    })
}
