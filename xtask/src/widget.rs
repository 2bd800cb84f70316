//! From `src/`, `style/`, `locales/` and `embed/` to the files that the server embeds and serves under `/embed/`.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, Result, ensure};
use serde_json::{Map, Value, json};

use crate::{
    assembly::{self, Assembly, Built},
    dist::{Dist, Named, integrity, replace},
    inputs::{files_under, stamp},
    npm,
    process::{capture, timed},
    tools, verifier,
    workspace::Workspace,
};

/// The widget itself.
const WIDGET: Assembly = Assembly {
    package: "canyu",
    name: "canyu",
    program: "",
    is_guarded: true,
    inlining: 10,
};

/// What stands in `data-gadget`, besides the draw's desk.
const GADGETS: [&str; 8] = ["qr", "seal", "board", "photo", "proof", "poster", "friends", "mine"];

/// A script in one file with everything it imports, style sheets as text.
pub const BUNDLED: [&str; 4] = ["--bundle", "--format=esm", "--target=es2022", "--loader:.css=text"];

/// Builds the files where their sources have changed. Returns their folder.
pub fn build(workspace: &Workspace) -> Result<PathBuf> {
    let folder = workspace.dist();
    let stamp_file = folder.with_extension("stamp");
    let stamp = stamp(workspace)?;
    if is_current(&folder, &stamp_file, &stamp) {
        println!("the widget is up to date");
        return Ok(folder);
    }
    timed("[1/4] looking for what the build needs", || {
        tools::ensure_wasm_target(workspace)?;
        npm::ensure(workspace)
    })?;
    println!("[2/4] the widget's WebAssembly");
    let built = assembly::build(workspace, &WIDGET)?;
    let mut dist = Dist::new(folder.clone());
    timed("[3/4] minifying and compressing", || fill(workspace, &built, &mut dist))?;
    timed("[4/4] removing outdated files", || dist.remove_outdated())?;
    if built.is_second_best {
        // So that the next build tries again.
        drop(fs::remove_file(&stamp_file));
    } else {
        replace(&stamp_file, format!("{stamp}{}", dist.list()).as_bytes())?;
    }
    Ok(folder)
}

/// The stamp file holds the hash of the sources and the list of the files made of them.
pub fn is_current(folder: &Path, stamp_file: &Path, stamp: &str) -> bool {
    let Ok(written) = fs::read_to_string(stamp_file) else {
        return false;
    };
    let Some(files) = written.strip_prefix(stamp) else {
        return false;
    };
    !files.is_empty() && files.lines().all(|file| folder.join(file).is_file())
}

fn fill(workspace: &Workspace, built: &Built, dist: &mut Dist) -> Result<()> {
    let read = |path: PathBuf| fs::read(&path).with_context(|| format!("reading {}", path.display()));
    let glue = minified(workspace, &built.glue, &["--format=esm", "--target=es2022"])?;
    let glue = dist.named("canyu", "js", glue.as_bytes())?;
    let wasm = dist.named("canyu", "wasm", &read(built.wasm.clone())?)?;
    let style = minified(workspace, &workspace.root.join("style").join("widget.css"), &[])?;
    let style = dist.named("widget", "css", style.as_bytes())?;
    let mut locales = BTreeMap::new();
    let folder = workspace.root.join("locales");
    for file in files_under(&folder)? {
        let Some(language) = language_of(&folder, &file) else {
            continue;
        };
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
    let verifier = verifier::fill(workspace, dist)?;
    let gadgets = gadgets(workspace, dist)?;
    let mut list = files;
    if let Some(list) = list.as_object_mut() {
        list.insert("verifier".to_owned(), verifier);
        list.insert("gadgets".to_owned(), gadgets);
        list.insert("version".to_owned(), workspace.version.clone().into());
        list.insert("integrity".to_owned(), integrity(shell.as_bytes()).into());
    }
    dist.write("files.json", format!("{list}\n").as_bytes())
}

/// The scripts that the widget fetches only when a fan comes upon what they are for; each bundled with what it imports from its folder.
fn gadgets(workspace: &Workspace, dist: &mut Dist) -> Result<Value> {
    let folder = workspace.root.join("embed").join("gadgets");
    let mut list = Map::new();
    for name in GADGETS {
        let script = minified(workspace, &folder.join(format!("{name}.js")), &BUNDLED)?;
        let script = dist.named(name, "js", script.as_bytes())?;
        dist.alias(
            &workspace.version,
            name,
            &format!("export*from\"../{}\";\n", script.path),
        )?;
        list.insert(name.to_owned(), script.path.into());
    }
    Ok(list.into())
}

/// The language of a locale file of the widget; those of the check are in a folder of their own.
fn language_of(folder: &Path, file: &Path) -> Option<String> {
    if file.parent() != Some(folder) {
        return None;
    }
    Some(file.file_name()?.to_str()?.strip_suffix(".json")?.to_owned())
}

/// What is told of a file: its address and its hash.
pub fn described(file: &Named) -> Value {
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

/// A script or a style sheet by esbuild, as small as it gets.
pub fn minified(workspace: &Workspace, file: &Path, options: &[&str]) -> Result<String> {
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
    fn a_locale_is_called_as_its_language() {
        let language = |file: &str| language_of(Path::new("locales"), Path::new(file));
        assert_eq!(language("locales/zh-Hans.json").as_deref(), Some("zh-Hans"));
        assert_eq!(language("locales/README.md"), None);
        assert_eq!(language("locales/verifier/en.json"), None);
    }
}
