//! Throws away what has expired. Nothing depends on it: what is over is not taken before either.

use super::{AT_MOST, IDLE};
use crate::app::App;
use canyu_core::moment::HOUR;
use std::time::Duration;

/// How often.
const OFTEN: Duration = Duration::from_secs(3_600);
/// Wrong passwords are forgotten after so many milliseconds without another one.
const FORGOTTEN: i64 = 24 * HOUR;

/// Sweeps for ever.
pub async fn run(app: App) {
    loop {
        let now = app.clock.wall();
        let (begun, used) = (now.plus(-AT_MOST), now.plus(-IDLE));
        if let Err(error) = app.store.sweep_sessions(begun, used, now, now.plus(-FORGOTTEN)).await {
            tracing::error!(%error, "what has expired could not be thrown away");
        }
        tokio::time::sleep(OFTEN).await;
    }
}
