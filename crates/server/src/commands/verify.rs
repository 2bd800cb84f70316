//! `canyu verify`: checks the files of a draw, off the organiser's server and without its database.

mod bundle;
mod said;

use crate::settings::SettingsFile;
use anyhow::{Context as _, bail};
use bundle::Bundle;
use fairdraw::{
    key::Dalek,
    verify::{Audit, Fault, Files, LIMITS, Mine, Options, Outcome, Report, verify},
};
use std::{
    fs::File,
    io::Read as _,
    path::{Path, PathBuf},
    process::ExitCode,
};

/// A receipt with everything that a browser keeps is a few kilobytes.
const RECEIPT: u64 = 4 << 20;

/// Check a draw: the files that its organiser published, as a folder or a zip of it.
///
/// Prints a line a check. Exit code 0: nothing is wrong; 1: something is; 2: the files cannot be read.
#[derive(Debug, clap::Args)]
pub struct Verify {
    /// The folder, or the zip
    path: PathBuf,
    /// Let a manifest without a key pass: who published the files is then not proven
    #[arg(long)]
    allow_unsigned: bool,
    /// What the widget kept for you ("Save my receipt"): checks that your tickets are in the draw
    #[arg(long, value_name = "FILE")]
    receipt: Option<PathBuf>,
}

impl Verify {
    #[expect(clippy::unused_async, reason = "as the other commands")]
    pub(super) async fn run(self, _settings: &SettingsFile) -> anyhow::Result<ExitCode> {
        let mine = self.receipt.as_deref().map(receipt).transpose()?;
        let options = Options {
            allow_unsigned: self.allow_unsigned,
        };
        let report = check(&self.path, mine.as_ref(), options)?;
        for finding in &report.findings {
            println!("{}", said::line(finding));
        }
        println!("\n{}", said::sum(&report));
        Ok(exit_code(&report))
    }
}

/// Reads a bundle and checks it. The list is read as it is checked, however long it is.
fn check(path: &Path, mine: Option<&Mine>, options: Options) -> anyhow::Result<Report> {
    let mut bundle = Bundle::open(path)?;
    let mut contents = Vec::new();
    for (name, limit) in LIMITS {
        if let Some(bytes) = bundle.read(name, limit)? {
            contents.push((name, bytes));
        }
    }
    let mut files = Files::default();
    for (name, bytes) in &contents {
        if let Some(slot) = files.slot(name) {
            *slot = Some(bytes);
        }
    }
    if files.manifest.is_none() {
        bail!("there is no manifest.json in {}", path.display());
    }
    let mut audit = Audit::new(&files, mine);
    let is_there = bundle.stream("roll.bin", &mut |piece| audit.feed(piece))?;
    let audited = is_there.then(|| audit.finish());
    Ok(verify(&files, mine, audited.as_ref(), options, &Dalek))
}

fn receipt(path: &Path) -> anyhow::Result<Mine> {
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(RECEIPT).read_to_end(&mut bytes))
        .with_context(|| format!("cannot read {}", path.display()))?;
    Mine::from_json(&bytes).with_context(|| format!("{} is not a receipt", path.display()))
}

/// 1 where something that could be read is wrong, 2 where only files are that could not.
fn exit_code(report: &Report) -> ExitCode {
    let mut faults = report.findings.iter().filter_map(|finding| match finding.outcome {
        Outcome::Failed(fault) => Some(fault),
        _ => None,
    });
    if report.holds() {
        ExitCode::SUCCESS
    } else if faults.all(|fault| matches!(fault, Fault::Json(_) | Fault::NotText | Fault::Missing)) {
        ExitCode::from(2)
    } else {
        ExitCode::from(1)
    }
}
