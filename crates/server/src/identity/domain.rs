//! Mail domains: how they are written, to whom they belong, and what is known of them.

use std::{collections::HashSet, sync::LazyLock};

/// Providers that have more than one spelling for a mailbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// Dots do not count.
    Google,
    /// Three domains for each mailbox.
    Apple,
    /// Three domains; dots, hyphens and underscores do not count.
    Proton,
    /// Many domains; hyphens are dots.
    Yandex,
    /// Tags begin with a hyphen.
    Yahoo,
    /// A mailbox is a domain too.
    Fastmail,
    /// None of that.
    Other,
}

/// Hosts of millions of people: that many come from one of them says nothing. Registrable domains.
const PROVIDERS: &[&str] = &[
    "126.com",
    "139.com",
    "163.com",
    "189.cn",
    "21cn.com",
    "aliyun.com",
    "aol.com",
    "bigpond.com",
    "bluewin.ch",
    "bt.com",
    "btinternet.com",
    "comcast.net",
    "cox.net",
    "daum.net",
    "docomo.ne.jp",
    "ezweb.ne.jp",
    "fastmail.com",
    "foxmail.com",
    "free.fr",
    "freenet.de",
    "gmail.com",
    "gmx.at",
    "gmx.ch",
    "gmx.com",
    "gmx.de",
    "gmx.net",
    "googlemail.com",
    "hanmail.net",
    "hey.com",
    "hotmail.co.uk",
    "hotmail.com",
    "hotmail.de",
    "hotmail.es",
    "hotmail.fr",
    "hotmail.it",
    "icloud.com",
    "laposte.net",
    "libero.it",
    "live.cn",
    "live.com",
    "mac.com",
    "mail.com",
    "mail.ru",
    "me.com",
    "msn.com",
    "naver.com",
    "o2.pl",
    "onet.pl",
    "orange.fr",
    "outlook.com",
    "outlook.de",
    "outlook.fr",
    "outlook.jp",
    "pm.me",
    "posteo.de",
    "proton.me",
    "protonmail.com",
    "qq.com",
    "rediffmail.com",
    "rocketmail.com",
    "seznam.cz",
    "sfr.fr",
    "sina.cn",
    "sina.com",
    "sky.com",
    "softbank.ne.jp",
    "sohu.com",
    "t-online.de",
    "tom.com",
    "tuta.com",
    "tutanota.com",
    "verizon.net",
    "virgilio.it",
    "wanadoo.fr",
    "web.de",
    "wo.cn",
    "wp.pl",
    "xtra.co.nz",
    "ya.ru",
    "yahoo.co.jp",
    "yahoo.co.uk",
    "yahoo.com",
    "yahoo.com.cn",
    "yahoo.com.hk",
    "yahoo.com.tw",
    "yahoo.de",
    "yahoo.fr",
    "yandex.com",
    "yandex.ru",
    "yeah.net",
    "ymail.com",
    "zoho.com",
];

/// Services that hide an address behind others of the same person: honest people use them, so they are no throw-away addresses. Some of
/// them stand in lists of those.
const RELAYS: &[&str] = &[
    "addy.io",
    "aleeas.com",
    "anonaddy.com",
    "anonaddy.me",
    "duck.com",
    "mozmail.com",
    "passmail.com",
    "passmail.net",
    "privaterelay.appleid.com",
    "relay.firefox.com",
    "simplelogin.co",
    "simplelogin.com",
    "simplelogin.fr",
    "simplelogin.io",
    "slmail.me",
    "slmails.com",
];

static DISPOSABLE: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let mut all: HashSet<&'static str> = mailchecker::blacklist().into_iter().collect();
    for kept in RELAYS.iter().chain(PROVIDERS) {
        all.remove(kept);
    }
    all
});

/// A domain in ASCII and lower case, as the protocols have it (UTS 46, strict). `None`: none that mail from outside reaches.
#[must_use]
pub fn ascii(domain: &str) -> Option<String> {
    let ascii = idna::domain_to_ascii_strict(domain).ok()?;
    let last = ascii.rsplit('.').next()?;
    let is_domain = ascii.contains('.')
        && ascii.len() <= 253
        && ascii.split('.').all(|label| !label.is_empty() && label.len() <= 63)
        && last.starts_with(|c: char| c.is_ascii_alphabetic());
    is_domain.then_some(ascii)
}

