//! Scores as they are kept: reasons with evidence for staff, and broad groups for the fan.

use crate::store::trust::ScoreRow;
use canyu_core::staff::Trace;
use canyu_trust::{Finding, Said, Sign, Verdict};

/// A reason, as staff read it.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Kept {
    /// The stable code.
    pub reason: String,
    /// What it adds to the score; 0: it is seen too, and another reason of its family weighs more.
    pub points: u8,
    /// What was seen.
    pub seen: Vec<Trace>,
}

impl From<&Finding> for Kept {
    fn from(finding: &Finding) -> Self {
        Self {
            reason: finding.reason.code().to_owned(),
            points: finding.points,
            seen: finding.said.iter().map(seen).collect(),
        }
    }
}

fn seen(said: &Said) -> Trace {
    Trace {
        sign: said.sign.code().to_owned(),
        count: said.count,
        of: said.of,
        // More digits than anybody can say anything by are not kept.
        value: (f64::from(said.value) * 100.0).round() / 100.0,
    }
}

/// What was seen, as an English sentence; the bare code of a sign that this version does not know.
#[must_use]
pub fn in_english(seen: &Trace) -> String {
    let said = |sign| Said {
        sign,
        count: seen.count,
        of: seen.of,
        value: seen.value as f32,
    };
    Sign::from_code(&seen.sign).map_or_else(|| seen.sign.clone(), |sign| said(sign).to_string())
}

/// The row of a fan's score.
#[must_use]
pub fn row(fan: &str, verdict: &Verdict) -> ScoreRow {
    let kept: Vec<Kept> = verdict.findings.iter().map(Kept::from).collect();
    let heard: Vec<&str> = verdict.heard().into_iter().map(canyu_trust::Heard::code).collect();
    ScoreRow {
        fan: fan.to_owned(),
        score: verdict.score,
        reasons: serde_json::to_string(&kept).unwrap_or_else(|_| "[]".to_owned()),
        heard: heard.join(" "),
    }
}

/// The reasons of a row. What another version wrote and this one cannot read is left out.
#[must_use]
pub fn read(reasons: &str) -> Vec<Kept> {
    serde_json::from_str(reasons).unwrap_or_default()
}

/// The broad groups of a row.
#[must_use]
pub fn heard(groups: &str) -> Vec<String> {
    groups.split_whitespace().map(str::to_owned).collect()
}
