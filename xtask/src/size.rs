//! `cargo xtask size`: what a fan downloads until the widget can be used, and staff until the console can.

use std::{fs, path::Path, process::ExitCode};

use anyhow::{Context as _, Result};
use serde_json::Value;

use crate::{console, widget, workspace::Workspace};

/// In bytes after brotli; a KB is 1,000 bytes.
const BUDGETS: [(&str, &[&str], usize); 10] = [
    ("wasm", &["wasm"], 80_000),
    ("glue and shell", &["shell", "glue"], 10_000),
    ("style", &["style"], 8_000),
    ("all", &["shell", "glue", "wasm", "style", "locale"], 100_000),
    ("verifier wasm", &["verifier"], 30_000),
    ("beacon wasm", &["beacon"], 30_000),
    ("console, desk", &["console", "desk"], 250_000),
    ("console, editor", &["console", "editor"], 250_000),
    ("console, figures", &["console", "figures"], 250_000),
    ("console, office", &["console", "office"], 250_000),
];

struct Row {
    part: &'static str,
    file: String,
    raw: usize,
    gzip: usize,
    brotli: usize,
}

/// Prints the table; fails where a budget is exceeded.
pub fn run(workspace: &Workspace) -> Result<ExitCode> {
    let console = console_rows(&console::build(workspace)?)?;
    let mut rows = rows(&widget::build(workspace)?)?;
    rows.extend(console);
    println!("\n{:<8} {:>9} {:>9} {:>9}   file", "", "raw", "gzip", "brotli");
    for Row {
        part,
        file,
        raw,
        gzip,
        brotli,
    } in &rows
    {
        println!("{part:<8} {raw:>9} {gzip:>9} {brotli:>9}   {file}");
    }
    println!("\n{:<16} {:>9} {:>9}", "brotli, bytes", "is", "may be");
    let mut is_fine = true;
    for (name, parts, budget) in BUDGETS {
        let brotli = total(&rows, parts);
        let verdict = if brotli > budget { "   OVER" } else { "" };
        is_fine &= brotli <= budget;
        println!("{name:<16} {brotli:>9} {budget:>9}{verdict}");
    }
    if !is_fine {
        println!("\nover budget");
        return Ok(ExitCode::FAILURE);
    }
    Ok(ExitCode::SUCCESS)
}

fn total(rows: &[Row], parts: &[&str]) -> usize {
    rows.iter()
        .filter(|row| parts.contains(&row.part))
        .map(|row| row.brotli)
        .sum()
}

fn list_in(folder: &Path) -> Result<Value> {
    let list = folder.join("files.json");
    let list = fs::read(&list).with_context(|| format!("reading {}", list.display()))?;
    serde_json::from_slice(&list).context("files.json is not valid JSON")
}

/// Everything that the console loads before somebody can sign in, and what it fetches later.
fn console_rows(folder: &Path) -> Result<Vec<Row>> {
    let list = list_in(folder)?;
    let path = |name: &str| list.get(name).and_then(Value::as_str).unwrap_or_default();
    let mut rows = Vec::new();
    for name in ["index", "start", "style"] {
        rows.push(row(folder, "console", path(name))?);
    }
    // One of its programs, by the page that somebody is on.
    for part in ["desk", "editor", "figures", "office"] {
        let of = |name: &str| list.pointer(&format!("/programs/{part}/{name}"));
        for file in ["glue", "wasm"] {
            rows.push(row(folder, part, of(file).and_then(Value::as_str).unwrap_or_default())?);
        }
        let words = of("words").and_then(Value::as_object);
        let mut languages = Vec::new();
        for file in words.into_iter().flat_map(|words| words.values()) {
            languages.push(row(folder, part, file.as_str().unwrap_or_default())?);
        }
        // Staff read one language; the largest stands for all of them.
        rows.extend(languages.into_iter().max_by_key(|row| row.brotli));
    }
    for name in ["qr", "picture", "tree"] {
        rows.push(row(folder, "later", path(name))?);
    }
    Ok(rows)
}

fn rows(folder: &Path) -> Result<Vec<Row>> {
    let list = list_in(folder)?;
    let path = |pointer: &str| -> Result<&str> {
        list.pointer(pointer)
            .and_then(Value::as_str)
            .with_context(|| format!("files.json has no {pointer}"))
    };
    let mut rows = vec![
        row(folder, "shell", "v1/canyu.js")?,
        row(folder, "glue", path("/glue")?)?,
        row(folder, "wasm", path("/wasm/path")?)?,
        row(folder, "style", path("/style/path")?)?,
    ];
    let mut locales = Vec::new();
    for locale in list
        .get("locales")
        .and_then(Value::as_object)
        .into_iter()
        .flat_map(|locales| locales.values())
    {
        if let Some(file) = locale.get("path").and_then(Value::as_str) {
            locales.push(row(folder, "locale", file)?);
        }
    }
    // A fan reads one language; the largest stands for all of them.
    rows.extend(locales.into_iter().max_by_key(|row| row.brotli));
    // Loaded only when a fan checks a draw.
    rows.push(row(folder, "verifier", path("/verifier/verifier/wasm/path")?)?);
    rows.push(row(folder, "beacon", path("/verifier/beacon/wasm/path")?)?);
    rows.push(row(folder, "glues", path("/verifier/verifier/glue")?)?);
    rows.push(row(folder, "glues", path("/verifier/beacon/glue")?)?);
    rows.push(row(folder, "proof", path("/verifier/desk")?)?);
    rows.push(row(folder, "words", path("/verifier/words/zh-Hant/path")?)?);
    rows.push(row(folder, "page", path("/verifier/page")?)?);
    for file in list
        .get("gadgets")
        .and_then(Value::as_object)
        .into_iter()
        .flat_map(|gadgets| gadgets.values())
    {
        rows.push(row(folder, "gadget", file.as_str().unwrap_or_default())?);
    }
    Ok(rows)
}

fn row(folder: &Path, part: &'static str, file: &str) -> Result<Row> {
    let size = |end: &str| -> Result<usize> {
        let path = folder.join(format!("{file}{end}"));
        Ok(fs::metadata(&path)
            .with_context(|| format!("looking at {}", path.display()))?
            .len()
            .try_into()?)
    };
    Ok(Row {
        part,
        file: file.to_owned(),
        raw: size("")?,
        gzip: size(".gz")?,
        brotli: size(".br")?,
    })
}

#[cfg(test)]
mod tests {
    use super::{BUDGETS, Row, total};

    #[test]
    fn glue_and_shell_share_a_budget() {
        let row = |part, brotli| Row {
            part,
            file: String::new(),
            raw: 0,
            gzip: 0,
            brotli,
        };
        let rows = [row("shell", 3), row("glue", 5), row("wasm", 70)];
        assert_eq!(
            BUDGETS.map(|(_, parts, _)| total(&rows, parts)),
            [70, 8, 0, 78, 0, 0, 0, 0, 0, 0]
        );
    }
}
