//! Databases as earlier versions have left them.

use super::Sqlite;
use crate::store::statistics::{Asked, Dimension, Statistics as _};
use canyu_core::{
    staff::Filter,
    world::{EventKind, Worth},
};
use sqlx::{Connection as _, SqliteConnection, migrate::Migrator};
use std::path::Path;

/// Before statistics told people apart by what they are worth.
const BEFORE: i64 = 10;

/// A chain of a seed, Ann, in which the second is held; somebody who came alone and is verified, with a friend; and events of somebody who is gone.
const LIVES: &str = "
INSERT INTO fans (campaign, id, token, code, referrer, via, channel, generation, arrived_at, joined_at, in_draw, friends_arrived, friends_joined,
    friends_counted, standing, verified_at)
VALUES ('toy', 'ann', 't1', 'c1', NULL, NULL, 'qr', 0, 5, 6, 0, 1, 1, 1, 'open', NULL), ('toy', 'bob', 't2', 'c2', 'ann', 'guess', 'qr', 1, 5, 6, 0, 1, 1, 1, 'held', NULL),
    ('toy', 'cem', 't3', 'c3', 'bob', 'guess', 'forum', 2, 5, 6, 0, 0, 0, 0, 'open', NULL), ('toy', 'dee', 't4', 'c4', NULL, NULL, 'qr', 0, 5, 6, 0, 1, 1, 1, 'open', 7),
    ('toy', 'eva', 't5', 'c5', 'dee', 'guess', 'qr', 1, 5, NULL, 0, 0, 0, 0, 'refused', NULL);
INSERT INTO seeds (campaign, code, grp, label, made_at, fan) VALUES ('toy', 'x', 'forum', 'Ann', 1, 'ann');
INSERT INTO events (campaign, at, fan, node, kind, channel, generation)
VALUES ('toy', 3600000, 'ann', '', 'arrived', 'qr', 0), ('toy', 7200001, 'bob', 'guess', 'arrived', 'qr', 1), ('toy', 90000000, 'cem', 'guess', 'arrived', 'forum', 2),
    ('toy', 90000001, 'cem', 'guess', 'joined', 'forum', 2), ('toy', 90000002, 'cem', 'guess', 'shared', 'qr', 2), ('toy', -1, 'dee', '', 'arrived', 'qr', 0),
    ('toy', 5, 'eva', 'guess', 'arrived', 'qr', 1), ('toy', 5, 'gone', '', 'seen', 'qr', 0), ('other', 5, 'zoe', '', 'seen', 'qr', 0)";

async fn old(url: &str) {
    let all = Migrator::new(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/migrations")))
        .await
        .unwrap();
    let early = all
        .iter()
        .filter(|migration| migration.version <= BEFORE)
        .cloned()
        .collect();
    let mut connection = SqliteConnection::connect(&format!("{url}?mode=rwc")).await.unwrap();
    Migrator::with_migrations(early).run(&mut connection).await.unwrap();
    sqlx::raw_sql(LIVES).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
}

#[tokio::test]
async fn counts_of_an_old_database_are_those_that_its_events_say() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("old.db").display());
    old(&url).await;
    let store = Sqlite::open(&url).await.unwrap();
    for campaign in ["toy", "other"] {
        let compared = store.recount(campaign, false).await.unwrap();
        assert!(compared.differ == 0 && compared.agree > 0, "{campaign}: {compared:?}");
    }
    let asked = Asked {
        filter: &Filter::default(),
        kinds: &[EventKind::Arrived],
        step: None,
        by: &[Dimension::Worth, Dimension::Origin],
    };
    let mut snapshot = store.snapshot().await.unwrap();
    let mut told: Vec<(Worth, String, u64)> = snapshot
        .cells("toy", asked)
        .await
        .unwrap()
        .into_iter()
        .map(|cell| (cell.worth, cell.origin, cell.count))
        .collect();
    told.sort_by(|one, other| (one.0.name(), &one.1).cmp(&(other.0.name(), &other.1)));
    // Whoever descends from the seed does so through somebody who is held, too.
    let forum = || "forum".to_owned();
    assert_eq!(
        told,
        [
            (Worth::Excluded, String::new(), 1),
            (Worth::Held, forum(), 1),
            (Worth::Open, forum(), 2),
            (Worth::Verified, String::new(), 1),
        ]
    );
    assert_eq!(snapshot.revision("toy").await.unwrap().moves, 0);
}
