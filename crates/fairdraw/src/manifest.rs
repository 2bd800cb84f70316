//! Step 0, the opening: what the organiser fixes before anybody enters.

use crate::{
    Hash,
    beacon::{Chain, Spec},
    json::{JsonError, JsonFault, Reader},
    key::VerifierKey,
    text::{is_name, unhex_hash},
};

/// The close comes at least so many seconds before the draw, so that the commitment can be seen.
pub const PAUSE: u64 = 600;

/// Elements of a list in the manifest that are read at most.
const MOST: usize = 10_000;

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
        let mut reader = Reader::new(bytes)?;
        let mut fields = Fields::default();
        reader.object(&mut |reader, name| fields.read(reader, name))?;
        reader.end()?;
        Ok(Self {
            campaign: reader.required(fields.campaign)?,
            draw: reader.required(fields.draw)?,
            opens: fields.opens,
            closes: fields.closes,
            draws: fields.draws,
            prizes: reader.required(fields.prizes)?,
            alternates: reader.required(fields.alternates)?,
            max_weight: reader.required(fields.max_weight)?,
            disqualifications: fields.disqualifications.unwrap_or_default(),
            forfeit_reasons: fields.forfeits.0.unwrap_or_default(),
            claim_days: fields.forfeits.1,
            key: fields.key,
            beacon: reader.required(fields.beacon)?,
            numbers: fields.numbers.unwrap_or_default(),
            witnesses: fields.witnesses.unwrap_or_default(),
        })
    }
}

#[derive(Default)]
struct Fields {
    protocol: Option<()>,
    campaign: Option<String>,
    draw: Option<u32>,
    opens: Option<u64>,
    closes: Option<u64>,
    draws: Option<u64>,
    prizes: Option<Vec<Prize>>,
    alternates: Option<u32>,
    max_weight: Option<u32>,
    disqualifications: Option<Vec<String>>,
    forfeits: (Option<Vec<String>>, Option<u32>),
    key: Option<VerifierKey>,
    beacon: Option<Spec>,
    numbers: Option<Vec<Numbers>>,
    witnesses: Option<Vec<Witnesses>>,
    fallback: Option<()>,
}

impl Fields {
    fn read(&mut self, reader: &mut Reader<'_>, name: &str) -> Result<(), JsonError> {
        match name {
            "protocol" => keyword(reader, &mut self.protocol, crate::PROTOCOL),
            "fallback" => keyword(reader, &mut self.fallback, "wait"),
            "campaign" => {
                let name = Some(reader.text()?.into_owned()).filter(|name| is_name(name));
                let name = reader.must(name)?;
                reader.once(&mut self.campaign, name)
            }
            "draw" => small(reader, &mut self.draw),
            "opens" => number(reader, &mut self.opens),
            "closes" => number(reader, &mut self.closes),
            "draws" => number(reader, &mut self.draws),
            "alternates" => small(reader, &mut self.alternates),
            "max_weight" => small(reader, &mut self.max_weight),
            "prizes" => {
                let prizes = list(reader, &mut prize)?;
                reader.once(&mut self.prizes, prizes)
            }
            "disqualifications" => names(reader, &mut self.disqualifications),
            "forfeits" => reader.object(&mut |reader, name| match name {
                "reasons" => names(reader, &mut self.forfeits.0),
                "claim_days" => small(reader, &mut self.forfeits.1),
                _ => reader.skip(),
            }),
            "key" => {
                let key = reader.text()?.parse().ok();
                let key = reader.must(key)?;
                reader.once(&mut self.key, key)
            }
            "beacon" => {
                let spec = reader.text()?.parse().ok();
                let spec = reader.must(spec)?;
                reader.once(&mut self.beacon, spec)
            }
            "numbers" => {
                let mut all: Vec<Numbers> = Vec::new();
                reader.object(&mut |reader, id| {
                    let id = new_id(reader, id, all.iter().map(|numbers| numbers.id.as_str()))?;
                    let mut bits = None;
                    reader.object(&mut |reader, name| match name {
                        "entropy_bits" => small(reader, &mut bits),
                        _ => reader.skip(),
                    })?;
                    let entropy_bits = reader.required(bits)?;
                    all.push(Numbers { id, entropy_bits });
                    Ok(())
                })?;
                reader.once(&mut self.numbers, all)
            }
            "witnesses" => {
                let mut all: Vec<Witnesses> = Vec::new();
                reader.object(&mut |reader, id| {
                    let id = new_id(reader, id, all.iter().map(|witnesses| witnesses.id.as_str()))?;
                    let commits = list(reader, &mut |reader| {
                        let hash = unhex_hash(&reader.text()?);
                        reader.must(hash)
                    })?;
                    all.push(Witnesses { id, commits });
                    Ok(())
                })?;
                reader.once(&mut self.witnesses, all)
            }
            _ => reader.skip(),
        }
    }
}

/// An id that can stand in a beacon's spec and has not stood here before. A beacon has 16 sources at most.
fn new_id<'a>(reader: &Reader<'_>, id: &str, mut before: impl Iterator<Item = &'a str>) -> Result<String, JsonError> {
    let is_new = is_name(id) && before.by_ref().take(16).all(|other| other != id) && before.next().is_none();
    if is_new {
        Ok(id.to_owned())
    } else {
        Err(reader.error(JsonFault::Value))
    }
}

fn prize(reader: &mut Reader<'_>) -> Result<Prize, JsonError> {
    let (mut name, mut quantity) = (None, None);
    reader.object(&mut |reader, field| match field {
        "name" => {
            let text = reader.text()?.into_owned();
            reader.once(&mut name, text)
        }
        "quantity" => small(reader, &mut quantity),
        _ => reader.skip(),
    })?;
    Ok(Prize {
        name: reader.required(name)?,
        quantity: reader.required(quantity)?,
    })
}

fn keyword(reader: &mut Reader<'_>, slot: &mut Option<()>, word: &str) -> Result<(), JsonError> {
    let is_it = (reader.text()? == word).then_some(());
    reader.must(is_it)?;
    reader.once(slot, ())
}

fn small(reader: &mut Reader<'_>, slot: &mut Option<u32>) -> Result<(), JsonError> {
    let number = reader.small()?;
    reader.once(slot, number)
}

fn number(reader: &mut Reader<'_>, slot: &mut Option<u64>) -> Result<(), JsonError> {
    let number = reader.number()?;
    reader.once(slot, number)
}

fn names(reader: &mut Reader<'_>, slot: &mut Option<Vec<String>>) -> Result<(), JsonError> {
    let names = list(reader, &mut |reader| Ok(reader.text()?.into_owned()))?;
    reader.once(slot, names)
}

fn list<T>(
    reader: &mut Reader<'_>,
    each: &mut dyn FnMut(&mut Reader<'_>) -> Result<T, JsonError>,
) -> Result<Vec<T>, JsonError> {
    let mut all = Vec::new();
    reader.list(&mut |reader| {
        if all.len() == MOST {
            return Err(reader.error(JsonFault::TooMany));
        }
        all.push(each(reader)?);
        Ok(())
    })?;
    Ok(all)
}

#[cfg(test)]
mod tests;
