//! Asking other people's servers: pages that staff have tested, receivers of webhooks. Never an address of a private network, whatever a name leads to, unless the server itself
//! is one that nobody but this machine reaches.

use std::{
    io::Read as _,
    net::{IpAddr, SocketAddr},
    time::Duration,
};
use ureq::{
    Agent, Body, Error,
    config::Config,
    http::{Response, Uri},
    unversioned::{
        resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver},
        transport::{DefaultConnector, NextTimeout},
    },
};

/// How long an answer may take, redirects included.
const PATIENCE: Duration = Duration::from_secs(10);

/// What came back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// The status.
    pub status: u16,
    /// Headers by name in lower case, in their order.
    pub headers: Vec<(String, String)>,
    /// The beginning of the body.
    pub body: String,
}

/// Why nothing came back.
#[derive(Debug, thiserror::Error)]
pub enum OutboundError {
    /// It is in a private network.
    #[error("its address is one of a private network")]
    Private,
    /// It did not answer in time.
    #[error("it did not answer within {} seconds", PATIENCE.as_secs())]
    Slow,
    /// It does not prove that it is who it says.
    #[error("its certificate is not one that could be trusted")]
    Certificate,
    /// It does not answer.
    #[error("it does not answer: {0}")]
    Failed(String),
}

/// Asks for a page. Redirects are not followed: whoever asks decides whether he goes there. `own`: addresses of this machine are allowed. Blocks.
///
/// # Errors
/// [`OutboundError`].
pub fn get(url: &str, most: u64, own: bool) -> Result<Page, OutboundError> {
    let asked = agent("Canyu page test", own)
        .get(url)
        .header("accept", "text/html")
        .call();
    answered(asked, url, most, own)
}

/// Sends a text, with headers; the beginning of the answer, so many bytes of it. The rest as for [`get`]. Blocks.
///
/// # Errors
/// [`OutboundError`].
pub fn post(url: &str, headers: &[(&str, String)], body: &str, most: u64, own: bool) -> Result<Page, OutboundError> {
    let mut request = agent("Canyu webhooks", own).post(url);
    for (name, value) in headers {
        request = request.header(*name, value);
    }
    answered(request.send(body), url, most, own)
}

fn agent(name: &str, own: bool) -> Agent {
    let config = Agent::config_builder()
        .timeout_global(Some(PATIENCE))
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .proxy(None)
        .user_agent(name)
        .build();
    let resolver = Public {
        inner: DefaultResolver::default(),
        own,
    };
    Agent::with_parts(config, DefaultConnector::default(), resolver)
}

fn answered(answer: Result<Response<Body>, Error>, url: &str, most: u64, own: bool) -> Result<Page, OutboundError> {
    let mut answer = answer.map_err(|error| match error {
        Error::HostNotFound if !own && is_private_name(url) => OutboundError::Private,
        Error::Other(error) if error.to_string() == PRIVATE => OutboundError::Private,
        Error::Timeout(_) => OutboundError::Slow,
        Error::Rustls(_) | Error::Tls(_) => OutboundError::Certificate,
        error => OutboundError::Failed(error.to_string()),
    })?;
    let headers = answer.headers().iter();
    let headers = headers.map(|(name, value)| {
        (
            name.as_str().to_owned(),
            String::from_utf8_lossy(value.as_bytes()).into_owned(),
        )
    });
    let headers = headers.collect();
    let mut body = Vec::new();
    let mut reader = answer.body_mut().as_reader().take(most);
    // A body that breaks off is read as far as it came.
    drop(reader.read_to_end(&mut body));
    Ok(Page {
        status: answer.status().as_u16(),
        headers,
        body: String::from_utf8_lossy(&body).into_owned(),
    })
}

const PRIVATE: &str = "an address of a private network";

fn is_private_name(url: &str) -> bool {
    let uri: Option<Uri> = url.parse().ok();
    uri.and_then(|uri| uri.host().map(is_local_name)).unwrap_or(false)
}

fn is_local_name(host: &str) -> bool {
    host == "localhost" || host.ends_with(".localhost")
}

/// The address that a host is without anybody being asked, if it is one.
fn literal(host: &str) -> Option<IpAddr> {
    host.trim_start_matches('[').trim_end_matches(']').parse().ok()
}

