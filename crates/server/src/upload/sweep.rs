//! Pictures that were sent and became no guess are thrown away after a day.

use crate::app::App;
use canyu_core::moment::HOUR;
use std::time::Duration;

/// How long a picture may wait for its guess, in milliseconds: a phone may have been offline.
const PATIENCE: i64 = 24 * HOUR;
/// How often it is looked for them.
const LOOK: Duration = Duration::from_mins(10);
/// Pictures in one transaction, at most: others are waiting to write.
const AT_ONCE: u32 = 50;

/// Throws them away for as long as the server runs. Several servers may do so side by side.
pub async fn sweep(app: App) {
    loop {
        let before = app.clock.now().plus(-PATIENCE);
        match app.store.drop_orphans(before, AT_ONCE).await {
            Ok(0) => tokio::time::sleep(LOOK / app.clock.speed()).await,
            Ok(dropped) => {
                tracing::info!(dropped, "pictures that became no guess were thrown away");
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
            Err(error) => {
                tracing::error!(%error, code = "internal", "pictures that became no guess could not be thrown away");
                tokio::time::sleep(LOOK).await;
            }
        }
    }
}
