//! Sending what waits: the job of the running server. Several processes may do so side by side: each mail is taken by one of them, for as long
//! as it may need.

use super::{DAY, MINUTE, Post, Sender, before, letter};
use crate::{
    app::App,
    campaigns::Live,
    identity::address::Address,
    store::{StoreError, mail::OutboxRow},
};
use canyu_core::{
    lang::Lang,
    moment::{HOUR, Moment},
};
use fairdraw::text::hex;
use futures::{StreamExt as _, stream};
use lettre::{
    AsyncTransport as _, Message,
    message::{
        MultiPart,
        header::{HeaderName, HeaderValue},
    },
    transport::smtp,
};
use std::time::{Duration, SystemTime};

/// How often the job looks when nobody wakes it: another process may have written something.
const LOOK: Duration = Duration::from_secs(1);
/// Mails that are taken in one go, and are on their way at the same time.
const BATCH: u32 = 8;
/// How long one mail may take.
const PATIENCE: Duration = Duration::from_secs(60);
/// How long a mail that was taken is left alone by others: longer than it may take.
const HOLD: i64 = 2 * MINUTE;
/// The wait after the first failure; after each further one it is three times as long, up to an hour.
const FIRST_WAIT: i64 = 5_000;
/// How often what is over is thrown away, in rounds of [`LOOK`].
const SWEEP: u32 = 600;

/// Sends what is due, for ever. It comes back at once where no mail can be sent.
pub async fn run(app: App) {
    if !app.post.is_on() {
        return;
    }
    let mut round = 0_u32;
    loop {
        match send_due(&app).await {
            // There may be more.
            Ok(sent) if sent == BATCH as usize => continue,
            Ok(_) => {}
            Err(error) => tracing::error!(%error, "the outbox cannot be read"),
        }
        if round.is_multiple_of(SWEEP)
            && let Err(error) = sweep(&app).await
        {
            tracing::error!(%error, "what is over of mail could not be thrown away");
        }
        round = round.wrapping_add(1);
        tokio::select! {
            () = app.post.wake.notified() => {}
            () = tokio::time::sleep(LOOK) => {}
        }
    }
}

async fn sweep(app: &App) -> Result<(), StoreError> {
    let now = app.clock.now();
    app.store.sweep_mail(before(now, DAY), before(now, HOUR)).await
}

/// How many were taken.
async fn send_due(app: &App) -> Result<usize, StoreError> {
    let now = app.clock.now();
    let hold = HOLD.saturating_mul(app.clock.speed().into());
    let mails = app
        .store
        .take_mails(now, now.plus(hold), now.plus(hold.max(2 * HOUR)), BATCH)
        .await?;
    let number = mails.len();
    stream::iter(mails)
        .for_each_concurrent(None, |mail| async move {
            if let Err(error) = one(app, &mail).await {
                tracing::error!(campaign = mail.campaign, %error, "what became of a mail could not be noted");
            }
        })
        .await;
    Ok(number)
}

