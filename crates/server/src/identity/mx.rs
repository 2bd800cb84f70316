//! Where the mail of a domain goes: the first of its mail exchangers. Many new domains with one mail host are a sign of somebody who made
//! them all; that no answer came is a sign of nothing.

use super::domain;
use async_trait::async_trait;
use hickory_resolver::{TokioResolver, proto::rr::RData};
use std::{collections::HashMap, path::Path, sync::Arc, time::Duration};

/// How long one question may take.
const PATIENCE: Duration = Duration::from_secs(3);

/// What is known of the mail host of a domain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Exchanger {
    /// The host with the best preference.
    Host(String),
    /// The domain names none: mail would go to itself (RFC 5321, 5.1).
    Itself,
    /// No answer, or none that is understood.
    Unknown,
}

/// Whoever can be asked.
#[async_trait]
pub trait Exchangers: Send + Sync {
    /// The first mail exchanger of a domain, given in ASCII. It answers within a few seconds.
    async fn first(&self, domain: &str) -> Exchanger;
}

/// The domain under which domains with the same mail host meet: the registrable domain of the first mail exchanger. `None`: not known.
pub async fn cluster(exchangers: &dyn Exchangers, domain: &str) -> Option<String> {
    match exchangers.first(domain).await {
        Exchanger::Host(host) => Some(domain::registrable(&host).to_owned()),
        Exchanger::Itself => Some(domain::registrable(domain).to_owned()),
        Exchanger::Unknown => None,
    }
}

/// The domain name system, as this machine asks it.
pub struct Dns(TokioResolver);

impl Dns {
    /// With the system's own settings; `None` where they cannot be read: then nothing is known of any domain.
    #[must_use]
    pub fn new() -> Option<Self> {
        let mut builder = TokioResolver::builder_tokio().ok()?;
        let options = builder.options_mut();
        options.timeout = Duration::from_secs(1);
        options.attempts = 2;
        builder.build().ok().map(Self)
    }
}

#[async_trait]
impl Exchangers for Dns {
    async fn first(&self, domain: &str) -> Exchanger {
        // The dot at the end: the machine's own search domains are not tried.
        let asked = self.0.mx_lookup(format!("{domain}."));
        let Ok(answer) = tokio::time::timeout(PATIENCE, asked).await else {
            return Exchanger::Unknown;
        };
        match answer {
            Ok(lookup) => {
                let exchangers = lookup.answers().iter().filter_map(|record| match &record.data {
                    RData::MX(mx) => Some((
                        mx.preference,
                        mx.exchange.to_ascii().trim_end_matches('.').to_ascii_lowercase(),
                    )),
                    _ => None,
                });
                // By name where two are preferred alike, so that the answer is the same each time.
                match exchangers.min() {
                    Some((_, host)) if !host.is_empty() => Exchanger::Host(host),
                    // "No mail here" (RFC 7505) is what it says of itself.
                    _ => Exchanger::Itself,
                }
            }
            Err(error) if error.is_no_records_found() => Exchanger::Itself,
            Err(_) => Exchanger::Unknown,
        }
    }
}

/// A table instead of the network, for tests and simulations: lines of `domain=mx`. What it does not list is not known.
#[derive(Clone, Debug, Default)]
pub struct Table(HashMap<String, String>);

impl Table {
    /// Reads the lines. Empty ones, and those that begin with `#`, say nothing; `*.example.org=mx` holds for all domains below.
    ///
    /// # Errors
    /// The number of the first line, from 1, that is none.
    pub fn parse(text: &str) -> Result<Self, usize> {
        let mut table = HashMap::new();
        for (number, line) in (1_usize..).zip(text.lines()) {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let (domain, mx) = line.split_once('=').ok_or(number)?;
            table.insert(domain.trim().to_ascii_lowercase(), mx.trim().to_ascii_lowercase());
        }
        Ok(Self(table))
    }
}

#[async_trait]
impl Exchangers for Table {
    async fn first(&self, domain: &str) -> Exchanger {
        let below = domain.split_once('.').map(|(_, rest)| format!("*.{rest}"));
        let found = self.0.get(domain).or_else(|| self.0.get(&below?));
        match found.map(String::as_str) {
            None => Exchanger::Unknown,
            Some("") => Exchanger::Itself,
            Some(host) => Exchanger::Host(host.to_owned()),
        }
    }
}

/// Nobody who could be asked: nothing is known of any domain.
pub struct Nobody;

#[async_trait]
impl Exchangers for Nobody {
    async fn first(&self, _: &str) -> Exchanger {
        Exchanger::Unknown
    }
}

/// The table in a file, else the domain name system.
///
/// # Errors
/// When the file cannot be read or understood.
pub fn exchangers(file: Option<&Path>) -> anyhow::Result<Arc<dyn Exchangers>> {
    let Some(path) = file else {
        return Ok(match Dns::new() {
            Some(dns) => Arc::new(dns),
            None => {
                tracing::warn!(
                    "the settings of the domain name system cannot be read: nothing will be known of mail hosts"
                );
                Arc::new(Nobody)
            }
        });
    };
    let text = std::fs::read_to_string(path).map_err(|error| anyhow::anyhow!("{}: {error}", path.display()))?;
    let table =
        Table::parse(&text).map_err(|line| anyhow::anyhow!("{}:{line}: write it as domain=mx", path.display()))?;
    Ok(Arc::new(table))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn domains_with_one_mail_host_meet() {
        let table = Table::parse("# hosts\n\na.example=mx1.farm.example\nb.example = MX2.farm.example\n*.c.example=mx.farm.example\nown.example=\n").unwrap();
        for domain in ["a.example", "b.example", "x.c.example"] {
            assert_eq!(
                cluster(&table, domain).await.as_deref(),
                Some("farm.example"),
                "{domain}"
            );
        }
        assert_eq!(cluster(&table, "own.example").await.as_deref(), Some("own.example"));
        assert_eq!(
            cluster(&table, "elsewhere.example").await,
            None,
            "what is not known counts for nothing"
        );
        assert_eq!(Table::parse("a.example=b\nnonsense").err(), Some(2));
    }
}
