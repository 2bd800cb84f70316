//! The first administrator.

use super::*;

#[test]
fn the_first_administrator_comes_by_the_printed_link_and_nobody_after_him() {
    let place = Place::new();
    place.publish();
    let mut server = place.serve(EVENING);
    let link = first_link(&mut server);
    let nobody = Client::new(&server);
    assert_eq!(nobody.get("/first").is(200), json!({ "open": true }));
    for wrong in ["", "first", &link[1..]] {
        nobody.post("/first", &first(wrong, LI)).refused(410, "link_over");
    }
    for (field, value, code) in [
        ("password", "short", "password_too_short"),
        ("password", "password1234", "password_common"),
        ("password", LI, "password_like_you"),
        ("email", "li", "email_malformed"),
        ("name", " \u{202E} ", "name_malformed"),
    ] {
        let mut asked = first(&link, LI);
        asked[field] = value.into();
        nobody.post("/first", &asked).refused(422, code);
    }
    let mut odd = first(&link, LI);
    odd["role"] = "administrator".into();
    nobody.post("/first", &odd).refused(400, "malformed");

    let answer = nobody.post("/first", &first(&link, "LI@Example.org"));
    let cookie = answer.header("set-cookie").to_owned();
    assert!(cookie.starts_with("canyu_session="), "{cookie}");
    assert!(
        cookie.ends_with("; Path=/; HttpOnly; SameSite=Strict; Max-Age=604800"),
        "{cookie}"
    );
    assert_eq!(answer.header("cache-control"), "no-store");
    let li = nobody.takes(answer);
    let who = li.get("/session").is(200);
    let account = &who["account"];
    assert_eq!(
        (
            &account["email"],
            &account["role"],
            &account["language"],
            &account["campaigns"]
        ),
        (&json!(LI), &json!("administrator"), &json!("zh-Hans"), &Value::Null)
    );
    assert_eq!(who["csrf"], li.csrf);
    assert_eq!(
        (&who["server"]["rehearsal"], &who["server"]["mail"]),
        (&json!(true), &json!(false))
    );
    assert!(
        account["seen"].as_str().unwrap() > "2025",
        "sessions live in real time: {account}"
    );

    assert_eq!(nobody.get("/first").is(200), json!({ "open": false }));
    nobody
        .post("/first", &first(&link, "wang@example.org"))
        .refused(410, "link_over");
    assert_eq!(li.log("first_administrator").len(), 1);
    // A server with an account prints no link.
    server.stop();
    let mut server = place.serve(EVENING);
    let nobody = Client::new(&server);
    nobody
        .post("/first", &first(&link, "wang@example.org"))
        .refused(410, "link_over");
    let li = Client {
        url: server.url.clone(),
        ..li
    };
    li.get("/session").is(200);
    server.kill();
    assert_eq!(server.line(), "");
}

#[test]
fn each_start_makes_a_new_link_and_each_is_good_for_a_day() {
    let place = Place::new();
    let mut server = place.serve(EVENING);
    let old = first_link(&mut server);
    server.stop();
    let mut server = place.serve(EVENING);
    let link = first_link(&mut server);
    assert_ne!(old, link);
    let nobody = Client::new(&server);
    nobody.post("/first", &first(&old, LI)).refused(410, "link_over");
    support::sql(&place, "UPDATE first_link SET expires_at = expires_at - 86400000");
    nobody.post("/first", &first(&link, LI)).refused(410, "link_over");
    support::sql(&place, "UPDATE first_link SET expires_at = expires_at + 86400000");
    nobody.post("/first", &first(&link, LI)).is(201);
}

#[test]
fn of_many_who_have_the_link_one_comes() {
    let place = Place::new();
    let mut server = place.serve(EVENING);
    let link = first_link(&mut server);
    let nobody = Client::new(&server);
    let statuses = std::thread::scope(|scope| {
        let come = |number: u32| {
            let (nobody, link) = (nobody.clone(), link.clone());
            scope.spawn(move || {
                nobody
                    .post("/first", &first(&link, &format!("a{number}@example.org")))
                    .status
            })
        };
        let all: Vec<_> = (0..4).map(come).collect();
        let mut statuses: Vec<u16> = all.into_iter().map(|one| one.join().unwrap()).collect();
        statuses.sort_unstable();
        statuses
    });
    assert_eq!(statuses, [201, 410, 410, 410]);
}

#[test]
fn behind_https_the_cookie_goes_by_https_alone() {
    let place = Place::new();
    let mut server = place.serve_with(EVENING, &["--public-url", "https://canyu.example"]);
    let line = server.line();
    let link = line
        .strip_prefix("first administrator: https://canyu.example/console#first=")
        .unwrap();
    let nobody = Client::new(&server);
    let answer = nobody.post("/first", &first(link, LI));
    let cookie = answer.header("set-cookie").to_owned();
    assert!(
        cookie.starts_with("__Host-canyu_session=") && cookie.ends_with("; Secure"),
        "{cookie}"
    );
    let value = cookie.split(';').next().unwrap();
    nobody.send_with("GET", "/session", None, &[("cookie", value)]).is(200);
    let plain = value.replace("__Host-", "");
    nobody
        .send_with("GET", "/session", None, &[("cookie", &plain)])
        .refused(401, "not_signed_in");
}
