//! The assembly of a file.

use super::{
    cursor::Cursor,
    nodes::{Around, counted, unique_key},
    texts::{maybe, need},
};
use crate::campaign::{Assemble, Part};
use std::collections::BTreeSet;

pub(super) fn assemble(table: &Cursor<'_>, around: &Around<'_>) -> Assemble {
    let mut keys = BTreeSet::new();
    let mut parts = Vec::new();
    for part in table.tables("parts") {
        parts.push(read(&part, around, &mut keys));
        part.finish();
    }
    counted(table, "parts", parts.len(), 2..=24);
    Assemble {
        picture: table
            .need("picture", Cursor::picture, "\"scene.svg\"")
            .unwrap_or_default(),
        alt: need(table, "alt", around.languages),
        words: maybe(table, "words", around.languages),
        parts,
    }
}

fn read(part: &Cursor<'_>, around: &Around<'_>, keys: &mut BTreeSet<String>) -> Part {
    let percent = |key| part.need(key, |part, key| part.float(key, 0.0..=100.0), "25");
    let (width, height) = (percent("width"), percent("height"));
    let read = Part {
        key: unique_key(part, keys),
        text: need(part, "text", around.languages),
        picture: part.need("picture", Cursor::picture, "\"lid.svg\"").unwrap_or_default(),
        x: percent("x").unwrap_or(0.0),
        y: percent("y").unwrap_or(0.0),
        width: width.unwrap_or(0.0),
        height: height.unwrap_or(0.0),
    };
    for (key, edge, size) in [("width", read.x, width), ("height", read.y, height)] {
        // What could not be read has been said.
        let Some(size) = size else { continue };
        if size > 0.0 && edge + size > 100.0 {
            part.error(
                key,
                "outside_scene",
                format!("the part reaches {} % of the scene", edge + size),
                "Let it end within the scene: edge and size together are at most 100.",
            );
        } else if size <= 0.0 {
            part.error(
                key,
                "out_of_range",
                format!("`{key}` is 0: the part cannot be seen"),
                "Give its size in percent of the scene.",
            );
        }
    }
    read
}
