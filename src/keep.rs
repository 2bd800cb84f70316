//! What is kept on the fan's phone where that is allowed: acts on their way, each under its own name, so that two open pages do not
//! overwrite each other's.

use crate::ctx::Place;
use crate::outbox::Entry;
use crate::platform::{digits, random, stamp};
use crate::reduce::DRAWN;
use crate::wire::{act_to_js, field, from_json, to_json};
use canyu_core::act::Act;
use canyu_core::view::DrawView;
use wasm_bindgen::JsValue;
use web_sys::Storage;

/// A key for an act: the time first, so that keys sort by it, then chance.
#[must_use]
pub fn new_key() -> String {
    let mut bytes = [0; 26];
    random(&mut bytes);
    let stamp = stamp();
    for (place, byte) in (0..10).rev().zip(&mut bytes) {
        *byte = (stamp >> (5 * place)) as u8;
    }
    signs(&bytes, 31)
}

/// What hides a fan in the public list of a draw: 32 random bytes in hexadecimal.
#[must_use]
pub fn new_nonce() -> String {
    let mut bytes = [0; 64];
    random(&mut bytes);
    signs(&bytes, 15)
}

/// A sign for the lowest four or five bits of each byte.
#[inline(never)]
fn signs(bytes: &[u8], bits: u8) -> String {
    const DIGITS: &[u8; 32] = b"0123456789abcdefghijklmnopqrstuv";
    let mut text = String::new();
    for byte in bytes {
        let digit = DIGITS.get(usize::from(byte & bits));
        text.push(digit.map_or('0', |digit| char::from(*digit)));
    }
    text
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
    ["canyu:1:", &place.server, ":", &place.slug, ":", &place.user, key].concat()
}

/// Whether the server has known this fan on an earlier visit.
#[must_use]
pub fn was_here(place: &Place) -> bool {
    has(place, "here")
}

/// The server knows this fan.
pub fn is_here(place: &Place) {
    once(place, "here", "1");
}

/// Keeps something that is not to be changed later.
pub fn once(place: &Place, key: &str, value: &str) {
    if let Some(kept) = storage(place)
        && !has(place, key)
    {
        let _ = kept.set_item(&name(place, key), value);
    }
}

/// Keeps a receipt, each weight for itself: the server's promise of so many tickets.
pub fn receipt(place: &Place, receipt: &str) {
    if let Ok(weight) = field::<u32>(&from_json(receipt), "weight") {
        once(place, &["receipt:", &digits(u64::from(weight))].concat(), receipt);
    }
}

/// Whether the result of a draw is still news here; where nothing can be kept it never is.
#[must_use]
pub fn is_news(place: &Place, draw: &DrawView) -> bool {
    place.storage && draw.stage == DRAWN && !has(place, &["drawn:", &draw.commitment].concat())
}

fn has(place: &Place, key: &str) -> bool {
    storage(place).is_some_and(|kept| kept.get_item(&name(place, key)).is_ok_and(|value| value.is_some()))
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
