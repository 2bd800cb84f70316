//! A draft as fans would meet it, at any moment: the real widget before a small server of its own, in memory and for a while.
//!
//! Such a server has a store and a clock of its own and is reached below a path that nobody can guess, by a page without an origin (`sandbox`), so that
//! nothing of the draft ever comes near the session of whoever looks at it.

use super::{Desk, DraftError};
use crate::{
    app::{self, App},
    clock::Clock,
    compose, entropy,
    guard::Proxies,
    life,
    publish::{self, Checked},
    store::{Picture, Store, StoreError, drafts::DraftRow, sqlite::Sqlite},
    tasks::Tasks,
};
use axum::Router;
use canyu_core::{
    campaign::{Campaign, Kind},
    file::{self, Reading},
    lang::Lang,
    moment::Moment,
    staff::{Preview, PreviewWish},
};
use fairdraw::{hash::sha256, key::SigningKey, text::hex};
use metrics_exporter_prometheus::PrometheusBuilder;
use std::{
    collections::{HashMap, VecDeque},
    path::Path,
    sync::{Arc, Mutex, PoisonError},
};
use tempfile::TempDir;
use tokio::sync::Semaphore;

/// Previews that are kept. Those that were used last stay.
const KEPT: usize = 12;
/// Sets of composed pictures that are kept: most edits change none.
const COMPOSED: usize = 8;
/// Previews that are made at a time.
const AT_ONCE: usize = 2;
/// Revisions that are tried until one has no errors.
const TRIED: u32 = 40;
/// The origin of a page without one.
const NO_ORIGIN: &str = "null";

/// What is shown. It ends when it is dropped.
pub struct Shown {
    /// Its routes.
    pub router: Router,
    /// The campaign.
    pub slug: String,
    /// The languages that it is written in.
    pub languages: Vec<Lang>,
    _jobs: Tasks,
    /// Deleted with it.
    _folder: TempDir,
}

/// Those that can be looked at.
pub struct Previews {
    shown: Mutex<VecDeque<(String, Arc<Shown>)>>,
    composed: Mutex<VecDeque<(String, Arc<Vec<Picture>>)>>,
    making: Semaphore,
}

impl Default for Previews {
    fn default() -> Self {
        Self {
            shown: Mutex::default(),
            composed: Mutex::default(),
            making: Semaphore::new(AT_ONCE),
        }
    }
}

impl Previews {
    /// The one of that key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<Arc<Shown>> {
        let mut shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
        let place = shown.iter().position(|(known, _)| known == key)?;
        let used = shown.remove(place)?;
        let found = used.1.clone();
        shown.push_back(used);
        Some(found)
    }

    fn keep(&self, key: String, one: Shown) {
        let mut shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
        shown.push_back((key, Arc::new(one)));
        if shown.len() > KEPT {
            shown.pop_front();
        }
    }

    /// The composed pictures of a campaign, made once for the same files and teasers.
    async fn pictures(
        &self,
        campaign: &Campaign,
        files: &HashMap<String, Vec<u8>>,
    ) -> Result<Arc<Vec<Picture>>, DraftError> {
        let key = key_of(campaign, files)?;
        let known = |composed: &VecDeque<(String, Arc<Vec<Picture>>)>| {
            composed
                .iter()
                .find(|(known, _)| *known == key)
                .map(|(_, pictures)| pictures.clone())
        };
        if let Some(pictures) = known(&self.composed.lock().unwrap_or_else(PoisonError::into_inner)) {
            return Ok(pictures);
        }
        let (campaign, files) = (campaign.clone(), files.clone());
        let made = tokio::task::spawn_blocking(move || compose::pictures(&campaign, &files)).await;
        let made = made.map_err(|error| StoreError::Unusable(error.to_string()))?;
        let made = Arc::new(made.map_err(|(_, error)| DraftError::NotAPicture(error.to_string()))?);
        let mut composed = self.composed.lock().unwrap_or_else(PoisonError::into_inner);
        composed.push_back((key, made.clone()));
        if composed.len() > COMPOSED {
            composed.pop_front();
        }
        Ok(made)
    }
}

