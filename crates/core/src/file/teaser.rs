//! The teaser of a file.

use super::{
    cursor::Cursor,
    nodes::{Around, Span},
    texts::maybe,
};
use crate::campaign::{Mask, Stage, Teaser};

pub(super) fn teaser(table: &Cursor<'_>, around: &Around<'_>, span: &Span) -> Teaser {
    let columns = table.number("columns", 1..=8, 4);
    let rows = table.number("rows", 1..=8, 3);
    let mut stages = Vec::new();
    let mut last = span.opens;
    let example = "[{ picture = \"cloth.svg\" }]";
    for stage in &table
        .need("stages", |cursor, key| Some(cursor.tables(key)), example)
        .unwrap_or_default()
    {
        let read = read_stage(stage, around, columns * rows);
        // A stage that opens by something else comes at no time of its own.
        let at = read.at.map_or(last, |at| at.max(span.opens));
        let is_timed = read.at.is_some() && span.opens < span.closes;
        if is_timed && at < last {
            stage.error(
                "at",
                "stage_order",
                "this stage comes before the one above it".to_owned(),
                "Put the stages in the order of their times.",
            );
        }
        if is_timed && at >= span.closes {
            stage.warn(
                "at",
                "stage_never_seen",
                "the node has closed when this stage comes".to_owned(),
                "Let it come earlier, or let the node close later.",
            );
        }
        if stages.is_empty() && read.picture.is_none() {
            stage.error(
                "picture",
                "missing_key",
                "the first stage has no picture".to_owned(),
                "Add `picture = \"cloth.svg\"`.",
            );
        }
        if let Some(before) = stages.iter().rev().find_map(|stage: &Stage| stage.taps)
            && read.taps.is_some_and(|taps| taps <= before)
        {
            stage.warn(
                "taps",
                "stage_order",
                format!("this stage opens together with the one above it, which needs {before} taps"),
                "Let each stage need more taps than those above it.",
            );
        }
        if !stage.has("picture") && read.hint.0.is_empty() && !stages.is_empty() {
            stage.warn(
                "picture",
                "empty_stage",
                "nothing changes at this stage".to_owned(),
                "Give it a picture or a hint.",
            );
        }
        if read.at.is_some() && stages.iter().any(Stage::is_personal) {
            stage.warn(
                "at",
                "behind_personal",
                "only those see this stage who have done what an earlier one asks for".to_owned(),
                "Put stages with `after` last.",
            );
        }
        last = last.max(at);
        stages.push(read);
    }
    Teaser {
        columns,
        rows,
        ink: table.colour("ink"),
        stages,
    }
}

fn read_stage(stage: &Cursor<'_>, around: &Around<'_>, tiles_in_all: u32) -> Stage {
    let picture = stage.picture("picture");
    let mut tiles = Vec::new();
    for (tile, span) in stage.numbers("tiles") {
        match tile {
            Some(tile) if (1..=tiles_in_all).contains(&tile) => tiles.push(tile),
            _ => stage.log.error(
                span,
                "out_of_range",
                "there is no such tile".to_owned(),
                format!("Number the tiles from 1 to {tiles_in_all}, row by row."),
            ),
        }
    }
    let read = Stage {
        at: stage.moment("at"),
        alt: maybe(stage, "alt", around.languages),
        hint: maybe(stage, "hint", around.languages),
        taps: stage.get("taps").map(|_| stage.number("taps", 1..=1_000_000_000, 1)),
        after: stage.name("after"),
        mask: stage
            .one_of(
                "mask",
                &[
                    ("none", Mask::None),
                    ("blur", Mask::Blur),
                    ("silhouette", Mask::Silhouette),
                ],
            )
            .unwrap_or_default(),
        picture,
        tiles,
    };
    let conditions = [read.at.is_some(), read.taps.is_some(), read.after.is_some()];
    if conditions.into_iter().filter(|&given| given).count() > 1 {
        stage.error(
            "at",
            "two_conditions",
            "the stage opens by more than one of `at`, `taps` and `after`".to_owned(),
            "Keep one of them.",
        );
    }
    if read.picture.is_some() && read.alt.0.is_empty() {
        stage.error(
            "picture",
            "missing_alt",
            "the picture has no words for people who cannot see it".to_owned(),
            "Add `alt = { en = \"…\" }`: what can be seen now, no more.",
        );
    }
    stage.finish();
    read
}
