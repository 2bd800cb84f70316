//! Where things are: the repository, the build folder, the output for the server.

use std::{
    env,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context as _, Result};
use serde_json::Value;

use crate::process::{self, capture};

/// The repository that xtask works on.
pub struct Workspace {
    /// The repository's folder.
    pub root: PathBuf,
    /// Cargo's build folder, the one that xtask itself was built in.
    pub target: PathBuf,
    /// The version that all packages of the workspace share.
    pub version: String,
}

impl Workspace {
    /// Asks Cargo.
    pub fn load() -> Result<Self> {
        let mut command = process::cargo();
        command.args(["metadata", "--no-deps", "--format-version", "1"]);
        let metadata: Value = serde_json::from_str(&capture(&mut command)?).context("reading `cargo metadata`")?;
        let text = |value: Option<&Value>, name: &str| -> Result<String> {
            let value = value.and_then(Value::as_str);
            Ok(value
                .with_context(|| format!("`cargo metadata` names no {name}"))?
                .to_owned())
        };
        let packages = metadata
            .get("packages")
            .and_then(Value::as_array)
            .context("`cargo metadata` has no packages")?;
        let widget = packages
            .iter()
            .find(|package| package.get("name").and_then(Value::as_str) == Some("canyu"));
        Ok(Self {
            root: text(metadata.get("workspace_root"), "workspace root")?.into(),
            target: text(metadata.get("target_directory"), "target directory")?.into(),
            version: text(
                widget.and_then(|package| package.get("version")),
                "version of the package canyu",
            )?,
        })
    }

    /// The files that the server serves under `/embed/`: `dist/embed`, or `CANYU_DIST`.
    pub fn dist(&self) -> PathBuf {
        self.named_dist()
            .unwrap_or_else(|| self.root.join("dist").join("embed"))
    }

    /// The files that the server serves under `/console/`, beside those of the widget.
    pub fn console_dist(&self) -> PathBuf {
        self.dist().with_file_name("console")
    }

    fn named_dist(&self) -> Option<PathBuf> {
        env::var_os("CANYU_DIST")
            .filter(|dist| !dist.is_empty())
            .map(|dist| self.root.join(dist))
    }

    /// Cargo, in the repository, building into the same folder as xtask.
    pub fn cargo(&self) -> Command {
        let mut command = process::cargo();
        command.current_dir(&self.root).env("CARGO_TARGET_DIR", &self.target);
        // The server's build script runs in another folder. Where the variable is not set it stays so: the script would run
        // again whenever Cargo is called with and without xtask in turn.
        if let Some(dist) = self.named_dist() {
            command.env("CANYU_DIST", dist);
        }
        command
    }

    /// A program, run in the repository.
    pub fn command(&self, program: impl AsRef<Path>) -> Command {
        let mut command = Command::new(program.as_ref());
        command.current_dir(&self.root);
        command
    }

    /// A program that `npm ci` installed.
    pub fn npm_program(&self, name: &str) -> Command {
        self.command(self.root.join("node_modules").join(".bin").join(name))
    }
}
