//! One scoring: facts, scores, orders.

use super::{SCORES, gather::Gathered, reasons::row, rules};
use crate::{
    app::App,
    campaigns::Live,
    ingest::NotAccepted,
    store::{
        StoreError,
        trust::{Asked, DecisionRow, ScoreRow},
    },
};
use canyu_core::{
    campaign::{Counts, Kind, Node},
    decide::{Order, Refusal},
    moment::Moment,
    world::Standing,
};
use canyu_trust::{Rules, Verdicts, score};
use std::sync::Arc;

/// How long a process may hold the scoring of a campaign in campaign time; after that another one takes it up.
const HOLD: i64 = 5 * 60_000;
/// How long the last scoring waits for the mail servers of addresses that were confirmed just before the close.
const LOOKUPS: i64 = 30_000;
/// Scores that are written in one go.
const SCORES_AT_ONCE: usize = 2_000;
/// Orders that are given in one go.
const ORDERS: usize = 200;

/// Why a scoring could not be done. It is tried again.
#[derive(Debug, thiserror::Error)]
pub enum TrustError {
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// An order was not accepted.
    #[error(transparent)]
    Order(#[from] NotAccepted),
    /// The computation ended.
    #[error("the scoring was broken off")]
    BrokenOff,
}

/// The name of the step that is the last scoring of a campaign. Where the close was moved it is another one.
#[must_use]
pub fn last_step(live: &Live) -> String {
    format!("trust/{}", live.campaign.closes.0)
}

/// Scores a campaign that has closed for the last time, unless that has been done; whether it has been done now. What it decides holds for
/// the list of the draw, and for what is owed for friends: both wait for it.
///
/// # Errors
/// When the database fails, or an order is not accepted.
pub async fn last(app: &App, live: &Arc<Live>) -> Result<bool, TrustError> {
    let (slug, step) = (&live.campaign.slug, last_step(live));
    if live.has_done(&step) {
        return Ok(true);
    }
    let steps = app.store.steps(slug).await?;
    if !steps.iter().any(|row| row.step == step && row.done.is_some()) {
        let now = app.clock.now();
        let mark = app.store.trust_mark(slug).await?;
        let is_patient = now < live.campaign.closes.plus(LOOKUPS);
        if now < live.campaign.closes || (is_patient && app.store.open_lookups(slug).await? > 0) {
            return Ok(false);
        }
        if !score_all(app, live, mark, None).await? {
            return Ok(false);
        }
        // Only what is done is noted: whoever dies on the way leaves nothing that the next one would have to wait for.
        app.store.take_step(slug, &step, live.campaign.closes, now, now).await?;
        app.store.finish_step(slug, &step, app.clock.now()).await?;
        tracing::info!(campaign = slug, "scored for the last time");
    }
    live.note_done(step);
    Ok(true)
}

/// Scores everybody, keeps the scores, and lets those cease to count, or count again, who should; whether it was done: somebody else may hold
/// the scoring. Nothing is ordered from `until` on.
///
/// # Errors
/// When the database fails, or an order is not accepted.
pub async fn score_all(app: &App, live: &Arc<Live>, mark: i64, until: Option<Moment>) -> Result<bool, TrustError> {
    // Before it is held: how long it may be held says nothing of how long others take.
    let turn = app.heavy.acquire().await.map_err(|_| TrustError::BrokenOff)?;
    let (slug, now) = (&live.campaign.slug, app.clock.now());
    if !app.store.take_scoring(slug, now, now.plus(HOLD)).await? {
        return Ok(false);
    }
    let done = scored(app, live, now, until).await;
    drop(turn);
    let release = done.as_ref().ok().map(|()| (mark, now));
    app.store.release_scoring(slug, release).await?;
    done.map(|()| true)
}

async fn scored(app: &App, live: &Arc<Live>, now: Moment, until: Option<Moment>) -> Result<(), TrustError> {
    let slug = &live.campaign.slug;
    let votes: Vec<&str> = live.campaign.nodes.iter().filter_map(vote_node).collect();
    let asked = Asked {
        votes: &votes,
        confirm: live.campaign.asks_for(Counts::Tickets),
        now: now.min(live.campaign.closes),
    };
    let gathered = app.store.trust_facts(slug, &asked).await?;
    let rules = rules(&live.campaign.trust);
    let hold = rules.hold;
    let (gathered, verdicts) = compute(gathered, rules).await?;
    let scored: Vec<u32> = verdicts
        .said()
        .filter(|(_, verdict)| verdict.score > 0)
        .map(|(number, _)| number)
        .collect();
    for some in scored.chunks(SCORES_AT_ONCE) {
        let rows: Vec<ScoreRow> = some
            .iter()
            .map(|number| row(&gathered.id(*number), verdicts.of(*number)))
            .collect();
        app.store.keep_scores(slug, &rows, now).await?;
    }
    app.store.forget_scores(slug, now).await?;
    let changes = changes(&gathered, &verdicts, hold);
    let count = |to| changes.iter().filter(|(_, _, change)| *change == to).count();
    let (held, freed) = (count(Standing::Held), count(Standing::Open));
    if held + freed > 0 {
        tracing::info!(
            campaign = slug,
            people = gathered.standings.len(),
            held,
            freed,
            "scored"
        );
    }
    for some in changes.chunks(ORDERS) {
        if until.is_some_and(|until| app.clock.now() >= until) {
            return Ok(());
        }
        let decision = |change: &Change| decision(&gathered, &verdicts, *change, now);
        order(app, live, &some.iter().map(decision).collect::<Vec<_>>()).await?;
    }
    Ok(())
}

fn vote_node(node: &Node) -> Option<&str> {
    matches!(node.kind, Kind::Vote(_)).then_some(node.id.as_str())
}

/// Away from the tasks that answer requests: a million fans take seconds.
async fn compute(gathered: Gathered, rules: Rules) -> Result<(Gathered, Verdicts), TrustError> {
    tokio::task::spawn_blocking(move || {
        let verdicts = score(&gathered.facts, &rules);
        (gathered, verdicts)
    })
    .await
    .map_err(|_| TrustError::BrokenOff)
}

/// Whose standing changes: from what, to what.
type Change = (u32, Standing, Standing);

/// What a human has decided stays.
fn changes(gathered: &Gathered, verdicts: &Verdicts, hold: u8) -> Vec<Change> {
    let fans = (0u32..).zip(&gathered.standings).zip(verdicts.iter());
    fans.filter_map(|((number, &from), verdict)| match (from, verdict.score >= hold) {
        (Standing::Open, true) => Some((number, from, Standing::Held)),
        (Standing::Held, false) => Some((number, from, Standing::Open)),
        _ => None,
    })
    .collect()
}

fn decision(gathered: &Gathered, verdicts: &Verdicts, (number, from, to): Change, at: Moment) -> DecisionRow {
    let row = row(&gathered.id(number), verdicts.of(number));
    DecisionRow {
        fan: row.fan,
        at,
        by: SCORES.to_owned(),
        from,
        to,
        score: row.score,
        reasons: row.reasons,
        heard: row.heard,
        note: String::new(),
    }
}

/// Logs what is decided, gives the orders, together, so that they come into few groups, and strikes out what came to nothing: staff may have decided
/// meanwhile, or somebody has had his data deleted. So nothing is decided that is not in the log, whenever the process ends.
async fn order(app: &App, live: &Arc<Live>, decisions: &[DecisionRow]) -> Result<(), TrustError> {
    let slug = &live.campaign.slug;
    app.store.note_decisions(slug, decisions).await?;
    let orders = decisions.iter().map(|row| {
        let order = Order::Stand {
            fan: row.fan.clone(),
            standing: row.to,
            by_staff: false,
        };
        let key = format!("stand/{}/{}", row.fan, row.at.0);
        let given = app.ingest.order(live.clone(), order, app.clock.now(), key);
        async move {
            match given.await {
                Ok(_) | Err(NotAccepted::Refused(Refusal::UnknownFan(_))) => Ok(()),
                Err(error) => Err(error),
            }
        }
    });
    let given = futures::future::try_join_all(orders).await;
    let fans: Vec<&str> = decisions.iter().map(|row| row.fan.as_str()).collect();
    let standings = app.store.standings(slug, &fans).await?;
    let in_vain = decisions.iter().filter(|row| standings.get(&row.fan) != Some(&row.to));
    let in_vain: Vec<DecisionRow> = in_vain.cloned().collect();
    if !in_vain.is_empty() {
        app.store.strike_decisions(slug, &in_vain).await?;
    }
    given?;
    Ok(())
}
