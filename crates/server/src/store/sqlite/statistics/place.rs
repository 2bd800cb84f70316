//! Where the counts stand that are asked for: in which span and way, from where to where.

use crate::{
    statistics::calendar::Calendar,
    store::{
        sqlite::rollups::layout::{ALL, DAY, HOUR, Way, column},
        statistics::{Asked, Dimension},
    },
};
use canyu_core::{
    moment::Moment,
    staff::SeriesStep,
    world::{EventKind, Worth},
};

impl Way {
    /// The one that tells apart what is asked for, and no more.
    pub fn of(asked: Asked<'_>) -> Self {
        let filter = asked.filter;
        let told = |dimension, is_filtered| is_filtered || asked.by.contains(&dimension);
        Self::that_tells(
            told(Dimension::Node, filter.node.is_some()),
            told(Dimension::Channel, filter.channel.is_some()),
            told(Dimension::Generation, filter.generation.is_some()),
        )
    }
}

/// A sum that each row is read as.
#[derive(Debug)]
pub(super) struct Sum {
    /// Of which kind of event.
    pub kind: EventKind,
    /// Of people of which worths.
    of: Vec<Worth>,
    /// What it is told as: the worth, where worths are told apart.
    pub worth: Worth,
}

/// The sums that are asked for, in the order in which they are read.
pub(super) fn sums(asked: Asked<'_>) -> Vec<Sum> {
    let lets_in = |worth: &Worth| asked.filter.worth.is_none_or(|filter| filter.lets_in(*worth));
    let worths: Vec<Worth> = Worth::ALL.into_iter().filter(lets_in).collect();
    let told: Vec<(Worth, Vec<Worth>)> = if asked.by.contains(&Dimension::Worth) {
        worths.into_iter().map(|worth| (worth, vec![worth])).collect()
    } else {
        vec![(Worth::default(), worths)]
    };
    let sum = |kind: EventKind| {
        let told = told.clone();
        told.into_iter().map(move |(worth, of)| Sum { kind, of, worth })
    };
    asked.kinds.iter().copied().flat_map(sum).collect()
}

/// Whose counts are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Whose {
    /// Everybody's, or those of one group.
    One,
    /// Those of all groups, and everybody's.
    Each,
    /// Of those who descend from no group: everybody's without those of all groups.
    Others,
}

impl Whose {
    fn of(asked: Asked<'_>) -> Self {
        match asked.filter.group.as_deref() {
            Some("") => Self::Others,
            None if asked.by.contains(&Dimension::Origin) => Self::Each,
            _ => Self::One,
        }
    }
}

/// What is summed, and by what: names of columns and numbers, and never anything that was asked for. It gives origin, start, node, channel and
/// generation, and the [`sums`].
pub(super) fn cells_sql(asked: Asked<'_>, pieces: &[Piece], way: Way) -> String {
    let sums = sums(asked);
    let told = told(asked);
    let select = |piece: &Piece| {
        let counts = sums.iter().enumerate().map(|(place, sum)| {
            let columns: Vec<_> = sum.of.iter().map(|worth| column(sum.kind, *worth)).collect();
            let columns = columns.join(" + ");
            match Whose::of(asked) {
                Whose::Others => format!("{}iif(origin = '', 1, -1) * ({columns}) AS sum{place}", piece.sign()),
                Whose::One | Whose::Each => format!("{}({columns}) AS sum{place}", piece.sign()),
            }
        });
        let start = match (asked.step, piece.day) {
            (None, _) => "0".to_owned(),
            (Some(_), Some(Moment(day))) => day.to_string(),
            (Some(_), None) => "start".to_owned(),
        };
        format!(
            "SELECT {start} AS start, origin, node, channel, generation, {} FROM rollups WHERE campaign = ?1 AND span = '{}' AND way = '{}' AND {}",
            counts.collect::<Vec<_>>().join(", "),
            piece.span,
            way.name,
            places(asked, piece, way).join(" AND ")
        )
    };
    let columns = told.map(|(name, none, is_told)| if is_told { name } else { none });
    let by: Vec<_> = told
        .iter()
        .filter(|(.., is_told)| *is_told)
        .map(|(name, ..)| *name)
        .collect();
    let summed: Vec<_> = (0..sums.len()).map(|place| format!("SUM(sum{place})")).collect();
    // Every statement names every parameter.
    format!(
        "SELECT {}, {} FROM ({}) WHERE COALESCE(?2, ?3, ?4, ?5) IS NULL OR true {}",
        columns.join(", "),
        summed.join(", "),
        pieces.iter().map(select).collect::<Vec<_>>().join(" UNION ALL "),
        if by.is_empty() {
            String::new()
        } else {
            format!("GROUP BY {}", by.join(", "))
        }
    )
}

