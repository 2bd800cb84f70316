//! `/api/v1/rehearsal/clock`: there only where the time is driven (`canyu serve --rehearsal-driven`), which no real server's ever is.

use crate::{app::App, problem::Problem};
use axum::{
    Json, Router,
    extract::State,
    http::{StatusCode, header},
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

/// The routes of a rehearsal.
pub fn router() -> Router<App> {
    Router::new().route("/api/v1/rehearsal/clock", get(clock).post(advance))
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
