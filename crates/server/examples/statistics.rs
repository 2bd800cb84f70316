//! What the figures of a campaign cost, with ever more events of the same distribution: `statistics FOLDER EVENTS…`. It makes a database for each
//! number of events, counts them by the server's own code, and reads figures as the route does, without keeping any.

#![allow(clippy::allow_attributes, clippy::print_stdout, reason = "it is run by hand")]

use anyhow::{Context as _, Result};
use canyu_core::{
    moment::{HOUR, Moment},
    staff::{Filter, WorthFilter},
};
use canyu_server::{
    statistics::figures::{self, About},
    store::{sqlite::Sqlite, statistics::Statistics as _},
};
use sqlx::{Connection as _, SqliteConnection};
use std::{path::Path, time::Instant};

/// The campaign's first moment: 2024-08-01, by UTC.
const BEGINS: i64 = 1_722_470_400_000;
/// How long it has been open.
const DAYS: i64 = 30;
/// Each is read so many times.
const TIMES: usize = 15;
/// So many people are made at a time.
const AT_A_TIME: u64 = 200_000;

/// People: most of them in few channels and in the first generations, over all hours alike.
const PEOPLE: &str = "
INSERT INTO made
WITH drawn AS MATERIALIZED (
    SELECT ?1 + value AS n, abs(random()) % 1000 AS g, abs(random()) % 1000 AS c, abs(random()) % 300 AS v, abs(random()) % 1000 AS o,
        abs(random()) % 1000 AS w FROM generated WHERE value < ?2)
SELECT n, hex(randomblob(8)), ?3 + abs(random()) % (?4 * 3600000),
    CASE WHEN g < 550 THEN 0 WHEN g < 800 THEN 1 WHEN g < 910 THEN 2 WHEN g < 960 THEN 3 WHEN g < 985 THEN 4 ELSE 5 + g % 4 END,
    CASE WHEN c < 450 THEN 'messenger' WHEN c < 700 THEN 'microblog' WHEN c < 850 THEN 'forum' WHEN c < 930 THEN 'space' WHEN c < 980 THEN 'qr' ELSE 'other' END,
    'node' || (v * v / 15000), CASE WHEN o < 700 THEN '' ELSE 'group ' || (o % 3) END,
    CASE WHEN w < 600 THEN 'open' WHEN w < 950 THEN 'verified' WHEN w < 980 THEN 'held' ELSE 'refused' END, abs(random()) % 100
FROM drawn";

const FANS: &str = "
INSERT INTO fans (campaign, id, token, code, referrer, via, channel, generation, arrived_at, joined_at, in_draw, friends_arrived, friends_joined,
    friends_counted, verified_at, standing, kept_out, origin)
SELECT 'toy', made.id, 't' || made.id, 'c' || made.id, CASE WHEN made.generation > 0 THEN other.id END, made.node, made.channel, made.generation, made.at,
    CASE WHEN made.luck < 50 THEN made.at + 60000 END, 0, 0, 0, 0, CASE WHEN made.worth = 'verified' THEN made.at END,
    CASE WHEN made.worth IN ('held', 'refused') THEN made.worth ELSE 'open' END, NULL, made.origin
FROM made LEFT JOIN made AS other ON other.n = ?1 + (made.n * 7919) % ?2";

/// Five events a person, about.
const EVENTS: [&str; 5] = [
    "INSERT INTO events (campaign, at, fan, node, kind, channel, generation)
     SELECT 'toy', at, id, CASE generation WHEN 0 THEN '' ELSE node END, 'arrived', channel, generation FROM made",
    "INSERT INTO events (campaign, at, fan, node, kind, channel, generation)
     SELECT 'toy', at, id, 'node' || ((n + step.value) % 6), 'seen', channel, generation FROM made CROSS JOIN (SELECT 0 AS value UNION ALL SELECT 1) AS step",
    "INSERT INTO events (campaign, at, fan, node, kind, channel, generation)
     SELECT 'toy', at, id, 'node' || (n % 6), CASE step.value WHEN 0 THEN 'started' ELSE 'completed' END, channel, generation
     FROM made CROSS JOIN (SELECT 0 AS value UNION ALL SELECT 1) AS step WHERE luck < 60",
    "INSERT INTO events (campaign, at, fan, node, kind, channel, generation)
     SELECT 'toy', at + 60000, id, CASE generation WHEN 0 THEN '' ELSE node END, 'joined', channel, generation FROM made WHERE luck < 50",
    "INSERT INTO events (campaign, at, fan, node, kind, channel, generation)
     SELECT 'toy', at + 120000, id, 'node' || (n % 6), 'shared', channel, generation FROM made WHERE luck < 30",
];

