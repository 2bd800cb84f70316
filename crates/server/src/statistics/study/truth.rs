//! Histories that are made by a truth that is known, through the study as the server makes it.

use super::tests::{about, moment};
use super::*;
use canyu_core::{moment::HOUR, world::Worth};
use canyu_spread::{
    ROOT,
    simulated::{Truth, simulate},
};

const OPENS: &str = "2024-08-04T00:00:00Z";

/// Somebody: minutes from the opening until he joined, and the place of who brought him.
type Someone = (i64, Option<usize>);

/// Everybody, read as from a store.
fn read(campaign: &Campaign, people: &[Someone]) -> Everybody {
    let id = |place: usize| format!("{place:07}");
    let mut everybody = Everybody::of(campaign);
    let mut generations: Vec<u32> = Vec::new();
    for (place, (minutes, referrer)) in people.iter().enumerate() {
        let generation = referrer.map_or(0, |referrer| generations[referrer] + 1);
        generations.push(generation);
        let referrer = referrer.map(id);
        everybody.person(PersonRow {
            id: &id(place),
            referrer: referrer.as_deref(),
            joined: Some(moment(OPENS).plus(minutes * 60_000)),
            generation,
            channel: "direct",
            via: "",
            worth: Worth::Open,
            origin: "",
            shared: false,
        });
    }
    everybody
}

fn studied(people: &[Someone], at: Moment, filter: Filter) -> Study {
    let about = About {
        now: at,
        ..about(OPENS, filter)
    };
    study(read(&about.campaign, people), &about, &[]).unwrap().0
}

/// In each hour two thousand join alone, and everybody brings one friend, after as many hours as is usual: R is 1.
fn even(hours: usize) -> Vec<Someone> {
    let usual = canyu_spread::Delay::usual_hours();
    let mut people = Vec::new();
    for hour in 0..hours {
        let (mut delay, mut so_far) = (0, usual.weight(0));
        for number in 0..2_000 {
            while so_far < (f64::from(number) + 0.5) / 2_000.0 {
                delay += 1;
                so_far += usual.weight(delay);
            }
            let place = people.len();
            people.push((half_past(hour), None));
            if hour + delay < hours {
                people.push((half_past(hour + delay), Some(place)));
            }
        }
    }
    people
}

fn half_past(hour: usize) -> i64 {
    i64::try_from(hour).unwrap() * 60 + 30
}

/// The bug this keeps away: at the stroke of an hour, or a minute later, the hour that had just begun was taken for one in which friends could have
/// come. So long delays looked rarer than they are, everybody seemed to have had more time, and R came out as 0.90 here.
#[test]
fn the_hour_that_has_just_begun_says_nothing_of_how_long_friends_take() {
    let roots = Filter {
        generation: Some(0),
        ..Filter::default()
    };
    for minutes in [0, 1] {
        let at = moment(OPENS).plus(12 * HOUR + minutes * 60_000);
        let told = studied(&even(12), at, roots.clone());
        let r = told.reproduction.value().unwrap().value;
        // Exposures are told apart to a hundredth.
        assert!((r - 1.0).abs() < 0.01, "{minutes} minutes past: {r}");
    }
}

/// Wherever somebody looks a campaign is cut off, and the delay is estimated from the same people.
#[test]
fn r_and_k_of_simulated_campaigns_are_found_again() {
    let truth = Truth {
        r: 0.6,
        k: 0.3,
        decay: 1.0,
        roots: vec![700.0; 6],
        delay_median: 10.0 / 24.0,
        delay_sigma: 1.6,
    };
    let (mut in_r, mut in_k, mut sum) = (0, 0, 0.0);
    let campaigns = 20_u32;
    for seed in 1..=campaigns {
        // Twenty minutes past an hour, before the sixth day is over.
        let until = 5 * 24 * 60 + 19 * 60 + 20;
        let people: Vec<Someone> = simulate(&truth, 6, seed.into())
            .into_iter()
            .map(|person| {
                let referrer = (person.referrer != ROOT).then_some(person.referrer as usize);
                ((person.joined * 24.0 * 60.0) as i64, referrer)
            })
            .collect();
        let people = until_then(&people, until);
        let told = studied(&people, moment(OPENS).plus(until * 60_000), Filter::default());
        let r = *told.reproduction.value().unwrap();
        let found = told.dispersion.value().unwrap();
        in_r += u32::from((r.low..=r.high).contains(&0.6));
        in_k += u32::from((found.k_low..=found.k_high.unwrap_or(f64::MAX)).contains(&0.3));
        sum += r.value;
    }
    let mean = sum / f64::from(campaigns);
    assert!((mean - 0.6).abs() < 0.01, "{mean}");
    assert!(in_r >= 17 && in_k >= 17, "{in_r} and {in_k} of {campaigns}");
}

/// Who had joined by then, with places as they are among those alone.
fn until_then(people: &[Someone], until: i64) -> Vec<Someone> {
    let mut places = Vec::new();
    let mut some: Vec<Someone> = Vec::new();
    for (minutes, referrer) in people {
        let is_there = *minutes < until;
        places.push(is_there.then_some(some.len()));
        if is_there {
            some.push((*minutes, referrer.and_then(|referrer| places[referrer])));
        }
    }
    some
}
