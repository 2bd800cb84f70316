//! What is kept of an address for the trust part: not the address, only whether addresses have something in common.

use super::{address::Address, domain};
use canyu_core::secrets::Secrets;

/// What addresses can have in common, as keyed hashes, and what is known of the host.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MailFacts {
    /// The host, as written after the @.
    pub host: String,
    /// The registrable domain.
    pub domain: String,
    /// The registrable domain of the host's first mail exchanger; `None`: not known, or not asked yet.
    pub mx: Option<String>,
    /// Whether it is a throw-away domain.
    pub disposable: bool,
    /// Whether it is one of the hosts of millions.
    pub provider: bool,
}

/// What is known at once.
#[must_use]
pub fn facts(secrets: &Secrets, address: &Address) -> MailFacts {
    let host = address.domain();
    let (_, host) = domain::family(host);
    MailFacts {
        host: hash(secrets, "host", host),
        domain: hash(secrets, "domain", domain::registrable(host)),
        mx: None,
        disposable: domain::is_disposable(host),
        provider: domain::is_provider(host),
    }
}

/// The mail exchanger's part, once it is known.
#[must_use]
pub fn mx_hash(secrets: &Secrets, cluster: &str) -> String {
    secrets.fact("mx", cluster)
}

fn hash(secrets: &Secrets, what: &str, text: &str) -> String {
    secrets.fact(&format!("mail-{what}"), text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_say_what_addresses_share_and_not_what_they_are() {
        let secrets = Secrets::new([7; 32]);
        let of = |typed: &str| facts(&secrets, &Address::read(typed).unwrap());
        let (a, b, c) = (of("a@one.farm.example"), of("b@two.farm.example"), of("c@gmail.com"));
        assert_ne!(a.host, b.host);
        assert_eq!(a.domain, b.domain);
        assert!(c.provider && !c.disposable && !a.provider);
        assert!(of("x@mailinator.com").disposable);
        assert_eq!(c.host, of("d@googlemail.com").host);
        assert!(!format!("{a:?}").contains("farm"));
        assert_ne!(
            a,
            facts(&Secrets::new([8; 32]), &Address::read("a@one.farm.example").unwrap())
        );
    }
}
