//! Exports in the console's API: asked for, watched, fetched in parts, taken back; and those that come by themselves.

use super::*;
use std::time::{Duration, Instant};

const EXPORTS: &str = "/campaigns/toy/exports";

/// The export once it is ready.
fn ready(client: &Client, asked: &Value) -> Value {
    let path = format!("{EXPORTS}/{}", asked["id"].as_str().unwrap());
    let begun = Instant::now();
    loop {
        let now = client.get(&path).is(200);
        if now["state"] == "ready" {
            return now;
        }
        assert!(
            begun.elapsed() < Duration::from_secs(60) && now["state"] != "failed",
            "{now}"
        );
        std::thread::sleep(Duration::from_millis(10));
    }
}

fn file_of(export: &Value) -> String {
    format!("{EXPORTS}/{}/file", export["id"].as_str().unwrap())
}

/// A server with an administrator, and some people.
fn busy(place: &Place) -> (Server, Client) {
    place.publish();
    let (server, li) = served(place);
    let agent = support::agent();
    for fan in 1..=3 {
        support::arrive(&agent, &server, fan);
    }
    (server, li)
}

#[test]
fn an_export_is_asked_for_watched_fetched_and_taken_back() {
    let place = Place::new();
    let (_server, li) = busy(&place);
    let wish = json!({ "table": "participants", "format": "csv", "bom": true, "filter": { "generation": 0 } });
    let asked = li.post(EXPORTS, &wish).is(202);
    assert_eq!(asked["file"], "toy-participants-generation-0-rehearsal.csv");
    let done = ready(&li, &asked);
    assert_eq!(
        (&done["rows"], &done["of"], &done["problem"]),
        (&json!(3), &json!(3), &Value::Null)
    );
    let file = li.get(&file_of(&done));
    assert_eq!(file.status, 200);
    assert_eq!(file.text.len() as u64, done["bytes"].as_u64().unwrap());
    assert!(
        file.text.starts_with("\u{feff}id,code,") && file.text.lines().count() == 4,
        "{}",
        file.text
    );
    assert_eq!(file.header("content-length"), file.text.len().to_string());
    assert!(
        file.header("content-disposition")
            .contains("filename=\"toy-participants-generation-0-rehearsal.csv\"")
    );
    let listed = li.get(EXPORTS).is(200);
    assert_eq!(
        (listed["own"].as_array().unwrap().len(), &listed["own"][0]["id"]),
        (1, &done["id"])
    );

    let line = &li.log("exported")[0];
    assert_eq!(
        (&line["campaign"], &line["about"]),
        (&json!("toy"), &json!("participants"))
    );
    let after = json!({ "table": "participants", "format": "csv", "filter": { "generation": 0 } });
    assert_eq!(line["change"]["after"], after);

    let one = format!("{EXPORTS}/{}", done["id"].as_str().unwrap());
    assert_eq!(li.delete(&one).status, 204);
    li.get(&one).refused(404, "export_unknown");
    li.get(&file_of(&done)).refused(404, "export_unknown");
}

#[test]
fn a_download_that_broke_off_goes_on_where_it_was() {
    let place = Place::new();
    let (_server, li) = busy(&place);
    let done = ready(
        &li,
        &li.post(EXPORTS, &json!({ "table": "events", "format": "jsonl" }))
            .is(202),
    );
    let path = file_of(&done);
    let whole = li.get(&path);
    let etag = whole.header("etag").to_owned();
    assert!(etag.starts_with('"') && whole.header("accept-ranges") == "bytes");
    let part = |range: &str, known: &str| {
        // A browser that would take it compressed: then no byte could be counted.
        li.send_with(
            "GET",
            &path,
            None,
            &[("range", range), ("if-range", known), ("accept-encoding", "br, gzip")],
        )
    };
    let (first, rest) = (part("bytes=0-99", ""), part("bytes=100-", &etag));
    assert_eq!((first.status, rest.status), (206, 206));
    assert_eq!([first.text.as_str(), rest.text.as_str()].concat(), whole.text);
    assert_eq!(
        rest.header("content-range"),
        format!("bytes 100-{}/{}", whole.text.len() - 1, whole.text.len())
    );
    let other = part("bytes=100-", "\"another\"");
    assert_eq!(
        (other.status, &other.text),
        (200, &whole.text),
        "it is not the file that he has a part of"
    );
    let beyond = part("bytes=999999-", "");
    assert_eq!(
        (beyond.status, beyond.header("content-range")),
        (416, format!("bytes */{}", whole.text.len()).as_str())
    );
}

