//! `canyu till`

use super::desk::{CampaignArgs, entry_of, plain};
use crate::{
    clock::Clock,
    goods::{GoodsError, close_till, make_till},
    settings::{self, SettingsFile},
    store::Store,
};
use anyhow::Context as _;
use canyu_core::{campaign::Campaign, staff::What};
use serde_json::json;
use std::process::ExitCode;

/// Make the link with which a till redeems codes, or close a till; without either, list them.
#[derive(Debug, clap::Args)]
pub struct Till {
    #[command(flatten)]
    which: CampaignArgs,
    /// Make a till of this name; its link is shown once
    #[arg(long, value_name = "NAME", conflicts_with = "revoke")]
    name: Option<String>,
    /// Close the till of this name: its link redeems nothing any more
    #[arg(long, value_name = "NAME")]
    revoke: Option<String>,
    /// Where people reach the server, as https://canyu.example
    #[arg(long, env = "CANYU_PUBLIC_URL", value_name = "URL")]
    public_url: Option<String>,
}

impl Till {
    pub(super) async fn run(self, settings: &SettingsFile) -> anyhow::Result<ExitCode> {
        let (store, clock) = self.which.store(settings).await?;
        let slug = &self.which.slug;
        let publications = store.publications().await?;
        let publication = publications.iter().find(|publication| publication.campaign == *slug);
        let publication =
            publication.with_context(|| format!("no campaign \"{slug}\" is published in this database"))?;
        let campaign: Campaign = serde_json::from_str(&publication.model)?;
        let done = match (&self.name, &self.revoke) {
            (Some(name), _) => self.make(&*store, &campaign, name, &clock, settings).await?,
            (_, Some(name)) => revoke(&*store, slug, name, &clock).await?,
            _ => list(&*store, slug).await?,
        };
        store.close().await;
        Ok(done)
    }

    async fn make(
        &self,
        store: &dyn Store,
        campaign: &Campaign,
        name: &str,
        clock: &Clock,
        settings: &SettingsFile,
    ) -> anyhow::Result<ExitCode> {
        let (name, path) = match make_till(store, campaign, name, clock.now()).await {
            Ok(made) => made,
            Err(error) => return refused(error),
        };
        let entry = entry_of(clock, (&campaign.slug, ""), What::TillMade, &name, json!({}));
        store.note(&entry).await?;
        let base = self.public_url.clone().or_else(|| settings.public_url.clone());
        let base = base.unwrap_or_else(|| format!("http://{}", settings::listen(None, settings)));
        println!("{}{path}", base.trim_end_matches('/'));
        eprintln!("Open this link on the device of \"{name}\". It is shown once; whoever has it can redeem codes.");
        Ok(ExitCode::SUCCESS)
    }
}

async fn revoke(store: &dyn Store, slug: &str, name: &str, clock: &Clock) -> anyhow::Result<ExitCode> {
    match close_till(store, slug, name, clock.now()).await {
        Ok(name) => {
            let entry = entry_of(clock, (slug, ""), What::TillClosed, &name, json!({}));
            store.note(&entry).await?;
            println!("{name} is closed: its link redeems nothing any more");
            Ok(ExitCode::SUCCESS)
        }
        Err(error) => refused(error),
    }
}

fn refused(error: GoodsError) -> anyhow::Result<ExitCode> {
    if let GoodsError::Store(error) = error {
        return Err(error.into());
    }
    eprintln!("refused[{}]: {error}", error.code());
    Ok(ExitCode::FAILURE)
}

async fn list(store: &dyn Store, slug: &str) -> anyhow::Result<ExitCode> {
    for till in store.tills(slug).await? {
        let state = till
            .revoked
            .map_or_else(|| format!("in use since {}", till.made), |at| format!("closed {at}"));
        println!("{}\t{state}", plain(&till.name));
    }
    Ok(ExitCode::SUCCESS)
}
