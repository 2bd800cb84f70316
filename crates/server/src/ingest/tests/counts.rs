//! What statistics have counted while things happened is what the events say.

use super::*;
use crate::{
    statistics::calendar::Calendar,
    store::{
        people::{People as _, SeedRow},
        statistics::{Asked, Dimension, Statistics as _},
    },
};
use canyu_core::{
    moment::HOUR,
    referral::fan_code,
    staff::{Filter, SeriesStep, WorthFilter},
    world::{EventKind, Standing, Worth},
};
use proptest::prelude::*;

const FANS: [&str; 6] = ["f0", "f1", "f2", "f3", "f4", "f5"];

/// Something that may happen.
#[derive(Clone, Debug)]
enum Next {
    /// Comes, by the link of one of them, or by an invitation.
    Come(usize, Link),
    /// Guesses, so many minutes ago.
    Guess(usize, i64),
    See(usize),
    Share(usize),
    Verify(usize, u8),
    Stand(usize, Standing),
    Erase(usize),
}

#[derive(Clone, Copy, Debug)]
enum Link {
    None,
    Of(usize),
    Seed(u64),
}

fn next() -> impl Strategy<Value = Next> {
    let fan = || 0..FANS.len();
    let standing = prop_oneof![
        Just(Standing::Open),
        Just(Standing::Held),
        Just(Standing::Refused),
        Just(Standing::Cleared)
    ];
    let link = prop_oneof![
        2 => Just(Link::None),
        3 => fan().prop_map(Link::Of),
        1 => (0..2_u64).prop_map(Link::Seed)
    ];
    prop_oneof![
        5 => (fan(), link).prop_map(|(who, link)| Next::Come(who, link)),
        4 => (fan(), 0..200_i64).prop_map(|(who, ago)| Next::Guess(who, ago)),
        2 => fan().prop_map(Next::See),
        2 => fan().prop_map(Next::Share),
        3 => (fan(), 0..3_u8).prop_map(|(who, person)| Next::Verify(who, person)),
        2 => (fan(), standing).prop_map(|(who, standing)| Next::Stand(who, standing)),
        1 => fan().prop_map(Next::Erase),
    ]
}

/// A group that waits together, how long after the one before it came, and whether the server has another zone from then on.
fn groups() -> impl Strategy<Value = Vec<(Vec<Next>, i64, bool)>> {
    let group = (
        prop::collection::vec(next(), 1..5),
        0..3 * HOUR,
        prop::bool::weighted(0.05),
    );
    prop::collection::vec(group, 1..14)
}

impl Desk {
    async fn seeded() -> Self {
        let mut desk = Self::open().await;
        let live = Live::example(
            Campaign {
                closes: NOW.plus(1_000 * HOUR),
                ..(*desk.live.campaign).clone()
            },
            Secrets::new([7; 32]),
        );
        desk.live = Arc::new(live);
        let seed = |number: u64| SeedRow {
            code: fan_code(number),
            group: format!("group {number}"),
            label: String::new(),
            made_at: NOW,
            fan: None,
        };
        desk.store.add_seeds("toy", &[seed(0), seed(1)]).await.unwrap();
        desk
    }

    fn act(&mut self, who: usize, act: Act, at: Option<Moment>, now: Moment) -> Task {
        self.keys += 1;
        let random = u64::from(self.keys).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        Task::Act(Input {
            token: FANS[who].to_owned(),
            request: ActRequest { at, act },
            now,
            entropy: [random, !random],
        })
    }

