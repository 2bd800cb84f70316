//! `GET /api/v1/staff/campaigns/{slug}/statistics/stream`

use super::filter;
use crate::{
    account::{Caller, enter},
    app::App,
    problem::{ApiError, Problem},
    statistics::share::Answer,
};
use axum::{
    extract::{Path, Query, State, rejection::QueryRejection},
    http::HeaderMap,
    response::{
        Sse,
        sse::{Event, KeepAlive},
    },
};
use canyu_core::{
    moment::Moment,
    staff::{Filter, Right},
};
use futures::Stream;
use std::{convert::Infallible, sync::Arc, time::Duration};
use tokio::sync::OwnedSemaphorePermit;

/// How often it is looked whether something has changed.
const LOOK_AGAIN: Duration = Duration::from_millis(500);
/// Milliseconds between two answers, at least.
const AT_MOST_EVERY: i64 = 2_000;
/// How often it is looked whether he may look on, in milliseconds, where nothing is sent.
const CHECK: i64 = 15_000;
/// How often something is said where there is nothing to say: what stands between would close the connection.
const KEEP_ALIVE: Duration = Duration::from_secs(15);
/// How long a browser waits before it asks again.
const ASK_AGAIN: Duration = Duration::from_secs(3);

/// The figures, and again whenever they change: events `figures`, each with a whole answer. The id of an event is that of the last thing that had happened;
/// who sends it as `Last-Event-ID` is told nothing that he knows.
///
/// # Errors
/// As described for the API.
#[utoipa::path(get, path = "/api/v1/staff/campaigns/{slug}/statistics/stream", tag = "staff", extensions(("x-canyu-right" = json!("see_numbers"))),
    params(("slug" = String, Path, description = "The campaign"), Filter, ("Last-Event-ID" = Option<String>, Header, description = "The last event that has come")),
    responses((status = 200, description = "Server-sent events", content_type = "text/event-stream", body = String), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem), (status = 422, body = Problem), (status = 503, body = Problem)))]
pub async fn stream(
    State(app): State<App>,
    caller: Caller,
    Path(slug): Path<String>,
    asked: Result<Query<Filter>, QueryRejection>,
    headers: HeaderMap,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, ApiError> {
    caller.campaign(&app, &slug)?;
    let filter = filter(asked)?;
    let looker = Looker {
        seat: app.sharing.look_on()?,
        known: headers
            .get("last-event-id")
            .and_then(|id| id.to_str().ok())
            .map(str::to_owned),
        body: None,
        sent: Moment(i64::MIN),
        checked: caller.at,
        app,
        headers,
        place: caller.place,
        slug,
        filter,
    };
    let events = futures::stream::unfold(looker, |mut looker| async {
        let event = looker.next().await?;
        Some((Ok(event), looker))
    });
    Ok(Sse::new(events).keep_alive(KeepAlive::new().interval(KEEP_ALIVE)))
}

/// Somebody who looks on.
struct Looker {
    app: App,
    headers: HeaderMap,
    place: String,
    slug: String,
    filter: Filter,
    /// What he knows already.
    known: Option<String>,
    /// What he was sent last.
    body: Option<Arc<str>>,
    /// When that was, by the machine's clock.
    sent: Moment,
    /// When it was looked last whether he may look on.
    checked: Moment,
    #[expect(dead_code, reason = "it is given back when he goes")]
    seat: OwnedSemaphorePermit,
}

impl Looker {
    /// The next event; nothing more when the server stops, or he may not look on.
    async fn next(&mut self) -> Option<Event> {
        if self.sent != Moment(i64::MIN) {
            tokio::time::sleep(LOOK_AGAIN).await;
        }
        loop {
            if self.app.sharing.has_ended() {
                return None;
            }
            let wall = self.app.clock.wall();
            if wall.0.saturating_sub(self.checked.0) >= CHECK {
                self.check().await?;
            }
            if wall.0.saturating_sub(self.sent.0) >= AT_MOST_EVERY {
                let answer = self.figures().await?;
                if !self.knows(&answer) {
                    // Whoever has lost the right since is sent nothing more.
                    self.check().await?;
                    return Some(self.tell(answer, wall));
                }
            }
            tokio::time::sleep(LOOK_AGAIN).await;
        }
    }

    async fn check(&mut self) -> Option<()> {
        let caller = enter::still(&self.app, &self.headers, self.place.clone()).await.ok()?;
        caller.must(Right::SeeNumbers).ok()?;
        caller.campaign(&self.app, &self.slug).ok()?;
        self.checked = self.app.clock.wall();
        Some(())
    }

    async fn figures(&self) -> Option<Answer> {
        let live = self.app.campaigns.get(&self.slug)?;
        let answer = self
            .app
            .sharing
            .figures(&self.app, &live, &self.filter, AT_MOST_EVERY)
            .await;
        answer
            .inspect_err(|error| tracing::error!(%error, "figures cannot be read for a stream, which ends"))
            .ok()
    }

    fn knows(&mut self, answer: &Answer) -> bool {
        match &self.body {
            Some(body) => Arc::ptr_eq(body, &answer.body),
            None => {
                let knows = self.known.as_ref() == Some(&answer.id);
                if knows {
                    // From now on he is told when its hour is over, too.
                    self.body = Some(answer.body.clone());
                }
                knows
            }
        }
    }

    fn tell(&mut self, answer: Answer, wall: Moment) -> Event {
        let event = Event::default()
            .event("figures")
            .id(&answer.id)
            .retry(ASK_AGAIN)
            .data(&*answer.body);
        self.body = Some(answer.body);
        self.sent = wall;
        event
    }
}
