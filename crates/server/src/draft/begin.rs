//! A draft begins.

use super::{
    Desk, DraftError,
    template::{self, Template},
};
use crate::{
    entropy,
    publish::diff::brief,
    store::{Publication, StoreError, drafts::DraftRow},
};
use canyu_core::{
    campaign::Campaign,
    file,
    id::is_name,
    moment::{HOUR, Moment},
    referral,
    staff::{NewDraft, What},
};
use fairdraw::{hash::sha256, text::hex};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use toml_edit::DocumentMut;

/// A picture: its name, its SHA-256, its bytes.
type Picture = (String, String, Vec<u8>);

/// Where a campaign's name is free, with these numbers behind it at most.
const NUMBERS: u32 = 999;

/// Makes a draft of what he wants to start from; of a published campaign that has one already, that one.
///
/// # Errors
/// [`DraftError`]; nothing was made then.
pub async fn begin(desk: &Desk<'_>, asked: NewDraft) -> Result<DraftRow, DraftError> {
    if let Some(slug) = &asked.slug
        && !is_name(slug)
    {
        return Err(DraftError::SlugMalformed(slug.clone()));
    }
    let opens = asked.opens.unwrap_or_else(|| next_week(desk.app.clock.now()));
    let (source, pictures, base) = match (&asked.template, &asked.campaign, asked.file) {
        (Some(name), ..) => {
            let template = Template::named(name).ok_or_else(|| DraftError::UnknownTemplate(name.clone()))?;
            let slug = free(desk, asked.slug.as_deref().unwrap_or(name), asked.slug.is_some()).await?;
            let source = template
                .begun(&slug, opens)
                .ok_or_else(|| DraftError::UnknownTemplate(name.clone()))?;
            let files = template
                .pictures
                .iter()
                .map(|(name, body)| ((*name).to_owned(), body.to_vec()));
            (source, files.map(picture).collect(), None)
        }
        (None, Some(slug), _) => match of_campaign(desk, slug).await? {
            Begun::There(row) => return Ok(row),
            Begun::New(source, pictures, base) => (source, pictures, Some(base)),
        },
        (None, None, Some(file)) => (renamed(file, asked.slug.as_deref()), Vec::new(), None),
        (None, None, None) => {
            let slug = free(desk, asked.slug.as_deref().unwrap_or("campaign"), asked.slug.is_some()).await?;
            let language = desk.caller.account().language;
            (template::empty(&slug, opens, language.tag()), Vec::new(), None)
        }
    };
    let [random, _] = entropy::pair().map_err(|error| StoreError::Unusable(format!("no randomness: {error}")))?;
    let row = DraftRow {
        id: referral::fan_code(random).to_ascii_lowercase(),
        slug: desk.slug_for(&source)?,
        base,
        revision: 1,
        back: None,
        source,
        edited_at: desk.caller.at,
        edited_by: desk.caller.account().name.clone(),
    };
    let from = asked.template.or(asked.campaign);
    let entry = desk.caller.entry_of(
        &row.slug,
        What::DraftMade,
        &row.id,
        json!({ "after": { "from": from } }),
    );
    desk.app.store.make_draft(&row, &pictures, &entry).await?;
    Ok(row)
}

/// A whole hour, a week from now.
fn next_week(now: Moment) -> Moment {
    now.plus(7 * 24 * HOUR).hour()
}

fn picture((name, body): (String, Vec<u8>)) -> Picture {
    let hash = hex(&sha256(&body));
    (name, hash, body)
}

/// The name, or the name with a number, that no campaign and no draft has. A name that he has chosen himself stays as it is.
async fn free(desk: &Desk<'_>, name: &str, chosen: bool) -> Result<String, DraftError> {
    if chosen {
        return Ok(name.to_owned());
    }
    let drafts = desk.app.store.drafts().await?;
    let is_free = |slug: &str| desk.app.campaigns.get(slug).is_none() && drafts.iter().all(|draft| draft.slug != slug);
    let numbered = (2..=NUMBERS).map(|number| format!("{name}-{number}"));
    let mut all = std::iter::once(name.to_owned()).chain(numbered);
    Ok(all.find(|slug| is_free(slug)).unwrap_or_else(|| name.to_owned()))
}

fn renamed(file: String, slug: Option<&str>) -> String {
    let document: Option<DocumentMut> = file.parse().ok();
    match (slug, document) {
        (Some(slug), Some(mut document)) => {
            document.insert("slug", slug.into());
            document.to_string()
        }
        _ => file,
    }
}

enum Begun {
    There(DraftRow),
    New(String, Vec<Picture>, u32),
}

/// What is published of a campaign, with the files of its pictures as far as the server has them.
async fn of_campaign(desk: &Desk<'_>, slug: &str) -> Result<Begun, DraftError> {
    let store = &desk.app.store;
    let unknown = || DraftError::Unknown;
    let live = desk.caller.campaign(desk.app, slug).map_err(|_| unknown())?;
    if live.archived.is_some() {
        return Err(DraftError::Archived(slug.to_owned()));
    }
    if let Some(row) = store
        .drafts()
        .await?
        .into_iter()
        .find(|row| row.slug == slug && row.base.is_some())
    {
        return Ok(Begun::There(row));
    }
    let publications = store.publications().await?;
    let publication = publications
        .into_iter()
        .find(|one| one.campaign == slug)
        .ok_or_else(unknown)?;
    let mut pictures = Vec::new();
    for (name, hash) in hashes(&publication)? {
        if let Some(body) = store.original(slug, &hash).await? {
            pictures.push((name, hash, body));
        }
    }
    Ok(Begun::New(publication.source, pictures, publication.version))
}

/// The pictures of a publication: SHA-256 by the name that its file gives.
fn hashes(publication: &Publication) -> Result<BTreeMap<String, String>, StoreError> {
    let rules: Value =
        serde_json::from_str(&publication.rules).map_err(|error| StoreError::Corrupt(error.to_string()))?;
    let pictures = rules.get("pictures").cloned().unwrap_or_default();
    let wrong = |_| StoreError::Corrupt(format!("pictures {}", brief(&pictures)));
    serde_json::from_value(pictures.clone()).map_err(wrong)
}

/// The campaign of a text, whatever time it is.
///
/// # Errors
/// [`DraftError::HasErrors`].
pub fn campaign_of(source: &str) -> Result<Campaign, DraftError> {
    file::read(source).campaign.ok_or(DraftError::HasErrors)
}
