//! What was found, in words for people. The codes in brackets are stable.

use fairdraw::verify::{Check, Finding, Outcome, Report, Value};
use jiff::Timestamp;

/// One line for one check.
pub(super) fn line(finding: &Finding) -> String {
    let (mark, words) = match finding.outcome {
        Outcome::Ok => ("ok", holds(finding)),
        Outcome::Failed(fault) => {
            let places: Vec<String> = finding
                .values
                .iter()
                .map(|(name, value)| format!("{name}={value}"))
                .collect();
            let places = if places.is_empty() {
                String::new()
            } else {
                places.join(" ") + ": "
            };
            ("FAILED", format!("{places}{fault} [{}]", fault.code()))
        }
        Outcome::NotProven(why) => ("-", format!("not proven: {why} [{}]{}", why.code(), reason(finding))),
        Outcome::NotChecked(why) => ("-", format!("not checked: {why} [{}]", why.code())),
        Outcome::NotYet => ("-", "has not taken place yet".to_owned()),
    };
    format!("{mark:<7} {:<12} {words}", finding.check.code())
}

/// What the whole of it means.
pub(super) fn sum(report: &Report) -> &'static str {
    let open = report
        .findings
        .iter()
        .any(|finding| matches!(finding.outcome, Outcome::NotProven(_) | Outcome::NotChecked(_)));
    if !report.holds() {
        "Something is wrong with this draw, or with these files."
    } else if open {
        "Nothing is wrong. What stands behind a - is not proven here."
    } else {
        "Nothing is wrong, and every check was made."
    }
}

fn value(finding: &Finding, name: &str) -> String {
    let found = finding.values.iter().find(|(other, _)| *other == name);
    found.map_or_else(String::new, |(_, value)| value.to_string())
}

fn has(finding: &Finding, name: &str) -> bool {
    finding.values.iter().any(|(other, _)| *other == name)
}

fn time(finding: &Finding, name: &str) -> String {
    let seconds = finding.values.iter().find_map(|(other, value)| match value {
        Value::Number(seconds) if *other == name => i64::try_from(*seconds).ok(),
        _ => None,
    });
    let moment = seconds.and_then(|seconds| Timestamp::from_second(seconds).ok());
    moment.map_or_else(|| value(finding, name), |moment| moment.to_string())
}

fn reason(finding: &Finding) -> String {
    if has(finding, "reason") {
        format!(", reason {}", value(finding, "reason"))
    } else {
        String::new()
    }
}

fn holds(finding: &Finding) -> String {
    let of = |name| value(finding, name);
    match finding.check {
        Check::Manifest => format!("its hash is {}", of("hash")),
        Check::Signature => format!("the commitment is signed by {}", of("key")),
        Check::Commitment => {
            let late = if has(finding, "late") {
                ", less than ten minutes before the draw"
            } else {
                ""
            };
            format!(
                "{} entries, {} tickets, closed {}{late}; its hash is {}",
                of("entries"),
                of("tickets"),
                time(finding, "closed"),
                of("hash")
            )
        }
        Check::Seen => format!(
            "at {}, before the random value was known ({})",
            time(finding, "at"),
            time(finding, "known_at")
        ),
        Check::Beacon if has(finding, "strength") => {
            "as the manifest announced; WEAK: so little chance in it that lists could have been tried out".to_owned()
        }
        Check::Beacon => "as the manifest announced".to_owned(),
        Check::Seed => format!("follows from commitment and beacon: {}", of("seed")),
        Check::Draws => format!(
            "{} draws recomputed, every winner is in the committed list",
            of("draws")
        ),
        Check::Forfeits => format!("{}, signed and for reasons of the manifest", of("forfeits")),
        Check::Prizes => format!("{} handed out, {} alternates left", of("prizes"), of("alternates")),
        Check::Excluded => format!("{} left out, as committed", of("excluded")),
        Check::Checkpoints if has(finding, "at") => format!(
            "{} in a chain; the last, of {}: {} entries, {} tickets",
            of("checkpoints"),
            time(finding, "at"),
            of("entries"),
            of("tickets")
        ),
        Check::Checkpoints => "none".to_owned(),
        Check::Roll => format!("{} entries, strictly ascending, root as committed", of("entries")),
        Check::Mine => format!(
            "your tickets are numbers {} to {} of {}; {} receipts",
            of("first"),
            of("last"),
            of("of"),
            of("receipts")
        ),
        Check::Won if has(finding, "forfeited") => {
            format!("draw {}; the prize was forfeited: {}", of("k"), of("forfeited"))
        }
        Check::Won if has(finding, "name") => format!("draw {}: {}", of("k"), of("name")),
        Check::Won if has(finding, "k") => format!("draw {}: an alternate", of("k")),
        Check::Won => "not drawn".to_owned(),
    }
}
