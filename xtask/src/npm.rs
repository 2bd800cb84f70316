//! The few packages from npm that building and testing take: `package-lock.json` pins them.

use std::fs;

use anyhow::{Context as _, Result, bail};

use crate::{
    inputs,
    process::{self, capture},
    workspace::Workspace,
};

const OLDEST_NODE: u32 = 20;

/// Installs them where `node_modules` is not what `package-lock.json` says. Says nothing when there is nothing to do.
pub fn ensure(workspace: &Workspace) -> Result<()> {
    node_is_new_enough(workspace)?;
    let lock = workspace.root.join("package-lock.json");
    let wanted = inputs::hex(&fs::read(&lock).with_context(|| format!("reading {}", lock.display()))?);
    let stamp = workspace.root.join("node_modules").join(".canyu-lock");
    if fs::read_to_string(&stamp).is_ok_and(|found| found == wanted) {
        return Ok(());
    }
    println!(
        "      installing binaryen, esbuild, playwright-core, axe-core, smtp-server, postal-mime and DuckDB with `npm ci`"
    );
    process::run(
        workspace
            .command("npm")
            .args(["ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"]),
    )
    .context("the packages from npm could not be installed; run `npm ci` by hand to see why")?;
    fs::write(&stamp, wanted).with_context(|| format!("writing {}", stamp.display()))
}

fn node_is_new_enough(workspace: &Workspace) -> Result<()> {
    let printed = capture(workspace.command("node").arg("--version"))
        .with_context(|| format!("Node.js {OLDEST_NODE} or newer is needed, and `node` could not be run"))?;
    let major = printed
        .trim()
        .trim_start_matches('v')
        .split('.')
        .next()
        .and_then(|text| text.parse::<u32>().ok());
    match major {
        Some(major) if major >= OLDEST_NODE => Ok(()),
        _ => bail!(
            "Node.js {OLDEST_NODE} or newer is needed; `node --version` says {}",
            printed.trim()
        ),
    }
}
