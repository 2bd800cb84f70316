//! E-mail addresses as people type them, and the one spelling under which the same mailbox is found again.

use super::domain::{self, Family};
use lettre::message::Mailbox;
use std::fmt;
use unicode_normalization::UnicodeNormalization as _;

/// Longest address in bytes (RFC 5321, 4.5.3.1.3, less the brackets).
const LONGEST: usize = 254;
/// Longest part before the @ in bytes (RFC 5321, 4.5.3.1.1).
const LONGEST_LOCAL: usize = 64;

/// An address that mail can be sent to. It is personal: `{:?}` does not show it.
#[derive(Clone, PartialEq, Eq)]
pub struct Address {
    local: String,
    domain: String,
}

/// The text is no address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this is no e-mail address: it looks like li@example.org")]
pub struct NotAnAddress;

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Address(…)")
    }
}

impl Address {
    /// Reads an address as people type it: with blanks around it, in full-width characters (`ｌｉ＠ｅｘａｍｐｌｅ．ｃｏｍ`), with a domain in any script.
    /// The part before the @ keeps its case and its tags, as some mail hosts care.
    ///
    /// # Errors
    /// When it is none, or nobody could be reached by it from outside: no dot in the domain, a bare network address, a quoted part.
    pub fn read(typed: &str) -> Result<Self, NotAnAddress> {
        let folded: String = typed.trim().nfkc().collect();
        let (local, domain) = folded.rsplit_once('@').ok_or(NotAnAddress)?;
        let is_local = !local.is_empty()
            && local.len() <= LONGEST_LOCAL
            && local.chars().all(stands_in_local)
            && !local.starts_with('.')
            && !local.ends_with('.')
            && !local.contains("..");
        let domain = domain::ascii(&domain.replace('。', ".")).ok_or(NotAnAddress)?;
        if !is_local || local.len() + 1 + domain.len() > LONGEST {
            return Err(NotAnAddress);
        }
        let address = Self {
            local: local.to_owned(),
            domain,
        };
        address.mailbox().map(|_| address).ok_or(NotAnAddress)
    }

    /// The host: lower case, in ASCII (`xn--…`).
    #[must_use]
    pub fn domain(&self) -> &str {
        &self.domain
    }

    /// The spelling under which the same mailbox is found again. For comparing alone: mail goes to the address as it was typed.
    ///
    /// Lower case; what follows a `+` is cut (`-` at Yahoo); dots are left out at Google and Proton; domains that a provider has for the same
    /// mailboxes become one (googlemail, me.com, pm.me, ya.ru); `anything@name.fastmail.com` becomes `name@fastmail.com`.
    #[must_use]
    pub fn canonical(&self) -> String {
        let (family, host) = domain::family(&self.domain);
        let lower = self.local.to_lowercase();
        let mut local = untagged(&lower, '+');
        if let (Family::Fastmail, Some(user)) = (family, self.domain.strip_suffix(".fastmail.com")) {
            local = user.rsplit('.').next().unwrap_or(user);
        }
        let local = match family {
            Family::Google => local.replace('.', ""),
            Family::Proton => local.replace(['.', '-', '_'], ""),
            Family::Yandex => local.replace('-', "."),
            Family::Yahoo => untagged(local, '-').to_owned(),
            Family::Apple | Family::Fastmail | Family::Other => local.to_owned(),
        };
        format!("{local}@{host}")
    }

    /// Enough for its owner to know it again, as `l…@example.org`.
    #[must_use]
    pub fn masked(&self) -> String {
        let first: String = self.local.chars().take(1).collect();
        format!("{first}…@{}", self.domain)
    }

    /// For an envelope and a header; nothing in it can end a line.
    #[must_use]
    pub fn mailbox(&self) -> Option<Mailbox> {
        let address = lettre::Address::new(&self.local, &self.domain).ok()?;
        Some(Mailbox::new(None, address))
    }
}

/// As it is kept: `Address::read` reads it again.
impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}@{}", self.local, self.domain)
    }
}

/// What RFC 5321 and 6531 let stand before the @ without quotation marks.
fn stands_in_local(c: char) -> bool {
    c.is_ascii_alphanumeric() || ".!#$%&'*+-/=?^_`{|}~".contains(c) || (!c.is_ascii() && c.is_alphanumeric())
}

