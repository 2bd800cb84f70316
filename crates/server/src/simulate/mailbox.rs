//! Mail addresses, spread over mail hosts as they are outside.

use super::chance::{between, letters, pick};
use crate::rehearse::dice::Dice;
use std::collections::BTreeMap;

/// An address, and where mail to it ends up.
#[derive(Clone, Debug, PartialEq)]
pub struct Mailbox {
    /// As typed.
    pub address: String,
}

/// Providers with millions of mailboxes, by their part of the honest.
const BIG: [(&str, f64); 14] = [
    ("gmail.com", 30.0),
    ("qq.com", 17.0),
    ("163.com", 9.0),
    ("outlook.com", 7.0),
    ("hotmail.com", 6.0),
    ("icloud.com", 6.0),
    ("yahoo.com", 5.0),
    ("126.com", 3.0),
    ("gmx.de", 3.0),
    ("web.de", 3.0),
    ("orange.fr", 2.0),
    ("live.com", 2.0),
    ("proton.me", 2.0),
    ("sina.com", 2.0),
];

/// Small ones: a town's network provider, a club of privacy-minded people. Anybody gets a mailbox there.
pub(super) const SMALL: [&str; 12] = [
    "posteo.example",
    "townnet.example",
    "valleymail.example",
    "kabelpost.example",
    "oldwebmail.example",
    "isp-lake.example",
    "smallbox.example",
    "mailhaus.example",
    "northline.example",
    "brevmail.example",
    "freepost.example",
    "letterbox.example",
];

/// Services for mailboxes of ten minutes, as lists of them know them.
pub(super) const DISPOSABLE: [&str; 10] = [
    "mailinator.com",
    "guerrillamail.com",
    "yopmail.com",
    "10minutemail.com",
    "trashmail.com",
    "sharklasers.com",
    "getnada.com",
    "dispostable.com",
    "maildrop.cc",
    "tempr.email",
];

/// What honest people use who are in no office and no school: small hosts, a domain of the family, a disposable mailbox.
const SMALL_PART: f64 = 0.045;
const FAMILY_PART: f64 = 0.012;
const DISPOSABLE_PART: f64 = 0.002;
/// How many give their address with a tag, to see later who sold it.
const TAGGED: f64 = 0.015;

const FIRST: [&str; 32] = [
    "anna", "ben", "carla", "david", "elena", "felix", "greta", "hugo", "ines", "jan", "karin", "lukas", "mia", "nils",
    "olga", "paul", "wei", "fang", "lei", "xiu", "jing", "hao", "ming", "yan", "tao", "ling", "qiang", "mei", "rosa",
    "sam", "tina", "viktor",
];
const LAST: [&str; 32] = [
    "adler", "brandt", "costa", "dubois", "ebner", "fischer", "garcia", "huber", "ivanov", "jansen", "keller", "lopez",
    "meyer", "novak", "olsen", "peters", "wang", "li", "zhang", "liu", "chen", "yang", "huang", "zhao", "wu", "zhou",
    "xu", "sun", "ma", "zhu", "roth", "silva",
];

/// The part before the @, as people choose it.
pub(super) fn local(dice: &mut Dice) -> String {
    let first = dice.one(&FIRST).copied().unwrap_or("x");
    let last = dice.one(&LAST).copied().unwrap_or("y");
    match dice.below(6) {
        0 => format!("{first}.{last}"),
        1 => format!("{first}{last}{}", between(dice, 1, 99)),
        2 => format!("{first}.{last}{}", between(dice, 1960, 2012)),
        3 => format!("{first}{}", between(dice, 100, 999_999)),
        4 => format!(
            "{last}{}{}",
            first.chars().take(1).collect::<String>(),
            between(dice, 10, 9_999)
        ),
        _ => format!(
            "{}{}",
            letters(dice, 5).to_lowercase(),
            between(dice, 1_000, 99_999_999)
        ),
    }
}

