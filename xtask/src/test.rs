//! `cargo xtask test`: every stage is reported, whatever the stages before it came to.

use std::{path::PathBuf, process::ExitCode, time::Instant};

use anyhow::{Context as _, Result, bail};

use crate::{
    browser, console,
    counts::{self, Counts},
    npm,
    process::{self, capture},
    server, tools, verifier, widget,
    workspace::Workspace,
};

const WASM: &str = "wasm32-unknown-unknown";

/// What the fan's browser has to be spared: a database, an async runtime, a web server, our own server.
const KEPT_OUT_OF_THE_WIDGET: [&str; 7] = [
    "sqlx",
    "tokio",
    "axum",
    "hyper",
    "reqwest",
    "libsqlite3",
    "canyu-server",
];

/// Which stages to run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Selection {
    /// All of them.
    All,
    /// Format, clippy, dependency arrows.
    Lint,
    /// `cargo test`.
    Native,
    /// The widget's tests in a browser.
    Browser,
    /// The whole from end to end.
    EndToEnd,
}

impl Selection {
    /// Reads the command line's options.
    pub fn parse(arguments: &[String]) -> Result<Self> {
        let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
        Ok(match words.as_slice() {
            [] => Self::All,
            ["--only", "lint"] => Self::Lint,
            ["--only", "native"] => Self::Native,
            ["--only", "browser"] => Self::Browser,
            ["--only", "e2e"] => Self::EndToEnd,
            _ => bail!("only `--only native`, `--only browser`, `--only e2e` or `--only lint` can stand here"),
        })
    }

    fn has(self, stage: Self) -> bool {
        self == Self::All || self == stage
    }
}

/// Runs the stages; the last line printed is `N passed, N failed`.
pub fn run(workspace: &Workspace, selection: Selection) -> Result<ExitCode> {
    let mut report = Report::default();
    if selection.has(Selection::Lint) {
        report.preparation("rustfmt and clippy", || tools::ensure_components(workspace));
        report.check("format", || {
            process::run(workspace.cargo().args(["fmt", "--all", "--check"]))
        });
        report.check("clippy, host", || clippy(workspace, &["--workspace"]));
        report.check("clippy, wasm32", || {
            tools::ensure_wasm_target(workspace)?;
            clippy(
                workspace,
                &[
                    "-p",
                    "canyu",
                    "-p",
                    "canyu-verifier",
                    "-p",
                    "canyu-beacon",
                    "-p",
                    "canyu-console",
                    "--target",
                    WASM,
                ],
            )
        });
        // Nothing that runs in a browser uses it yet; its tests are not made for one.
        report.check("statistics, wasm32", || {
            process::run(
                workspace
                    .cargo()
                    .args(["check", "-p", "canyu-spread", "--target", WASM]),
            )
        });
        report.check("dependency arrows", || arrows(workspace));
    }
    let mut program = None;
    if selection.has(Selection::Native) || selection.has(Selection::EndToEnd) {
        report.preparation("the console", || console::build(workspace).map(drop));
        report.preparation("the widget", || widget::build(workspace).map(drop));
    }
    if selection.has(Selection::EndToEnd) {
        report.preparation("the server", || {
            let is_all = selection == Selection::All;
            let profile = if is_all {
                server::Profile::WithTests
            } else {
                server::Profile::Dev
            };
            program = Some(server::build(workspace, profile)?);
            Ok(())
        });
        report.preparation("the page without a server", || verifier::folder(workspace).map(drop));
    }
    if selection.has(Selection::Native) {
        report.tests("native tests", || native(workspace));
    }
    if selection.has(Selection::Browser) {
        report.tests("browser tests", || browser::wasm(workspace));
    }
    if selection.has(Selection::EndToEnd) {
        report.tests("end-to-end tests", || end_to_end(workspace, program));
    }
    Ok(report.close())
}

fn clippy(workspace: &Workspace, what: &[&str]) -> Result<()> {
    let mut command = workspace.cargo();
    command
        .arg("clippy")
        .args(what)
        .args(["--all-targets", "--", "-D", "warnings"]);
    process::run(&mut command)
}

