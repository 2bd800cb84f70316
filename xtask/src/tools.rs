//! The compiler's target and the tools of wasm-bindgen: found, or installed.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, Result, bail, ensure};

use crate::{
    process::{self, capture},
    workspace::Workspace,
};

const TARGET: &str = "wasm32-unknown-unknown";

/// Makes sure that Rust can compile for the browser.
pub fn ensure_wasm_target(workspace: &Workspace) -> Result<()> {
    if has_wasm_target(workspace)? {
        return Ok(());
    }
    println!("      installing the target {TARGET}");
    let by_hand = format!("Rust cannot compile for {TARGET} yet; run by hand: rustup target add {TARGET}");
    process::run(workspace.command("rustup").args(["target", "add", TARGET])).context(by_hand)
}

fn has_wasm_target(workspace: &Workspace) -> Result<bool> {
    if let Ok(list) = capture(workspace.command("rustup").args(["target", "list", "--installed"])) {
        return Ok(list.lines().any(|line| line.trim() == TARGET));
    }
    // A Rust without rustup, such as a distribution's: look where the compiler would look.
    let folder = capture(
        workspace
            .command("rustc")
            .args(["--print", "target-libdir", "--target", TARGET]),
    )?;
    Ok(Path::new(folder.trim()).is_dir())
}

/// Makes sure that the source of Rust's standard library is there.
pub fn ensure_std_source(workspace: &Workspace) -> Result<()> {
    let source = || -> Result<bool> { Ok(sysroot_source(workspace)?.join("library").join("Cargo.lock").is_file()) };
    if source()? {
        return Ok(());
    }
    println!("      installing the source of Rust's standard library");
    let by_hand = "it is missing; run by hand: rustup component add rust-src";
    process::run(workspace.command("rustup").args(["component", "add", "rust-src"])).context(by_hand)?;
    ensure!(source()?, by_hand);
    Ok(())
}

/// The folder in which rustup puts the source of Rust.
fn sysroot_source(workspace: &Workspace) -> Result<PathBuf> {
    let sysroot = capture(workspace.command("rustc").args(["--print", "sysroot"]))?;
    Ok(Path::new(sysroot.trim()).join("lib/rustlib/src/rust"))
}

/// Makes sure that `cargo fmt` and `cargo clippy` are there: a minimal installation of Rust has neither.
pub fn ensure_components(workspace: &Workspace) -> Result<()> {
    for (subcommand, component) in [("fmt", "rustfmt"), ("clippy", "clippy")] {
        if capture(workspace.cargo().args([subcommand, "--version"])).is_ok() {
            continue;
        }
        println!("      installing {component}");
        let by_hand = format!("`cargo {subcommand}` is missing; run by hand: rustup component add {component}");
        process::run(workspace.command("rustup").args(["component", "add", component])).context(by_hand)?;
    }
    Ok(())
}

/// Compiler flags that keep the paths of this machine, which messages of panics name, out of what is compiled: the result is
/// smaller, tells nothing of the machine, and is the same on another one.
pub fn without_paths(workspace: &Workspace) -> Result<String> {
    let set = |name: &str| env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let home = set("CARGO_HOME").or_else(|| set("HOME").map(|home| home.join(".cargo")));
    let Some(sources) = home
        .map(|home| home.join("registry").join("src"))
        .filter(|folder| folder.is_dir())
    else {
        return Ok(String::new());
    };
    let mut folders = vec![sysroot_source(workspace)?];
    for entry in fs::read_dir(&sources).with_context(|| format!("listing {}", sources.display()))? {
        folders.push(entry?.path());
    }
    let mut flags = Vec::new();
    for path in folders {
        // The flags are parted at spaces, so a path with a space in it cannot be named.
        if let Some(path) = path.to_str().filter(|path| !path.contains(char::is_whitespace)) {
            flags.push(format!("--remap-path-prefix={path}/="));
        }
    }
    flags.sort();
    Ok(flags.join(" "))
}

/// The version of wasm-bindgen that `Cargo.lock` pins: the test runner has to be of exactly that version.
pub fn wasm_bindgen_version(workspace: &Workspace) -> Result<String> {
    let path = workspace.root.join("Cargo.lock");
    let lock = fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
    locked_version(&lock, "wasm-bindgen").context("Cargo.lock does not name a version of wasm-bindgen")
}

fn locked_version(lock: &str, package: &str) -> Option<String> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name);
    let version = lines.nth(1)?.strip_prefix("version = \"")?.strip_suffix('"')?;
    Some(version.to_owned())
}

/// The folder with `wasm-bindgen` and `wasm-bindgen-test-runner` at the locked version: on `PATH`, in the cache, or
/// installed into the cache now.
pub fn ensure_wasm_bindgen(workspace: &Workspace) -> Result<PathBuf> {
    let version = wasm_bindgen_version(workspace)?;
    if let Some(runner) = process::find("wasm-bindgen-test-runner")
        && is_of_version(workspace, &runner, &version)
        && let Some(folder) = runner.parent()
    {
        return Ok(folder.to_owned());
    }
    let cache = cache()?;
    let root = cache.join("tools").join(format!("wasm-bindgen-{version}"));
    let folder = root.join("bin");
    if is_of_version(workspace, &folder.join("wasm-bindgen-test-runner"), &version) {
        return Ok(folder);
    }
    println!("      installing wasm-bindgen-cli {version} from source: about four minutes, once");
    let build = cache.join(format!("build-wasm-bindgen-{version}"));
    // Without `--locked`: the lock file of that package may name releases that a registry does not have.
    let mut install = process::cargo();
    install
        .args(["install", "wasm-bindgen-cli", "--version", &version, "--root"])
        .arg(&root)
        .current_dir(&cache)
        .env("CARGO_TARGET_DIR", &build)
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16");
    let installed = process::run(&mut install);
    // The folder is only scratch; where it cannot be removed it does no harm.
    drop(fs::remove_dir_all(&build));
    installed.context("wasm-bindgen-cli could not be installed")?;
    Ok(folder)
}

fn is_of_version(workspace: &Workspace, program: &Path, version: &str) -> bool {
    program.is_file()
        && capture(workspace.command(program).arg("--version"))
            .is_ok_and(|printed| printed.split_whitespace().any(|word| word == version))
}

/// The folder for tools that outlive a `cargo clean`. Everything in it can be made again.
fn cache() -> Result<PathBuf> {
    let set = |name: &str| env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let base = match (set("XDG_CACHE_HOME"), set("HOME")) {
        (Some(cache), _) => cache,
        (None, Some(home)) => home.join(".cache"),
        (None, None) => bail!("neither XDG_CACHE_HOME nor HOME is set, so there is no place for tools"),
    };
    let cache = base.join("canyu");
    fs::create_dir_all(&cache).with_context(|| format!("making {}", cache.display()))?;
    Ok(cache)
}

#[cfg(test)]
mod tests {
    use super::locked_version;

    #[test]
    fn the_locked_version_is_of_the_very_package() {
        let lock = "[[package]]\nname = \"wasm-bindgen-test\"\nversion = \"0.3.1\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(locked_version(lock, "wasm-bindgen").as_deref(), Some("0.2.130"));
        assert_eq!(locked_version(lock, "wasm"), None);
    }
}
