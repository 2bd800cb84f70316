//! The log.

use super::*;

#[test]
fn the_log_says_who_did_what_from_where_page_by_page() {
    let place = Place::new();
    let (_server, li) = served(&place);
    for number in 0..5 {
        li.post(
            "/tokens",
            &json!({ "name": format!("Token {number}"), "scopes": ["export"] }),
        )
        .is(201);
    }
    let wang = li.colleague("wang@example.org", "staff", &Value::Null);
    wang.patch("/me", &json!({ "name": "Wang Wei" })).is(200);
    let all = li.get("/audit").is(200);
    let lines = all["lines"].as_array().unwrap();
    let what: Vec<&str> = lines.iter().map(|line| line["what"].as_str().unwrap()).collect();
    assert_eq!(
        what,
        [
            "profile_changed",
            "signed_in",
            "account_made",
            "token_made",
            "token_made",
            "token_made",
            "token_made",
            "token_made",
            "signed_in",
            "first_administrator"
        ]
    );
    assert_eq!(all["before"], Value::Null);
    let first = &lines[0];
    assert_eq!(
        (
            &first["who"]["kind"],
            &first["who"]["name"],
            &first["place"],
            &first["about"]
        ),
        (
            &json!("account"),
            &json!("wang@example.org"),
            &json!("127.0.0.0"),
            &json!("wang@example.org")
        )
    );
    assert_eq!(
        first["change"],
        json!({ "before": { "name": "wang@example.org" }, "after": { "name": "Wang Wei" } })
    );
    // Page by page it is the same.
    let mut paged = Vec::new();
    let mut query = "?limit=3".to_owned();
    loop {
        let page = li.get(&format!("/audit{query}")).is(200);
        paged.extend(page["lines"].as_array().unwrap().clone());
        let Some(before) = page["before"].as_i64() else { break };
        query = format!("?limit=3&before={before}");
    }
    assert_eq!(&paged, lines);
    let own = li
        .get(&format!("/audit?account={}", li.id_of("wang@example.org")))
        .is(200);
    assert_eq!(own["lines"].as_array().unwrap().len(), 2);
    assert_eq!(li.get("/audit?campaign=toy").is(200)["lines"], json!([]));
    li.get("/audit?before=x").refused(400, "malformed");
    for secret in [PASSWORD, &li.cookie, &wang.cookie, "canyu_", "argon2"] {
        assert!(!all.to_string().contains(secret), "{secret}");
    }
}
