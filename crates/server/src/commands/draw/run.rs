//! `canyu draw commit` and `canyu draw run`

use super::{CommandError, Opened, RelayArg, SettingsFile, Which};
use crate::draw::{
    DrawError, Ran,
    beacon::{self, BeaconError, Given},
    close::Committed,
    relays::unhex,
};
use anyhow::Context as _;
use fairdraw::text::hex;
use std::path::PathBuf;

/// Run the draw with the random value.
#[derive(Debug, clap::Args)]
pub struct Run {
    #[command(flatten)]
    which: Which,
    /// beacon.json of a bundle, or the answer of a drand relay
    #[arg(long, value_name = "FILE.json")]
    beacon: Vec<PathBuf>,
    /// drand's signature of the manifest's round
    #[arg(long, value_name = "HEX")]
    signature: Vec<String>,
    /// Public numbers, as 9319./2.5.8.10.12./ (RFC 3797)
    #[arg(long, value_name = "KEY")]
    numbers: Vec<String>,
    /// The secret of a witness; once for each
    #[arg(long, value_name = "HEX")]
    secret: Vec<String>,
    #[command(flatten)]
    relays: RelayArg,
}

impl Run {
    pub(super) async fn perform(self, settings: &SettingsFile) -> Result<String, CommandError> {
        let mut given = self.given()?;
        let Opened { draw, store, clock, .. } = self.which.open(settings).await?;
        let is_drawn = draw.row().await?.stamp.drawn_at.is_some();
        let wants_drand = beacon::round(&draw.manifest().beacon).is_some();
        if wants_drand && given.drand.is_empty() && !is_drawn && draw.is_due(clock.now()) {
            let relays = self.relays.relays(settings);
            let signature = draw.ask(&relays).await.ok_or_else(|| {
                let names = relays.addresses().join(", ");
                DrawError::Beacon(BeaconError::Missing(format!(
                    "a round of drand that no relay gave ({names}; see the log). Try again, or paste it with --signature"
                )))
            })?;
            given.drand.push((None, signature));
        }
        let ran = draw.run(given, clock.now()).await?;
        store.close().await;
        let slug = &self.which.slug;
        Ok(match ran {
            Ran::Now(0) => format!("the draw of {slug} was run: nobody was in it"),
            Ran::Now(drawn) => format!("the draw of {slug} was run: {drawn} people were drawn, winners and alternates"),
            Ran::Before(at) => format!("the draw of {slug} was run before, at {at}: nothing was changed"),
        })
    }

    fn given(&self) -> Result<Given, CommandError> {
        let mut given = Given {
            numbers: self.numbers.clone(),
            ..Given::default()
        };
        for path in &self.beacon {
            let file = std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
            given.read(&file).map_err(DrawError::from)?;
        }
        let bytes = |name: &str, text: &str| {
            let why = || BeaconError::Unreadable(format!("--{name} is not in hexadecimal digits"));
            unhex(text.trim()).ok_or_else(|| DrawError::from(why()))
        };
        for signature in &self.signature {
            given.drand.push((None, bytes("signature", signature)?));
        }
        for secret in &self.secret {
            given.secrets.push(bytes("secret", secret)?);
        }
        Ok(given)
    }
}

/// Closes the list and commits to it.
pub(super) async fn commit(opened: Opened) -> Result<String, DrawError> {
    let committed = opened.draw.commit(opened.closes, &opened.clock).await?;
    opened.store.close().await;
    let commitment = committed.commitment();
    let told = format!(
        "{} people with {} tickets, commitment {}",
        commitment.entries,
        commitment.tickets,
        hex(&commitment.hash())
    );
    Ok(match committed {
        Committed::Now(_) => format!("the list is closed: {told}"),
        Committed::Before(_) => format!("the list had been closed before, nothing was changed: {told}"),
    })
}
