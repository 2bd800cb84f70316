//! What is kept on the fan's phone where that is allowed: acts on their way, each under its own name, so that two open pages do not
//! overwrite each other's.

use crate::ctx::Place;
use crate::outbox::Entry;
use crate::platform::{random, stamp};
use crate::wire::{act_to_js, field, from_json, to_json};
use canyu_core::act::Act;
use wasm_bindgen::JsValue;
use web_sys::Storage;

/// A key for an act: the time first, so that keys sort by it, then chance.
#[must_use]
pub fn new_key() -> String {
    const DIGITS: &[u8; 32] = b"0123456789abcdefghijklmnopqrstuv";
    let mut bytes = [0; 16];
    random(&mut bytes);
    let stamp = stamp();
    let time = (0..10).rev().map(|place| (stamp >> (5 * place)) as u8);
    time.chain(bytes)
        .map(|value| {
            DIGITS
                .get(usize::from(value & 31))
                .map_or('0', |digit| char::from(*digit))
        })
        .collect()
}

/// What hides a fan in the public list of a draw: 32 random bytes in hexadecimal.
#[must_use]
pub fn new_nonce() -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut bytes = [0; 32];
    random(&mut bytes);
    bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .map(|value| DIGITS.get(usize::from(value)).map_or('0', |digit| char::from(*digit)))
        .collect()
}

fn storage(place: &Place) -> Option<Storage> {
    // Browsers throw at the mere look at the storage where it is forbidden.
    if place.storage {
        web_sys::window()?.local_storage().ok()?
    } else {
        None
    }
}

fn name(place: &Place, key: &str) -> String {
    ["canyu:1:", &place.server, ":", &place.slug, ":", key].concat()
}

/// Whether the server has known this fan on an earlier visit.
#[must_use]
pub fn was_here(place: &Place) -> bool {
    storage(place).is_some_and(|kept| kept.get_item(&name(place, "here")).is_ok_and(|value| value.is_some()))
}

/// The server knows this fan.
pub fn is_here(place: &Place) {
    if let Some(kept) = storage(place) {
        let _ = kept.set_item(&name(place, "here"), "1");
    }
}

/// Keeps an act, if it is one that the fan would miss.
pub fn put(place: &Place, entry: &Entry) {
    if matches!(entry.act, Act::See { .. } | Act::Start { .. }) {
        return;
    }
    if let Some(kept) = storage(place) {
        let _ = kept.set_item(
            &name(place, &["act:", &entry.key].concat()),
            &to_json(&act_to_js(&entry.act, entry.at)),
        );
    }
}

/// Forgets an act.
pub fn drop(place: &Place, key: &str) {
    if let Some(kept) = storage(place) {
        let _ = kept.remove_item(&name(place, &["act:", key].concat()));
    }
}

/// The acts of an earlier visit.
#[must_use]
pub fn all(place: &Place) -> Vec<Entry> {
    let mut entries = Vec::new();
    let Some(kept) = storage(place) else { return entries };
    let prefix = name(place, "act:");
    for index in 0..kept.length().unwrap_or(0) {
        let Ok(Some(name)) = kept.key(index) else { continue };
        let Some(key) = name.strip_prefix(&prefix) else {
            continue;
        };
        if let Ok(Some(json)) = kept.get_item(&name)
            && let Some(entry) = read(key, &from_json(&json))
        {
            entries.push(entry);
        }
    }
    entries
}

fn read(key: &str, value: &JsValue) -> Option<Entry> {
    let act = <Act as crate::wire::FromJs>::from_js(value).ok()?;
    Some(Entry {
        key: key.to_owned(),
        at: field(value, "at").ok()?,
        act,
    })
}