#[test]
fn whoever_may_export_has_numbers_and_only_who_may_see_persons_has_those() {
    let place = Place::new();
    let (_server, li) = busy(&place);
    let token = |scopes: Value| li.program(&li.post("/tokens", &json!({ "name": "x", "scopes": scopes })).is(201));
    let (numbers, both) = (token(json!(["export"])), token(json!(["export", "see_persons"])));
    for table in ["participants", "events", "referrals", "tickets", "codes", "gifts"] {
        numbers
            .post(EXPORTS, &json!({ "table": table, "format": "csv" }))
            .refused(403, "not_allowed");
    }
    let nodes = ready(
        &numbers,
        &numbers
            .post(EXPORTS, &json!({ "table": "nodes", "format": "csv" }))
            .is(202),
    );
    assert_eq!(numbers.get(&file_of(&nodes)).status, 200);
    let people = ready(
        &both,
        &both
            .post(EXPORTS, &json!({ "table": "participants", "format": "csv" }))
            .is(202),
    );
    numbers.get(&file_of(&people)).refused(403, "not_allowed");
    // What a colleague has asked for is his own.
    let marketer = li.colleague("marketer@example.org", "marketer", &Value::Null);
    marketer.get(&file_of(&people)).refused(404, "export_unknown");
    assert_eq!(marketer.get(EXPORTS).is(200)["own"], json!([]));
    let elsewhere = li.colleague("other@example.org", "marketer", &json!(["loaf"]));
    elsewhere
        .post(EXPORTS, &json!({ "table": "nodes", "format": "csv" }))
        .refused(404, "unknown_campaign");
}

#[test]
fn what_cannot_be_is_refused_before_it_is_begun() {
    let place = Place::new();
    let (_server, li) = busy(&place);
    let refused = |wish: Value, code: &str| li.post(EXPORTS, &wish).refused(422, code);
    refused(json!({ "table": "events", "format": "graphml" }), "format_unfit");
    refused(
        json!({ "table": "draws", "format": "csv", "filter": { "node": "guess" } }),
        "filter_unfit",
    );
    li.post(EXPORTS, &json!({ "table": "people", "format": "csv" }))
        .refused(400, "malformed");
    li.post(
        EXPORTS,
        &json!({ "table": "nodes", "format": "csv", "filter": { "chanel": "x" } }),
    )
    .refused(400, "malformed");
    assert_eq!(li.get(EXPORTS).is(200)["own"], json!([]));
    assert!(li.log("exported").is_empty());
}

#[test]
fn every_format_comes_through_and_the_dictionary_says_what_is_in_it() {
    let place = Place::new();
    let (_server, li) = busy(&place);
    for (table, format, begins) in [
        ("participants", "xlsx", "PK"),
        ("participants", "parquet", "PAR1"),
        ("referrals", "graphml", "<?xml"),
    ] {
        let done = ready(
            &li,
            &li.post(EXPORTS, &json!({ "table": table, "format": format })).is(202),
        );
        let request = ureq::get(format!("{}/api/v1/staff{}", li.url, file_of(&done)));
        let mut answer = request
            .header("cookie", format!("canyu_session={}", li.cookie))
            .call()
            .unwrap();
        let bytes = answer.body_mut().read_to_vec().unwrap();
        assert!(
            bytes.starts_with(begins.as_bytes()) && bytes.len() as u64 == done["bytes"].as_u64().unwrap(),
            "{format}"
        );
    }
    let tables = li.get("/campaigns/toy/exports/dictionary").is(200);
    let events = tables
        .as_array()
        .unwrap()
        .iter()
        .find(|table| table["table"] == "events")
        .unwrap();
    assert_eq!((&events["version"], &events["personal"]), (&json!(1), &json!(true)));
    let at = &events["columns"][1];
    assert_eq!(
        (&at["name"], &at["kind"], &at["nullable"]),
        (&json!("at"), &json!("time"), &json!(false))
    );
    // To people it says the same in their language.
    for (lang, when) in [
        ("zh-Hans", "发生的时间。"),
        ("zh-TW", "發生的時間。"),
        ("fr", "When it happened."),
    ] {
        let told = li
            .get(&format!("/campaigns/toy/exports/dictionary?lang={lang}"))
            .is(200);
        assert_eq!(told[1]["columns"][1]["meaning"], when, "{lang}");
    }
}

