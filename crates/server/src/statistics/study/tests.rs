//! Histories whose figures can be found by hand, or stand in a paper.

mod future;

use super::*;
use crate::statistics::calendar::USUAL;
use canyu_core::{
    file,
    staff::{WorthFilter, study::Band},
    world::Worth,
};
use std::{collections::BTreeMap, sync::Arc};

const FILE: &str = r##"
slug = "toy"
languages = ["en"]
title = { en = "A new toy" }
opens = 2024-08-04T00:00:00Z
closes = 2024-08-18T18:00:00Z
origins = ["https://shop.example"]
nodes = [
    { id = "sale", kind = "reserve", title = { en = "Sale" }, expires = 2024-09-05T19:00:00Z, items = [
        { key = "pearl", text = { en = "Pearl" }, stock = 100 },
    ] },
    { id = "poll", kind = "vote", form = "poll", title = { en = "Poll" }, options = [
        { key = "a", text = { en = "A" } }, { key = "b", text = { en = "B" } },
    ] },
]
"##;
const CLOSED: &str = "2024-08-20T00:00:00Z";
const HOUR: i64 = canyu_core::moment::HOUR;

/// Somebody of a history.
#[derive(Clone, Debug)]
struct Someone {
    referrer: Option<String>,
    joined: Option<Moment>,
    channel: &'static str,
    worth: Worth,
    is_seed: bool,
}

/// Who came, by name.
#[derive(Clone, Debug, Default)]
struct Story(BTreeMap<String, Someone>);

impl Story {
    /// Somebody who joined so many hours after the opening.
    fn with(mut self, name: &str, by: &str, hours: i64) -> Self {
        self.add(name, by, hours);
        self
    }

    fn add(&mut self, name: &str, by: &str, hours: i64) -> &mut Someone {
        let someone = Someone {
            referrer: (!by.is_empty()).then(|| by.to_owned()),
            joined: Some(moment("2024-08-04T00:00:00Z").plus(hours * HOUR + 1)),
            channel: if by.is_empty() { "direct" } else { "messenger" },
            worth: Worth::Open,
            is_seed: false,
        };
        self.0.entry(name.to_owned()).or_insert(someone)
    }

    fn chain(&self, name: &str) -> Vec<&Someone> {
        let mut chain = vec![&self.0[name]];
        while let Some(referrer) = &chain[chain.len() - 1].referrer {
            chain.push(&self.0[referrer]);
        }
        chain
    }

    fn read(&self, campaign: &Campaign) -> Everybody {
        let mut everybody = Everybody::of(campaign);
        for (name, someone) in &self.0 {
            let chain = self.chain(name);
            everybody.person(PersonRow {
                id: name,
                referrer: someone.referrer.as_deref(),
                joined: someone.joined,
                generation: u32::try_from(chain.len() - 1).unwrap(),
                channel: someone.channel,
                via: if someone.referrer.is_some() { "poll" } else { "" },
                worth: someone.worth,
                origin: if chain[chain.len() - 1].is_seed { "forum" } else { "" },
                shared: false,
            });
        }
        for (name, _) in self.0.iter().filter(|(_, someone)| someone.is_seed) {
            everybody.seed("forum", "Ann", Some(name));
        }
        everybody
    }
}

pub(super) fn moment(text: &str) -> Moment {
    Moment::parse(text).unwrap()
}

pub(super) fn about(at: &str, filter: Filter) -> About {
    let reading = file::read(FILE);
    let campaign = reading.campaign.unwrap_or_else(|| panic!("{:?}", reading.findings));
    About {
        campaign: Arc::new(campaign),
        filter,
        now: moment(at),
        rehearsal: true,
        calendar: Calendar::named(USUAL).unwrap(),
    }
}

/// The figures alone.
fn study(everybody: Everybody, about: &About, earlier: &[ForecastRow]) -> Result<Study, StudyError> {
    super::study(everybody, about, earlier).map(|(study, _)| study)
}

fn studied(story: &Story, at: &str, filter: Filter) -> Study {
    let about = about(at, filter);
    study(story.read(&about.campaign), &about, &[]).unwrap()
}

