//! What is published afterwards: `beacon.json`.

use crate::{
    json::{Json, JsonError, JsonFault, Writer, read},
    text::unhex,
};

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
        let mut json = Writer::default();
        json.raw("", "[");
        for source in sources {
            json.raw("", "{");
            match source {
                Self::Drand { round, signature } => {
                    json.text("kind", "drand");
                    json.number("round", *round);
                    json.hex("signature", signature);
                }
                Self::Numbers { key } => {
                    json.text("kind", "numbers");
                    json.text("key", key);
                }
                Self::Witness { secrets } => {
                    json.text("kind", "witness");
                    json.raw("secrets", "[");
                    for secret in secrets {
                        json.hex("", secret);
                    }
                    json.close(']');
                }
            }
            json.close('}');
        }
        json.close(']');
        json.close('\n');
        json.0
    }

    /// Reads `beacon.json`.
    ///
    /// # Errors
    /// Where it has not that shape.
    pub fn from_json(bytes: &[u8]) -> Result<Vec<Self>, JsonError> {
        read(bytes, |json| {
            let mut sources = Vec::new();
            for source in json.list() {
                sources.push(Self::take(source));
            }
            sources
        })
    }

    fn take(json: Json<'_>) -> Self {
        let kind = json.field("kind");
        match kind.text().as_str() {
            "drand" => Self::Drand {
                round: json.field("round").number(),
                signature: bytes(json.field("signature")),
            },
            "numbers" => Self::Numbers {
                key: json.field("key").text(),
            },
            name => {
                if name != "witness" {
                    kind.wrong(JsonFault::Value);
                }
                let mut secrets = Vec::new();
                for secret in json.field("secrets").list() {
                    secrets.push(bytes(secret));
                }
                Self::Witness { secrets }
            }
        }
    }
}

fn bytes(json: Json<'_>) -> Vec<u8> {
    json.must(unhex(&json.text()))
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
