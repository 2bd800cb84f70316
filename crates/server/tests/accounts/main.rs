//! Accounts of staff, with the real program over HTTP: who comes in, who may do what, and what the log says of it.

#![allow(
    clippy::allow_attributes,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test may end here"
)]

mod audit;
mod command;
mod drafts;
mod draw;
mod embed;
mod exports;
mod factor;
mod first;
mod forged;
mod gifts;
mod goods;
mod invited;
mod lockout;
mod news;
mod own;
mod receiver;
mod review;
mod seeds;
mod statistics;
mod study;
mod tokens;
mod walk;
mod webhooks;
mod week;
mod written;

#[path = "../support/mod.rs"]
mod support;

use serde_json::{Value, json};
use support::{EVENING, Place, Server};

/// What everybody's password is.
const PASSWORD: &str = "correct horse battery";
/// The first administrator.
const LI: &str = "li@example.org";

/// Somebody's browser, or a program.
#[derive(Clone, Default)]
struct Client {
    url: String,
    cookie: String,
    csrf: String,
    token: String,
}

/// What came back.
#[derive(Debug)]
struct Answer {
    status: u16,
    body: Value,
    /// The same, as it came.
    text: String,
    /// As `name: value`, in order; without the date.
    headers: Vec<String>,
}

impl Answer {
    /// The code of a refusal.
    fn code(&self) -> &str {
        self.body["code"].as_str().unwrap_or_default()
    }

    fn header(&self, name: &str) -> &str {
        let head = format!("{name}: ");
        let found = self.headers.iter().find_map(|line| line.strip_prefix(&head));
        found.unwrap_or_default()
    }

    /// What it must have been.
    fn is(self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}", self.body);
        self.body
    }

    /// What it must have been refused with.
    fn refused(self, status: u16, code: &str) {
        assert_eq!((self.status, self.code()), (status, code), "{}", self.body);
    }
}

impl Client {
    fn new(server: &Server) -> Self {
        Self {
            url: server.url.clone(),
            ..Self::default()
        }
    }

    /// A program with a token.
    fn program(&self, token: &Value) -> Self {
        Self {
            url: self.url.clone(),
            token: token["secret"].as_str().unwrap().to_owned(),
            ..Self::default()
        }
    }

    fn send_with(&self, method: &str, path: &str, body: Option<&Value>, more: &[(&str, &str)]) -> Answer {
        self.send_raw(method, path, body.map(|body| body.to_string().into_bytes()), more)
    }

    fn send_raw(&self, method: &str, path: &str, body: Option<Vec<u8>>, more: &[(&str, &str)]) -> Answer {
        let mut headers = vec![("user-agent", "a browser")];
        let (cookie, bearer) = (
            format!("canyu_session={}", self.cookie),
            format!("Bearer {}", self.token),
        );
        if !self.cookie.is_empty() {
            headers.push(("cookie", &cookie));
        }
        if !self.csrf.is_empty() && method != "GET" {
            headers.push(("canyu-csrf", &self.csrf));
        }
        if !self.token.is_empty() {
            headers.push(("authorization", &bearer));
        }
        // What is given here stands instead.
        headers.retain(|(name, _)| !more.iter().any(|(other, _)| other == name));
        let mut request = ureq::http::Request::builder()
            .method(method)
            .uri(format!("{}/api/v1/staff{path}", self.url));
        for (name, value) in headers.iter().chain(more).filter(|(_, value)| !value.is_empty()) {
            request = request.header(*name, *value);
        }
        let config = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .allow_non_standard_methods(true);
        let agent: ureq::Agent = config.build().into();
        let sent = match body {
            Some(body) => agent.run(request.body(body).unwrap()),
            None => agent.run(request.body(()).unwrap()),
        };
        let mut answer = sent.unwrap();
        let mut headers: Vec<String> = answer
            .headers()
            .iter()
            .filter(|(name, _)| *name != "date")
            .map(|(name, value)| format!("{name}: {}", value.to_str().unwrap()))
            .collect();
        headers.sort();
        // A stream has no end.
        let is_stream = headers.iter().any(|line| line == "content-type: text/event-stream");
        let text = if is_stream {
            String::new()
        } else {
            answer.body_mut().read_to_string().unwrap()
        };
        Answer {
            status: answer.status().as_u16(),
            body: serde_json::from_str(&text).unwrap_or_default(),
            text,
            headers,
        }
    }

    fn send(&self, method: &str, path: &str, body: Option<&Value>) -> Answer {
        self.send_with(method, path, body, &[])
    }

    fn get(&self, path: &str) -> Answer {
        self.send("GET", path, None)
    }

    fn post(&self, path: &str, body: &Value) -> Answer {
        self.send("POST", path, Some(body))
    }

    fn patch(&self, path: &str, body: &Value) -> Answer {
        self.send("PATCH", path, Some(body))
    }

    fn delete(&self, path: &str) -> Answer {
        self.send("DELETE", path, None)
    }

    /// Keeps what an answer has a browser keep.
    fn takes(&self, answer: Answer) -> Self {
        assert!([200, 201].contains(&answer.status), "{}", answer.body);
        let cookie = answer.header("set-cookie");
        let cookie = cookie.split(';').next().unwrap().split_once('=').unwrap().1;
        Self {
            url: self.url.clone(),
            cookie: cookie.to_owned(),
            csrf: answer.body["csrf"].as_str().unwrap().to_owned(),
            token: String::new(),
        }
    }

    fn try_sign_in(&self, email: &str, password: &str, code: Option<&str>) -> Answer {
        let mut body = json!({ "email": email, "password": password });
        if let Some(code) = code {
            body["code"] = code.into();
        }
        self.post("/session", &body)
    }

    fn sign_in(&self, email: &str) -> Self {
        self.takes(self.try_sign_in(email, PASSWORD, None))
    }

    /// Makes an account, and signs in with it.
    fn colleague(&self, email: &str, role: &str, campaigns: &Value) -> Self {
        let new = json!({ "name": email, "email": email, "role": role, "campaigns": campaigns, "password": PASSWORD });
        self.post("/accounts", &new).is(201);
        Self {
            url: self.url.clone(),
            ..Self::default()
        }
        .sign_in(email)
    }

    /// The id of an account.
    fn id_of(&self, email: &str) -> String {
        let accounts = self.get("/accounts").is(200);
        let found = accounts.as_array().unwrap().iter().find(|one| one["email"] == email);
        found.unwrap()["id"].as_str().unwrap().to_owned()
    }

    /// The lines of the log that tell of one thing, the newest first.
    fn log(&self, what: &str) -> Vec<Value> {
        let page = self.get("/audit?limit=200").is(200);
        let lines = page["lines"].as_array().unwrap().iter();
        lines.filter(|line| line["what"] == what).cloned().collect()
    }
}

/// A server with its first administrator, who is signed in.
fn served(place: &Place) -> (Server, Client) {
    let mut server = place.serve(EVENING);
    let link = first_link(&mut server);
    let nobody = Client::new(&server);
    let li = nobody.takes(nobody.post("/first", &first(&link, LI)));
    (server, li)
}

/// What stands in the link that the server prints.
fn first_link(server: &mut Server) -> String {
    let line = server.line();
    let link = line.strip_prefix(&format!("first administrator: {}/console#first=", server.url));
    link.unwrap_or_else(|| panic!("{line}")).to_owned()
}

fn first(link: &str, email: &str) -> Value {
    json!({ "link": link, "name": "Li Na", "email": email, "password": PASSWORD, "language": "zh-Hans" })
}
