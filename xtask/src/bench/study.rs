//! How much memory the server takes where everybody of a large campaign is looked at together: a study, and the scoring of trust.

use std::{fs, process::ExitCode};

use anyhow::{Context as _, Result, bail};

use crate::{process, workspace::Workspace};

/// How many people.
const PEOPLE: &str = "1000000";

/// Measures, and prints what came out.
pub fn run(workspace: &Workspace, rest: &[String]) -> Result<ExitCode> {
    let profile: &[&str] = match rest {
        [] => &["--release"],
        [quick] if quick == "--quick" => &[],
        [other, ..] => bail!("`{other}` is not an option of `bench study`; there is `--quick`"),
    };
    let folder = workspace.target.join("bench").join("study");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder).with_context(|| format!("making {}", folder.display()))?;
    let mut measure = workspace.cargo();
    measure.arg("run").args(profile);
    measure.args(["-p", "canyu-server", "--example", "study", "--"]);
    process::run(measure.arg(&folder).arg(PEOPLE))?;
    fs::remove_dir_all(&folder)?;
    Ok(ExitCode::SUCCESS)
}