/// Without its tag; what begins with the sign is left as it is.
fn untagged(local: &str, sign: char) -> &str {
    match local.split_once(sign) {
        Some((name, _)) if !name.is_empty() => name,
        _ => local,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn canonical(typed: &str) -> String {
        Address::read(typed).unwrap().canonical()
    }

    #[test]
    fn spellings_of_one_mailbox_meet() {
        for (same, spellings) in [
            (
                "lina@gmail.com",
                &["Li.Na@gmail.com", "l.i.n.a+toy@GoogleMail.com", " lina+@gmail.com "][..],
            ),
            (
                "li@example.org",
                &[
                    "LI@EXAMPLE.ORG",
                    "li+a+b@example.org",
                    "ｌｉ＠ｅｘａｍｐｌｅ．ｏｒｇ",
                    "li@example。org",
                ],
            ),
            ("li.na@example.org", &["Li.Na+1@example.org"]),
            (
                "li@xn--fsqu00a.xn--0zwm56d",
                &["li@例子.测试", "Li+x@XN--fsqu00a.xn--0zwm56d"],
            ),
            ("li@icloud.com", &["li@me.com", "LI@mac.com"]),
            ("lina@proton.me", &["li.na@protonmail.com", "li-na+x@pm.me"]),
            ("li.na@yandex.com", &["li-na@ya.ru", "li.na@yandex.ru"]),
            ("li@yahoo.com", &["li-shop@yahoo.com"]),
            ("li@fastmail.com", &["shop@li.fastmail.com", "li+shop@fastmail.com"]),
        ] {
            for spelling in spellings {
                assert_eq!(canonical(spelling), same, "{spelling}");
            }
        }
    }

    #[test]
    fn mailboxes_of_different_people_stay_apart() {
        assert_ne!(canonical("li.na@example.org"), canonical("lina@example.org"));
        assert_ne!(canonical("li-na@example.org"), canonical("li@example.org"));
        assert_ne!(canonical("li@hotmail.com"), canonical("li@outlook.com"));
        assert_ne!(canonical("li@163.com"), canonical("li@126.com"));
        assert_eq!(canonical("+li@example.org"), "+li@example.org");
    }

    #[test]
    fn what_is_no_address_is_refused() {
        let long_local = format!("{}@example.org", "a".repeat(65));
        let long = format!("li@{}.org", ["a".repeat(60).as_str(); 5].join("."));
        for typed in [
            "",
            "li",
            "@example.org",
            "li@",
            "li@example",
            "li@127.0.0.1",
            "li@[127.0.0.1]",
            "li@@example.org",
            "a b@example.org",
            "\"li na\"@example.org",
            ".li@example.org",
            "li.@example.org",
            "l..i@example.org",
            "li@exa mple.org",
            "li@-a.example.org",
            "li@example..org",
            "li@example.org.",
            "li@.org",
            "<li@example.org>",
            "Li <li@example.org>",
            "li@example.org, a@b.org",
            "li@a.org\r\nBcc: x@b.org",
            "li\r\n@a.org",
            "li\0@a.org",
            "li@a.org\n",
            "li\u{202E}@a.org",
            "li@example.123",
            &long_local,
            &long,
        ] {
            let is_refused = Address::read(typed).is_err();
            // A line's end around the address is a slip of pasting, within it is none.
            assert!(is_refused || typed == "li@a.org\n", "{typed:?}");
        }
    }

    #[test]
    fn mail_goes_to_the_address_as_it_was_typed() {
        let address = Address::read(" Li.Na+toy@Gmail.com ").unwrap();
        assert_eq!(address.to_string(), "Li.Na+toy@gmail.com");
        assert_eq!(address.masked(), "L…@gmail.com");
        assert_eq!(format!("{address:?}"), "Address(…)");
    }

    proptest! {
        #[test]
        fn whatever_is_typed_no_address_ends_a_line_and_what_is_kept_is_read_again(typed in "\\PC{0,30}|[a-z.+\r\n@]{1,30}\\.org") {
            if let Ok(address) = Address::read(&typed) {
                let kept = address.to_string();
                prop_assert!(!kept.contains(char::is_control) && !kept.contains(char::is_whitespace));
                prop_assert_eq!(&Address::read(&kept).unwrap(), &address);
                let again = Address::read(&address.canonical()).unwrap();
                prop_assert_eq!(again.canonical(), address.canonical());
            }
        }
    }
}
