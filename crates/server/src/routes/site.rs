//! Pages and files that are open to everybody: the embed, the hosted page, health.

pub mod changes;
pub mod confirm;
pub mod console;
pub mod embed;
pub mod health;
pub mod hosted;
mod kept;
pub mod origin;
pub mod preview;
pub mod screen;
pub mod share;
pub mod till;
pub mod verify;

pub(crate) use hosted::{escape, own_address};

use crate::app::App;
use axum::{
    Router,
    routing::{any, get},
};

/// The routes of the site.
pub fn router() -> Router<App> {
    Router::new()
        .route("/embed/v1/origin/{slug}", get(origin::origin))
        .route("/embed/{*path}", get(embed::embed))
        .route("/c/{slug}", get(hosted::hosted))
        .route("/c/{slug}/changes", get(changes::changes))
        .route("/pages/{name}", get(hosted::file))
        .route("/screen/{slug}/{node}/{place}/{key}", get(screen::screen))
        .route("/s/{code}", get(share::page))
        .route("/s/{code}/card.jpg", get(share::picture))
        .route("/till/worker.js", get(till::worker))
        .route("/till/{slug}", get(till::page))
        .route("/confirm/{link}", get(confirm::show).post(confirm::confirm))
        .route("/console", get(console::page))
        .route("/console/{*path}", get(console::file))
        .route("/preview/{key}", get(preview::page))
        .route("/preview/{key}/{*rest}", any(preview::below))
        .route("/verify", get(verify::verify))
        .route("/healthz", get(health::healthz))
        .route("/readyz", get(health::readyz))
        .route("/metrics", get(health::metrics))
        .fallback(embed::nothing)
}