    async fn task(&mut self, next: Next, now: Moment) -> Option<Task> {
        let (who, act, at) = match next {
            Next::Come(who, link) => {
                let code = match link {
                    Link::None => None,
                    Link::Of(friend) => Some(self.store.fan("toy", FANS[friend]).await.unwrap()?.code),
                    Link::Seed(number) => Some(fan_code(number)),
                };
                let code = code.map(|code| share_code(&code, 1));
                (
                    who,
                    Act::Arrive {
                        code,
                        channel: None,
                        utm: None,
                    },
                    None,
                )
            }
            Next::Guess(who, ago) => {
                let (node, text) = ("guess".to_owned(), "kettle".to_owned());
                let act = Act::Guess {
                    node,
                    text,
                    picture: None,
                };
                (who, act, Some(now.plus(-60_000 * ago)))
            }
            Next::See(who) => {
                let nodes = vec!["guess".to_owned(), "friends".to_owned()];
                (who, Act::See { nodes }, None)
            }
            Next::Share(who) => {
                let (node, channel) = ("friends".to_owned(), "qr".to_owned());
                (who, Act::Share { node, channel }, None)
            }
            Next::Verify(who, person) => {
                let fan = self.store.fan("toy", FANS[who]).await.unwrap()?;
                return Some(is(&fan, &format!("p{person}")));
            }
            Next::Stand(who, standing) => {
                let fan = self.store.fan("toy", FANS[who]).await.unwrap()?.id;
                let by_staff = true;
                return Some(Task::Order(
                    Order::Stand {
                        fan,
                        standing,
                        by_staff,
                    },
                    now,
                ));
            }
            Next::Erase(who) => {
                self.keys += 1;
                let fan = self.store.fan("toy", FANS[who]).await.unwrap()?.id;
                let stub = format!("STUB{}", self.keys);
                return Some(Task::Order(Order::Erase { fan, stub }, now));
            }
        };
        Some(self.act(who, act, at, now))
    }

    /// All counts of a kind of event, by hour, worth and seed group.
    async fn told(&self, kind: EventKind) -> Vec<(i64, Worth, String, u64)> {
        let asked = Asked {
            filter: &Filter::default(),
            kinds: &[kind],
            step: Some(SeriesStep::Hour),
            by: &[Dimension::Worth, Dimension::Origin],
        };
        let rows = self.store.snapshot().await.unwrap().cells("toy", asked).await.unwrap();
        let row = |row: crate::store::statistics::CellRow| {
            ((row.start.0 - NOW.hour().0) / HOUR, row.worth, row.origin, row.count)
        };
        rows.into_iter().map(row).collect()
    }
}

