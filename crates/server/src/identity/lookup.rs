//! Asking for the mail exchangers of confirmed addresses, apart from any request: nobody waits for it, and how long it takes tells nobody
//! anything.

use super::{address::Address, domain, facts::mx_hash, mx};
use crate::{app::App, campaigns::Live, store::StoreError};
use futures::{StreamExt as _, stream};
use std::{
    collections::{HashMap, HashSet},
    time::Duration,
};

/// How often it is looked for what is to be asked.
const LOOK: Duration = Duration::from_secs(2);
/// What was asked in vain is asked again every so many rounds, [`TRIES`] times in all.
const AGAIN: u32 = 60;
const TRIES: u32 = 4;
/// Addresses that are looked at in one go.
const BATCH: u32 = 64;
/// Domains that are asked for at the same time: one whose servers are silent keeps nobody waiting.
const AT_ONCE: usize = 16;
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
    let unknown = app.store.unknown_exchangers(slug, tries, BATCH).await?;
    let mut hosts: Vec<(String, String)> = Vec::with_capacity(unknown.len());
    for (fan, address) in unknown {
        let host = Address::read(&address).map_or_else(|_| String::new(), |address| address.domain().to_owned());
        hosts.push((fan, host));
    }
    let asked: HashSet<String> = hosts.iter().map(|(_, host)| host.clone()).collect();
    let answers = stream::iter(asked.into_iter().filter(|host| !known.contains_key(host)))
        .map(|host| async move { (cluster(app, &host).await, host) })
        .buffer_unordered(AT_ONCE)
        .collect::<Vec<_>>()
        .await;
    if known.len() + answers.len() > KEPT {
        known.clear();
    }
    known.extend(answers.into_iter().filter_map(|(cluster, host)| Some((host, cluster?))));
    for (fan, host) in hosts {
        let cluster = known.get(&host);
        let hash = cluster.map(|cluster| mx_hash(&live.secrets, cluster));
        app.store.keep_exchanger(slug, &fan, hash.as_deref()).await?;
    }
    Ok(())
}

async fn cluster(app: &App, host: &str) -> Option<String> {
    // Everybody knows where the mail of millions goes.
    if domain::is_provider(host) {
        return Some(domain::registrable(host).to_owned());
    }
    mx::cluster(&*app.post.exchangers, host).await
}
