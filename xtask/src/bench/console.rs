//! How long staff wait for the next frame after a decision, with ten thousand things in a queue and a processor that is four times slower.

use std::process::ExitCode;

use anyhow::{Context as _, Result};
use serde_json::Value;

use crate::{chromium, console, npm, process::capture, server, widget, workspace::Workspace};

/// Milliseconds from a press to the next frame that shows something.
const FRAME: f64 = 100.0;

/// Measures both queues, and prints what came out.
pub fn run(workspace: &Workspace) -> Result<ExitCode> {
    npm::ensure(workspace)?;
    let chromium = chromium::ensure(workspace)?;
    console::build(workspace)?;
    widget::build(workspace)?;
    let program = server::build(workspace, server::Profile::Release)?;
    let script = workspace.root.join("tests").join("bench").join("console.mjs");
    let mut measure = workspace.command("node");
    measure
        .arg(script)
        .env("CHROMIUM", chromium.browser)
        .env("CANYU_BIN", program);
    let said: Value = serde_json::from_str(&capture(&mut measure)?).context("the measurement is no JSON")?;
    println!(
        "{:<12} {:>14} {:>8} {:>14} {:>8}",
        "", "frame, median", "worst", "gap, median", "worst"
    );
    let mut is_fine = true;
    for queue in ["moderation", "review"] {
        let number = |pointer: &str| {
            let number = said.pointer(&format!("/{queue}/{pointer}")).and_then(Value::as_f64);
            number.with_context(|| format!("the measurement lacks {queue}/{pointer}"))
        };
        let worst = number("frame/worst")?.max(number("gap/worst")?);
        is_fine &= worst <= FRAME;
        println!(
            "{queue:<12} {:>14} {:>8} {:>14} {:>8}{}",
            number("frame/median")?,
            number("frame/worst")?,
            number("gap/median")?,
            number("gap/worst")?,
            if worst <= FRAME { "" } else { "   OVER 100" }
        );
    }
    Ok(if is_fine { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