impl Desk {
    /// What is read told apart by little is the sum of what is read told apart by everything.
    async fn same_however_it_is_read(&self, filter: &Filter) -> Result<(), TestCaseError> {
        use Dimension::{Channel, Generation, Node, Origin, Worth};
        let mut snapshot = self.store.snapshot().await.unwrap();
        let whole = Asked {
            // A filter of everything that can be told apart is tried by hand.
            filter: &Filter {
                from: filter.from,
                to: filter.to,
                ..Filter::default()
            },
            kinds: &EventKind::ALL,
            step: Some(SeriesStep::Hour),
            by: &[Node, Channel, Generation, Worth, Origin],
        };
        let whole = snapshot.cells("toy", whole).await.unwrap();
        let is_meant = |cell: &&crate::store::statistics::CellRow| {
            filter.node.as_ref().is_none_or(|node| *node == cell.node)
                && filter.channel.as_ref().is_none_or(|channel| *channel == cell.channel)
                && filter.generation.is_none_or(|generation| generation == cell.generation)
                && filter.group.as_ref().is_none_or(|group| *group == cell.origin)
                && filter.worth.is_none_or(|worth| worth.lets_in(cell.worth))
        };
        let kinds: [&[EventKind]; 2] = [&EventKind::ALL, &[EventKind::Arrived, EventKind::Joined]];
        for (by, kinds) in [
            (&[][..], kinds[0]),
            (&[Node], kinds[0]),
            (&[Channel], kinds[0]),
            (&[Generation], kinds[0]),
            (&[Node, Channel], kinds[0]),
            (&[Generation, Worth], kinds[1]),
            (&[Node, Channel, Generation], kinds[1]),
            (&[Origin], kinds[1]),
            (&[Channel, Origin, Worth], kinds[0]),
        ] {
            let mut expected = BTreeMap::new();
            for cell in whole.iter().filter(is_meant).filter(|cell| kinds.contains(&cell.kind)) {
                let text = |dimension, text: &str| {
                    if by.contains(&dimension) {
                        text.to_owned()
                    } else {
                        String::new()
                    }
                };
                let generation = if by.contains(&Generation) { cell.generation } else { 0 };
                let (node, channel) = (text(Node, &cell.node), text(Channel, &cell.channel));
                let worth = if by.contains(&Worth) {
                    cell.worth
                } else {
                    Default::default()
                };
                let key = (cell.kind, node, channel, generation, worth, text(Origin, &cell.origin));
                *expected.entry(key).or_insert(0_u64) += cell.count;
            }
            for step in [None, Some(SeriesStep::Day), Some(SeriesStep::Hour)] {
                let asked = Asked {
                    filter,
                    kinds,
                    step,
                    by,
                };
                let mut read = BTreeMap::new();
                for cell in snapshot.cells("toy", asked).await.unwrap() {
                    prop_assert!(cell.count > 0);
                    let key = (
                        cell.kind,
                        cell.node,
                        cell.channel,
                        cell.generation,
                        cell.worth,
                        cell.origin,
                    );
                    *read.entry(key).or_insert(0_u64) += cell.count;
                }
                prop_assert_eq!(&read, &expected, "{:?} {:?} {:?} {:?}", filter, step, by, kinds);
            }
        }
        Ok(())
    }
}

async fn play(history: Vec<(Vec<Next>, i64, bool)>) -> Result<(), TestCaseError> {
    let mut desk = Desk::seeded().await;
    let mut now = NOW;
    for (group, passed, moves) in history {
        now = now.plus(passed);
        if moves {
            desk.store
                .keep_days(&Calendar::named("Asia/Kolkata").unwrap())
                .await
                .unwrap();
        }
        let mut tasks = Vec::new();
        for next in group {
            tasks.extend(desk.task(next, now).await);
        }
        // Some are refused: who has not come can do nothing.
        desk.try_write(tasks).await;
    }
    let compared = desk.store.recount("toy", false).await.unwrap();
    prop_assert_eq!(compared.differ, 0, "{:?}", compared.first);
    for filter in filters(now) {
        desk.same_however_it_is_read(&filter).await?;
    }
    Ok(())
}

/// Filters of one thing, and of several.
fn filters(now: Moment) -> Vec<Filter> {
    let none = Filter::default;
    let (node, channel) = (Some("friends".to_owned()), Some("qr".to_owned()));
    let (group, generation) = (Some("group 1".to_owned()), Some(1));
    let times = Filter {
        from: Some(now.plus(-30 * HOUR)),
        to: Some(now.plus(-HOUR)),
        ..none()
    };
    vec![
        none(),
        Filter {
            node: node.clone(),
            ..none()
        },
        Filter {
            channel: channel.clone(),
            ..none()
        },
        Filter { generation, ..none() },
        Filter {
            group: group.clone(),
            generation,
            ..none()
        },
        // Whoever descends from no group.
        Filter {
            group: Some(String::new()),
            ..times.clone()
        },
        Filter {
            worth: Some(WorthFilter::Counted),
            channel: channel.clone(),
            ..none()
        },
        Filter {
            worth: Some(WorthFilter::Verified),
            group,
            ..none()
        },
        Filter {
            channel: channel.clone(),
            generation,
            ..times.clone()
        },
        Filter {
            node,
            channel,
            ..times.clone()
        },
        times,
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn whatever_happens_counts_are_what_the_events_say(history in groups()) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(play(history))?;
    }
}

