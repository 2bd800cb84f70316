//! The one writer: takes acts and orders, decides them in groups, and answers each after its group is on disk.
//!
//! Groups form by themselves: while one is being synced, the next acts queue up. Facts are loaded, decided on and written within
//! one transaction, so no act is ever decided on facts that another act has changed meanwhile.

use crate::{
    campaigns::Live,
    store::{Accepted, ActRow, EntryRow, Group, Store, StoreError},
};
use canyu_core::{
    decide::{self, Input, Order, Refusal},
    moment::Moment,
    view::ActAnswer,
    world::{Change, Delta, Held, Unit, Wants, World},
};
use fairdraw::{hash::sha256, text};
use std::{
    collections::{BTreeMap, HashSet},
    sync::Arc,
};
use tokio::sync::{mpsc, oneshot};

/// Acts in one transaction, at most.
const LARGEST_GROUP: usize = 256;
/// Acts that may wait; beyond it requests are told to come back.
const LONGEST_QUEUE: usize = 8_192;

/// Why an act was not accepted. Nothing of it is stored.
#[derive(Debug, thiserror::Error)]
pub enum NotAccepted {
    /// The rules do not allow it.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The key was used for another act.
    #[error("this Idempotency-Key was used for another act: make a new one for each act")]
    KeyReused,
    /// Too many acts wait, or the server is stopping.
    #[error("the server is busy: try again in a moment")]
    Busy,
    /// The database failed.
    #[error("the act could not be kept: try again")]
    Failed,
}

/// An act or an order on its way.
pub struct Job {
    /// The campaign it is about.
    pub live: Arc<Live>,
    /// What is to be done.
    pub task: Task,
    /// Its idempotency key.
    pub key: String,
    /// SHA-256 of the request's body.
    pub digest: String,
    /// Where it came from, see [`crate::guard`]; empty: not known.
    pub place: String,
}

/// What is to be done.
pub enum Task {
    /// A fan's act.
    Act(Input),
    /// An order, when it is given.
    Order(Order, Moment),
}

impl Task {
    /// Under whose name idempotency keys are kept: the fan's token, or that of all orders, which no token's hash can be.
    fn owner(&self) -> &str {
        match self {
            Self::Act(input) => &input.token,
            Self::Order(..) => ORDERS,
        }
    }

    /// Whether it says who somebody is.
    fn tells_who(&self) -> bool {
        matches!(self, Self::Order(Order::Verify { .. }, _))
    }

    /// The act's name; that of an order is nobody's.
    fn name(&self) -> &'static str {
        match self {
            Self::Act(input) => input.request.act.name(),
            Self::Order(..) => "",
        }
    }

    fn now(&self) -> Moment {
        match self {
            Self::Act(input) => input.now,
            Self::Order(_, now) => *now,
        }
    }
}

/// Under whose name the idempotency keys of orders are kept.
const ORDERS: &str = "orders";

/// What became of a task that was accepted.
enum Done {
    /// An act: what its fan is told.
    Act(Box<ActAnswer>),
    /// An order: the code that it made or changed, if there is one, and when an order under its key was accepted first.
    Order(Option<Box<Held>>, Moment),
}

type Answer = Result<Done, NotAccepted>;
type Waiting = (Job, oneshot::Sender<Answer>);

/// The way to the writer.
#[derive(Clone)]
pub struct Ingest {
    queue: mpsc::Sender<Waiting>,
}

impl Ingest {
    /// Starts the writer. It ends when every [`Ingest`] is gone and all that waited has been written; `committed` is called
    /// with the slug of a campaign after each group that changed it.
    pub fn start(
        store: Arc<dyn Store>,
        committed: impl Fn(&str) + Send + Sync + 'static,
    ) -> (Self, tokio::task::JoinHandle<()>) {
        let (queue, mut waiting) = mpsc::channel::<Waiting>(LONGEST_QUEUE);
        let writer = tokio::spawn(async move {
            let mut group = Vec::with_capacity(LARGEST_GROUP);
            while waiting.recv_many(&mut group, LARGEST_GROUP).await > 0 {
                write(&*store, std::mem::take(&mut group), &committed).await;
            }
        });
        (Self { queue }, writer)
    }

    /// Hands a fan's act to the writer and waits for its answer.
    ///
    /// # Errors
    /// Why it was not accepted.
    pub async fn act(
        &self,
        live: Arc<Live>,
        input: Input,
        key: String,
        digest: String,
        place: String,
    ) -> Result<ActAnswer, NotAccepted> {
        let job = Job {
            live,
            task: Task::Act(input),
            key,
            digest,
            place,
        };
        match self.accept(job).await? {
            Done::Act(answer) => Ok(*answer),
            Done::Order(..) => Err(NotAccepted::Failed),
        }
    }

