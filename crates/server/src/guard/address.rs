//! Where a request comes from, and what of it is kept: a keyed hash of the address's prefix (/24 of IPv4, /64 of IPv6), by a random key that is
//! thrown away two days later. So the hashes of one day can be counted, and nothing can be told from them afterwards, not even with the database.

use super::Guard;
use crate::{
    app::App,
    entropy,
    problem::ApiError,
    store::{Store, StoreError},
};
use axum::{
    extract::{ConnectInfo, FromRequestParts},
    http::{HeaderMap, request::Parts},
};
use canyu_core::{moment::Moment, secrets::Secrets};
use ipnet::IpNet;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use tokio::sync::RwLock;

/// Those who are believed when they say for whom they ask.
#[derive(Clone, Debug, Default)]
pub struct Proxies(Vec<IpNet>);

impl Proxies {
    /// Those networks.
    #[must_use]
    pub fn new(networks: Vec<IpNet>) -> Self {
        Self(networks)
    }

    fn trusts(&self, address: IpAddr) -> bool {
        self.0.iter().any(|network| network.contains(&address))
    }

    /// Who asks: the peer; or if that is a proxy, the last address in `X-Forwarded-For` that is none.
    fn client(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let mut client = peer.to_canonical();
        // What a client writes in front may be anything; what the proxy adds stands behind it.
        let said: Vec<String> = headers
            .get_all("x-forwarded-for")
            .iter()
            .map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned())
            .collect();
        for address in said.iter().flat_map(|value| value.split(',')).rev() {
            if !self.trusts(client) {
                break;
            }
            // What is no address was not written by a proxy of ours.
            let Some(address) = read(address.trim()) else { break };
            client = address.to_canonical();
        }
        client
    }
}

/// An address as proxies write it: alone, in brackets, with a port.
fn read(text: &str) -> Option<IpAddr> {
    let bare = text.strip_prefix('[').and_then(|text| text.strip_suffix(']'));
    let with_port = || text.parse::<SocketAddr>().ok().map(|address| address.ip());
    bare.unwrap_or(text).parse().ok().or_else(with_port)
}

/// The keys of hashes, of the period that is in use.
#[derive(Default)]
pub struct Keys(RwLock<Option<(i64, Secrets)>>);

impl Keys {
    /// The key of a moment: a day's, by UTC.
    async fn at(&self, store: &dyn Store, now: Moment) -> Result<Secrets, StoreError> {
        let period = now.day();
        if let Some((known, key)) = &*self.0.read().await
            && *known == period
        {
            return Ok(key.clone());
        }
        let mut known = self.0.write().await;
        if let Some((known, key)) = &*known
            && *known == period
        {
            return Ok(key.clone());
        }
        let fresh = entropy::seed().map_err(|error| StoreError::Unusable(error.to_string()))?;
        let key = Secrets::new(store.address_key(period, fresh, period - 1).await?);
        *known = Some((period, key.clone()));
        Ok(key)
    }
}

/// Who asks, as far as that is looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visitor {
    /// The keyed hash of his address's prefix, 16 hexadecimal digits.
    pub place: String,
}

/// The extractor of a [`Visitor`].
pub struct Door(pub Visitor);

impl FromRequestParts<App> for Door {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        if let Some(known) = parts.extensions.get::<Visitor>() {
            return Ok(Self(known.clone()));
        }
        let visitor = app
            .guard
            .visitor(&*app.store, peer(parts), &parts.headers, app.clock.now())
            .await?;
        parts.extensions.insert(visitor.clone());
        Ok(Self(visitor))
    }
}

/// The extractor of the address's prefix itself, which is kept of staff alone: their own log says from where.
pub struct Network(pub String);

impl FromRequestParts<App> for Network {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        Ok(Self(app.guard.network(peer(parts), &parts.headers)))
    }
}

/// Who is at the other end of the line.
fn peer(parts: &Parts) -> IpAddr {
    parts
        .extensions
        .get::<ConnectInfo<SocketAddr>>()
        .map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |peer| peer.0.ip())
}

impl Guard {
    fn network(&self, peer: IpAddr, headers: &HeaderMap) -> String {
        prefix(self.proxies.client(peer, headers))
    }

    async fn visitor(
        &self,
        store: &dyn Store,
        peer: IpAddr,
        headers: &HeaderMap,
        now: Moment,
    ) -> Result<Visitor, StoreError> {
        let prefix = self.network(peer, headers);
        let key = self.keys.at(store, now).await?;
        Ok(Visitor {
            place: key.fact("place", &prefix),
        })
    }
}

/// The first 24 bits of an IPv4 address, the first 64 of an IPv6 one.
fn prefix(address: IpAddr) -> String {
    match address {
        IpAddr::V4(address) => {
            let [a, b, c, _] = address.octets();
            Ipv4Addr::new(a, b, c, 0).to_string()
        }
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0).to_string()
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::allow_attributes, reason = "a test may end here")]

    use super::*;
    use axum::http::HeaderValue;

    fn ip(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    fn forwarded(values: &[&str]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append("x-forwarded-for", HeaderValue::from_bytes(value.as_bytes()).unwrap());
        }
        headers
    }

    #[test]
    fn strangers_cannot_say_who_they_are() {
        let headers = forwarded(&["203.0.113.7"]);
        assert_eq!(
            Proxies::default().client(ip("198.51.100.1"), &headers),
            ip("198.51.100.1")
        );
        let proxies = Proxies::new(vec!["10.0.0.0/8".parse().unwrap()]);
        assert_eq!(proxies.client(ip("198.51.100.1"), &headers), ip("198.51.100.1"));
        assert_eq!(proxies.client(ip("10.0.0.1"), &headers), ip("203.0.113.7"));
    }

    #[test]
    fn of_a_chain_the_last_stranger_counts() {
        let proxies = Proxies::new(vec!["10.0.0.0/8".parse().unwrap()]);
        // What the client has sent himself stands first.
        let headers = forwarded(&["1.1.1.1, 203.0.113.7", "10.2.2.2"]);
        assert_eq!(proxies.client(ip("10.0.0.1"), &headers), ip("203.0.113.7"));
        for odd in ["\u{ff}, 203.0.113.7", "203.0.113.7:4711"] {
            let headers = forwarded(&[odd]);
            assert_eq!(proxies.client(ip("10.0.0.1"), &headers), ip("203.0.113.7"), "{odd}");
        }
        let six = forwarded(&["[2001:db8::1]:443"]);
        assert_eq!(proxies.client(ip("10.0.0.1"), &six), ip("2001:db8::1"));
        let broken = forwarded(&["203.0.113.7, who knows"]);
        assert_eq!(proxies.client(ip("10.0.0.1"), &broken), ip("10.0.0.1"));
        assert_eq!(proxies.client(ip("::ffff:10.0.0.1"), &headers), ip("203.0.113.7"));
    }

    #[test]
    fn a_prefix_is_what_neighbours_share() {
        assert_eq!(prefix(ip("203.0.113.7")), prefix(ip("203.0.113.200")));
        assert_ne!(prefix(ip("203.0.113.7")), prefix(ip("203.0.114.7")));
        assert_eq!(prefix(ip("2001:db8:1:2::1")), prefix(ip("2001:db8:1:2:ffff::9")));
        assert_ne!(prefix(ip("2001:db8:1:2::1")), prefix(ip("2001:db8:1:3::1")));
    }
}
