//! The routes, one a file.

pub mod cors;
pub mod draw;
pub mod fan;
pub mod rehearsal;
pub mod site;
pub mod staff;
pub mod till;

use crate::{app::App, guard};
use axum::{Json, Router, middleware, routing::get};
use utoipa::OpenApi;
use utoipa_axum::{router::OpenApiRouter, routes};

#[derive(OpenApi)]
#[openapi(
    info(title = "Canyu", description = "Participation campaigns inside any web page. Errors are `application/problem+json` with a stable `code`; times are RFC 3339, UTC."),
    tags((name = "fan", description = "What a fan's browser calls"), (name = "draw", description = "What anybody can check of a draw, and the claim desk"),
        (name = "till", description = "Where codes are redeemed"),
        (name = "staff", description = "What the console and scripts call. `x-canyu-right` says who may: a right, `signed_in` (no tokens) or `anybody`"))
)]
struct Description;

/// The API's routes and their description.
pub fn api(app: App) -> (Router<App>, utoipa::openapi::OpenApi) {
    let (router, description) = OpenApiRouter::with_openapi(Description::openapi())
        .routes(routes!(fan::view::view))
        .routes(routes!(fan::me::me, fan::erase::erase))
        .routes(routes!(fan::act::act))
        .routes(routes!(fan::visit::visit))
        .routes(routes!(fan::appeal::appeal))
        .routes(routes!(fan::picture::picture))
        .routes(routes!(fan::upload::upload))
        .routes(routes!(fan::uploaded::uploaded))
        .routes(routes!(fan::email::ask))
        .routes(routes!(fan::email::confirm))
        .routes(routes!(fan::identity::identity))
        .routes(routes!(fan::consent::said, fan::consent::say))
        .routes(routes!(fan::data::data))
        .routes(routes!(draw::mine::mine))
        .routes(routes!(draw::claim::claim))
        .routes(routes!(till::about::about))
        .routes(routes!(till::redeem::redeem))
        .route_layer(middleware::from_fn_with_state(app.clone(), guard::limit))
        .route_layer(middleware::from_fn_with_state(app.clone(), cors::cors))
        // Open to every origin, so not behind the list of origins.
        .routes(routes!(draw::file::file))
        // Open to no page but the server's own.
        .merge(staff::router(app))
        .split_for_parts();
    let document = description.clone();
    let router = router.route("/api/v1/openapi.json", get(move || async move { Json(document) }));
    (router, description)
}