/// Whether a host is this machine, as far as its name says.
#[must_use]
pub fn is_here(host: &str) -> bool {
    is_local_name(host) || literal(host).is_some_and(|ip| ip.is_loopback())
}

/// Whether a host is in a private network, as far as its name says.
#[must_use]
pub fn is_private_host(host: &str) -> bool {
    is_local_name(host) || literal(host).is_some_and(|ip| !is_public(ip))
}

/// Finds addresses that everybody can reach, and no others.
#[derive(Debug)]
struct Public {
    inner: DefaultResolver,
    own: bool,
}

impl Resolver for Public {
    fn resolve(&self, uri: &Uri, config: &Config, timeout: NextTimeout) -> Result<ResolvedSocketAddrs, Error> {
        let found = self.inner.resolve(uri, config, timeout)?;
        let mut public = self.empty();
        for address in &found[..] {
            if is_allowed(address, self.own) {
                public.push(*address);
            }
        }
        if public.is_empty() {
            return Err(Error::Other(PRIVATE.into()));
        }
        Ok(public)
    }
}

fn is_allowed(address: &SocketAddr, own: bool) -> bool {
    is_public(address.ip()) || own && address.ip().is_loopback()
}

/// Whether everybody can reach an address: what is left when the blocks of IANA's registries for special purposes are taken away.
#[must_use]
pub fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => {
            let [a, b, c, _] = ip.octets();
            let is_shared = a == 100 && (64..128).contains(&b);
            let is_special = a == 0 || a >= 224 || (a == 192 && b == 0 && (c == 0 || c == 2));
            let is_for_tests = (a == 198 && (b == 18 || b == 19))
                || (a == 198 && b == 51 && c == 100)
                || (a == 203 && b == 0 && c == 113);
            !(ip.is_private() || ip.is_loopback() || ip.is_link_local() || is_shared || is_special || is_for_tests)
        }
        IpAddr::V6(ip) => match (ip.to_ipv4_mapped(), ip.segments()) {
            (Some(mapped), _) => is_public(IpAddr::V4(mapped)),
            // NAT64: what counts is where it leads.
            (None, [0x64, 0xff9b, 0, 0, 0, 0, high, low]) => {
                let [a, b] = high.to_be_bytes();
                let [c, d] = low.to_be_bytes();
                is_public(IpAddr::V4([a, b, c, d].into()))
            }
            // Only 2000::/3 is given to anybody, and of that 2001::/23, 2001:db8::/32 and 2002::/16 are special.
            (None, [first, second, ..]) => {
                (0x2000..0x4000).contains(&first)
                    && !(first == 0x2001 && (second < 0x200 || second == 0xdb8))
                    && first != 0x2002
            }
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_that_everybody_reaches_are_asked() {
        for (ip, expected) in [
            ("93.184.216.34", true),
            ("10.0.0.1", false),
            ("127.0.0.1", false),
            ("169.254.169.254", false),
            ("192.168.1.1", false),
            ("172.31.255.255", false),
            ("172.32.0.1", true),
            ("100.64.0.1", false),
            ("0.0.0.0", false),
            ("255.255.255.255", false),
            ("2606:4700::1111", true),
            ("::1", false),
            ("fd00::1", false),
            ("fe80::1", false),
            ("::ffff:10.0.0.1", false),
            ("::ffff:93.184.216.34", true),
            ("64:ff9b::a00:1", false),
            ("2002:a00:1::", false),
        ] {
            assert_eq!(is_public(ip.parse().unwrap()), expected, "{ip}");
        }
        let own: SocketAddr = "127.0.0.1:80".parse().unwrap();
        assert!(is_allowed(&own, true) && !is_allowed(&own, false));
        assert!(!is_allowed(&"10.0.0.1:80".parse().unwrap(), true));
    }

    #[test]
    fn this_machine_is_asked_only_where_that_is_allowed() {
        for name in ["http://127.0.0.1:1/", "http://localhost:1/", "http://[::1]:1/"] {
            assert!(matches!(get(name, 10, false), Err(OutboundError::Private)), "{name}");
            assert!(matches!(get(name, 10, true), Err(OutboundError::Failed(_))), "{name}");
        }
    }
}