    /// Hands an order to the writer and waits for its answer: the code that it made or changed, if there is one. The same key again does
    /// nothing twice; a code that was made the first time is not told again.
    ///
    /// # Errors
    /// Why it was not accepted.
    pub async fn order(
        &self,
        live: Arc<Live>,
        order: Order,
        now: Moment,
        key: String,
    ) -> Result<Option<Held>, NotAccepted> {
        let digest = text::hex(&sha256(format!("{order:?}").as_bytes()));
        let job = Job {
            live,
            task: Task::Order(order, now),
            key: hidden(&key),
            digest,
            place: String::new(),
        };
        match self.accept(job).await? {
            Done::Order(held, _) => Ok(held.map(|held| *held)),
            Done::Act(_) => Err(NotAccepted::Failed),
        }
    }

    /// Hands the order of a till to the writer: the code as it is now, and when an order under this key was accepted first.
    ///
    /// # Errors
    /// Why it was not accepted.
    pub async fn redeem(
        &self,
        live: Arc<Live>,
        order: Order,
        now: Moment,
        key: String,
    ) -> Result<(Held, Moment), NotAccepted> {
        let digest = text::hex(&sha256(format!("{order:?}").as_bytes()));
        let job = Job {
            live,
            task: Task::Order(order, now),
            key: hidden(&key),
            digest,
            place: String::new(),
        };
        match self.accept(job).await? {
            Done::Order(Some(held), accepted) => Ok((*held, accepted)),
            _ => Err(NotAccepted::Failed),
        }
    }

    async fn accept(&self, job: Job) -> Answer {
        let (reply, answer) = oneshot::channel();
        self.queue.try_send((job, reply)).map_err(|_| NotAccepted::Busy)?;
        answer.await.unwrap_or(Err(NotAccepted::Failed))
    }
}

/// The key of an order as it is kept: it may name somebody, who may have his data deleted.
fn hidden(key: &str) -> String {
    text::hex(&sha256(key.as_bytes()))
}

async fn write(store: &dyn Store, waiting: Vec<Waiting>, committed: &(impl Fn(&str) + Sync)) {
    let (jobs, replies): (Vec<Job>, Vec<_>) = waiting.into_iter().unzip();
    metrics::histogram!("canyu_group_acts").record(jobs.len() as f64);
    let mut answers = Vec::with_capacity(jobs.len());
    // Who somebody is changes who descends from whom: that is decided on facts that nothing else in its group has changed.
    for part in jobs.chunk_by(|one, next| !one.task.tells_who() && !next.task.tells_who()) {
        answers.extend(write_part(store, part).await);
    }
    let slugs: HashSet<&str> = jobs.iter().map(|job| job.live.campaign.slug.as_str()).collect();
    slugs.into_iter().for_each(committed);
    for (reply, answer) in replies.into_iter().zip(answers) {
        // The fan may have hung up: what was accepted stays accepted, and his repeated request will be told so.
        let _ = reply.send(answer);
    }
}

async fn write_part(store: &dyn Store, jobs: &[Job]) -> Vec<Answer> {
    match write_group(store, jobs).await {
        Ok(answers) => answers,
        Err(error) if jobs.len() == 1 => failed(&error),
        Err(error) => {
            // One act must not take the others down with it.
            tracing::warn!(%error, acts = jobs.len(), "a group failed and is written act by act");
            let mut answers = Vec::with_capacity(jobs.len());
            for job in jobs {
                let alone = write_group(store, std::slice::from_ref(job)).await;
                answers.extend(alone.unwrap_or_else(|error| failed(&error)));
            }
            answers
        }
    }
}

fn failed(error: &StoreError) -> Vec<Answer> {
    tracing::error!(%error, code = "internal", "an act could not be written");
    vec![Err(NotAccepted::Failed)]
}

/// One transaction; answers in the order of the jobs.
async fn write_group(store: &dyn Store, jobs: &[Job]) -> Result<Vec<Answer>, StoreError> {
    let mut by_campaign: BTreeMap<&str, Vec<(usize, &Job)>> = BTreeMap::new();
    for (place, job) in jobs.iter().enumerate() {
        by_campaign
            .entry(&job.live.campaign.slug)
            .or_default()
            .push((place, job));
    }
    let mut group = store.begin().await?;
    let mut answers = Vec::with_capacity(jobs.len());
    for (slug, jobs) in by_campaign {
        answers.extend(write_campaign(&mut *group, slug, &jobs).await?);
    }
    group.commit().await?;
    answers.sort_by_key(|(place, _)| *place);
    Ok(answers.into_iter().map(|(_, answer)| answer).collect())
}

