//! The wall of honour of a file.

use super::cursor::Cursor;
use crate::campaign::Honour;

pub(super) fn honour(table: &Cursor<'_>) -> Honour {
    Honour {
        places: table.number("places", 1..=10_000, 100),
        longest: table.number("longest", 1..=60, 24),
        moderated: table.flag("moderated", true),
    }
}
