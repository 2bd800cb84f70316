//! The browser of the tests, its driver, and letters for Chinese: Debian's packages, installed where they are missing.

use std::{
    env,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, Result, bail};

use crate::{
    process::{self, capture, exists, find},
    workspace::Workspace,
};

/// The programs that the browser tests take.
pub struct Chromium {
    /// The browser.
    pub browser: PathBuf,
    /// The browser's WebDriver.
    pub driver: PathBuf,
}

/// Finds the programs (`CHROMIUM` and `CHROMEDRIVER` come first), and installs what is missing.
pub fn ensure(workspace: &Workspace) -> Result<Chromium> {
    let mut missing = Vec::new();
    if browser().is_none() {
        missing.push("chromium");
    }
    if driver().is_none() {
        missing.push("chromium-driver");
    }
    if !shows_chinese(workspace) {
        missing.push("fonts-noto-cjk");
    }
    if !missing.is_empty() {
        install(workspace, &missing)?;
    }
    match (browser(), driver()) {
        (Some(browser), Some(driver)) => Ok(Chromium { browser, driver }),
        _ => bail!("Chromium or its driver is still not there; name them by CHROMIUM and CHROMEDRIVER"),
    }
}

fn browser() -> Option<PathBuf> {
    named("CHROMIUM").or_else(|| find("chromium"))
}

fn driver() -> Option<PathBuf> {
    named("CHROMEDRIVER").or_else(|| find("chromedriver"))
}

fn named(variable: &str) -> Option<PathBuf> {
    env::var_os(variable).map(PathBuf::from).filter(|path| path.is_file())
}

fn shows_chinese(workspace: &Workspace) -> bool {
    Path::new("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc").is_file()
        || capture(workspace.command("fc-list").arg(":lang=zh")).is_ok_and(|list| !list.trim().is_empty())
}

fn install(workspace: &Workspace, packages: &[&str]) -> Result<()> {
    let names = packages.join(" ");
    let by_hand = format!("the tests need {names}; install by hand: sudo apt-get install {names}");
    if !exists("apt-get") {
        bail!(
            "the tests need Chromium, its driver and a Chinese font, and there is no apt-get to install {names} with"
        );
    }
    println!("      installing {names} with apt-get");
    let is_root = capture(workspace.command("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
    let apt = |arguments: &[&str]| {
        let mut command = if is_root {
            workspace.command("apt-get")
        } else {
            let mut command = workspace.command("sudo");
            command.args(["-n", "DEBIAN_FRONTEND=noninteractive", "apt-get"]);
            command
        };
        command.env("DEBIAN_FRONTEND", "noninteractive").args(arguments);
        process::run(&mut command)
    };
    apt(&["update", "-qq"]).with_context(|| by_hand.clone())?;
    let mut arguments = vec!["install", "-qq", "-y", "--no-install-recommends"];
    arguments.extend(packages);
    apt(&arguments).context(by_hand)
}
