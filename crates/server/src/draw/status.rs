//! Where a draw stands, and what comes next, in words for a terminal.

use super::{Draw, DrawError, seconds};
use canyu_core::{
    moment::Moment,
    staff::{DrawLook, DrawStage, PrizeCounts},
};
use fairdraw::text::hex;
use std::fmt;

/// Where a draw stands, with its numbers.
#[derive(Clone, Debug)]
pub struct Status {
    /// Where.
    pub stage: DrawStage,
    /// Lines for people: name and value.
    pub lines: Vec<(&'static str, String)>,
    /// What comes next.
    pub next: String,
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, value) in &self.lines {
            writeln!(f, "{name:<12}{value}")?;
        }
        write!(f, "{:<12}{}", "next", self.next)
    }
}

impl Draw {
    /// Where the draw stands. `closes` is when the campaign closes.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn status(&self, closes: Moment, now: Moment) -> Result<Status, DrawError> {
        let look = self.look(closes, now).await?;
        let (people, tickets) = (look.people, look.tickets);
        let mut lines = vec![
            ("campaign", format!("{}, draw {}", self.campaign(), self.number())),
            ("manifest", hex(&self.ballot().hash)),
            ("beacon", self.manifest().beacon.to_string()),
            ("opens", look.opens.to_string()),
            ("closes", look.closes.to_string()),
            ("draws", look.draws.to_string()),
            ("now", now.to_string()),
        ];
        match look.closed {
            None => lines.push(("entered", format!("{people} people, {tickets} tickets"))),
            Some(closed) => lines.extend([
                ("closed", closed.to_string()),
                (
                    "list",
                    format!("{people} people, {tickets} tickets, {} kept out", look.kept_out),
                ),
                ("commitment", look.hash.clone()),
            ]),
        }
        if let (Some(drawn), Some(prizes)) = (look.drawn, look.prizes) {
            let PrizeCounts {
                held,
                claimed,
                overdue,
                forfeited,
                alternates,
            } = prizes;
            lines.push(("drawn", drawn.to_string()));
            lines.push(("prizes", format!("{held} won, {claimed} of them claimed, {overdue} overdue; {forfeited} forfeited, {alternates} alternates left")));
        }
        let next = self.next(&look);
        Ok(Status {
            stage: look.stage,
            lines,
            next,
        })
    }

    fn next(&self, look: &DrawLook) -> String {
        let slug = self.campaign();
        match look.stage {
            DrawStage::Ahead => format!("the campaign opens at {}", look.opens),
            DrawStage::Open => format!("the server closes the list and commits to it at {}", look.closes),
            DrawStage::Over => format!(
                "the list must be closed within {} seconds, before the random value exists: a running server does it by itself, or `canyu draw commit {slug}` now",
                seconds(look.draws) - seconds(look.now)
            ),
            DrawStage::Missed => DrawError::MissedBeacon {
                draws: look.draws,
                now: look.now,
            }
            .to_string(),
            DrawStage::Committed => format!(
                "publish the commitment wherever people will see it before {}; then it is drawn",
                look.draws
            ),
            DrawStage::Due => super::beacon::what_is_needed(&self.manifest().beacon, slug),
            DrawStage::Drawn if look.prizes.is_some_and(|prizes| prizes.overdue > 0) => {
                format!("`canyu draw forfeit {slug} --overdue` gives the unclaimed prizes to alternates")
            }
            DrawStage::Drawn => format!(
                "winners claim their prizes; `canyu draw claims {slug} -o claims.csv` lists them, `canyu draw audit {slug} -o DIR` writes the bundle"
            ),
        }
    }
}
