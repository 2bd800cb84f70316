//! `cargo xtask packages`: the ways of building that only people who work on the widget, or publish it, take.

use std::{env, ffi::OsString, path::Path, process::ExitCode};

use anyhow::Result;

use crate::{
    npm,
    process::{self, exists},
    tools,
    workspace::Workspace,
};

/// Builds with Trunk and with wasm-pack; fails where one of them is missing or does not work.
pub fn run(workspace: &Workspace) -> Result<ExitCode> {
    tools::ensure_wasm_target(workspace)?;
    npm::ensure(workspace)?;
    let path = path_with(&tools::ensure_wasm_bindgen(workspace)?)?;
    let trunk: &[&str] = &["trunk", "build"];
    let wasm_pack: &[&str] = &["wasm-pack", "build", "--target", "web", "--mode", "no-install"];
    let mut is_fine = true;
    for (words, install) in [
        (trunk, "cargo install trunk --version 0.21.14 --locked"),
        (wasm_pack, "cargo install wasm-pack --version 0.15.1"),
    ] {
        let shown = words.join(" ");
        let Some((program, arguments)) = words.split_first() else {
            continue;
        };
        if !exists(program) {
            println!("{shown}: {program} is not installed; install it with: {install}");
            is_fine = false;
            continue;
        }
        println!("{shown}");
        let mut build = workspace.command(program);
        build
            .args(arguments)
            .env("PATH", &path)
            .env("CARGO_TARGET_DIR", &workspace.target);
        match process::run(&mut build) {
            Ok(()) => println!("{shown}: works"),
            Err(error) => {
                println!("{shown}: {error:#}");
                is_fine = false;
            }
        }
    }
    Ok(if is_fine { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn path_with(first: &Path) -> Result<OsString> {
    let path = env::var_os("PATH").unwrap_or_default();
    Ok(env::join_paths(
        std::iter::once(first.to_owned()).chain(env::split_paths(&path)),
    )?)
}