/// Makes addresses, each once, and remembers where mail to their domains goes.
#[derive(Debug, Default)]
pub(super) struct Post {
    taken: std::collections::BTreeSet<String>,
    mx: BTreeMap<String, String>,
}

impl Post {
    /// An address that nobody has yet.
    pub fn at(&mut self, dice: &mut Dice, domain: &str) -> Mailbox {
        self.mx.entry(domain.to_owned()).or_insert_with(|| exchanger(domain));
        loop {
            let address = format!("{}@{domain}", local(dice));
            if self.taken.insert(address.clone()) {
                return Mailbox { address };
            }
        }
    }

    /// An address spelled as it is: tags and dots of an attacker's one mailbox.
    pub fn spelled(&mut self, address: String) -> Mailbox {
        if let Some((_, domain)) = address.split_once('@') {
            self.mx.entry(domain.to_owned()).or_insert_with(|| exchanger(domain));
        }
        self.taken.insert(address.clone());
        Mailbox { address }
    }

    /// One at a big provider: also what is sold by the hundred.
    pub fn big(&mut self, dice: &mut Dice) -> Mailbox {
        let domain = pick(dice, &BIG).copied().unwrap_or("gmail.com");
        self.at(dice, domain)
    }

    /// What somebody at home uses.
    pub fn private(&mut self, dice: &mut Dice) -> Mailbox {
        let kind = dice.unit();
        if kind < DISPOSABLE_PART {
            let domain = dice.one(&DISPOSABLE).copied().unwrap_or("yopmail.com");
            return self.at(dice, domain);
        }
        if kind < DISPOSABLE_PART + FAMILY_PART {
            let domain = format!(
                "{}-family{}.example",
                dice.one(&LAST).copied().unwrap_or("x"),
                between(dice, 1, 9_999)
            );
            return self.at(dice, &domain);
        }
        if kind < DISPOSABLE_PART + FAMILY_PART + SMALL_PART {
            let domain = dice.one(&SMALL).copied().unwrap_or("posteo.example");
            return self.at(dice, domain);
        }
        let mailbox = self.big(dice);
        match mailbox.address.split_once('@') {
            Some((local, "gmail.com")) if dice.chance(TAGGED) => self.spelled(format!("{local}+games@gmail.com")),
            _ => mailbox,
        }
    }

    /// That mail to a domain goes to a certain host.
    pub fn route(&mut self, domain: &str, exchanger: &str) {
        self.mx.insert(domain.to_owned(), exchanger.to_owned());
    }

    /// The table of mail exchangers, a line a domain.
    pub fn table(&self) -> String {
        let head = "# domain=mail exchanger, as simulated\n".to_owned();
        self.mx
            .iter()
            .fold(head, |text, (domain, host)| text + domain + "=" + host + "\n")
    }
}

/// Where a domain's mail goes, if nothing else was said.
fn exchanger(domain: &str) -> String {
    match domain {
        "hotmail.com" | "outlook.com" | "live.com" => "mx.outlook.com".to_owned(),
        "163.com" | "126.com" => "mx.netease.com".to_owned(),
        "gmx.de" | "web.de" => "mx.united-internet.example".to_owned(),
        "guerrillamail.com" | "sharklasers.com" => "mail.guerrillamail.com".to_owned(),
        _ => format!("mx.{domain}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn most_addresses_are_at_big_providers_and_none_is_given_twice() {
        let (mut post, mut dice) = (Post::default(), Dice::new(1, 0));
        let all: Vec<String> = (0..5_000).map(|_| post.private(&mut dice).address).collect();
        let unique: std::collections::BTreeSet<_> = all.iter().collect();
        assert_eq!(unique.len(), all.len());
        let big = all
            .iter()
            .filter(|address| BIG.iter().any(|(domain, _)| address.ends_with(&format!("@{domain}"))));
        let share = big.count() as f64 / 5_000.0;
        assert!((0.92..0.96).contains(&share), "{share}");
        assert!(post.table().contains("\nhotmail.com=mx.outlook.com\n"));
    }
}
