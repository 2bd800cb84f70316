//! `/api/v1/rehearsal/clock`: there only where the time is driven (`canyu serve --rehearsal-driven`), which no real server's ever is.

use crate::{app::App, problem::Problem};
use axum::{
    Json, Router,
    extract::{Request, State},
    http::{StatusCode, header},
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::get,
};
use canyu_core::moment::Moment;

/// The time of a driven clock, on the wire.
#[derive(Clone, Copy, Debug, serde::Serialize, serde::Deserialize)]
pub struct ClockView {
    /// The campaign's time.
    pub at: Moment,
}

/// The header by which any request moves the time forward before it is looked at, so that a simulation need not ask twice.
pub const AT: &str = "canyu-rehearsal-at";

/// Adds what moves the time, where it is driven; elsewhere nothing is there.
pub fn driven(app: &App, router: Router<App>) -> Router<App> {
    if !app.clock.is_driven() {
        return router;
    }
    router
        .route("/api/v1/rehearsal/clock", get(clock).post(advance))
        .layer(middleware::from_fn_with_state(app.clone(), ahead))
}

/// Moves the time to where a request wishes it, if that is not in the past.
async fn ahead(State(app): State<App>, request: Request, next: Next) -> Response {
    let at = request.headers().get(AT).and_then(|value| value.to_str().ok());
    if let Some(at) = at.and_then(|at| Moment::parse(at).ok()) {
        // Of two requests at once the later one has moved it already.
        let _ = app.clock.advance(at);
    }
    next.run(request).await
}

/// The time.
async fn clock(State(app): State<App>) -> Json<ClockView> {
    Json(ClockView { at: app.clock.now() })
}

/// Moves the time forward.
async fn advance(State(app): State<App>, Json(to): Json<ClockView>) -> Response {
    match app.clock.advance(to.at) {
        Ok(()) => Json(ClockView { at: app.clock.now() }).into_response(),
        Err(error) => {
            let status = StatusCode::CONFLICT;
            let problem = Problem {
                kind: format!("urn:canyu:problem:{}", error.code()),
                title: "Conflict".to_owned(),
                status: status.as_u16(),
                code: error.code().to_owned(),
                detail: error.to_string(),
                ..Problem::default()
            };
            let kind = [(header::CONTENT_TYPE, "application/problem+json")];
            (status, kind, Json(problem)).into_response()
        }
    }
}
