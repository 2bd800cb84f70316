//! What is told and answered in a published campaign is told in its draft, too: else the next version from the draft would take it back.

use crate::{
    account::Caller,
    app::App,
    publish::amend::{AmendError, Amendment, amend},
    store::{StoreError, drafts::DraftRow},
};
use toml_edit::DocumentMut;

/// How often a draft is tried that somebody is editing.
const TRIES: usize = 8;

/// Changes a published campaign, if it is still in the version that was seen, and every draft that stands on that version. A draft in which the change has no
/// place stays as it is: it is behind then, and says so.
///
/// # Errors
/// Why the campaign was not changed.
pub async fn amend_with_drafts(
    app: &App,
    caller: &Caller,
    slug: &str,
    seen: u32,
    amendment: &Amendment,
) -> Result<(), AmendError> {
    let _alone = app.drafting.publishing.lock().await;
    let version = amend(&*app.store, slug, seen, amendment, app.clock.now()).await?;
    app.campaigns.refresh(&*app.store).await?;
    if version == seen {
        return Ok(());
    }
    for row in app.store.drafts().await? {
        if row.slug == slug && row.base == Some(seen) && follow(app, caller, row.clone(), amendment).await? {
            app.store.rebase_draft(&row.id, version).await?;
        }
    }
    Ok(())
}

/// Whether the draft has the change now.
async fn follow(app: &App, caller: &Caller, mut row: DraftRow, amendment: &Amendment) -> Result<bool, StoreError> {
    for _ in 0..TRIES {
        let Ok(mut document) = row.source.parse::<DocumentMut>() else {
            return Ok(false);
        };
        if amendment.apply(&mut document).is_err() {
            return Ok(false);
        }
        let changed = DraftRow {
            revision: row.revision + 1,
            // Taking back what is published would only bring it out again.
            back: None,
            source: document.to_string(),
            edited_at: caller.at,
            edited_by: caller.account().name.clone(),
            ..row.clone()
        };
        if app.store.keep_draft(&changed).await? {
            return Ok(true);
        }
        match app.store.draft(&row.id).await? {
            Some(newer) => row = newer,
            None => return Ok(false),
        }
    }
    Ok(false)
}
