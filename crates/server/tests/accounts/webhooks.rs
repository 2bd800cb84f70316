//! Webhooks: other programs are told what happens, also where they are ill.

use super::{
    receiver::{Receiver, Reply},
    *,
};
use std::time::Duration;
use support::{act, agent, arrive, token};

const WEBHOOKS: &str = "/campaigns/toy/webhooks";

/// A server whose hours are minutes, so that nobody waits long between tries.
fn quick(place: &Place) -> (Server, Client) {
    place.publish();
    let mut server = place.serve_with(EVENING, &["--rehearsal-speed", "60"]);
    let link = first_link(&mut server);
    let nobody = Client::new(&server);
    let li = nobody.takes(nobody.post("/first", &first(&link, LI)));
    (server, li)
}

/// A webhook that wants to know some things; its path and its secret.
fn hooked(li: &Client, receiver: &Receiver, kinds: &[&str]) -> (String, String) {
    let made = li
        .post(WEBHOOKS, &json!({ "url": receiver.url, "kinds": kinds }))
        .is(201);
    let path = format!("{WEBHOOKS}/{}", made["webhook"]["id"].as_str().unwrap());
    (path, made["secret"].as_str().unwrap().to_owned())
}

fn guess(server: &Server, fan: u32) {
    let guess = json!({ "act": "guess", "node": "guess", "text": "kettle" });
    assert_eq!(act(&agent(), server, fan, &guess).0, 200);
}

