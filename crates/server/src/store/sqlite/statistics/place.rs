//! Where the counts stand that are asked for: in which span, told apart by how much, from where to where.

use crate::{
    statistics::calendar::Calendar,
    store::{
        sqlite::rollups::{ALL, CAME, DAY, HOUR, Span},
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
    Place,
}

impl Way {
    pub fn of(asked: Asked<'_>) -> Self {
        let filter = asked.filter;
        let needs = |dimension, is_filtered| is_filtered || asked.by.contains(&dimension);
        let worth = needs(Dimension::Worth, filter.worth.is_some());
        let origin = needs(Dimension::Origin, filter.group.is_some());
        let came = asked.kinds.iter().all(|kind| CAME.contains(kind));
        let node = needs(Dimension::Node, filter.node.is_some());
        let channel = needs(Dimension::Channel, filter.channel.is_some());
        let generation = needs(Dimension::Generation, filter.generation.is_some());
        match (node, channel, generation) {
            (false, false, false) => Self::Total,
            (true, false, false) => Self::Node,
            (false, true, false) => Self::Channel,
            (false, false, true) => Self::Generation,
            _ if came && !worth && !origin => Self::Place,
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
            Self::Place => span.place,
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
        } else if matches!(way, Way::Whole | Way::Place) {
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
    /// Whether it is to be taken away from the others.
    pub less: bool,
}

/// The pieces of the time that is asked for, each in the widest span that fits. What is to be taken away comes last, and is in the days before it.
pub(super) fn pieces(asked: Asked<'_>, calendar: &Calendar) -> Vec<Piece> {
    let from = asked.filter.from.unwrap_or(Moment(i64::MIN));
    let to = asked.filter.to.unwrap_or(Moment(i64::MAX));
    let piece = |span, from, to| Piece {
        span,
        from,
        to,
        day: None,
        less: false,
    };
    match asked.step {
        None if (asked.filter.from, asked.filter.to) == (None, None) => return vec![piece(&ALL, Moment(0), Moment(1))],
        Some(SeriesStep::Hour) => return vec![piece(&HOUR, from, to)],
        _ => {}
    }
    let hours = |from: Moment, to: Moment, less| Piece {
        day: Some(calendar.day(from)),
        less,
        ..piece(&HOUR, from, to)
    };
    // Of a day that is wanted in part, the hours that are fewer are read: those that are wanted, or those that are not.
    let mut pieces = Vec::new();
    let mut first = from;
    if let Some(from) = asked.filter.from {
        let (day, next) = (calendar.day(from), calendar.next(from));
        let is_much = to >= next && from.0 - day.0 < next.0 - from.0;
        if day == from || is_much {
            first = day;
        } else {
            first = next;
            pieces.push(hours(from, next.min(to), false));
        }
        if is_much && day < from {
            pieces.push(hours(day, from, true));
        }
    }
    let mut last = to;
    if let Some(to) = asked.filter.to {
        let (day, next) = (calendar.day(to), calendar.next(to));
        let is_much = first <= day && next.0 - to.0 < to.0 - day.0;
        last = if is_much { next } else { day };
        if is_much {
            pieces.push(hours(to, next, true));
        } else if first <= day && day < to {
            pieces.push(hours(day, to, false));
        }
    }
    if first < last {
        pieces.push(piece(&DAY, first, last));
    }
    pieces.sort_by_key(|piece| piece.less);
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The pieces, as `- span from to`.
    fn spans(from: Option<&str>, to: Option<&str>, step: Option<SeriesStep>) -> Vec<String> {
        let moment = |text: Option<&str>| text.map(|text| Moment::parse(&format!("2024-08-{text}:00:00Z")).unwrap());
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
        let text = |moment: Moment| match moment {
            Moment(i64::MIN | i64::MAX) => "…".to_owned(),
            moment => moment.to_string().chars().skip(8).take(5).collect(),
        };
        let piece = |piece: &Piece| {
            let less = if piece.less { "- " } else { "" };
            format!("{less}{} {} {}", piece.span.whole, text(piece.from), text(piece.to))
        };
        let shanghai = Calendar::named("Asia/Shanghai").unwrap();
        pieces(asked, &shanghai).iter().map(piece).collect()
    }

    #[test]
    fn all_time_is_one_sum_and_whole_days_are_read_from_days() {
        assert!(spans(None, None, None)[0].starts_with("all "));
        assert_eq!(spans(None, None, Some(SeriesStep::Day)), ["day … …"]);
        let (from, to) = (Some("04T16"), Some("09T16"));
        assert_eq!(spans(from, to, None), ["day 04T16 09T16"]);
        assert_eq!(spans(from, to, Some(SeriesStep::Hour)), ["hour 04T16 09T16"]);
    }

    #[test]
    fn of_a_day_in_part_the_fewer_hours_are_read() {
        // The day begins at 16:00.
        assert_eq!(
            spans(Some("04T12"), Some("09T03"), None),
            ["hour 04T12 04T16", "hour 08T16 09T03", "day 04T16 08T16"]
        );
        assert_eq!(
            spans(Some("03T18"), Some("09T13"), None),
            ["day 03T16 09T16", "- hour 03T16 03T18", "- hour 09T13 09T16"]
        );
        assert_eq!(spans(Some("04T17"), Some("04T19"), None), ["hour 04T17 04T19"]);
        assert_eq!(spans(Some("04T17"), Some("05T15"), None), ["hour 04T17 05T15"]);
        assert_eq!(
            spans(Some("04T16"), Some("05T15"), None),
            ["day 04T16 05T16", "- hour 05T15 05T16"]
        );
        assert_eq!(
            spans(Some("04T17"), Some("05T16"), None),
            ["day 04T16 05T16", "- hour 04T16 04T17"]
        );
        assert_eq!(
            spans(Some("04T12"), Some("04T19"), None),
            ["hour 04T12 04T16", "hour 04T16 04T19"]
        );
        assert_eq!(spans(None, Some("04T19"), None), ["hour 04T16 04T19", "day … 04T16"]);
        assert_eq!(spans(None, Some("04T15"), None), ["day … 04T16", "- hour 04T15 04T16"]);
        assert_eq!(spans(Some("04T17"), None, None), ["day 04T16 …", "- hour 04T16 04T17"]);
    }
}