/// What the pictures are made of.
fn key_of(campaign: &Campaign, files: &HashMap<String, Vec<u8>>) -> Result<String, StoreError> {
    let has_pictures = |kind: &Kind| matches!(kind, Kind::Teaser(_) | Kind::Assemble(_));
    let nodes: Vec<(&str, &Kind)> = campaign
        .nodes
        .iter()
        .map(|node| (node.id.as_str(), &node.kind))
        .collect();
    let nodes: Vec<&(&str, &Kind)> = nodes.iter().filter(|(_, kind)| has_pictures(kind)).collect();
    let mut text = serde_json::to_vec(&nodes).map_err(|error| StoreError::Corrupt(error.to_string()))?;
    let mut hashes: Vec<(&String, [u8; 32])> = files.iter().map(|(name, body)| (name, sha256(body))).collect();
    hashes.sort_unstable();
    for (name, hash) in hashes {
        text.extend_from_slice(name.as_bytes());
        text.extend_from_slice(&hash);
    }
    Ok(hex(&sha256(&text)))
}

/// Makes a preview of a draft; where it has errors, of its last revision without.
///
/// # Errors
/// [`DraftError`].
pub async fn show(desk: &Desk<'_>, row: DraftRow, wish: &PreviewWish) -> Result<Preview, DraftError> {
    let previews = &desk.app.drafting.previews;
    let _making = previews.making.acquire().await.map_err(|_| DraftError::Busy)?;
    let files = desk.pictures(&row.id).await?;
    let (revision, source, reading, campaign) = last_good(desk, row, &files).await?;
    let pictures = previews.pictures(&campaign, &files).await?;
    let hashes = files.iter().map(|(name, body)| (name.clone(), hex(&sha256(body))));
    let checked = Checked {
        source,
        hashes: hashes.collect(),
        files: HashMap::new(),
        pictures: pictures.to_vec(),
        reading: Reading {
            campaign: Some(Campaign {
                origins: vec![NO_ORIGIN.to_owned()],
                ..campaign
            }),
            ..reading
        },
    };
    let shown = start(&checked, wish.at).await?;
    let key = entropy::token().map_err(|error| StoreError::Unusable(format!("no randomness: {error}")))?;
    let dark = if wish.dark { "&dark" } else { "" };
    let lang = Lang::from_tag(&wish.language).unwrap_or_default().tag();
    previews.keep(key.clone(), shown);
    Ok(Preview {
        path: format!("/preview/{key}?lang={lang}{dark}"),
        revision,
    })
}

/// The newest revision that can be played.
async fn last_good(
    desk: &Desk<'_>,
    row: DraftRow,
    files: &HashMap<String, Vec<u8>>,
) -> Result<(u32, String, Reading, Campaign), DraftError> {
    let (mut revision, mut source) = (row.revision, row.source);
    for _ in 0..TRIED {
        let mut reading = file::read(&source);
        publish::report_missing(&mut reading, |name| files.contains_key(name));
        if reading.is_fine()
            && let Some(campaign) = reading.campaign.clone()
        {
            return Ok((revision, source, reading, campaign));
        }
        let before = revision.checked_sub(1).ok_or(DraftError::HasErrors)?;
        let older = desk.app.store.draft_revision(&row.id, before).await?;
        (revision, source) = (before, older.ok_or(DraftError::HasErrors)?.0);
    }
    Err(DraftError::HasErrors)
}

/// A server of its own for one campaign, at a moment.
async fn start(checked: &Checked, at: Moment) -> Result<Shown, DraftError> {
    let failed = |error: &dyn std::fmt::Display| StoreError::Unusable(format!("a preview could not be made: {error}"));
    let folder = tempfile::Builder::new()
        .prefix("canyu-preview-")
        .tempdir()
        .map_err(|error| failed(&error))?;
    let store: Arc<dyn Store> = Arc::new(Sqlite::open_for_a_while(&path(folder.path())).await?);
    let clock = Clock::rehearsal(at, 1);
    store.claim(true).await?;
    let seed = entropy::seed().map_err(|error| failed(&error))?;
    let key = SigningKey::from_seed("preview", seed).map_err(|error| failed(&error))?;
    let key = Arc::new(key);
    publish::publish(&*store, checked, key.verifier(), true, at).await?;
    let metrics = PrometheusBuilder::new().build_recorder().handle();
    let (app, _) = App::start(store, key, clock, None, Proxies::default(), metrics).await?;
    let campaign = checked.reading.campaign.as_ref().ok_or(DraftError::HasErrors)?;
    let mut jobs = Tasks::default();
    jobs.spawn(life::run(app.clone(), campaign.slug.clone()));
    Ok(Shown {
        router: app::router(app),
        slug: campaign.slug.clone(),
        languages: campaign.languages.clone(),
        _jobs: jobs,
        _folder: folder,
    })
}

fn path(folder: &Path) -> String {
    format!("sqlite:{}", folder.join("preview.db").display())
}