async fn write_campaign(
    group: &mut dyn Group,
    slug: &str,
    jobs: &[(usize, &Job)],
) -> Result<Vec<(usize, Answer)>, StoreError> {
    let mut wants = Wants::default();
    jobs.iter().for_each(|(_, job)| match &job.task {
        Task::Act(input) => decide::wants(job.live.by(), input, &mut wants),
        Task::Order(order, now) => decide::wants_of_order(job.live.by(), *now, order, &mut wants),
    });
    let keys: Vec<_> = jobs
        .iter()
        .map(|(_, job)| (job.task.owner().to_owned(), job.key.clone()))
        .collect();
    let (mut world, mut accepted) = group.load(slug, &wants, &keys).await?;
    let mut rows = Vec::new();
    let mut answers = Vec::with_capacity(jobs.len());
    for (place, job) in jobs {
        answers.push((*place, one(job, &mut world, &mut accepted, &mut rows)));
    }
    let delta = world.take_delta();
    let entries = entries(jobs, &world, &delta);
    group.save(slug, &delta, &rows, &entries).await?;
    for ((_, answer), (_, job)) in answers.iter_mut().zip(jobs) {
        if let (Ok(Done::Act(answer)), Some(ballot)) = (answer, &job.live.ballot) {
            let entry = entries.iter().find(|entry| entry.fan == answer.me.id);
            answer.me.receipt = entry.and_then(|entry| ballot.receipt(entry));
        }
    }
    Ok(answers)
}

/// A new entry, with its receipt, for everybody whose tickets in the draw this group has changed.
fn entries(jobs: &[(usize, &Job)], world: &World, delta: &Delta) -> Vec<EntryRow> {
    let Some((_, job)) = jobs.last() else { return Vec::new() };
    let Some(ballot) = &job.live.ballot else {
        return Vec::new();
    };
    delta
        .weighed
        .iter()
        .filter_map(|id| ballot.entry(world.fan(id)?, job.task.now()))
        .collect()
}

fn one(job: &Job, world: &mut World, accepted: &mut Accepted, rows: &mut Vec<ActRow>) -> Answer {
    let key = (job.task.owner().to_owned(), job.key.clone());
    // Whoever wants to leave may do so at any time.
    let leaves = matches!(job.task, Task::Order(Order::Erase { .. }, _));
    if job.live.archived.is_some() && !leaves {
        return Err(Refusal::Closed(job.live.campaign.slug.clone()).into());
    }
    let mut made = None;
    let (earned, at) = match accepted.get(&key) {
        Some(before) if before.digest == job.digest => (before.earned, before.at),
        Some(_) => return Err(NotAccepted::KeyReused),
        None => {
            let earned;
            (earned, made) = decide_one(job, world)?;
            let row = ActRow {
                token: key.0.clone(),
                key: key.1.clone(),
                digest: job.digest.clone(),
                earned,
                at: job.task.now(),
                act: job.task.name().to_owned(),
                place: job.place.clone(),
            };
            rows.push(row.clone());
            accepted.insert(key, row);
            (earned, job.task.now())
        }
    };
    match &job.task {
        Task::Act(input) => {
            let fan = world.fan_by_token(&input.token).ok_or(Refusal::ArriveFirst)?;
            let me = decide::me(&job.live.campaign, fan);
            Ok(Done::Act(Box::new(ActAnswer { earned, me })))
        }
        Task::Order(Order::Redeem { code, .. }, _) if made.is_none() => {
            Ok(Done::Order(decide::code(world, code).cloned().map(Box::new), at))
        }
        Task::Order(..) => Ok(Done::Order(made.map(Box::new), at)),
    }
}

/// Decides, and makes it true for the next one of the group; the tickets that the fan himself has earned, and the code that was made or changed last.
fn decide_one(job: &Job, world: &mut World) -> Result<(u32, Option<Held>), Refusal> {
    let (changes, token) = match &job.task {
        Task::Act(input) => (decide::decide(job.live.by(), world, input)?, Some(&input.token)),
        Task::Order(order, now) => (decide::decide_order(job.live.by(), world, *now, order)?, None),
    };
    let fan = token.and_then(|token| world.fan_by_token(token));
    let earned = fan.map_or(0, |fan| earned(&changes, &fan.id));
    let made = changes.iter().rev().find_map(|change| match change {
        Change::Code(held) => Some(held.clone()),
        _ => None,
    });
    world.apply(changes);
    Ok((earned, made))
}

fn earned(changes: &[Change], fan: &str) -> u32 {
    let mine = |change: &Change| match change {
        Change::Grant(grant) if grant.fan == fan && grant.unit == Unit::Tickets => grant.amount,
        _ => 0,
    };
    changes.iter().map(mine).sum()
}

#[cfg(test)]
mod tests;
