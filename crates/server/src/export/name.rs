//! What a file is called: what it is of, which rows of it, and whether it is a rehearsal's.

use super::{REHEARSAL, Wanted};
use canyu_core::moment::Moment;

/// Characters of a part of a name that somebody has chosen.
const LONGEST_PART: usize = 40;

/// `toy-participants-channel-weibo-verified-rehearsal.csv`, with `until` (as `2026-11-22T00`) before the last of these.
#[must_use]
pub fn file_name(wanted: &Wanted, is_rehearsal: bool, until: Option<&str>) -> String {
    let filter = &wanted.filter;
    let mut parts = vec![wanted.campaign.clone(), wanted.table.name().to_owned()];
    let mut named = |name: &str, value: Option<String>| {
        parts.extend(value.map(|value| format!("{name}-{}", plain(&value))));
    };
    named("from", filter.from.map(compact));
    named("to", filter.to.map(compact));
    named("node", filter.node.clone());
    named("channel", filter.channel.clone());
    named("generation", filter.generation.map(|generation| generation.to_string()));
    named("group", filter.group.clone());
    parts.extend(filter.worth.map(|worth| worth.name().to_owned()));
    parts.extend(until.map(str::to_owned));
    parts.extend(is_rehearsal.then(|| REHEARSAL.to_owned()));
    format!("{}.{}", parts.join("-"), wanted.format.name())
}

/// A moment without signs that some systems have no place for in names: `20260804T190000Z`.
fn compact(moment: Moment) -> String {
    moment.to_string().replace(['-', ':'], "")
}

/// Letters and digits of any script, and what is harmless besides.
fn plain(text: &str) -> String {
    let plain = |letter: char| {
        if letter.is_alphanumeric() || ['-', '_'].contains(&letter) {
            letter
        } else {
            '_'
        }
    };
    text.chars().take(LONGEST_PART).map(plain).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use canyu_core::staff::{ExportFormat, ExportTable, Filter, WorthFilter};

    #[test]
    fn a_name_says_what_the_file_is_of_and_leads_nowhere_else() {
        let mut wanted = Wanted {
            campaign: "toy".to_owned(),
            table: ExportTable::Events,
            format: ExportFormat::Parquet,
            filter: Filter::default(),
            bom: false,
        };
        assert_eq!(file_name(&wanted, false, None), "toy-events.parquet");
        assert_eq!(
            file_name(&wanted, true, Some("2026-11-22T00")),
            "toy-events-2026-11-22T00-rehearsal.parquet"
        );
        wanted.filter = Filter {
            from: Some(Moment(1_722_798_000_000)),
            to: None,
            node: Some("guess".to_owned()),
            channel: Some("weibo".to_owned()),
            generation: Some(2),
            worth: Some(WorthFilter::Verified),
            group: Some("../米粉 \"1\"".to_owned()),
        };
        assert_eq!(
            file_name(&wanted, false, None),
            "toy-events-from-20240804T190000Z-node-guess-channel-weibo-generation-2-group-___米粉__1_-verified.parquet"
        );
    }
}
