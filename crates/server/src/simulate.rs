//! `canyu simulate`: simulated people take part in a campaign by the real HTTP API of a rehearsal server, honest ones and, on request, cheats. The
//! same campaign, number of people, seed and attacks make the same plan.
//!
//! What is assumed about the honest stands in `honest.rs` and `mailbox.rs`, how each attacker goes about it in `attack/`, and both in words in
//! `docs/simulation.md`.

mod attack;
mod chance;
mod client;
mod crowd;
mod drive;
mod expect;
mod ground;
mod honest;
mod hours;
mod mailbox;
mod net;
mod outcome;
mod person;
mod plan;
mod report;
mod smtp;
#[cfg(test)]
mod tests;
mod text;
mod wilson;

pub use attack::{Attack, Intensity, Kind, Votes};
pub use client::ClientError;
pub use report::{AttackRow, HonestRow, Report};
pub use text::text;
pub use wilson::Share;

use canyu_core::{
    moment::Moment,
    view::{KindView, View},
};
use client::{Client, Who};
use drive::Drive;
use ground::Ground;
use outcome::{outcomes, tallies};
use plan::Plan;
use report::Made;
use smtp::Mailboxes;
use std::{net::SocketAddr, time::Duration};

/// How long the server may take to close the list, once its time has come.
const CLOSES_WITHIN: Duration = Duration::from_mins(5);
/// How often it is asked.
const LOOK: Duration = Duration::from_millis(50);

/// Most honest people of a simulation.
pub const MOST_PEOPLE: u32 = 100_000;

/// What is simulated.
#[derive(Clone, Debug)]
pub struct Simulation {
    /// The server, as `http://127.0.0.1:7700`.
    pub server: String,
    /// The campaign.
    pub slug: String,
    /// Honest people, at most [`MOST_PEOPLE`].
    pub people: u32,
    /// What all chance follows from.
    pub seed: u64,
    /// The attackers.
    pub attacks: Vec<Attack>,
    /// Where mail is taken in, if the server sends any.
    pub mail: Option<SocketAddr>,
}

/// Why there was no simulation, or no end of it.
#[derive(Debug, thiserror::Error)]
pub enum SimulationError {
    /// The server failed.
    #[error(transparent)]
    Client(#[from] ClientError),
    /// It is a real one.
    #[error("this server is no rehearsal: nobody is simulated into a real campaign")]
    Real,
    /// Its time goes by itself.
    #[error("the time of this server goes by itself: start it with --rehearsal-at TIME --rehearsal-driven")]
    NotDriven,
    /// It is later than the opening.
    #[error("it is {now} at this server, and the campaign opened at {opens}: simulate into a fresh one")]
    TooLate {
        /// The server's time.
        now: Moment,
        /// The opening.
        opens: Moment,
    },
    /// Nothing can listen for mail.
    #[error("mail cannot be taken in at {0}: {1}")]
    Mail(SocketAddr, std::io::Error),
    /// People have to confirm addresses, and their mail goes nowhere.
    #[error(
        "people have to confirm an address here: give --mail ADDRESS, and start the server with --smtp smtp://ADDRESS"
    )]
    NoMail,
    /// The list was not closed.
    #[error("the server has not closed the draw's list within {} seconds; its log says why", CLOSES_WITHIN.as_secs())]
    NotClosed,
}

impl SimulationError {
    /// The stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Client(_) => "client",
            Self::Real => "real_server",
            Self::NotDriven => "clock_not_driven",
            Self::TooLate { .. } => "too_late",
            Self::Mail(..) => "mail_not_taken",
            Self::NoMail => "no_mail",
            Self::NotClosed => "not_closed",
        }
    }
}

