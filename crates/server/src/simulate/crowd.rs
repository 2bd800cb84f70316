//! Where persons are made: each with dice of his own, his address, and what he does, moment by moment.

use super::{
    chance::{MINUTE, SECOND, between, letters, lognormal, nonce},
    ground::{Ground, Place, What},
    hours::Span,
    mailbox::{Mailbox, Post},
    net::Net,
    person::{Deed, Group, Link, Person, Step},
};
use crate::rehearse::dice::Dice;
use canyu_core::{act::Act, moment::Moment};

/// All that are made, and what they share.
pub(super) struct Crowd<'a> {
    pub ground: &'a Ground,
    pub span: Span,
    pub post: Post,
    pub people: Vec<Person>,
    seed: u64,
}

/// How somebody goes through a page.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pace {
    /// The median of what he takes to read and do one thing, in milliseconds.
    pub median: i64,
    /// Its geometric standard deviation; 1: always the same.
    pub deviation: f64,
}

impl Pace {
    /// Of a human.
    pub const HUMAN: Self = Self {
        median: 9 * SECOND,
        deviation: 2.4,
    };

    /// How long one thing takes.
    pub fn pause(self, dice: &mut Dice) -> i64 {
        lognormal(dice, self.median, self.deviation).clamp(SECOND, 20 * MINUTE)
    }
}

/// Somebody's time at the page: from here on, from this network.
pub(super) struct Visit {
    pub person: u32,
    pub net: Net,
    pub at: Moment,
}

impl<'a> Crowd<'a> {
    /// Nobody yet.
    pub fn new(ground: &'a Ground, seed: u64) -> Self {
        let span = Span {
            opens: ground.opens,
            closes: ground.closes,
        };
        Self {
            ground,
            span,
            post: Post::default(),
            people: Vec::new(),
            seed,
        }
    }

    /// Somebody new, and his dice. `stream`: whose dice, so that more attackers do not change what honest people do.
    pub fn person(&mut self, group: Group, stream: u64) -> (u32, Dice) {
        let number = u32::try_from(self.people.len()).unwrap_or(u32::MAX);
        let mut dice = Dice::new(self.seed, stream);
        self.people.push(Person {
            number,
            group,
            human: number,
            token: letters(&mut dice, 43),
            mail: None,
            steps: Vec::new(),
        });
        (number, dice)
    }

    /// Somebody.
    pub fn get(&mut self, number: u32) -> Option<&mut Person> {
        self.people.get_mut(number as usize)
    }

    /// That somebody is another one's second face.
    pub fn same_human(&mut self, number: u32, first: u32) {
        if let Some(person) = self.get(number) {
            person.human = first;
        }
    }

    /// Gives somebody an address.
    pub fn mailbox(&mut self, number: u32, mailbox: Mailbox) {
        if let Some(person) = self.get(number) {
            person.mail = Some(mailbox);
        }
    }

    /// Somebody does something now.
    pub fn does(&mut self, visit: &Visit, deed: Deed, dice: &mut Dice) {
        let from = visit.net.address(dice);
        let at = visit.at;
        let opens = self.span.opens;
        if at >= self.span.closes || at < opens {
            return;
        }
        if let Some(person) = self.get(visit.person) {
            person.steps.push(Step { at, from, deed });
        }
    }

    /// Opens the page and looks at it.
    pub fn comes(&mut self, visit: &mut Visit, link: Option<Link>, dice: &mut Dice) {
        self.does(visit, Deed::Come(link), dice);
        visit.at = visit.at.plus(SECOND);
        self.does(visit, Deed::See, dice);
    }

    /// Does what there is to do at a place. `choice`: which option, by its place; none: as he likes.
    pub fn plays(&mut self, visit: &mut Visit, place: &Place, choice: Option<&str>, pace: Pace, dice: &mut Dice) {
        visit.at = visit.at.plus(pace.pause(dice));
        if visit.at < place.opens || visit.at >= place.closes {
            return;
        }
        if let Some(act) = act(place, choice, dice) {
            self.does(visit, Deed::Act(act), dice);
        }
    }

    /// Gives his address and types the code, after so long, and so many wrong ones.
    pub fn confirms(&mut self, visit: &mut Visit, delay: i64, wrong: u32, pace: Pace, dice: &mut Dice) {
        visit.at = visit.at.plus(pace.pause(dice));
        self.does(visit, Deed::Mail, dice);
        // A code is good for fifteen minutes.
        visit.at = visit.at.plus(delay.clamp(2 * SECOND, 13 * MINUTE));
        self.does(visit, Deed::Confirm { wrong }, dice);
    }
}

/// The act that belongs to a place.
pub(super) fn act(place: &Place, choice: Option<&str>, dice: &mut Dice) -> Option<Act> {
    let node = place.id.clone();
    Some(match &place.what {
        What::Tap => Act::Tap { node },
        What::Vote(options) => Act::Vote {
            node,
            picks: vec![match choice {
                Some(choice) => choice.to_owned(),
                // The first ones are read first.
                None => options
                    .get(dice.weighted((0..options.len()).map(|place| 1.0 / (place + 1) as f64)))?
                    .clone(),
            }],
        },
        What::Guess => Act::Guess {
            node,
            text: word(dice),
            picture: None,
        },
        What::Enter => Act::Enter {
            node,
            nonce: nonce(dice),
        },
        What::CheckIn => return None,
    })
}

/// What somebody guesses.
fn word(dice: &mut Dice) -> String {
    const WORDS: [&str; 12] = [
        "a lamp",
        "a kettle",
        "a router",
        "a speaker",
        "a clock",
        "a radio",
        "a toaster",
        "a camera",
        "a heater",
        "a drone",
        "a bell",
        "a fan",
    ];
    let word = dice.one(&WORDS).copied().unwrap_or("a lamp");
    if dice.chance(0.5) {
        word.to_owned()
    } else {
        format!("{word} {}", between(dice, 1, 60))
    }
}
