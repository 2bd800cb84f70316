//! The real program, on a port of the kernel's choice and a database of its own.

#![allow(
    dead_code,
    clippy::allow_attributes,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "each test file uses its own part of this, and a test may end here"
)]

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::{Value, json};
use std::{
    io::{BufRead as _, BufReader, Read as _},
    path::{Path, PathBuf},
    process::{Child, ChildStderr, ChildStdout, Command, Output, Stdio},
    sync::atomic::{AtomicU64, Ordering},
};

/// The evening on which tests take place: every node of the test campaign is open.
pub const EVENING: &str = "2024-08-04T19:30:00Z";

/// A campaign with a node of each kind and pictures of one colour.
pub const CAMPAIGN: &str = r##"
slug = "toy"
languages = ["en", "zh-Hans"]
title = { en = "A new toy", zh-Hans = "新玩具" }
opens = 2024-08-04T19:00:00Z
closes = 2024-08-05T19:00:00Z
origins = ["https://shop.example"]
nodes = [
    { id = "picture", kind = "teaser", title = { en = "What", zh-Hans = "何" }, tickets = 1, columns = 2, rows = 1, stages = [
        { picture = "red.svg", alt = { en = "Red", zh-Hans = "红" } },
        { at = 2024-08-04T20:00:00Z, picture = "blue.svg", tiles = [2], alt = { en = "Blue", zh-Hans = "蓝" }, hint = { en = "Sea", zh-Hans = "海" } },
    ] },
    { id = "guess", kind = "guess", title = { en = "Guess", zh-Hans = "猜" }, tickets = 2 },
    { id = "poll", kind = "vote", form = "poll", title = { en = "Poll", zh-Hans = "选" }, tickets = 1, options = [
        { key = "a", text = { en = "A", zh-Hans = "甲" } }, { key = "b", text = { en = "B", zh-Hans = "乙" } },
    ] },
    { id = "draw", kind = "lottery", title = { en = "Draw", zh-Hans = "抽" }, draws = 2024-08-05T20:00:00Z, terms = { en = "Fair", zh-Hans = "公平" }, prizes = [
        { name = { en = "Toy", zh-Hans = "玩具" } },
    ] },
    { id = "friends", kind = "share", title = { en = "Friends", zh-Hans = "友" }, tickets = 3 },
]
"##;

/// A folder with a campaign file, its pictures and a database.
pub struct Place {
    folder: tempfile::TempDir,
}

impl Place {
    /// A folder with the test campaign, not published yet.
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        for colour in ["red", "blue"] {
            let svg = format!(
                r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 2"><rect width="4" height="2" fill="{colour}"/></svg>"#
            );
            std::fs::write(folder.path().join(format!("{colour}.svg")), svg).unwrap();
        }
        std::fs::write(folder.path().join("toy.toml"), CAMPAIGN).unwrap();
        Self { folder }
    }

    /// A path in the folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Runs the program in the folder to its end.
    pub fn run(&self, arguments: &[&str]) -> Output {
        program(self.folder.path()).args(arguments).output().unwrap()
    }

    /// Runs the program, which must succeed; what it printed.
    pub fn ok(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        let (out, err) = (
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr),
        );
        assert!(output.status.success(), "{arguments:?}: {out}{err}");
        out.into_owned()
    }

    /// Publishes the test campaign for a rehearsal.
    pub fn publish(&self) {
        self.ok(&["campaign", "publish", "toy.toml", "--rehearsal-at", EVENING]);
    }

    /// The rows of an export.
    pub fn export(&self, table: &str) -> Vec<Value> {
        let text = self.ok(&["export", "toy", "--table", table, "--format", "jsonl"]);
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// Starts the server in a rehearsal that begins at a moment.
    pub fn serve(&self, at: &str) -> Server {
        self.serve_with(at, &[])
    }

    /// The same, with further arguments.
    pub fn serve_with(&self, at: &str, more: &[&str]) -> Server {
        let mut child = program(self.folder.path())
            .args(["serve", "--listen", "127.0.0.1:0", "--rehearsal-at", at])
            .args(more)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let mut told = BufReader::new(child.stdout.take().unwrap());
        told.read_line(&mut line).unwrap();
        let url = line
            .trim()
            .strip_prefix("listening ")
            .unwrap_or_else(|| panic!("the server did not start"))
            .to_owned();
        Server { child, told, url }
    }
}

fn program(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_canyu"));
    command
        .current_dir(folder)
        .env_remove("CANYU_DATABASE")
        .env_remove("CANYU_LISTEN")
        .env_remove("CANYU_RELAYS");
    command
}

/// A running server; killed when dropped.
pub struct Server {
    child: Child,
    told: BufReader<ChildStdout>,
    /// Its address.
    pub url: String,
}

impl Server {
    /// Kills it as a power cut would.
    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// The next line that it prints; empty once it has ended.
    pub fn line(&mut self) -> String {
        let mut line = String::new();
        self.told.read_line(&mut line).unwrap();
        line.trim().to_owned()
    }

    /// What it logs from now on.
    pub fn log(&mut self) -> ChildStderr {
        self.child.stderr.take().unwrap()
    }

    /// Asks it to stop, waits, and returns what it logged.
    pub fn stop(mut self) -> String {
        let asked = Command::new("kill")
            .args(["-TERM", &self.child.id().to_string()])
            .status()
            .unwrap();
        assert!(asked.success());
        let mut log = String::new();
        self.child.stderr.take().unwrap().read_to_string(&mut log).unwrap();
        assert!(self.child.wait().unwrap().success(), "{log}");
        log
    }

