//! Sending what waits: the job of the running server. Several processes may do so side by side: each message is taken by one of them, for as long as it
//! may need. A receiver that does not answer keeps nobody waiting but itself.

use super::{Hook, calendar, message, sign::sign};
use crate::{
    app::App,
    outbound::{self, OutboundError},
    store::{
        StoreError,
        webhooks::{Delivery, Tried},
    },
};
use canyu_core::{
    moment::{HOUR, Moment},
    staff::{MessageState, WebhookProblem, WebhookState},
};
use futures::{StreamExt as _, stream};
use std::{
    collections::BTreeSet,
    time::{Duration, Instant},
};
use tokio::task::JoinSet;

/// How often it is looked whether something is due.
const LOOK: Duration = Duration::from_secs(1);
/// How often what is over is thrown away.
const SWEEP: Duration = Duration::from_secs(600);
/// Messages to one receiver that are on their way at the same time.
const BATCH: u32 = 8;
/// Receivers that are sent to at the same time.
const AT_ONCE: usize = 8;
/// How long a message that was taken is left alone by others: longer than a batch may take.
const HOLD: i64 = 60_000;
const SECOND: i64 = 1_000;
const MINUTE: i64 = 60 * SECOND;
const DAY: i64 = 24 * HOUR;
/// The waits between the tries of a message that Standard Webhooks recommends: three days in all.
const WAITS: [i64; 9] = [
    5 * SECOND,
    5 * MINUTE,
    30 * MINUTE,
    2 * HOUR,
    5 * HOUR,
    10 * HOUR,
    14 * HOUR,
    20 * HOUR,
    24 * HOUR,
];
/// How long a receiver that did not take a message is left alone, by how many it did not take in a row. Then one message is tried, and the others follow
/// when it has arrived.
const RESTS: [i64; 6] = [
    5 * SECOND,
    30 * SECOND,
    2 * MINUTE,
    5 * MINUTE,
    15 * MINUTE,
    30 * MINUTE,
];
/// A receiver that has taken nothing for so long is not tried any more, until somebody says so.
const PATIENCE: i64 = 5 * DAY;
/// How long messages are kept, to be sent again.
const KEEP: i64 = 14 * DAY;
/// Characters of an answer that are kept.
const ANSWER: usize = 300;
/// Bytes of an answer that are read.
const READ: u64 = 2_000;

/// Sends what is due, for ever.
pub async fn run(app: App) {
    let mut running = JoinSet::new();
    let mut busy = BTreeSet::new();
    loop {
        match app.store.webhooks(None).await {
            Ok(hooks) => {
                calendar::tell(&app, &hooks).await;
                let now = app.clock.now();
                for hook in hooks {
                    let name = (hook.campaign.clone(), hook.id.clone());
                    let is_due = hook.state == WebhookState::On && is_over(hook.rest, now);
                    if is_due && running.len() < AT_ONCE && busy.insert(name.clone()) {
                        let app = app.clone();
                        running.spawn(async move {
                            round(&app, hook).await;
                            name
                        });
                    }
                }
            }
            Err(error) => tracing::error!(%error, "webhooks cannot be read"),
        }
        let look = tokio::time::sleep(app.clock.look(LOOK));
        tokio::pin!(look);
        loop {
            tokio::select! {
                () = &mut look => break,
                Some(ended) = running.join_next() => match ended {
                    Ok(name) => drop(busy.remove(&name)),
                    // Which one it was is not known: all may be taken up again, what was taken is held.
                    Err(_) => busy.clear(),
                },
            }
        }
    }
}

/// Throws away what is over, for ever.
pub async fn sweep(app: App) {
    loop {
        if let Err(error) = app.store.sweep_webhooks(ago(app.clock.now(), KEEP)).await {
            tracing::error!(%error, "what is over of webhooks could not be thrown away");
        }
        tokio::time::sleep(SWEEP).await;
    }
}

fn ago(now: Moment, span: i64) -> Moment {
    Moment(now.0.saturating_sub(span))
}

/// Sends to one receiver until nothing is due, or it does not take something.
async fn round(app: &App, mut hook: Hook) {
    loop {
        match batch(app, &hook).await {
            Ok(Some(after)) if after.state == WebhookState::On && after.fails == 0 => hook = after,
            Ok(_) => return,
            Err(error) => {
                tracing::error!(campaign = hook.campaign, webhook = hook.id, %error, "what became of messages could not be noted");
                return;
            }
        }
    }
}