/// A seed with two friends who brought one each, one of whom is held; somebody who came alone; and a visitor who never took part.
fn two_chains() -> Story {
    let mut story = Story::default()
        .with("ann", "", 0)
        .with("bob", "", 1)
        .with("cem", "ann", 2)
        .with("dee", "ann", 3)
        .with("eva", "cem", 30);
    story.add("hal", "dee", 40).worth = Worth::Held;
    story.add("xia", "cem", 41).joined = None;
    let ann = story.add("ann", "", 0);
    (ann.is_seed, ann.channel) = (true, "seed");
    story
}

fn near(known: &Known<Estimate>, value: f64) {
    let found = known.value().unwrap_or_else(|| panic!("{known:?}"));
    assert!(
        (found.value - value).abs() < 1e-9 && found.low <= value && value <= found.high,
        "{found:?} {value}"
    );
}

#[test]
fn two_chains_are_studied_as_by_hand() {
    let told = studied(&two_chains(), CLOSED, Filter::default());
    assert_eq!((told.people, told.roots, told.amplification), (6, 2, Known::Value(3.0)));
    near(&told.referred, 4.0 / 6.0);
    // All have had their time: R is what was brought.
    near(&told.reproduction, 4.0 / 6.0);
    let factors = told.factors.value().unwrap();
    assert_eq!((factors.sharers, factors.arrivals, factors.confirmed), (3, 5, 4));
    assert!((factors.k - 4.0 / 6.0).abs() < 1e-12 && (factors.arrivals_per_sharer - 5.0 / 3.0).abs() < 1e-12);
    // Friends 0 0 0 1 1 2: 3.2 of 4 are brought by the best 2.2 of 6, and Gini is 2·21/(6·4) − 7/6.
    let best = told.concentration.value().unwrap();
    assert!(
        (best.counted - 2.2 / 6.0).abs() < 1e-12 && (best.gini - 7.0 / 12.0).abs() < 1e-12,
        "{best:?}"
    );
    let chains = told.chains.value().unwrap();
    let by_size: Vec<u64> = chains.sizes.iter().map(|size| size.chains).collect();
    assert_eq!((chains.chains, chains.mean), (2, 3.0));
    assert_eq!(by_size, [1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0]);
    // eva – cem – ann – dee – hal is a path of five.
    let [largest, alone] = &told.cascades[..] else {
        panic!("{:?}", told.cascades)
    };
    assert_eq!(
        (largest.people, largest.direct, largest.depth, largest.virality),
        (5, 2, 2, Some(2.0))
    );
    assert_eq!((largest.group.as_str(), largest.id.as_deref()), ("forum", Some("ann")));
    assert_eq!(largest.latest.0 - largest.began.0, 40 * HOUR);
    assert_eq!((alone.people, alone.depth, alone.virality), (1, 0, None));
    assert_eq!(told.delay.friends, 4);
    assert_eq!(told.ask, Known::Unknown(Unknown::Over));
    assert_eq!(told.forecast, Known::Unknown(Unknown::Over));
}

#[test]
fn seeds_and_communities_are_followed() {
    let told = studied(&two_chains(), CLOSED, Filter::default());
    let [group] = &told.groups[..] else {
        panic!("{:?}", told.groups)
    };
    assert_eq!((group.group.as_str(), group.invited, group.seeds), ("forum", 1, 1));
    assert_eq!((group.direct, group.descendants, group.depth), (2, 4, 2));
    let [seed] = &told.seeds[..] else {
        panic!("{:?}", told.seeds)
    };
    assert_eq!((seed.direct, seed.descendants, seed.depth), (2, 4, 2));
    assert_eq!(Some(seed.latest), group.latest);
    assert_eq!((seed.label.as_deref(), seed.id.as_deref()), (Some("Ann"), Some("ann")));

    let [by_channel, by_choice] = &told.crossing[..] else {
        panic!("{:?}", told.crossing)
    };
    let names: Vec<(&str, u64)> = by_channel
        .communities
        .iter()
        .map(|one| (one.key.as_str(), one.people))
        .collect();
    assert_eq!(names, [("messenger", 4), ("direct", 1), ("seed", 1)]);
    assert_eq!(by_channel.people, [[2, 0, 0], [0, 0, 0], [2, 0, 0]]);
    near(&by_channel.crossed, 0.5);
    assert_eq!((by_choice.node.as_deref(), by_choice.outside), (Some("poll"), 4));
    assert_eq!(by_choice.crossed, Known::Unknown(Unknown::Nobody));
}

