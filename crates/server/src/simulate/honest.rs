//! Honest people: who they are, where they sit, who tells whom. What is assumed stands here in one place, and in `docs/simulation.md`.

use super::{
    chance::{DAY, MINUTE, SECOND, between, lognormal, shuffle},
    crowd::{Crowd, Pace, Visit},
    ground::{Place, What},
    hours::Rhythm,
    net::{self, Net},
    person::{Deed, Group, Link},
};
use crate::rehearse::dice::Dice;
use canyu_core::{
    act::Act,
    moment::{HOUR, Moment},
};

/// The dice of what is nobody's own: circles, their size and place.
const STREAM: u64 = 1 << 40;

/// What part of all belongs to each group.
const PARTS: [(Group, f64); 5] = [
    (Group::Carrier, 0.334),
    (Group::Homes, 0.30),
    (Group::Offices, 0.14),
    (Group::Schools, 0.14),
    (Group::Burst, 0.086),
];
/// People behind the shared addresses of one carrier, at most.
const NAT: u32 = 1_000;

/// How eagerly somebody takes part.
struct Class {
    /// Their part of all.
    share: f64,
    /// The probability of doing a node in a visit.
    does: f64,
    /// How many come back on a later day, and how many visits that makes for each of them.
    returns: f64,
    again: f64,
    /// How many confirm an address.
    confirms: f64,
    /// How many friends would follow, relative to others.
    pulls: [(u32, f64); 4],
}

const CLASSES: [Class; 4] = [
    // Only look.
    Class {
        share: 0.10,
        does: 0.0,
        returns: 0.1,
        again: 0.2,
        confirms: 0.0,
        pulls: [(0, 1.0), (0, 0.0), (0, 0.0), (0, 0.0)],
    },
    Class {
        share: 0.28,
        does: 0.45,
        returns: 0.2,
        again: 0.3,
        confirms: 0.60,
        pulls: [(0, 0.9), (1, 0.1), (0, 0.0), (0, 0.0)],
    },
    Class {
        share: 0.44,
        does: 0.75,
        returns: 0.5,
        again: 0.8,
        confirms: 0.82,
        pulls: [(0, 0.7), (1, 0.2), (4, 0.099), (25, 0.001)],
    },
    Class {
        share: 0.18,
        does: 0.93,
        returns: 0.8,
        again: 1.8,
        confirms: 0.93,
        pulls: [(0, 0.4), (1, 0.35), (5, 0.24), (30, 0.01)],
    },
];

/// How many come by the link of somebody in their own circle, or of somebody elsewhere.
const LOCAL: f64 = 0.34;
const ELSEWHERE: f64 = 0.12;
/// How many come back from somewhere on the way instead.
const MOBILE: f64 = 0.35;
/// How many begin anew on a second device, and confirm the same address there.
const SECOND_DEVICE: f64 = 0.02;
/// How many type a code wrong at first.
const MISTYPES: f64 = 0.05;
/// How many try a code for the event that they have heard somewhere.
const HEARSAY: f64 = 0.01;

/// People who know each other, at one place.
struct Circle {
    group: Group,
    size: u32,
    net: Net,
    domain: Option<String>,
    rhythm: Rhythm,
}

/// Somebody who shares, when he had come, as often as friends would follow him.
type Pool = Vec<(u32, Moment)>;

/// So many honest people.
pub(super) fn people(crowd: &mut Crowd<'_>, seed: u64, count: u32) {
    let mut dice = Dice::new(seed, STREAM);
    let mut circles = circles(count, &mut dice);
    shuffle(&mut dice, &mut circles);
    let mut elsewhere = Pool::new();
    for circle in &circles {
        let mut local = Pool::new();
        for place in 0..circle.size {
            let stream = crowd.people.len() as u64 + 1;
            let (number, mut own) = crowd.person(circle.group, stream);
            member(crowd, circle, (number, place), (&mut local, &mut elsewhere), &mut own);
        }
    }
}

fn circles(count: u32, dice: &mut Dice) -> Vec<Circle> {
    let mut all = Vec::new();
    let mut left = count;
    let last = PARTS.len() - 1;
    for (place, (group, part)) in PARTS.into_iter().enumerate() {
        let mut people = (f64::from(count) * part).round() as u32;
        people = if place == last { left } else { people.min(left) };
        left -= people;
        let mut number = 0;
        while people > 0 {
            let circle = circle(group, number, people, dice);
            people -= circle.size;
            number += 1;
            all.push(circle);
        }
    }
    all
}

