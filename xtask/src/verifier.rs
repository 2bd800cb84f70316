//! The check of a draw: its WebAssembly, the desk that the widget loads, the page `/verify`, and the folder that needs no server at all.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, Result, ensure};
use serde_json::{Map, Value, json};

use crate::{
    assembly::{self, Assembly, Built},
    dist::{Dist, replace},
    inputs::files_under,
    npm,
    process::timed,
    tools,
    widget::{BUNDLED, described, minified},
    workspace::Workspace,
};

/// The check itself.
const VERIFIER: Assembly = Assembly {
    package: "canyu-verifier",
    name: "canyu_verifier",
    program: "",
    is_guarded: false,
    inlining: 25,
};

/// The check of drand's rounds, which most draws need.
const BEACON: Assembly = Assembly {
    package: "canyu-beacon",
    name: "canyu_beacon",
    program: "",
    is_guarded: false,
    inlining: 25,
};

/// Adds everything that the server serves of it; returns what `files.json` says of it.
pub fn fill(workspace: &Workspace, dist: &mut Dist) -> Result<Value> {
    let built = assembly::build(workspace, &VERIFIER)?;
    let glue = minified(workspace, &built.glue, &["--format=esm", "--target=es2022"])?;
    let glue = dist.named("verifier", "js", glue.as_bytes())?;
    let wasm = dist.named("verifier", "wasm", &read(&built.wasm)?)?;
    let built = assembly::build(workspace, &BEACON)?;
    let beacon_glue = minified(workspace, &built.glue, &["--format=esm", "--target=es2022"])?;
    let beacon_glue = dist.named("beacon", "js", beacon_glue.as_bytes())?;
    let beacon = dist.named("beacon", "wasm", &read(&built.wasm)?)?;
    let mut words = Map::new();
    for (language, texts) in catalogues(workspace)? {
        let file = dist.named(&format!("check-{language}"), "json", texts.to_string().as_bytes())?;
        words.insert(language, described(&file));
    }
    let files = json!({
        "verifier": { "glue": glue.path, "wasm": described(&wasm) },
        "beacon": { "glue": beacon_glue.path, "wasm": described(&beacon) },
        "words": words,
    });
    let sources = copied(workspace, "desk")?;
    let define = format!("--define:DESK_FILES={files}");
    let fflate = fflate(workspace);
    let mut options = BUNDLED.to_vec();
    options.extend([define.as_str(), &fflate]);
    let desk = minified(workspace, &sources.join("draw.js"), &options)?;
    let desk = dist.named("desk", "js", desk.as_bytes())?;
    let page = minified(workspace, &sources.join("verify.js"), &options)?;
    let page = dist.named("verify", "js", page.as_bytes())?;
    let version = &workspace.version;
    dist.alias(version, "draw", &format!("export*from\"../{}\";\n", desk.path))?;
    dist.alias(version, "verify", &format!("import\"../{}\";\n", page.path))?;
    let mut list = files;
    if let Some(list) = list.as_object_mut() {
        list.insert("desk".to_owned(), desk.path.into());
        list.insert("page".to_owned(), page.path.into());
    }
    Ok(list)
}

/// `cargo xtask verifier`: the page in a folder that any web server can serve, and that can be opened from a disk: one script with all that
/// it needs.
pub fn folder(workspace: &Workspace) -> Result<PathBuf> {
    timed("[1/3] looking for what the build needs", || {
        tools::ensure_wasm_target(workspace)?;
        npm::ensure(workspace)
    })?;
    println!("[2/3] the check's WebAssembly");
    let verifier = assembly::build(workspace, &VERIFIER)?;
    let beacon = assembly::build(workspace, &BEACON)?;
    let folder = workspace.root.join("dist").join("verifier");
    timed("[3/3] putting everything into one script", || {
        let script = alone(workspace, &verifier, &beacon)?;
        replace(&folder.join("verify.js"), script.as_bytes())?;
        let page = read(&page_sources(workspace).join("index.html"))?;
        replace(&folder.join("index.html"), &page)
    })?;
    Ok(folder)
}

fn alone(workspace: &Workspace, verifier: &Built, beacon: &Built) -> Result<String> {
    let sources = copied(workspace, "folder")?;
    // The same modules, but for the one that fetches.
    let inside = fs::read_to_string(sources.join("assets.static.js")).context("reading assets.static.js")?;
    for (language, texts) in catalogues(workspace)? {
        replace(
            &sources.join(format!("words-{language}.json")),
            texts.to_string().as_bytes(),
        )?;
    }
    replace(&sources.join("assets.js"), inside.as_bytes())?;
    let alias = |name: &str, file: &Path| format!("--alias:{name}={}", file.display());
    let aliases = [
        fflate(workspace),
        alias("verifier-glue", &verifier.glue),
        alias("verifier-wasm", &verifier.wasm),
        alias("beacon-glue", &beacon.glue),
        alias("beacon-wasm", &beacon.wasm),
    ];
    let mut options = vec![
        "--bundle",
        "--format=iife",
        "--target=es2022",
        "--loader:.css=text",
        "--loader:.wasm=binary",
    ];
    options.extend(aliases.iter().map(String::as_str));
    minified(workspace, &sources.join("verify.js"), &options)
}

/// Where the copied sources find the one package they use.
fn fflate(workspace: &Workspace) -> String {
    let module = workspace.root.join("node_modules/fflate/esm/browser.js");
    format!("--alias:fflate={}", module.display())
}

fn page_sources(workspace: &Workspace) -> PathBuf {
    workspace.root.join("crates").join("verifier").join("page")
}

/// A copy of the page's sources, the style sheets minified: they go into the scripts as text, which esbuild leaves as it is.
fn copied(workspace: &Workspace, name: &str) -> Result<PathBuf> {
    let copy = workspace.target.join("widget").join(name);
    if copy.exists() {
        fs::remove_dir_all(&copy).with_context(|| format!("emptying {}", copy.display()))?;
    }
    let sources = page_sources(workspace);
    for file in files_under(&sources)? {
        let content = if file.extension().is_some_and(|end| end == "css") {
            minified(workspace, &file, &[])?.into_bytes()
        } else {
            read(&file)?
        };
        replace(&copy.join(file.strip_prefix(&sources)?), &content)?;
    }
    Ok(copy)
}

/// The words by their languages.
fn catalogues(workspace: &Workspace) -> Result<Vec<(String, Value)>> {
    let mut found = Vec::new();
    for file in files_under(&workspace.root.join("locales").join("verifier"))? {
        let texts =
            serde_json::from_slice(&read(&file)?).with_context(|| format!("{} is not valid JSON", file.display()))?;
        let language = file.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        found.push((language.to_owned(), texts));
    }
    ensure!(
        found.iter().any(|(language, _)| language == "en"),
        "locales/verifier has no en.json"
    );
    Ok(found)
}

fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("reading {}", path.display()))
}
