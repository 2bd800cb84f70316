//! Each control, both sides: what it has to notice, and the honest crowd that looks like it.

#![allow(clippy::allow_attributes, clippy::indexing_slicing, reason = "a test may end here")]

use canyu_trust::{Facts, Fan, Mail, Network, Reason, Rules, Sign, Verdict, score};

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// xorshift: enough for tests.
struct Dice(u64);

impl Dice {
    fn part(&mut self) -> f64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        ((self.0 >> 11) as f64 + 0.5) / (1u64 << 53) as f64
    }

    fn wait(&mut self, mean: i64) -> i64 {
        (-self.part().ln() * mean as f64) as i64
    }

    /// Spread over a factor of ten.
    fn wide(&mut self, median: i64) -> i64 {
        let normal = (-2.0 * self.part().ln()).sqrt() * (std::f64::consts::TAU * self.part()).cos();
        (median as f64 * (0.9 * normal).exp()) as i64
    }
}

/// What a crowd is like.
#[derive(Clone, Copy)]
struct Like {
    /// One place for all, or each his own.
    place: Option<u32>,
    domain: Option<u32>,
    disposable: bool,
    referrer: Option<u32>,
    /// From one to the next, in milliseconds, and whether like clockwork.
    every: i64,
    even: bool,
    /// Whether visits are equally long.
    equal: bool,
    /// How many come back, do everything, and vote for option 9 rather than for any.
    back: f64,
    complete: f64,
    loyal: f64,
}

const PEOPLE: Like = Like {
    place: None,
    domain: None,
    disposable: false,
    referrer: None,
    every: 20 * MINUTE,
    even: false,
    equal: false,
    back: 0.4,
    complete: 0.5,
    loyal: 0.0,
};
const MACHINES: Like = Like {
    even: true,
    equal: true,
    back: 0.0,
    complete: 1.0,
    ..PEOPLE
};

struct Town {
    facts: Facts,
    dice: Dice,
    key: u32,
}

impl Town {
    /// People who stand alone.
    fn of(people: usize) -> Self {
        let facts = Facts {
            now: 12 * DAY,
            ..Facts::default()
        };
        let mut town = Self {
            facts,
            dice: Dice(0x5EED),
            key: 1_000,
        };
        town.crowd(people, PEOPLE);
        town
    }

    /// More of them; their numbers.
    fn crowd(&mut self, count: usize, like: Like) -> Vec<usize> {
        let mut at = DAY + self.dice.wait(HOUR);
        (0..count)
            .map(|_| {
                at += if like.even {
                    like.every
                } else {
                    self.dice.wait(like.every)
                };
                self.one(at, like)
            })
            .collect()
    }

    fn one(&mut self, begin: i64, like: Like) -> usize {
        self.key += 1;
        let place = like.place.unwrap_or(self.key);
        let mut fan = Fan::arrived(begin);
        let mut at = begin;
        fan.act(at, Some(place), None);
        for node in 0..4u8 {
            at += if like.equal {
                2_000 + self.dice.wait(20)
            } else {
                self.dice.wide(10_000)
            };
            if node == 0 || like.equal || self.dice.part() < 0.7 {
                fan.act(at, Some(place), Some(node));
            }
        }
        let option = if self.dice.part() < like.loyal {
            9
        } else {
            (self.dice.part() * 6.0) as u32
        };
        fan.vote(option, at);
        if self.dice.part() < like.back {
            fan.act(at + DAY, Some(self.key + 500_000), None);
        }
        let domain = like.domain.unwrap_or(1);
        let big = like.domain.is_none() && !like.disposable;
        fan.mail = Some(Mail {
            host: domain,
            domain,
            mx: Some(domain),
            disposable: like.disposable,
            big,
        });
        fan.joined = Some(begin + 1);
        fan.complete = self.dice.part() < like.complete;
        fan.referrer = like.referrer;
        self.facts.fans.push(fan);
        self.facts.fans.len() - 1
    }

    fn scored(&self) -> Vec<Verdict> {
        score(&self.facts, &Rules::default())
    }
}

/// How many of them are held, and how many for a reason.
fn held(verdicts: &[Verdict], numbers: &[usize], reason: Reason) -> (usize, usize) {
    let rules = Rules::default();
    let held = numbers.iter().filter(|&&number| verdicts[number].score >= rules.hold);
    let because = |number: &&usize| {
        let found = verdicts[**number].findings.iter();
        found
            .clone()
            .any(|finding| finding.reason == reason && finding.points > 0)
    };
    (held.clone().count(), held.filter(because).count())
}