/// Sends a few messages at once; the receiver as it stands then. `None`: nothing was due, or it is not there any more.
async fn batch(app: &App, hook: &Hook) -> Result<Option<Hook>, StoreError> {
    let now = app.clock.now();
    // A receiver that was ill is tried by one message.
    let most = if hook.fails > 0 { 1 } else { BATCH };
    let hold = HOLD.saturating_mul(app.clock.speed().into());
    let taken = app
        .store
        .take_deliveries(&hook.campaign, &hook.id, now, now.plus(hold), most)
        .await?;
    if taken.is_empty() {
        return Ok(None);
    }
    let tried: Vec<Tried> = stream::iter(taken)
        .map(|delivery| one(app, hook, delivery))
        .buffer_unordered(most as usize)
        .collect()
        .await;
    app.store
        .note_deliveries(&hook.campaign, &hook.id, &tried, ago(app.clock.now(), PATIENCE))
        .await
}

async fn one(app: &App, hook: &Hook, delivery: Delivery) -> Tried {
    let id = message::id(&hook.campaign, delivery.seq);
    let body = message::body(
        &hook.campaign,
        delivery.seq,
        delivery.kind,
        delivery.at,
        app.clock.is_rehearsal(),
        &delivery.data,
    );
    // Receivers compare it with their own clock, which knows nothing of a rehearsal's.
    let seconds = app.clock.wall().0.div_euclid(SECOND);
    let headers = vec![
        ("content-type", "application/json".to_owned()),
        ("webhook-id", id.clone()),
        ("webhook-timestamp", seconds.to_string()),
        (
            "webhook-signature",
            signatures(hook, app.clock.now(), &id, seconds, &body),
        ),
    ];
    let (url, own) = (hook.url.clone(), !app.gate.is_secure);
    let started = Instant::now();
    let answer = tokio::task::spawn_blocking(move || outbound::post(&url, &headers, &body, READ, own)).await;
    let took = u32::try_from(started.elapsed().as_millis()).unwrap_or(u32::MAX);
    let answer = answer.unwrap_or_else(|_| Err(OutboundError::Failed("the sender broke off".to_owned())));
    let now = app.clock.now();
    let tried = judged(answer, delivery, now, took);
    metrics::counter!("canyu_webhook_messages_total", "outcome" => outcome(tried.problem)).increment(1);
    tracing::info!(
        campaign = hook.campaign,
        webhook = hook.id,
        seq = tried.seq,
        outcome = outcome(tried.problem),
        "a webhook's message was sent"
    );
    tried
}

/// By the secret, and by the one before as long as it is still good.
fn signatures(hook: &Hook, now: Moment, id: &str, seconds: i64, body: &str) -> String {
    let old = hook.old_secret.as_ref().filter(|(_, until)| *until > now);
    let secrets = [Some(&hook.secret), old.map(|(secret, _)| secret)];
    let signed = secrets.into_iter().flatten();
    signed
        .filter_map(|secret| sign(secret, id, seconds, body))
        .collect::<Vec<_>>()
        .join(" ")
}

fn judged(answer: Result<outbound::Page, OutboundError>, delivery: Delivery, now: Moment, took: u32) -> Tried {
    let tries = delivery.tries.saturating_add(1);
    let problem = match &answer {
        Ok(page) => by_status(page.status),
        Err(OutboundError::Private) => Some(WebhookProblem::Private),
        Err(OutboundError::Slow) => Some(WebhookProblem::TooSlow),
        Err(OutboundError::Certificate) => Some(WebhookProblem::Certificate),
        Err(OutboundError::Failed(_)) => Some(WebhookProblem::NoAnswer),
    };
    let wished = answer.as_ref().ok().and_then(retry_after);
    let state = match problem {
        None => MessageState::Delivered,
        // There is nobody who could take it later.
        Some(WebhookProblem::Gone) => MessageState::Failed,
        Some(_) if tries as usize > WAITS.len() => MessageState::Failed,
        Some(_) => MessageState::Waiting,
    };
    let wait = WAITS.get(tries as usize - 1).copied().unwrap_or(DAY);
    Tried {
        seq: delivery.seq,
        state,
        tries,
        at: now,
        next: now.plus(wait.max(wished.unwrap_or(0))),
        rest: wished,
        status: answer.as_ref().ok().map(|page| page.status),
        problem,
        answer: answer
            .map_or_else(|error| error.to_string(), |page| page.body)
            .chars()
            .filter(|letter| !letter.is_control() || *letter == '\n')
            .take(ANSWER)
            .collect(),
        took_ms: took,
    }
}

fn by_status(status: u16) -> Option<WebhookProblem> {
    match status {
        200..300 => None,
        300..400 => Some(WebhookProblem::Redirect),
        410 => Some(WebhookProblem::Gone),
        429 | 503 => Some(WebhookProblem::Busy),
        400..500 => Some(WebhookProblem::Refused),
        _ => Some(WebhookProblem::Failed),
    }
}