#[test]
fn who_chose_several_things_belongs_to_the_first() {
    let about = about(CLOSED, Filter::default());
    let mut everybody = two_chains().read(&about.campaign);
    for (fan, choice, at) in [
        ("ann", "b", 9),
        ("ann", "a", 5),
        ("cem", "a", 7),
        ("cem", "b", 8),
        ("dee", "b", 3),
        ("dee", "a", 3),
        ("eva", "b", 1),
        ("nobody", "b", 1),
    ] {
        everybody.choice(0, fan, (choice, ""), Moment(at));
    }
    let told = study(everybody, &about, &[]).unwrap();
    let crossing = &told.crossing[1];
    let names: Vec<(&str, u64)> = crossing
        .communities
        .iter()
        .map(|one| (one.key.as_str(), one.people))
        .collect();
    assert_eq!(names, [("a", 3), ("b", 1)]);
    // ann → cem, ann → dee; cem → eva; hal has not chosen.
    assert_eq!((&crossing.people, crossing.outside), (&vec![vec![2, 1], vec![0, 0]], 1));
    near(&crossing.crossed, 1.0 / 3.0);
}

#[test]
fn a_filter_says_who_is_there_and_whose_figures_are_told() {
    let of = |filter: Filter| studied(&two_chains(), CLOSED, filter);
    let counted = of(Filter {
        worth: Some(WorthFilter::Counted),
        ..Filter::default()
    });
    assert_eq!((counted.people, counted.roots), (5, 2));
    assert_eq!(
        (counted.cascades[0].people, counted.cascades[0].virality),
        (4, Some(5.0 / 3.0))
    );
    let factors = counted.factors.value().unwrap();
    assert_eq!((factors.sharers, factors.arrivals, factors.confirmed), (2, 4, 3));

    // People of the messenger were all brought; two of the four have brought one each, wherever those came by.
    let channel = of(Filter {
        channel: Some("messenger".to_owned()),
        ..Filter::default()
    });
    assert_eq!((channel.people, channel.roots), (4, 0));
    near(&channel.referred, 1.0);
    near(&channel.reproduction, 0.5);
    assert_eq!(channel.amplification, Known::Unknown(Unknown::Filtered));
    assert_eq!(channel.forecast, Known::Unknown(Unknown::Filtered));

    let first = of(Filter {
        generation: Some(0),
        ..Filter::default()
    });
    assert_eq!((first.people, first.roots), (2, 2));
    near(&first.reproduction, 1.0);
    let group = of(Filter {
        group: Some("forum".to_owned()),
        ..Filter::default()
    });
    assert_eq!((group.people, group.roots, group.groups.len()), (5, 1, 1));
    let late = of(Filter {
        from: Some(moment("2024-08-05T00:00:00Z")),
        ..Filter::default()
    });
    assert_eq!(late.people, 2);
    for nobody in [
        Filter {
            channel: Some("never".to_owned()),
            ..Filter::default()
        },
        Filter {
            node: Some("never".to_owned()),
            ..Filter::default()
        },
        Filter {
            group: Some("never".to_owned()),
            ..Filter::default()
        },
    ] {
        let told = of(nobody);
        assert_eq!((told.people, told.reproduction), (0, Known::Unknown(Unknown::Nobody)));
        assert!(told.cascades.is_empty());
    }
}

