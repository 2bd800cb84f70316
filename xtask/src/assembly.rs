//! From a crate to a small WebAssembly and its glue, which are what a browser gets of it.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context as _, Result, bail, ensure};
use serde_json::Value;
use wasm_bindgen_cli_support::Bindgen;

use crate::{
    dist::replace,
    inputs::{PIPELINE_VERSION, hex},
    process::{self, capture, timed},
    tools,
    workspace::Workspace,
};

/// A crate that runs in the browser.
pub struct Assembly {
    /// Its name for Cargo.
    pub package: &'static str,
    /// Its name for the compiler.
    pub name: &'static str,
    /// Which of the crate's programs it is, by the feature that makes it; empty: there is one only.
    pub program: &'static str,
    /// Whether somebody wants to know when it has failed for good, see [`guarded`].
    pub is_guarded: bool,
    /// How eagerly the compiler writes functions out where they are called: less is smaller down to about 10, and slower.
    pub inlining: u8,
}

/// The files of an assembly.
pub struct Built {
    /// The WebAssembly.
    pub wasm: PathBuf,
    /// The JavaScript around it, not minified.
    pub glue: PathBuf,
    /// Whether another try could come to something better: the standard library's source is there, and could not be built this time.
    pub is_second_best: bool,
}

impl Assembly {
    /// The name of its files.
    fn files(&self) -> String {
        [self.name, self.program].concat()
    }

    /// Has a compiler make this program alone. Cargo gives all programs of a crate one file, and would take another one's for this one's that it has
    /// made before: so that file goes first. `profile` is its folder.
    fn chosen(&self, build: &mut Command, profile: &Path) {
        if self.program.is_empty() {
            return;
        }
        build.args(["--no-default-features", "--features", self.program]);
        let file = format!("{}.wasm", self.name);
        for file in [profile.join("deps").join(&file), profile.join(&file)] {
            // Where there is none there is nothing to mistake.
            drop(fs::remove_file(file));
        }
    }
}

const TARGET: &str = "wasm32-unknown-unknown";

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

/// Measured on the widget: again and again until nothing changes, and functions of one crate side by side, which brotli likes, are 700 bytes.
const SMALLER: [&str; 5] = [
    "-Oz",
    "--converge",
    "--reorder-functions-by-name",
    "--strip-producers",
    "--strip-target-features",
];

/// How the standard library comes into it.
#[derive(Default)]
struct Std {
    options: &'static [&'static str],
    flags: &'static str,
}

/// Made for size, and where it would panic it stops at once, without a message: 6.4 KB of the widget. [`guarded`] notices it.
const OWN_STD: Std = Std {
    options: &["-Zbuild-std=std,panic_abort", "-Zbuild-std-features=optimize_for_size"],
    flags: "-Zunstable-options -Cpanic=immediate-abort",
};

/// Compiles it, and makes it small where that has not been done before.
pub fn build(workspace: &Workspace, assembly: &Assembly) -> Result<Built> {
    let (package, name) = (assembly.package, assembly.files());
    let (compiled, is_second_best) = timed(
        &format!("      compiling {package} (about a minute the first time)"),
        || compile(workspace, assembly),
    )?;
    let scratch = workspace.target.join("widget").join("bindings").join(&name);
    let mut fresh = hex(&fs::read(&compiled).with_context(|| format!("reading {}", compiled.display()))?);
    fresh.push_str(PIPELINE_VERSION);
    if fs::read_to_string(scratch.join("stamp")).is_ok_and(|found| found == fresh) {
        println!("      its WebAssembly is the same as before");
    } else {
        timed("      making its bindings, and making it smaller", || {
            bind(&compiled, &scratch, &name)?;
            shrink(workspace, &scratch, assembly)
        })?;
        replace(&scratch.join("stamp"), fresh.as_bytes())?;
    }
    Ok(Built {
        wasm: scratch.join(format!("{name}.wasm")),
        glue: scratch.join(format!("{name}.small.js")),
        is_second_best,
    })
}

