//! The SMTP server.

use serde_json::Value;
use std::{
    io::{BufRead as _, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
    sync::mpsc::{Receiver, channel},
    thread,
    time::Duration,
};

/// What never comes is said after a minute.
const PATIENCE: Duration = Duration::from_secs(60);

/// A running SMTP server; it ends when dropped.
pub struct Sink {
    child: Child,
    lines: Receiver<Value>,
    /// Where it listens.
    pub port: u16,
}

impl Sink {
    /// Starts it on a port of the kernel's choice.
    pub fn start(arguments: &[&str]) -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        assert!(
            root.join("node_modules/smtp-server").is_dir(),
            "these tests need an SMTP server from npm: run `npm ci` in the repository first (`cargo xtask test` does)"
        );
        let mut child = Command::new("node")
            .arg("tests/mail/sink.mjs")
            .args(arguments)
            .current_dir(root)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap_or_else(|error| panic!("these tests need Node.js 20 or newer: `node` could not be run: {error}"));
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut first = String::new();
        out.read_line(&mut first).unwrap();
        let port = first
            .trim()
            .strip_prefix("listening ")
            .and_then(|port| port.parse().ok());
        let (send, lines) = channel();
        thread::spawn(move || {
            for line in out.lines().map_while(Result::ok) {
                if send.send(serde_json::from_str(&line).unwrap()).is_err() {
                    break;
                }
            }
        });
        Self {
            child,
            lines,
            port: port.unwrap_or_else(|| panic!("the SMTP server did not start: {first}")),
        }
    }

    /// A port on which nobody listens, and on which a sink can be started later.
    pub fn free_port() -> u16 {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.local_addr().unwrap().port()
    }

    /// The next line that it prints.
    pub fn next(&self) -> Value {
        self.lines
            .recv_timeout(PATIENCE)
            .unwrap_or_else(|_| panic!("no mail came within a minute"))
    }

    /// The next mail.
    pub fn mail(&self) -> Mail {
        let line = self.next();
        assert!(line["mail"].is_object(), "{line}");
        Mail(line["mail"].clone())
    }

    /// Whether it has printed nothing more.
    pub fn is_quiet(&self) -> bool {
        self.lines.try_recv().is_err()
    }
}

impl Drop for Sink {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A mail as it arrived.
pub struct Mail(pub Value);

impl Mail {
    /// A part of it as text.
    pub fn part(&self, name: &str) -> &str {
        self.0[name].as_str().unwrap()
    }

    /// To whom.
    pub fn to(&self) -> &str {
        assert_eq!(self.0["to"].as_array().unwrap().len(), 1);
        self.0["to"][0].as_str().unwrap()
    }

    /// A header's value, which stands there once.
    pub fn header(&self, name: &str) -> &str {
        let all: Vec<&Value> = self.0["headers"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|header| header[0] == name)
            .collect();
        assert_eq!(all.len(), 1, "{name}: {}", self.0["headers"]);
        all[0][1].as_str().unwrap()
    }

    /// The six digits.
    pub fn code(&self) -> &str {
        let text = self.part("text");
        let line = text
            .lines()
            .map(str::trim)
            .find(|line| line.len() == 6 && line.bytes().all(|b| b.is_ascii_digit()));
        line.unwrap_or_else(|| panic!("no code: {text}"))
    }

    /// The link.
    pub fn link(&self) -> &str {
        let text = self.part("text");
        text.lines()
            .find(|line| line.contains("/confirm/"))
            .unwrap_or_else(|| panic!("no link: {text}"))
    }
}