fn arrows(workspace: &Workspace) -> Result<()> {
    for arguments in [
        &["-p", "canyu-core", "--no-default-features"][..],
        &["-p", "canyu", "--target", WASM][..],
        &["-p", "canyu-verifier", "--target", WASM][..],
        &["-p", "canyu-beacon", "--target", WASM][..],
        &["-p", "canyu-console", "--target", WASM][..],
        &["-p", "canyu-spread", "--target", WASM][..],
        &["-p", "fairdraw", "--all-features"][..],
    ] {
        let mut command = workspace.cargo();
        command
            .args(["tree", "--edges", "normal", "--prefix", "none", "--format", "{p}"])
            .args(arguments);
        let tree = capture(&mut command)?;
        if let Some(found) = forbidden(&tree) {
            bail!(
                "`{found}` is in the tree of `{}`, which runs in a browser",
                arguments.join(" ")
            );
        }
    }
    Ok(())
}

fn forbidden(tree: &str) -> Option<&str> {
    let mut names = tree.lines().filter_map(|line| line.split_whitespace().next());
    names.find(|name| {
        let is = |kept_out: &&str| name == kept_out || name.strip_prefix(*kept_out).is_some_and(|r| r.starts_with('-'));
        KEPT_OUT_OF_THE_WIDGET.iter().any(is)
    })
}

fn native(workspace: &Workspace) -> Result<Counts> {
    // The tests of mail talk to an SMTP server from npm.
    npm::ensure(workspace)?;
    let mut command = workspace.cargo();
    command.args(["test", "--workspace", "--no-fail-fast"]);
    let (status, printed) = process::tee(&mut command)?;
    browser::finished(status.success(), counts::of_cargo(&printed))
}

fn end_to_end(workspace: &Workspace, program: Option<PathBuf>) -> Result<Counts> {
    browser::end_to_end(workspace, &program.context("the server could not be built")?)
}

/// What the stages came to.
#[derive(Default)]
struct Report {
    total: Counts,
    lines: Vec<String>,
}

impl Report {
    /// A check counts as one test.
    fn check(&mut self, name: &str, work: impl FnOnce() -> Result<()>) {
        self.stage(name, || work().map(|()| Counts { passed: 1, failed: 0 }));
    }

    /// What later stages need counts only when it fails.
    fn preparation(&mut self, name: &str, work: impl FnOnce() -> Result<()>) {
        self.stage(name, || work().map(|()| Counts::default()));
    }

    fn tests(&mut self, name: &str, work: impl FnOnce() -> Result<Counts>) {
        self.stage(name, work);
    }

    /// A stage that cannot run has failed.
    fn stage(&mut self, name: &str, work: impl FnOnce() -> Result<Counts>) {
        println!("\n== {name}");
        let start = Instant::now();
        let counts = work().unwrap_or_else(|error| {
            println!("{name} failed: {error:#}");
            Counts { passed: 0, failed: 1 }
        });
        let verdict = if counts.failed == 0 { "ok" } else { "FAILED" };
        let seconds = start.elapsed().as_secs_f64();
        println!("== {name}: {verdict}, {seconds:.1} s");
        let tests = if counts == Counts::default() {
            String::new()
        } else {
            format!("{} passed, {} failed", counts.passed, counts.failed)
        };
        self.lines
            .push(format!("  {verdict:<7}{name:<20}{seconds:>8.1} s   {tests}"));
        self.total += counts;
    }

    fn close(self) -> ExitCode {
        println!();
        for line in &self.lines {
            println!("{}", line.trim_end());
        }
        println!("\n{} passed, {} failed", self.total.passed, self.total.failed);
        if self.total.failed == 0 {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Counts, Report, Selection, forbidden};

    #[test]
    fn a_database_in_the_tree_is_found_under_any_of_its_names() {
        assert_eq!(
            forbidden("canyu-core v0.1.0\nserde v1.0.0\nsqlx-core v0.9.0"),
            Some("sqlx-core")
        );
        assert_eq!(forbidden("canyu-core v0.1.0\ntokio v1.0.0"), Some("tokio"));
        assert_eq!(forbidden("canyu v0.1.0\ncanyu-core v0.1.0\nyew v0.23.0"), None);
    }

    #[test]
    fn a_stage_that_cannot_run_has_failed() {
        let mut report = Report::default();
        report.check("fine", || Ok(()));
        report.tests("cannot run", || anyhow::bail!("no browser"));
        assert_eq!(report.total, Counts { passed: 1, failed: 1 });
    }

    #[test]
    fn an_unknown_stage_is_refused() {
        assert_eq!(Selection::parse(&[]).unwrap(), Selection::All);
        assert!(Selection::parse(&["--only".to_owned(), "everything".to_owned()]).is_err());
    }
}