/// The only webhook, once it is as it is to be. What never comes is said after a minute.
fn until(li: &Client, what: impl Fn(&Value) -> bool) -> Value {
    let mut last = Value::Null;
    for _ in 0..600 {
        last = li.get(WEBHOOKS).is(200)[0].clone();
        if what(&last) {
            return last;
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    panic!("{last}")
}

#[test]
fn what_happens_is_told_signed_and_once() {
    let place = Place::new();
    let (server, li) = quick(&place);
    let receiver = Receiver::well();
    let (path, secret) = hooked(
        &li,
        &receiver,
        &["participant.joined", "node.completed", "reward.granted"],
    );
    arrive(&agent(), &server, 1);
    guess(&server, 1);
    let got: Vec<_> = (0..3).map(|_| receiver.next()).collect();
    let kinds: std::collections::BTreeSet<String> = got
        .iter()
        .map(|one| one.body()["type"].as_str().unwrap().to_owned())
        .collect();
    let wanted = ["node.completed", "participant.joined", "reward.granted"];
    assert_eq!(kinds.iter().collect::<Vec<_>>(), wanted);
    for one in &got {
        assert!(one.is_signed_by(&secret), "{}", one.text);
        assert_eq!(one.header("content-type"), "application/json");
        let body = one.body();
        let (data, id) = (&body["data"], one.header("webhook-id"));
        assert_eq!(id, format!("msg_toy_{}", data["seq"]));
        assert_eq!((&data["campaign"], &data["rehearsal"]), (&json!("toy"), &json!(true)));
        assert!(body["timestamp"].as_str().unwrap().starts_with("2024-08-04T"), "{body}");
        // Receivers compare this with their own clock.
        let sent: u64 = one.header("webhook-timestamp").parse().unwrap();
        let now = std::time::SystemTime::UNIX_EPOCH.elapsed().unwrap().as_secs();
        assert!(now.abs_diff(sent) < 60, "{sent} {now}");
    }
    let completed = got.iter().find(|one| one.body()["type"] == "node.completed").unwrap();
    let data = &completed.body()["data"];
    assert_eq!(
        (&data["node"], &data["generation"], &data["channel"]),
        (&json!("guess"), &json!(0), &json!("direct"))
    );
    let people = place.export("participants");
    assert_eq!(data["participant"], people[0]["id"], "the name that exports have");
    assert!(receiver.is_quiet(), "once");
    let all = li.get(&format!("{path}/messages")).is(200);
    let states: Vec<_> = all["messages"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["state"])
        .collect();
    assert_eq!(states, ["delivered"; 3]);
    let first = &all["messages"][2];
    assert_eq!((&first["status"], &first["tries"]), (&json!(204), &json!(1)));
    assert!(
        got.iter().any(|one| first["body"] == one.text),
        "what is listed is what was sent"
    );
}

#[test]
fn who_leaves_is_told_and_forgotten() {
    let place = Place::new();
    let (server, li) = quick(&place);
    let receiver = Receiver::well();
    let (path, _) = hooked(&li, &receiver, &["participant.joined", "participant.erased"]);
    arrive(&agent(), &server, 1);
    guess(&server, 1);
    let joined = receiver.next();
    let name = joined.body()["data"]["participant"].as_str().unwrap().to_owned();
    let mut told = agent()
        .get(server.at("/me/data"))
        .header("authorization", format!("Bearer {}", token(1)))
        .call()
        .unwrap();
    let told: Value = told.body_mut().read_json().unwrap();
    assert_eq!(
        told["told_to_other_programs"][0]["kind"], "participant.joined",
        "{told}"
    );
    let gone = agent()
        .delete(server.at("/me"))
        .header("authorization", format!("Bearer {}", token(1)))
        .call()
        .unwrap();
    assert!(gone.status().is_success());
    let erased = receiver.next();
    assert_eq!(erased.body()["type"], "participant.erased");
    assert_eq!(erased.body()["data"]["participant"], name.as_str());
    let left = li.get(&format!("{path}/messages")).is(200);
    let kinds: Vec<_> = left["messages"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["kind"])
        .collect();
    assert_eq!(
        kinds,
        ["participant.erased"],
        "nothing else that names him is kept: {left}"
    );
}

#[test]
fn what_fails_is_tried_again_and_arrives() {
    let place = Place::new();
    let (server, li) = quick(&place);
    // Ill at first, then it redirects into its own house, then it is well.
    let receiver = Receiver::start(|number| match number {
        0 => Reply::Status(500, ""),
        1 => Reply::Status(302, "location: http://127.0.0.1:1/\r\n"),
        2 => Reply::Status(429, "retry-after: 60\r\n"),
        _ => Reply::Status(200, ""),
    });
    let (path, secret) = hooked(&li, &receiver, &["participant.arrived"]);
    arrive(&agent(), &server, 1);
    let first = receiver.next();
    let ill = until(&li, |hook| hook["problem"] == "failed");
    assert!(ill["failing"].is_string() && ill["waiting"] == 1, "{ill}");
    let second = receiver.next();
    until(&li, |hook| hook["problem"] == "redirect");
    for later in [second, receiver.next(), receiver.next()] {
        assert_eq!(later.header("webhook-id"), first.header("webhook-id"));
        assert_eq!(later.text, first.text, "the same message");
        assert!(later.is_signed_by(&secret));
    }
    // The webhook and its counts are read one after the other, so they may be of two moments.
    until(&li, |hook| {
        hook["waiting"] == 0 && hook["failing"].is_null() && hook["problem"].is_null()
    });
    let list = li.get(&format!("{path}/messages?state=delivered")).is(200);
    assert_eq!(list["messages"][0]["tries"], 4);
    assert_eq!(list["messages"][0]["answer"], "ok");
}

#[test]
fn a_message_outlives_a_server_that_is_killed() {
    let place = Place::new();
    let (mut server, li) = quick(&place);
    let receiver = Receiver::start(|number| match number {
        0 => Reply::Silence,
        _ => Reply::Status(200, ""),
    });
    hooked(&li, &receiver, &["participant.arrived"]);
    arrive(&agent(), &server, 1);
    let first = receiver.next();
    server.kill();
    let _again = place.serve_with(EVENING, &["--rehearsal-speed", "600"]);
    let second = receiver.next();
    assert_eq!(
        second.header("webhook-id"),
        first.header("webhook-id"),
        "nothing is lost"
    );
}

#[test]
fn one_that_is_silent_keeps_nobody_else_waiting() {
    let place = Place::new();
    let (server, li) = quick(&place);
    let (silent, well) = (Receiver::start(|_| Reply::Silence), Receiver::well());
    hooked(&li, &silent, &["participant.arrived"]);
    hooked(&li, &well, &["participant.arrived"]);
    for fan in 1..=12 {
        arrive(&agent(), &server, fan);
    }
    for _ in 1..=12 {
        well.next();
    }
    let ill = until(&li, |hook| hook["problem"] == "too_slow");
    assert_eq!(ill["waiting"], 12, "{ill}");
}

#[test]
fn one_that_is_gone_is_stopped_until_somebody_says_otherwise() {
    let place = Place::new();
    let (server, li) = quick(&place);
    let receiver = Receiver::start(|number| Reply::Status(if number == 0 { 410 } else { 200 }, ""));
    let (path, _) = hooked(&li, &receiver, &["participant.arrived"]);
    arrive(&agent(), &server, 1);
    receiver.next();
    let gone = until(&li, |hook| hook["state"] == "stopped");
    assert_eq!((&gone["problem"], &gone["failed"]), (&json!("gone"), &json!(1)));
    arrive(&agent(), &server, 2);
    assert!(receiver.is_quiet());
    li.patch(&path, &json!({ "paused": false })).is(200);
    receiver.next();
    assert!(receiver.is_quiet(), "what was given up is sent when somebody says so");
    assert_eq!(
        li.post(&format!("{path}/replay"), &json!("failed")).is(200)["messages"],
        1
    );
    receiver.next();
    until(&li, |hook| hook["failed"] == 0 && hook["waiting"] == 0);
}

#[test]
fn an_address_of_a_private_network_is_refused_also_when_it_was_fine_before() {
    let place = Place::new();
    let (mut server, li) = quick(&place);
    let receiver = Receiver::well();
    hooked(&li, &receiver, &["participant.arrived"]);
    server.kill();
    // Everybody reaches this one, so it is no neighbour any more.
    let open = place.serve_with(
        EVENING,
        &["--rehearsal-speed", "60", "--public-url", "https://canyu.example"],
    );
    arrive(&agent(), &open, 1);
    let look = "SELECT COALESCE((SELECT problem FROM webhooks), '')";
    for _ in 0..600 {
        if support::look_up(&place, look) == "private" {
            assert!(receiver.is_quiet());
            return;
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    panic!("it was not refused: {}", support::look_up(&place, look));
}

#[test]
fn what_cannot_be_a_webhook_is_refused_with_a_sentence() {
    let place = Place::new();
    let (_server, li) = quick(&place);
    let make = |url: &str, kinds: &Value| li.post(WEBHOOKS, &json!({ "url": url, "kinds": kinds }));
    let some = json!(["participant.joined"]);
    make("example.org", &some).refused(422, "webhook_url_malformed");
    make("http://example.org/", &some).refused(422, "webhook_not_https");
    make("https://10.0.0.1/", &some).refused(422, "webhook_private");
    make("https://example.org/", &json!([])).refused(422, "webhook_kinds_missing");
    make("https://example.org/", &json!(["test"])).refused(422, "webhook_kinds_missing");
    make("https://example.org/", &json!(["everything"])).refused(400, "malformed");
    for number in 0..10 {
        make(&format!("https://example.org/{number}"), &some).is(201);
    }
    make("https://example.org/", &some).refused(409, "too_many_webhooks");
    let path = format!("{WEBHOOKS}/{}", li.get(WEBHOOKS).is(200)[0]["id"].as_str().unwrap());
    li.patch(&path, &json!({ "kinds": [] }))
        .refused(422, "webhook_kinds_missing");
    li.patch(&path, &json!({ "url": "http://example.org" }))
        .refused(422, "webhook_not_https");
    li.get(&format!("{path}/messages?state=lost")).refused(400, "malformed");
    li.post(&format!("{path}/replay"), &json!("everything"))
        .refused(400, "malformed");
    li.get(&format!("{WEBHOOKS}/nobody/messages")).refused(404, "not_found");
    li.delete(&path).is(204);
    li.delete(&path).refused(404, "not_found");
    // A token that may publish alone cannot have people's names sent anywhere.
    let token = li
        .post("/tokens", &json!({ "name": "x", "scopes": ["publish"] }))
        .is(201);
    let program = li.program(&token);
    program.get(WEBHOOKS).refused(403, "not_allowed");
    let log = li.log("webhook_made");
    assert_eq!((log.len(), &log[0]["about"]), (10, &json!("https://example.org")));
    let told = li.get("/audit?limit=200").is(200).to_string();
    assert!(!told.contains("whsec_"), "no secret is ever logged");
}

#[test]
fn staff_pause_change_the_secret_test_and_send_again() {
    let place = Place::new();
    let (server, li) = quick(&place);
    let receiver = Receiver::well();
    let (path, old) = hooked(&li, &receiver, &["participant.arrived"]);
    assert_eq!(li.post(&format!("{path}/test"), &json!({})).is(202)["messages"], 1);
    let test = receiver.next();
    assert_eq!(test.body()["type"], "test");
    assert!(test.is_signed_by(&old));
    // For a day both secrets sign.
    let new = li.post(&format!("{path}/secret"), &json!({})).is(200);
    let secret = new["secret"].as_str().unwrap();
    assert!(new["webhook"]["old_secret_until"].is_string() && secret != old);
    li.patch(&path, &json!({ "paused": true })).is(200);
    arrive(&agent(), &server, 1);
    arrive(&agent(), &server, 2);
    assert!(receiver.is_quiet());
    assert_eq!(li.get(WEBHOOKS).is(200)[0]["waiting"], 2);
    li.patch(&path, &json!({ "paused": false })).is(200);
    let got = [receiver.next(), receiver.next()];
    assert!(got.iter().all(|one| one.is_signed_by(&old) && one.is_signed_by(secret)));
    let again = |what: Value| li.post(&format!("{path}/replay"), &what).is(200)["messages"].clone();
    until(&li, |hook| hook["waiting"] == 0);
    let seq = &got[0].body()["data"]["seq"];
    assert_eq!(again(json!({ "message": seq })), 1);
    assert_eq!(receiver.next().header("webhook-id"), got[0].header("webhook-id"));
    until(&li, |hook| hook["waiting"] == 0);
    assert_eq!(again(json!({ "since": EVENING })), 2, "not the test");
    receiver.next_of("participant.arrived");
    receiver.next_of("participant.arrived");
    assert_eq!(again(json!("failed")), 0);
    assert_eq!(
        li.log("webhook_replayed").len(),
        2,
        "where nothing is sent there is nothing to tell"
    );
    assert_eq!(
        (li.log("webhook_changed").len(), li.log("webhook_secret_changed").len()),
        (2, 1)
    );
}

#[test]
fn what_comes_by_time_is_told_once_and_not_what_was_before() {
    let place = Place::new();
    place.publish();
    let mut server = place.serve_with("2024-08-05T18:58:00Z", &["--rehearsal-speed", "60"]);
    let link = first_link(&mut server);
    let nobody = Client::new(&server);
    let li = nobody.takes(nobody.post("/first", &first(&link, LI)));
    let receiver = Receiver::well();
    hooked(&li, &receiver, &["campaign.opened", "campaign.closed"]);
    let closed = receiver.next();
    assert_eq!(
        (&closed.body()["type"], &closed.body()["timestamp"]),
        (&json!("campaign.closed"), &json!("2024-08-05T19:00:00Z"))
    );
    assert!(receiver.is_quiet(), "it opened before anybody wanted to know");
}