#[test]
fn scheduled_files_come_once_each_and_a_missed_one_is_made_up_for_after_a_restart() {
    let place = Place::new();
    let settings = "[[export]]\ncampaign = \"toy\"\ntable = \"events\"\nformat = \"jsonl\"\nevery = \"hour\"\nfolder = \"out\"\n\
                    filter = { generation = 0 }\n\n[[export]]\ncampaign = \"toy\"\ntable = \"draws\"\nformat = \"csv\"\nevery = \"day\"\nfolder = \"out\"\n";
    std::fs::write(place.path("canyu.toml"), settings).unwrap();
    place.publish();
    let names = || -> Vec<String> {
        let files = std::fs::read_dir(place.path("out")).map(|files| {
            files
                .map(|file| file.unwrap().file_name().into_string().unwrap())
                .collect()
        });
        let mut names: Vec<String> = files.unwrap_or_default();
        names.sort();
        names
    };
    let wait_for = |name: &str| {
        let begun = Instant::now();
        while !names().iter().any(|file| file == name) {
            assert!(begun.elapsed() < Duration::from_secs(60), "{name}: {:?}", names());
            std::thread::sleep(Duration::from_millis(10));
        }
    };
    let lines = |name: &str| {
        std::fs::read_to_string(place.path("out").join(name))
            .unwrap()
            .lines()
            .count()
    };
    let at = |hour: u32| format!("toy-events-generation-0-2024-08-04T{hour}-rehearsal.jsonl");
    // It opens at seven, and hours before it are nobody's.
    let server = place.serve_with("2024-08-04T19:30:00Z", &["--rehearsal-driven"]);
    let agent = support::agent();
    support::arrive(&agent, &server, 1);
    wait_for(&at(19));
    assert_eq!(lines(&at(19)), 0, "it ends where its hour begins");
    let clock = |to: &str| {
        let moved = agent
            .post(format!("{}/api/v1/rehearsal/clock", server.url))
            .send_json(json!({ "at": to }))
            .unwrap();
        assert!(moved.status().is_success(), "{}", moved.status());
    };
    clock("2024-08-04T20:00:00Z");
    wait_for(&at(20));
    assert_eq!(lines(&at(20)), 1);
    std::fs::remove_file(place.path("out").join(at(20))).unwrap();
    drop(server);
    // Two hours later: the last one has all that the one before it would have had.
    let server = place.serve_with("2024-08-04T22:10:00Z", &["--rehearsal-driven"]);
    wait_for(&at(22));
    assert_eq!(
        names(),
        [at(19), at(22)],
        "what was written is not written again, nor is one that was missed before the last"
    );
    drop(server);
    let mut server = place.serve_with("2024-08-04T22:20:00Z", &["--rehearsal-driven"]);
    let li = {
        let link = first_link(&mut server);
        let nobody = Client::new(&server);
        nobody.takes(nobody.post("/first", &first(&link, LI)))
    };
    let scheduled = li.get(EXPORTS).is(200)["scheduled"].clone();
    let (hourly, daily) = (&scheduled[0], &scheduled[1]);
    assert_eq!(
        (&hourly["file"], &hourly["rows"], &hourly["problem"]),
        (&json!(at(22)), &json!(1), &Value::Null)
    );
    assert_eq!(
        (&hourly["due"], &hourly["next"]),
        (&json!("2024-08-04T22:00:00Z"), &json!("2024-08-04T23:00:00Z"))
    );
    assert_eq!(
        (&daily["due"], &daily["next"]),
        (&Value::Null, &json!("2024-08-05T00:00:00Z")),
        "midnight was before it opened"
    );
}

