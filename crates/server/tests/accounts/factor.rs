//! The second factor.

use super::*;
use std::time::{SystemTime, UNIX_EPOCH};
use totp_rs::{Builder, Secret};

/// What a device shows. It is good for half a minute at least.
#[expect(clippy::disallowed_methods, reason = "an authenticator has a clock of its own")]
fn shown(secret: &str) -> String {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
    let secret = Secret::try_from_base32(secret).unwrap();
    Builder::new()
        .with_secret(secret)
        .build()
        .unwrap()
        .generate(now)
        .to_string()
}

/// Another code of six digits.
fn other(code: &str) -> String {
    let digits: u32 = code.parse().unwrap();
    format!("{:06}", (digits + 1) % 1_000_000)
}

#[test]
fn a_device_is_confirmed_asked_for_and_each_code_is_good_once() {
    let place = Place::new();
    let (server, li) = served(&place);
    let nobody = Client::new(&server);
    let elsewhere = nobody.sign_in(LI);
    li.send("PUT", "/me/second-factor", Some(&json!({ "code": "123456" })))
        .refused(409, "second_factor_off");
    let begun = li.post("/me/second-factor", &json!({})).is(200);
    let secret = begun["secret"].as_str().unwrap();
    let uri = begun["uri"].as_str().unwrap();
    assert!(
        uri.starts_with("otpauth://totp/Canyu:") && uri.contains(secret),
        "{uri}"
    );
    // Nobody is asked for a code that was not confirmed.
    nobody.sign_in(LI);
    let code = shown(secret);
    let confirm = |code: &str| li.send("PUT", "/me/second-factor", Some(&json!({ "code": code })));
    confirm(&other(&code)).refused(422, "code_not_confirmed");
    let codes = confirm(&code).is(200)["codes"].clone();
    assert_eq!(codes.as_array().unwrap().len(), 8);
    li.post("/me/second-factor", &json!({}))
        .refused(409, "second_factor_on");
    assert_eq!(li.get("/session").is(200)["account"]["second_factor"], true);
    elsewhere.get("/session").refused(401, "not_signed_in");

    let enter = |code: Option<&str>| nobody.try_sign_in(LI, PASSWORD, code);
    for none in [None, Some(""), Some("  ")] {
        enter(none).refused(401, "second_factor_needed");
    }
    nobody
        .try_sign_in(LI, "wrong horse battery", Some(&code))
        .refused(401, "sign_in_failed");
    enter(Some(&other(&code))).refused(401, "second_factor_wrong");
    enter(Some(&code)).refused(401, "second_factor_wrong");
    // That it was used is why it is refused.
    support::sql(&place, "UPDATE accounts SET factor_step = 0");
    enter(Some(&code)).is(200);
    enter(Some(&code)).refused(401, "second_factor_wrong");

    let recovery = codes[3].as_str().unwrap().to_lowercase();
    enter(Some(&recovery)).is(200);
    enter(Some(&recovery)).refused(401, "second_factor_wrong");
    assert_eq!(li.log("recovery_code_used").len(), 1);

    let end = |password: &str| {
        li.send(
            "DELETE",
            "/me/second-factor",
            Some(&json!({ "current_password": password })),
        )
    };
    end("wrong horse battery").refused(403, "password_wrong");
    end(PASSWORD).is(204);
    end(PASSWORD).refused(409, "second_factor_off");
    enter(None).is(200);
    assert_eq!(
        (li.log("second_factor_on").len(), li.log("second_factor_off").len()),
        (1, 1)
    );
}

#[test]
fn a_code_that_is_sent_three_times_at_once_lets_in_one() {
    let place = Place::new();
    let (server, li) = served(&place);
    let begun = li.post("/me/second-factor", &json!({})).is(200);
    let code = shown(begun["secret"].as_str().unwrap());
    li.send("PUT", "/me/second-factor", Some(&json!({ "code": code })))
        .is(200);
    support::sql(&place, "UPDATE accounts SET factor_step = 0");
    let nobody = Client::new(&server);
    let mut statuses = std::thread::scope(|scope| {
        let tries: Vec<_> = (0..3)
            .map(|_| scope.spawn(|| nobody.try_sign_in(LI, PASSWORD, Some(&code)).status))
            .collect();
        tries.into_iter().map(|one| one.join().unwrap()).collect::<Vec<u16>>()
    });
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 401, 401]);
}

#[test]
fn whoever_has_lost_his_device_is_helped_by_an_administrator() {
    let place = Place::new();
    let (server, li) = served(&place);
    let wang = li.colleague("wang@example.org", "staff", &Value::Null);
    let begun = wang.post("/me/second-factor", &json!({})).is(200);
    let code = shown(begun["secret"].as_str().unwrap());
    wang.send("PUT", "/me/second-factor", Some(&json!({ "code": code })))
        .is(200);
    let nobody = Client::new(&server);
    nobody
        .try_sign_in("wang@example.org", PASSWORD, None)
        .refused(401, "second_factor_needed");
    let path = format!("/accounts/{}", li.id_of("wang@example.org"));
    assert_eq!(
        li.patch(&path, &json!({ "reset_second_factor": true })).is(200)["second_factor"],
        false
    );
    nobody.sign_in("wang@example.org");
}

#[test]
fn codes_cannot_be_tried() {
    let place = Place::new();
    let (server, li) = served(&place);
    let begun = li.post("/me/second-factor", &json!({})).is(200);
    let code = shown(begun["secret"].as_str().unwrap());
    li.send("PUT", "/me/second-factor", Some(&json!({ "code": code })))
        .is(200);
    let nobody = Client::new(&server);
    for _ in 0..5 {
        nobody
            .try_sign_in(LI, PASSWORD, Some("abcdef"))
            .refused(401, "second_factor_wrong");
        // Asking without one does not begin the count anew.
        nobody.try_sign_in(LI, PASSWORD, None);
    }
    support::sql(&place, "UPDATE accounts SET factor_step = 0");
    nobody.try_sign_in(LI, PASSWORD, Some(&code)).refused(429, "locked_out");
    assert_eq!(li.log("locked_out").len(), 1);
}