/// How long the receiver wants to be left alone, in milliseconds: a day at most. A date is not understood.
fn retry_after(page: &outbound::Page) -> Option<i64> {
    let (_, value) = page.headers.iter().find(|(name, _)| name == "retry-after")?;
    let seconds: i64 = value.trim().parse().ok()?;
    (seconds > 0).then(|| seconds.saturating_mul(SECOND).min(DAY))
}

/// What waits for longer than anything ever does was written by a clock that has gone back since: it is due.
pub const FAR: i64 = 48 * HOUR;

/// Whether a receiver that was to be left alone until then can be asked again.
fn is_over(rest: Moment, now: Moment) -> bool {
    rest <= now || rest > now.plus(FAR)
}

/// How long a receiver is left alone that has not taken so many messages in a row.
#[must_use]
pub fn rest(fails: u32) -> i64 {
    let index = (fails as usize).saturating_sub(1);
    RESTS.get(index).copied().unwrap_or(HOUR)
}

fn outcome(problem: Option<WebhookProblem>) -> &'static str {
    match problem {
        None => "delivered",
        Some(WebhookProblem::NoAnswer) => "no_answer",
        Some(WebhookProblem::TooSlow) => "too_slow",
        Some(WebhookProblem::Certificate) => "certificate",
        Some(WebhookProblem::Private) => "private",
        Some(WebhookProblem::Redirect) => "redirect",
        Some(WebhookProblem::Refused) => "refused",
        Some(WebhookProblem::Busy) => "busy",
        Some(WebhookProblem::Gone) => "gone",
        Some(WebhookProblem::Failed) => "failed",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use canyu_core::staff::Happening;

    fn delivery(tries: u32) -> Delivery {
        Delivery {
            seq: 7,
            kind: Happening::Joined,
            at: Moment(0),
            data: "{}".to_owned(),
            tries,
        }
    }

    fn page(status: u16, headers: &[(&str, &str)]) -> Result<outbound::Page, OutboundError> {
        Ok(outbound::Page {
            status,
            headers: headers
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect(),
            body: "a\u{7}b".repeat(400),
        })
    }

    #[test]
    fn waits_are_those_of_the_specification_and_then_it_is_given_up() {
        let now = Moment(1_000);
        let waits: Vec<i64> = (0..9)
            .map(|tries| judged(page(500, &[]), delivery(tries), now, 1).next.0 - now.0)
            .collect();
        assert_eq!(waits, WAITS);
        assert_eq!(waits.iter().sum::<i64>(), 75 * HOUR + 35 * MINUTE + 5 * SECOND);
        let state = |tries, answer| judged(answer, delivery(tries), now, 1).state;
        assert_eq!(state(8, page(500, &[])), MessageState::Waiting);
        assert_eq!(state(9, page(500, &[])), MessageState::Failed);
        assert_eq!(state(0, page(204, &[])), MessageState::Delivered);
        assert_eq!(state(0, page(410, &[])), MessageState::Failed);
    }

    #[test]
    fn an_answer_is_judged_by_its_status_and_may_ask_for_time() {
        for (status, problem) in [
            (200, None),
            (302, Some(WebhookProblem::Redirect)),
            (404, Some(WebhookProblem::Refused)),
            (410, Some(WebhookProblem::Gone)),
            (429, Some(WebhookProblem::Busy)),
            (500, Some(WebhookProblem::Failed)),
            (100, Some(WebhookProblem::Failed)),
        ] {
            assert_eq!(
                judged(page(status, &[]), delivery(0), Moment(0), 1).problem,
                problem,
                "{status}"
            );
        }
        let asked = |value| {
            judged(page(429, &[("retry-after", value)]), delivery(0), Moment(0), 1)
                .next
                .0
        };
        assert_eq!(asked("120"), 120_000);
        assert_eq!(asked("1"), 5_000, "never sooner than by itself");
        assert_eq!(asked("9999999"), DAY);
        assert_eq!(asked("Wed, 21 Oct 2026 07:28:00 GMT"), 5_000);
        let kept = judged(page(200, &[]), delivery(0), Moment(0), 1).answer;
        assert!(kept.starts_with("abab") && kept.chars().count() == ANSWER);
    }

    #[test]
    fn a_receiver_is_left_alone_longer_and_longer() {
        let rests: Vec<i64> = (1..9).map(|fails| rest(fails) / SECOND).collect();
        assert_eq!(rests, [5, 30, 120, 300, 900, 1_800, 3_600, 3_600]);
    }

    #[test]
    fn a_rest_of_a_clock_that_has_gone_back_is_over() {
        let now = Moment(1_722_800_000_000);
        let over = |hours: i64| is_over(now.plus(hours * HOUR), now);
        assert_eq!([0, 1, 24, 48, 49].map(over), [true, false, false, false, true]);
    }
}
