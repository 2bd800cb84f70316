//! From a draft to a campaign that fans can meet.

use super::{Desk, DraftError, desk::found};
use crate::{
    publish::{self, Checked, Published, release},
    store::{Publication, StoreError, drafts::DraftRow},
};
use canyu_core::{
    file::Severity,
    staff::{PublishWish, PublishedVersion, Release, What},
};
use serde_json::json;

/// Reads it as publishing does, pictures included.
async fn checked(desk: &Desk<'_>, row: &DraftRow) -> Result<Checked, DraftError> {
    let files = desk.pictures(&row.id).await?;
    let (source, now) = (row.source.clone(), desk.app.clock.now());
    let read = tokio::task::spawn_blocking(move || {
        publish::check_source(source, Some(now), |name| {
            files
                .get(name)
                .cloned()
                .ok_or_else(|| "there is no picture of that name yet".to_owned())
        })
    });
    let mut checked = read.await.map_err(|error| StoreError::Unusable(error.to_string()))?;
    if !desk.app.post.is_on()
        && let Some(finding) = publish::mail_finding(&checked)
    {
        if finding.severity == Severity::Error {
            checked.reading.campaign = None;
        }
        checked.reading.findings.push(finding);
    }
    Ok(checked)
}

async fn before(desk: &Desk<'_>, slug: &str) -> Result<Option<Publication>, StoreError> {
    let publications = desk.app.store.publications().await?;
    Ok(publications.into_iter().find(|before| before.campaign == slug))
}

/// What publishing it would do.
///
/// # Errors
/// When the database fails.
pub async fn told(desk: &Desk<'_>, row: &DraftRow) -> Result<Release, DraftError> {
    let checked = checked(desk, row).await?;
    let store = &*desk.app.store;
    let before = before(desk, &row.slug).await?;
    let mut told = Release {
        revision: row.revision,
        slug: row.slug.clone(),
        published: before.as_ref().map(|before| before.version),
        locks: Vec::new(),
        changes: Vec::new(),
        findings: checked.reading.findings.iter().map(found).collect(),
        rehearsed: false,
        ready: false,
    };
    let Some(campaign) = &checked.reading.campaign else {
        return Ok(told);
    };
    told.locks = release::locks(campaign)?;
    told.rehearsed = store.rehearsal(&publish::rehearsal_key(campaign)?).await?.is_some();
    if let Some(before) = &before {
        told.changes = release::changes(store, campaign, &checked.hashes, before).await?;
    }
    let is_archived = desk
        .app
        .campaigns
        .get(&row.slug)
        .is_some_and(|live| live.archived.is_some());
    told.ready = !is_archived && told.changes.iter().all(|change| change.allowed);
    Ok(told)
}

/// Publishes it, if it is still what was looked at.
///
/// # Errors
/// [`DraftError`]; nothing was published then.
pub async fn publish(desk: &Desk<'_>, row: DraftRow, wish: &PublishWish) -> Result<PublishedVersion, DraftError> {
    let _alone = desk.app.drafting.publishing.lock().await;
    if row.revision != wish.revision {
        return Err(DraftError::Meanwhile);
    }
    let slug = row.slug.clone();
    if wish.slug != slug || slug.is_empty() {
        return Err(DraftError::OtherSlug(slug));
    }
    let before = before(desk, &slug).await?;
    if before.as_ref().map(|before| before.version) != wish.published {
        return Err(DraftError::Meanwhile);
    }
    if desk
        .app
        .campaigns
        .get(&slug)
        .is_some_and(|live| live.archived.is_some())
    {
        return Err(DraftError::Archived(slug));
    }
    let app = desk.app;
    let checked = checked(desk, &row).await?;
    let key = app.campaigns.key().verifier();
    let done = publish::publish(&*app.store, &checked, key, app.post.is_on(), app.clock.now()).await?;
    let version = match done {
        Published::Version(version) => {
            let change = json!({ "before": { "version": wish.published }, "after": { "version": version } });
            app.store
                .note(&desk.caller.entry_of(&slug, What::Published, &slug, change))
                .await?;
            version
        }
        Published::AlreadyThere(version) => version,
    };
    app.store.rebase_draft(&row.id, version).await?;
    app.campaigns.refresh(&*app.store).await?;
    Ok(PublishedVersion { slug, version })
}
