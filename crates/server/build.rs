//! Puts the built widget and the built console into the binary. Without them the server still builds, and says so.

use std::{
    env,
    fmt::Write as _,
    fs, io,
    path::{Path, PathBuf},
};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-env-changed=CANYU_DIST");
    let manifest = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let dist = env::var_os("CANYU_DIST").map_or_else(|| manifest.join("../../dist/embed"), PathBuf::from);
    println!("cargo::rerun-if-changed=migrations");
    let mut tables = String::new();
    for (name, folder) in [("FILES", dist.clone()), ("CONSOLE", dist.with_file_name("console"))] {
        println!("cargo::rerun-if-changed={}", folder.display());
        tables.push_str(&table(name, &folder)?);
    }
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    fs::write(out.join("embedded.rs"), tables)
}

/// The files of a folder, as source code.
fn table(name: &str, dist: &Path) -> io::Result<String> {
    let mut files = Vec::new();
    if dist.is_dir() {
        collect(dist, &mut files)?;
    }
    files.sort();
    let mut table = format!("static {name}: &[Embedded] = &[\n");
    for file in &files {
        let path = file
            .strip_prefix(dist)
            .unwrap_or(file)
            .to_string_lossy()
            .replace('\\', "/");
        let absolute = fs::canonicalize(file)?.display().to_string();
        let _ = writeln!(
            table,
            "    Embedded {{ path: {path:?}, plain: include_bytes!({absolute:?}), brotli: include_bytes!({:?}), gzip: include_bytes!({:?}) }},",
            format!("{absolute}.br"),
            format!("{absolute}.gz"),
        );
    }
    table.push_str("];\n");
    Ok(table)
}

/// Files that have both compressed forms beside them.
fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let beside = |end: &str| PathBuf::from(format!("{}.{end}", path.display())).is_file();
        if path.is_dir() {
            collect(&path, files)?;
        } else if beside("br") && beside("gz") {
            files.push(path);
        }
    }
    Ok(())
}
