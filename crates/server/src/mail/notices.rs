//! Notices to people who have confirmed an address: won, offered, decided. They follow from the facts: whoever has something to be told and has
//! not been told is found and told, so a notice is neither forgotten when the server dies, nor sent twice.

use super::letter::Body;
use crate::{
    app::App,
    campaigns::Live,
    draw::DRAW,
    store::{Store, StoreError},
};
use canyu_core::{campaign::Kind, moment::Moment};
use std::time::Duration;

/// How often it is looked for whom there is something to be told.
const LOOK: Duration = Duration::from_secs(2);

/// Writes what is to be told, for ever. It comes back at once where no mail can be sent.
pub async fn run(app: App) {
    if !app.post.is_on() {
        return;
    }
    loop {
        for slug in app.campaigns.slugs() {
            let Some(live) = app.campaigns.get(&slug) else { continue };
            if live.archived.is_none()
                && let Err(error) = look(&app, &live).await
            {
                tracing::error!(campaign = slug, %error, "notices could not be written");
            }
        }
        tokio::time::sleep(LOOK).await;
    }
}

async fn look(app: &App, live: &Live) -> Result<(), StoreError> {
    let (slug, now) = (&live.campaign.slug, app.clock.now());
    if live.draw_state().is_drawn() {
        for untold in app.store.untold_winners(slug, DRAW, now).await? {
            let body = Body::Won {
                prize: untold.prize,
                until: untold.until,
            };
            let key = format!("won/{DRAW}/{}", untold.which);
            tell(app, slug, &untold.fan, &key, &body, now).await?;
        }
    }
    if live
        .campaign
        .nodes
        .iter()
        .any(|node| matches!(node.kind, Kind::Reserve(_)))
    {
        for untold in app.store.untold_offers(slug, now).await? {
            let key = format!("offered/{}", untold.which);
            let body = Body::Offered {
                node: untold.node,
                item: untold.item,
                until: untold.until,
            };
            tell(app, slug, &untold.fan, &key, &body, now).await?;
        }
    }
    Ok(())
}

async fn tell(app: &App, slug: &str, fan: &str, key: &str, body: &Body, now: Moment) -> Result<(), StoreError> {
    if notify(&*app.store, slug, fan, key, body, now).await? {
        app.post.wake();
    }
    Ok(())
}

/// Tells a fan that his appeal was decided, once, if he has confirmed an address; whether he had. A command may do so beside the server, which
/// sends it.
///
/// # Errors
/// When the database fails.
pub async fn appeal_decided(
    store: &dyn Store,
    slug: &str,
    fan: &str,
    cleared: bool,
    now: Moment,
) -> Result<bool, StoreError> {
    notify(
        store,
        slug,
        fan,
        &format!("appeal/{fan}"),
        &Body::Appeal { cleared },
        now,
    )
    .await
}

async fn notify(
    store: &dyn Store,
    slug: &str,
    fan: &str,
    key: &str,
    body: &Body,
    now: Moment,
) -> Result<bool, StoreError> {
    let kept = serde_json::to_string(body).map_err(|error| StoreError::Corrupt(error.to_string()))?;
    store.notify(slug, fan, key, body.kind(), &kept, now).await
}
