//! Where a draw stands, and what comes next, in words.

use super::{Draw, DrawError, close::commitment, holds, seconds, when};
use canyu_core::moment::Moment;
use fairdraw::text::hex;
use std::fmt;

/// Where a draw stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The campaign has not opened.
    Ahead,
    /// People can enter.
    Open,
    /// The campaign has closed, its list not yet.
    Over,
    /// The list was not closed in time.
    Missed,
    /// The list is closed and committed to; the random value is not there yet.
    Committed,
    /// The random value can be had.
    Due,
    /// It is drawn.
    Drawn,
}

/// Where a draw stands, with its numbers.
#[derive(Clone, Debug)]
pub struct Status {
    /// Where.
    pub stage: Stage,
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
        let row = self.row().await?;
        let closes = closes.max(self.closes());
        let stage = match (row.stamp.closed_at, row.stamp.drawn_at) {
            (_, Some(_)) => Stage::Drawn,
            (Some(_), None) if now < self.draws() => Stage::Committed,
            (Some(_), None) => Stage::Due,
            (None, None) if now >= self.draws() => Stage::Missed,
            (None, None) if now >= closes => Stage::Over,
            (None, None) if now >= self.opens() => Stage::Open,
            (None, None) => Stage::Ahead,
        };
        let mut lines = vec![
            ("campaign", format!("{}, draw {}", self.campaign(), self.number())),
            ("manifest", hex(&self.ballot().hash)),
            ("beacon", self.manifest().beacon.to_string()),
            ("opens", self.opens().to_string()),
            ("closes", closes.to_string()),
            ("draws", self.draws().to_string()),
            ("now", now.to_string()),
        ];
        match row.stamp.closed_at {
            None => {
                let entered = self
                    .store()
                    .entered(self.campaign(), self.manifest().max_weight)
                    .await?;
                lines.push((
                    "entered",
                    format!("{} people, {} tickets", entered.entries, entered.tickets),
                ));
            }
            Some(closed) => {
                let commitment = commitment(&row)?;
                lines.push(("closed", when(closed).to_string()));
                lines.push((
                    "list",
                    format!(
                        "{} people, {} tickets, {} kept out",
                        commitment.entries, commitment.tickets, commitment.excluded
                    ),
                ));
                lines.push(("commitment", hex(&commitment.hash())));
            }
        }
        let mut overdue = 0;
        if let Some(drawn) = row.stamp.drawn_at {
            let winners = self.winners().await?;
            let claimed = winners
                .iter()
                .filter(|winner| holds(winner) && winner.claim.at.is_some())
                .count();
            let held = winners.iter().filter(|winner| holds(winner)).count();
            let late = |winner: &&_| holds(winner) && super::forfeit::is_over(winner, now) && winner.claim.at.is_none();
            overdue = winners.iter().filter(late).count();
            let forfeited = winners.iter().filter(|winner| winner.forfeited.is_some()).count();
            let unused = winners.iter().filter(|winner| winner.prize.is_none()).count();
            lines.push(("drawn", when(drawn).to_string()));
            lines.push(("prizes", format!("{held} won, {claimed} of them claimed, {overdue} overdue; {forfeited} forfeited, {unused} alternates left")));
        }
        let next = self.next(stage, closes, now, overdue);
        Ok(Status { stage, lines, next })
    }

    fn next(&self, stage: Stage, closes: Moment, now: Moment, overdue: usize) -> String {
        let slug = self.campaign();
        match stage {
            Stage::Ahead => format!("the campaign opens at {}", self.opens()),
            Stage::Open => format!("the server closes the list and commits to it at {closes}"),
            Stage::Over => format!(
                "the list must be closed within {} seconds, before the random value exists: a running server does it by itself, or `canyu draw commit {slug}` now",
                seconds(self.draws()) - seconds(now)
            ),
            Stage::Missed => DrawError::MissedBeacon {
                draws: self.draws(),
                now,
            }
            .to_string(),
            Stage::Committed => format!(
                "publish the commitment wherever people will see it before {}; then it is drawn",
                self.draws()
            ),
            Stage::Due => super::beacon::what_is_needed(&self.manifest().beacon, slug),
            Stage::Drawn if overdue > 0 => {
                format!("`canyu draw forfeit {slug} --overdue` gives the unclaimed prizes to alternates")
            }
            Stage::Drawn => format!(
                "winners claim their prizes; `canyu draw claims {slug} -o claims.csv` lists them, `canyu draw audit {slug} -o DIR` writes the bundle"
            ),
        }
    }
}