#[test]
fn nobody_one_person_and_seeds_alone_are_told_as_what_they_are() {
    let nobody = studied(&Story::default(), "2024-08-10T12:00:00Z", Filter::default());
    assert_eq!(nobody.people, 0);
    for unknown in [&nobody.referred, &nobody.reproduction, &nobody.extinction] {
        assert_eq!(*unknown, Known::Unknown(Unknown::Nobody));
    }
    assert_eq!(nobody.chains, Known::Unknown(Unknown::Nobody));
    assert_eq!(nobody.forecast, Known::Unknown(Unknown::Nobody));

    let one = studied(
        &Story::default().with("ann", "", 0),
        "2024-08-10T12:00:00Z",
        Filter::default(),
    );
    assert_eq!((one.people, one.amplification), (1, Known::Value(1.0)));
    assert_eq!(one.reproduction, Known::Unknown(Unknown::TooFew));
    assert_eq!(one.dispersion, Known::Unknown(Unknown::TooFew));

    let seeds = (0..30).fold(Story::default(), |story, seed| {
        story.with(&format!("seed{seed}"), "", 0)
    });
    let told = studied(&seeds, "2024-08-04T00:40:00Z", Filter::default());
    assert_eq!(
        (told.people, told.roots, told.amplification),
        (30, 30, Known::Value(1.0))
    );
    near(&told.reproduction, 0.0);
    assert_eq!(told.dispersion, Known::Unknown(Unknown::NobodyBrought));
    assert_eq!(told.factors, Known::Unknown(Unknown::NobodyBrought));
    // A campaign of one hour has no day that is over.
    assert_eq!(told.forecast, Known::Unknown(Unknown::Nobody));
}

#[test]
fn where_r_cannot_be_told_nothing_is_that_follows_from_it() {
    // One who brings everybody else: people differ so much that so few say nothing of how many one brings.
    let story = (0..24).fold(Story::default().with("ann", "", 0), |story, friend| {
        story.with(&format!("friend{friend:02}"), "ann", 1)
    });
    let told = studied(&story, "2024-08-10T12:00:00Z", Filter::default());
    assert!(told.dispersion.value().is_some(), "{:?}", told.dispersion);
    assert_eq!(told.reproduction, Known::Unknown(Unknown::TooFew));
    assert_eq!(told.extinction, Known::Unknown(Unknown::TooFew));
    assert_eq!(told.ask, Known::Unknown(Unknown::TooFew));
}

/// Ebola in Conakry, 2014: 152 people, of whom 43 infected others, and what *canyu-spread*'s tests know of them.
fn conakry() -> Story {
    let brought = [
        17, 14, 9, 9, 9, 8, 5, 5, 4, 4, 4, 4, 4, 3, 3, 3, 3, 3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1,
        1, 1, 1, 1, 1, 1, 1,
    ];
    assert_eq!((brought.len(), brought.iter().sum::<i32>()), (43, 145));
    let name = |number: i32| format!("p{number:03}");
    let mut story = (0..7).fold(Story::default(), |story, root| story.with(&name(root), "", 0));
    let mut next = 7;
    for (by, friends) in (0..).zip(brought) {
        for _ in 0..friends {
            story.add(&name(next), &name(by), i64::from(next / 10));
            next += 1;
        }
    }
    story
}

#[test]
fn a_known_epidemic_comes_out_as_published() {
    let told = studied(&conakry(), CLOSED, Filter::default());
    assert_eq!(told.people, 152);
    near(&told.reproduction, 145.0 / 152.0);
    let found = told.dispersion.value().unwrap();
    assert!(
        (found.r.value - 0.953_947_4).abs() < 1e-6 && (found.k.unwrap() - 0.181_506_2).abs() < 1e-5,
        "{found:?}"
    );
    assert_eq!(told.extinction.value().unwrap().value, 1.0);
    let chains = told.chains.value().unwrap();
    let expected: f64 = chains.sizes.iter().filter_map(|size| size.expected).sum();
    assert!((expected - 7.0).abs() < 1e-6, "seven chains: {expected}");
    // P(1) = (1 + R/k)^-k.
    let alone = 7.0 * (1.0 + 0.953_947_4 / 0.181_506_2_f64).powf(-0.181_506_2);
    assert!((chains.sizes[0].expected.unwrap() - alone).abs() < 1e-4);
}

