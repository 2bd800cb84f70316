//! What every plan has to hold.

use super::{
    attack::{Attack, Intensity, Kind, Votes},
    chance::DAY,
    expect::sought,
    ground::{Ground, Place, Sharing, What},
    person::{Deed, Group},
    plan::Plan,
};
use canyu_core::{act::Act, moment::Moment};
use std::collections::{BTreeMap, BTreeSet};

/// Monday, 2024-09-02.
const MONDAY: Moment = Moment(1_725_235_200_000);

fn ground() -> Ground {
    let place = |id: &str, tickets, what| Place {
        id: id.to_owned(),
        tickets,
        after: String::new(),
        opens: MONDAY,
        closes: MONDAY.plus(5 * DAY),
        what,
    };
    let options = ["red", "blue", "black"].map(str::to_owned).to_vec();
    Ground {
        opens: MONDAY,
        closes: MONDAY.plus(5 * DAY),
        all: ["toy", "poll", "meet", "draw", "friends"].map(str::to_owned).to_vec(),
        places: vec![
            place("toy", 1, What::Tap),
            place("poll", 2, What::Vote(options)),
            place("meet", 5, What::CheckIn),
            place("draw", 1, What::Enter),
        ],
        sharing: Some(Sharing {
            id: "friends".to_owned(),
            index: 4,
            channels: vec!["messenger".to_owned()],
            each: vec![2; 20],
            second: 1,
            most: 20,
            milestones: Vec::new(),
        }),
        confirm: true,
    }
}

fn all(intensity: Intensity) -> Vec<Attack> {
    let votes = Votes::Same;
    Kind::ALL.map(|kind| Attack { kind, intensity, votes }).to_vec()
}

#[test]
fn the_same_seed_makes_the_same_plan_and_attackers_change_nothing_for_the_honest() {
    let ground = ground();
    let attacks = all(Intensity::Low);
    let first = Plan::new(&ground, 300, 7, &attacks);
    assert_eq!(first.fingerprint(), Plan::new(&ground, 300, 7, &attacks).fingerprint());
    assert_ne!(first.fingerprint(), Plan::new(&ground, 300, 8, &attacks).fingerprint());
    let honest = Plan::new(&ground, 300, 7, &[]);
    assert_eq!(honest.people[..], first.people[..honest.people.len()]);
}

#[test]
fn steps_lie_in_order_and_within_the_campaign_and_nobody_is_brought_by_who_has_not_come() {
    let ground = ground();
    let plan = Plan::new(&ground, 800, 3, &all(Intensity::Medium));
    let tokens: BTreeSet<&str> = plan.people.iter().map(|person| person.token.as_str()).collect();
    assert_eq!(tokens.len(), plan.people.len());
    for person in &plan.people {
        assert!(person.steps.is_sorted_by_key(|step| step.at), "{person:?}");
        assert!(
            person
                .steps
                .iter()
                .all(|step| ground.opens <= step.at && step.at < ground.closes)
        );
        assert!(
            matches!(person.steps.first().map(|step| &step.deed), Some(Deed::Come(_))),
            "{person:?}"
        );
        if let Some(of) = person.brought_by() {
            let friend = &plan.people[of as usize];
            assert!(
                friend.steps[0].at < person.steps[0].at,
                "{} {} and {of}",
                person.group.name(),
                person.number
            );
        }
    }
}

#[test]
fn honest_people_are_as_they_are_said_to_be() {
    let ground = ground();
    let plan = Plan::new(&ground, 3_000, 5, &[]);
    let mut groups: BTreeMap<&str, u32> = BTreeMap::new();
    for person in plan.people.iter().filter(|person| person.human == person.number) {
        *groups.entry(person.group.name()).or_default() += 1;
    }
    assert_eq!(groups.values().sum::<u32>(), 3_000);
    assert!((950..=1_050).contains(&groups["carrier"]), "{groups:?}");
    let share = |is: &dyn Fn(&super::person::Person) -> bool| {
        plan.people.iter().filter(|person| is(person)).count() as f64 / plan.people.len() as f64
    };
    let brought = share(&|person| person.brought_by().is_some());
    assert!((0.35..0.6).contains(&brought), "{brought}");
    let confirms = share(&|person| {
        person
            .steps
            .iter()
            .any(|step| matches!(step.deed, Deed::Confirm { .. }))
    });
    assert!((0.55..0.85).contains(&confirms), "{confirms}");
    let back = share(&|person| {
        person
            .steps
            .last()
            .is_some_and(|last| last.at.0 - person.steps[0].at.0 > DAY / 3)
    });
    assert!((0.2..0.6).contains(&back), "{back}");
    // A thousand behind one prefix.
    let nat = plan.people.iter().filter(|person| person.group == Group::Carrier);
    let prefixes: BTreeSet<_> = nat
        .map(|person| match person.steps[0].from {
            std::net::IpAddr::V4(four) => four.octets()[..3].to_vec(),
            std::net::IpAddr::V6(_) => panic!("a carrier"),
        })
        .collect();
    assert!(prefixes.len() <= 7, "{prefixes:?}");
}

#[test]
fn every_attack_wants_more_than_its_part_and_more_so_with_more_effort() {
    let ground = ground();
    for kind in Kind::ALL {
        let wanted = |intensity| {
            let votes = Votes::Same;
            let plan = Plan::new(&ground, 0, 1, &[Attack { kind, intensity, votes }]);
            let all = sought(&ground, &plan);
            all.iter().map(|one| one.tickets + one.votes).sum::<u32>()
        };
        let [low, medium, high] = Intensity::ALL.map(wanted);
        assert!(
            25 < low && low * 2 < medium && medium * 3 / 2 < high,
            "{}: {low} {medium} {high}",
            kind.name()
        );
    }
}

#[test]
fn who_hides_lets_his_persons_vote_as_they_like_unless_votes_are_what_he_is_after() {
    let ground = ground();
    let options = |kind, votes| -> BTreeSet<String> {
        let intensity = Intensity::Medium;
        let plan = Plan::new(&ground, 0, 1, &[Attack { kind, intensity, votes }]);
        let acts = plan.people.iter().flat_map(super::person::Person::acts);
        acts.filter_map(|(_, act)| match act {
            Act::Vote { picks, .. } => Some(picks.concat()),
            _ => None,
        })
        .collect()
    };
    for kind in Kind::ALL {
        let name = kind.name();
        assert_eq!(options(kind, Votes::Same).len(), 1, "{name}");
        let any = options(kind, Votes::Any).len();
        assert_eq!(any, if kind == Kind::RegularVotes { 1 } else { 3 }, "{name}");
    }
}
