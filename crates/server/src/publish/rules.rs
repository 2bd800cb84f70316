//! The rules of a campaign, and what of them may change after publishing.

use super::{
    PublishError, corrupt,
    diff::{brief, differences},
    rules_hash,
};
use crate::{
    draw::{DRAW, when},
    store::{Publication, Store, StoreError},
};
use canyu_core::{
    campaign::{Campaign, Kind},
    seal::seal,
    secrets::Secrets,
};
use fairdraw::text::hex;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// What may be changed after publishing: texts, and where the campaign is shown. All else is rules.
const NOT_RULES: [&str; 17] = [
    "accent",
    "alt",
    "answers",
    "consents",
    "gifts",
    "hint",
    "languages",
    "lead",
    "origins",
    "page",
    "placeholder",
    "posts",
    "rehearsal",
    "text",
    "title",
    "trust",
    "words",
];

/// The rules alone, with hashes of the pictures, so that these cannot be exchanged either. `closes` is compared apart: it may
/// move to a later time.
///
/// Answers are in it as their seals: the rules' hash is public, and everything else in it is too, so a plain answer could be found by trying.
pub(super) fn rules(
    campaign: &Campaign,
    secrets: &Secrets,
    pictures: &BTreeMap<String, String>,
) -> Result<Value, StoreError> {
    let mut sealed = campaign.clone();
    for node in &mut sealed.nodes {
        if let Kind::Guess(guess) = &mut node.kind {
            let hidden = |salt: [u8; 32], text: &str| hex(&seal(&salt, text));
            guess.answer = guess
                .answer
                .as_ref()
                .map(|answer| hidden(secrets.salt(&node.id), answer));
            if !guess.aliases.is_empty() {
                guess.aliases = vec![hidden(secrets.alias_salt(&node.id), &guess.aliases.join("\n"))];
            }
        }
    }
    let mut model = serde_json::to_value(&sealed).map_err(corrupt)?;
    strip(&mut model);
    if let Some(model) = model.as_object_mut() {
        model.remove("closes");
    }
    Ok(json!({ "campaign": model, "pictures": pictures }))
}

/// What of a campaign is locked by publishing, for people: answers stand in it as staff wrote them. The close is not, as it may come later.
pub(super) fn locked(campaign: &Campaign) -> Result<Value, StoreError> {
    let mut model = serde_json::to_value(campaign).map_err(corrupt)?;
    strip(&mut model);
    if let Some(model) = model.as_object_mut() {
        model.remove("closes");
    }
    Ok(model)
}

/// The name under which a rehearsal of these rules is kept: it needs no secrets and no pictures, so a file has it before it is published.
///
/// # Errors
/// When the rules cannot be written down.
pub fn rehearsal_key(campaign: &Campaign) -> Result<String, StoreError> {
    let rules = rules(campaign, &Secrets::new([0; 32]), &BTreeMap::new())?;
    Ok(rules_hash(&rules.to_string()))
}

fn strip(value: &mut Value) {
    match value {
        Value::Object(map) => {
            map.retain(|key, _| !NOT_RULES.contains(&key.as_str()));
            map.values_mut().for_each(strip);
        }
        Value::Array(items) => items.iter_mut().for_each(strip),
        _ => {}
    }
}

pub(super) fn compare(campaign: &Campaign, before: &Publication, rules: &Value) -> Result<(), PublishError> {
    let old: Value = serde_json::from_str(&before.rules).map_err(corrupt)?;
    let old_campaign: Campaign = serde_json::from_str(&before.model).map_err(corrupt)?;
    let differences = differences(&old, rules);
    let mut changed: Vec<String> = differences
        .iter()
        .map(|change| format!("{} ({} → {})", change.place, brief(&change.old), brief(&change.new)))
        .collect();
    if campaign.closes < old_campaign.closes {
        changed.push(format!(
            "closes ({} → {}: only a later close is allowed)",
            old_campaign.closes, campaign.closes
        ));
    }
    if changed.is_empty() {
        return Ok(());
    }
    Err(PublishError::RulesLocked {
        campaign: campaign.slug.clone(),
        changed,
    })
}

/// A later close is for an open list: nobody could enter a closed one.
pub(super) async fn close_may_move(
    store: &dyn Store,
    campaign: &Campaign,
    before: &Publication,
) -> Result<(), PublishError> {
    let old: Campaign = serde_json::from_str(&before.model).map_err(corrupt)?;
    if campaign.closes == old.closes {
        return Ok(());
    }
    let draw = store.draw(&campaign.slug, DRAW).await?;
    match draw.and_then(|draw| draw.stamp.closed_at) {
        Some(closed) => Err(PublishError::ListClosed {
            campaign: campaign.slug.clone(),
            closed: when(closed),
        }),
        None => Ok(()),
    }
}