/// Compiles it as tests are compiled, and leaves it as large as it is: for looking at a change within seconds.
pub fn quick(workspace: &Workspace, assembly: &Assembly) -> Result<Built> {
    let (package, name) = (assembly.package, assembly.files());
    let scratch = workspace.target.join("widget").join("quick").join(&name);
    timed(&format!("      compiling {package}, not optimised"), || {
        let mut build = workspace.cargo();
        build.args([
            "rustc",
            "--target",
            TARGET,
            "-p",
            package,
            "--lib",
            "--crate-type",
            "cdylib",
        ]);
        assembly.chosen(&mut build, &workspace.target.join(TARGET).join("debug"));
        process::run(&mut build)
    })?;
    let compiled = format!("{}.wasm", assembly.name);
    let compiled = workspace.target.join(TARGET).join("debug").join(compiled);
    bind(&compiled, &scratch, &name)?;
    let glue = scratch.join(format!("{name}.js"));
    let bare = fs::read_to_string(&glue).with_context(|| format!("reading {}", glue.display()))?;
    replace(&glue, guarded(&bare)?.as_bytes())?;
    Ok(Built {
        wasm: scratch.join(format!("{name}_bg.wasm")),
        glue,
        is_second_best: true,
    })
}

/// With a standard library made for it where its source can be had; else with the one that comes with Rust. Returns the file, and whether
/// another try could come to something better.
fn compile(workspace: &Workspace, assembly: &Assembly) -> Result<(PathBuf, bool)> {
    let source = tools::ensure_std_source(workspace);
    let has_source = source.is_ok();
    let is_made = source.and_then(|()| process::run(&mut rustc(workspace, assembly, &OWN_STD)?));
    let is_second_best = is_made.is_err() && has_source;
    if let Err(error) = is_made {
        println!("      no standard library of its own, so about 8 KB larger: {error:#}");
        process::run(&mut rustc(workspace, assembly, &Std::default())?)?;
    }
    let file = format!("{}.wasm", assembly.name);
    Ok((workspace.target.join(TARGET).join("widget").join(file), is_second_best))
}

fn rustc(workspace: &Workspace, assembly: &Assembly, std: &Std) -> Result<Command> {
    let mut build = workspace.cargo();
    // `rustc` with one crate type: with the library's two, Cargo leaves out the optimisation at link time, and the widget is a
    // quarter larger.
    build.args(["rustc", "--profile", "widget", "--target", TARGET]);
    build.args(["-p", assembly.package, "--lib", "--crate-type", "cdylib"]);
    assembly.chosen(&mut build, &workspace.target.join(TARGET).join("widget"));
    build.args(std.options);
    if !std.options.is_empty() {
        // What is unstable here is the way to ask for it; the compiler is the one that everything else is built with.
        build.env("RUSTC_BOOTSTRAP", "1");
    }
    let flags = format!(
        "{} -Cllvm-args=--inline-threshold={} {}",
        tools::without_paths(workspace)?,
        assembly.inlining,
        std.flags
    );
    build.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", flags.trim());
    Ok(build)
}

fn bind(compiled: &Path, scratch: &Path, name: &str) -> Result<()> {
    if scratch.exists() {
        fs::remove_dir_all(scratch).with_context(|| format!("emptying {}", scratch.display()))?;
    }
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(compiled)
        .out_name(name)
        .typescript(false)
        .omit_default_module_path(true);
    bindgen
        .web(true)?
        .generate(scratch)
        .with_context(|| format!("wasm-bindgen refuses {}", compiled.display()))?;
    // `import` statements in the glue would need more files than the browser is told of.
    ensure!(
        !scratch.join("snippets").exists(),
        "{name} brings JavaScript snippets, which are not served"
    );
    Ok(())
}

/// Makes the code smaller, and gives imports and exports short names: wasm-bindgen's carry hashes, which do not compress, and stand in
/// both files. That is 2.5 KB of the widget's WebAssembly and 1 KB of its glue.
fn shrink(workspace: &Workspace, scratch: &Path, assembly: &Assembly) -> Result<()> {
    let name = assembly.files();
    let optimised = scratch.join(format!("{name}_opt.wasm"));
    let mut optimise = workspace.npm_program("wasm-opt");
    optimise.args(WASM_FEATURES).args(SMALLER);
    optimise.arg(scratch.join(format!("{name}_bg.wasm")));
    process::run(optimise.arg("-o").arg(&optimised))?;
    let mut rename = workspace.npm_program("wasm-opt");
    rename
        .args(WASM_FEATURES)
        .arg("--minify-imports-and-exports-and-modules");
    rename.arg(&optimised);
    let names = capture(rename.arg("-o").arg(scratch.join(format!("{name}.wasm"))))?;
    let names: Value = serde_json::from_str(&names).context("wasm-opt's list of names is not valid JSON")?;
    let glue = scratch.join(format!("{name}.js"));
    let glue = fs::read_to_string(&glue).with_context(|| format!("reading {}", glue.display()))?;
    let mut glue = renamed(&glue, &names)?;
    if assembly.is_guarded {
        glue = guarded(&glue)?;
    }
    replace(&scratch.join(format!("{name}.small.js")), glue.as_bytes())
}

