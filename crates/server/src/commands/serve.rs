//! `canyu serve`

use crate::{
    account::{self, first},
    app::{self, App},
    clock::Clock,
    embedded,
    export::{
        desk::{self, Desk},
        schedule,
    },
    guard::Proxies,
    identity::{lookup, mx},
    jobs, life,
    mail::{Post, notices, outbox, settings::MailArg},
    settings::{self, ClockArg, DatabaseArg, KeyArg, RelayArg, SettingsFile},
    statistics::study::shelf,
    tasks::Tasks,
    trust, upload, webhook,
};
use anyhow::Context as _;
use ipnet::IpNet;
use metrics_exporter_prometheus::PrometheusBuilder;
use std::{io::Write as _, net::SocketAddr, process::ExitCode, sync::Arc, time::Duration};
use tokio::net::TcpListener;

/// The steps of the histogram of acts a transaction.
const GROUP_SIZES: [f64; 9] = [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 256.0];

/// How often the server looks for what other processes have published.
const LOOK_AGAIN: Duration = Duration::from_secs(1);

/// Run the server.
#[derive(Debug, clap::Args)]
pub struct Serve {
    /// Address and port; port 0 takes a free one [default: 127.0.0.1:7700]
    #[arg(long, env = "CANYU_LISTEN", value_name = "ADDRESS")]
    listen: Option<String>,
    /// Where people reach the server, as https://canyu.example
    #[arg(long, env = "CANYU_PUBLIC_URL", value_name = "URL")]
    public_url: Option<String>,
    /// Who is believed when it says in X-Forwarded-For for whom it asks, as 10.0.0.0/8; may be given several times
    #[arg(long = "proxy", env = "CANYU_PROXIES", value_name = "CIDR", value_delimiter = ',')]
    proxies: Vec<IpNet>,
    /// The zone whose days statistics count, as Asia/Shanghai [default: UTC]
    #[arg(long, env = "CANYU_ZONE", value_name = "IANA")]
    zone: Option<String>,
    #[command(flatten)]
    database: DatabaseArg,
    #[command(flatten)]
    key: KeyArg,
    #[command(flatten)]
    relays: RelayArg,
    #[command(flatten)]
    mail: MailArg,
    #[command(flatten)]
    clock: ClockArg,
    /// Rehearse with a time that stands still until `POST /api/v1/rehearsal/clock` moves it, as `canyu simulate` does
    #[arg(long, requires = "rehearsal_at", conflicts_with = "rehearsal_speed")]
    rehearsal_driven: bool,
}

