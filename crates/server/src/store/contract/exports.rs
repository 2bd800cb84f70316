use super::*;
use crate::{
    export::{self, Wanted},
    progress::Progress,
    store::{
        exports::{Filter, ScheduledRow, Source},
        people::SeedRow,
    },
};
use canyu_core::{
    staff::{ExportFormat, ExportTable, WorthFilter},
    utm::Utm,
    world::{CodeState, Credit, Held, Origin, Standing, Why},
};
use futures::TryStreamExt as _;
use serde_json::{Value, json};

/// All rows of a source that a filter takes.
async fn rows(store: &dyn Store, source: Source, filter: &Filter) -> Vec<Value> {
    let pages: Vec<String> = store.export_rows("toy", source, filter).try_collect().await.unwrap();
    let read = |page: &String| serde_json::from_str::<Vec<Value>>(page).unwrap();
    let rows: Vec<Value> = pages.iter().flat_map(read).collect();
    let counted = store.count_rows("toy", source, filter).await.unwrap();
    assert_eq!(rows.len() as u64, counted, "{source:?} {filter:?}");
    rows
}

/// The first cells of rows, or the ones at a place.
fn cells(rows: &[Value], place: usize) -> Vec<String> {
    rows.iter()
        .map(|row| row[place].as_str().unwrap_or_default().to_owned())
        .collect()
}

/// `a` is a seed of the group `mi`; `a` brought `b`, who is verified; `b` brought `c`, who is held; `d` came by himself later, and was let off.
async fn people(store: &dyn Store) {
    let seed = |code: &str, group: &str| SeedRow {
        code: code.to_owned(),
        group: group.to_owned(),
        label: String::new(),
        made_at: Moment(1),
        fan: None,
    };
    store
        .add_seeds("toy", &[seed("SEED-a", "mi"), seed("SEED-d", "fen")])
        .await
        .unwrap();
    let credit = |friend: &str, to: &str, why| {
        Change::Owe(Credit {
            friend: friend.to_owned(),
            to: to.to_owned(),
            reason: Reason::Friend,
            why,
            due: Moment(9),
        })
    };
    let code = |code: &str, fan: Option<&str>| {
        Change::Code(Held {
            code: code.to_owned(),
            node: "shelf".to_owned(),
            item: "toy".to_owned(),
            state: CodeState::Held,
            origin: Origin::Line,
            fan: fan.map(str::to_owned),
            transfers: 2,
            made: Moment(5),
            expires: Moment(90),
            offered: true,
            redeemed: None,
        })
    };
    let mi = || "mi".to_owned();
    let changes = vec![
        Change::Arrive(Box::new(Fan {
            origin: mi(),
            ..fan("a", None)
        })),
        Change::TakeSeed {
            code: "SEED-a".to_owned(),
            fan: "a".to_owned(),
        },
        Change::Arrive(Box::new(Fan {
            channel: "weibo".to_owned(),
            verified: Some(Moment(8)),
            origin: mi(),
            ..fan("b", Some("a"))
        })),
        Change::Join {
            fan: "b".to_owned(),
            at: Moment(7),
        },
        Change::Arrive(Box::new(Fan {
            generation: 2,
            standing: Standing::Held,
            origin: mi(),
            ..fan("c", Some("b"))
        })),
        Change::Join {
            fan: "c".to_owned(),
            at: Moment(7),
        },
        Change::Arrive(Box::new(Fan {
            arrived: Moment(4_000_000),
            standing: Standing::Cleared,
            ..fan("d", None)
        })),
        Change::TakeSeed {
            code: "SEED-d".to_owned(),
            fan: "d".to_owned(),
        },
        Change::Source {
            fan: "b".to_owned(),
            utm: Utm {
                source: Some("=sky".to_owned()),
                campaign: Some("spring".to_owned()),
                content: Some("b".to_owned()),
                ..Utm::default()
            },
        },
        credit("b", "a", Why::Earned),
        credit("c", "b", Why::Checked),
        event("a", "", EventKind::Arrived, 5),
        event("b", "guess", EventKind::Arrived, 6),
        event("a", "guess", EventKind::Completed, 4_000_000),
        event("b", "guess", EventKind::Completed, 4_000_001),
        event("c", "guess", EventKind::Completed, 4_000_002),
        grant("a", Some("b"), 3),
        grant("d", None, 1),
        code("CODE1", Some("b")),
        code("CODE2", None),
    ];
    write(store, "toy", &delta(changes), &[]).await.unwrap();
}

