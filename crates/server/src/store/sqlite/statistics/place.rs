//! Where the counts stand that are asked for: in which span, told apart by how much, from where to where.

use crate::{
    statistics::calendar::Calendar,
    store::{
        sqlite::rollups::{ALL, DAY, HOUR, Span},
        statistics::{Asked, Dimension},
    },
};
use canyu_core::{
    moment::Moment,
    staff::{Filter, SeriesStep},
};

/// The way of keeping counts that tells apart as little as will do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    Whole,
    Total,
    Node,
    Channel,
    Generation,
}

impl Way {
    pub fn of(asked: Asked<'_>) -> Self {
        let filter = asked.filter;
        let needs = |dimension, is_filtered| is_filtered || asked.by.contains(&dimension);
        let node = needs(Dimension::Node, filter.node.is_some());
        let channel = needs(Dimension::Channel, filter.channel.is_some());
        let generation = needs(Dimension::Generation, filter.generation.is_some());
        match (node, channel, generation) {
            (false, false, false) => Self::Total,
            (true, false, false) => Self::Node,
            (false, true, false) => Self::Channel,
            (false, false, true) => Self::Generation,
            _ => Self::Whole,
        }
    }

    pub fn name(self, span: &Span) -> &'static str {
        match self {
            Self::Whole => span.whole,
            Self::Total => span.total,
            Self::Node => span.node,
            Self::Channel => span.channel,
            Self::Generation => span.generation,
        }
    }
}

/// What is summed, and by what: the names of columns, and never anything that was asked for. They are in the order of the table's key, so that sums
/// are made while it is read.
pub(super) fn cells_sql(asked: Asked<'_>, piece: Piece, way: Way) -> String {
    let columns = [
        (Dimension::Node, "node", "''"),
        (Dimension::Channel, "channel", "''"),
        (Dimension::Generation, "generation", "0"),
        (Dimension::Worth, "worth", "'open'"),
        (Dimension::Origin, "origin", "''"),
    ];
    let is_asked = |dimension: Dimension| asked.by.contains(&dimension);
    let is_by_start = piece.day.is_none() && (asked.step.is_some() || *piece.span == ALL);
    let start = match asked.step {
        Some(_) if is_by_start => "start",
        Some(_) => "?11",
        None => "0",
    };
    let mut told = vec![start, "kind"];
    told.extend(columns.map(|(dimension, name, none)| if is_asked(dimension) { name } else { none }));
    let mut by = vec!["kind"];
    by.extend(is_by_start.then_some("start"));
    by.extend(
        columns
            .iter()
            .filter(|(dimension, ..)| is_asked(*dimension))
            .map(|(_, name, _)| *name),
    );
    // Every statement names every parameter.
    format!(
        "SELECT {}, SUM(count) FROM rollups
         WHERE campaign = ?1 AND span = ?2 AND kind IN (SELECT value FROM json_each(?3)) AND {}
             AND (?7 IS NULL OR instr(?7, worth) > 0) AND (?8 IS NULL OR origin = ?8)
             AND (COALESCE(?4, ?5, ?6, ?9, ?10, ?11) IS NULL OR true)
         GROUP BY {}",
        told.join(", "),
        place(asked.filter, piece, way).join(" AND "),
        by.join(", ")
    )
}

/// Where the counts stand that a filter takes. The key begins with start, node, channel, generation: where one of them is filtered, those before it
/// are listed, so that the database goes from one place to the next and does not read what lies between.
fn place(filter: &Filter, piece: Piece, way: Way) -> Vec<String> {
    let is_all = *piece.span == ALL;
    let dimensions = [
        (filter.node.is_some(), "node = ?4", "node", ALL.node),
        (filter.channel.is_some(), "channel = ?5", "channel", ALL.channel),
        (
            filter.generation.is_some(),
            "generation = ?6",
            "generation",
            ALL.generation,
        ),
    ];
    let Some(last) = dimensions.iter().rposition(|(is_filtered, ..)| *is_filtered) else {
        return vec![
            if is_all {
                "start = 0"
            } else {
                "start >= ?9 AND start < ?10"
            }
            .to_owned(),
        ];
    };
    let mut conditions = vec![if is_all {
        "start = 0".to_owned()
    } else {
        format!(
            "start IN (SELECT start FROM rollups WHERE campaign = ?1 AND span = '{}' AND kind IN (SELECT value FROM json_each(?3))
                AND start >= ?9 AND start < ?10)",
            piece.span.total
        )
    }];
    for (is_filtered, is, name, list) in dimensions.into_iter().take(last + 1) {
        conditions.push(if is_filtered {
            is.to_owned()
        } else if way == Way::Whole {
            format!(
                "{name} IN (SELECT {name} FROM rollups WHERE campaign = ?1 AND span = '{list}'
                    AND kind IN (SELECT value FROM json_each(?3)) AND start = 0)"
            )
        } else {
            format!("{name} = ''")
        });
    }
    conditions
}

