//! How fast tables are written, held against `sqlite3 -csv` with the same table in the same run; and how much memory it takes.

use std::{
    fs,
    path::Path,
    process::{Command, ExitCode, Stdio},
    thread::sleep,
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result, ensure};

use crate::{process::exists, server, widget, workspace::Workspace};

/// Rows of CSV a second.
const BUDGET: f64 = 500_000.0;
/// Rows of the table.
const EVENTS: u32 = 2_000_000;
/// How often CSV is written by each, in turns.
const ROUNDS: usize = 5;
/// Columns in the order of the export.
const QUERY: &str =
    "SELECT seq, at, fan, node, kind, channel, generation FROM events WHERE campaign = 'router-teaser' ORDER BY seq";

/// Writes the events of a large campaign in each format, and prints rows a second.
pub fn run(workspace: &Workspace) -> Result<ExitCode> {
    if !exists("sqlite3") {
        println!(
            "this measurement makes its table by the program sqlite3, which is not here: install it, for instance with apt-get install sqlite3"
        );
        return Ok(ExitCode::SUCCESS);
    }
    widget::build(workspace)?;
    let program = server::build(workspace, server::Profile::Release)?;
    let folder = workspace.target.join("bench").join("export");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    let database = fill(workspace, &program, &folder)?;

    println!(
        "{EVENTS} events\n\n{:<24} {:>12} {:>12} {:>10}",
        "", "rows/s", "of sqlite3", "MB peak"
    );
    let (mut theirs, mut ours) = (Vec::new(), Vec::new());
    let mut peak = 0;
    for _ in 0..ROUNDS {
        theirs.push(timed(&mut reference(&database), &folder.join("theirs"))?.0);
        let (seconds, kilobytes) = timed(&mut export(&program, &folder, "csv"), &folder.join("ours"))?;
        ours.push(seconds);
        peak = peak.max(kilobytes);
    }
    let (theirs, ours) = (rate(&mut theirs), rate(&mut ours));
    println!("{:<24} {theirs:>12.0} {:>12.2}", "sqlite3 -csv", 1.0);
    println!(
        "{:<24} {ours:>12.0} {:>12.2} {:>10}",
        "canyu export, csv",
        ours / theirs,
        peak / 1_024
    );
    for format in ["jsonl", "parquet", "xlsx"] {
        let (seconds, kilobytes) = timed(&mut export(&program, &folder, format), &folder.join("ours"))?;
        let rate = f64::from(EVENTS) / seconds;
        println!(
            "{:<24} {rate:>12.0} {:>12.2} {:>10}",
            format!("canyu export, {format}"),
            rate / theirs,
            kilobytes / 1_024
        );
    }
    println!("\nrows of CSV a second: {ours:.0} (budget: at least {BUDGET:.0})");
    Ok(if ours >= BUDGET {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// A database with the sample campaign, and far more events than it ever had.
fn fill(workspace: &Workspace, program: &Path, folder: &Path) -> Result<String> {
    let database = folder.join("canyu.db");
    let published = Command::new(program)
        .args(["campaign", "publish"])
        .arg(workspace.root.join("campaigns").join("router-teaser.toml"))
        .args(["--rehearsal-at", "2024-08-04T19:30:00Z"])
        .current_dir(folder)
        .output()?;
    ensure!(
        published.status.success(),
        "publishing failed: {}",
        String::from_utf8_lossy(&published.stderr)
    );
    let sql = format!(
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {EVENTS})
         INSERT INTO events (campaign, at, fan, node, kind, channel, generation)
         SELECT 'router-teaser', 1722798000000 + i * 37, printf('%026d', i / 5), 'toy', CASE i % 3 WHEN 0 THEN 'seen' WHEN 1 THEN 'started'
            ELSE 'completed' END, CASE i % 2 WHEN 0 THEN 'weibo' ELSE 'messenger' END, i % 4 FROM n;"
    );
    let database = database.display().to_string();
    let filled = Command::new("sqlite3").args([&database, &sql]).output()?;
    ensure!(
        filled.status.success(),
        "filling failed: {}",
        String::from_utf8_lossy(&filled.stderr)
    );
    Ok(database)
}

fn reference(database: &str) -> Command {
    let mut command = Command::new("sqlite3");
    command.args(["-csv", database, QUERY]);
    command
}

fn export(program: &Path, folder: &Path, format: &str) -> Command {
    let mut command = Command::new(program);
    command
        .args(["export", "router-teaser", "--table", "events", "--format", format])
        .current_dir(folder);
    command
}

/// Runs a program whose output goes into a file: seconds, and the most kilobytes that it had in memory, where the system says so.
fn timed(command: &mut Command, out: &Path) -> Result<(f64, u64)> {
    let begun = Instant::now();
    let mut child = command
        .stdout(fs::File::create(out)?)
        .stderr(Stdio::null())
        .spawn()
        .context("a program could not be started")?;
    let mut peak = 0;
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break status;
        }
        peak = peak.max(peak_of(child.id()));
        sleep(Duration::from_millis(2));
    };
    ensure!(status.success(), "{command:?} failed");
    Ok((begun.elapsed().as_secs_f64(), peak))
}

fn peak_of(process: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().strip_suffix(" kB")?.trim().parse().ok())
        .unwrap_or(0)
}

/// Rows a second, of the median.
fn rate(seconds: &mut [f64]) -> f64 {
    seconds.sort_by(f64::total_cmp);
    let median = seconds.get(seconds.len() / 2).copied().unwrap_or(f64::INFINITY);
    f64::from(EVENTS) / median
}