/// The provider's family, and the domain that stands for all that it has for the same mailboxes.
#[must_use]
pub fn family(domain: &str) -> (Family, &str) {
    match domain {
        "gmail.com" | "googlemail.com" => (Family::Google, "gmail.com"),
        "icloud.com" | "me.com" | "mac.com" => (Family::Apple, "icloud.com"),
        "proton.me" | "protonmail.com" | "pm.me" => (Family::Proton, "proton.me"),
        "yandex.com" | "yandex.ru" | "ya.ru" | "yandex.by" | "yandex.kz" | "yandex.ua" => {
            (Family::Yandex, "yandex.com")
        }
        "fastmail.com" => (Family::Fastmail, "fastmail.com"),
        _ if domain.ends_with(".fastmail.com") => (Family::Fastmail, "fastmail.com"),
        _ if domain.starts_with("yahoo.") || domain == "ymail.com" || domain == "rocketmail.com" => {
            (Family::Yahoo, domain)
        }
        _ => (Family::Other, domain),
    }
}

/// The part of a domain that somebody has registered, by the public suffix list; the domain itself where the list says nothing.
#[must_use]
pub fn registrable(domain: &str) -> &str {
    psl::domain_str(domain).unwrap_or(domain)
}

/// Whether it is a domain of throw-away addresses, or one below such a domain.
#[must_use]
pub fn is_disposable(domain: &str) -> bool {
    let is_kept = |kept: &str| domain == kept || domain.strip_suffix(kept).is_some_and(|rest| rest.ends_with('.'));
    !RELAYS.iter().any(|kept| is_kept(kept)) && suffixes(domain).any(|suffix| DISPOSABLE.contains(suffix))
}

/// Whether it is one of the hosts of millions.
#[must_use]
pub fn is_provider(domain: &str) -> bool {
    PROVIDERS.binary_search(&registrable(domain)).is_ok()
}

/// The domain, and what is left of it without its first labels, as long as it has two.
fn suffixes(domain: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(domain), |domain| domain.split_once('.').map(|(_, rest)| rest))
        .filter(|suffix| suffix.contains('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn throw_away_domains_are_known_and_relays_are_none() {
        for domain in [
            "mailinator.com",
            "yopmail.com",
            "a.b.mailinator.com",
            "chacuo.net",
            "linshiyouxiang.net",
            "sharklasers.com",
        ] {
            assert!(is_disposable(domain), "{domain}");
        }
        for domain in [
            "gmail.com",
            "qq.com",
            "163.com",
            "example.org",
            "duck.com",
            "mozmail.com",
            "simplelogin.com",
            "privaterelay.appleid.com",
            "com",
            "sina.cn",
        ] {
            assert!(!is_disposable(domain), "{domain}");
        }
        assert!(DISPOSABLE.len() > 2_000, "{}", DISPOSABLE.len());
    }

    #[test]
    fn big_hosts_are_listed_in_order_and_found() {
        assert!(PROVIDERS.is_sorted());
        assert!(is_provider("qq.com") && is_provider("vip.163.com") && is_provider("gmail.com"));
        assert!(!is_provider("example.org") && !is_provider("gmail.com.example.org"));
    }

    #[test]
    fn the_registered_part_is_found_by_the_public_suffix_list() {
        for (domain, part) in [
            ("a.b.example.co.uk", "example.co.uk"),
            ("mx1.mail.example.com.cn", "example.com.cn"),
            ("example.org", "example.org"),
            ("aspmx.l.google.com", "google.com"),
        ] {
            assert_eq!(registrable(domain), part);
        }
    }

    #[test]
    fn domains_are_written_in_ascii() {
        assert_eq!(ascii("例子.测试").as_deref(), Some("xn--fsqu00a.xn--0zwm56d"));
        assert_eq!(ascii("EXAMPLE.org").as_deref(), Some("example.org"));
        for bad in [
            "",
            "org",
            "a..org",
            "127.0.0.1",
            "[::1]",
            "a_b.org",
            "-a.org",
            "a.org.",
            "exa\nmple.org",
        ] {
            assert_eq!(ascii(bad), None, "{bad}");
        }
    }
}
