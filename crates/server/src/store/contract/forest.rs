//! Who was brought by whom: everybody who has a part in it, and what else is told of them.

use super::*;
use crate::store::{
    forest::{ForecastRow, ForestReader, PersonRow},
    people::SeedRow,
};
use canyu_core::world::{CodeState, Held, Origin, Worth};

/// Writes down what it is told.
#[derive(Default)]
struct Told {
    expected: usize,
    people: Vec<String>,
    rest: Vec<String>,
}

impl ForestReader for Told {
    fn expect(&mut self, people: usize) {
        self.expected = people;
    }

    fn person(&mut self, row: PersonRow<'_>) {
        let PersonRow {
            id,
            generation,
            channel,
            via,
            origin,
            ..
        } = row;
        let (referrer, joined) = (row.referrer.unwrap_or("-"), row.joined.map_or(-1, |joined| joined.0));
        let worth = row.worth.name();
        self.people.push(format!(
            "{id} by {referrer} joined {joined} in {generation} through {channel} {via} {worth} {origin} {}",
            if row.shared { "shared" } else { "" }
        ));
    }

    fn seed(&mut self, group: &str, label: &str, fan: Option<&str>) {
        self.rest.push(format!("{group} {label} {}", fan.unwrap_or("-")));
    }

    fn choice(&mut self, vote: usize, fan: &str, (key, label): (&str, &str), at: Moment) {
        self.rest.push(format!("{vote} {fan} {key} {label} {}", at.0));
    }

    fn reserved(&mut self, fan: &str, redeemed: bool) {
        self.rest.push(format!("{fan} {redeemed}"));
    }
}

fn held(code: &str, fan: &str, state: CodeState, origin: Origin) -> Change {
    Change::Code(Held {
        code: code.to_owned(),
        node: "sale".to_owned(),
        item: "toy".to_owned(),
        state,
        origin,
        fan: Some(fan.to_owned()),
        transfers: 0,
        made: Moment(5),
        expires: Moment(90),
        offered: false,
        redeemed: None,
    })
}

contract! {
    everybody_who_took_part_was_brought_or_has_brought_somebody_is_told_by_id, store => {
        let with_origin = |id: &str, by: Option<&str>| Change::Arrive(Box::new(Fan { origin: "forum".to_owned(), ..fan(id, by) }));
        let changes = vec![
            with_origin("a", None),
            Change::Arrive(Box::new(fan("only-looked", None))),
            with_origin("b", Some("a")),
            with_origin("c", Some("b")),
            Change::Join { fan: "b".to_owned(), at: Moment(7) },
            Change::Join { fan: "c".to_owned(), at: Moment(8) },
            Change::Verify { fan: "c".to_owned(), at: Moment(9) },
            event("b", "guess", EventKind::Shared, 7),
            event("c", "guess", EventKind::Seen, 8),
            pick("c", "kettle", "A kettle"),
            held("LINE", "b", CodeState::Held, Origin::Line),
            held("DONE", "c", CodeState::Redeemed, Origin::Waiting),
            held("GONE", "a", CodeState::Cancelled, Origin::Line),
            held("WON", "a", CodeState::Held, Origin::Prize),
        ];
        write(&*store, "toy", &delta(changes), &[]).await.unwrap();
        let seed = |code: &str, label: &str, fan: Option<&str>| SeedRow {
            code: code.to_owned(), group: "forum".to_owned(), label: label.to_owned(), made_at: Moment(1), fan: fan.map(str::to_owned),
        };
        store.add_seeds("toy", &[seed("S1", "Ann", None), seed("S2", "Bob", None)]).await.unwrap();
        let mut told = Told::default();
        store.forest("toy", &["poll", "guess"], &mut told).await.unwrap();
        let open = Worth::Open.name();
        assert_eq!(told.people, [
            format!("a by - joined -1 in 0 through messenger  {open} forum "),
            format!("b by a joined 7 in 1 through messenger guess {open} forum shared"),
            format!("c by b joined 8 in 1 through messenger guess {} forum ", Worth::Verified.name()),
        ]);
        assert_eq!(told.rest, ["forum Ann -", "forum Bob -", "1 c kettle A kettle 9", "b false", "c true"]);
        assert!(told.expected >= told.people.len());
        let mut elsewhere = Told::default();
        store.forest("other", &["guess"], &mut elsewhere).await.unwrap();
        assert!(elsewhere.people.is_empty() && elsewhere.rest.is_empty());
    }
}

contract! {
    pages_of_people_leave_nobody_out_and_name_nobody_twice, store => {
        let ids: Vec<String> = (0..9_000).map(|number| format!("f{number:05}")).collect();
        let mut changes = Vec::new();
        for id in &ids {
            changes.push(Change::Arrive(Box::new(fan(id, None))));
            changes.push(Change::Join { fan: id.clone(), at: Moment(7) });
        }
        write(&*store, "toy", &delta(changes), &[]).await.unwrap();
        let mut told = Told::default();
        store.forest("toy", &[], &mut told).await.unwrap();
        let names: Vec<&str> = told.people.iter().filter_map(|line| line.split(' ').next()).collect();
        assert_eq!(names, ids);
    }
}

contract! {
    the_first_forecast_of_a_day_stays_and_the_last_days_are_told_first, store => {
        let row = |day: i64, days: &str| ForecastRow { day: Moment(day), days: days.to_owned() };
        for forecast in [row(1, "[1]"), row(2, "[2]"), row(2, "[3]"), row(3, "[4]")] {
            store.keep_forecast("toy", &forecast).await.unwrap();
        }
        assert_eq!(store.forecasts("toy", 2).await.unwrap(), [row(3, "[4]"), row(2, "[2]")]);
        assert!(store.forecasts("other", 2).await.unwrap().is_empty());
    }
}
