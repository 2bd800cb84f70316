//! Reading whole tables, a page of rows at a time: memory does not grow with the table.

pub(super) mod sql;

use super::Sqlite;
use crate::store::{
    StoreError,
    exports::{Exports, Filter, Pages, ScheduledRow, Source},
};
use async_trait::async_trait;
use canyu_core::{moment::Moment, staff::WorthFilter};
use futures::{StreamExt as _, TryStreamExt as _, stream};
use sqlx::{Row as _, Sqlite as Engine, SqlitePool, Transaction, query::Query, sqlite::SqliteArguments};
use tokio::sync::mpsc::{Sender, channel};

/// Rows of a page.
const PAGE: u32 = 4_096;
/// Pages that are read ahead, so that reading and writing go on at the same time.
const AHEAD: usize = 2;

#[async_trait]
impl Exports for Sqlite {
    fn export_rows(&self, campaign: &str, source: Source, filter: &Filter) -> Pages {
        let (sender, receiver) = channel(AHEAD);
        let wanted = Wanted {
            pool: self.readers.clone(),
            campaign: campaign.to_owned(),
            filter: filter.clone(),
        };
        tokio::spawn(async move {
            if let Err(error) = wanted.send(source, &sender).await {
                // Nobody waits for it any more where it cannot be told.
                let _ = sender.send(Err(error)).await;
            }
        });
        stream::unfold(receiver, |mut receiver| async move {
            let page = receiver.recv().await?;
            Some((page, receiver))
        })
        .boxed()
    }

    async fn count_rows(&self, campaign: &str, source: Source, filter: &Filter) -> Result<u64, StoreError> {
        let row = bound(sqlx::query(sql::count(source)), campaign, filter)
            .fetch_one(&self.readers)
            .await?;
        Ok(row.try_get::<i64, _>(0)?.unsigned_abs())
    }

    async fn take_scheduled(
        &self,
        campaign: &str,
        name: &str,
        due: Moment,
        now: Moment,
        until: Moment,
    ) -> Result<bool, StoreError> {
        let taken = sqlx::query(
            "INSERT INTO scheduled_exports (campaign, name, due_at, held_until) VALUES (?1, ?2, ?3, ?5)
             ON CONFLICT (campaign, name) DO UPDATE SET due_at = ?3, held_until = ?5, done_at = NULL
                WHERE (due_at < ?3 OR due_at = ?3 AND done_at IS NULL) AND held_until <= ?4",
        )
        .bind(campaign)
        .bind(name)
        .bind(due.0)
        .bind(now.0)
        .bind(until.0)
        .execute(&self.writer)
        .await?;
        Ok(taken.rows_affected() == 1)
    }

    async fn note_scheduled(&self, campaign: &str, name: &str, row: &ScheduledRow) -> Result<(), StoreError> {
        // What is written is not held any longer; what could not be written is, so that it is not tried all the time.
        sqlx::query(
            "UPDATE scheduled_exports SET done_at = ?4, file = ?5, rows = ?6, problem = ?7,
                held_until = CASE WHEN ?4 IS NULL THEN held_until ELSE 0 END
             WHERE campaign = ?1 AND name = ?2 AND due_at = ?3",
        )
        .bind(campaign)
        .bind(name)
        .bind(row.due.0)
        .bind(row.done.map(|done| done.0))
        .bind(&row.file)
        .bind(row.rows.cast_signed())
        .bind(row.problem.as_deref())
        .execute(&self.writer)
        .await?;
        Ok(())
    }

    async fn scheduled(&self, campaign: &str, name: &str) -> Result<Option<ScheduledRow>, StoreError> {
        let row = sqlx::query(
            "SELECT due_at, done_at, file, rows, problem FROM scheduled_exports WHERE campaign = ? AND name = ?",
        )
        .bind(campaign)
        .bind(name)
        .fetch_optional(&self.readers)
        .await?;
        row.map(|row| {
            Ok(ScheduledRow {
                due: Moment(row.try_get(0)?),
                done: row.try_get::<Option<i64>, _>(1)?.map(Moment),
                file: row.try_get(2)?,
                rows: row.try_get::<i64, _>(3)?.unsigned_abs(),
                problem: row.try_get(4)?,
            })
        })
        .transpose()
    }
}

type Sql<'q> = Query<'q, Engine, SqliteArguments>;

/// Binds what every statement takes: ?1 campaign, ?2 from, ?3 to, ?4 node, ?5 channel, ?6 generation, ?7 worth, ?8 group.
pub(super) fn bound<'q>(query: Sql<'q>, campaign: &'q str, filter: &'q Filter) -> Sql<'q> {
    query
        .bind(campaign)
        .bind(filter.from.map(|from| from.0))
        .bind(filter.to.map(|to| to.0))
        .bind(filter.node.as_deref())
        .bind(filter.channel.as_deref())
        .bind(filter.generation)
        .bind(filter.worth.map(WorthFilter::name))
        .bind(filter.group.as_deref())
}

/// What is read, apart from the store so that it can be read beside everything else.
struct Wanted {
    pool: SqlitePool,
    campaign: String,
    filter: Filter,
}

impl Wanted {
    /// Sends all pages, as long as somebody takes them.
    async fn send(&self, source: Source, to: &Sender<Result<String, StoreError>>) -> Result<(), StoreError> {
        let mut reading = self.pool.begin().await?;
        match sql::rows(source) {
            sql::Rows::Paged(sql) => self.paged(sql, &mut reading, to).await,
            sql::Rows::Streamed(sql) => self.streamed(sql, &mut reading, to).await,
        }
    }

    /// Where rows have a number by which they can be found, the database makes pages of them.
    async fn paged(
        &self,
        sql: &'static str,
        reading: &mut Transaction<'_, Engine>,
        to: &Sender<Result<String, StoreError>>,
    ) -> Result<(), StoreError> {
        let mut after = i64::MIN;
        loop {
            let page = bound(sqlx::query(sql), &self.campaign, &self.filter)
                .bind(after)
                .bind(PAGE)
                .fetch_one(&mut **reading)
                .await?;
            let Some(last) = page.try_get::<Option<i64>, _>(1)? else {
                return Ok(());
            };
            let rows: i64 = page.try_get(2)?;
            if to.send(Ok(page.try_get(0)?)).await.is_err() || rows < i64::from(PAGE) {
                return Ok(());
            }
            after = last;
        }
    }

    /// Where they have to be sorted first, they come a row at a time.
    async fn streamed(
        &self,
        sql: &'static str,
        reading: &mut Transaction<'_, Engine>,
        to: &Sender<Result<String, StoreError>>,
    ) -> Result<(), StoreError> {
        let mut rows = bound(sqlx::query(sql), &self.campaign, &self.filter).fetch(&mut **reading);
        let mut page = String::from("[");
        let mut length = 0;
        while let Some(row) = rows.try_next().await? {
            if length > 0 {
                page.push(',');
            }
            page.push_str(row.try_get(0)?);
            length += 1;
            if length == PAGE {
                page.push(']');
                if to
                    .send(Ok(std::mem::replace(&mut page, String::from("["))))
                    .await
                    .is_err()
                {
                    return Ok(());
                }
                length = 0;
            }
        }
        if length > 0 {
            page.push(']');
            let _ = to.send(Ok(page)).await;
        }
        Ok(())
    }
}
