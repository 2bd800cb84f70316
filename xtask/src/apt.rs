//! Debian's packages that tests take.

use anyhow::{Context as _, Result, bail};

use crate::{
    process::{self, capture, exists},
    workspace::Workspace,
};

/// Installs packages; `what` says for people what they are.
pub fn install(workspace: &Workspace, what: &str, packages: &[&str]) -> Result<()> {
    let names = packages.join(" ");
    let by_hand = format!("the tests need {names}; install by hand: sudo apt-get install {names}");
    if !exists("apt-get") {
        bail!("the tests need {what}, and there is no apt-get to install {names} with");
    }
    println!("      installing {names} with apt-get");
    let is_root = capture(workspace.command("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
    let apt = |arguments: &[&str]| {
        let mut command = if is_root {
            workspace.command("apt-get")
        } else {
            let mut command = workspace.command("sudo");
            command.args(["-n", "DEBIAN_FRONTEND=noninteractive", "apt-get"]);
            command
        };
        command.env("DEBIAN_FRONTEND", "noninteractive").args(arguments);
        process::run(&mut command)
    };
    apt(&["update", "-qq"]).with_context(|| by_hand.clone())?;
    let mut arguments = vec!["install", "-qq", "-y", "--no-install-recommends"];
    arguments.extend(packages);
    apt(&arguments).context(by_hand)
}
