//! No route tells whether an address takes part.

use crate::{
    place::{ask, asked, come, confirmed, page, published, send, serve},
    sink::Sink,
    support::{agent, arrive, token},
};
use serde_json::{Value, json};

type Told = (u16, Vec<(String, String)>, String);

fn told(server: &crate::support::Server, fan: u32, path: &str, body: &Value) -> Told {
    let mut answer = agent()
        .post(server.at(path))
        .header("authorization", format!("Bearer {}", token(fan)))
        .send_json(body)
        .unwrap();
    let mut headers: Vec<(String, String)> = answer
        .headers()
        .iter()
        .map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()))
        .filter(|(name, _)| name != "date")
        .collect();
    headers.sort();
    (
        answer.status().as_u16(),
        headers,
        answer.body_mut().read_to_string().unwrap(),
    )
}

#[test]
fn whoever_asks_is_told_the_same_about_every_address() {
    let (place, sink) = (published(), Sink::start(&[]));
    let server = serve(&place, &sink);
    (1..=3).for_each(|fan| come(&server, fan));
    confirmed(&server, &sink, 1, "known@example.org");

    let ask = |fan, address: &str| told(&server, fan, "/email", &json!({ "address": address }));
    let (known, unknown) = (ask(2, "known@example.org"), ask(3, "unknown@example.org"));
    assert_eq!(known, unknown);
    assert_eq!((known.0, known.2.as_str()), (202, r#"{"sent":true}"#));
    for throw_away in ["x@mailinator.com", "nobody@no-such-domain.example"] {
        assert_eq!(ask(3, throw_away), known, "{throw_away}");
    }
    let mails: Vec<_> = (0..4).map(|_| sink.mail()).collect();
    let to = |address: &str| mails.iter().find(|mail| mail.to() == address).unwrap();
    let shape = |address: &str| {
        let mail = to(address);
        let (_, secret) = mail.link().split_once("/confirm/").unwrap();
        mail.part("text").replace(mail.code(), "CODE").replace(secret, "LINK")
    };
    assert_eq!(
        shape("known@example.org"),
        shape("unknown@example.org"),
        "and so does whoever reads along on the way"
    );

    let wrong = |fan| told(&server, fan, "/email/confirm", &json!({ "code": "nonsense" }));
    assert_eq!(wrong(2), wrong(3));
    for method in ["GET", "POST"] {
        let nobody = |link: &str| page(method, &format!("{}/confirm/{link}", server.url));
        assert_eq!(nobody("AAAA"), nobody("known@example.org"));
    }
    for path in ["/consents", "/identity"] {
        let body = json!({ "choices": { "news": { "given": true, "version": "x" } }, "jwt": "x" });
        assert_eq!(told(&server, 2, path, &body), told(&server, 3, path, &body));
    }
}

#[test]
fn an_address_that_has_had_enough_mail_gets_none_and_nobody_is_told() {
    let (place, sink) = (published(), Sink::start(&[]));
    let server = serve(&place, &sink);
    (1..=7).for_each(|fan| come(&server, fan));
    for fan in 1..=5 {
        assert_eq!(asked(&server, &sink, fan, "Li+a@example.org").to(), "Li+a@example.org");
    }
    assert_eq!(
        ask(&server, 6, "li@example.org"),
        (202, json!({ "sent": true })),
        "as ever"
    );
    assert_eq!(
        asked(&server, &sink, 7, "wu@example.org").to(),
        "wu@example.org",
        "nothing came in between"
    );
    assert!(sink.is_quiet());
    let wrong = |fan| send(&server, fan, "/email/confirm", &json!({ "code": "x" })).1["code"].clone();
    assert_eq!(wrong(6), wrong(7));
}

#[test]
fn who_only_comes_again_and_again_cannot_have_mail_sent_to_everybody() {
    let (place, sink) = (published(), Sink::start(&[]));
    let server = serve(&place, &sink);
    for fan in 1..=60 {
        arrive(&agent(), &server, fan);
        assert_eq!(ask(&server, fan, &format!("li{fan}@example.org")).0, 202, "{fan}");
    }
    arrive(&agent(), &server, 61);
    let (status, problem) = ask(&server, 61, "wu@example.org");
    assert_eq!((status, &problem["code"]), (429, &json!("too_many_mails")));
    come(&server, 62);
    assert_eq!(
        ask(&server, 62, "wu@example.org").0,
        202,
        "who has taken part is not kept out"
    );
}
