//! What a page of statistics costs with ever more events of the same distribution: it should cost as much with a hundred million as with one.

use std::{fs, process::ExitCode};

use anyhow::{Context as _, Result, bail};

use crate::{process, workspace::Workspace};

/// How many events.
const SIZES: [&str; 2] = ["1000000", "10000000"];
/// And with `--full`: the counts alone, some 5 gigabytes of disk.
const LARGEST: &str = "100000000";

/// Measures, and prints what came out.
pub fn run(workspace: &Workspace, rest: &[String]) -> Result<ExitCode> {
    let sizes: Vec<&str> = match rest {
        [] => SIZES.to_vec(),
        [full] if full == "--full" => SIZES.into_iter().chain([LARGEST]).collect(),
        [other, ..] => bail!("`{other}` is not an option of `bench stats`; there is `--full`"),
    };
    let folder = workspace.target.join("bench").join("stats");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder).with_context(|| format!("making {}", folder.display()))?;
    let mut measure = workspace.cargo();
    measure.args([
        "run",
        "--release",
        "-p",
        "canyu-server",
        "--example",
        "statistics",
        "--",
    ]);
    process::run(measure.arg(&folder).args(sizes))?;
    fs::remove_dir_all(&folder)?;
    Ok(ExitCode::SUCCESS)
}