/// What became of a try.
enum Tried {
    /// Done for good, one way or the other.
    Over(&'static str),
    /// To be tried again.
    Again(&'static str),
}

async fn one(app: &App, mail: &OutboxRow) -> Result<(), StoreError> {
    let tried = tokio::time::timeout(PATIENCE, send(app, mail)).await;
    let now = app.clock.now();
    let is_old = before(now, DAY) >= mail.made;
    let kind = mail.kind.clone();
    let (outcome, why) = match tried.unwrap_or(Tried::Again("slow")) {
        Tried::Over(outcome) => (Some(outcome), outcome),
        Tried::Again(why) => (is_old.then_some("given_up"), why),
    };
    metrics::counter!("canyu_mails_total", "kind" => kind, "outcome" => outcome.unwrap_or("again")).increment(1);
    // No address, and no answer of the SMTP server, which may repeat it.
    tracing::info!(
        campaign = mail.campaign,
        kind = mail.kind,
        tries = mail.tries,
        outcome = outcome.unwrap_or("again"),
        why,
        "a mail was tried"
    );
    match outcome {
        Some(outcome) => app.store.finish_mail(&mail.campaign, &mail.key, outcome, now).await,
        None => {
            app.store
                .put_off_mail(&mail.campaign, &mail.key, now.plus(wait(mail.tries)))
                .await
        }
    }
}

/// Milliseconds until the next try, after so many that failed.
fn wait(tries: u32) -> i64 {
    3_i64
        .saturating_pow(tries.saturating_sub(1))
        .saturating_mul(FIRST_WAIT)
        .min(HOUR)
}

async fn send(app: &App, mail: &OutboxRow) -> Tried {
    let Some(sender) = &app.post.sender else {
        return Tried::Again("mail_off");
    };
    // Another process has just published it, or this server does not serve it any more.
    let Some(live) = app.campaigns.get(&mail.campaign) else {
        return Tried::Again("unknown_campaign");
    };
    let Some(message) = message(app, &live, sender, mail) else {
        return Tried::Over("broken");
    };
    match sender.transport.send(message).await {
        Ok(_) => Tried::Over("sent"),
        Err(error) => failed(&error),
    }
}

/// A refusal for good is one about this mail. That we may not sign in, or not without signing in, is for the operator to mend.
fn failed(error: &smtp::Error) -> Tried {
    let status = error.status().map(u16::from);
    match status {
        Some(530 | 534 | 535 | 538) => {
            tracing::error!(
                status,
                "the SMTP server does not let us in: are name and password in --smtp right?"
            );
            Tried::Again("no_sign_in")
        }
        _ if error.is_permanent() => Tried::Over("refused"),
        _ if error.is_tls() => {
            tracing::error!("the SMTP server cannot be reached in encryption: is its certificate right?");
            Tried::Again("no_encryption")
        }
        _ if error.is_client() => {
            tracing::error!("the SMTP server cannot take this mail, or not from us");
            Tried::Again("not_taken")
        }
        _ if error.is_transient() => Tried::Again("put_off"),
        _ => Tried::Again("no_answer"),
    }
}

/// `None`: what was kept cannot be read.
fn message(app: &App, live: &Live, sender: &Sender, mail: &OutboxRow) -> Option<Message> {
    let about = letter::About {
        campaign: &live.campaign,
        lang: Lang::from_tag(&mail.lang).unwrap_or_default(),
        base: app.post.base(),
        rehearsal: app.clock.is_rehearsal(),
    };
    let body = serde_json::from_str(&mail.body).ok()?;
    let letter = letter::letter(&body, &about);
    let to = Address::read(&mail.address).ok()?.mailbox()?;
    // The same at each try: whoever gets it twice can tell.
    let name = live.secrets.keyed("message", &mail.key);
    let name = name.get(..16).map(hex)?;
    let header =
        |name: &'static str, value: &str| HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned());
    Message::builder()
        .from(sender.from.clone())
        .to(to)
        .subject(letter.subject)
        .date(date(mail.made))
        .message_id(Some(format!("<{name}@{}>", sender.from.email.domain())))
        // No machine answers a machine (RFC 3834).
        .raw_header(header("Auto-Submitted", "auto-generated"))
        .raw_header(header("X-Auto-Response-Suppress", "All"))
        .raw_header(header("Content-Language", about.lang.tag()))
        .multipart(MultiPart::alternative_plain_html(letter.text, letter.html))
        .ok()
}

fn date(at: Moment) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_millis(at.0.unsigned_abs())
}

impl Post {
    /// What stands in the way of sending, for whoever reads the log at the start.
    pub fn say_at_start(&self) {
        if self.is_on() {
            tracing::info!(links = self.base, "mail to fans is on");
        } else {
            tracing::warn!("mail to fans is off: nobody can confirm an e-mail address; name an SMTP server by --smtp");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_up_to_an_hour() {
        let waits: Vec<i64> = (1..=8).map(|tries| wait(tries) / 1_000).collect();
        assert_eq!(waits, [5, 15, 45, 135, 405, 1_215, 3_600, 3_600]);
        assert_eq!(wait(u32::MAX), HOUR);
    }
}
