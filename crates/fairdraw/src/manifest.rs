//! Step 0, the opening: what the organiser fixes before anybody enters.

use crate::{
    Hash,
    beacon::{Chain, Spec},
    json::{Json, JsonError, read},
    key::VerifierKey,
    text::is_name,
};

/// The close comes at least so many seconds before the draw, so that the commitment can be seen.
pub const PAUSE: u64 = 600;

/// What a manifest says, as far as it matters to the checks; the rest is for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manifest {
    /// The campaign.
    pub campaign: String,
    /// Which of the campaign's draws, from 1.
    pub draw: u32,
    /// When entering begins, in seconds since 1970.
    pub opens: Option<u64>,
    /// When it ends at the earliest.
    pub closes: Option<u64>,
    /// When the prizes are drawn: at the first value of the beacon from then on.
    pub draws: Option<u64>,
    /// The prizes, in the order in which they are drawn.
    pub prizes: Vec<Prize>,
    /// How many are drawn beyond the prizes, for those that are forfeited.
    pub alternates: u32,
    /// Nobody has more tickets.
    pub max_weight: u32,
    /// For which reasons somebody may be left out. Empty where the manifest does not say.
    pub disqualifications: Vec<String>,
    /// For which reasons a prize may be forfeited. Empty where the manifest does not say.
    pub forfeit_reasons: Vec<String>,
    /// How many days a winner has at least before the prize is forfeited as `unclaimed`.
    pub claim_days: Option<u32>,
    /// The organiser's key; without one nothing is signed.
    pub key: Option<VerifierKey>,
    /// Where the random value comes from.
    pub beacon: Spec,
    /// The public numbers that the beacon names.
    pub numbers: Vec<Numbers>,
    /// The witnesses that the beacon names.
    pub witnesses: Vec<Witnesses>,
}

/// A kind of prize.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prize {
    /// What it is.
    pub name: String,
    /// How many of them there are.
    pub quantity: u32,
}

/// Public numbers, announced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Numbers {
    /// Their name in the beacon's spec.
    pub id: String,
    /// How much chance is in them, in bits, as the organiser declares it.
    pub entropy_bits: u32,
}

/// Witnesses, announced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Witnesses {
    /// Their name in the beacon's spec.
    pub id: String,
    /// The SHA-256 of each one's secret.
    pub commits: Vec<Hash>,
}

/// What in a manifest contradicts the protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ManifestFault {
    /// Not the first round at or after the drawing time.
    #[error("the beacon's round is not the first one at or after the drawing time")]
    Round,
    /// Less than ten minutes between close and draw.
    #[error("less than ten minutes between the close and the draw")]
    TooSoon,
}

impl ManifestFault {
    /// A stable name for machines.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Round => "round_not_of_the_drawing_time",
            Self::TooSoon => "draws_too_soon_after_the_close",
        }
    }
}

impl Manifest {
    /// How many are drawn: prizes and alternates, if there are as many entries.
    #[must_use]
    pub fn places(&self) -> u64 {
        let prizes = self.prizes.iter().map(|prize| u64::from(prize.quantity));
        prizes.fold(u64::from(self.alternates), u64::saturating_add)
    }

    /// When the value is known at the earliest, in seconds since 1970: the beacon's own time where it has one, else the drawing time.
    #[must_use]
    pub fn drawing_time(&self) -> Option<u64> {
        self.beacon.time().or(self.draws)
    }

    /// Checks what the protocol demands of the times.
    ///
    /// # Errors
    /// What contradicts it.
    pub fn check(&self) -> Result<(), ManifestFault> {
        let Some(draws) = self.draws else { return Ok(()) };
        for source in self.beacon.sources() {
            if let Spec::Drand { chain, round } = source
                && Chain::known(chain).is_some_and(|chain| chain.round_at(draws) != *round)
            {
                return Err(ManifestFault::Round);
            }
        }
        match self.closes.map(|closes| closes.saturating_add(PAUSE)) {
            Some(earliest) if earliest > draws => Err(ManifestFault::TooSoon),
            _ => Ok(()),
        }
    }

    /// Reads a manifest. Unknown names are skipped: they are for people.
    ///
    /// # Errors
    /// Where it is not JSON, misses what every draw needs, or says something that this version does not know how to honour
    /// (another protocol, another fallback than waiting).
    pub fn read(bytes: &[u8]) -> Result<Self, JsonError> {
        read(bytes, Self::take)
    }

    fn take(json: Json<'_>) -> Self {
        for (name, word) in [("protocol", crate::PROTOCOL), ("fallback", "wait")] {
            if let Some(value) = json.get(name) {
                value.must(value.is(word).then_some(()));
            }
        }
        let (campaign, beacon) = (json.field("campaign"), json.field("beacon"));
        let forfeits = json.get("forfeits");
        Self {
            campaign: campaign.must(Some(campaign.text()).filter(|name| is_name(name))),
            draw: json.field("draw").small(),
            opens: moment(json, "opens"),
            closes: moment(json, "closes"),
            draws: moment(json, "draws"),
            prizes: prizes(json.field("prizes")),
            alternates: json.field("alternates").small(),
            max_weight: json.field("max_weight").small(),
            disqualifications: texts(Some(json), "disqualifications"),
            forfeit_reasons: texts(forfeits, "reasons"),
            claim_days: forfeits
                .and_then(|forfeits| forfeits.get("claim_days"))
                .map(|days| days.small()),
            key: json.get("key").and_then(|key| {
                let read = key.text().parse().ok();
                key.must(read.is_some().then_some(()));
                read
            }),
            beacon: beacon.must(beacon.text().parse().ok()),
            numbers: numbers(json),
            witnesses: witnesses(json),
        }
    }
}

fn moment(json: Json<'_>, name: &str) -> Option<u64> {
    json.get(name).map(|moment| moment.number())
}

fn prizes(json: Json<'_>) -> Vec<Prize> {
    let mut prizes = Vec::new();
    for prize in json.list() {
        prizes.push(Prize {
            name: prize.field("name").text(),
            quantity: prize.field("quantity").small(),
        });
    }
    prizes
}

fn texts(json: Option<Json<'_>>, name: &str) -> Vec<String> {
    let mut texts = Vec::new();
    if let Some(list) = json.and_then(|json| json.get(name)) {
        for text in list.list() {
            texts.push(text.text());
        }
    }
    texts
}

fn numbers(json: Json<'_>) -> Vec<Numbers> {
    let mut all = Vec::new();
    if let Some(json) = json.get("numbers") {
        let mut members = json.members();
        while let (Some(id), Some(value)) = (members.next(), members.next()) {
            all.push(Numbers {
                id: id.text(),
                entropy_bits: value.field("entropy_bits").small(),
            });
        }
    }
    all
}

fn witnesses(json: Json<'_>) -> Vec<Witnesses> {
    let mut all = Vec::new();
    if let Some(json) = json.get("witnesses") {
        let mut members = json.members();
        while let (Some(id), Some(value)) = (members.next(), members.next()) {
            let mut commits = Vec::new();
            for commit in value.list() {
                commits.push(commit.hash());
            }
            all.push(Witnesses { id: id.text(), commits });
        }
    }
    all
}

#[cfg(test)]
mod tests;
