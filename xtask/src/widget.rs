//! From `src/`, `style/`, `locales/` and `embed/` to the files that the server embeds and serves under `/embed/`.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, Result, ensure};
use serde_json::{Value, json};
use wasm_bindgen_cli_support::Bindgen;

use crate::{
    dist::{Dist, Named, integrity, replace},
    inputs::{files_under, hex, stamp},
    npm,
    process::{self, capture, timed},
    tools,
    workspace::Workspace,
};

/// What Rust's own `wasm32-unknown-unknown` makes use of.
const WASM_FEATURES: [&str; 7] = [
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// Builds the files where their sources have changed. Returns their folder.
pub fn build(workspace: &Workspace) -> Result<PathBuf> {
    let folder = workspace.dist();
    let stamp_file = folder.with_extension("stamp");
    let stamp = stamp(workspace)?;
    if is_current(&folder, &stamp_file, &stamp) {
        println!("the widget is up to date");
        return Ok(folder);
    }
    timed("[1/6] looking for what the build needs", || {
        tools::ensure_wasm_target(workspace)?;
        npm::ensure(workspace)
    })?;
    let compiled = timed("[2/6] compiling the widget (about a minute the first time)", || {
        compile(workspace)
    })?;
    let scratch = workspace.target.join("widget").join("bindings");
    let fresh = hex(&fs::read(&compiled).with_context(|| format!("reading {}", compiled.display()))?);
    if fs::read_to_string(scratch.join("stamp")).is_ok_and(|found| found == fresh) {
        println!("[3/6] the WebAssembly is the same as before");
    } else {
        timed("[3/6] making the bindings", || bind(&compiled, &scratch))?;
        timed("[4/6] making the WebAssembly smaller", || shrink(workspace, &scratch))?;
        replace(&scratch.join("stamp"), fresh.as_bytes())?;
    }
    let mut dist = Dist::new(folder.clone());
    timed("[5/6] minifying and compressing", || {
        fill(workspace, &scratch, &mut dist)
    })?;
    timed("[6/6] removing outdated files", || dist.remove_outdated())?;
    replace(&stamp_file, format!("{stamp}{}", dist.list()).as_bytes())?;
    Ok(folder)
}

/// The stamp file holds the hash of the sources and the list of the files made of them.
fn is_current(folder: &Path, stamp_file: &Path, stamp: &str) -> bool {
    let Ok(written) = fs::read_to_string(stamp_file) else {
        return false;
    };
    let Some(files) = written.strip_prefix(stamp) else {
        return false;
    };
    !files.is_empty() && files.lines().all(|file| folder.join(file).is_file())
}

/// Measured on the widget: 3 KB less (brotli) than the default; 12 and 40 are worse.
const INLINING: &str = "-Cllvm-args=--inline-threshold=25";

fn compile(workspace: &Workspace) -> Result<PathBuf> {
    let target = "wasm32-unknown-unknown";
    let mut build = workspace.cargo();
    // `rustc` with one crate type: with the library's two, Cargo leaves out the optimisation at link time, and the widget is a
    // quarter larger.
    build.args(["rustc", "--profile", "widget", "--target", target]);
    build.args(["-p", "canyu", "--lib", "--crate-type", "cdylib"]);
    let flags = format!("{} {INLINING}", tools::without_paths()?);
    build.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", flags.trim());
    process::run(&mut build)?;
    Ok(workspace.target.join(target).join("widget").join("canyu.wasm"))
}

fn bind(compiled: &Path, scratch: &Path) -> Result<()> {
    if scratch.exists() {
        fs::remove_dir_all(scratch).with_context(|| format!("emptying {}", scratch.display()))?;
    }
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(compiled)
        .out_name("canyu")
        .typescript(false)
        .omit_default_module_path(true);
    bindgen
        .web(true)?
        .generate(scratch)
        .context("wasm-bindgen refuses the compiled widget")?;
    // `import` statements in the glue would need more files than the shell is told of.
    ensure!(
        !scratch.join("snippets").exists(),
        "the widget brings JavaScript snippets, which are not served"
    );
    Ok(())
}

fn shrink(workspace: &Workspace, scratch: &Path) -> Result<()> {
    let mut optimise = workspace.npm_program("wasm-opt");
    optimise
        .args(WASM_FEATURES)
        .arg("-Oz")
        .arg(scratch.join("canyu_bg.wasm"));
    process::run(optimise.arg("-o").arg(scratch.join("canyu.wasm")))
}

fn fill(workspace: &Workspace, scratch: &Path, dist: &mut Dist) -> Result<()> {
    let read = |path: PathBuf| fs::read(&path).with_context(|| format!("reading {}", path.display()));
    let glue = minified(
        workspace,
        &scratch.join("canyu.js"),
        &["--format=esm", "--target=es2022"],
    )?;
    let glue = dist.named("canyu", "js", glue.as_bytes())?;
    let wasm = dist.named("canyu", "wasm", &read(scratch.join("canyu.wasm"))?)?;
    let style = minified(workspace, &workspace.root.join("style").join("widget.css"), &[])?;
    let style = dist.named("widget", "css", style.as_bytes())?;
    let mut locales = BTreeMap::new();
    for file in files_under(&workspace.root.join("locales"))? {
        let Some(language) = language_of(&file) else { continue };
        let texts: Value = serde_json::from_slice(&read(file.clone())?)
            .with_context(|| format!("{} is not valid JSON", file.display()))?;
        locales.insert(
            language.clone(),
            described(&dist.named(&language, "json", texts.to_string().as_bytes())?),
        );
    }
    let files = json!({
        "glue": glue.path, "wasm": described(&wasm), "style": described(&style), "locales": locales,
    });
    // Needed only where the widget cannot be shown, so it is not part of what every fan fetches.
    let bundled = ["--bundle", "--format=esm", "--target=es2022"];
    let trouble = minified(workspace, &workspace.root.join("embed").join("trouble.js"), &bundled)?;
    let trouble = dist.named("trouble", "js", trouble.as_bytes())?;
    let shell = shell(workspace, &files, &trouble)?;
    dist.write("v1/canyu.js", shell.as_bytes())?;
    dist.write(&format!("{}/canyu.js", workspace.version), shell.as_bytes())?;
    let mut list = files;
    if let Some(list) = list.as_object_mut() {
        list.insert("version".to_owned(), workspace.version.clone().into());
        list.insert("integrity".to_owned(), integrity(shell.as_bytes()).into());
    }
    dist.write("files.json", format!("{list}\n").as_bytes())
}

/// The language of a locale file that has to be fetched; English is compiled into the widget.
fn language_of(file: &Path) -> Option<String> {
    let language = file.file_name()?.to_str()?.strip_suffix(".json")?;
    (language != "en").then(|| language.to_owned())
}

fn described(file: &Named) -> Value {
    json!({ "path": file.path, "integrity": file.integrity })
}

/// The shell in one file, told of the files it loads. esbuild does not fold `typeof` of a defined object, so that test is
/// answered in a copy of the sources; the development branch is then dead, and dropped.
fn shell(workspace: &Workspace, files: &Value, trouble: &Named) -> Result<String> {
    let copy = workspace.target.join("widget").join("shell");
    if copy.exists() {
        fs::remove_dir_all(&copy).with_context(|| format!("emptying {}", copy.display()))?;
    }
    let sources = workspace.root.join("embed");
    let mut is_told = false;
    for file in files_under(&sources)?
        .iter()
        .filter(|file| file.extension().is_some_and(|end| end == "js"))
    {
        let source = fs::read_to_string(file).with_context(|| format!("reading {}", file.display()))?;
        is_told |= source.contains("typeof CANYU_FILES");
        let told = source
            .replace("typeof CANYU_FILES", "\"object\"")
            .replace("./trouble.js", &format!("../{}", trouble.path));
        replace(&copy.join(file.strip_prefix(&sources)?), told.as_bytes())?;
    }
    ensure!(
        is_told,
        "no file in {} asks for `typeof CANYU_FILES`",
        sources.display()
    );
    let define = format!("--define:CANYU_FILES={files}");
    let options = [
        "--bundle",
        "--format=esm",
        "--target=es2022",
        "--external:../files/*",
        &define,
    ];
    let shell = minified(workspace, &copy.join("canyu.js"), &options)?;
    // esbuild keeps a name that it did not replace, so this one is left only where the shell would look for it in vain.
    ensure!(
        !shell.contains("CANYU_FILES"),
        "the minified shell still asks for CANYU_FILES"
    );
    ensure!(
        shell.contains(&trouble.path),
        "the shell does not ask for embed/trouble.js"
    );
    ensure!(
        !shell.contains("document.baseURI}"),
        "the shell's branch for development is not dropped"
    );
    Ok(shell)
}

fn minified(workspace: &Workspace, file: &Path, options: &[&str]) -> Result<String> {
    let mut esbuild = workspace.npm_program("esbuild");
    esbuild.arg(file).args([
        "--minify",
        "--legal-comments=none",
        "--charset=utf8",
        "--log-level=warning",
    ]);
    capture(esbuild.args(options)).with_context(|| format!("minifying {}", file.display()))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::language_of;

    #[test]
    fn english_is_compiled_in_and_not_fetched() {
        assert_eq!(
            language_of(Path::new("locales/zh-Hans.json")).as_deref(),
            Some("zh-Hans")
        );
        assert_eq!(language_of(Path::new("locales/en.json")), None);
        assert_eq!(language_of(Path::new("locales/README.md")), None);
    }
}
