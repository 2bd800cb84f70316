//! One's own account.

use super::*;

#[test]
fn a_new_password_asks_for_the_old_one_and_ends_other_sessions() {
    let place = Place::new();
    let (server, li) = served(&place);
    let nobody = Client::new(&server);
    let elsewhere = nobody.sign_in(LI);
    let new = "another horse battery";
    let change =
        |current: Value, new: &str| li.patch("/me", &json!({ "current_password": current, "new_password": new }));
    change(json!("wrong horse battery"), new).refused(403, "password_wrong");
    change(Value::Null, new).refused(403, "password_wrong");
    change(json!(PASSWORD), "Li Na").refused(422, "password_too_short");
    change(json!(PASSWORD), "password 1234").refused(422, "password_common");
    elsewhere.get("/session").is(200);
    change(json!(PASSWORD), new).is(200);
    li.get("/session").is(200);
    elsewhere.get("/session").refused(401, "not_signed_in");
    nobody.try_sign_in(LI, PASSWORD, None).refused(401, "sign_in_failed");
    nobody.try_sign_in(LI, new, None).is(200);
    let log = li.log("password_changed");
    assert_eq!(
        (log.len(), &log[0]["change"]),
        (1, &json!({ "before": {}, "after": {} }))
    );
}

#[test]
fn name_language_and_sessions_are_ones_own() {
    let place = Place::new();
    let (server, li) = served(&place);
    let wang = li.colleague("wang@example.org", "till", &json!(["toy"]));
    let changed = wang
        .patch("/me", &json!({ "name": " Wang\u{202E} Wei ", "language": "zh-Hant" }))
        .is(200);
    assert_eq!(
        (&changed["name"], &changed["language"]),
        (&json!("Wang Wei"), &json!("zh-Hant"))
    );
    wang.patch("/me", &json!({ "name": "x".repeat(81) }))
        .refused(422, "name_malformed");
    wang.patch("/me", &json!({ "role": "administrator" }))
        .refused(400, "malformed");
    wang.patch("/me", &json!({})).is(200);
    assert_eq!(li.log("profile_changed").len(), 1, "nothing changed is nothing to tell");

    let elsewhere = Client::new(&server).sign_in("wang@example.org");
    let sessions = wang.get("/me/sessions").is(200);
    let (this, other): (Vec<_>, Vec<_>) = sessions.as_array().unwrap().iter().partition(|one| one["this"] == true);
    assert_eq!((this.len(), other.len()), (1, 1));
    assert_eq!(
        (&other[0]["agent"], &other[0]["place"]),
        (&json!("a browser"), &json!("127.0.0.0"))
    );
    let path = format!("/me/sessions/{}", other[0]["id"].as_str().unwrap());
    li.delete(&path).refused(404, "not_found");
    wang.delete(&path).is(204);
    elsewhere.get("/session").refused(401, "not_signed_in");
    let answer = wang.delete("/session");
    assert!(
        answer.header("set-cookie").starts_with("canyu_session=; ")
            && answer.header("set-cookie").contains("Max-Age=0")
    );
    answer.is(204);
    wang.get("/session").refused(401, "not_signed_in");
}

#[test]
fn whoever_is_there_for_some_campaigns_sees_no_others() {
    let place = Place::new();
    place.publish();
    let other = support::CAMPAIGN.replace("slug = \"toy\"", "slug = \"loaf\"");
    std::fs::write(place.path("loaf.toml"), other).unwrap();
    place.ok(&["campaign", "publish", "loaf.toml", "--rehearsal-at", EVENING]);
    let (_server, li) = served(&place);
    let slugs = |answer: Value| -> Vec<String> {
        let lines = answer.as_array().unwrap().iter();
        lines.map(|line| line["slug"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(slugs(li.get("/campaigns").is(200)), ["loaf", "toy"]);
    let toy = li.get("/campaigns/toy").is(200);
    assert_eq!(toy["title"], json!({ "en": "A new toy", "zh-Hans": "新玩具" }));
    assert_eq!((&toy["state"], &toy["next"]["step"]), (&json!("open"), &json!("close")));
    assert_eq!(toy["counts"], json!({ "people": 0, "verified": 0, "held": 0 }));

    let viewer = li.colleague("viewer@example.org", "viewer", &json!(["loaf"]));
    assert_eq!(slugs(viewer.get("/campaigns").is(200)), ["loaf"]);
    let (hidden, none) = (viewer.get("/campaigns/toy"), viewer.get("/campaigns/nothing"));
    assert_eq!((hidden.status, hidden.code()), (404, "unknown_campaign"));
    assert_eq!(hidden.headers.len(), none.headers.len());
    assert_eq!(hidden.body.to_string().replace("toy", "nothing"), none.body.to_string());

    let till = li.colleague("till@example.org", "till", &json!(["toy"]));
    let lines = till.get("/campaigns").is(200);
    assert_eq!(lines[0]["title"]["en"], "A new toy");
    for more in ["state", "opens", "closes", "next", "counts"] {
        assert_eq!(lines[0][more], Value::Null, "{more}");
    }
    // Who is there for none sees none.
    let none = li.colleague("none@example.org", "staff", &json!([]));
    assert_eq!(none.get("/campaigns").is(200), json!([]));
}
