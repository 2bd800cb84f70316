//! What comes by time, and nobody does: a campaign opens and closes, a draw is run. Each is told once, however many processes notice it.

use super::{Hook, message::Message};
use crate::{app::App, store::StoreError};
use canyu_core::{moment::Moment, staff::Happening};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Tells what has come since webhooks were made that want to know it.
pub async fn tell(app: &App, hooks: &[Hook]) {
    let mut campaigns = BTreeMap::<&str, Vec<&Hook>>::new();
    for hook in hooks {
        campaigns.entry(&hook.campaign).or_default().push(hook);
    }
    for (campaign, hooks) in campaigns {
        if let Err(error) = of(app, campaign, &hooks).await {
            tracing::error!(campaign, %error, "what has come by time could not be told");
        }
    }
}

async fn of(app: &App, campaign: &str, hooks: &[&Hook]) -> Result<(), StoreError> {
    let (Some(live), now) = (app.campaigns.get(campaign), app.clock.now()) else {
        return Ok(());
    };
    // From when on somebody wants to know: what was before nobody is told.
    let since = |kind| {
        let wanting = hooks.iter().filter(|hook| hook.kinds.contains(&kind));
        wanting.map(|hook| hook.since).min()
    };
    let mut come = Vec::new();
    for (kind, at) in [
        (Happening::Opened, live.campaign.opens),
        (Happening::Closed, live.campaign.closes),
    ] {
        come.push((kind, at, "", json!({})));
    }
    if since(Happening::Drawn).is_some()
        && let Some(drawn) = app.store.drawn(campaign).await?
    {
        let data = json!({ "draw": 1, "winners": drawn.winners });
        come.push((Happening::Drawn, drawn.at, "/1", data));
    }
    for (kind, at, which, data) in come {
        if at <= now && since(kind).is_some_and(|since| since <= at) {
            let key = format!("{}{which}", kind.name());
            tell_once(app, campaign, &key, kind, at, data).await?;
        }
    }
    Ok(())
}

async fn tell_once(
    app: &App,
    campaign: &str,
    key: &str,
    kind: Happening,
    at: Moment,
    data: Value,
) -> Result<(), StoreError> {
    let message = Message {
        at,
        kind,
        fan: None,
        data,
    };
    app.store
        .tell_webhooks(campaign, &message, Some(key), None, app.clock.now())
        .await
        .map(drop)
}
