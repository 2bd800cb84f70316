//! The life of an account: invited, changed, closed, deleted.

use super::*;

fn accept(link: &str, email: &str) -> Value {
    json!({ "link": link, "name": "Wang Wei", "email": email, "password": PASSWORD })
}

/// What stands in an invitation's link.
fn secret(made: &Value) -> String {
    made["link"]
        .as_str()
        .unwrap()
        .split_once("/console#invitation=")
        .unwrap()
        .1
        .to_owned()
}

#[test]
fn somebody_is_invited_comes_once_changes_and_goes() {
    let place = Place::new();
    place.publish();
    let (server, li) = served(&place);
    let nobody = Client::new(&server);
    let asked = json!({ "email": "Wang@Example.org", "role": "marketer", "campaigns": ["toy"], "language": "zh-Hant" });
    let made = li.post("/invitations", &asked).is(201);
    let link = secret(&made);
    assert!(made["link"].as_str().unwrap().starts_with(&server.url));
    let listed = li.get("/invitations").is(200);
    assert_eq!(listed, json!([made["invitation"]]));
    assert!(!listed.to_string().contains(&link), "the link is told once");

    let look = nobody.post("/invitations/look", &json!({ "link": link })).is(200);
    assert_eq!(
        (
            &look["by"],
            &look["email"],
            &look["role"],
            &look["campaigns"],
            &look["language"]
        ),
        (
            &json!("Li Na"),
            &json!("wang@example.org"),
            &json!("marketer"),
            &json!(["toy"]),
            &json!("zh-Hant")
        )
    );
    nobody
        .post("/invitations/accept", &accept(&link, LI))
        .refused(409, "email_taken");
    let wang = nobody.takes(nobody.post("/invitations/accept", &accept(&link, "wang@example.net")));
    let account = wang.get("/session").is(200)["account"].clone();
    assert_eq!(
        (&account["role"], &account["campaigns"]),
        (&json!("marketer"), &json!(["toy"]))
    );
    nobody
        .post("/invitations/accept", &accept(&link, "b@example.net"))
        .refused(410, "link_over");
    nobody
        .post("/invitations/look", &json!({ "link": link }))
        .refused(410, "link_over");
    assert_eq!(li.get("/invitations").is(200), json!([]));

    // What he may is what his account says at the moment.
    let path = format!("/accounts/{}", account["id"].as_str().unwrap());
    wang.get("/audit").refused(403, "not_allowed");
    wang.patch(&path, &json!({ "role": "administrator" }))
        .refused(403, "not_allowed");
    li.patch(&path, &json!({ "role": "administrator" }))
        .refused(422, "administrator_unlimited");
    li.patch(&path, &json!({ "role": "administrator", "campaigns": null }))
        .is(200);
    wang.get("/audit").is(200);
    li.patch(&path, &json!({ "role": "viewer", "campaigns": ["toy", "loaf"] }))
        .is(200);
    wang.get("/audit").refused(403, "not_allowed");
    li.patch(&path, &json!({ "campaigns": ["../x"] }))
        .refused(422, "campaigns_malformed");
    li.patch("/accounts/none", &json!({})).refused(404, "not_found");

    // Signed out everywhere; closed; open again; gone.
    li.patch(&path, &json!({ "sign_out": true })).is(200);
    wang.get("/session").refused(401, "not_signed_in");
    let wang = nobody.sign_in("wang@example.net");
    assert_eq!(li.patch(&path, &json!({ "disabled": true })).is(200)["disabled"], true);
    wang.get("/session").refused(401, "not_signed_in");
    nobody
        .try_sign_in("wang@example.net", PASSWORD, None)
        .refused(401, "sign_in_failed");
    li.patch(&path, &json!({ "disabled": false })).is(200);
    let wang = nobody.sign_in("wang@example.net");
    li.delete(&path).is(204);
    wang.get("/session").refused(401, "not_signed_in");
    nobody
        .try_sign_in("wang@example.net", PASSWORD, None)
        .refused(401, "sign_in_failed");
    li.delete(&path).refused(404, "not_found");

    let told: Vec<Value> = li
        .log("account_changed")
        .into_iter()
        .map(|line| line["change"].clone())
        .collect();
    assert!(
        told.contains(&json!({
            "before": { "role": "administrator", "campaigns": null }, "after": { "role": "viewer", "campaigns": ["loaf", "toy"] }
        })),
        "{told:?}"
    );
    assert!(
        told.contains(&json!({ "before": {}, "after": {}, "signed_out": true })),
        "{told:?}"
    );
    for what in ["invited", "invitation_accepted", "account_deleted"] {
        assert_eq!(li.log(what).len(), 1, "{what}");
    }
}

#[test]
fn an_invitation_ends_by_itself_or_by_hand() {
    let place = Place::new();
    let (server, li) = served(&place);
    let nobody = Client::new(&server);
    let asked = json!({ "role": "staff" });
    let made = li.post("/invitations", &asked).is(201);
    support::sql(
        &place,
        "UPDATE staff_invitations SET expires_at = expires_at - 7 * 86400000",
    );
    nobody
        .post("/invitations/look", &json!({ "link": secret(&made) }))
        .refused(410, "link_over");
    nobody
        .post("/invitations/accept", &accept(&secret(&made), "a@example.org"))
        .refused(410, "link_over");
    assert_eq!(li.get("/invitations").is(200), json!([]));
    let made = li.post("/invitations", &asked).is(201);
    let path = format!("/invitations/{}", made["invitation"]["id"].as_str().unwrap());
    li.delete(&path).is(204);
    li.delete(&path).refused(404, "not_found");
    nobody
        .post("/invitations/accept", &accept(&secret(&made), "a@example.org"))
        .refused(410, "link_over");
}

#[test]
fn there_is_always_an_administrator() {
    let place = Place::new();
    let (_server, li) = served(&place);
    let own = format!("/accounts/{}", li.id_of(LI));
    for change in [json!({ "role": "staff" }), json!({ "disabled": true })] {
        li.patch(&own, &change).refused(409, "last_administrator");
    }
    li.delete(&own).refused(409, "last_administrator");
    let wang = li.colleague("wang@example.org", "administrator", &Value::Null);
    let other = format!("/accounts/{}", li.id_of("wang@example.org"));
    // One who is closed is none.
    li.patch(&other, &json!({ "disabled": true })).is(200);
    li.patch(&own, &json!({ "role": "viewer" }))
        .refused(409, "last_administrator");
    li.patch(&other, &json!({ "disabled": false })).is(200);
    let wang = Client {
        cookie: String::new(),
        csrf: String::new(),
        ..wang
    }
    .sign_in("wang@example.org");
    // Two who demote each other at once: one is faster.
    let (first, second) = std::thread::scope(|scope| {
        let viewer = json!({ "role": "viewer" });
        let first = scope.spawn(|| li.patch(&other, &json!({ "role": "viewer" })));
        let second = wang.patch(&own, &viewer);
        (first.join().unwrap(), second)
    });
    let mut statuses = [first.status, second.status];
    statuses.sort_unstable();
    assert_eq!(statuses[0], 200, "{first:?} {second:?}");
    assert!([403, 409].contains(&statuses[1]), "{first:?} {second:?}");
    let administrators = [&li, &wang]
        .iter()
        .filter(|one| one.get("/accounts").status == 200)
        .count();
    assert_eq!(administrators, 1);
}
