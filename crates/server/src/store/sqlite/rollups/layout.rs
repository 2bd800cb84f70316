//! How counts are laid out. A row says where it stands: its span of time, the way in which it tells nodes, channels and generations apart, and whose
//! counts it holds; the counts themselves are its columns, one for each kind of event and each worth of those who did it.

use canyu_core::world::{EventKind, Worth};
use std::sync::LazyLock;

/// Counts of an hour: they start when it begins.
pub(in crate::store::sqlite) const HOUR: &str = "hour";
/// Of a day, in the zone that days are kept by.
pub(in crate::store::sqlite) const DAY: &str = "day";
/// Of all time: they start at 0.
pub(in crate::store::sqlite) const ALL: &str = "all";

/// How many columns a row has.
pub(in crate::store::sqlite) const COLUMNS: usize = EventKind::ALL.len() * Worth::ALL.len();

/// What tells rows apart within a campaign, in the order of the table's key.
pub(in crate::store::sqlite) const KEY: &str = "span, way, origin, start, node, channel, generation";

/// A way of telling counts apart: those that are not told apart are summed, and their name is empty, or 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::store::sqlite) struct Way {
    /// What it is called.
    pub name: &'static str,
    pub node: bool,
    pub channel: bool,
    pub generation: bool,
}

const fn way(name: &'static str, node: bool, channel: bool, generation: bool) -> Way {
    Way {
        name,
        node,
        channel,
        generation,
    }
}

/// The way that tells everything apart: the others are sums of it.
pub(in crate::store::sqlite) const WHOLE: Way = way("ncg", true, true, true);

/// All ways there are: whatever a page tells apart, there are counts that tell exactly that apart.
pub(in crate::store::sqlite) const WAYS: [Way; 8] = [
    way("", false, false, false),
    way("n", true, false, false),
    way("c", false, true, false),
    way("g", false, false, true),
    way("nc", true, true, false),
    way("ng", true, false, true),
    way("cg", false, true, true),
    WHOLE,
];

impl Way {
    /// The one that tells these apart.
    pub fn that_tells(node: bool, channel: bool, generation: bool) -> Self {
        let is_it = |way: &Self| (way.node, way.channel, way.generation) == (node, channel, generation);
        WAYS.into_iter().find(is_it).unwrap_or(WHOLE)
    }
}

/// The name of a column.
pub(in crate::store::sqlite) fn column(kind: EventKind, worth: Worth) -> String {
    format!("{}_{}", kind.name(), worth.name())
}

/// What each column holds, in their order.
pub(in crate::store::sqlite) fn held() -> impl Iterator<Item = (EventKind, Worth)> {
    EventKind::ALL
        .into_iter()
        .flat_map(|kind| Worth::ALL.into_iter().map(move |worth| (kind, worth)))
}

/// The columns, each as a piece of SQL, with commas between.
pub(in crate::store::sqlite) fn each(told: impl Fn(&str) -> String) -> String {
    let columns: Vec<_> = held().map(|(kind, worth)| told(&column(kind, worth))).collect();
    columns.join(", ")
}

/// The sums of all columns.
pub(in crate::store::sqlite) static SUMS: LazyLock<String> = LazyLock::new(|| each(|column| format!("SUM({column})")));

/// What an insertion does where there is such a row already: it adds.
pub(in crate::store::sqlite) static ADDED: LazyLock<String> = LazyLock::new(|| {
    let added = each(|column| format!("{column} = {column} + excluded.{column}"));
    format!("ON CONFLICT DO UPDATE SET {added}")
});

/// All ways but [`WHOLE`], as a table `ways` of what each tells apart: SQL.
pub(in crate::store::sqlite) static SUMMED: LazyLock<String> = LazyLock::new(|| {
    let rows = WAYS.into_iter().filter(|way| *way != WHOLE).map(|way| {
        let Way {
            name,
            node,
            channel,
            generation,
        } = way;
        format!("('{name}', {node}, {channel}, {generation})")
    });
    let rows: Vec<_> = rows.collect();
    format!(
        "ways (name, is_node, is_channel, is_generation) AS (VALUES {})",
        rows.join(", ")
    )
});

/// The key of a row that sums rows of [`WHOLE`] in a way of [`SUMMED`], without its span: SQL.
pub(in crate::store::sqlite) const SUMMED_KEY: &str = "ways.name, origin, start, iif(is_node, node, ''), iif(is_channel, channel, ''), \
                                                       iif(is_generation, generation, 0)";

/// A statement that adds so many rows: ?1 is the campaign, and then come for each row its key and its columns.
pub(super) fn insertion(rows: usize) -> String {
    let width = KEY.split(", ").count() + COLUMNS;
    let row = |row: usize| {
        let values: Vec<_> = (0..width)
            .map(|place| format!("?{}", 2 + row * width + place))
            .collect();
        format!("(?1, {})", values.join(", "))
    };
    let rows: Vec<_> = (0..rows).map(row).collect();
    format!("INSERT INTO rollups VALUES {} {}", rows.join(", "), *ADDED)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_is_called_by_what_it_tells_apart() {
        for way in WAYS {
            let letters = [(way.node, 'n'), (way.channel, 'c'), (way.generation, 'g')];
            let name: String = letters
                .into_iter()
                .filter(|(is, _)| *is)
                .map(|(_, letter)| letter)
                .collect();
            assert_eq!(way.name, name);
            assert_eq!(Way::that_tells(way.node, way.channel, way.generation), way);
        }
    }
}
