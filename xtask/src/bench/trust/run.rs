//! One simulation: a scratch campaign, its server, the simulated people, and the report.

use std::{
    fs,
    net::SocketAddr,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context as _, Result, ensure};
use serde_json::Value;

use super::ANY;
use crate::{
    server::{self, Running},
    workspace::Workspace,
};

const CAMPAIGN: &str = include_str!("campaign.toml");
const PICTURE: &str = include_str!("toy.svg");
/// When the servers wake up: as the campaign opens.
const OPENING: &str = "2024-09-02T00:00:00Z";

/// What is simulated.
pub struct Case {
    /// The attackers.
    pub attacks: Vec<&'static str>,
    /// How hard they try.
    pub intensity: &'static str,
    /// What their persons vote for.
    pub votes: &'static str,
    /// A control that is switched off.
    pub off: Option<&'static str>,
    /// Honest people.
    pub people: u32,
    /// The seed.
    pub seed: u64,
}

impl Case {
    /// A word about it.
    pub fn name(&self) -> String {
        let attack = match self.attacks.as_slice() {
            [one] => one,
            _ => "all attacks",
        };
        let off = self.off.map(|off| format!(", without {off}")).unwrap_or_default();
        let votes = if self.votes == ANY { ", voting for anything" } else { "" };
        format!("{attack} {}{votes}{off} (seed {})", self.intensity, self.seed)
    }
}

/// A case and its report.
pub struct Ran {
    /// What was simulated.
    pub case: Case,
    /// What `canyu simulate` says.
    pub report: Value,
}

/// Where simulations take place.
pub struct Stage {
    program: PathBuf,
    folder: PathBuf,
}

impl Stage {
    /// In memory where the system has a place for that: a database that is thrown away need not be synced to a disk.
    pub fn new(workspace: &Workspace, program: PathBuf) -> Result<Self> {
        let memory = Path::new("/dev/shm");
        let base = if memory.is_dir() {
            memory.join(format!("canyu-bench-{}", std::process::id()))
        } else {
            workspace.target.join("bench").join("trust")
        };
        if base.exists() {
            fs::remove_dir_all(&base)?;
        }
        fs::create_dir_all(&base).with_context(|| format!("making {}", base.display()))?;
        Ok(Self { program, folder: base })
    }

    /// Runs a case.
    pub fn run(&self, place: usize, case: Case) -> Result<Ran> {
        let folder = self.folder.join(place.to_string());
        fs::create_dir_all(&folder)?;
        let off = case
            .off
            .map(|off| format!("\n[trust]\noff = [\"{off}\"]\n"))
            .unwrap_or_default();
        // A table must not come after the nodes' own.
        fs::write(
            folder.join("campaign.toml"),
            CAMPAIGN.replace("\n[confirm]\n", &format!("{off}\n[confirm]\n")),
        )?;
        fs::write(folder.join("toy.svg"), PICTURE)?;
        let free = |what| server::free_address(SocketAddr::from(([127, 0, 0, 1], 0)), what);
        let (address, mail) = (free("the server")?, free("the mail")?);
        let smtp = format!("smtp://{mail}");
        let sends = ["--smtp", smtp.as_str(), "--mail-from", "toy@canyu.example"];
        let publish = ["campaign", "publish", "campaign.toml", "--rehearsal-at", OPENING];
        self.ok(&folder, &[&publish[..], &sends[..]].concat())?;
        // The exchangers depend on who takes part, which a first server tells.
        let mut people = vec!["simulate".to_owned(), "trust-bench".to_owned()];
        let more = [
            ("--server", format!("http://{address}")),
            ("--people", case.people.to_string()),
            ("--seed", case.seed.to_string()),
            ("--intensity", case.intensity.to_owned()),
            ("--votes", case.votes.to_owned()),
        ];
        people.extend(more.into_iter().flat_map(|(name, value)| [name.to_owned(), value]));
        people.extend(
            case.attacks
                .iter()
                .flat_map(|attack| ["--attack".to_owned(), (*attack).to_owned()]),
        );
        let with = |last: &[&str]| {
            people
                .iter()
                .cloned()
                .chain(last.iter().map(|&last| last.to_owned()))
                .collect::<Vec<_>>()
        };
        let mut first = self.serve(&folder, address, &sends)?;
        self.ok(&folder, &with(&["--mx", "mx.txt"]))?;
        first.stop()?;
        let mut running = self.serve(&folder, address, &[&sends[..], &["--mx-file", "mx.txt"]].concat())?;
        self.ok(
            &folder,
            &with(&["--mail", &mail.to_string(), "--report", "report.json"]),
        )?;
        running.stop()?;
        let report = serde_json::from_slice(&fs::read(folder.join("report.json"))?)?;
        fs::remove_dir_all(&folder)?;
        Ok(Ran { case, report })
    }

    fn serve(&self, folder: &Path, address: SocketAddr, more: &[&str]) -> Result<Running> {
        let log = folder.join("server.log");
        let mut serve = Command::new(&self.program);
        serve
            .current_dir(folder)
            .env("CANYU_LOG", "warn")
            .args(["serve", "--listen", &address.to_string()]);
        serve.args([
            "--rehearsal-at",
            OPENING,
            "--rehearsal-driven",
            "--proxy",
            "127.0.0.0/8",
        ]);
        serve.args(more);
        let mut running = Running::start(&mut serve, &log)?;
        running.wait_until_ready(address, "/readyz", &log)?;
        Ok(running)
    }

    fn ok(&self, folder: &Path, arguments: &[impl AsRef<std::ffi::OsStr>]) -> Result<()> {
        let mut command = Command::new(&self.program);
        let output = command
            .current_dir(folder)
            .env("CANYU_LOG", "warn")
            .args(arguments)
            .output()?;
        ensure!(
            output.status.success(),
            "{}\n{}{}\nthe server: {}",
            folder.display(),
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr),
            fs::read_to_string(folder.join("server.log")).unwrap_or_default()
        );
        Ok(())
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        // What failed is left for whoever looks why.
        let _ = fs::remove_dir(&self.folder);
    }
}