impl Serve {
    pub(super) async fn run(self, settings: &SettingsFile) -> anyhow::Result<ExitCode> {
        let store = self.database.open(settings).await?;
        let key = self.key.open(&*store, &self.database, settings).await?;
        let clock = match self.clock.rehearsal_at {
            Some(at) if self.rehearsal_driven => Clock::driven(at),
            _ => self.clock.clock(),
        };
        let mail = self.mail.settings(settings)?;
        let exchangers = mx::exchangers(self.mail.mx_file.as_deref())?;
        store.claim(clock.is_rehearsal()).await?;
        let calendar = settings::zone(self.zone.as_deref(), settings)?;
        if store.keep_days(&calendar).await? {
            tracing::info!(zone = calendar.name(), "days are counted anew by this zone");
        }
        if !embedded::has_widget() {
            tracing::warn!(
                "this binary was built without the widget: pages can show no campaign; build it with `cargo xtask build`"
            );
        }
        let metrics = PrometheusBuilder::new()
            .set_buckets(&GROUP_SIZES)
            .and_then(PrometheusBuilder::install_recorder)
            .context("the metrics could not be started")?;
        let public_url = self.public_url.clone().or_else(|| settings.public_url.clone());
        let (mut app, writer) = App::start(
            store.clone(),
            key,
            clock,
            public_url,
            Proxies::new(settings::proxies(self.proxies, settings)),
            metrics,
        )
        .await?;
        let address = settings::listen(self.listen.as_deref(), settings);
        let listener = TcpListener::bind(&address).await.with_context(|| {
            format!("cannot listen on {address}: is another server running there? Choose another one with --listen")
        })?;
        let bound = listener.local_addr()?;
        let base = app
            .public_url
            .as_deref()
            .map_or_else(|| format!("http://{bound}"), str::to_owned);
        app.post = Arc::new(Post::new(mail, &base, exchangers));
        app.post.say_at_start();
        app.relays = self.relays.relays(settings);
        for scheduled in &settings.export {
            scheduled
                .check()
                .context("canyu.toml: an [[export]] cannot be written")?;
        }
        let folder = self.database.exports(settings);
        app.exports = Arc::new(
            Desk::new(folder.clone(), settings.export.clone())
                .with_context(|| format!("old exports in {} cannot be removed", folder.display()))?,
        );
        // A browser takes a cookie that is for HTTPS alone from its own machine without it, but for Safari.
        app.gate.is_secure = !bound.ip().is_loopback() || base.starts_with("https:");
        let first = first::link(&*store, &base, clock.wall()).await?;
        for slug in app.campaigns.slugs() {
            tracing::info!(campaign = slug, "serving");
        }
        let stop = stop()?;
        println!("listening http://{bound}");
        if let Some(first) = first {
            // Whoever has started the program may not read on.
            let _ = writeln!(std::io::stdout(), "first administrator: {first}");
        }
        let watcher = tokio::spawn(watch(app.clone()));
        let sharing = app.sharing.clone();
        // Streams have no end of their own: the server would wait for them for ever.
        let stop = async move {
            stop.await;
            sharing.end();
        };
        let service = app::router(app).into_make_service_with_connect_info::<SocketAddr>();
        axum::serve(listener, service).with_graceful_shutdown(stop).await?;
        // The routes are gone, and with them the last ways to the writer once the watcher has let go of its own.
        watcher.abort();
        let _ = watcher.await;
        writer.await.context("the writer failed")?;
        store.close().await;
        tracing::info!("stopped: all that was accepted is on disk");
        Ok(ExitCode::SUCCESS)
    }
}

async fn watch(app: App) {
    let mut tasks = Tasks::default();
    tasks.spawn(upload::sweep::sweep(app.clone()));
    tasks.spawn(outbox::run(app.clone()));
    tasks.spawn(outbox::sweep(app.clone()));
    tasks.spawn(notices::run(app.clone()));
    tasks.spawn(lookup::run(app.clone()));
    tasks.spawn(account::sweep::run(app.clone()));
    tasks.spawn(schedule::run(app.clone()));
    tasks.spawn(desk::sweep(app.clone()));
    tasks.spawn(webhook::send::run(app.clone()));
    tasks.spawn(webhook::send::sweep(app.clone()));
    loop {
        let slugs = app.campaigns.slugs();
        tasks.each("draw", jobs::draws(&app), |slug| jobs::run(app.clone(), slug));
        tasks.each("life", slugs.clone(), |slug| life::run(app.clone(), slug));
        tasks.each("forecast", slugs.clone(), |slug| shelf::run(app.clone(), slug));
        tasks.each("trust", slugs, |slug| trust::run(app.clone(), slug));
        tokio::time::sleep(LOOK_AGAIN).await;
        app.metrics.run_upkeep();
        if let Err(error) = app.campaigns.refresh(&*app.store).await {
            tracing::error!(%error, "what was published cannot be read");
        }
    }
}

/// Comes back when the program is asked to stop. From now on, and not only from the first poll, it is asked politely: whoever has
/// read "listening" may stop the program at once.
#[cfg(unix)]
fn stop() -> std::io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! { _ = interrupt.recv() => {}, _ = terminate.recv() => {} }
    })
}

/// Comes back when the program is asked to stop.
#[cfg(not(unix))]
fn stop() -> std::io::Result<impl Future<Output = ()>> {
    Ok(async {
        let _ = tokio::signal::ctrl_c().await;
    })
}
