//! What is published afterwards: `beacon.json`.

use crate::{
    json::{JsonError, JsonFault, Reader, quoted},
    text::{hex, unhex},
};

/// Sources, and secrets of a source, that are read at most.
const MOST: usize = 1000;

/// What one source has published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Published {
    /// A round of drand.
    Drand {
        /// Its number.
        round: u64,
        /// The group's signature: 48 bytes, a point of G1.
        signature: Vec<u8>,
    },
    /// Public numbers.
    Numbers {
        /// As RFC 3797 writes them.
        key: String,
    },
    /// Witnesses' secrets, in the manifest's order.
    Witness {
        /// The secrets, of any length.
        secrets: Vec<Vec<u8>>,
    },
}

impl Published {
    /// `beacon.json` of what the sources published, in the order of the beacon's spec.
    #[must_use]
    pub fn to_json(sources: &[Self]) -> String {
        let sources: Vec<String> = sources.iter().map(Self::object).collect();
        ["[", &sources.join(","), "]\n"].concat()
    }

    fn object(&self) -> String {
        match self {
            Self::Drand { round, signature } => {
                let (round, signature) = (round.to_string(), hex(signature));
                [
                    r#"{"kind":"drand","round":"#,
                    &round,
                    r#","signature":""#,
                    &signature,
                    "\"}",
                ]
                .concat()
            }
            Self::Numbers { key } => [r#"{"kind":"numbers","key":"#, &quoted(key), "}"].concat(),
            Self::Witness { secrets } => {
                let secrets: Vec<String> = secrets.iter().map(|secret| quoted(&hex(secret))).collect();
                [r#"{"kind":"witness","secrets":["#, &secrets.join(","), "]}"].concat()
            }
        }
    }

    /// Reads `beacon.json`.
    ///
    /// # Errors
    /// Where it has not that shape.
    pub fn from_json(bytes: &[u8]) -> Result<Vec<Self>, JsonError> {
        let mut reader = Reader::new(bytes)?;
        let mut sources = Vec::new();
        reader.list(&mut |reader| {
            if sources.len() == MOST {
                return Err(reader.error(JsonFault::TooMany));
            }
            sources.push(Self::read(reader)?);
            Ok(())
        })?;
        reader.end()?;
        Ok(sources)
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, JsonError> {
        let (mut kind, mut round, mut signature, mut key, mut secrets) = (None, None, None, None, None);
        reader.object(&mut |reader, name| match name {
            "kind" => {
                let text = reader.text()?;
                reader.once(&mut kind, text)
            }
            "round" => {
                let number = reader.number()?;
                reader.once(&mut round, number)
            }
            "signature" => {
                let bytes = unhex(&reader.text()?);
                let bytes = reader.must(bytes)?;
                reader.once(&mut signature, bytes)
            }
            "key" => {
                let text = reader.text()?.into_owned();
                reader.once(&mut key, text)
            }
            "secrets" => {
                let mut list = Vec::new();
                reader.list(&mut |reader| {
                    let bytes = unhex(&reader.text()?).filter(|_| list.len() < MOST);
                    list.push(reader.must(bytes)?);
                    Ok(())
                })?;
                reader.once(&mut secrets, list)
            }
            _ => reader.skip(),
        })?;
        match kind.as_deref() {
            Some("drand") => Ok(Self::Drand {
                round: reader.required(round)?,
                signature: reader.required(signature)?,
            }),
            Some("numbers") => Ok(Self::Numbers {
                key: reader.required(key)?,
            }),
            Some("witness") => Ok(Self::Witness {
                secrets: reader.required(secrets)?,
            }),
            Some(_) => Err(reader.error(JsonFault::Value)),
            None => Err(reader.error(JsonFault::Missing)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const JSON: &str = r#"[{"kind":"drand","round":10000000,"signature":"a187"},{"kind":"numbers","key":"9319./2.5.8.10.12./"},{"kind":"witness","secrets":["00ff",""]}]
"#;

    #[test]
    fn what_was_published_comes_back_from_its_json() {
        let published = Published::from_json(JSON.as_bytes()).unwrap();
        assert_eq!(Published::to_json(&published), JSON);
        let spaced = JSON.replace(',', " , ").replace(r#""kind":"drand" , "#, "") + "  ";
        let missing = Published::from_json(spaced.as_bytes()).map_err(|error| error.fault);
        assert_eq!(missing, Err(JsonFault::Missing));
    }

    #[test]
    fn what_is_no_beacon_file_is_refused() {
        let cases = [
            ("[]x".to_owned(), JsonFault::Trailing),
            (JSON.replace("numbers", "dice"), JsonFault::Value),
            (JSON.replace("a187", "A187"), JsonFault::Value),
            (JSON.replace(r#""round":10000000,"#, ""), JsonFault::Missing),
            (JSON.replace("10000000", "1e7"), JsonFault::Number),
            (JSON.replace(r#""round":1"#, r#""round":2,"round":1"#), JsonFault::Twice),
            (JSON.chars().take(50).collect(), JsonFault::Cut),
            ("{}".to_owned(), JsonFault::Type),
        ];
        for (text, fault) in cases {
            let read = Published::from_json(text.as_bytes()).map_err(|error| error.fault);
            assert_eq!(read, Err(fault), "{text}");
        }
    }
}