/// The glue with a guard around every call into the WebAssembly: whoever gives it a function by `on_panic` is told when it has stopped
/// in the middle of something, for good, whatever the cause: a panic, no memory, no stack.
fn guarded(glue: &str) -> Result<String> {
    const BARE: &str = "wasm = instance.exports;";
    ensure!(glue.contains(BARE), "the glue does not say `{BARE}`");
    Ok(format!(
        "{}{GUARD}",
        glue.replace(BARE, "wasm = __guarded(instance.exports);")
    ))
}

const GUARD: &str = "
let __tell = () => {};
export const on_panic = (tell) => { __tell = tell; };
const __guarded = (bare) => Object.fromEntries(Object.entries(bare).map(([name, it]) => [name, typeof it !== \"function\" ? it : (...given) => {
    try {
        return it(...given);
    } catch (problem) {
        __tell(String(problem));
        throw problem;
    }
}]));
";

/// The glue with the short names: of the module, of what it imports (the keys of one object), and of what it exports (`wasm.…`).
fn renamed(glue: &str, names: &Value) -> Result<String> {
    let mut glue = glue.to_owned();
    for import in rows(names, "imports")? {
        let [module, long, short] = import.as_slice() else {
            bail!("wasm-opt names an import in another way than it did");
        };
        glue = glue.replace(&format!("\"{module}\": import"), "\"a\": import");
        let key = format!("\n        {long}: function(");
        ensure!(glue.contains(&key), "the glue does not define `{long}`");
        glue = glue.replace(&key, &format!("\n        {short}: function("));
    }
    let mut exports = rows(names, "exports")?;
    // The longest first: one name may be the beginning of another.
    exports.sort_by_key(|export| std::cmp::Reverse(export.first().map(String::len)));
    for export in &exports {
        let [long, short] = export.as_slice() else {
            bail!("wasm-opt names an export in another way than it did");
        };
        glue = glue.replace(&format!("wasm.{long}"), &format!("wasm.{short}"));
    }
    Ok(glue)
}

fn rows(names: &Value, kind: &str) -> Result<Vec<Vec<String>>> {
    let rows = names.get(kind).and_then(Value::as_array);
    let rows = rows.with_context(|| format!("wasm-opt names no {kind}"))?;
    rows.iter()
        .map(|row| {
            let words = row.as_array().into_iter().flatten();
            let words = words.map(|word| word.as_str().map(str::to_owned));
            words
                .collect::<Option<Vec<_>>>()
                .context("wasm-opt's list of names has something else in it")
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{guarded, renamed};

    const GLUE: &str =
        "wasm.mount(1); wasm.mounted();\n        __wbg_new_12: function() {},\n    \"./canyu_bg.js\": import0,";

    #[test]
    fn glue_and_assembly_meet_under_short_names() {
        let names = json!({
            "imports": [["./canyu_bg.js", "__wbg_new_12", "b"]],
            "exports": [["mount", "c"], ["mounted", "d"]],
        });
        assert_eq!(
            renamed(GLUE, &names).unwrap(),
            "wasm.c(1); wasm.d();\n        b: function() {},\n    \"a\": import0,"
        );
    }

    #[test]
    fn every_call_into_the_assembly_goes_through_the_guard() {
        let glue = guarded("    wasm = instance.exports;\n    return wasm;").unwrap();
        assert!(glue.starts_with("    wasm = __guarded(instance.exports);\n    return wasm;"));
        assert!(glue.contains("export const on_panic"));
        assert!(guarded("wasm = something.else;").is_err());
    }

    #[test]
    fn a_name_that_the_glue_does_not_know_is_an_error() {
        let names = json!({ "imports": [["./canyu_bg.js", "__wbg_old_12", "b"]], "exports": [] });
        assert!(renamed(GLUE, &names).is_err());
    }
}
