//! From `crates/console`, `style/console.css` and `locales/console/` to the files that the server embeds and serves under `/console/`.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, Result, ensure};
use serde_json::{Map, Value, json};

use crate::{
    assembly::{self, Assembly, Built},
    dist::{Dist, replace},
    inputs::{PIPELINE_VERSION, hash_of},
    npm,
    process::{self, capture, timed},
    tools,
    widget::{BUNDLED, is_current, minified},
    workspace::Workspace,
};

/// The console's programs. With the widget's inlining, so that both share one standard library and one Yew; it is built before the widget,
/// since what comes after that is built with other flags, for which Cargo forgets what it had.
const PROGRAMS: [Assembly; 4] = [
    program("desk"),
    program("editor"),
    program("figures"),
    program("office"),
];

const fn program(program: &'static str) -> Assembly {
    Assembly {
        package: "canyu-console",
        name: "canyu_console",
        program,
        is_guarded: true,
        inlining: 10,
    }
}

/// The languages that the console speaks.
const LANGUAGES: [&str; 3] = ["en", "zh-Hans", "zh-Hant"];

const SOURCES: [&str; 9] = [
    "crates/console",
    "crates/core",
    "style/console.css",
    "locales/console",
    "embed/gadgets/qr.js",
    "embed/gadgets/qrcode.js",
    "Cargo.lock",
    "package-lock.json",
    ".cargo/config.toml",
];

/// Builds the files where their sources have changed. Returns their folder.
pub fn build(workspace: &Workspace) -> Result<PathBuf> {
    let folder = workspace.console_dist();
    let stamp_file = folder.with_extension("stamp");
    let compiler = capture(process::cargo().arg("--version"))?;
    let stamp = hash_of(workspace, &SOURCES, &[PIPELINE_VERSION, &compiler])?;
    if is_current(&folder, &stamp_file, &stamp) {
        println!("the console is up to date");
        return Ok(folder);
    }
    timed("[1/3] looking for what the build needs", || {
        tools::ensure_wasm_target(workspace)?;
        npm::ensure(workspace)
    })?;
    println!("[2/3] the console's WebAssembly");
    let built = made(|program| assembly::build(workspace, program))?;
    let mut dist = Dist::new(folder.clone());
    timed("[3/3] minifying and compressing", || {
        fill(workspace, &built, &mut dist)?;
        dist.remove_outdated()
    })?;
    if built.iter().any(|(_, built)| built.is_second_best) {
        // So that the next build tries again.
        drop(fs::remove_file(&stamp_file));
    } else {
        replace(&stamp_file, format!("{stamp}{}", dist.list()).as_bytes())?;
    }
    Ok(folder)
}

/// `cargo xtask console --quick`: the same files, large and soon.
pub fn quick(workspace: &Workspace) -> Result<PathBuf> {
    let folder = workspace.console_dist();
    tools::ensure_wasm_target(workspace)?;
    npm::ensure(workspace)?;
    let built = made(|program| assembly::quick(workspace, program))?;
    // So that the next real build does not take these for its own.
    drop(fs::remove_file(folder.with_extension("stamp")));
    let mut dist = Dist::quick(folder.clone());
    timed("      minifying", || {
        fill(workspace, &built, &mut dist)?;
        dist.remove_outdated()
    })?;
    Ok(folder)
}

/// Each program by its name.
fn made(make: impl Fn(&Assembly) -> Result<Built>) -> Result<Vec<(&'static str, Built)>> {
    PROGRAMS
        .iter()
        .map(|program| Ok((program.program, make(program)?)))
        .collect()
}

fn fill(workspace: &Workspace, built: &[(&str, Built)], dist: &mut Dist) -> Result<()> {
    let page = workspace.root.join("crates").join("console").join("page");
    let mut programs = Map::new();
    for (name, built) in built {
        let wasm = dist.named(name, "wasm", &read(&built.wasm)?)?.path;
        let glue = minified(workspace, &built.glue, &BUNDLED)?;
        let glue = dist.named(name, "js", glue.as_bytes())?.path;
        let words = words(workspace, name, dist)?;
        programs.insert(
            (*name).to_owned(),
            json!({ "wasm": wasm, "glue": glue, "words": words }),
        );
    }
    let style = minified(workspace, &workspace.root.join("style").join("console.css"), &[])?;
    let style = dist.named("console", "css", style.as_bytes())?.path;
    // Needed by few, so it is fetched when somebody sets up his second factor.
    let qr = minified(workspace, &workspace.root.join("embed/gadgets/qr.js"), &BUNDLED)?;
    let qr = dist.named("qr", "js", qr.as_bytes())?.path;
    // Needed by who takes a figure along.
    let picture = minified(workspace, &page.join("picture.js"), &BUNDLED)?;
    let picture = dist.named("picture", "js", picture.as_bytes())?.path;
    // Needed by who looks at the tree of sharing.
    let tree = minified(workspace, &page.join("tree.js"), &BUNDLED)?;
    let tree = dist.named("tree", "js", tree.as_bytes())?.path;
    let files = json!({ "programs": programs, "qr": qr, "picture": picture, "tree": tree });
    let define = format!("--define:CONSOLE_FILES={files}");
    let mut options = BUNDLED.to_vec();
    options.push(define.as_str());
    let start = minified(workspace, &page.join("start.js"), &options)?;
    let start = dist.named("start", "js", start.as_bytes())?.path;
    let template = fs::read_to_string(page.join("index.html")).context("reading the console's index.html")?;
    dist.write(
        "index.html",
        filled(&template, &[("start", &start), ("style", &style)])?.as_bytes(),
    )?;
    let list = json!({ "index": "index.html", "start": start, "style": style, "programs": programs, "qr": qr, "picture": picture, "tree": tree });
    dist.write("files.json", format!("{list}\n").as_bytes())
}

/// A program's words by language: those that all programs say, and its own, in one file.
fn words(workspace: &Workspace, program: &str, dist: &mut Dist) -> Result<Map<String, Value>> {
    let folder = workspace.root.join("locales").join("console");
    let mut words = Map::new();
    for language in LANGUAGES {
        let mut all = Map::new();
        for folder in [&folder, &folder.join(program)] {
            let file = folder.join(format!("{language}.json"));
            let texts: Map<String, Value> = serde_json::from_slice(&read(&file)?)
                .with_context(|| format!("{} is not a list of texts", file.display()))?;
            all.extend(texts);
        }
        let all = Value::Object(all).to_string();
        let named = dist.named(&format!("{program}-{language}"), "json", all.as_bytes())?;
        words.insert(language.to_owned(), named.path.into());
    }
    Ok(words)
}

/// The page with the names of its files, which change with their content.
fn filled(template: &str, names: &[(&str, &str)]) -> Result<String> {
    let mut page = template.to_owned();
    for (place, name) in names {
        let place = format!("%{place}%");
        ensure!(page.contains(&place), "the console's index.html has no {place}");
        page = page.replace(&place, name);
    }
    Ok(page)
}

fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("reading {}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::filled;

    #[test]
    fn a_page_names_its_files_and_a_place_that_is_missing_is_noticed() {
        assert_eq!(filled("<a %b%>", &[("b", "c")]).unwrap(), "<a c>");
        assert!(filled("<a>", &[("b", "c")]).is_err());
    }
}