#[test]
fn a_folder_that_cannot_be_written_stands_on_the_list_and_a_wrong_schedule_stops_the_start() {
    let place = Place::new();
    std::fs::write(place.path("taken"), "").unwrap();
    let settings =
        "[[export]]\ncampaign = \"toy\"\ntable = \"nodes\"\nformat = \"csv\"\nevery = \"hour\"\nfolder = \"taken\"\n";
    std::fs::write(place.path("canyu.toml"), settings).unwrap();
    place.publish();
    let (_server, li) = served(&place);
    let begun = Instant::now();
    loop {
        let one = li.get(EXPORTS).is(200)["scheduled"][0].clone();
        if one["problem"] == "not_written" {
            assert_eq!(
                (&one["done"], &one["due"]),
                (&Value::Null, &json!("2024-08-04T19:00:00Z"))
            );
            break;
        }
        assert!(begun.elapsed() < Duration::from_secs(60), "{one}");
        std::thread::sleep(Duration::from_millis(10));
    }
    let wrong = settings.replace("csv", "graphml");
    std::fs::write(place.path("canyu.toml"), wrong).unwrap();
    let told = place.run(&["serve", "--listen", "127.0.0.1:0", "--rehearsal-at", EVENING]);
    let said = String::from_utf8_lossy(&told.stderr).into_owned();
    assert!(
        !told.status.success() && said.contains("only referrals are a graph"),
        "{said}"
    );
}

#[test]
fn a_file_that_could_not_be_written_is_tried_again_and_has_what_its_hour_had() {
    let place = Place::new();
    std::fs::write(place.path("taken"), "").unwrap();
    let settings = "[[export]]\ncampaign = \"toy\"\ntable = \"events\"\nformat = \"jsonl\"\nevery = \"hour\"\nfolder = \"taken\"\n";
    std::fs::write(place.path("canyu.toml"), settings).unwrap();
    place.publish();
    let mut server = place.serve_with(EVENING, &["--rehearsal-driven"]);
    let link = first_link(&mut server);
    let nobody = Client::new(&server);
    let li = nobody.takes(nobody.post("/first", &first(&link, LI)));
    support::arrive(&support::agent(), &server, 1);
    let clock = |to: &str| {
        let moved = support::agent()
            .post(format!("{}/api/v1/rehearsal/clock", server.url))
            .send_json(json!({ "at": to }))
            .unwrap();
        assert!(moved.status().is_success(), "{}", moved.status());
    };
    let wait_until = |due: &str, problem: &Value| {
        let begun = Instant::now();
        loop {
            let one = li.get(EXPORTS).is(200)["scheduled"][0].clone();
            if one["due"] == due && one["problem"] == *problem && one["done"].is_null() != problem.is_null() {
                return one;
            }
            assert!(begun.elapsed() < Duration::from_secs(60), "{due} {problem}: {one}");
            std::thread::sleep(Duration::from_millis(10));
        }
    };
    clock("2024-08-04T20:00:00Z");
    let failed = json!("not_written");
    wait_until("2024-08-04T20:00:00Z", &failed);
    // Whoever made the file that was in the way takes it away, and somebody comes after the hour.
    std::fs::remove_file(place.path("taken")).unwrap();
    support::arrive(&support::agent(), &server, 2);
    clock("2024-08-04T20:09:00Z");
    let held = li.get(EXPORTS).is(200)["scheduled"][0].clone();
    assert_eq!(held["problem"], failed, "ten minutes are not over");
    clock("2024-08-04T20:11:00Z");
    let written = wait_until("2024-08-04T20:00:00Z", &Value::Null);
    let file = place.path("taken").join(written["file"].as_str().unwrap());
    let text = std::fs::read_to_string(file).unwrap();
    assert_eq!((text.lines().count(), &written["rows"]), (1, &json!(1)), "{text}");
}

#[test]
fn the_log_says_what_was_taken_along_on_the_command_line() {
    let place = Place::new();
    place.publish();
    place.ok(&["export", "toy", "--table", "events", "--channel", "weibo", "-o", "."]);
    // What cannot be is not noted.
    assert!(
        !place
            .run(&["export", "toy", "--table", "gifts", "--node", "guess"])
            .status
            .success()
    );
    let (_server, li) = served(&place);
    let lines = li.get("/audit?campaign=toy").is(200)["lines"].clone();
    let taken: Vec<_> = lines
        .as_array()
        .unwrap()
        .iter()
        .filter(|line| line["what"] == "exported")
        .collect();
    let [line] = &taken[..] else { panic!("{lines}") };
    assert_eq!(
        (&line["who"]["kind"], &line["about"], &line["change"]),
        (
            &json!("command_line"),
            &json!("events"),
            &json!({ "after": { "table": "events", "format": "csv", "filter": { "channel": "weibo" } } })
        )
    );
}
