//! Tokens of programs.

use super::*;

#[test]
fn a_token_does_what_its_scopes_say_and_nothing_about_accounts() {
    let place = Place::new();
    place.publish();
    let (server, li) = served(&place);
    let make = |asked: &Value| li.post("/tokens", asked);
    make(&json!({ "name": "x", "scopes": [] })).refused(422, "scopes_missing");
    make(&json!({ "name": "", "scopes": ["export"] })).refused(422, "name_malformed");
    make(&json!({ "name": "x", "scopes": ["everything"] })).refused(400, "malformed");
    make(&json!({ "name": "x", "scopes": ["export"], "expires": "2024-01-01T00:00:00Z" })).refused(422, "expiry_past");
    for scope in ["manage_accounts", "see_audit"] {
        make(&json!({ "name": "x", "scopes": [scope] })).refused(403, "scope_too_far");
    }
    let made =
        make(&json!({ "name": "Numbers", "scopes": ["see_numbers", "see_campaigns"], "campaigns": ["toy"] })).is(201);
    assert_eq!(li.get("/tokens").is(200), json!([made["token"]]));
    let program = li.program(&made);
    let toy = program.get("/campaigns/toy").is(200);
    assert!(toy["counts"].is_object() && toy["state"] == "open", "{toy}");
    for (method, path) in [
        ("GET", "/session"),
        ("GET", "/tokens"),
        ("POST", "/tokens"),
        ("PATCH", "/me"),
    ] {
        program.send(method, path, None).refused(403, "not_for_tokens");
    }
    program.get("/accounts").refused(403, "not_allowed");
    // It is no browser: neither a header nor an origin is asked for.
    program
        .send_with("GET", "/campaigns", None, &[("origin", "https://evil.example")])
        .is(200);
    let names = li.program(&make(&json!({ "name": "Export", "scopes": ["export"] })).is(201));
    assert_eq!(names.get("/campaigns/toy").is(200)["counts"], Value::Null);

    let nobody = Client::new(&server);
    let wrong = |header: &str| {
        nobody
            .send_with("GET", "/campaigns", None, &[("authorization", header)])
            .refused(401, "token_wrong");
    };
    let secret = made["secret"].as_str().unwrap();
    wrong(&format!("Bearer {}", &secret[..48]));
    wrong(&format!("Basic {secret}"));
    wrong("Bearer ");
    // A session beside a wrong token is no help.
    li.send_with("GET", "/campaigns", None, &[("authorization", "Bearer canyu_x")])
        .refused(401, "token_wrong");
    let path = format!("/tokens/{}", made["token"]["id"].as_str().unwrap());
    li.delete(&path).is(204);
    li.delete(&path).refused(404, "not_found");
    program.get("/campaigns").refused(401, "token_wrong");
    assert_eq!((li.log("token_made").len(), li.log("token_withdrawn").len()), (2, 1));
    support::sql(&place, "UPDATE api_tokens SET expires_at = 1");
    names.get("/campaigns").refused(401, "token_wrong");
}

#[test]
fn a_token_never_does_more_than_its_maker() {
    let place = Place::new();
    place.publish();
    let (_server, li) = served(&place);
    let wang = li.colleague("wang@example.org", "marketer", &json!(["toy"]));
    let asked = |scopes: Value, campaigns: Value| {
        wang.post(
            "/tokens",
            &json!({ "name": "Export", "scopes": scopes, "campaigns": campaigns }),
        )
    };
    asked(json!(["export", "give"]), Value::Null).refused(403, "scope_too_far");
    asked(json!(["export"]), json!(["toy", "loaf"])).refused(403, "campaign_too_far");
    let made = asked(json!(["export", "see_campaigns"]), Value::Null).is(201);
    let program = wang.program(&made);
    assert_eq!(program.get("/campaigns/toy").is(200)["state"], "open");
    let path = format!("/accounts/{}", li.id_of("wang@example.org"));
    // What its maker may not any more it may not either.
    li.patch(&path, &json!({ "role": "till" })).is(200);
    assert_eq!(program.get("/campaigns/toy").is(200)["state"], Value::Null);
    li.patch(&path, &json!({ "campaigns": ["loaf"] })).is(200);
    program.get("/campaigns/toy").refused(404, "unknown_campaign");
    li.patch(&path, &json!({ "disabled": true })).is(200);
    program.get("/campaigns").refused(401, "token_wrong");
    // Administrators see everybody's, others their own.
    assert_eq!(li.get("/tokens").is(200)[0]["by"], "wang@example.org");
    let other = li.colleague("other@example.org", "staff", &Value::Null);
    assert_eq!(other.get("/tokens").is(200), json!([]));
    other
        .delete(&format!("/tokens/{}", made["token"]["id"].as_str().unwrap()))
        .refused(404, "not_found");
    li.delete(&path).is(204);
    assert_eq!(li.get("/tokens").is(200), json!([]));
    program.get("/campaigns").refused(401, "token_wrong");
}