contract! {
    exports_hold_every_row_once_and_agree, store => {
        people(&*store).await;
        let all = Filter::default();
        let came = rows(&*store, Source::Participants, &all).await;
        assert_eq!(cells(&came, 0), ["a", "b", "c", "d"], "in the order in which they came");
        assert_eq!(came[0], json!(["a", "CODE-a", 5, null, "messenger", 0, null, null, 0, 3, 1, 1, 0, null, "open", null, "mi", "open", "mi", null, null, null, null, null]));
        assert_eq!(came[1].as_array().unwrap()[19..], [json!("=sky"), json!(null), json!("spring"), json!(null), json!("b")]);
        let brought = rows(&*store, Source::Referrals, &all).await;
        assert_eq!(brought, [
            json!(["a", "b", "guess", "weibo", 1, 5, 7, "confirmed", "earned", 3]),
            json!(["b", "c", "guess", "messenger", 2, 5, 7, "pending", "checked", 0]),
        ]);
        let events = rows(&*store, Source::Events, &all).await;
        assert_eq!(cells(&events, 2), ["a", "b", "a", "b", "c"], "in the order in which they were written");
        assert_eq!(events[1].as_array().unwrap()[1..], [json!(6), json!("b"), json!("guess"), json!("arrived"), json!("messenger"), json!(0)]);
        let nodes = rows(&*store, Source::Nodes, &all).await;
        assert_eq!(nodes, [json!(["", "messenger", 0, 0, 0, 0, 0, 1, 0]), json!(["guess", "messenger", 0, 0, 0, 3, 0, 1, 0])]);
        let tickets = rows(&*store, Source::Tickets, &all).await;
        assert_eq!(tickets[0].as_array().unwrap()[1..], [json!(9), json!("a"), json!("guess"), json!("friend"), json!("b"), json!("tickets"), json!(3)]);
        let codes = rows(&*store, Source::Codes, &all).await;
        assert_eq!(codes[0], json!(["CODE1", "shelf", "toy", "held", "line", "b", 2, 5, 90, 1, null, null]));
        let elsewhere: Vec<String> = store.export_rows("other", Source::Events, &all).try_collect().await.unwrap();
        assert!(elsewhere.is_empty());
    }
}

contract! {
    every_part_of_a_filter_takes_the_rows_of_whom_it_means, store => {
        people(&*store).await;
        let some = |text: &str| Some(text.to_owned());
        let none = Filter::default;
        // What each takes of participants, of events by their people, of tickets and of codes.
        for (filter, came, did, got, held) in [
            (Filter { from: Some(Moment(1_000)), ..none() }, "d", "abc", "", ""),
            (Filter { to: Some(Moment(6)), ..none() }, "abc", "a", "", "b-"),
            (Filter { node: some("guess"), ..none() }, "bc", "babc", "ad", ""),
            (Filter { channel: some("weibo"), ..none() }, "b", "", "", "b"),
            (Filter { generation: Some(0), ..none() }, "ad", "ababc", "ad", ""),
            (Filter { worth: Some(WorthFilter::Counted), ..none() }, "abd", "abab", "ad", "b"),
            (Filter { worth: Some(WorthFilter::Verified), ..none() }, "b", "bb", "", "b"),
            (Filter { group: some("mi"), ..none() }, "abc", "ababc", "a", "b"),
            (Filter { worth: Some(WorthFilter::Counted), node: some("guess"), to: Some(Moment(100)), ..none() }, "b", "b", "ad", ""),
            (Filter { channel: some("nowhere"), ..none() }, "", "", "", ""),
        ] {
            let found = [(Source::Participants, 0), (Source::Events, 2), (Source::Tickets, 2), (Source::Codes, 5)].map(|(source, place)| (source, place, &filter));
            let mut people = Vec::new();
            for (source, place, filter) in found {
                let rows = rows(&*store, source, filter).await;
                people.push(cells(&rows, place).iter().map(|who| if who.is_empty() { "-" } else { who.as_str() }).collect::<String>());
            }
            assert_eq!(people, [came, did, got, held], "{filter:?}");
        }
        let done = |rows: Vec<Value>| rows.iter().map(|row| row[5].as_i64().unwrap()).sum::<i64>();
        for (filter, completed) in [
            (none(), 3), (Filter { from: Some(Moment(3_600_000)), ..none() }, 3), (Filter { to: Some(Moment(3_600_000)), ..none() }, 0),
            (Filter { worth: Some(WorthFilter::Counted), ..none() }, 2), (Filter { worth: Some(WorthFilter::Verified), ..none() }, 1),
            (Filter { group: some("mi"), ..none() }, 3), (Filter { group: some("fen"), ..none() }, 0),
        ] {
            assert_eq!(done(rows(&*store, Source::Nodes, &filter).await), completed, "{filter:?}");
        }
        let ties = rows(&*store, Source::Ties, &Filter { worth: Some(WorthFilter::Counted), ..none() }).await;
        assert_eq!(cells(&ties, 1), ["b"], "an edge has both its ends");
        let ties = rows(&*store, Source::Ties, &Filter { generation: Some(1), ..none() }).await;
        assert!(ties.is_empty(), "who brought him is not in the picture");
    }
}

