//! Somebody else's server that is told what happens, as well or as badly as it is asked to behave.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::Value;
use sha2::Sha256;
use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::{TcpListener, TcpStream},
    sync::mpsc::{Receiver as Inbox, RecvTimeoutError, Sender, channel},
    time::Duration,
};

/// How a receiver answers: by how many requests came before.
pub type Behaviour = fn(usize) -> Reply;

/// An answer.
#[derive(Clone, Copy)]
pub enum Reply {
    /// A status, with further headers, each with its line's end.
    Status(u16, &'static str),
    /// None, for ever.
    Silence,
}

/// A request that came.
pub struct Got {
    /// Headers, names in lower case.
    headers: Vec<(String, String)>,
    /// The body, byte by byte.
    pub text: String,
}

impl Got {
    pub fn header(&self, name: &str) -> &str {
        let found = self.headers.iter().find(|(one, _)| one == name);
        found.map(|(_, value)| value.as_str()).unwrap_or_default()
    }

    pub fn body(&self) -> Value {
        serde_json::from_str(&self.text).unwrap()
    }

    /// Whether one of its signatures is that of a secret: written from the specification, and not with the server's own code.
    pub fn is_signed_by(&self, secret: &str) -> bool {
        let key = STANDARD.decode(secret.strip_prefix("whsec_").unwrap()).unwrap();
        let mut hmac = Hmac::<Sha256>::new_from_slice(&key).unwrap();
        for part in [
            self.header("webhook-id"),
            ".",
            self.header("webhook-timestamp"),
            ".",
            &self.text,
        ] {
            hmac.update(part.as_bytes());
        }
        let expected = format!("v1,{}", STANDARD.encode(hmac.finalize().into_bytes()));
        self.header("webhook-signature").split(' ').any(|one| one == expected)
    }
}

/// A receiver on a port of the kernel's choice.
pub struct Receiver {
    pub url: String,
    inbox: Inbox<Got>,
}

impl Receiver {
    pub fn start(behaviour: Behaviour) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/hook", listener.local_addr().unwrap());
        let (sender, inbox) = channel();
        std::thread::spawn(move || {
            for (number, stream) in listener.incoming().enumerate() {
                let (sender, reply) = (sender.clone(), behaviour(number));
                std::thread::spawn(move || answer(stream.unwrap(), reply, &sender));
            }
        });
        Self { url, inbox }
    }

    /// One that takes everything.
    pub fn well() -> Self {
        Self::start(|_| Reply::Status(204, ""))
    }

    /// The next request; what never comes is said after a minute.
    pub fn next(&self) -> Got {
        self.inbox.recv_timeout(Duration::from_secs(60)).unwrap()
    }

    /// The next request of a type, whatever comes before it.
    pub fn next_of(&self, kind: &str) -> Got {
        loop {
            let got = self.next();
            if got.body()["type"] == kind {
                return got;
            }
        }
    }

    /// Whether nothing more comes, for as long as the server needs to look three times.
    pub fn is_quiet(&self) -> bool {
        self.inbox.recv_timeout(Duration::from_secs(3)).err() == Some(RecvTimeoutError::Timeout)
    }
}

fn answer(stream: TcpStream, reply: Reply, sender: &Sender<Got>) {
    let mut reader = BufReader::new(stream);
    let mut headers = Vec::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        match line.trim_end().split_once(": ") {
            Some((name, value)) => headers.push((name.to_lowercase(), value.to_owned())),
            None if line.trim().is_empty() => break,
            None => {}
        }
    }
    let length = headers.iter().find(|(name, _)| name == "content-length");
    let mut body = vec![0; length.map_or(0, |(_, value)| value.parse().unwrap())];
    reader.read_exact(&mut body).unwrap();
    let text = String::from_utf8(body).unwrap();
    // Nobody looks any more once the test is over.
    let _ = sender.send(Got { headers, text });
    match reply {
        Reply::Silence => std::thread::sleep(Duration::from_secs(600)),
        Reply::Status(status, more) => {
            let told = format!("HTTP/1.1 {status} So\r\n{more}content-length: 2\r\nconnection: close\r\n\r\nok");
            let _ = reader.get_mut().write_all(told.as_bytes());
        }
    }
}
