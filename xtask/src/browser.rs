//! The tests that run in a browser: the widget's own, and those of the whole from end to end.

use std::{env, path::Path};

use anyhow::{Context as _, Result, ensure};
use serde_json::json;

use crate::{
    chromium,
    counts::{self, Counts},
    dist::replace,
    inputs::files_under,
    npm, office, process, tools,
    workspace::Workspace,
};

/// The widget's tests, compiled to WebAssembly, in headless Chromium.
pub fn wasm(workspace: &Workspace) -> Result<Counts> {
    let chromium = chromium::ensure(workspace)?;
    tools::ensure_wasm_target(workspace)?;
    let runner = tools::ensure_wasm_bindgen(workspace)?.join("wasm-bindgen-test-runner");
    let capabilities = workspace.target.join("webdriver.json");
    // Without a sandbox, because Chromium has none for root; only pages of this repository are opened.
    let arguments = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--no-first-run",
    ];
    let options = json!({ "goog:chromeOptions": { "args": arguments, "binary": chromium.browser } });
    replace(&capabilities, options.to_string().as_bytes())?;
    let mut test = workspace.cargo();
    test.args([
        "test",
        "--no-fail-fast",
        "-p",
        "canyu",
        "--target",
        "wasm32-unknown-unknown",
    ])
    .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner)
    .env("CHROMEDRIVER", chromium.driver)
    .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", capabilities)
    .env(
        "WASM_BINDGEN_TEST_TIMEOUT",
        env::var("WASM_BINDGEN_TEST_TIMEOUT").unwrap_or_else(|_| "120".to_owned()),
    );
    let (status, printed) = process::tee(&mut test)?;
    finished(status.success(), counts::of_cargo(&printed))
}

/// The end-to-end tests: the real server, a host page on another origin, a real browser.
pub fn end_to_end(workspace: &Workspace, program: &Path) -> Result<Counts> {
    let chromium = chromium::ensure(workspace)?;
    let office = office::ensure(workspace)?;
    npm::ensure(workspace)?;
    let mut files = files_under(&workspace.root.join("tests").join("e2e"))?;
    files.retain(|file| file.to_string_lossy().ends_with(".test.mjs"));
    ensure!(!files.is_empty(), "there is no tests/e2e/*.test.mjs");
    let mut test = workspace.command("node");
    test.args([
        "--test",
        "--test-concurrency=1",
        "--test-reporter=spec",
        "--test-timeout=900000",
    ])
    .args(&files)
    .env("CANYU_BIN", program)
    .env("CHROMIUM", chromium.browser)
    .env("SOFFICE", office);
    let (status, printed) = process::tee(&mut test).context("running node's tests")?;
    finished(status.success(), counts::of_node(&printed))
}

/// A runner that fails without naming a test, or that runs none, has failed all the same.
pub fn finished(is_success: bool, mut counts: Counts) -> Result<Counts> {
    if !is_success && counts.failed == 0 {
        println!("the tests could not be run to their end");
        counts.failed = 1;
    }
    ensure!(counts != Counts::default(), "no test was run");
    Ok(counts)
}

#[cfg(test)]
mod tests {
    use super::{Counts, finished};

    #[test]
    fn a_runner_that_breaks_off_counts_as_a_failure() {
        let passed = Counts { passed: 3, failed: 0 };
        assert_eq!(finished(true, passed).unwrap(), passed);
        assert_eq!(finished(false, passed).unwrap(), Counts { passed: 3, failed: 1 });
        assert!(finished(true, Counts::default()).is_err());
    }
}