/// Makes a database with so many events.
async fn make(path: &Path, events: u64) -> Result<()> {
    let url = format!("sqlite:{}", path.display());
    let mut connection = SqliteConnection::connect(&url).await?;
    for sql in [
        "PRAGMA synchronous = OFF",
        "PRAGMA cache_size = -200000",
        "CREATE TEMP TABLE made (n INTEGER PRIMARY KEY, id TEXT, at INTEGER, generation INTEGER, channel TEXT, node TEXT, origin TEXT, worth TEXT, luck INTEGER)",
        "CREATE TEMP TABLE generated AS WITH RECURSIVE numbers (value) AS (SELECT 0 UNION ALL SELECT value + 1 FROM numbers LIMIT 200000) SELECT value FROM numbers",
    ] {
        sqlx::query(sql).execute(&mut connection).await?;
    }
    let people = events / 5;
    let mut from = 0;
    while from < people {
        let number = i64::try_from((people - from).min(AT_A_TIME))?;
        let first = i64::try_from(from)?;
        let mut transaction = connection.begin().await?;
        sqlx::query("DELETE FROM made").execute(&mut *transaction).await?;
        sqlx::query(PEOPLE)
            .bind(first)
            .bind(number)
            .bind(BEGINS)
            .bind(DAYS * 24)
            .execute(&mut *transaction)
            .await?;
        sqlx::query(FANS)
            .bind(first)
            .bind(number)
            .execute(&mut *transaction)
            .await?;
        for sql in EVENTS {
            sqlx::query(sql).execute(&mut *transaction).await?;
        }
        transaction.commit().await?;
        from += AT_A_TIME;
    }
    Ok(connection.close().await?)
}

fn filters() -> Vec<(&'static str, Filter)> {
    let hours = |hours: i64| Some(Moment(BEGINS + hours * HOUR));
    let with = |change: fn(&mut Filter)| {
        let mut filter = Filter::default();
        change(&mut filter);
        filter
    };
    vec![
        ("no filter", Filter::default()),
        ("node", with(|filter| filter.node = Some("node1".to_owned()))),
        ("channel", with(|filter| filter.channel = Some("microblog".to_owned()))),
        ("generation", with(|filter| filter.generation = Some(1))),
        ("worth", with(|filter| filter.worth = Some(WorthFilter::Counted))),
        ("group", with(|filter| filter.group = Some("group 1".to_owned()))),
        (
            "seven days",
            Filter {
                from: hours(10 * 24),
                to: hours(17 * 24),
                ..Filter::default()
            },
        ),
        (
            "hours over five days",
            Filter {
                from: hours(10 * 24 + 5),
                to: hours(15 * 24 + 17),
                ..Filter::default()
            },
        ),
    ]
}

/// The median of reading the figures, in milliseconds.
async fn measure(store: &Sqlite, filter: &Filter) -> Result<f64> {
    let mut taken = Vec::new();
    for _ in 0..TIMES {
        let begun = Instant::now();
        let about = About {
            campaign: "toy",
            filter,
            now: Moment(BEGINS + (DAYS * 24 - 1) * HOUR + HOUR / 2),
            closes: Moment(i64::MAX),
            rehearsal: false,
        };
        let mut snapshot = store.snapshot().await?;
        let (_, figures) = figures::read(&mut *snapshot, about).await?;
        let text = serde_json::to_string(&figures)?;
        anyhow::ensure!(text.len() > 100);
        taken.push(begun.elapsed().as_secs_f64() * 1e3);
    }
    taken.sort_by(f64::total_cmp);
    taken.get(TIMES / 2).copied().context("nothing was measured")
}

#[tokio::main]
async fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().context("which folder?")?;
    let sizes: Vec<u64> = arguments.map(|number| number.parse()).collect::<Result<_, _>>()?;
    let mut columns: Vec<Vec<f64>> = Vec::new();
    for events in &sizes {
        let path = Path::new(&folder).join(format!("statistics-{events}.db"));
        let store = Sqlite::open_for_a_while(&format!("sqlite:{}", path.display())).await?;
        if store.recount("toy", false).await?.agree == 0 {
            let begun = Instant::now();
            make(&path, *events).await?;
            let made = begun.elapsed().as_secs_f64();
            let begun = Instant::now();
            let compared = store.recount("toy", true).await?;
            println!(
                "{events} events: made in {made:.1} s, counted in {:.1} s, {} counts",
                begun.elapsed().as_secs_f64(),
                compared.differ
            );
        }
        let mut column = Vec::new();
        for (_, filter) in filters() {
            column.push(measure(&store, &filter).await?);
        }
        columns.push(column);
    }
    print!("\n{:<22}", "milliseconds, median");
    sizes.iter().for_each(|events| print!("{events:>14}"));
    sizes
        .iter()
        .skip(1)
        .for_each(|events| print!("{:>16}", format!("{events} : first")));
    println!();
    for (row, (name, _)) in filters().iter().enumerate() {
        print!("{name:<22}");
        let cells: Vec<f64> = columns.iter().filter_map(|column| column.get(row).copied()).collect();
        cells.iter().for_each(|cell| print!("{cell:>14.1}"));
        let first = cells.first().copied().unwrap_or(f64::NAN);
        cells.iter().skip(1).for_each(|cell| print!("{:>16.2}", cell / first));
        println!();
    }
    Ok(())
}
