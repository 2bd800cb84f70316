//! Exports that come by themselves: into a folder, every hour, day or week, each once.

use super::{ExportError, Wanted, file_name, write};
use crate::{
    app::App,
    progress::Progress,
    store::{StoreError, exports::ScheduledRow},
};
use canyu_core::{
    moment::{HOUR, Moment},
    staff::{Every, ExportFormat, ExportTable, Filter, ScheduledExport},
};
use serde::Deserialize;
use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    time::Duration,
};
use tokio::runtime::Handle;

/// How often it is looked whether something is due.
const LOOK: Duration = Duration::from_secs(1);
/// How long a process may hold a file, in milliseconds: after that it is tried again.
const HOLD: i64 = 10 * 60_000;
const DAY: i64 = 24 * HOUR;
const WEEK: i64 = 7 * DAY;
/// The first day of all was a Thursday.
const MONDAY: i64 = 3 * DAY;

/// An `[[export]]` in `canyu.toml`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Schedule {
    /// Of which campaign.
    pub campaign: String,
    /// What.
    pub table: ExportTable,
    /// How.
    pub format: ExportFormat,
    /// How often.
    pub every: Every,
    /// Where to.
    pub folder: PathBuf,
    /// Which rows.
    #[serde(default)]
    pub filter: Filter,
    /// Whether a CSV file begins with a byte order mark.
    #[serde(default)]
    pub bom: bool,
}

/// The last moment, up to now, at which something that comes so often was due.
fn due(every: Every, now: Moment) -> Moment {
    let floor = |width: i64, shift: i64| {
        let whole = now.0.saturating_add(shift).div_euclid(width);
        Moment(whole.saturating_mul(width).saturating_sub(shift))
    };
    match every {
        Every::Hour => floor(HOUR, 0),
        Every::Day => floor(DAY, 0),
        Every::Week => floor(WEEK, MONDAY),
    }
}

fn next(every: Every, now: Moment) -> Moment {
    due(every, now).plus(match every {
        Every::Hour => HOUR,
        Every::Day => DAY,
        Every::Week => WEEK,
    })
}

impl Schedule {
    /// What a file that is due at a moment is of: all that was before.
    fn wanted(&self, due: Moment) -> Wanted {
        let mut filter = self.filter.clone();
        // Who was drawn has no time by which it could be left out.
        if self.table != ExportTable::Draws {
            filter.to = Some(filter.to.map_or(due, |to| to.min(due)));
        }
        Wanted { filter, ..self.whole() }
    }

    fn whole(&self) -> Wanted {
        Wanted {
            campaign: self.campaign.clone(),
            table: self.table,
            format: self.format,
            filter: self.filter.clone(),
            bom: self.bom,
        }
    }

    /// Whether there can be such files.
    ///
    /// # Errors
    /// As for any export.
    pub fn check(&self) -> Result<(), ExportError> {
        self.whole().check()
    }

    /// What the store keeps it by.
    fn name(&self) -> String {
        let file = file_name(&self.whole(), false, Some(self.every.name()));
        self.folder.join(file).display().to_string()
    }

    /// What its file is called: `toy-events-2026-11-22T00.parquet`.
    fn file(&self, due: Moment, is_rehearsal: bool) -> String {
        let hour = due.to_string();
        file_name(&self.whole(), is_rehearsal, Some(hour.get(..13).unwrap_or(&hour)))
    }

    /// What became of it last.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn told(&self, app: &App) -> Result<ScheduledExport, StoreError> {
        let row = app.store.scheduled(&self.campaign, &self.name()).await?;
        let due = row.as_ref().map(|row| row.due);
        let row = row.unwrap_or_default();
        Ok(ScheduledExport {
            table: self.table,
            format: self.format,
            filter: self.filter.clone(),
            every: self.every,
            due,
            done: row.done,
            file: row.file,
            rows: row.rows,
            problem: row.problem,
            next: next(self.every, app.clock.now()),
        })
    }
}

/// Writes what is due, for ever.
pub async fn run(app: App) {
    let schedules = app.exports.schedules.clone();
    // What is known to be written: so the database is not asked each second.
    let mut settled = vec![None; schedules.len()];
    loop {
        for (schedule, settled) in schedules.iter().zip(&mut settled) {
            let due = due(schedule.every, app.clock.now());
            let is_served = app
                .campaigns
                .get(&schedule.campaign)
                .is_some_and(|live| live.archived.is_none() && live.campaign.opens <= due);
            if !is_served || *settled == Some(due) {
                continue;
            }
            match step(&app, schedule, due).await {
                Ok(true) => *settled = Some(due),
                Ok(false) => {}
                Err(error) => tracing::error!(%error, "an export that comes by itself cannot be looked after"),
            }
        }
        tokio::time::sleep(app.clock.look(LOOK)).await;
    }
}

