//! What the manifest announces.

use super::Chain;
use crate::{
    Hash,
    text::{cut, decimal, digits, hex, is_name, unhex_hash},
};
use std::{fmt, str::FromStr};

/// Sources that a beacon may be made of.
const SOURCES: usize = 16;

/// A beacon, as the manifest and the commitment name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Spec {
    /// A round of a chain of drand.
    Drand {
        /// The chain.
        chain: Hash,
        /// The round, from 1.
        round: u64,
    },
    /// Public numbers, by their id in the manifest.
    Numbers(String),
    /// Witnesses, by their id in the manifest.
    Witness(String),
    /// Several of the above, 2 to 16, none of them this.
    All(Vec<Self>),
}

/// Stands for a text that names no beacon, while a manifest is read; it is [`Spec::All`] of nothing, which no text names.
impl Default for Spec {
    fn default() -> Self {
        Self::All(Vec::new())
    }
}

/// A text that names no beacon.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this names no beacon: it has to be drand:CHAIN:ROUND, numbers:ID, witness:ID, or all(A,B,…) of these")]
pub struct SpecError;

impl Spec {
    /// The sources, in order; never [`Spec::All`].
    #[must_use]
    pub fn sources(&self) -> &[Self] {
        match self {
            Self::All(sources) => sources,
            one => std::slice::from_ref(one),
        }
    }

    /// When the value is published, as far as the beacon itself says it, in seconds since 1970: a chain of drand that is known here does.
    #[must_use]
    pub fn time(&self) -> Option<u64> {
        let time = |source: &Self| match source {
            Self::Drand { chain, round } => Chain::known(chain)?.time_of(*round),
            _ => None,
        };
        self.sources().iter().filter_map(time).max()
    }

    fn one(text: &str) -> Option<Self> {
        let (kind, rest) = cut(text, b':')?;
        match kind {
            "drand" => {
                let (chain, round) = cut(rest, b':')?;
                let (chain, round) = (unhex_hash(chain)?, decimal(round)?);
                (round > 0).then_some(Self::Drand { chain, round })
            }
            "numbers" if is_name(rest) => Some(Self::Numbers(rest.to_owned())),
            "witness" if is_name(rest) => Some(Self::Witness(rest.to_owned())),
            _ => None,
        }
    }
}

impl FromStr for Spec {
    type Err = SpecError;

    fn from_str(text: &str) -> Result<Self, SpecError> {
        let Some(list) = text.strip_prefix("all(").and_then(|list| list.strip_suffix(')')) else {
            return Self::one(text).ok_or(SpecError);
        };
        let mut sources = Vec::new();
        let mut rest = Some(list);
        while let Some(list) = rest {
            let (source, after) = match cut(list, b',') {
                Some((source, after)) => (source, Some(after)),
                None => (list, None),
            };
            sources.push(Self::one(source).ok_or(SpecError)?);
            rest = after.filter(|_| sources.len() < SOURCES);
            if after.is_some() != rest.is_some() {
                return Err(SpecError);
            }
        }
        if sources.len() < 2 {
            return Err(SpecError);
        }
        Ok(Self::All(sources))
    }
}

impl fmt::Display for Spec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Drand { chain, round } => f.write_str(&["drand:", &hex(chain), ":", &digits(*round)].concat()),
            Self::Numbers(id) => f.write_str(&["numbers:", id].concat()),
            Self::Witness(id) => f.write_str(&["witness:", id].concat()),
            Self::All(sources) => {
                for (place, source) in sources.iter().enumerate() {
                    f.write_str(if place == 0 { "all(" } else { "," })?;
                    source.fmt(f)?;
                }
                f.write_str(")")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn beacons_are_read_and_written_to_the_letter() {
        let drand = format!("drand:{}:10000000", hex(&Chain::QUICKNET.hash));
        let all = format!("all({drand},numbers:lotto-2024,witness:jury)");
        for text in [&drand, "numbers:lotto-2024", "witness:jury", &all] {
            let spec: Spec = text.parse().unwrap();
            assert_eq!(&spec.to_string(), text);
        }
        assert_eq!(drand.parse::<Spec>().unwrap().time(), Some(1_722_803_364));
        assert_eq!(all.parse::<Spec>().unwrap().time(), Some(1_722_803_364));
        assert_eq!(all.parse::<Spec>().unwrap().sources().len(), 3);
        assert_eq!("witness:jury".parse::<Spec>().unwrap().time(), None);
    }

    #[test]
    fn what_names_no_beacon_is_refused() {
        let drand = format!("drand:{}:", hex(&Chain::QUICKNET.hash));
        let cases = [
            "".to_owned(),
            "drand".to_owned(),
            format!("{drand}0"),
            format!("{drand}01"),
            format!("{drand}1 "),
            drand.to_uppercase(),
            "numbers:".to_owned(),
            "numbers:a,b".to_owned(),
            "all()".to_owned(),
            "all(numbers:a)".to_owned(),
            "all(numbers:a,)".to_owned(),
            "all(numbers:a,all(numbers:b,numbers:c))".to_owned(),
            "all(numbers:a, numbers:b)".to_owned(),
            format!("all({})", ["numbers:a"; 17].join(",")),
        ];
        for case in cases {
            assert_eq!(case.parse::<Spec>(), Err(SpecError), "{case}");
        }
    }
}
