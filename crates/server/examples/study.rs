//! How much memory it takes to study a campaign and to score its people: `study FOLDER PEOPLE` makes a database, and does each thing in a process of
//! its own, with the server's own parts, on that database.

#![allow(clippy::allow_attributes, clippy::print_stdout, reason = "it is run by hand")]

use anyhow::{Context as _, Result, ensure};
use canyu_core::{moment::Moment, staff::Filter};
use canyu_server::{
    app::App,
    clock::Clock,
    guard::Proxies,
    publish,
    statistics::study::shelf::studied,
    store::{Store, sqlite::Sqlite},
    trust::score_all,
};
use canyu_spread::{
    ROOT,
    simulated::{Truth, simulate},
};
use fairdraw::key::SigningKey;
use metrics_exporter_prometheus::PrometheusBuilder;
use serde_json::json;
use sqlx::{Connection as _, SqliteConnection};
use std::{path::Path, process::Command, sync::Arc, time::Instant};

/// The campaign: one vote.
const CAMPAIGN: &str = r#"
slug = "toy"
rehearsal = true
languages = ["en"]
title = { en = "A new toy" }
opens = 2024-08-01T00:00:00Z
closes = 2024-10-01T00:00:00Z
origins = ["http://127.0.0.1:*"]

[[nodes]]
id = "colour"
kind = "vote"
form = "poll"
title = { en = "Which colour?" }
options = [{ key = "red", text = { en = "Red" } }, { key = "blue", text = { en = "Blue" } }, { key = "green", text = { en = "Green" } }]
"#;
/// When it opened, and how long it has been open.
const OPENS: i64 = 1_722_470_400_000;
const DAYS: usize = 30;
const DAY: i64 = 86_400_000;
/// Rows that are made by one statement.
const ROWS: usize = 5_000;
/// What is measured, each in a process of its own.
const CASES: [&str; 5] = [
    "nothing",
    "a study",
    "a scoring",
    "a study and a scoring at once",
    "two studies at once",
];

/// Everybody acts three times, two thirds of them at home, where two live, the others in five hundred crowds; on another day from another place. One in
/// three shares, every other one votes; all have confirmed an address, one in ten of a small domain.
const MADE: [&str; 6] = [
    "INSERT INTO fans (campaign, id, token, code, referrer, via, channel, generation, arrived_at, joined_at, in_draw, friends_arrived, friends_joined,
         friends_counted, verified_at, standing)
     SELECT 'toy', made.id, 't' || made.id, 'c' || made.id, other.id, CASE WHEN other.id IS NULL THEN NULL ELSE 'colour' END,
         CASE made.n % 5 WHEN 0 THEN 'messenger' WHEN 1 THEN 'microblog' WHEN 2 THEN 'forum' ELSE 'direct' END, made.generation, made.at, made.at + 9000, 0, 0, 0, 0,
         made.at + 60000, 'open'
     FROM made LEFT JOIN made AS other ON other.n = made.referrer ORDER BY made.id",
    "INSERT INTO acts (campaign, token, key, digest, earned, at, act, place)
     SELECT 'toy', 't' || id, 'k' || act, 'd', 0,
         at + CASE act WHEN 0 THEN 0 WHEN 1 THEN 5000 + abs(random()) % 200000 ELSE 40000000 + abs(random()) % 90000000 END,
         CASE act WHEN 0 THEN 'arrive' WHEN 1 THEN CASE n % 2 WHEN 0 THEN 'vote' ELSE 'look' END ELSE 'look' END,
         CASE WHEN act = 2 THEN printf('another-place-of-%024d', n) WHEN n % 3 > 0 THEN printf('at-home-is-place-%024d', n / 3) ELSE printf('in-crowd-it-is-%024d', n % 500) END
     FROM made CROSS JOIN (SELECT 0 AS act UNION ALL SELECT 1 UNION ALL SELECT 2) ORDER BY id, act",
    "INSERT INTO events (campaign, at, fan, node, kind, channel, generation)
     SELECT 'toy', at, id, '', kind, 'direct', generation FROM made
     CROSS JOIN (SELECT 'arrived' AS kind UNION ALL SELECT 'joined' UNION ALL SELECT 'shared') WHERE kind <> 'shared' OR n % 3 = 0 ORDER BY id",
    "INSERT INTO picks (campaign, fan, node, pick, label, own, at) SELECT 'toy', id, 'colour', CASE n % 6 WHEN 0 THEN 'red' WHEN 2 THEN 'blue' ELSE 'green' END, 'a colour', 0, at + 20000
     FROM made WHERE n % 2 = 0 ORDER BY id",
    "INSERT INTO mail_facts (campaign, fan, host_hash, domain_hash, mx_hash, disposable, provider, asked) SELECT 'toy', id, CASE n % 10 WHEN 0 THEN printf('host-%032d', n % 5000) ELSE printf('host-%032d', n % 12) END,
         CASE n % 10 WHEN 0 THEN printf('host-%032d', n % 5000) ELSE printf('host-%032d', n % 12) END, '', 0, n % 10 > 0, 1 FROM made ORDER BY id",
    "DROP TABLE made",
];

