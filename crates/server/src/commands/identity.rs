//! `canyu identity`

use super::desk::CampaignArgs;
use crate::{
    identity::jwt::{KeyFileError, SiteKey},
    settings::SettingsFile,
};
use anyhow::Context as _;
use canyu_core::campaign::Campaign;
use std::{path::PathBuf, process::ExitCode};

/// Say what the tokens of a campaign's host site are checked with; without anything say what is kept. Key files never go into a campaign file.
#[derive(Debug, clap::Args)]
pub struct Identity {
    #[command(flatten)]
    which: CampaignArgs,
    /// The file with the secret that the site signs with too (HS256), at least 32 bytes
    #[arg(long, value_name = "FILE", conflicts_with_all = ["ed25519_file", "remove"])]
    hs256_file: Option<PathBuf>,
    /// The file with the site's public key (EdDSA, Ed25519): PEM, or its 32 bytes as base64
    #[arg(long, value_name = "FILE", conflicts_with = "remove")]
    ed25519_file: Option<PathBuf>,
    /// Forget the key: no token is taken any more; who was vouched for stays so
    #[arg(long)]
    remove: bool,
}

impl Identity {
    pub(super) async fn run(self, settings: &SettingsFile) -> anyhow::Result<ExitCode> {
        let key = match (&self.hs256_file, &self.ed25519_file) {
            (Some(path), _) => Some(read(path, SiteKey::hs256)?),
            (_, Some(path)) => Some(read(path, SiteKey::ed25519)?),
            _ => None,
        };
        let key = match key.transpose() {
            Ok(key) => key,
            Err(error) => {
                eprintln!("refused[{}]: {error}", error.code());
                return Ok(ExitCode::FAILURE);
            }
        };
        let (store, clock) = self.which.store(settings).await?;
        let slug = &self.which.slug;
        let publications = store.publications().await?;
        let publication = publications.iter().find(|publication| publication.campaign == *slug);
        let publication =
            publication.with_context(|| format!("no campaign \"{slug}\" is published in this database"))?;
        let campaign: Campaign = serde_json::from_str(&publication.model)?;
        if key.is_some() && campaign.identity.is_none() {
            eprintln!(
                "refused[identity_missing]: the file of \"{slug}\" has no [identity]: say there who issues the tokens, and for whom"
            );
            store.close().await;
            return Ok(ExitCode::FAILURE);
        }
        if key.is_some() || self.remove {
            store.set_site_key(slug, key.as_ref(), clock.now()).await?;
        }
        match store.site_key(slug).await? {
            Some((key, at)) => println!("{slug}\t{}\tsince {at}", key.name()),
            None => println!("{slug}\tno key: no token is taken"),
        }
        store.close().await;
        Ok(ExitCode::SUCCESS)
    }
}

fn read(
    path: &PathBuf,
    key: impl Fn(&[u8]) -> Result<SiteKey, KeyFileError>,
) -> anyhow::Result<Result<SiteKey, KeyFileError>> {
    let file = std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(key(&file))
}
