//! The browser of the tests, its driver, and letters for Chinese: Debian's packages, installed where they are missing.

use std::{
    env,
    path::{Path, PathBuf},
};

use anyhow::{Result, bail};

use crate::{
    apt,
    process::{capture, find},
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
        apt::install(workspace, "Chromium, its driver and a Chinese font", &missing)?;
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
