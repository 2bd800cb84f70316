//! The published campaigns as the server keeps them at hand.

use crate::{
    ballot::Ballot,
    draw::{DRAW, state::DrawState},
    publish::rules_hash,
    store::{Numbers, Picture, Store, StoreError},
};
use canyu_core::{
    campaign::{Campaign, Kind, Node},
    decide::Rules,
    id::is_name,
    moment::Moment,
    secrets::Secrets,
};
use fairdraw::key::SigningKey;
use std::{
    collections::{HashMap, HashSet},
    sync::{
        Arc, PoisonError, RwLock,
        atomic::{AtomicI64, AtomicU64, Ordering},
    },
};
use tokio::sync::Mutex;

/// Picks of a node that everybody is shown, at most.
const PICKS_SHOWN: u32 = 40;

/// Names of a wall of honour that everybody is shown, at most.
const NAMES_SHOWN: u32 = 200;

/// A published campaign, ready to be played.
pub struct Live {
    /// Its rules.
    pub campaign: Arc<Campaign>,
    /// Its version.
    pub version: u32,
    /// SHA-256 of its rules.
    pub rules: String,
    /// What nobody can guess about it.
    pub secrets: Secrets,
    /// Whether it was put away.
    pub archived: Option<Moment>,
    /// What gives receipts, where the campaign has a draw.
    pub ballot: Option<Arc<Ballot>>,
    draw: RwLock<Arc<DrawState>>,
    pictures: HashMap<(String, u32, bool), Picture>,
    /// Goes up with each group of acts that changed the campaign.
    changes: AtomicU64,
    numbers: Mutex<(Option<u64>, Arc<Numbers>)>,
    /// Timed steps that are known to be done: they need not be asked for again.
    steps_done: RwLock<HashSet<String>>,
}

impl Live {
    /// What it is decided by.
    #[must_use]
    pub fn by(&self) -> Rules<'_> {
        Rules {
            campaign: &self.campaign,
            secrets: &self.secrets,
        }
    }

    /// The picture of a teaser's stage.
    #[must_use]
    pub fn picture(&self, node: &str, stage: u32, preview: bool) -> Option<&Picture> {
        self.pictures.get(&(node.to_owned(), stage, preview))
    }

    /// The picture of that name.
    #[must_use]
    pub fn picture_named(&self, node: &str, name: &str) -> Option<&Picture> {
        self.pictures
            .values()
            .find(|picture| picture.node == node && picture.name == name)
    }

    /// Whether a timed step is known to be done.
    #[must_use]
    pub fn has_done(&self, step: &str) -> bool {
        self.steps_done
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .contains(step)
    }

    /// Notes that a timed step is done.
    pub fn note_done(&self, step: String) {
        self.steps_done
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(step);
    }

    /// How far the draw is.
    #[must_use]
    pub fn draw_state(&self) -> Arc<DrawState> {
        self.draw.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The numbers as of the last group: read once after each, however many ask.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn numbers(&self, store: &dyn Store) -> Result<Arc<Numbers>, StoreError> {
        let mut kept = self.numbers.lock().await;
        let changes = self.changes.load(Ordering::Acquire);
        if kept.0 != Some(changes) {
            let nodes: Vec<(&str, u32)> = self
                .campaign
                .nodes
                .iter()
                .filter_map(|node| Some((node.id.as_str(), picks_shown(node)?)))
                .collect();
            let numbers = store.numbers(&self.campaign.slug, &nodes).await?;
            *kept = (Some(changes), Arc::new(numbers));
        }
        Ok(kept.1.clone())
    }
}

#[cfg(test)]
impl Live {
    /// A campaign that was not published, for looking at.
    pub fn example(campaign: Campaign, secrets: Secrets) -> Self {
        Self {
            campaign: Arc::new(campaign),
            version: 1,
            rules: String::new(),
            secrets,
            archived: None,
            ballot: None,
            draw: RwLock::default(),
            pictures: HashMap::new(),
            changes: AtomicU64::new(0),
            numbers: Mutex::default(),
            steps_done: RwLock::default(),
        }
    }
}

/// How many picks of a node everybody is shown at most; `None` where there are none to show.
fn picks_shown(node: &Node) -> Option<u32> {
    match &node.kind {
        Kind::Guess(_) => Some(PICKS_SHOWN),
        // All options of a file, and as many proposals.
        Kind::Vote(vote) => Some(PICKS_SHOWN + u32::try_from(vote.options.len()).unwrap_or(0)),
        Kind::CheckIn(rules) => u32::try_from(rules.places.len()).ok(),
        Kind::News(news) => u32::try_from(news.posts.len()).ok(),
        Kind::Honour(_) => Some(NAMES_SHOWN),
        Kind::Share(share) if share.board > 0 => Some(share.board),
        _ => None,
    }
}

