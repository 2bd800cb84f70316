//! What is reported.

use super::{Fault, Why};
use crate::{Hash, json::Writer};

/// The checks, in the order in which they are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Check {
    /// The manifest can be read, and its times are as the protocol has them.
    Manifest,
    /// The commitment is signed by the manifest's key.
    Signature,
    /// The commitment says what the manifest says, and the list was closed in time.
    Commitment,
    /// Somebody saw the commitment before the random value was known, and no other.
    Seen,
    /// The random value is the one that the manifest announced.
    Beacon,
    /// The seed follows from commitment and value.
    Seed,
    /// Every draw follows from the seed, and every winner is in the list.
    Draws,
    /// Forfeits are signed, dated and for one of the manifest's reasons.
    Forfeits,
    /// Who has which prize.
    Prizes,
    /// Those left out are as committed, for one of the manifest's reasons.
    Excluded,
    /// The hourly numbers are signed, and none was taken back.
    Checkpoints,
    /// The whole list: in order, within the weights, and as committed.
    Roll,
    /// This person's tickets are in it, as promised.
    Mine,
    /// Whether this person has won.
    Won,
}

impl Check {
    /// A stable name for machines and people.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Manifest => "manifest",
            Self::Signature => "signature",
            Self::Commitment => "commitment",
            Self::Seen => "seen",
            Self::Beacon => "beacon",
            Self::Seed => "seed",
            Self::Draws => "draws",
            Self::Forfeits => "forfeits",
            Self::Prizes => "prizes",
            Self::Excluded => "excluded",
            Self::Checkpoints => "checkpoints",
            Self::Roll => "roll",
            Self::Mine => "mine",
            Self::Won => "won",
        }
    }
}

/// How a check ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It holds.
    Ok,
    /// It does not.
    Failed(Fault),
    /// Nothing is wrong, but nothing is proven.
    NotProven(Why),
    /// It could not be made.
    NotChecked(Why),
    /// What it looks at has not happened yet.
    NotYet,
}

impl Outcome {
    /// A stable name for machines, and that of what is wrong or missing.
    #[must_use]
    pub const fn codes(self) -> (&'static str, &'static str) {
        match self {
            Self::Ok => ("ok", ""),
            Self::Failed(fault) => ("failed", fault.code()),
            Self::NotProven(why) => ("not_proven", why.code()),
            Self::NotChecked(why) => ("not_checked", why.code()),
            Self::NotYet => ("not_yet", ""),
        }
    }
}

/// A value that says more about a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A number, a place, or seconds since 1970.
    Number(u64),
    /// A hash, a code or a name.
    Text(String),
}

impl std::fmt::Display for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Number(number) => number.fmt(f),
            Self::Text(text) => text.fmt(f),
        }
    }
}

/// What one check found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The check.
    pub check: Check,
    /// How it ended.
    pub outcome: Outcome,
    /// What says more, by name.
    pub values: Vec<(&'static str, Value)>,
}

/// One drawn person; in a report only after all draws have been checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawn {
    /// The number of the draw, from 0.
    pub k: u32,
    /// Which of the manifest's prizes he has, from 0, and its name.
    pub prize: Option<(usize, String)>,
    /// What stands for him.
    pub commit: Hash,
    /// His first and his last ticket, from 1.
    pub tickets: (u64, u64),
    /// Why he has the prize no more.
    pub forfeited: Option<String>,
}

/// The tickets of whoever asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MyTickets {
    /// The first and the last, from 1.
    pub tickets: (u64, u64),
    /// How many tickets there are in all.
    pub of: u64,
    /// The number of the draw, if drawn.
    pub k: Option<u32>,
    /// Which prize he has, if any.
    pub prize: Option<usize>,
}

/// All findings, and what was proven by them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// A finding for each check, in order.
    pub findings: Vec<Finding>,
    /// The campaign and its draw, as the manifest says.
    pub draw_of: Option<(String, u32)>,
    /// Entries and tickets, as the commitment says.
    pub numbers: Option<(u64, u64)>,
    /// The draws, once they have been checked.
    pub draws: Vec<Drawn>,
    /// My tickets, once they have been checked.
    pub mine: Option<MyTickets>,
    /// When the commitment was seen here before the draw, in seconds since 1970.
    pub seen_at: Option<u64>,
}

impl Report {
    /// Whether nothing is wrong. That alone does not prove everything: see [`Outcome::NotProven`].
    #[must_use]
    pub fn holds(&self) -> bool {
        !self
            .findings
            .iter()
            .any(|finding| matches!(finding.outcome, Outcome::Failed(_)))
    }

    /// The report for a page.
    #[must_use]
    pub fn to_json(&self) -> String {
        let mut json = Writer::default();
        json.raw("", "{");
        json.raw("holds", if self.holds() { "true" } else { "false" });
        json.raw("findings", "[");
        for finding in &self.findings {
            finding.write(&mut json);
        }
        json.close(']');
        let (campaign, draw) = self
            .draw_of
            .as_ref()
            .map_or(("", None), |(campaign, draw)| (campaign, Some(*draw)));
        json.text("campaign", campaign);
        json.maybe("draw", draw.map(u64::from));
        json.maybe("entries", self.numbers.map(|(entries, _)| entries));
        json.maybe("tickets", self.numbers.map(|(_, tickets)| tickets));
        json.raw("draws", "[");
        for draw in &self.draws {
            draw.write(&mut json);
        }
        json.close(']');
        match &self.mine {
            Some(mine) => {
                let (first, last) = mine.tickets;
                json.raw("mine", "{");
                json.number("first", first);
                json.number("last", last);
                json.number("of", mine.of);
                json.number("weight", last.saturating_sub(first).saturating_add(1));
                json.maybe("seen_at", self.seen_at);
                json.maybe("k", mine.k.map(u64::from));
                json.maybe("prize", mine.prize.map(|prize| prize as u64));
                json.close('}');
            }
            None => json.raw("mine", "null"),
        }
        json.close('}');
        json.0
    }
}

impl Finding {
    fn write(&self, json: &mut Writer) {
        let (outcome, code) = self.outcome.codes();
        json.raw("", "{");
        json.text("check", self.check.code());
        json.text("outcome", outcome);
        json.text("code", code);
        json.raw("values", "{");
        for (name, value) in &self.values {
            match value {
                Value::Number(number) => json.number(name, *number),
                Value::Text(text) => json.text(name, text),
            }
        }
        json.close('}');
        json.close('}');
    }
}

impl Drawn {
    fn write(&self, json: &mut Writer) {
        let (prize, name) = self
            .prize
            .as_ref()
            .map_or((None, ""), |(prize, name)| (Some(*prize as u64), name));
        json.raw("", "{");
        json.number("k", self.k.into());
        json.maybe("prize", prize);
        json.text("name", name);
        json.hex("commit", &self.commit);
        json.number("first", self.tickets.0);
        json.number("last", self.tickets.1);
        match &self.forfeited {
            Some(reason) => json.text("forfeited", reason),
            None => json.raw("forfeited", "null"),
        }
        json.close('}');
    }
}
