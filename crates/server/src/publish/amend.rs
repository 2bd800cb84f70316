//! Small changes of a published campaign: what staff tell and answer from the console. Each is made in the campaign's own file, whose comments stay,
//! and published as a version of its own, with the pictures of the version before. The rules stay as they are.

mod edit;

use super::{corrupt, rules::rules};
use crate::store::{Picture, Publication, Release, Store, StoreError};
use canyu_core::{
    campaign::{Campaign, Kind, WishStatus},
    decide::proposal_key,
    file::{self, Finding, Severity},
    lang::Text,
    moment::Moment,
    secrets::Secrets,
};
use std::collections::BTreeMap;
use toml_edit::DocumentMut;

/// A change.
#[derive(Clone, Debug, PartialEq)]
pub enum Amendment {
    /// A post is told; one of that key is told in other words.
    Post {
        /// The news node.
        node: String,
        /// The post's key.
        key: String,
        /// From when it is shown.
        at: Moment,
        /// The headline.
        title: Text,
        /// What there is to tell.
        text: Text,
    },
    /// A post is taken away.
    RemovePost {
        /// The news node.
        node: String,
        /// The post's key.
        key: String,
    },
    /// A wish is answered; `None`: not any more.
    Answer {
        /// The vote node.
        node: String,
        /// The key of an option, or the words of a wish.
        to: String,
        /// What is said to it.
        said: Option<(WishStatus, Text)>,
    },
}

/// Why nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum AmendError {
    /// No campaign of that name is published.
    #[error("no campaign \"{0}\" is published here")]
    UnknownCampaign(String),
    /// Another version has been published since one has looked.
    #[error("the campaign was changed meanwhile, it has version {now} by now: look again; nothing was changed")]
    Meanwhile {
        /// The version by now.
        now: u32,
    },
    /// There is no such node, or it is of another kind.
    #[error("the campaign has no {kind} node \"{node}\"")]
    UnknownNode {
        /// The node.
        node: String,
        /// The kind that it should have.
        kind: &'static str,
    },
    /// There is no such post.
    #[error("there is no post \"{key}\" at \"{node}\"")]
    UnknownPost {
        /// The node.
        node: String,
        /// The post.
        key: String,
    },
    /// There is no such wish.
    #[error("there is no wish \"{to}\" at \"{node}\"")]
    UnknownWish {
        /// The node.
        node: String,
        /// The wish.
        to: String,
    },
    /// The changed file would have an error.
    #[error("{}: {}", .0.message, .0.remedy)]
    Wrong(Box<Finding>),
    /// The file of the last version cannot be changed, or its rules would be others: a fault of ours.
    #[error("the campaign's file cannot be changed: {0}")]
    Unusable(String),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl AmendError {
    /// The stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::UnknownCampaign(_) => "unknown_campaign",
            Self::Meanwhile { .. } => "changed_meanwhile",
            Self::UnknownNode { .. } => "unknown_node",
            Self::UnknownPost { .. } => "unknown_post",
            Self::UnknownWish { .. } => "unknown_wish",
            Self::Wrong(_) => "amendment_wrong",
            Self::Unusable(_) | Self::Store(_) => "internal",
        }
    }
}

impl Amendment {
    /// Makes the change in a campaign file. What it is about has to be there.
    ///
    /// # Errors
    /// When the file has no such node.
    pub fn apply(&self, document: &mut DocumentMut) -> Result<(), AmendError> {
        match self {
            Self::Post { node, key, .. } => {
                let table = edit::node(document, node).ok_or_else(|| no_node(node, "news"))?;
                edit::set(table, "posts", ("key", |known| known == key), edit::post(self));
            }
            Self::RemovePost { node, key } => {
                let table = edit::node(document, node).ok_or_else(|| no_node(node, "news"))?;
                edit::remove(table, "posts", ("key", |known| known == key));
            }
            Self::Answer { node, to, said } => {
                let table = edit::node(document, node).ok_or_else(|| no_node(node, "vote"))?;
                let is_meant = |known: &str| known == to || proposal_key(known) == proposal_key(to);
                match said {
                    Some(said) => edit::set(table, "answers", ("to", is_meant), edit::answer(to, said)),
                    None => edit::remove(table, "answers", ("to", is_meant)),
                }
            }
        }
        Ok(())
    }