#[test]
fn who_has_brought_most_is_to_be_asked_first_and_who_does_not_count_never() {
    let mut story = conakry();
    story.0.get_mut("p001").unwrap().worth = Worth::Held;
    let told = studied(&story, "2024-08-14T12:00:00Z", Filter::default());
    let (fitted, ask) = (told.dispersion.value().unwrap(), told.ask.value().unwrap());
    let people = ask.people.as_ref().unwrap();
    assert_eq!((people[0].id.as_str(), people[0].friends), ("p000", 17));
    assert!(people.iter().all(|person| person.id != "p001") && people.len() == 50);
    // (k + Z)/(k/R + F), where 1 − F is the part that still comes.
    let first = people[0].expected;
    let exposure = 1.0 - first.still / first.if_asked.value;
    let rate = fitted.k.unwrap() / fitted.r.value + exposure;
    assert!((first.if_asked.value * rate - fitted.k.unwrap() - 17.0).abs() < 1e-9);
    assert!(first.if_asked.low < first.if_asked.value && first.if_asked.value < first.if_asked.high);
    let segment = &ask.segments[0];
    assert_eq!((segment.node.as_str(), segment.generation, segment.people), ("", 0, 6));
    assert_eq!(
        segment.friends,
        17 + 9 + 9 + 9 + 8 + 5,
        "all roots but the one who is held"
    );
}

#[test]
fn a_circle_is_said_to_be_one() {
    let about = about(CLOSED, Filter::default());
    let mut everybody = Everybody::of(&about.campaign);
    for (id, by) in [("ann", "bob"), ("bob", "ann")] {
        everybody.person(PersonRow {
            id,
            referrer: Some(by),
            joined: Some(moment("2024-08-05T00:00:00Z")),
            generation: 1,
            channel: "link",
            via: "poll",
            worth: Worth::Open,
            origin: "",
            shared: true,
        });
    }
    let refused = study(everybody, &about, &[]).unwrap_err();
    assert_eq!(refused.code(), "referrals_cycle");
}

#[test]
fn a_tree_is_told_as_lists_the_largest_chain_first_and_cut_where_it_is_furthest() {
    let drawn = |most: u32, filter: Filter| {
        let about = about(CLOSED, filter);
        tree(two_chains().read(&about.campaign), &about, most, true).unwrap()
    };
    let whole = drawn(100, Filter::default());
    assert_eq!(whole.parents, [-1, 0, 0, 1, 2, -1]);
    assert_eq!(whole.ids.as_ref().unwrap(), &["ann", "cem", "dee", "eva", "hal", "bob"]);
    assert_eq!(whole.generations, [0, 1, 1, 2, 2, 0]);
    assert_eq!(whole.minutes, [0, 120, 180, 1_800, 2_400, 60]);
    assert_eq!(whole.flags, [SharingTree::SEED, 0, 0, 0, SharingTree::HELD, 0]);
    assert_eq!((whole.people, whole.chains, whole.told), (6, 2, 2));
    let cut = drawn(3, Filter::default());
    assert_eq!((cut.parents, cut.people, cut.told), (vec![-1, 0, 0], 6, 1));
    let counted = drawn(
        100,
        Filter {
            worth: Some(WorthFilter::Counted),
            ..Filter::default()
        },
    );
    assert_eq!(counted.parents, [-1, 0, 0, 1, -1]);
}

#[test]
fn a_study_says_how_unequal_people_are_and_where_it_cannot_the_cautious_answer_stays() {
    let about = about("2024-08-14T12:00:00Z", Filter::default());
    let (told, unequal) = super::study(conakry().read(&about.campaign), &about, &[]).unwrap();
    assert_eq!(Some(unequal.all), told.dispersion.value().unwrap().k);
    assert_eq!(unequal.studied, Some(about.now));
    assert!(unequal.within > 0.05 && unequal.within != unequal.all, "{unequal:?}");
    let alone = Story::default().with("ann", "", 0);
    let (_, unequal) = super::study(alone.read(&about.campaign), &about, &[]).unwrap();
    assert_eq!(unequal, Unequal::default());
    assert_eq!(unequal.told().studied, None);
}
