//! Asking for the mail exchangers of confirmed addresses, apart from any request: nobody waits for it, and how long it takes tells nobody
//! anything.

use super::{address::Address, domain, facts::mx_hash, mx};
use crate::{app::App, campaigns::Live, store::StoreError};
use std::{collections::HashMap, time::Duration};

/// How often it is looked for what is to be asked.
const LOOK: Duration = Duration::from_secs(2);
/// What was asked in vain is asked again every so many rounds, [`TRIES`] times in all.
const AGAIN: u32 = 60;
const TRIES: u32 = 4;
/// Addresses that are looked at in one go.
const BATCH: u32 = 64;
/// Domains whose answer is kept in mind.
const KEPT: usize = 4_096;

/// Asks, for ever.
pub async fn run(app: App) {
    let mut known = HashMap::new();
    let mut round = 0_u32;
    loop {
        let tries = if round.is_multiple_of(AGAIN) { TRIES } else { 1 };
        for slug in app.campaigns.slugs() {
            let Some(live) = app.campaigns.get(&slug) else { continue };
            if let Err(error) = look(&app, &live, tries, &mut known).await {
                tracing::error!(campaign = slug, %error, "what is known of mail hosts could not be kept");
            }
        }
        round = round.wrapping_add(1);
        tokio::time::sleep(LOOK).await;
    }
}

async fn look(app: &App, live: &Live, tries: u32, known: &mut HashMap<String, String>) -> Result<(), StoreError> {
    let slug = &live.campaign.slug;
    for (fan, address) in app.store.unknown_exchangers(slug, tries, BATCH).await? {
        let cluster = match Address::read(&address) {
            Ok(address) => cluster(app, address.domain(), known).await,
            Err(_) => None,
        };
        let hash = cluster.map(|cluster| mx_hash(&live.secrets, &cluster));
        app.store.keep_exchanger(slug, &fan, hash.as_deref()).await?;
    }
    Ok(())
}

async fn cluster(app: &App, host: &str, known: &mut HashMap<String, String>) -> Option<String> {
    // Everybody knows where the mail of millions goes.
    if domain::is_provider(host) {
        return Some(domain::registrable(host).to_owned());
    }
    if let Some(cluster) = known.get(host) {
        return Some(cluster.clone());
    }
    let cluster = mx::cluster(&*app.post.exchangers, host).await?;
    if known.len() >= KEPT {
        known.clear();
    }
    known.insert(host.to_owned(), cluster.clone());
    Some(cluster)
}