#[tokio::test]
async fn what_somebody_did_before_counts_as_what_he_is_now_in_the_hour_in_which_he_did_it() {
    let mut desk = Desk::seeded().await;
    let come = desk.task(Next::Come(0, Link::Seed(1)), NOW).await.unwrap();
    desk.write(vec![come]).await;
    let later = NOW.plus(3 * HOUR);
    // Out of the tunnel: he has guessed an hour ago.
    let guess = desk.task(Next::Guess(0, 60), later).await.unwrap();
    desk.write(vec![guess]).await;
    let group = || "group 1".to_owned();
    assert_eq!(desk.told(EventKind::Arrived).await, [(0, Worth::Open, group(), 1)]);
    assert_eq!(desk.told(EventKind::Joined).await, [(2, Worth::Open, group(), 1)]);
    let before = desk.store.revision("toy").await.unwrap();
    let verify = desk.task(Next::Verify(0, 0), later).await.unwrap();
    desk.write(vec![verify]).await;
    assert_eq!(desk.told(EventKind::Arrived).await, [(0, Worth::Verified, group(), 1)]);
    let after = desk.store.revision("toy").await.unwrap();
    assert_eq!((after.seq, after.moves), (before.seq, before.moves + 1));
    let hold = desk.task(Next::Stand(0, Standing::Held), later).await.unwrap();
    desk.write(vec![hold]).await;
    assert_eq!(desk.told(EventKind::Joined).await, [(2, Worth::Held, group(), 1)]);
    // A device of his comes and turns out to be his: what it did is counted with him.
    let come = desk.task(Next::Come(1, Link::None), later).await.unwrap();
    desk.write(vec![come]).await;
    let verify = desk.task(Next::Verify(1, 0), later).await.unwrap();
    desk.write(vec![verify]).await;
    let mut arrived = desk.told(EventKind::Arrived).await;
    arrived.sort_by_key(|(hour, ..)| *hour);
    assert_eq!(arrived, [(0, Worth::Held, group(), 1), (3, Worth::Held, group(), 1)]);
}

#[tokio::test]
async fn a_count_that_is_wrong_is_told_and_made_right() {
    let mut desk = Desk::seeded().await;
    let come = desk.task(Next::Come(0, Link::None), NOW).await.unwrap();
    desk.write(vec![come]).await;
    desk.store.break_a_count("toy").await;
    let compared = desk.store.recount("toy", false).await.unwrap();
    // Eight ways of telling apart, of an hour, a day and all time.
    assert_eq!((compared.agree, compared.differ), (23, 1));
    let told = &compared.first[0];
    assert_eq!((told.kept, told.counted), (2, 1));
    assert_eq!(told.cell, r#"all "" 0 '' '' 0 '' arrived open"#);
    assert_eq!(
        desk.store.recount("toy", true).await.unwrap(),
        compared,
        "it says what it has mended"
    );
    assert_eq!(desk.store.recount("toy", false).await.unwrap().differ, 0);
    assert_eq!(desk.store.recount("toy", false).await.unwrap().agree, 24);
}

#[tokio::test]
async fn days_are_made_again_when_the_zone_is_another_one() {
    let mut desk = Desk::seeded().await;
    let come = desk.task(Next::Come(0, Link::None), NOW).await.unwrap();
    desk.write(vec![come]).await;
    let kolkata = Calendar::named("Asia/Kolkata").unwrap();
    assert!(desk.store.keep_days(&kolkata).await.unwrap());
    assert!(!desk.store.keep_days(&kolkata).await.unwrap(), "once is enough");
    let mut snapshot = desk.store.snapshot().await.unwrap();
    assert_eq!(snapshot.calendar().await.unwrap().name(), "Asia/Kolkata");
    assert_eq!(snapshot.first_day("toy").await.unwrap(), Some(kolkata.day(NOW)));
    drop(snapshot);
    assert_eq!(desk.store.recount("toy", false).await.unwrap().differ, 0);
}