fn circle(group: Group, number: u64, left: u32, dice: &mut Dice) -> Circle {
    let whole =
        |least: i64, most: i64, dice: &mut Dice| u32::try_from(between(dice, least, most)).unwrap_or(1).min(left);
    let (size, net, domain, rhythm) = match group {
        Group::Offices => {
            // Small ones are more frequent.
            let most = *dice.one(&[30, 60, 60, 120, 200]).unwrap_or(&60);
            let domain = format!("office-{number}.example");
            (whole(20, most, dice), net::office(number), Some(domain), Rhythm::Work)
        }
        Group::Carrier => (NAT.min(left), net::carrier(Some(number), dice), None, Rhythm::Everybody),
        Group::Schools => {
            let domain = format!("school-{number}.example");
            (whole(180, 450, dice), net::school(number), Some(domain), Rhythm::School)
        }
        Group::Burst => (left, net::home(dice), None, Rhythm::Everybody),
        Group::Homes | Group::Attack(_) => (whole(2, 5, dice), net::home(dice), None, Rhythm::Everybody),
    };
    Circle {
        group,
        size,
        net,
        domain,
        rhythm,
    }
}

fn member(
    crowd: &mut Crowd<'_>,
    circle: &Circle,
    (number, place): (u32, u32),
    pools: (&mut Pool, &mut Pool),
    dice: &mut Dice,
) {
    let class = CLASSES.get(dice.weighted(CLASSES.iter().map(|class| class.share)));
    let Some(class) = class else { return };
    // An influencer has more followers than friends.
    let (at, link) = if circle.group == Group::Burst && place > 0 {
        post(crowd, pools.0, number, dice)
    } else {
        told(crowd, circle, &pools, dice)
    };
    let pulls = super::chance::pick(dice, &class.pulls).copied().unwrap_or(0);
    let (own, other) = pools;
    for _ in 0..pulls {
        own.push((number, at));
        other.push((number, at));
    }
    if circle.group == Group::Burst && place == 0 {
        own.insert(0, (number, at));
    }
    let mailbox = match &circle.domain {
        Some(domain) if dice.chance(if circle.group == Group::Schools { 0.65 } else { 0.45 }) => {
            crowd.post.at(dice, domain)
        }
        _ => crowd.post.private(dice),
    };
    crowd.mailbox(number, mailbox.clone());
    let net = match circle.group {
        Group::Burst if dice.chance(0.4) => net::carrier(None, dice),
        Group::Burst => net::home(dice),
        _ => circle.net,
    };
    let mut visit = Visit {
        person: number,
        net,
        at,
    };
    let mut done = Vec::new();
    crowd.comes(&mut visit, link, dice);
    let confirms = dice.chance(class.confirms * if circle.group == Group::Burst { 0.75 } else { 1.0 });
    round(crowd, &mut visit, class, &mut done, dice);
    let confirms = confirms && !done.is_empty();
    if confirms {
        address(crowd, &mut visit, dice);
    }
    if pulls > 0 {
        shares(crowd, &mut visit, dice);
    }
    later(crowd, circle, &visit, class, &mut done, dice);
    if confirms && circle.group != Group::Schools && dice.chance(SECOND_DEVICE) {
        second_device(crowd, circle, &visit, mailbox, dice);
    }
}

/// When somebody of the burst comes: soon after the post, mostly by the influencer's own link.
fn post(crowd: &Crowd<'_>, own: &Pool, number: u32, dice: &mut Dice) -> (Moment, Option<Link>) {
    let first = own.first().copied().unwrap_or((number, crowd.span.opens));
    let (of, since) = if dice.chance(0.15) {
        dice.one(own).copied().unwrap_or(first)
    } else {
        first
    };
    let at = since.plus(lognormal(dice, 45 * MINUTE, 3.2));
    let channel = if of == first.0 { "microblog" } else { "friends" };
    (
        crowd.span.within(at),
        Some(Link {
            of,
            channel: channel.to_owned(),
        }),
    )
}

/// When anybody else comes, and who told him.
fn told(
    crowd: &Crowd<'_>,
    circle: &Circle,
    (own, other): &(&mut Pool, &mut Pool),
    dice: &mut Dice,
) -> (Moment, Option<Link>) {
    let how = dice.unit();
    let pool = if how < LOCAL { own } else { other };
    let friend = if how < LOCAL + ELSEWHERE {
        dice.one(pool).copied()
    } else {
        None
    };
    let Some((of, since)) = friend else {
        return (crowd.span.arrival(circle.rhythm, dice), None);
    };
    // Whoever sits in the same room is told at once.
    let (median, deviation) = match circle.group {
        Group::Schools if how < LOCAL => (6 * MINUTE, 3.0),
        Group::Homes | Group::Offices if how < LOCAL => (40 * MINUTE, 5.0),
        _ => (3 * HOUR, 4.0),
    };
    let at = since.plus(MINUTE + lognormal(dice, median, deviation));
    let channel = dice
        .one(&["messenger", "messenger", "friends", "microblog"])
        .copied()
        .unwrap_or("messenger");
    (
        crowd.span.awake(at, circle.rhythm, dice),
        Some(Link {
            of,
            channel: channel.to_owned(),
        }),
    )
}

