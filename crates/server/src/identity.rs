//! Who somebody is: addresses and what is known of their domains, identity that a host site vouches for, and the key of a person.
//!
//! A person's key is a keyed hash: whoever has the database alone cannot try addresses against it without the campaign's secrets, and two
//! campaigns have different keys for the same person.

pub mod address;
pub mod domain;
pub mod facts;
pub mod jwt;
pub mod lookup;
pub mod mx;
pub mod vouch;

use address::Address;
use canyu_core::{campaign::Trust, secrets::Secrets};

/// The control that finds the spellings of one mailbox; see [`canyu_core::campaign::CONTROLS`].
const SAME_PERSON: &str = "same_person";

/// The key of whoever reads mail at an address, however the address is spelled; where the campaign has that switched off, as it is spelled.
#[must_use]
pub fn person_of_mail(secrets: &Secrets, trust: &Trust, address: &Address) -> String {
    let spelling = if trust.is_on(SAME_PERSON) {
        address.canonical()
    } else {
        address.to_string().to_lowercase()
    };
    secrets.person(&format!("mail:{spelling}"))
}

/// The key of whoever the host site knows by a name.
#[must_use]
pub fn person_of_host(secrets: &Secrets, issuer: &str, subject: &str) -> String {
    secrets.person(&format!("host:{issuer} {subject}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_persons_key_is_the_same_for_every_spelling_and_another_in_another_campaign() {
        let (here, there) = (Secrets::new([1; 32]), Secrets::new([2; 32]));
        let trust = Trust::default();
        let key = |secrets, typed: &str| person_of_mail(secrets, &trust, &Address::read(typed).unwrap());
        assert_eq!(key(&here, "Li.Na+toy@gmail.com"), key(&here, "lina@googlemail.com"));
        assert_ne!(key(&here, "lina@gmail.com"), key(&there, "lina@gmail.com"));
        assert_ne!(key(&here, "lina@gmail.com"), key(&here, "lina@example.org"));
        assert!(!key(&here, "lina@gmail.com").contains("lina"));
    }

    #[test]
    fn where_it_is_switched_off_each_spelling_is_a_person() {
        let secrets = Secrets::new([1; 32]);
        let off = Trust {
            off: vec![SAME_PERSON.to_owned()],
            ..Trust::default()
        };
        let key = |typed: &str| person_of_mail(&secrets, &off, &Address::read(typed).unwrap());
        assert_ne!(key("li+a@example.org"), key("li+b@example.org"));
        assert_eq!(key("LI@example.org"), key("li@EXAMPLE.org"));
        assert!(canyu_core::campaign::CONTROLS.contains(&SAME_PERSON));
    }

    #[test]
    fn a_subject_of_one_site_is_not_that_of_another() {
        let secrets = Secrets::new([1; 32]);
        let of = |issuer, subject| person_of_host(&secrets, issuer, subject);
        assert_ne!(of("https://a.example", "1"), of("https://b.example", "1"));
        assert_ne!(of("https://a.example", "1"), of("https://a.example", "2"));
    }
}
