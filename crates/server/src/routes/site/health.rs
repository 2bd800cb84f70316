//! `GET /healthz`, `/readyz`, `/metrics`

use crate::app::App;
use axum::{extract::State, http::StatusCode};

/// The process answers.
pub async fn healthz() -> &'static str {
    "ok\n"
}

/// The database answers too.
pub async fn readyz(State(app): State<App>) -> (StatusCode, &'static str) {
    match app.store.publication_count().await {
        Ok(_) => (StatusCode::OK, "ready\n"),
        Err(error) => {
            tracing::error!(%error, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n")
        }
    }
}

/// Counters and histograms in the text format of Prometheus.
pub async fn metrics(State(app): State<App>) -> String {
    app.metrics.render()
}