/// Does some of what there is and has not been done.
fn round(crowd: &mut Crowd<'_>, visit: &mut Visit, class: &Class, done: &mut Vec<String>, dice: &mut Dice) {
    let ground = crowd.ground;
    let mut places: Vec<&Place> = ground.with(|what| *what != What::CheckIn).collect();
    // Many go from the top down, some begin with what catches their eye.
    if dice.chance(0.3) {
        shuffle(dice, &mut places);
    }
    for place in places {
        let is_locked = !place.after.is_empty() && !done.contains(&place.after);
        if done.contains(&place.id) || is_locked || !dice.chance(class.does) {
            continue;
        }
        crowd.plays(visit, place, None, Pace::HUMAN, dice);
        done.push(place.id.clone());
    }
    if let Some(event) = ground.with(|what| *what == What::CheckIn).next()
        && class.does > 0.0
        && dice.chance(HEARSAY)
    {
        for _ in 0..1 + dice.below(2) {
            visit.at = visit.at.plus(Pace::HUMAN.pause(dice));
            let code = format!("{:06}", dice.below(1_000_000));
            crowd.does(
                visit,
                Deed::Act(Act::CheckIn {
                    node: event.id.clone(),
                    code,
                }),
                dice,
            );
        }
    }
}

fn address(crowd: &mut Crowd<'_>, visit: &mut Visit, dice: &mut Dice) {
    let typing = Pace {
        median: 16 * SECOND,
        deviation: 1.8,
    };
    let wrong = u32::from(dice.chance(MISTYPES)) + u32::from(dice.chance(MISTYPES / 5.0));
    let delay = lognormal(dice, 40 * SECOND, 2.4);
    crowd.confirms(visit, delay, wrong, typing, dice);
}

fn shares(crowd: &mut Crowd<'_>, visit: &mut Visit, dice: &mut Dice) {
    let ground = crowd.ground;
    if let Some(sharing) = &ground.sharing {
        visit.at = visit.at.plus(Pace::HUMAN.pause(dice));
        let channel = sharing
            .channels
            .first()
            .cloned()
            .unwrap_or_else(|| "messenger".to_owned());
        crowd.does(
            visit,
            Deed::Act(Act::Share {
                node: sharing.id.clone(),
                channel,
            }),
            dice,
        );
    }
}

/// Comes back on later days, from wherever he is then.
fn later(
    crowd: &mut Crowd<'_>,
    circle: &Circle,
    first: &Visit,
    class: &Class,
    done: &mut Vec<String>,
    dice: &mut Dice,
) {
    let less = if circle.group == Group::Schools { 0.6 } else { 1.0 };
    if !dice.chance(class.returns * less) {
        return;
    }
    let mut at = first.at;
    for _ in 0..=dice.times(class.again) {
        let days = 1 + dice.wait(DAY) / DAY;
        at = crowd.span.days_later(at, days, Rhythm::Everybody, dice);
        if at.0 > crowd.span.closes.0 - HOUR {
            return;
        }
        let is_away = dice.chance(MOBILE) || matches!(circle.group, Group::Offices | Group::Schools);
        let net = if !is_away {
            first.net
        } else if dice.chance(0.5) {
            net::carrier(None, dice)
        } else {
            net::home(dice)
        };
        let mut visit = Visit {
            person: first.person,
            net,
            at,
        };
        crowd.does(&visit, Deed::See, dice);
        round(crowd, &mut visit, class, done, dice);
        at = visit.at;
        if class.does > 0.0 && dice.chance(0.15) && !done.is_empty() {
            changes_mind(crowd, &mut visit, done, dice);
        }
    }
}

/// Votes anew.
fn changes_mind(crowd: &mut Crowd<'_>, visit: &mut Visit, done: &[String], dice: &mut Dice) {
    let ground = crowd.ground;
    if let Some(poll) = ground
        .with(|what| matches!(what, What::Vote(_)))
        .find(|poll| done.contains(&poll.id))
    {
        crowd.plays(visit, poll, None, Pace::HUMAN, dice);
    }
}

/// The same human on another device: the same address, confirmed there too.
fn second_device(
    crowd: &mut Crowd<'_>,
    circle: &Circle,
    first: &Visit,
    mailbox: super::mailbox::Mailbox,
    dice: &mut Dice,
) {
    // Of its own stream, far away from those of numbers, so that nobody else's dice change.
    let stream = dice.bits() | (1 << 50);
    let (number, mut own) = crowd.person(circle.group, stream);
    let dice = &mut own;
    crowd.same_human(number, first.person);
    crowd.mailbox(number, mailbox);
    let at = crowd.span.days_later(first.at, 1, Rhythm::Everybody, dice);
    let mut visit = Visit {
        person: number,
        net: net::carrier(None, dice),
        at,
    };
    crowd.comes(&mut visit, None, dice);
    let ground = crowd.ground;
    if let Some(place) = ground.with(|what| *what == What::Tap).next() {
        crowd.plays(&mut visit, place, None, Pace::HUMAN, dice);
    }
    address(crowd, &mut visit, dice);
}
