//! What commands of staff share: the campaign they are about, and the writer that their orders go through. A server may run beside them: the
//! database orders what the two write, and the server takes in what has changed within a second.

use crate::{
    app::App,
    campaigns::Live,
    clock::Clock,
    guard::Proxies,
    settings::{ClockArg, DatabaseArg, KeyArg, SettingsFile},
    store::{Store, StoreError, audit::Entry},
};
use anyhow::{Context as _, bail};
use canyu_core::staff::{What, Who, WhoKind};
use metrics_exporter_prometheus::PrometheusBuilder;
use serde_json::Value;
use std::sync::Arc;
use tokio::task::JoinHandle;

/// Which campaign, in which database, at which time.
#[derive(Debug, clap::Args)]
pub struct CampaignArgs {
    /// The campaign
    pub slug: String,
    #[command(flatten)]
    database: DatabaseArg,
    #[command(flatten)]
    key: KeyArg,
    #[command(flatten)]
    clock: ClockArg,
}

/// Who does it.
#[derive(Debug, clap::Args)]
pub struct ByArg {
    /// Your name, as the log will have it
    #[arg(long, env = "CANYU_BY", value_name = "NAME")]
    pub by: String,
}

/// A campaign that was opened for a command.
pub struct Desk {
    /// The server without its routes.
    pub app: App,
    /// The campaign.
    pub live: Arc<Live>,
    writer: JoinHandle<()>,
}

impl CampaignArgs {
    /// The database, and the time.
    ///
    /// # Errors
    /// When it cannot be opened, or belongs to the other clock.
    pub async fn store(&self, settings: &SettingsFile) -> anyhow::Result<(Arc<dyn Store>, Clock)> {
        let store = self.database.open(settings).await?;
        let clock = self.clock.clock();
        if let Some(kept) = store.is_rehearsal().await?
            && kept != clock.is_rehearsal()
        {
            let name = |rehearsal| if rehearsal { "rehearsal" } else { "real" };
            bail!(StoreError::OtherClock {
                kept: name(kept),
                asked: name(clock.is_rehearsal()),
            });
        }
        Ok((store, clock))
    }

    /// The campaign, and the way to the writer.
    ///
    /// # Errors
    /// When the database cannot be opened, or has no such campaign.
    pub async fn open(&self, settings: &SettingsFile) -> anyhow::Result<Desk> {
        let (store, clock) = self.store(settings).await?;
        let key = self.key.open(&*store, &self.database, settings).await?;
        let metrics = PrometheusBuilder::new().build_recorder().handle();
        let (app, writer) = App::start(store, key, clock, None, Proxies::default(), metrics).await?;
        let live = app.campaigns.get(&self.slug);
        let live = live.with_context(|| format!("no campaign \"{}\" is published in this database", self.slug))?;
        Ok(Desk { app, live, writer })
    }
}

impl Desk {
    /// Ends the writer once all is on disk, and tells servers that something has changed.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn close(self) -> anyhow::Result<()> {
        let store = self.app.store.clone();
        drop((self.app, self.live));
        self.writer.await.context("the writer failed")?;
        store.touch().await?;
        store.close().await;
        Ok(())
    }
}

/// A line of the log of staff about what a command has done. `by` is the name that was given with it; empty: none was.
#[must_use]
pub fn entry_of(clock: &Clock, (slug, by): (&str, &str), what: What, about: &str, change: Value) -> Entry {
    Entry {
        at: clock.wall(),
        who: Who {
            kind: WhoKind::CommandLine,
            account: String::new(),
            name: by.to_owned(),
        },
        place: String::new(),
        what,
        campaign: Some(slug.to_owned()),
        about: about.to_owned(),
        change,
    }
}

/// What fans or staff have written, on one line of a terminal: nothing in it can move the cursor or turn the direction around.
#[must_use]
pub fn plain(text: &str) -> String {
    let steers = |c: char| {
        c.is_control() || matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
    };
    text.chars().map(|c| if steers(c) { '\u{FFFD}' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn what_fans_write_does_not_steer_a_terminal() {
        assert_eq!(plain("豆浆机 🫖"), "豆浆机 🫖");
        assert_eq!(plain("a\u{1b}[2Jb\u{202E}c\n"), "a\u{FFFD}[2Jb\u{FFFD}c\u{FFFD}");
    }
}
