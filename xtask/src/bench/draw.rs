//! What a draw of ten million entries takes, held against hashing alone; and how long a fan's own check of it takes in a browser.

use std::{fs, process::ExitCode};

use anyhow::{Context as _, Result};
use serde_json::Value;

use crate::{chromium, npm, process::capture, widget, workspace::Workspace};

/// Seconds on two cores for ten million entries.
const SECONDS: f64 = 10.0;
/// Kilobytes of memory while that goes on.
const MEMORY: f64 = 1_500_000.0;
/// Milliseconds of a fan's check, once its WebAssembly is there.
const CHECK: f64 = 200.0;

/// Measures both, and prints what came out.
pub fn run(workspace: &Workspace) -> Result<ExitCode> {
    let folder = workspace.target.join("bench").join("draw");
    fs::create_dir_all(&folder).with_context(|| format!("making {}", folder.display()))?;
    let mut draw = workspace.cargo();
    draw.args(["run", "--release", "-p", "fairdraw", "--features", "sign,drand,rayon"]);
    draw.args(["--example", "ten_million", "10000000"]).arg(&folder);
    let said = capture(&mut draw)?;
    print!("{said}");
    let (seconds, memory) = (value(&said, "seconds")?, value(&said, "peak_kilobytes")?);
    let ratio = seconds / value(&said, "hashing")?;
    println!("\na draw / hashing as many blocks: {ratio:.2}");

    npm::ensure(workspace)?;
    let chromium = chromium::ensure(workspace)?;
    widget::build(workspace)?;
    let script = workspace.root.join("tests").join("bench").join("check.mjs");
    let mut check = workspace.command("node");
    check
        .arg(script)
        .arg(&folder)
        .arg("9")
        .env("CHROMIUM", chromium.browser);
    let said: Value = serde_json::from_str(&capture(&mut check)?).context("the measurement of the check is no JSON")?;
    println!("a fan's check in Chromium: {said:#}");
    let milliseconds = |name: &str| {
        said.get(name)
            .and_then(Value::as_f64)
            .context("the measurement lacks a time")
    };
    let budgets = [
        ("seconds for a draw", seconds, SECONDS),
        ("kilobytes of memory", memory, MEMORY),
        ("milliseconds for a fan's check", milliseconds("median")?, CHECK),
    ];
    let mut is_fine = said.get("holds").and_then(Value::as_bool) == Some(true);
    for (what, is, may_be) in budgets {
        let verdict = if is <= may_be { "" } else { "   OVER" };
        is_fine &= is <= may_be;
        println!("{what:<32} {is:>12.2} {may_be:>12.0}{verdict}");
    }
    Ok(if is_fine { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The number in a line `NAME NUMBER`.
fn value(said: &str, name: &str) -> Result<f64> {
    said.lines()
        .find_map(|line| line.strip_prefix(name)?.strip_prefix(' ')?.parse().ok())
        .with_context(|| format!("the measurement does not say `{name}`"))
}

#[cfg(test)]
mod tests {
    use super::value;

    #[test]
    fn a_number_is_found_by_its_name() {
        let said = "seconds of work 9 s\nseconds 5.250\nhashing 1.9\n";
        assert_eq!(value(said, "seconds").unwrap(), 5.25);
        assert!(value(said, "peak").is_err());
    }
}