contract! {
    rows_that_come_in_many_pages_are_all_there_and_none_twice, store => {
        let many = |fan: &str| -> Vec<Change> { (0..5_000).map(|at| event(fan, "guess", EventKind::Shared, at)).collect() };
        write(&*store, "toy", &delta(many("a")), &[]).await.unwrap();
        write(&*store, "other", &delta(many("x")), &[]).await.unwrap();
        let arrive = |number: u32| Change::Arrive(Box::new(Fan { arrived: Moment(i64::from(number / 2)), ..fan(&format!("f{number:0>5}"), None) }));
        write(&*store, "toy", &delta((0..5_000).map(arrive).collect()), &[]).await.unwrap();
        write(&*store, "toy", &delta(many("b")), &[]).await.unwrap();
        let all = Filter::default();
        let events = rows(&*store, Source::Events, &all).await;
        assert!(events.is_sorted_by(|one, next| one[0].as_i64() < next[0].as_i64()));
        assert_eq!((events.len(), cells(&events, 2).iter().filter(|who| *who == "x").count()), (10_000, 0));
        let came = rows(&*store, Source::Participants, &all).await;
        assert!(came.len() == 5_000 && cells(&came, 0).is_sorted_by(|one, next| one < next));
    }
}

contract! {
    a_scheduled_file_is_taken_once_and_again_only_when_it_could_not_be_written, store => {
        let take = async |due, now| store.take_scheduled("toy", "daily", Moment(due), Moment(now), Moment(now + 10)).await.unwrap();
        assert_eq!(store.scheduled("toy", "daily").await.unwrap(), None);
        assert!(take(100, 101).await);
        assert!(!take(100, 102).await, "somebody has it");
        let failed = ScheduledRow { due: Moment(100), file: "f".to_owned(), problem: Some("not_written".to_owned()), ..ScheduledRow::default() };
        store.note_scheduled("toy", "daily", &failed).await.unwrap();
        assert_eq!(store.scheduled("toy", "daily").await.unwrap(), Some(failed.clone()));
        assert!(!take(100, 110).await && take(100, 111).await, "it is tried again, and not at once");
        let done = ScheduledRow { done: Some(Moment(112)), rows: 7, problem: None, ..failed };
        store.note_scheduled("toy", "daily", &done).await.unwrap();
        assert!(!take(100, 1_000).await, "never twice");
        assert!(take(200, 1_001).await, "the next one");
        assert!(!take(100, 2_000).await, "nor one before it");
        assert_eq!(store.scheduled("other", "daily").await.unwrap(), None);
    }
}

contract! {
    each_table_is_written_with_the_cells_that_its_columns_describe, store => {
        people(&*store).await;
        for table in ExportTable::ALL {
            let wanted = Wanted { campaign: "toy".to_owned(), table, format: ExportFormat::Jsonl, filter: Filter::default(), bom: false };
            let (mut file, progress) = (Vec::new(), Progress::default());
            let rows = export::write(&*store, &wanted, Moment(0), &progress, &mut file).await.unwrap();
            let lines = String::from_utf8(file).unwrap();
            assert_eq!((rows, progress.done()), (lines.lines().count() as u64, rows));
            for line in lines.lines() {
                let row: Value = serde_json::from_str(line).unwrap();
                for column in export::table(table).columns() {
                    let cell = &row[column.name];
                    let fits = match column.kind {
                        canyu_core::staff::ColumnKind::Text => cell.is_string(),
                        canyu_core::staff::ColumnKind::Integer => cell.is_i64(),
                        canyu_core::staff::ColumnKind::Boolean => cell.is_boolean(),
                        canyu_core::staff::ColumnKind::Time => cell.as_str().is_some_and(|time| Moment::parse(time).is_ok()),
                    };
                    assert!(fits || column.nullable && cell.is_null(), "{} {}: {cell}", table.name(), column.name);
                }
            }
        }
    }
}

contract! {
    an_export_that_nobody_wants_any_more_ends, store => {
        people(&*store).await;
        let wanted = Wanted {
            campaign: "toy".to_owned(), table: ExportTable::Events, format: ExportFormat::Csv, filter: Filter::default(), bom: false,
        };
        let progress = Progress::default();
        progress.stop();
        let ended = export::write(&*store, &wanted, Moment(0), &progress, Vec::new()).await;
        assert!(matches!(ended, Err(export::ExportError::Stopped)));
        assert_eq!(progress.done(), 0);
    }
}
