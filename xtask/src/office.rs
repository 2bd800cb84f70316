//! The spreadsheet that opens workbooks in the tests: Debian's package, installed where it is missing.

use std::path::PathBuf;

use anyhow::{Context as _, Result};

use crate::{apt, process::find, workspace::Workspace};

/// Finds `soffice`, and installs it where it is missing.
pub fn ensure(workspace: &Workspace) -> Result<PathBuf> {
    if let Some(office) = find("soffice") {
        return Ok(office);
    }
    apt::install(
        workspace,
        "a spreadsheet that opens workbooks",
        &["libreoffice-calc-nogui"],
    )?;
    find("soffice").context("LibreOffice is still not there: `soffice` is not on PATH")
}
