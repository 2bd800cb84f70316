//! A moment in campaign time.

/// Milliseconds since 1970-01-01T00:00:00Z, leap seconds not counted. On the wire it is RFC 3339 in UTC.
///
/// Campaign time is the server's clock, which in a rehearsal is not the wall's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(pub i64);

/// Milliseconds in an hour: the width of a rollup.
pub const HOUR: i64 = 3_600_000;

impl Moment {
    /// The start of the hour that this moment lies in.
    #[must_use]
    pub fn hour(self) -> Self {
        Self(self.0.div_euclid(HOUR) * HOUR)
    }

    /// The number of the day (by UTC) that this moment lies in, from 0 on 1970-01-01.
    #[must_use]
    pub fn day(self) -> i64 {
        self.0.div_euclid(24 * HOUR)
    }

    /// This moment and so many milliseconds.
    #[must_use]
    pub fn plus(self, milliseconds: i64) -> Self {
        Self(self.0.saturating_add(milliseconds))
    }
}

#[cfg(any(all(feature = "staff", not(feature = "server")), test))]
mod plain;

#[cfg(feature = "server")]
mod wire {
    use super::Moment;
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _, ser::Error as _};

    impl Moment {
        /// Reads RFC 3339 with any offset, as `2024-08-04T19:00:00Z` or `2024-08-05T03:00:00+08:00`.
        ///
        /// # Errors
        /// What is wrong with the text.
        pub fn parse(text: &str) -> Result<Self, jiff::Error> {
            Ok(Self(text.parse::<jiff::Timestamp>()?.as_millisecond()))
        }
    }

    impl std::fmt::Display for Moment {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            match jiff::Timestamp::from_millisecond(self.0) {
                Ok(timestamp) => write!(f, "{timestamp}"),
                Err(_) => write!(f, "{} ms", self.0),
            }
        }
    }

    impl Serialize for Moment {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            let timestamp = jiff::Timestamp::from_millisecond(self.0).map_err(S::Error::custom)?;
            serializer.collect_str(&timestamp)
        }
    }

    impl<'de> Deserialize<'de> for Moment {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            let text = String::deserialize(deserializer)?;
            Self::parse(&text).map_err(D::Error::custom)
        }
    }

    impl schemars::JsonSchema for Moment {
        fn schema_name() -> std::borrow::Cow<'static, str> {
            "Moment".into()
        }

        fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
            schemars::json_schema!({
                "type": "string",
                "format": "date-time",
                "description": "A moment with its offset, as 2024-08-04T19:00:00Z; in TOML written without quotation marks",
            })
        }
    }

    impl utoipa::PartialSchema for Moment {
        fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
            utoipa::openapi::ObjectBuilder::new()
                .schema_type(utoipa::openapi::schema::Type::String)
                .format(Some(utoipa::openapi::SchemaFormat::KnownFormat(
                    utoipa::openapi::KnownFormat::DateTime,
                )))
                .description(Some("RFC 3339, UTC"))
                .into()
        }
    }

    impl utoipa::ToSchema for Moment {}
}

#[cfg(all(test, feature = "server"))]
mod tests {
    use super::*;

    #[test]
    fn a_moment_with_an_offset_is_the_same_moment_in_utc() {
        let moment = Moment::parse("2024-08-05T03:00:00+08:00").unwrap();
        assert_eq!(moment.to_string(), "2024-08-04T19:00:00Z");
        assert_eq!(moment.plus(59 * 60_000).hour(), moment);
        assert_eq!(Moment(-1).hour(), Moment(-HOUR));
    }
}
