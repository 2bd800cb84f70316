//! `canyu simulate`

use crate::simulate::{Attack, Intensity, Kind, MOST_PEOPLE, Simulation, Votes, text};
use anyhow::Context as _;
use std::{net::SocketAddr, path::PathBuf, process::ExitCode};

/// Let simulated people take part by the HTTP API of a rehearsal server, honest ones and cheats; see docs/simulation.md.
#[derive(Debug, clap::Args)]
pub struct Simulate {
    /// The campaign
    slug: String,
    /// The server, started with --rehearsal-at … --rehearsal-driven --proxy 127.0.0.0/8
    #[arg(long, value_name = "URL", default_value = "http://127.0.0.1:7700")]
    server: String,
    /// Honest people
    #[arg(long, default_value_t = 1_000, value_parser = clap::value_parser!(u32).range(0..=i64::from(MOST_PEOPLE)))]
    people: u32,
    /// The same seed makes the same plan
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Somebody who cheats; may be given several times
    #[arg(long, value_enum)]
    attack: Vec<Kind>,
    /// How hard he tries
    #[arg(long, value_enum, default_value_t)]
    intensity: Intensity,
    /// What his false persons vote for: all for one option, or each as he likes
    #[arg(long, value_enum, default_value_t)]
    votes: Votes,
    /// Where mail is taken in for everybody; the server sends it there with --smtp smtp://ADDRESS
    #[arg(long, value_name = "ADDRESS")]
    mail: Option<SocketAddr>,
    /// Write the report to a file, as JSON
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    /// Write the mail exchangers of all simulated addresses to a file for `canyu serve --mx-file`, and stop
    #[arg(long, value_name = "FILE")]
    mx: Option<PathBuf>,
    /// Take back all that the same simulation has made (or delete the rehearsal's database)
    #[arg(long, conflicts_with_all = ["report", "mx"])]
    drop: bool,
}

impl Simulate {
    pub(super) async fn run(self) -> anyhow::Result<ExitCode> {
        let (intensity, votes) = (self.intensity, self.votes);
        let attack = |&kind: &Kind| Attack { kind, intensity, votes };
        let attacks: Vec<Attack> = self.attack.iter().map(attack).collect();
        let simulation = Simulation {
            server: self.server,
            slug: self.slug,
            people: self.people,
            seed: self.seed,
            attacks,
            mail: self.mail,
        };
        if let Some(path) = &self.mx {
            let table = simulation.exchangers().await?;
            std::fs::write(path, table).with_context(|| format!("writing {}", path.display()))?;
            return Ok(ExitCode::SUCCESS);
        }
        if self.drop {
            println!("{} people and all that they did are gone", simulation.drop_all().await?);
            return Ok(ExitCode::SUCCESS);
        }
        let mut day = -1;
        let report = simulation
            .run(|now, steps| {
                if now.day() != day {
                    day = now.day();
                    tracing::info!(%now, steps, "simulating");
                }
            })
            .await?;
        print!("{}", text(&report));
        if let Some(path) = &self.report {
            let json = serde_json::to_vec_pretty(&report)?;
            std::fs::write(path, json).with_context(|| format!("writing {}", path.display()))?;
        }
        Ok(ExitCode::SUCCESS)
    }
}
