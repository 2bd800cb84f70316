//! Wrong passwords.

use super::*;

const WRONG: &str = "wrong horse battery";

#[test]
fn nobody_learns_whether_there_is_an_account() {
    let place = Place::new();
    let (server, li) = served(&place);
    li.colleague("closed@example.org", "staff", &Value::Null);
    li.patch(
        &format!("/accounts/{}", li.id_of("closed@example.org")),
        &json!({ "disabled": true }),
    )
    .is(200);
    let nobody = Client::new(&server);
    let seen = |email: &str, password: &str| {
        let answer = nobody.try_sign_in(email, password, None);
        (answer.status, answer.body, answer.headers)
    };
    let known = seen(LI, WRONG);
    assert_eq!(known.0, 401);
    for (email, password) in [
        ("nobody@example.org", WRONG),
        ("no address", WRONG),
        ("", ""),
        ("closed@example.org", PASSWORD),
    ] {
        assert_eq!(seen(email, password), known, "{email}");
    }
    // The fifth is the last one that is looked at, for both.
    for _ in 0..4 {
        seen(LI, WRONG);
        seen("nobody@example.org", WRONG);
    }
    let (known, unknown) = (seen(LI, PASSWORD), seen("nobody@example.org", PASSWORD));
    assert_eq!(known.0, 429, "the right password, too: {known:?}");
    assert_eq!(known.1["code"], "locked_out");
    assert_eq!(known.0, unknown.0);
    assert_eq!(known.1["code"], unknown.1["code"]);
    assert_eq!(known.2.len(), unknown.2.len());
    // Of what strangers type nothing is kept.
    assert_eq!(li.log("locked_out").len(), 1);
    li.get("/session").is(200);
}

#[test]
fn the_time_doubles_and_a_right_password_begins_anew() {
    let place = Place::new();
    let (server, _) = served(&place);
    let nobody = Client::new(&server);
    let wrong = || nobody.try_sign_in(LI, WRONG, None);
    let wait = || -> u64 {
        nobody
            .try_sign_in(LI, PASSWORD, None)
            .header("retry-after")
            .parse()
            .unwrap()
    };
    let over = || support::sql(&place, "UPDATE sign_in_tries SET until = 0");
    for _ in 0..5 {
        wrong().refused(401, "sign_in_failed");
    }
    let mut waits = vec![wait()];
    for _ in 0..2 {
        over();
        wrong().refused(401, "sign_in_failed");
        waits.push(wait());
    }
    for (waited, minutes) in waits.iter().zip([1, 2, 4]) {
        assert!((minutes * 60 - 20..=minutes * 60).contains(waited), "{waits:?}");
    }
    over();
    nobody.sign_in(LI);
    for _ in 0..5 {
        wrong().refused(401, "sign_in_failed");
    }
    wrong().refused(429, "locked_out");
}

#[test]
fn many_at_once_are_no_way_around() {
    let place = Place::new();
    let (server, _) = served(&place);
    let nobody = Client::new(&server);
    let statuses = std::thread::scope(|scope| {
        let tries: Vec<_> = (0..12)
            .map(|_| scope.spawn(|| nobody.try_sign_in(LI, WRONG, None).status))
            .collect();
        tries.into_iter().map(|one| one.join().unwrap()).collect::<Vec<u16>>()
    });
    assert_eq!(
        statuses.iter().filter(|&&status| status == 401).count(),
        5,
        "{statuses:?}"
    );
    assert_eq!(
        statuses.iter().filter(|&&status| status == 429).count(),
        7,
        "{statuses:?}"
    );
}

#[test]
fn a_place_that_tries_many_accounts_waits_and_others_do_not() {
    let place = Place::new();
    let mut server = place.serve_with(EVENING, &["--proxy", "127.0.0.1/32"]);
    let link = first_link(&mut server);
    let nobody = Client::new(&server);
    nobody.post("/first", &first(&link, LI)).is(201);
    let from = |address: &str, email: &str, password: &str| {
        let body = json!({ "email": email, "password": password });
        nobody.send_with("POST", "/session", Some(&body), &[("x-forwarded-for", address)])
    };
    for number in 0..20 {
        let (address, email) = (format!("203.0.113.{number}"), format!("a{number}@example.org"));
        from(&address, &email, WRONG).refused(401, "sign_in_failed");
    }
    from("203.0.113.200", LI, PASSWORD).refused(429, "locked_out");
    from("198.51.100.1", LI, PASSWORD).is(200);
}

#[test]
fn an_open_session_is_no_way_to_try_passwords() {
    let place = Place::new();
    let (_server, li) = served(&place);
    let change = |current: &str| {
        li.patch(
            "/me",
            &json!({ "current_password": current, "new_password": "another horse battery" }),
        )
    };
    for _ in 0..5 {
        change(WRONG).refused(403, "password_wrong");
    }
    change(PASSWORD).refused(429, "locked_out");
}
