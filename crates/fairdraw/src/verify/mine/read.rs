//! Reading what was kept.

use super::{Mine, PromisedWeight};
use crate::{
    json::{Json, JsonError, JsonFault, read},
    result::take_path,
    text::unbase64,
};

/// Receipts and sightings that are read at most.
const MOST: usize = 10_000;

impl Mine {
    /// Reads what was kept, as one JSON object:
    ///
    /// - one receipt as the server gives it: `manifest`, `nonce`, `contact`, `commit`, `weight`, `at`, `signature` (base 64);
    /// - or all of it: `nonce`, `contact`, `receipts` (a list of such objects), `index`, `start`, `weight`, `path`, and
    ///   `seen`: a list of `["<commitment hash>", seconds]`.
    ///
    /// Other names, and names whose value is `null`, are skipped.
    ///
    /// # Errors
    /// Where it is not that.
    pub fn from_json(bytes: &[u8]) -> Result<Self, JsonError> {
        read(bytes, Self::take)
    }

    fn take(json: Json<'_>) -> Self {
        let number = |name| json.get(name).map(|number| number.number());
        let mut receipts = Vec::new();
        if let Some(list) = json.get("receipts") {
            for one in list.list() {
                push(one, &mut receipts, receipt(one));
            }
        }
        if json.get("signature").is_some() {
            push(json, &mut receipts, receipt(json));
        }
        let mut seen = Vec::new();
        if let Some(list) = json.get("seen") {
            for one in list.list() {
                let mut parts = one.list();
                match (parts.next(), parts.next()) {
                    (Some(hash), Some(at)) => push(one, &mut seen, (hash.hash(), at.number())),
                    _ => one.wrong(JsonFault::Value),
                }
            }
        }
        Self {
            nonce: json.get("nonce").map(|nonce| nonce.hash()),
            contact: json.get("contact").map(|contact| contact.text()),
            receipts,
            index: number("index"),
            start: number("start"),
            weight: json.get("weight").map(|weight| weight.small()),
            path: json.get("path").map(take_path),
            seen,
        }
    }
}

fn push<T>(json: Json<'_>, list: &mut Vec<T>, one: T) {
    if list.len() < MOST {
        list.push(one);
    } else {
        json.wrong(JsonFault::TooMany);
    }
}

fn receipt(json: Json<'_>) -> PromisedWeight {
    let hash = |name| json.get(name).map(|hash| hash.hash());
    let signature = json.field("signature");
    let bytes = unbase64(&signature.text()).and_then(|bytes| bytes.try_into().ok());
    PromisedWeight {
        manifest: hash("manifest"),
        commit: hash("commit"),
        weight: json.field("weight").small(),
        at: json.field("at").number(),
        signature: bytes.unwrap_or_else(|| {
            signature.wrong(JsonFault::Value);
            [0; 64]
        }),
    }
}