/// All published campaigns.
pub struct Campaigns {
    key: Arc<SigningKey>,
    by_slug: RwLock<HashMap<String, Arc<Live>>>,
    publications: AtomicI64,
    /// What [`crate::store::staff::Staff::touched`] said last.
    touched: AtomicI64,
}

impl Campaigns {
    /// None yet, for the organiser of that key.
    #[must_use]
    pub fn new(key: Arc<SigningKey>) -> Self {
        Self {
            key,
            by_slug: RwLock::default(),
            publications: AtomicI64::default(),
            touched: AtomicI64::default(),
        }
    }

    /// The organiser's key.
    #[must_use]
    pub fn key(&self) -> &SigningKey {
        &self.key
    }

    /// The campaign of that slug.
    #[must_use]
    pub fn get(&self, slug: &str) -> Option<Arc<Live>> {
        if !is_name(slug) {
            return None;
        }
        self.by_slug
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .get(slug)
            .cloned()
    }

    /// Notes that acts have changed a campaign's numbers.
    pub fn changed(&self, slug: &str) {
        if let Some(live) = self.get(slug) {
            live.changes.fetch_add(1, Ordering::Release);
        }
    }

    /// The slugs, in order.
    #[must_use]
    pub fn slugs(&self) -> Vec<String> {
        let mut slugs: Vec<String> = self
            .by_slug
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .keys()
            .cloned()
            .collect();
        slugs.sort();
        slugs
    }

    /// Takes in what has been published since the last time, by this or another process.
    ///
    /// # Errors
    /// When the database fails, or holds a campaign that cannot be read.
    pub async fn refresh(&self, store: &dyn Store) -> Result<(), StoreError> {
        let count = store.publication_count().await?;
        if count != self.publications.load(Ordering::Acquire) {
            self.refresh_campaigns(store).await?;
            self.publications.store(count, Ordering::Release);
        }
        // A command that staff ran beside this server.
        let touched = store.touched().await?;
        if self.touched.swap(touched, Ordering::AcqRel) != touched {
            self.slugs().iter().for_each(|slug| self.changed(slug));
        }
        self.refresh_draws(store).await
    }

    async fn refresh_draws(&self, store: &dyn Store) -> Result<(), StoreError> {
        for stamp in store.draw_stamps().await? {
            let Some(live) = self.get(&stamp.campaign).filter(|_| stamp.draw == DRAW) else {
                continue;
            };
            if live.draw_state().stamp.as_ref() == Some(&stamp) {
                continue;
            }
            let Some(row) = store.draw(&stamp.campaign, stamp.draw).await? else {
                continue;
            };
            let state = DrawState::new(&row).map_err(|error| StoreError::Corrupt(error.to_string()))?;
            *live.draw.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(state);
        }
        Ok(())
    }

    async fn refresh_campaigns(&self, store: &dyn Store) -> Result<(), StoreError> {
        for publication in store.publications().await? {
            let archived = store.archived(&publication.campaign).await?;
            let known = self
                .get(&publication.campaign)
                .is_some_and(|live| live.version == publication.version && live.archived == archived);
            if known {
                continue;
            }
            let campaign: Campaign = serde_json::from_str(&publication.model)
                .map_err(|error| StoreError::Corrupt(format!("campaign {}: {error}", publication.campaign)))?;
            let manifest = store.manifest(&publication.campaign).await?;
            let ballot = manifest
                .map(|manifest| Ballot::new(&manifest, self.key.clone()).map(Arc::new))
                .transpose()
                .map_err(|error| StoreError::Unusable(format!("campaign {}: {error}", publication.campaign)))?;
            let secret = store.secret(&publication.campaign).await?.unwrap_or_default();
            let pictures = store.pictures(&publication.campaign, publication.version).await?;
            let live = Live {
                campaign: Arc::new(campaign),
                version: publication.version,
                rules: rules_hash(&publication.rules),
                secrets: Secrets::new(secret),
                archived,
                ballot,
                draw: RwLock::default(),
                pictures: pictures
                    .into_iter()
                    .map(|p| ((p.node.clone(), p.stage, p.preview), p))
                    .collect(),
                changes: AtomicU64::new(0),
                numbers: Mutex::default(),
                steps_done: RwLock::default(),
            };
            tracing::info!(
                campaign = publication.campaign,
                version = publication.version,
                "published"
            );
            self.by_slug
                .write()
                .unwrap_or_else(PoisonError::into_inner)
                .insert(publication.campaign, Arc::new(live));
        }
        Ok(())
    }
}
