//! What the figures of a campaign cost, with ever more events of the same distribution: `statistics FOLDER EVENTS…`. It makes a database for each
//! number of events, and reads figures as the route does, without keeping any.
//!
//! Counts are made here, by SQL; of up to ten million events the server's own recount then says whether they are what it would have counted. With more
//! the events themselves are thrown away, and of the people only the first are kept: figures read neither, but for a sample of people.

#![allow(clippy::allow_attributes, clippy::print_stdout, reason = "it is run by hand")]

use anyhow::{Context as _, Result};
use canyu_core::{
    moment::{HOUR, Moment},
    staff::{Filter, WorthFilter},
    world::{EventKind, Worth},
};
use canyu_server::{
    statistics::{
        figures::{self, About},
        study::Unequal,
    },
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
/// Of more events only the counts are kept.
const KEPT: u64 = 10_000_000;

/// People, one after the other over the time: ?1 the first, ?2 how many now, ?3 how many in all, ?4 the first moment, ?5 milliseconds. Most came by few
/// of the 12 channels, in the first of 9 generations, by few of the 32 nodes, and descend from none of the 5 groups.
const PEOPLE: &str = "
INSERT INTO made
WITH drawn AS MATERIALIZED (
    SELECT ?1 + value AS n, abs(random()) % 1000 AS g, abs(random()) % 1000 AS c, abs(random()) % 300 AS v, abs(random()) % 1000 AS o,
        abs(random()) % 1000 AS w FROM generated WHERE value < ?2)
SELECT n, printf('%03d%010d', n % 1000, n), ?4 + n * ?5 / ?3,
    CASE WHEN g < 550 THEN 0 WHEN g < 800 THEN 1 WHEN g < 910 THEN 2 WHEN g < 960 THEN 3 WHEN g < 985 THEN 4 ELSE 5 + g % 4 END,
    CASE WHEN c < 300 THEN 'messenger' WHEN c < 480 THEN 'microblog' WHEN c < 620 THEN 'forum' WHEN c < 720 THEN 'space' WHEN c < 800 THEN 'qr'
        WHEN c < 860 THEN 'mail' WHEN c < 910 THEN 'video' WHEN c < 950 THEN 'direct' WHEN c < 970 THEN 'paper' WHEN c < 985 THEN 'radio'
        WHEN c < 995 THEN 'partner' ELSE 'other' END,
    'node' || (v * v / 2813), CASE WHEN o < 600 THEN '' ELSE 'group ' || (o % 5) END,
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
const HAPPENED: [&str; 5] = [
    "INSERT INTO happened SELECT at, id, CASE generation WHEN 0 THEN '' ELSE node END, 'arrived', channel, generation, worth, origin FROM made",
    "INSERT INTO happened SELECT at, id, 'node' || ((n * 7 + step.value * 5) % 32), 'seen', channel, generation, worth, origin
     FROM made CROSS JOIN (SELECT 0 AS value UNION ALL SELECT 1) AS step",
    "INSERT INTO happened SELECT at, id, 'node' || ((n * 7) % 32), CASE step.value WHEN 0 THEN 'started' ELSE 'completed' END, channel, generation,
         worth, origin FROM made CROSS JOIN (SELECT 0 AS value UNION ALL SELECT 1) AS step WHERE luck < 60",
    "INSERT INTO happened SELECT at + 60000, id, CASE generation WHEN 0 THEN '' ELSE node END, 'joined', channel, generation, worth, origin
     FROM made WHERE luck < 50",
    "INSERT INTO happened SELECT at + 120000, id, 'node' || ((n * 7) % 32), 'shared', channel, generation, worth, origin FROM made WHERE luck < 30",
];

const EVENTS: &str = "INSERT INTO events (campaign, at, fan, node, kind, channel, generation)
    SELECT 'toy', at, fan, node, kind, channel, generation FROM happened";

/// The columns of counts, each as a piece of SQL, with commas between.
fn each(told: impl Fn(EventKind, Worth) -> String) -> String {
    let columns = EventKind::ALL
        .into_iter()
        .flat_map(|kind| Worth::ALL.into_iter().map(move |worth| (kind, worth)));
    columns
        .map(|(kind, worth)| told(kind, worth))
        .collect::<Vec<_>>()
        .join(", ")
}

fn column(kind: EventKind, worth: Worth) -> String {
    format!("{}_{}", kind.name(), worth.name())
}

/// The statements that make counts of what has happened: by hour, everybody's, by day and in all, and told apart in the seven other ways.
fn counting() -> Vec<String> {
    let sums = each(|kind, worth| format!("SUM({})", column(kind, worth)));
    let counts = each(|kind, worth| {
        let stored = if worth == Worth::Excluded {
            "refused"
        } else {
            worth.name()
        };
        format!("SUM(kind = '{}' AND worth = '{stored}')", kind.name())
    });
    let added = each(|kind, worth| format!("{0} = {0} + excluded.{0}", column(kind, worth)));
    vec![
        format!(
            "INSERT INTO counted SELECT 'hour', 'ncg', origin, at - at % 3600000, node, channel, generation, {counts} FROM happened
             GROUP BY 3, 4, 5, 6, 7"
        ),
        format!(
            "INSERT INTO counted SELECT span, way, '', start, node, channel, generation, {sums} FROM counted WHERE origin <> ''
             GROUP BY start, node, channel, generation ON CONFLICT DO UPDATE SET {added}"
        ),
        format!(
            "INSERT INTO counted SELECT 'day', way, origin, start - start % 86400000, node, channel, generation, {sums} FROM counted
             GROUP BY 2, 3, 4, 5, 6, 7"
        ),
        format!(
            "INSERT INTO counted SELECT 'all', way, origin, 0, node, channel, generation, {sums} FROM counted WHERE span = 'day'
             GROUP BY 2, 3, 5, 6, 7"
        ),
        format!(
            "INSERT INTO counted WITH ways (name, is_node, is_channel, is_generation) AS (VALUES ('', 0, 0, 0), ('n', 1, 0, 0), ('c', 0, 1, 0),
                 ('g', 0, 0, 1), ('nc', 1, 1, 0), ('ng', 1, 0, 1), ('cg', 0, 1, 1))
             SELECT span, ways.name, origin, start, iif(is_node, node, ''), iif(is_channel, channel, ''), iif(is_generation, generation, 0), {sums}
             FROM counted CROSS JOIN ways GROUP BY 1, 2, 3, 4, 5, 6, 7"
        ),
        format!("INSERT INTO rollups SELECT 'toy', * FROM counted WHERE true ON CONFLICT DO UPDATE SET {added}"),
    ]
}

