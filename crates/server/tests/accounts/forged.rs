//! Requests that somebody else has a browser send, and sessions that are over.

use super::*;

#[test]
fn what_changes_something_carries_the_sessions_own_header() {
    let place = Place::new();
    let (_server, li) = served(&place);
    let wang = li.colleague("wang@example.org", "staff", &Value::Null);
    let body = json!({ "name": "Somebody else" });
    for csrf in ["", "x", wang.csrf.as_str(), &li.csrf[1..]] {
        li.send_with("PATCH", "/me", Some(&body), &[("canyu-csrf", csrf)])
            .refused(403, "csrf_wrong");
        li.send_with("DELETE", "/session", None, &[("canyu-csrf", csrf)])
            .refused(403, "csrf_wrong");
    }
    assert_eq!(
        li.get("/session").is(200)["account"]["name"],
        "Li Na",
        "and nothing was changed"
    );
    assert_eq!(li.patch("/me", &body).is(200)["name"], "Somebody else");
}

#[test]
fn a_page_of_another_site_changes_nothing_and_signs_nobody_in() {
    let place = Place::new();
    let (server, li) = served(&place);
    let nobody = Client::new(&server);
    let sign_in = json!({ "email": LI, "password": PASSWORD });
    let host = server.url.strip_prefix("http://").unwrap();
    let near = format!("http://{host}.example");
    for (name, value) in [
        ("origin", "https://evil.example"),
        ("origin", "null"),
        ("origin", near.as_str()),
        ("sec-fetch-site", "cross-site"),
        // A neighbour under the same domain is somebody else, too.
        ("sec-fetch-site", "same-site"),
    ] {
        let more = [(name, value)];
        nobody
            .send_with("POST", "/session", Some(&sign_in), &more)
            .refused(403, "cross_site");
        li.send_with("PATCH", "/me", Some(&json!({})), &more)
            .refused(403, "cross_site");
        let read = li.send_with("GET", "/session", None, &more);
        assert!(
            !read.headers.iter().any(|line| line.starts_with("access-control")),
            "{:?}",
            read.headers
        );
    }
    for more in [
        ("origin", server.url.as_str()),
        ("sec-fetch-site", "same-origin"),
        ("sec-fetch-site", "none"),
    ] {
        li.send_with("PATCH", "/me", Some(&json!({})), &[more]).is(200);
    }
    nobody
        .send_with("POST", "/session", Some(&sign_in), &[("origin", &server.url)])
        .is(200);
}

#[test]
fn a_session_ends_when_nobody_uses_it_and_after_a_week_in_any_case() {
    let place = Place::new();
    let (server, li) = served(&place);
    let hours = |hours: i64| hours * 3_600_000;
    support::sql(
        &place,
        &format!("UPDATE staff_sessions SET seen_at = seen_at - {}", hours(11)),
    );
    li.get("/session").is(200);
    // That it was used counts.
    support::sql(
        &place,
        &format!("UPDATE staff_sessions SET seen_at = seen_at - {}", hours(11)),
    );
    li.get("/session").is(200);
    support::sql(
        &place,
        &format!("UPDATE staff_sessions SET seen_at = seen_at - {}", hours(12)),
    );
    li.get("/session").refused(401, "not_signed_in");
    let li = Client::new(&server).sign_in(LI);
    support::sql(
        &place,
        &format!("UPDATE staff_sessions SET made_at = made_at - {}", hours(7 * 24)),
    );
    li.get("/session").refused(401, "not_signed_in");
    let nobody = Client::new(&server);
    for cookie in ["canyu_session=", "canyu_session=x", "x", "canyu_session=\u{e9}"] {
        nobody
            .send_with("GET", "/session", None, &[("cookie", cookie)])
            .refused(401, "not_signed_in");
    }
}

#[test]
fn the_clock_of_a_rehearsal_signs_nobody_out() {
    let place = Place::new();
    place.publish();
    let mut server = place.serve_with(EVENING, &["--rehearsal-driven"]);
    let link = first_link(&mut server);
    let nobody = Client::new(&server);
    let li = nobody.takes(nobody.post("/first", &first(&link, LI)));
    let moved = support::agent()
        .post(format!("{}/api/v1/rehearsal/clock", server.url))
        .send_json(json!({ "at": "2024-08-30T00:00:00Z" }));
    assert_eq!(moved.unwrap().status(), 200);
    li.get("/session").is(200);
}

#[test]
fn what_opens_something_is_nowhere_in_the_database() {
    let place = Place::new();
    let (server, li) = served(&place);
    let token = li
        .post("/tokens", &json!({ "name": "Script", "scopes": ["export"] }))
        .is(201);
    let made = li.post("/invitations", &json!({ "role": "staff" })).is(201);
    let factor = li.post("/me/second-factor", &json!({})).is(200);
    server.stop();
    let mut kept = Vec::new();
    for name in ["canyu.db", "canyu.db-wal"] {
        kept.extend(std::fs::read(place.path(name)).unwrap_or_default());
    }
    let kept = String::from_utf8_lossy(&kept);
    assert!(kept.contains(LI));
    let link = made["link"].as_str().unwrap().split_once('=').unwrap().1;
    let secret = token["secret"].as_str().unwrap();
    assert!(secret.starts_with("canyu_") && secret.len() == 49, "{secret}");
    for secret in [
        PASSWORD,
        &li.cookie,
        &li.csrf,
        link,
        secret,
        factor["secret"].as_str().unwrap(),
    ] {
        assert!(!secret.is_empty() && !kept.contains(secret), "{secret}");
    }
}