    /// Whether what it is about is there.
    fn is_about(&self, campaign: &Campaign) -> Result<(), AmendError> {
        let kind = |id: &str| campaign.node(id).map(|node| &node.kind);
        match self {
            Self::Post { node, key, .. } | Self::RemovePost { node, key } => {
                let Some(Kind::News(news)) = kind(node) else {
                    return Err(no_node(node, "news"));
                };
                let is_there = news.posts.iter().any(|post| post.key == *key);
                if matches!(self, Self::RemovePost { .. }) && !is_there {
                    let (node, key) = (node.clone(), key.clone());
                    return Err(AmendError::UnknownPost { node, key });
                }
            }
            Self::Answer { node, to, .. } => {
                let Some(Kind::Vote(vote)) = kind(node) else {
                    return Err(no_node(node, "vote"));
                };
                let is_option = vote.options.iter().any(|option| option.key == *to);
                if !is_option && (vote.propose == 0 || proposal_key(to).chars().nth(1).is_none()) {
                    let (node, to) = (node.clone(), to.clone());
                    return Err(AmendError::UnknownWish { node, to });
                }
            }
        }
        Ok(())
    }
}

fn no_node(node: &str, kind: &'static str) -> AmendError {
    let node = node.to_owned();
    AmendError::UnknownNode { node, kind }
}

/// Changes a published campaign, if it is still in the version that was seen: the version that it has now.
///
/// # Errors
/// Why it was not changed.
pub async fn amend(
    store: &dyn Store,
    slug: &str,
    seen: u32,
    amendment: &Amendment,
    now: Moment,
) -> Result<u32, AmendError> {
    let before = latest(store, slug).await?;
    if before.version != seen {
        return Err(AmendError::Meanwhile { now: before.version });
    }
    let old: Campaign = serde_json::from_str(&before.model).map_err(corrupt)?;
    amendment.is_about(&old)?;
    let unusable = |error: toml_edit::TomlError| AmendError::Unusable(error.to_string());
    let mut document: DocumentMut = before.source.parse().map_err(unusable)?;
    amendment.apply(&mut document)?;
    let source = document.to_string();
    let reading = file::read_at(&source, None);
    let wrong = |finding: &&Finding| finding.severity == Severity::Error;
    let campaign = match (reading.findings.iter().find(wrong), reading.campaign) {
        (None, Some(campaign)) => campaign,
        (Some(finding), _) => return Err(AmendError::Wrong(Box::new(finding.clone()))),
        (None, None) => return Err(AmendError::Unusable("it cannot be read".to_owned())),
    };
    let model = serde_json::to_string(&campaign).map_err(corrupt)?;
    if model == before.model {
        return Ok(before.version);
    }
    let secret = store.secret(slug).await?;
    let secret = secret.ok_or_else(|| AmendError::Unusable("it has no secrets".to_owned()))?;
    // Also the pictures are rules, and what they hash to is known from the version before.
    let known: serde_json::Value = serde_json::from_str(&before.rules).map_err(corrupt)?;
    let hashes: BTreeMap<String, String> =
        serde_json::from_value(known.get("pictures").cloned().unwrap_or_default()).map_err(corrupt)?;
    let new_rules = rules(&campaign, &Secrets::new(secret), &hashes)?.to_string();
    if new_rules != before.rules || campaign.closes != old.closes {
        return Err(AmendError::Unusable("its rules would be others".to_owned()));
    }
    let publication = Publication {
        campaign: slug.to_owned(),
        version: before.version + 1,
        rules: before.rules.clone(),
        source,
        model,
        published_at: now,
    };
    let pictures = pictures(store, slug, before.version).await?;
    let release = Release {
        publication: &publication,
        pictures: &pictures,
        manifest: None,
        secret,
        moments: &[],
    };
    if let Err(error) = store.publish(&release).await {
        // A version is published once: of two at the same moment the later one is told.
        let latest = latest(store, slug).await?.version;
        return Err(if latest > before.version {
            AmendError::Meanwhile { now: latest }
        } else {
            error.into()
        });
    }
    Ok(publication.version)
}

async fn latest(store: &dyn Store, slug: &str) -> Result<Publication, AmendError> {
    let publications = store.publications().await?;
    let found = publications.into_iter().find(|before| before.campaign == slug);
    found.ok_or_else(|| AmendError::UnknownCampaign(slug.to_owned()))
}

/// The pictures of a version, with their bodies.
async fn pictures(store: &dyn Store, slug: &str, version: u32) -> Result<Vec<Picture>, AmendError> {
    let mut pictures = store.pictures(slug, version).await?;
    for picture in &mut pictures {
        let body = store.picture_body(slug, &picture.name).await?;
        picture.body = body.ok_or_else(|| AmendError::Unusable(format!("the picture {} is gone", picture.name)))?;
    }
    Ok(pictures)
}

#[cfg(test)]
mod tests;
