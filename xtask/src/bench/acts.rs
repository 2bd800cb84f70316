//! What the server manages: durable acts held against what the same server does on `/healthz` under the same load, in one run.
//! Both share the machine with this load generator, so only the ratio says something about another machine.

use std::{
    fs,
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::{SocketAddr, TcpStream},
    path::{Path, PathBuf},
    process::{Command, ExitCode},
    sync::atomic::{AtomicU64, Ordering},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result, bail, ensure};

use crate::{
    server::{self, Profile, Running},
    widget,
    workspace::Workspace,
};

/// Connections that ask at once.
const CONNECTIONS: u64 = 32;
/// How long each case runs.
const SPAN: Duration = Duration::from_secs(5);
/// The evening on which the sample campaign is open.
const EVENING: &str = "2024-08-04T19:30:00Z";

/// A case: how many requests a second were answered with 200, and how long they took.
struct Measured {
    per_second: f64,
    median: Duration,
    slowest_percent: Duration,
}

/// Runs the cases against a release build and prints them.
pub fn run(workspace: &Workspace) -> Result<ExitCode> {
    widget::build(workspace)?;
    let program = server::build(workspace, Profile::Release)?;
    let folder = workspace.target.join("bench");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    let database = format!("sqlite:{}", folder.join("canyu.db").display());
    let sample = open_sample(workspace, &folder)?;
    let rehearsal = ["--database", &database, "--rehearsal-at", EVENING];
    let published = Command::new(&program)
        .args(["campaign", "publish"])
        .arg(&sample)
        .args(rehearsal)
        .output()?;
    ensure!(
        published.status.success(),
        "publishing failed: {}",
        String::from_utf8_lossy(&published.stderr)
    );
    let address = server::free_address(SocketAddr::from(([127, 0, 0, 1], 0)), "the server")?;
    let log = folder.join("server.log");
    let mut serve = Command::new(&program);
    serve.args(["serve", "--listen", &address.to_string()]).args(rehearsal);
    let mut running = Running::start(serve.env("CANYU_LOG", "warn"), &log)?;
    running.wait_until_ready(address, "/readyz", &log)?;

    println!(
        "{CONNECTIONS} connections, {} seconds a case, on this machine together with the load itself\n",
        SPAN.as_secs()
    );
    println!("{:<34} {:>10} {:>10} {:>10}", "", "a second", "median", "p99");
    let health = measure("GET /healthz", address, |_| {
        "GET /healthz HTTP/1.1\r\nhost: canyu\r\n\r\n".to_owned()
    })?;
    measure("GET a campaign's view", address, |_| {
        "GET /api/v1/campaigns/router-teaser HTTP/1.1\r\nhost: canyu\r\n\r\n".to_owned()
    })?;
    measure("visit tokens", address, visit)?;
    let acts = measure("durable acts (arrive, then tap)", address, act)?;
    running.stop()?;
    let ratio = acts.per_second / health.per_second;
    println!("\ndurable acts / healthz: {ratio:.2} (budget: at least 0.50)");
    Ok(if ratio >= 0.5 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// A copy of the sample campaign that lets everybody in: all requests come from one place, far more often than a place may.
fn open_sample(workspace: &Workspace, folder: &Path) -> Result<PathBuf> {
    let from = workspace.root.join("campaigns");
    let text = fs::read_to_string(from.join("router-teaser.toml"))?;
    let pictures = folder.join("router-teaser");
    fs::create_dir_all(&pictures)?;
    for picture in fs::read_dir(from.join("router-teaser"))? {
        let picture = picture?;
        fs::copy(picture.path(), pictures.join(picture.file_name()))?;
    }
    let path = folder.join("router-teaser.toml");
    fs::write(&path, format!("{text}\n[trust]\noff = [\"visits\", \"rates\"]\n"))?;
    Ok(path)
}

/// The announcement of a tap.
fn visit(number: u64) -> String {
    let body = format!(r#"{{"key":"{number:0>32}","act":"tap","node":"toy"}}"#);
    format!(
        "POST /api/v1/campaigns/router-teaser/visits HTTP/1.1\r\nhost: canyu\r\nauthorization: Bearer {number:0>43}\r\n\
         content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    )
}

/// Every second request is a new fan's arrival, the other one his first tap.
fn act(number: u64) -> String {
    let fan = number / 2;
    let body = if number.is_multiple_of(2) {
        r#"{"act":"arrive"}"#
    } else {
        r#"{"act":"tap","node":"toy"}"#
    };
    format!(
        "POST /api/v1/campaigns/router-teaser/acts HTTP/1.1\r\nhost: canyu\r\nauthorization: Bearer {fan:0>43}\r\n\
         idempotency-key: {number:0>32}\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    )
}

fn measure(name: &str, address: SocketAddr, request: impl Fn(u64) -> String + Sync) -> Result<Measured> {
    // A connection takes two numbers at a time, so that a fan arrives before he acts.
    let next = AtomicU64::new(0);
    let start = Instant::now();
    let taken: Result<Vec<Vec<Duration>>> = thread::scope(|scope| {
        let connections: Vec<_> = (0..CONNECTIONS)
            .map(|_| {
                scope.spawn(|| -> Result<Vec<Duration>> {
                    let mut connection = BufReader::new(TcpStream::connect(address)?);
                    connection.get_ref().set_nodelay(true)?;
                    let mut taken = Vec::new();
                    while start.elapsed() < SPAN {
                        let first = next.fetch_add(2, Ordering::Relaxed);
                        for number in [first, first + 1] {
                            let asked = Instant::now();
                            ask(&mut connection, &request(number))?;
                            taken.push(asked.elapsed());
                        }
                    }
                    Ok(taken)
                })
            })
            .collect();
        connections
            .into_iter()
            .map(|connection| connection.join().unwrap_or_else(|_| bail!("a connection panicked")))
            .collect()
    });
    let seconds = start.elapsed().as_secs_f64();
    let mut taken = taken?.concat();
    taken.sort_unstable();
    let at = |share: usize| taken.get(taken.len() * share / 100).copied().unwrap_or_default();
    let measured = Measured {
        per_second: taken.len() as f64 / seconds,
        median: at(50),
        slowest_percent: at(99),
    };
    println!(
        "{name:<34} {:>10.0} {:>7.2} ms {:>7.2} ms",
        measured.per_second,
        measured.median.as_secs_f64() * 1e3,
        measured.slowest_percent.as_secs_f64() * 1e3
    );
    Ok(measured)
}

/// One request and its whole answer on a connection that stays open.
fn ask(connection: &mut BufReader<TcpStream>, request: &str) -> Result<()> {
    connection.get_mut().write_all(request.as_bytes())?;
    let mut line = String::new();
    connection.read_line(&mut line)?;
    ensure!(line.starts_with("HTTP/1.1 200"), "answered {}", line.trim_end());
    let mut length = 0;
    loop {
        line.clear();
        connection.read_line(&mut line)?;
        let header = line.trim_end();
        if header.is_empty() {
            break;
        }
        if let Some(value) = header.strip_prefix("content-length:") {
            length = value.trim().parse::<u64>().context("a length that is no number")?;
        }
    }
    std::io::copy(&mut connection.by_ref().take(length), &mut std::io::sink())?;
    Ok(())
}