/// Writes the file that is due, if nobody else does; whether it is written, by whomever. Those that were missed before it are not made up for: each
/// has all that was before its time, so the last one has everything that they had.
///
/// # Errors
/// When the database fails.
async fn step(app: &App, schedule: &Schedule, due: Moment) -> Result<bool, StoreError> {
    let (store, campaign, name) = (&app.store, &schedule.campaign, schedule.name());
    let now = app.clock.now();
    if !store.take_scheduled(campaign, &name, due, now, now.plus(HOLD)).await? {
        let row = store.scheduled(campaign, &name).await?;
        return Ok(row.is_some_and(|row| row.due >= due && row.done.is_some()));
    }
    let file = schedule.file(due, app.clock.is_rehearsal());
    let written = write_file(app, schedule.wanted(due), schedule.folder.clone(), file.clone()).await;
    if let Err(error) = &written {
        tracing::error!(%error, code = error.code(), file, "an export that comes by itself could not be written, and is tried again");
    }
    let row = ScheduledRow {
        due,
        done: written.is_ok().then(|| app.clock.now()),
        file,
        rows: *written.as_ref().unwrap_or(&0),
        problem: written.as_ref().err().map(|error| error.code().to_owned()),
    };
    store.note_scheduled(campaign, &name, &row).await?;
    Ok(written.is_ok())
}

/// Writes a file beside its place and moves it there, so that nobody finds half of one.
async fn write_file(app: &App, wanted: Wanted, folder: PathBuf, name: String) -> Result<u64, ExportError> {
    let (store, made_at, runtime) = (app.store.clone(), app.clock.wall(), Handle::current());
    let work = tokio::task::spawn_blocking(move || {
        fs::create_dir_all(&folder)?;
        let half = folder.join(format!(".{name}.part"));
        let written = runtime.block_on(async {
            let out = File::create(&half)?;
            let progress = Progress::default();
            let rows = write(&*store, &wanted, made_at, &progress, &out).await?;
            out.sync_all()?;
            Ok(rows)
        });
        settle(&half, &folder.join(name), written)
    });
    work.await.unwrap_or(Err(ExportError::Broken))
}

fn settle(half: &Path, whole: &Path, written: Result<u64, ExportError>) -> Result<u64, ExportError> {
    if written.is_ok() {
        fs::rename(half, whole)?;
    } else {
        // The first error is the one that counts.
        let _ = fs::remove_file(half);
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_days_and_weeks_begin_where_calendars_say() {
        let at = |text: &str| Moment::parse(text).unwrap();
        // A Sunday.
        let now = at("2026-11-22T17:50:47.123Z");
        for (every, last, then) in [
            (Every::Hour, "2026-11-22T17:00:00Z", "2026-11-22T18:00:00Z"),
            (Every::Day, "2026-11-22T00:00:00Z", "2026-11-23T00:00:00Z"),
            (Every::Week, "2026-11-16T00:00:00Z", "2026-11-23T00:00:00Z"),
        ] {
            assert_eq!((due(every, now), next(every, now)), (at(last), at(then)));
            assert_eq!(due(every, at(last)), at(last), "due from its very moment on");
        }
        assert_eq!(due(Every::Week, at("2026-11-23T00:00:00Z")), at("2026-11-23T00:00:00Z"));
    }

    #[test]
    fn a_file_ends_where_its_time_does_and_is_called_by_it() {
        let schedule = Schedule {
            campaign: "toy".to_owned(),
            table: ExportTable::Events,
            format: ExportFormat::Parquet,
            every: Every::Day,
            folder: "out".into(),
            filter: Filter::default(),
            bom: false,
        };
        let due = Moment::parse("2026-11-22T00:00:00Z").unwrap();
        assert_eq!(schedule.file(due, false), "toy-events-2026-11-22T00.parquet");
        assert_eq!(schedule.wanted(due).filter.to, Some(due));
        let draws = Schedule {
            table: ExportTable::Draws,
            ..schedule.clone()
        };
        assert!(draws.wanted(due).check().is_ok());
        let other = Schedule {
            folder: "elsewhere".into(),
            ..schedule.clone()
        };
        assert_ne!(schedule.name(), other.name());
    }
}