#[test]
fn a_crowd_at_one_place_is_no_offence_and_machines_there_are() {
    let mut town = Town::of(200);
    let office = town.crowd(
        60,
        Like {
            place: Some(7),
            every: 3 * MINUTE,
            ..PEOPLE
        },
    );
    let host = town.crowd(
        60,
        Like {
            place: Some(8),
            every: 3 * MINUTE,
            ..MACHINES
        },
    );
    let verdicts = town.scored();
    assert_eq!(held(&verdicts, &office, Reason::Place).0, 0);
    assert!(
        office.iter().all(|&number| verdicts[number].score >= 20),
        "the crowd is seen"
    );
    assert_eq!(held(&verdicts, &host, Reason::Machine), (60, 60));
    let said = &verdicts[host[0]].findings[0].said;
    assert!(
        said.iter().any(|said| said.sign == Sign::SamePlace && said.count == 60),
        "{said:?}"
    );
    assert!(verdicts[..200].iter().all(|verdict| verdict.score == 0));
}

#[test]
fn on_a_shared_network_a_crowd_weighs_nothing_and_machines_still_do() {
    let mut town = Town::of(0);
    let campus = town.crowd(
        150,
        Like {
            place: Some(7),
            every: 5 * MINUTE,
            ..PEOPLE
        },
    );
    let host = town.crowd(
        40,
        Like {
            place: Some(7),
            every: MINUTE,
            ..MACHINES
        },
    );
    let rules = Rules {
        network: Network::Shared,
        ..Rules::default()
    };
    let verdicts = score(&town.facts, &rules);
    assert!(campus.iter().all(|&number| verdicts[number].score < 20));
    assert!(held(&verdicts, &host, Reason::Machine).0 >= 39);
}

#[test]
fn a_domain_of_ones_own_is_no_offence_and_machines_with_one_are() {
    let mut town = Town::of(200);
    let firm = town.crowd(
        40,
        Like {
            domain: Some(50),
            ..PEOPLE
        },
    );
    let own = town.crowd(
        40,
        Like {
            domain: Some(51),
            ..MACHINES
        },
    );
    let verdicts = town.scored();
    assert_eq!(held(&verdicts, &firm, Reason::MailDomain).0, 0);
    assert!(firm.iter().all(|&number| verdicts[number].score == 20));
    assert_eq!(held(&verdicts, &own, Reason::Machine).0, 40);
    let mut off = Rules::default();
    off.off
        .extend([Reason::Machine, Reason::Tree, Reason::Ring, Reason::Votes]);
    let without = score(&town.facts, &off);
    assert!(
        own.iter().all(|&number| without[number].score <= 20),
        "a control that is off adds nothing"
    );
}

#[test]
fn a_few_addresses_that_are_thrown_away_hold_nobody_and_many_hold_all() {
    let mut town = Town::of(400);
    let few = town.crowd(
        2,
        Like {
            disposable: true,
            domain: Some(60),
            ..PEOPLE
        },
    );
    assert_eq!(held(&town.scored(), &few, Reason::Disposable).0, 0);
    let many = town.crowd(
        40,
        Like {
            disposable: true,
            domain: Some(60),
            ..PEOPLE
        },
    );
    assert_eq!(held(&town.scored(), &many, Reason::Disposable), (40, 40));
}

#[test]
fn who_mistypes_a_code_is_not_guessing() {
    let mut town = Town::of(100);
    town.facts.fans[3].wrong_codes = 3;
    town.facts.fans[4].wrong_codes = 9;
    let verdicts = town.scored();
    assert_eq!((verdicts[3].score, verdicts[4].score), (0, 60));
    assert_eq!(verdicts[4].heard(), [canyu_trust::Heard::Codes]);
}