/// Makes a database with so many events, or with the counts of so many.
async fn make(path: &Path, events: u64) -> Result<()> {
    let url = format!("sqlite:{}", path.display());
    let mut connection = SqliteConnection::connect(&url).await?;
    for sql in [
        "PRAGMA synchronous = OFF",
        "PRAGMA cache_size = -200000",
        "CREATE TEMP TABLE made (n INTEGER PRIMARY KEY, id TEXT, at INTEGER, generation INTEGER, channel TEXT, node TEXT, origin TEXT, worth TEXT, luck INTEGER)",
        "CREATE TEMP TABLE happened (at INTEGER, fan TEXT, node TEXT, kind TEXT, channel TEXT, generation INTEGER, worth TEXT, origin TEXT)",
        "CREATE TEMP TABLE generated AS WITH RECURSIVE numbers (value) AS (SELECT 0 UNION ALL SELECT value + 1 FROM numbers LIMIT 200000) SELECT value FROM numbers",
    ] {
        sqlx::query(sql).execute(&mut connection).await?;
    }
    let columns = each(|kind, worth| format!("{} INTEGER", column(kind, worth)));
    let counted = format!(
        "CREATE TEMP TABLE counted (span TEXT, way TEXT, origin TEXT, start INTEGER, node TEXT, channel TEXT, generation INTEGER, {columns},
             PRIMARY KEY (span, way, origin, start, node, channel, generation)) WITHOUT ROWID"
    );
    sqlx::query(sqlx::AssertSqlSafe(counted))
        .execute(&mut connection)
        .await?;
    let counting = counting();
    let (people, is_kept) = (events / 5, events <= KEPT);
    let mut from = 0;
    while from < people {
        let number = i64::try_from((people - from).min(AT_A_TIME))?;
        let first = i64::try_from(from)?;
        let mut transaction = connection.begin().await?;
        for sql in ["DELETE FROM made", "DELETE FROM happened", "DELETE FROM counted"] {
            sqlx::query(sql).execute(&mut *transaction).await?;
        }
        sqlx::query(PEOPLE)
            .bind(first)
            .bind(number)
            .bind(i64::try_from(people)?)
            .bind(BEGINS)
            .bind(DAYS * 24 * HOUR - 200_000)
            .execute(&mut *transaction)
            .await?;
        if from < KEPT / 5 {
            sqlx::query(FANS)
                .bind(first)
                .bind(number)
                .execute(&mut *transaction)
                .await?;
        }
        for sql in HAPPENED {
            sqlx::query(sql).execute(&mut *transaction).await?;
        }
        if is_kept {
            sqlx::query(EVENTS).execute(&mut *transaction).await?;
        }
        for sql in &counting {
            sqlx::query(sqlx::AssertSqlSafe(sql.clone()))
                .execute(&mut *transaction)
                .await?;
        }
        transaction.commit().await?;
        from += AT_A_TIME;
    }
    Ok(connection.close().await?)
}

