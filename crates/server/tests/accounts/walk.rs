//! Every route of staff that the server describes, as everybody.

use super::*;

/// Who may call what, as the manual has it: nobody at all, administrator, staff, marketer, viewer, till, a token with every scope there is, and one
/// with the scope `export` alone. `+`: let in, whatever becomes of it; `1`: sign in first; `3`: you may not.
const MATRIX: [(&str, &str, &str); 108] = [
    ("GET", "/api/v1/staff/accounts", "1+333333"),
    ("POST", "/api/v1/staff/accounts", "1+333333"),
    ("DELETE", "/api/v1/staff/accounts/{id}", "1+333333"),
    ("PATCH", "/api/v1/staff/accounts/{id}", "1+333333"),
    ("GET", "/api/v1/staff/audit", "1+333333"),
    ("GET", "/api/v1/staff/campaign-schema", "1++333+3"),
    ("GET", "/api/v1/staff/campaigns", "1+++++++"),
    ("GET", "/api/v1/staff/campaigns/{slug}", "1+++++++"),
    ("GET", "/api/v1/staff/campaigns/{slug}/answers", "1++333+3"),
    ("POST", "/api/v1/staff/campaigns/{slug}/answers", "1++333+3"),
    ("POST", "/api/v1/staff/campaigns/{slug}/archive", "1++333+3"),
    ("GET", "/api/v1/staff/campaigns/{slug}/codes", "1++333+3"),
    ("POST", "/api/v1/staff/campaigns/{slug}/codes", "1++333+3"),
    ("POST", "/api/v1/staff/campaigns/{slug}/codes/look", "1++333+3"),
    ("GET", "/api/v1/staff/campaigns/{slug}/draw", "1++++3+3"),
    ("GET", "/api/v1/staff/campaigns/{slug}/draw/claims.csv", "1++333+3"),
    ("POST", "/api/v1/staff/campaigns/{slug}/draw/commit", "1++333+3"),
    ("GET", "/api/v1/staff/campaigns/{slug}/draw/excluded", "1++333+3"),
    ("POST", "/api/v1/staff/campaigns/{slug}/draw/excluded", "1++333+3"),
    (
        "DELETE",
        "/api/v1/staff/campaigns/{slug}/draw/excluded/{id}",
        "1++333+3",
    ),
    ("POST", "/api/v1/staff/campaigns/{slug}/draw/forfeit", "1++333+3"),
    ("POST", "/api/v1/staff/campaigns/{slug}/draw/run", "1++333+3"),
    ("POST", "/api/v1/staff/campaigns/{slug}/draw/told", "1++333+3"),
    ("GET", "/api/v1/staff/campaigns/{slug}/draw/winners", "1++333+3"),
    ("GET", "/api/v1/staff/campaigns/{slug}/draw/winners/{k}", "1++333+3"),
    ("GET", "/api/v1/staff/campaigns/{slug}/embed", "1++++3+3"),
    ("POST", "/api/v1/staff/campaigns/{slug}/embed/test", "1++333+3"),
    ("GET", "/api/v1/staff/campaigns/{slug}/exports", "1+++33++"),
    ("POST", "/api/v1/staff/campaigns/{slug}/exports", "1+++33++"),
    ("GET", "/api/v1/staff/campaigns/{slug}/exports/dictionary", "1+++33++"),
    ("DELETE", "/api/v1/staff/campaigns/{slug}/exports/{id}", "1+++33++"),
    ("GET", "/api/v1/staff/campaigns/{slug}/exports/{id}", "1+++33++"),
    ("GET", "/api/v1/staff/campaigns/{slug}/exports/{id}/file", "1+++33++"),
    ("GET", "/api/v1/staff/campaigns/{slug}/gifts", "1++333+3"),
    ("POST", "/api/v1/staff/campaigns/{slug}/gifts", "1++333+3"),
    ("POST", "/api/v1/staff/campaigns/{slug}/gifts/count", "1++333+3"),
    ("POST", "/api/v1/staff/campaigns/{slug}/gifts/{gift}/resume", "1++333+3"),
    ("GET", "/api/v1/staff/campaigns/{slug}/life", "1++++3+3"),
    ("GET", "/api/v1/staff/campaigns/{slug}/names", "1++++3+3"),
    ("GET", "/api/v1/staff/campaigns/{slug}/news", "1++333+3"),
    ("POST", "/api/v1/staff/campaigns/{slug}/news", "1++333+3"),
    ("DELETE", "/api/v1/staff/campaigns/{slug}/news/{node}/{key}", "1++333+3"),
    ("GET", "/api/v1/staff/campaigns/{slug}/review", "1++333+3"),
    ("GET", "/api/v1/staff/campaigns/{slug}/review/{id}", "1++333+3"),
    ("POST", "/api/v1/staff/campaigns/{slug}/review/{id}", "1++333+3"),
    ("GET", "/api/v1/staff/campaigns/{slug}/seeds", "1++333+3"),
    ("POST", "/api/v1/staff/campaigns/{slug}/seeds", "1++333+3"),
    ("GET", "/api/v1/staff/campaigns/{slug}/sheet", "1++++3+3"),
    ("GET", "/api/v1/staff/campaigns/{slug}/statistics", "1++++3+3"),
    ("GET", "/api/v1/staff/campaigns/{slug}/statistics/links", "1++++3+3"),
    ("GET", "/api/v1/staff/campaigns/{slug}/statistics/stream", "1++++3+3"),
    ("GET", "/api/v1/staff/campaigns/{slug}/statistics/study", "1++++3+3"),
    ("GET", "/api/v1/staff/campaigns/{slug}/statistics/tree", "1++++3+3"),
    ("GET", "/api/v1/staff/campaigns/{slug}/statistics/week", "1++++3+3"),
    ("GET", "/api/v1/staff/campaigns/{slug}/stock", "1++333+3"),
    ("POST", "/api/v1/staff/campaigns/{slug}/till", "1++33+33"),
    ("POST", "/api/v1/staff/campaigns/{slug}/tills", "1++333+3"),
    ("GET", "/api/v1/staff/campaigns/{slug}/tills", "1++333+3"),
    ("DELETE", "/api/v1/staff/campaigns/{slug}/tills/{name}", "1++333+3"),
    ("GET", "/api/v1/staff/campaigns/{slug}/webhooks", "1++333+3"),
    ("POST", "/api/v1/staff/campaigns/{slug}/webhooks", "1++333+3"),
    ("DELETE", "/api/v1/staff/campaigns/{slug}/webhooks/{id}", "1++333+3"),
    ("PATCH", "/api/v1/staff/campaigns/{slug}/webhooks/{id}", "1++333+3"),
    (
        "GET",
        "/api/v1/staff/campaigns/{slug}/webhooks/{id}/messages",
        "1++333+3",
    ),
    (
        "POST",
        "/api/v1/staff/campaigns/{slug}/webhooks/{id}/replay",
        "1++333+3",
    ),
    (
        "POST",
        "/api/v1/staff/campaigns/{slug}/webhooks/{id}/secret",
        "1++333+3",
    ),
    ("POST", "/api/v1/staff/campaigns/{slug}/webhooks/{id}/test", "1++333+3"),
    ("GET", "/api/v1/staff/campaigns/{slug}/written", "1++333+3"),
    ("POST", "/api/v1/staff/campaigns/{slug}/written", "1++333+3"),
    ("GET", "/api/v1/staff/drafts", "1++333+3"),
    ("POST", "/api/v1/staff/drafts", "1++333+3"),
    ("DELETE", "/api/v1/staff/drafts/{id}", "1++333+3"),
    ("GET", "/api/v1/staff/drafts/{id}", "1++333+3"),
    ("POST", "/api/v1/staff/drafts/{id}/edits", "1++333+3"),
    ("GET", "/api/v1/staff/drafts/{id}/file", "1++333+3"),
    ("PUT", "/api/v1/staff/drafts/{id}/file", "1++333+3"),
    ("DELETE", "/api/v1/staff/drafts/{id}/picture", "1++333+3"),
    ("GET", "/api/v1/staff/drafts/{id}/picture", "1++333+3"),
    ("PUT", "/api/v1/staff/drafts/{id}/picture", "1++333+3"),
    ("POST", "/api/v1/staff/drafts/{id}/preview", "1++333+3"),
    ("POST", "/api/v1/staff/drafts/{id}/publish", "1++333+3"),
    ("GET", "/api/v1/staff/drafts/{id}/pulse", "1++333+3"),
    ("POST", "/api/v1/staff/drafts/{id}/rehearsals", "1++333+3"),
    ("DELETE", "/api/v1/staff/drafts/{id}/rehearsals/{run}", "1++333+3"),
    ("GET", "/api/v1/staff/drafts/{id}/rehearsals/{run}", "1++333+3"),
    ("GET", "/api/v1/staff/drafts/{id}/rehearsals/{run}/page", "1++333+3"),
    ("GET", "/api/v1/staff/drafts/{id}/release", "1++333+3"),
    ("POST", "/api/v1/staff/drafts/{id}/undo", "1++333+3"),
    ("GET", "/api/v1/staff/first", "++++++++"),
    ("POST", "/api/v1/staff/first", "++++++++"),
    ("GET", "/api/v1/staff/invitations", "1+333333"),
    ("POST", "/api/v1/staff/invitations", "1+333333"),
    ("POST", "/api/v1/staff/invitations/accept", "++++++++"),
    ("POST", "/api/v1/staff/invitations/look", "++++++++"),
    ("DELETE", "/api/v1/staff/invitations/{id}", "1+333333"),
    ("PATCH", "/api/v1/staff/me", "1+++++33"),
    ("DELETE", "/api/v1/staff/me/second-factor", "1+++++33"),
    ("POST", "/api/v1/staff/me/second-factor", "1+++++33"),
    ("PUT", "/api/v1/staff/me/second-factor", "1+++++33"),
    ("GET", "/api/v1/staff/me/sessions", "1+++++33"),
    ("DELETE", "/api/v1/staff/me/sessions/{id}", "1+++++33"),
    ("DELETE", "/api/v1/staff/session", "1+++++33"),
    ("GET", "/api/v1/staff/session", "1+++++33"),
    ("POST", "/api/v1/staff/session", "++++++++"),
    ("GET", "/api/v1/staff/templates", "1++333+3"),
    ("GET", "/api/v1/staff/tokens", "1+++++33"),
    ("POST", "/api/v1/staff/tokens", "1+++++33"),
    ("DELETE", "/api/v1/staff/tokens/{id}", "1+++++33"),
];