/// A piece of the time that is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub span: &'static Span,
    pub from: Moment,
    pub to: Moment,
    /// Of hours that are summed by day: their day.
    pub day: Option<Moment>,
}

/// The pieces of the time that is asked for, each in the widest span that fits.
pub(super) fn pieces(asked: Asked<'_>, calendar: &Calendar) -> Vec<Piece> {
    let from = asked.filter.from.unwrap_or(Moment(i64::MIN));
    let to = asked.filter.to.unwrap_or(Moment(i64::MAX));
    let piece = |span, from, to| Piece {
        span,
        from,
        to,
        day: None,
    };
    match asked.step {
        None if (asked.filter.from, asked.filter.to) == (None, None) => return vec![piece(&ALL, Moment(0), Moment(1))],
        Some(SeriesStep::Hour) => return vec![piece(&HOUR, from, to)],
        _ => {}
    }
    // The first and the last whole day.
    let first = match asked.filter.from {
        None => from,
        Some(from) if calendar.day(from) == from => from,
        Some(from) => calendar.next(from),
    };
    let last = asked.filter.to.map_or(to, |to| calendar.day(to));
    let hours = |from: Moment, to: Moment| Piece {
        day: Some(calendar.day(from)),
        ..piece(&HOUR, from, to)
    };
    let mut pieces = Vec::new();
    if from < first {
        pieces.push(hours(from, first.min(to)));
    }
    if first < last {
        pieces.push(piece(&DAY, first, last));
    }
    if first <= last && last < to {
        pieces.push(hours(last, to));
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spans(from: Option<&str>, to: Option<&str>, step: Option<SeriesStep>) -> Vec<(String, String)> {
        let moment = |text: Option<&str>| text.map(|text| Moment::parse(text).unwrap());
        let filter = Filter {
            from: moment(from),
            to: moment(to),
            ..Filter::default()
        };
        let asked = Asked {
            filter: &filter,
            kinds: &[],
            step,
            by: &[],
        };
        let shanghai = Calendar::named("Asia/Shanghai").unwrap();
        let text = |moment: Moment| match moment {
            Moment(i64::MIN | i64::MAX) => "…".to_owned(),
            moment => moment.to_string(),
        };
        let pieces = pieces(asked, &shanghai);
        let piece = |piece: &Piece| {
            (
                piece.span.whole.to_owned(),
                format!("{} {}", text(piece.from), text(piece.to)),
            )
        };
        pieces.iter().map(piece).collect()
    }

    fn owned(pieces: &[(&str, &str)]) -> Vec<(String, String)> {
        let piece = |(span, times): &(&str, &str)| ((*span).to_owned(), (*times).to_owned());
        pieces.iter().map(piece).collect()
    }

    #[test]
    fn all_time_is_one_sum_and_whole_days_are_read_from_days() {
        assert_eq!(spans(None, None, None)[0].0, "all");
        assert_eq!(spans(None, None, Some(SeriesStep::Day)), owned(&[("day", "… …")]));
        let (from, to) = ("2024-08-04T16:00:00Z", "2024-08-09T16:00:00Z");
        assert_eq!(
            spans(Some(from), Some(to), None),
            owned(&[("day", "2024-08-04T16:00:00Z 2024-08-09T16:00:00Z")])
        );
        assert_eq!(spans(Some(from), Some(to), Some(SeriesStep::Hour))[0].0, "hour");
    }

    #[test]
    fn at_the_ends_of_a_time_that_falls_on_no_day_hours_are_read() {
        let whole = [
            ("hour", "2024-08-04T12:00:00Z 2024-08-04T16:00:00Z"),
            ("day", "2024-08-04T16:00:00Z 2024-08-08T16:00:00Z"),
            ("hour", "2024-08-08T16:00:00Z 2024-08-09T03:00:00Z"),
        ];
        let times = (Some("2024-08-04T12:00:00Z"), Some("2024-08-09T03:00:00Z"));
        assert_eq!(spans(times.0, times.1, None), owned(&whole));
        let within = [("hour", "2024-08-04T17:00:00Z 2024-08-04T19:00:00Z")];
        assert_eq!(
            spans(Some("2024-08-04T17:00:00Z"), Some("2024-08-04T19:00:00Z"), None),
            owned(&within)
        );
        let over_midnight = [
            ("hour", "2024-08-04T12:00:00Z 2024-08-04T16:00:00Z"),
            ("hour", "2024-08-04T16:00:00Z 2024-08-04T19:00:00Z"),
        ];
        assert_eq!(
            spans(Some("2024-08-04T12:00:00Z"), Some("2024-08-04T19:00:00Z"), None),
            owned(&over_midnight)
        );
        assert_eq!(
            spans(None, Some("2024-08-04T19:00:00Z"), None),
            owned(&[
                ("day", "… 2024-08-04T16:00:00Z"),
                ("hour", "2024-08-04T16:00:00Z 2024-08-04T19:00:00Z")
            ])
        );
    }
}