impl Simulation {
    /// Lets it happen. `told` hears the campaign's time and the steps so far, now and then.
    ///
    /// # Errors
    /// [`SimulationError`]
    pub async fn run(&self, told: impl FnMut(Moment, u64)) -> Result<Report, SimulationError> {
        let client = Client::new(&self.server, &self.slug);
        let (ground, now) = self.ground(&client).await?;
        if now > ground.opens {
            return Err(SimulationError::TooLate {
                now,
                opens: ground.opens,
            });
        }
        let boxes = match self.mail {
            Some(at) => Some(
                Mailboxes::open(at)
                    .await
                    .map_err(|error| SimulationError::Mail(at, error))?
                    .0,
            ),
            None if ground.confirm => return Err(SimulationError::NoMail),
            None => None,
        };
        let plan = Plan::new(&ground, self.people.min(MOST_PEOPLE), self.seed, &self.attacks);
        let mut drive = Drive::new(&client, boxes.as_ref(), &ground, &plan, self.seed);
        drive.run(told).await?;
        let view = close(&client, &ground).await?;
        let outcomes = outcomes(&client, &view, &plan, &drive.states).await?;
        let made = Made {
            ground: &ground,
            plan: &plan,
            states: &drive.states,
            outcomes: &outcomes,
            attacks: &self.attacks,
        };
        Ok(Report {
            campaign: self.slug.clone(),
            people: self.people,
            seed: self.seed,
            plan: plan.fingerprint(),
            steps: drive.steps,
            honest: made.honest(),
            attacks: made.attackers(),
            votes: made.votes(),
            votes_public: tallies(&view).iter().map(|(_, people)| people).sum(),
            tickets_drawn: made.drawn(),
            tickets_public: lottery(&view).map_or(0, |draw| draw.tickets),
        })
    }

    /// Takes back all that the same simulation has made, as each of its people could: by deleting his data.
    ///
    /// # Errors
    /// [`SimulationError`]
    pub async fn drop_all(&self) -> Result<u64, SimulationError> {
        let client = Client::new(&self.server, &self.slug);
        let (ground, _) = self.ground(&client).await?;
        let plan = Plan::new(&ground, self.people.min(MOST_PEOPLE), self.seed, &self.attacks);
        let mut dropped = 0;
        for person in &plan.people {
            let Some(step) = person.steps.first() else { continue };
            let who = Who {
                token: &person.token,
                from: step.from,
                at: None,
            };
            match client.erase(who).await {
                Ok(()) => dropped += 1,
                // He has never come, or has gone with his other device.
                Err(ClientError::Refused {
                    status: 401 | 403 | 404 | 410,
                    ..
                }) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Ok(dropped)
    }

    /// The mail exchangers of all simulated addresses, as `canyu serve --mx-file` reads them.
    ///
    /// # Errors
    /// [`SimulationError`]
    pub async fn exchangers(&self) -> Result<String, SimulationError> {
        let client = Client::new(&self.server, &self.slug);
        let (ground, _) = self.ground(&client).await?;
        let plan = Plan::new(&ground, self.people.min(MOST_PEOPLE), self.seed, &self.attacks);
        Ok(plan.exchangers)
    }

    async fn ground(&self, client: &Client) -> Result<(Ground, Moment), SimulationError> {
        let view = client.view().await?;
        if !view.rehearsal {
            return Err(SimulationError::Real);
        }
        let now = match client.time().await {
            Ok(now) => now,
            Err(ClientError::Refused { .. } | ClientError::Unreadable(..)) => return Err(SimulationError::NotDriven),
            Err(error) => return Err(error.into()),
        };
        Ok((Ground::of(&view), now))
    }
}

/// Moves the time past the close, and waits until the server has scored everybody anew and closed the draw's list.
async fn close(client: &Client, ground: &Ground) -> Result<View, SimulationError> {
    // What comes by time comes before the close.
    client.advance(ground.closes.plus(-1)).await?;
    tokio::time::sleep(LOOK * 4).await;
    client.advance(ground.closes.plus(1)).await?;
    let closed = tokio::time::timeout(CLOSES_WITHIN, async {
        loop {
            let view = client.view().await?;
            if lottery(&view).is_none_or(|draw| matches!(draw.stage.as_str(), "committed" | "drawn")) {
                return Ok(view);
            }
            tokio::time::sleep(LOOK).await;
        }
    });
    closed.await.map_err(|_| SimulationError::NotClosed)?
}

fn lottery(view: &View) -> Option<&canyu_core::view::DrawView> {
    view.nodes.iter().find_map(|node| match &node.kind {
        KindView::Lottery(lottery) => Some(&lottery.draw),
        _ => None,
    })
}
