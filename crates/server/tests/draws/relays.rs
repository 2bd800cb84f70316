//! The public beacon, from relays that lie, are slow, or are not there.

use crate::{
    evening::{DRAWN, OTHER, SIGNATURE, done, played, text, wait_for},
    support::Server,
};
use serde_json::json;
use std::{
    io::{BufRead as _, BufReader, Write as _},
    net::{TcpListener, TcpStream},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

/// A relay that answers each request in its own way.
struct Relay {
    url: String,
    asked: Arc<AtomicUsize>,
}

/// Starts a relay; `answer` is given the request's path.
fn relay(answer: impl Fn(&str, &mut TcpStream) + Send + 'static) -> Relay {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let asked = Arc::new(AtomicUsize::new(0));
    let count = asked.clone();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut head = BufReader::new(stream.try_clone().unwrap()).lines().map(Result::unwrap);
            let first = head.next().unwrap();
            head.find(String::is_empty);
            count.fetch_add(1, Ordering::SeqCst);
            answer(first.split(' ').nth(1).unwrap(), &mut stream);
        }
    });
    Relay { url, asked }
}

fn send(stream: &mut TcpStream, status: &str, body: &str) {
    // Whoever asked may have had enough.
    let _ = write!(
        stream,
        "HTTP/1.1 {status}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
        body.len()
    );
}

fn good() -> Relay {
    relay(|path, stream| {
        assert_eq!(
            path,
            "/52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971/public/10000000"
        );
        let body = json!({ "round": 10_000_000, "randomness": "5e65", "signature": SIGNATURE });
        send(stream, "200 OK", &body.to_string());
    })
}

fn round(round: u64, signature: &'static str) -> Relay {
    relay(move |_, stream| {
        send(
            stream,
            "200 OK",
            &json!({ "round": round, "signature": signature }).to_string(),
        )
    })
}

fn serve(place: &crate::support::Place, relays: &[&Relay]) -> Server {
    let arguments: Vec<&str> = relays
        .iter()
        .flat_map(|relay| ["--relay", relay.url.as_str()])
        .collect();
    place.serve_with(DRAWN, &arguments)
}

#[test]
fn relays_that_are_of_no_use_are_named_and_the_next_one_is_asked() {
    let place = played(3, false);
    // Nobody listens on a port that is reserved for throwing away what is sent there.
    let down = Relay {
        url: "http://127.0.0.1:9".to_owned(),
        asked: Arc::default(),
    };
    let (lying, other) = (round(10_000_000, OTHER), round(1_000, OTHER));
    let early = relay(|_, stream| send(stream, "425 Too Early", "not yet"));
    let page = relay(|_, stream| send(stream, "200 OK", "<html>"));
    let endless = relay(|_, stream| {
        let _ = write!(stream, "HTTP/1.1 200 OK\r\ncontent-length: 1000000000\r\n\r\n");
        while stream.write_all(&[b' '; 4_096]).is_ok() {}
    });
    let slow = relay(|_, stream| {
        let _ = write!(stream, "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{{");
        // Until the other side has had enough.
        let _ = std::io::Read::read(stream, &mut [0]);
    });
    let good = good();
    let all = [&down, &lying, &other, &early, &page, &endless, &slow, &good];
    let server = serve(&place, &all);
    wait_for(&server, "drawn");
    assert!(text(&server, "beacon.json").contains(SIGNATURE));
    let log = server.stop();
    for (relay, code) in [
        (&down, "relay_silent"),
        (&lying, "beacon_signature_bad"),
        (&other, "relay_other_round"),
        (&early, "relay_status"),
        (&page, "relay_malformed"),
        (&endless, "relay_too_long"),
        (&slow, "relay_broke_off"),
    ] {
        let line = log
            .lines()
            .find(|line| line.contains(&relay.url) && line.contains("of no use"));
        assert!(line.is_some_and(|line| line.contains(code)), "{code}: {line:?}");
    }
}

#[test]
fn a_relay_is_asked_again_until_it_has_the_round() {
    let place = played(3, false);
    let tries = AtomicUsize::new(0);
    let late = relay(move |_, stream| {
        if tries.fetch_add(1, Ordering::SeqCst) < 2 {
            send(stream, "404 Not Found", "not yet");
        } else {
            let body = json!({ "round": 10_000_000, "signature": SIGNATURE });
            send(stream, "200 OK", &body.to_string());
        }
    });
    let server = serve(&place, &[&late]);
    wait_for(&server, "drawn");
    assert_eq!(late.asked.load(Ordering::SeqCst), 3);
    let log = server.stop();
    assert!(log.contains("no relay has the random value yet"), "{log}");
}

#[test]
fn the_command_asks_relays_too_and_the_server_takes_its_draw_in() {
    let place = played(3, false);
    let silent = relay(|_, stream| send(stream, "500 Internal Server Error", ""));
    let server = serve(&place, &[&silent]);
    wait_for(&server, "committed");
    let good = good();
    let ran = done(&place, DRAWN, &["run", "toy", "--relay", &good.url]);
    assert!(ran.contains("people were drawn"), "{ran}");
    wait_for(&server, "drawn");
}
