//! The life of a campaign: what is due by time, and how far it is.
//!
//! Draft → checked → rehearsed → published → open → revealed → closed → drawn → handed out → archived. What has a time comes by itself; the jobs in
//! here do what has to be done then. Each is a step in the store that one process takes for a while, and that is finished once: so it survives a
//! restart, runs once however many processes there are, and is known to have been late.

pub mod archive;
mod reveal;
pub mod stage;

pub use stage::{Stage, stages};

use crate::{
    app::App,
    campaigns::Live,
    ingest::NotAccepted,
    store::StoreError,
    trust::{self, TrustError},
};
use canyu_core::{
    campaign::{Kind, Node},
    decide::Order,
    moment::Moment,
};
use std::{sync::Arc, time::Duration};

/// How often a campaign is looked at.
const LOOK: Duration = Duration::from_secs(1);
/// How long a process may hold a step: after that another one takes it up where it was left.
const HOLD: i64 = 5 * 60_000;
/// What is done so many milliseconds after its time is late, and is said to be.
const LATE: i64 = 60_000;
/// Friends for whom something is due that are looked at in one go.
const CREDITS: u32 = 500;
/// Codes that are looked at in one go.
const CODES: u32 = 200;

/// Why a step could not be done. It is tried again.
#[derive(Debug, thiserror::Error)]
pub enum LifeError {
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// An order was not accepted.
    #[error(transparent)]
    Order(#[from] NotAccepted),
    /// The last scoring failed.
    #[error(transparent)]
    Trust(#[from] TrustError),
}

/// Does what is due in a campaign, for ever.
pub async fn run(app: App, slug: String) {
    loop {
        if let Some(live) = app.campaigns.get(&slug)
            && live.archived.is_none()
            && let Err(error) = step(&app, &live).await
        {
            tracing::error!(campaign = slug, %error, "a step of the campaign's life failed, and is tried again");
        }
        tokio::time::sleep(app.clock.look(LOOK)).await;
    }
}

/// Does all that is due.
///
/// # Errors
/// When the database fails, or an order is not accepted.
pub async fn step(app: &App, live: &Arc<Live>) -> Result<(), LifeError> {
    for node in &live.campaign.nodes {
        if live
            .campaign
            .reveal(node)
            .is_some_and(|reveal| reveal <= app.clock.now())
        {
            reveal::reveal(app, live, node).await?;
        }
    }
    if live.campaign.nodes.iter().any(has_codes) {
        lapse(app, live).await?;
    }
    // Who does not count brings nothing: so the last look at everybody comes before the last that is earned.
    let is_open = app.clock.now() < live.campaign.closes;
    if (is_open || trust::last(app, live).await?) && live.campaign.share().is_some() {
        settle(app, live).await?;
    }
    Ok(())
}

/// Looks again at what is owed for friends, where its time has come. After the close nobody waits any more.
async fn settle(app: &App, live: &Arc<Live>) -> Result<(), LifeError> {
    let now = app.clock.now();
    let friends = app
        .store
        .due_credits(&live.campaign.slug, due(live, now), CREDITS)
        .await?;
    // Together, so that they come into few groups.
    futures::future::try_join_all(friends.into_iter().map(|friend| {
        let key = format!("settle/{friend}/{}", now.0);
        app.ingest.order(live.clone(), Order::Settle { friend }, now, key)
    }))
    .await?;
    Ok(())
}

/// What was due by then is due now.
fn due(live: &Live, now: Moment) -> Moment {
    if now < live.campaign.closes {
        now
    } else {
        Moment(i64::MAX)
    }
}

fn has_codes(node: &Node) -> bool {
    matches!(node.kind, Kind::Reserve(_) | Kind::Instant(_))
}

/// Ends the codes whose time has passed; their units go to those who wait.
async fn lapse(app: &App, live: &Arc<Live>) -> Result<(), LifeError> {
    let now = app.clock.now();
    for code in app.store.expired_codes(&live.campaign.slug, now, CODES).await? {
        let key = format!("lapse/{code}/{}", now.0);
        app.ingest.order(live.clone(), Order::Lapse { code }, now, key).await?;
    }
    Ok(())
}

/// The name of the step that reveals the answer of a node.
fn reveal_step(node: &Node) -> String {
    format!("reveal/{}", node.id)
}

/// Rewards a guess that staff have accepted after its answer was revealed. Before the reveal there is nothing to do: it will be counted then.
///
/// # Errors
/// When the database fails, or an order is not accepted.
pub async fn reward_late(app: &App, live: &Arc<Live>, node: &Node, key: &str) -> Result<(), LifeError> {
    let Kind::Guess(guess) = &node.kind else { return Ok(()) };
    let steps = app.store.steps(&live.campaign.slug).await?;
    let step = reveal_step(node);
    let is_revealed = steps.iter().any(|row| row.step == step && row.done.is_some());
    if guess.bonus > 0 && is_revealed {
        reveal::reward(app, live, node, key).await?;
    }
    Ok(())
}

/// Whether an answer should have been revealed by a moment, and those who were right have not got their tickets yet. The list of a draw must
/// not be closed before.
///
/// # Errors
/// When the database fails.
pub async fn owes_tickets(app: &App, live: &Live, by: Moment) -> Result<bool, StoreError> {
    let owing: Vec<String> = live
        .campaign
        .nodes
        .iter()
        .filter(|node| matches!(&node.kind, Kind::Guess(guess) if guess.bonus > 0))
        .filter(|node| live.campaign.reveal(node).is_some_and(|reveal| reveal < by))
        .map(reveal_step)
        .collect();
    if !app
        .store
        .due_credits(&live.campaign.slug, due(live, app.clock.now()), 1)
        .await?
        .is_empty()
    {
        return Ok(true);
    }
    if owing.is_empty() {
        return Ok(false);
    }
    let steps = app.store.steps(&live.campaign.slug).await?;
    let is_done = |step: &String| steps.iter().any(|row| row.step == *step && row.done.is_some());
    Ok(!owing.iter().all(is_done))
}
