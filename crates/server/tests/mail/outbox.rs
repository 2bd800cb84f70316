//! What was acknowledged is sent.

use crate::{
    place::{LATER, OPEN, ask, asked, code, come, look_up, me, published, serve, serve_at, until},
    sink::Sink,
};
use serde_json::json;

const WAITING: &str = "SELECT CAST(COUNT(*) AS TEXT) FROM mail_outbox WHERE done_at IS NULL";
const OUTCOMES: &str =
    "SELECT COALESCE(group_concat(outcome, ' '), '') FROM (SELECT outcome FROM mail_outbox ORDER BY outcome)";

#[test]
fn a_mail_outlives_a_server_that_is_killed_before_it_could_send_it() {
    let (place, port) = (published(), Sink::free_port());
    let mut server = serve_at(&place, OPEN, port, &[]);
    come(&server, 1);
    assert_eq!(ask(&server, 1, "li@example.org").0, 202);
    server.kill();
    assert_eq!(look_up(&place, WAITING), "1");
    let sink = Sink::start(&["--port", &port.to_string()]);
    // Where the first server had begun to send it, nobody else does for two minutes: here twelve seconds.
    let again = serve_at(&place, OPEN, port, &["--rehearsal-speed", "10"]);
    let mail = sink.mail();
    assert_eq!(mail.to(), "li@example.org");
    assert_eq!(code(&again, 1, mail.code()).0, 200);
    assert_eq!(me(&again, 1)["verified"], true);
    until(&place, WAITING, "0");
    assert!(sink.is_quiet(), "and once");
}

#[test]
fn a_mail_waits_for_an_smtp_server_that_is_down() {
    let (place, port) = (published(), Sink::free_port());
    // An hour in a minute: the waits between the tries are short.
    let server = serve_at(&place, OPEN, port, &["--rehearsal-speed", "60"]);
    come(&server, 1);
    assert_eq!(ask(&server, 1, "li@example.org").0, 202);
    until(&place, "SELECT CAST(tries > 1 AS TEXT) FROM mail_outbox", "1");
    let sink = Sink::start(&["--port", &port.to_string()]);
    assert_eq!(sink.mail().to(), "li@example.org");
}

#[test]
fn a_refusal_for_now_is_tried_again_and_one_for_good_is_not() {
    let place = published();
    let sink = Sink::start(&["--refuse-first", "1", "--refuse-recipient", "gone@example.org"]);
    let server = serve_at(&place, OPEN, sink.port, &["--rehearsal-speed", "20"]);
    come(&server, 1);
    ask(&server, 1, "gone@example.org");
    assert_eq!(sink.next()["refused"]["code"], 550);
    until(&place, OUTCOMES, "refused");
    ask(&server, 1, "li@example.org");
    assert_eq!(sink.next()["refused"]["code"], 451);
    let mail = sink.mail();
    assert_eq!(mail.to(), "li@example.org");
    until(&place, OUTCOMES, "refused sent");
    let log = server.stop();
    assert!(
        !log.contains("example.org") && !log.contains(mail.code()),
        "no address and no code is ever logged: {log}"
    );
}

#[test]
fn once_it_is_sent_neither_address_nor_code_is_left_in_the_outbox() {
    let (place, sink) = (published(), Sink::start(&[]));
    let server = serve(&place, &sink);
    come(&server, 1);
    let mail = asked(&server, &sink, 1, "li@example.org");
    until(&place, OUTCOMES, "sent");
    let left = "SELECT CAST(COUNT(*) AS TEXT) FROM mail_outbox WHERE address IS NOT NULL OR body IS NOT NULL";
    assert_eq!(look_up(&place, left), "0");
    let kept = look_up(
        &place,
        "SELECT json_group_array(json_array(code, link)) FROM mail_requests",
    );
    assert!(
        !kept.contains(mail.code()) && !kept.contains(mail.link().split("/confirm/").nth(1).unwrap()),
        "{kept}"
    );
}

#[test]
fn a_mail_that_nobody_takes_for_a_day_is_given_up() {
    let (place, port) = (published(), Sink::free_port());
    let server = serve_at(&place, OPEN, port, &[]);
    come(&server, 1);
    ask(&server, 1, "li@example.org");
    server.stop();
    let later = serve_at(&place, LATER, port, &[]);
    until(&place, "SELECT CAST(tries > 1 AS TEXT) FROM mail_outbox", "1");
    assert_eq!(look_up(&place, WAITING), "1", "a quarter of an hour is no reason");
    later.stop();
    let _tomorrow = serve_at(&place, "2024-08-05T19:06:00Z", port, &[]);
    until(&place, OUTCOMES, "given_up");
}

#[test]
fn an_smtp_server_that_wants_a_sign_in_gets_it() {
    let (place, sink) = (published(), Sink::start(&["--user", "toy", "--pass", "s p@ce"]));
    let smtp = format!("smtp://toy:s%20p%40ce@127.0.0.1:{}", sink.port);
    let server = place.serve_with(
        OPEN,
        &[
            "--smtp",
            &smtp,
            "--mail-from",
            "toy@shop.example",
            "--mx-file",
            "mx.txt",
        ],
    );
    come(&server, 1);
    assert_eq!(
        asked(&server, &sink, 1, "li@example.org").part("from"),
        "toy@shop.example"
    );
    assert_eq!(ask(&server, 1, "li@example.org"), (202, json!({ "sent": true })));
    assert!(!server.stop().contains("p%40ce"));
}
