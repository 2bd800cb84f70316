//! The server as a whole: what its routes share, and how they are put together.

use crate::{
    account::Gate,
    campaigns::{Campaigns, Live},
    clock::Clock,
    draft::Drafting,
    draw::{Draw, relays::Relays},
    export::desk::Desk,
    guard::{Guard, Proxies},
    ingest::Ingest,
    mail::Post,
    routes,
    statistics::{share::Sharing, study::shelf::Shelf},
    store::{Store, StoreError},
    upload::Darkroom,
};
use axum::{
    Router,
    extract::DefaultBodyLimit,
    http::{HeaderValue, header},
    middleware,
    response::Response,
};
use fairdraw::key::SigningKey;
use metrics_exporter_prometheus::PrometheusHandle;
use std::sync::Arc;
use tokio::{sync::Semaphore, task::JoinHandle};
use tower_http::compression::{
    CompressionLayer,
    predicate::{DefaultPredicate, NotForContentType, Predicate as _},
};

/// Largest body of a request in bytes: enough for a text of 10,000 characters in any script, so that it is the rules that refuse it.
pub const LARGEST_BODY: usize = 64 * 1024;

/// What the routes share.
#[derive(Clone)]
pub struct App {
    /// Where everything is kept.
    pub store: Arc<dyn Store>,
    /// The published campaigns.
    pub campaigns: Arc<Campaigns>,
    /// The way to the one writer.
    pub ingest: Ingest,
    /// Campaign time.
    pub clock: Clock,
    /// What stands at the door.
    pub guard: Guard,
    /// Where pictures that fans send are made.
    pub darkroom: Darkroom,
    /// What sends mail to fans; off until somebody says how.
    pub post: Arc<Post>,
    /// Where the server is reached, without a slash at the end; `None`: wherever the request says.
    pub public_url: Option<Arc<str>>,
    /// What staff come in by.
    pub gate: Gate,
    /// Who is asked for the random value of a draw; nobody until somebody says whom.
    pub relays: Relays,
    /// What is known of drafts beside the store.
    pub drafting: Arc<Drafting>,
    /// Files that staff take home.
    pub exports: Arc<Desk>,
    /// What figures were read last, and who looks on.
    pub sharing: Arc<Sharing>,
    /// Where studies of who brought whom are made and kept.
    pub studies: Arc<Shelf>,
    /// Whose turn it is to have everybody of a campaign in memory: a study, or a scoring. One after another, in the order of asking; whoever has
    /// the turn waits for nobody who waits for it.
    pub heavy: Arc<Semaphore>,
    /// The metrics.
    pub metrics: PrometheusHandle,
}

impl App {
    /// Reads the published campaigns and starts the writer. The handle ends when the app is gone and all is written.
    ///
    /// # Errors
    /// When the database fails, or a draw's manifest names another key.
    pub async fn start(
        store: Arc<dyn Store>,
        key: Arc<SigningKey>,
        clock: Clock,
        public_url: Option<String>,
        proxies: Proxies,
        metrics: PrometheusHandle,
    ) -> Result<(Self, JoinHandle<()>), StoreError> {
        let campaigns = Arc::new(Campaigns::new(key));
        campaigns.refresh(&*store).await?;
        let changed = campaigns.clone();
        let (ingest, writer) = Ingest::start(store.clone(), move |slug| changed.changed(slug));
        let public_url = public_url.map(|url| Arc::from(url.trim_end_matches('/')));
        Ok((
            Self {
                store,
                campaigns,
                ingest,
                guard: Guard::new(&clock, proxies),
                clock,
                darkroom: Darkroom::default(),
                post: Arc::default(),
                gate: Gate::default(),
                relays: Relays::new(&[]),
                drafting: Arc::default(),
                exports: Arc::default(),
                sharing: Arc::default(),
                studies: Arc::default(),
                heavy: Arc::new(Semaphore::new(1)),
                public_url,
                metrics,
            },
            writer,
        ))
    }

    /// The draw of a campaign, if it has one.
    #[must_use]
    pub fn draw(&self, live: &Live) -> Option<Draw> {
        let ballot = live.ballot.clone()?;
        Some(Draw::new(self.store.clone(), ballot))
    }
}

/// The server's routes.
pub fn router(app: App) -> Router {
    // Hashes and zips cannot be compressed.
    let worthwhile = DefaultPredicate::new()
        .and(NotForContentType::const_new("application/octet-stream"))
        .and(NotForContentType::const_new("application/zip"));
    let (api, _) = routes::api(app.clone());
    routes::rehearsal::driven(&app, Router::new().merge(api).merge(routes::site::router()))
        .with_state(app)
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .layer(CompressionLayer::new().compress_when(worthwhile))
        .layer(middleware::map_response(common_headers))
}

async fn common_headers(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    // A page may be stricter.
    headers
        .entry(header::REFERRER_POLICY)
        .or_insert(HeaderValue::from_static("strict-origin-when-cross-origin"));
    response
}
