//! What publishing a campaign would lock, and what it would change: told before it is done.

use super::{
    corrupt,
    diff::{Difference, differences},
    rules::{locked, rules},
};
use crate::store::{Publication, Store, StoreError};
use canyu_core::{
    campaign::Campaign,
    file::place::{NAMES, below, brackets},
    secrets::Secrets,
    staff::{Lock, ReleaseChange},
};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// The rules of a campaign, place by place, without what is left out.
///
/// # Errors
/// When they cannot be written down.
pub fn locks(campaign: &Campaign) -> Result<Vec<Lock>, StoreError> {
    let mut locks = Vec::new();
    leaves("", &locked(campaign)?, &mut locks);
    Ok(locks)
}

fn leaves(place: &str, value: &Value, found: &mut Vec<Lock>) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                leaves(&below(place, key), value, found);
            }
        }
        Value::Array(items) if items.iter().any(Value::is_object) => {
            let names: Vec<Option<&str>> = items
                .iter()
                .map(|item| NAMES.iter().find_map(|name| item.get(*name)?.as_str()))
                .collect();
            for (item, bracket) in items.iter().zip(brackets(&names)) {
                leaves(&format!("{place}[{bracket}]"), item, found);
            }
        }
        Value::Null => {}
        Value::Array(items) if items.is_empty() => {}
        Value::String(text) if text.is_empty() => {}
        value => found.push(Lock {
            place: place.to_owned(),
            value: value.clone(),
        }),
    }
}

/// Where a campaign differs from what is published, and what of it may be changed.
///
/// # Errors
/// When the database fails.
pub async fn changes(
    store: &dyn Store,
    campaign: &Campaign,
    hashes: &BTreeMap<String, String>,
    before: &Publication,
) -> Result<Vec<ReleaseChange>, StoreError> {
    let secrets = Secrets::new(store.secret(&campaign.slug).await?.unwrap_or_default());
    let old_rules: Value = serde_json::from_str(&before.rules).map_err(corrupt)?;
    let locked = differences(&old_rules, &rules(campaign, &secrets, hashes)?);
    let old: Value = serde_json::from_str(&before.model).map_err(corrupt)?;
    let new = serde_json::to_value(campaign).map_err(corrupt)?;
    let old_closes = serde_json::from_str::<Campaign>(&before.model).map_err(corrupt)?.closes;
    let mut told = differences(&old, &new);
    let known: BTreeSet<String> = told.iter().map(|one| one.place.clone()).collect();
    let is_locked =
        |place: &str| locked.iter().any(|one| one.place == place) || place == "closes" && campaign.closes < old_closes;
    // Pictures are no part of the model, and an answer's seal changes with it.
    let rest = locked.iter().filter(|one| !known.contains(&one.place));
    told.extend(rest.filter(|one| one.place.starts_with("pictures")).cloned());
    let change = |Difference { place, old, new }| ReleaseChange {
        allowed: !is_locked(&place),
        place,
        old,
        new,
    };
    Ok(told.into_iter().map(change).collect())
}