#[tokio::main]
async fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        [folder, "--case", case] => measure(&url(folder), case).await,
        [folder, people] => {
            let begun = Instant::now();
            let people = make(&url(folder), people.parse()?).await?;
            println!("{people} people, made in {:.0} s\n", begun.elapsed().as_secs_f64());
            println!("{:<32} {:>9} {:>9}", "", "s", "MB most");
            for case in CASES {
                let status = Command::new(std::env::current_exe()?)
                    .args([folder, "--case", case])
                    .status()?;
                ensure!(status.success(), "{case} failed");
            }
            Ok(())
        }
        _ => anyhow::bail!("which folder, and how many people?"),
    }
}

fn url(folder: &str) -> String {
    format!("sqlite:{}", Path::new(folder).join("study.db").display())
}

/// Makes the database; how many people there are.
async fn make(url: &str, people: usize) -> Result<usize> {
    let store = Sqlite::open_for_a_while(url).await?;
    store.claim(true).await?;
    let checked = publish::check_source(CAMPAIGN.to_owned(), None, |_| Err("there is none".to_owned()));
    publish::publish(&store, &checked, key()?.verifier(), true, Moment(OPENS)).await?;
    store.close().await;
    let people = simulate(
        &Truth {
            r: 0.6,
            k: 0.3,
            decay: 1.0,
            // Each root has 1 / (1 - R) people, had they the time.
            roots: vec![0.43 * people as f64 / DAYS as f64; DAYS],
            delay_median: 10.0 / 24.0,
            delay_sigma: 1.6,
        },
        DAYS,
        1,
    );
    let mut connection = SqliteConnection::connect(url).await?;
    for sql in [
        "PRAGMA synchronous = OFF",
        "PRAGMA cache_size = -200000",
        "CREATE TABLE made (n INTEGER PRIMARY KEY, id TEXT, at INTEGER, referrer INTEGER, generation INTEGER)",
    ] {
        sqlx::query(sql).execute(&mut connection).await?;
    }
    for (chunk, some) in people.chunks(ROWS).enumerate() {
        let rows: Vec<_> = (chunk * ROWS..)
            .zip(some)
            .map(|(n, person)| {
                let at = OPENS + (person.joined * DAY as f64) as i64;
                let referrer = (person.referrer != ROOT).then_some(person.referrer);
                json!([n, id(n as u64), at, referrer, person.generation])
            })
            .collect();
        sqlx::query("INSERT INTO made SELECT value->>0, value->>1, value->>2, value->>3, value->>4 FROM json_each(?)")
            .bind(serde_json::to_string(&rows)?)
            .execute(&mut connection)
            .await?;
    }
    for sql in MADE {
        sqlx::query(sql).execute(&mut connection).await?;
    }
    connection.close().await?;
    Ok(people.len())
}

/// An id as the server gives them, as if by chance.
fn id(n: u64) -> String {
    let random = (n + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (0..13)
        .filter_map(|place| canyu_core::crockford::ALPHABET.get((random >> (5 * place) & 31) as usize))
        .map(|letter| char::from(*letter))
        .collect()
}

fn key() -> Result<Arc<SigningKey>> {
    Ok(Arc::new(SigningKey::from_seed("toy", [7; 32])?))
}

/// Does one of [`CASES`], and prints how long it took and how much memory at most.
async fn measure(url: &str, case: &str) -> Result<()> {
    let store: Arc<dyn Store> = Arc::new(Sqlite::open_for_a_while(url).await?);
    let clock = Clock::driven(Moment(OPENS + DAYS as i64 * DAY));
    let metrics = PrometheusBuilder::new().build_recorder().handle();
    let (app, _) = App::start(store, key()?, clock, None, Proxies::default(), metrics).await?;
    let live = app.campaigns.get("toy").context("there is no campaign")?;
    let begun = Instant::now();
    let by_messenger = Filter {
        channel: Some("messenger".to_owned()),
        ..Filter::default()
    };
    let study = |filter: Filter| {
        let (app, live) = (app.clone(), live.clone());
        async move { anyhow::Ok(studied(&app, &live, filter).await?.people) }
    };
    let scoring = || async {
        ensure!(score_all(&app, &live, 0, None).await?);
        anyhow::Ok(())
    };
    match case {
        "nothing" => {}
        "a study" => drop(study(Filter::default()).await?),
        "a scoring" => scoring().await?,
        "a study and a scoring at once" => drop(tokio::try_join!(study(Filter::default()), scoring())?),
        "two studies at once" => drop(tokio::try_join!(study(Filter::default()), study(by_messenger))?),
        other => anyhow::bail!("`{other}` is not measured"),
    }
    println!("{case:<32} {:>9.1} {:>9}", begun.elapsed().as_secs_f64(), most());
    Ok(())
}

/// Megabytes that this process has had in memory at most, where the system says so.
fn most() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().strip_suffix(" kB")?.trim().parse::<u64>().ok())
        .unwrap_or(0)
        / 1_024
}