    /// The address of something of the test campaign.
    pub fn at(&self, path: &str) -> String {
        format!("{}/api/v1/campaigns/toy{path}", self.url)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Changes a place's database behind the program's back.
pub fn sql(place: &Place, sql: &str) {
    let url = format!("sqlite:{}", place.path("canyu.db").display());
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        use sqlx::Connection as _;
        let mut connection = sqlx::SqliteConnection::connect(&url).await.unwrap();
        sqlx::raw_sql(sqlx::AssertSqlSafe(sql))
            .execute(&mut connection)
            .await
            .unwrap();
        connection.close().await.unwrap();
    });
}

/// A number or a text from the database.
pub fn look_up(place: &Place, sql: &str) -> String {
    let url = format!("sqlite:{}", place.path("canyu.db").display());
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        use sqlx::Connection as _;
        let mut connection = sqlx::SqliteConnection::connect(&url).await.unwrap();
        let found: String = sqlx::query_scalar(sqlx::AssertSqlSafe(sql))
            .fetch_one(&mut connection)
            .await
            .unwrap();
        connection.close().await.unwrap();
        found
    })
}

/// A browser that does not mind what it is answered.
pub fn agent() -> ureq::Agent {
    ureq::Agent::config_builder().http_status_as_error(false).build().into()
}

/// A fan's token.
pub fn token(number: u32) -> String {
    format!("{number:0>43}")
}

/// A new idempotency key.
pub fn key() -> String {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    format!("key-{:0>20}", NEXT.fetch_add(1, Ordering::Relaxed))
}

/// Sends an act; the status and the body.
pub fn act(agent: &ureq::Agent, server: &Server, fan: u32, act: &Value) -> (u16, Value) {
    act_with_key(agent, server, fan, &key(), act)
}

/// Sends an act under a key, announced where it has to be.
pub fn act_with_key(agent: &ureq::Agent, server: &Server, fan: u32, key: &str, act: &Value) -> (u16, Value) {
    let visit = visit(agent, server, fan, key, act);
    act_with_visit(agent, server, fan, key, visit.as_ref(), act)
}

/// Announces an act that takes part; the visit token.
pub fn visit(agent: &ureq::Agent, server: &Server, fan: u32, key: &str, act: &Value) -> Option<Visit> {
    let (name, node) = (act["act"].as_str()?, act["node"].as_str()?);
    if ["start", "share"].contains(&name) {
        return None;
    }
    let announced = json!({ "key": key, "act": name, "node": node });
    let mut answer = agent
        .post(server.at("/visits"))
        .header("authorization", format!("Bearer {}", token(fan)))
        .send_json(&announced)
        .unwrap();
    let body: Value = answer.body_mut().read_json().unwrap();
    let challenge = serde_json::from_value(body["challenge"].clone()).ok();
    Some(Visit {
        token: body["visit"].as_str()?.to_owned(),
        proof: challenge.map(solve),
    })
}

/// What is shown at the door.
#[derive(Clone, Debug)]
pub struct Visit {
    /// The token.
    pub token: String,
    /// The solution of the challenge that came with it.
    pub proof: Option<String>,
}

/// Solves a challenge as a browser does.
pub fn solve(challenge: altcha::Challenge) -> String {
    let solution = altcha::solve_challenge(altcha::SolveChallengeOptions::new(&challenge));
    let solution = solution.unwrap().unwrap();
    let payload = altcha::Payload { challenge, solution };
    STANDARD.encode(serde_json::to_vec(&payload).unwrap())
}

/// Sends an act under a key with a visit token, or without one.
pub fn act_with_visit(
    agent: &ureq::Agent,
    server: &Server,
    fan: u32,
    key: &str,
    visit: Option<&Visit>,
    act: &Value,
) -> (u16, Value) {
    let mut request = agent
        .post(server.at("/acts"))
        .header("authorization", format!("Bearer {}", token(fan)))
        .header("idempotency-key", key);
    if let Some(visit) = visit {
        request = request.header("canyu-visit", &visit.token);
        if let Some(proof) = &visit.proof {
            request = request.header("canyu-proof", proof);
        }
    }
    let mut answer = request.send_json(act).unwrap();
    (answer.status().as_u16(), answer.body_mut().read_json().unwrap())
}

/// Lets a fan arrive.
pub fn arrive(agent: &ureq::Agent, server: &Server, fan: u32) -> Value {
    let (status, answer) = act(agent, server, fan, &json!({ "act": "arrive" }));
    assert_eq!(status, 200, "{answer}");
    answer
}

/// The campaign's view, asked for with a query.
pub fn view(server: &Server, query: &str) -> Value {
    agent()
        .get(server.at(query))
        .call()
        .unwrap()
        .body_mut()
        .read_json()
        .unwrap()
}

/// Machines: enough that there is something to compare.
pub const MACHINES: std::ops::RangeInclusive<u32> = 1..=24;

/// They come one after another, all do the same at once, and are gone.
pub fn machines(server: &Server) {
    let agent = agent();
    for fan in MACHINES {
        arrive(&agent, server, fan);
        let nonce = format!("{fan:064x}");
        for what in [
            json!({ "act": "guess", "node": "guess", "text": "A kettle" }),
            json!({ "act": "vote", "node": "poll", "picks": ["b"] }),
            json!({ "act": "enter", "node": "draw", "nonce": nonce }),
        ] {
            let (status, answer) = act(&agent, server, fan, &what);
            assert_eq!(status, 200, "{what}: {answer}");
            // Nothing in an answer says what the scores will say.
            assert_eq!(answer["me"]["standing"], "ok");
        }
    }
}