#[test]
fn every_route_of_staff_lets_in_whom_the_manual_says() {
    let place = Place::new();
    place.publish();
    let (mut server, li) = served(&place);
    // A refusal is a line of the log, and a pipe that nobody reads is full one day.
    let mut log = server.log();
    std::thread::spawn(move || std::io::copy(&mut log, &mut std::io::sink()));
    let staff = li.colleague("staff@example.org", "staff", &Value::Null);
    let marketer = li.colleague("marketer@example.org", "marketer", &Value::Null);
    let viewer = li.colleague("viewer@example.org", "viewer", &Value::Null);
    let till = li.colleague("till@example.org", "till", &Value::Null);
    let scopes = json!([
        "see_names",
        "see_campaigns",
        "see_numbers",
        "see_persons",
        "export",
        "edit",
        "publish",
        "moderate",
        "review",
        "give",
        "draw",
        "redeem"
    ]);
    let token = |scopes: Value| li.program(&li.post("/tokens", &json!({ "name": "x", "scopes": scopes })).is(201));
    let (mighty, export) = (token(scopes), token(json!(["export"])));
    let everybody = [
        Client::new(&server),
        li.clone(),
        staff,
        marketer,
        viewer,
        till,
        mighty,
        export,
    ];

    let mut expected: Vec<(&str, &str)> = MATRIX.iter().map(|(method, path, _)| (*method, *path)).collect();
    expected.sort_unstable();
    let described = described(&server);
    let found: Vec<(&str, &str)> = described
        .iter()
        .map(|(method, path)| (method.as_str(), path.as_str()))
        .collect();
    assert_eq!(
        found, expected,
        "each route of staff stands in the matrix, and nothing else"
    );

    // Signing out comes last.
    let mut routes = MATRIX;
    routes.sort_by_key(|(method, path, _)| (*method, *path) == ("DELETE", "/api/v1/staff/session"));
    for (method, path, who) in routes {
        let mut filled = path.replace("{slug}", "toy");
        for place in ["{gift}", "{id}", "{key}", "{name}", "{node}", "{run}"] {
            filled = filled.replace(place, "none");
        }
        let filled = filled.strip_prefix("/api/v1/staff").unwrap();
        for (place, (client, expected)) in everybody.iter().zip(who.chars()).enumerate() {
            let answer = client.send(method, filled, (method != "GET").then(|| json!({ "x": 1 })).as_ref());
            let (told, code) = (answer.status, answer.code());
            let seen = match told {
                401 => '1',
                403 => '3',
                404 if code == "unknown_campaign" => '4',
                500.. => '5',
                _ => '+',
            };
            assert_eq!(seen, expected, "{method} {path} as {place}: {told} {code}");
        }
        if who.starts_with('1') {
            let nobody = &everybody[0];
            for wrong in [
                ("cookie", "canyu_session=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"),
                ("authorization", "Bearer canyu_x"),
            ] {
                let answer = nobody.send_with(method, filled, None, &[wrong]);
                assert_eq!(answer.status, 401, "{method} {path} {wrong:?}");
            }
        }
    }
}

/// The routes that are tagged as those of staff, which are those whose address says so.
fn described(server: &Server) -> Vec<(String, String)> {
    let description: Value = support::agent()
        .get(format!("{}/api/v1/openapi.json", server.url))
        .call()
        .unwrap()
        .body_mut()
        .read_json()
        .unwrap();
    let mut found = Vec::new();
    for (path, item) in description["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            if operation["tags"] == json!(["staff"]) {
                assert!(
                    operation["x-canyu-right"].is_string(),
                    "{method} {path} says not who may"
                );
                found.push((method.to_uppercase(), path.clone()));
            }
            assert_eq!(
                operation["tags"] == json!(["staff"]),
                path.starts_with("/api/v1/staff/"),
                "{method} {path}"
            );
        }
    }
    found.sort();
    found
}