/// The columns that say where a sum stands: their names, what is read where they are not told apart, and whether they are. They are in the order of the
/// table's key, so that sums are made while it is read.
fn told(asked: Asked<'_>) -> [(&'static str, &'static str, bool); 5] {
    let is_asked = |dimension: Dimension| asked.by.contains(&dimension);
    [
        ("origin", "COALESCE(?5, '')", Whose::of(asked) == Whose::Each),
        ("start", "0", asked.step.is_some()),
        ("node", "''", is_asked(Dimension::Node)),
        ("channel", "''", is_asked(Dimension::Channel)),
        ("generation", "0", is_asked(Dimension::Generation)),
    ]
}

/// Where the counts stand that a filter takes. The key goes on with origin, start, node, channel, generation: where one of them is filtered, those
/// before it are listed, so that the database goes from one place to the next and does not read what lies between.
fn places(asked: Asked<'_>, piece: &Piece, way: Way) -> Vec<String> {
    let filter = asked.filter;
    let mut conditions = vec![match Whose::of(asked) {
        Whose::One => "origin = COALESCE(?5, '')".to_owned(),
        Whose::Each | Whose::Others => {
            format!("origin IN (SELECT origin FROM rollups WHERE campaign = ?1 AND span = '{ALL}' AND way = '')")
        }
    }];
    let dimensions = [
        (filter.node.is_some(), "node = ?2", way.node, "node", "n"),
        (filter.channel.is_some(), "channel = ?3", way.channel, "channel", "c"),
        (
            filter.generation.is_some(),
            "generation = ?4",
            way.generation,
            "generation",
            "g",
        ),
    ];
    let time = format!("start >= {} AND start < {}", piece.from.0, piece.to.0);
    let last = dimensions.iter().rposition(|(is_filtered, ..)| *is_filtered);
    conditions.push(match last {
        _ if piece.span == ALL => "start = 0".to_owned(),
        None => time,
        Some(_) => format!(
            "start IN (SELECT start FROM rollups WHERE campaign = ?1 AND span = '{}' AND way = '' AND origin = '' AND {time})",
            piece.span
        ),
    });
    for (is_filtered, is, is_told, name, list) in dimensions.into_iter().take(last.map_or(0, |last| last + 1)) {
        if is_filtered {
            conditions.push(is.to_owned());
        } else if is_told {
            conditions.push(format!(
                "{name} IN (SELECT {name} FROM rollups WHERE campaign = ?1 AND span = '{ALL}' AND way = '{list}' AND origin = '' AND start = 0)"
            ));
        } else {
            // What is not told apart has no name: said, since the database would look for the next column without it.
            conditions.push(format!("{name} = {}", if list == "g" { "0" } else { "''" }));
        }
    }
    conditions
}

/// A piece of the time that is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub span: &'static str,
    pub from: Moment,
    pub to: Moment,
    /// Of hours that are summed by day: their day.
    pub day: Option<Moment>,
    /// Whether it is to be taken away from the others.
    pub less: bool,
}

impl Piece {
    /// What stands before a count of it.
    fn sign(&self) -> &'static str {
        if self.less { "-" } else { "" }
    }
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
        None if (asked.filter.from, asked.filter.to) == (None, None) => return vec![piece(ALL, Moment(0), Moment(1))],
        Some(SeriesStep::Hour) => return vec![piece(HOUR, from, to)],
        _ => {}
    }
    let hours = |from: Moment, to: Moment, less| Piece {
        day: Some(calendar.day(from)),
        less,
        ..piece(HOUR, from, to)
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
        pieces.push(piece(DAY, first, last));
    }
    pieces.sort_by_key(|piece| piece.less);
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use canyu_core::staff::Filter;

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
            format!("{less}{} {} {}", piece.span, text(piece.from), text(piece.to))
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