#[test]
fn friends_who_come_by_chance_are_friends_and_others_fall_with_whoever_brought_them() {
    let mut town = Town::of(200);
    let stars = [0, 1, 2];
    let burst = town.crowd(
        150,
        Like {
            referrer: Some(0),
            every: 4_000,
            back: 0.1,
            ..PEOPLE
        },
    );
    let bought = town.crowd(
        30,
        Like {
            referrer: Some(1),
            ..MACHINES
        },
    );
    let mixed = town.crowd(
        30,
        Like {
            referrer: Some(2),
            ..MACHINES
        },
    );
    town.crowd(
        15,
        Like {
            referrer: Some(2),
            ..PEOPLE
        },
    );
    let verdicts = town.scored();
    assert!(held(&verdicts, &burst, Reason::Tree).0 <= 1);
    assert_eq!(held(&verdicts, &bought, Reason::Tree).0, 30);
    assert!(held(&verdicts, &mixed, Reason::Tree).0 >= 27);
    let fell: Vec<usize> = stars.into_iter().filter(|&star| verdicts[star].score >= 40).collect();
    // Somebody through whose link machines were sent has honest friends too, and stays.
    assert_eq!(fell, [1]);
}

#[test]
fn a_clock_among_the_votes_is_found_and_the_voters_beside_it_stay() {
    let mut town = Town::of(300);
    let fans = town.crowd(60, Like { loyal: 1.0, ..PEOPLE });
    let before = town.scored();
    assert_eq!(held(&before, &fans, Reason::Votes).0, 0);
    let clock = town.crowd(
        40,
        Like {
            loyal: 1.0,
            every: 7 * MINUTE,
            complete: 0.0,
            ..MACHINES
        },
    );
    let verdicts = town.scored();
    assert!(held(&verdicts, &clock, Reason::Votes).0 >= 39);
    assert_eq!(held(&verdicts, &fans, Reason::Votes).0, 0);
}

#[test]
fn programs_from_everywhere_are_found_by_the_heap_of_their_visits() {
    let mut town = Town::of(300);
    let scattered = town.crowd(
        60,
        Like {
            even: false,
            ..MACHINES
        },
    );
    let verdicts = town.scored();
    assert!(held(&verdicts, &scattered, Reason::Machine).0 >= 55);
    assert!(verdicts[..300].iter().filter(|verdict| verdict.score >= 40).count() <= 1);
}

#[test]
fn a_ring_wants_one_thing_and_a_family_does_not() {
    let mut town = Town::of(200);
    let tree = |town: &mut Town, count: usize, like: Like| {
        let mut all: Vec<usize> = Vec::new();
        for n in 0..count {
            let referrer = all.last().map(|&last| last as u32);
            all.extend(town.crowd(1, Like { referrer, ..like }));
            town.facts.fans[all[n]].referrer = referrer;
        }
        all
    };
    let ring = tree(
        &mut town,
        12,
        Like {
            place: Some(7),
            complete: 1.0,
            loyal: 1.0,
            back: 0.3,
            ..PEOPLE
        },
    );
    let family = tree(
        &mut town,
        5,
        Like {
            place: Some(8),
            complete: 0.8,
            ..PEOPLE
        },
    );
    let friends = tree(
        &mut town,
        20,
        Like {
            complete: 0.7,
            ..PEOPLE
        },
    );
    let verdicts = town.scored();
    assert_eq!(held(&verdicts, &ring, Reason::Ring), (12, 12));
    assert_eq!(held(&verdicts, &family, Reason::Ring).0, 0);
    assert_eq!(held(&verdicts, &friends, Reason::Ring).0, 0);
}

#[test]
fn whom_a_human_has_judged_is_not_scored_and_a_handful_of_people_is_not_compared() {
    let mut town = Town::of(200);
    let host = town.crowd(
        40,
        Like {
            place: Some(8),
            ..MACHINES
        },
    );
    town.facts.fans[host[0]].settled = true;
    let verdicts = town.scored();
    assert_eq!((verdicts[host[0]].score, verdicts[host[1]].score >= 40), (0, true));
    let mut few = Town::of(0);
    few.crowd(
        19,
        Like {
            place: Some(8),
            ..MACHINES
        },
    );
    assert!(few.scored().iter().all(|verdict| verdict.score == 0));
}

#[test]
fn weights_of_the_file_hold() {
    let mut town = Town::of(200);
    let office = town.crowd(
        60,
        Like {
            place: Some(7),
            ..PEOPLE
        },
    );
    let rules = Rules {
        weights: [(Reason::Place, 50)].into(),
        ..Rules::default()
    };
    let verdicts = score(&town.facts, &rules);
    assert!(office.iter().all(|&number| verdicts[number].score == 50));
}