/// How many rows of counts there are of each span and way.
async fn tell(path: &Path) -> Result<()> {
    let url = format!("sqlite:{}", path.display());
    let mut connection = SqliteConnection::connect(&url).await?;
    let rows: Vec<(String, i64)> =
        sqlx::query_as("SELECT span || ' ' || way, COUNT(*) FROM rollups GROUP BY 1 ORDER BY 2 DESC")
            .fetch_all(&mut connection)
            .await?;
    let told: Vec<String> = rows.iter().map(|(span, counts)| format!("{span} {counts}")).collect();
    println!("    rows of counts: {}", told.join(", "));
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

/// How long reading the figures takes once, in milliseconds.
async fn read(store: &Sqlite, filter: &Filter) -> Result<f64> {
    let begun = Instant::now();
    let about = About {
        campaign: "toy",
        filter,
        now: Moment(BEGINS + (DAYS * 24 - 1) * HOUR + HOUR / 2),
        closes: Moment(i64::MAX),
        rehearsal: false,
        unequal: Unequal::default(),
    };
    let mut snapshot = store.snapshot().await?;
    let (_, figures) = figures::read(&mut *snapshot, about).await?;
    let text = serde_json::to_string(&figures)?;
    anyhow::ensure!(text.len() > 100);
    Ok(begun.elapsed().as_secs_f64() * 1e3)
}

/// The medians of reading the figures of each database, in milliseconds: by turns, so that whatever else the machine does meets all of them.
async fn medians(stores: &[Sqlite], filter: &Filter) -> Result<Vec<f64>> {
    let mut taken = vec![Vec::new(); stores.len()];
    for _ in 0..TIMES {
        for (store, taken) in stores.iter().zip(&mut taken) {
            taken.push(read(store, filter).await?);
        }
    }
    let median = |mut taken: Vec<f64>| {
        taken.sort_by(f64::total_cmp);
        taken.get(TIMES / 2).copied().context("nothing was measured")
    };
    taken.into_iter().map(median).collect()
}

/// A database with so many events, counted by SQL and, where the events are kept, by the server; one that is there is taken as it is.
async fn filled(folder: &Path, events: u64) -> Result<Sqlite> {
    let path = folder.join(format!("statistics-{events}.db"));
    let is_there = path.exists();
    let store = Sqlite::open_for_a_while(&format!("sqlite:{}", path.display())).await?;
    if is_there {
        return Ok(store);
    }
    let begun = Instant::now();
    make(&path, events).await?;
    println!(
        "{events} events: made and counted in {:.1} s",
        begun.elapsed().as_secs_f64()
    );
    if events <= KEPT {
        let begun = Instant::now();
        let compared = store.recount("toy", false).await?;
        anyhow::ensure!(compared.differ == 0, "counted wrong: {:?}", compared.first);
        println!(
            "    the server counts the same, in {:.1} s",
            begun.elapsed().as_secs_f64()
        );
    }
    tell(&path).await?;
    Ok(store)
}

#[tokio::main]
async fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().context("which folder?")?;
    let sizes: Vec<u64> = arguments.map(|number| number.parse()).collect::<Result<_, _>>()?;
    let mut stores = Vec::new();
    for events in &sizes {
        stores.push(filled(Path::new(&folder), *events).await?);
    }
    print!("\n{:<22}", "milliseconds, median");
    sizes.iter().for_each(|events| print!("{events:>14}"));
    sizes
        .iter()
        .skip(1)
        .for_each(|events| print!("{:>16}", format!("{events} : first")));
    println!();
    for (name, filter) in filters() {
        let cells = medians(&stores, &filter).await?;
        print!("{name:<22}");
        cells.iter().for_each(|cell| print!("{cell:>14.1}"));
        let first = cells.first().copied().unwrap_or(f64::NAN);
        cells.iter().skip(1).for_each(|cell| print!("{:>16.2}", cell / first));
        println!();
    }
    Ok(())
}
