//! What can be read over HTTP, and by whom.

mod support;

use serde_json::Value;
use support::{EVENING, Place, agent, arrive, token, view};

#[test]
fn pages_of_unlisted_origins_get_no_cors_header_and_a_reason_elsewhere() {
    let place = Place::new();
    place.publish();
    let server = place.serve(EVENING);
    let agent = agent();
    let from = |origin: &str, path: &str| {
        agent
            .get(format!("{}{path}", server.url))
            .header("origin", origin)
            .call()
            .unwrap()
    };
    let listed = from("https://shop.example", "/api/v1/campaigns/toy");
    assert_eq!(listed.headers()["access-control-allow-origin"], "https://shop.example");
    assert!(listed.headers().get("access-control-allow-credentials").is_none());
    assert!(listed.headers().get_all("vary").iter().any(|vary| vary == "origin"));
    for origin in ["https://evil.example", "null", "https://shop.example.evil.example"] {
        let mut refused = from(origin, "/api/v1/campaigns/toy");
        assert_eq!(refused.status(), 403);
        assert!(refused.headers().get("access-control-allow-origin").is_none());
        assert_eq!(
            refused.body_mut().read_json::<Value>().unwrap()["code"],
            "origin_not_listed"
        );
        let mut told = from(origin, "/embed/v1/origin/toy");
        assert_eq!(told.headers()["access-control-allow-origin"], "*");
        assert_eq!(told.body_mut().read_json::<Value>().unwrap()["listed"], false);
    }
    let own = from(&server.url, "/api/v1/campaigns/toy");
    assert_eq!(own.status(), 200);
}

#[test]
fn a_listed_page_may_send_acts_and_an_unlisted_one_may_not_even_ask() {
    let place = Place::new();
    place.publish();
    let server = place.serve(EVENING);
    let agent = agent();
    let ask = |origin: &str| {
        let request = ureq::http::Request::builder()
            .method("OPTIONS")
            .uri(server.at("/acts"))
            .header("origin", origin)
            .header("access-control-request-method", "POST")
            .header(
                "access-control-request-headers",
                "authorization,idempotency-key,content-type",
            )
            .body(())
            .unwrap();
        agent.run(request).unwrap()
    };
    let listed = ask("https://shop.example");
    assert_eq!(listed.status(), 204);
    assert_eq!(listed.headers()["access-control-allow-origin"], "https://shop.example");
    assert!(
        listed.headers()["access-control-allow-headers"]
            .to_str()
            .unwrap()
            .contains("idempotency-key")
    );
    let unlisted = ask("https://evil.example");
    assert_eq!(unlisted.status(), 403);
    assert!(unlisted.headers().get("access-control-allow-origin").is_none());
}

#[test]
fn what_is_not_revealed_is_not_there() {
    let place = Place::new();
    place.publish();
    let later = place.serve("2024-08-04T20:30:00Z");
    let open = view(&later, "");
    let teaser = &open["nodes"][0];
    assert_eq!(
        (&teaser["stage"], &teaser["alt"], &teaser["hints"][0]["text"]),
        (&2.into(), &"Blue".into(), &"Sea".into())
    );
    let address = teaser["picture"].as_str().unwrap().to_owned();
    drop(later);
    let server = place.serve(EVENING);
    let text = agent()
        .get(server.at(""))
        .call()
        .unwrap()
        .body_mut()
        .read_to_string()
        .unwrap();
    assert!(
        !text.contains("Sea") && !text.contains("Blue") && !text.contains("blue"),
        "{text}"
    );
    assert!(!text.contains(&address));
    let early = agent().get(format!("{}{address}", server.url)).call().unwrap();
    assert_eq!(early.status(), 404);
    let now = view(&server, "")["nodes"][0]["picture"].as_str().unwrap().to_owned();
    let shown = agent().get(format!("{}{now}", server.url)).call().unwrap();
    assert_eq!(
        (
            shown.status().as_u16(),
            shown.headers()["content-type"].to_str().unwrap()
        ),
        (200, "image/jpeg")
    );
}

#[test]
fn texts_come_in_the_readers_language_or_the_nearest() {
    let place = Place::new();
    place.publish();
    let server = place.serve(EVENING);
    for (query, lang, title) in [
        ("", "en", "A new toy"),
        ("?lang=zh-CN", "zh-Hans", "新玩具"),
        ("?lang=zh-TW", "zh-Hans", "新玩具"),
        ("?lang=fr", "en", "A new toy"),
    ] {
        let view = view(&server, query);
        assert_eq!(
            (view["lang"].as_str(), view["title"].as_str()),
            (Some(lang), Some(title)),
            "{query}"
        );
    }
}

#[test]
fn only_the_bearer_of_a_token_reads_a_fans_state() {
    let place = Place::new();
    place.publish();
    let server = place.serve(EVENING);
    let agent = agent();
    let id = arrive(&agent, &server, 1)["me"]["id"].clone();
    let read = |fan: u32| {
        agent
            .get(server.at("/me"))
            .header("authorization", format!("Bearer {}", token(fan)))
            .call()
            .unwrap()
    };
    assert_eq!(read(1).body_mut().read_json::<Value>().unwrap()["id"], id);
    assert_eq!(read(2).status(), 404);
    assert_eq!(agent.get(server.at("/me")).call().unwrap().status(), 401);
}

#[test]
fn the_hosted_page_shows_strangers_text_as_text_and_links_only_to_listed_pages() {
    let place = Place::new();
    let hostile = support::CAMPAIGN.replacen("A new toy", "<script>alert(1)</script>", 1);
    std::fs::write(place.path("toy.toml"), hostile).unwrap();
    place.publish();
    let server = place.serve(EVENING);
    let get = |query: &str| agent().get(format!("{}/c/toy{query}", server.url)).call().unwrap();
    let mut page = get("?lang=en");
    let policy = page.headers()["content-security-policy"].to_str().unwrap().to_owned();
    assert!(policy.contains("frame-ancestors 'self' https://shop.example") && policy.contains("default-src 'none'"));
    let html = page.body_mut().read_to_string().unwrap();
    assert!(html.contains("&lt;script&gt;") && !html.contains("<script>alert"));
    let framed = |page: &str| {
        get(&format!("?frame=1&page={page}"))
            .body_mut()
            .read_to_string()
            .unwrap()
    };
    assert!(framed("https%3A%2F%2Fshop.example%2Ftoy%3Fa%3D1").contains("page=\"https://shop.example/toy?a=1\""));
    assert!(!framed("https%3A%2F%2Fevil.example%2Ftoy").contains("evil"));
    assert!(!framed("javascript%3Aalert(1)").contains("javascript:"));
}

#[test]
fn the_description_of_the_api_names_every_route() {
    let place = Place::new();
    place.publish();
    let server = place.serve(EVENING);
    let description: Value = agent()
        .get(format!("{}/api/v1/openapi.json", server.url))
        .call()
        .unwrap()
        .body_mut()
        .read_json()
        .unwrap();
    let paths: Vec<_> = description["paths"].as_object().unwrap().keys().cloned().collect();
    assert_eq!(
        paths,
        [
            "/api/v1/campaigns/{slug}",
            "/api/v1/campaigns/{slug}/acts",
            "/api/v1/campaigns/{slug}/appeal",
            "/api/v1/campaigns/{slug}/consents",
            "/api/v1/campaigns/{slug}/draw/claim",
            "/api/v1/campaigns/{slug}/draw/mine",
            "/api/v1/campaigns/{slug}/draw/{file}",
            "/api/v1/campaigns/{slug}/email",
            "/api/v1/campaigns/{slug}/email/confirm",
            "/api/v1/campaigns/{slug}/identity",
            "/api/v1/campaigns/{slug}/me",
            "/api/v1/campaigns/{slug}/me/data",
            "/api/v1/campaigns/{slug}/nodes/{node}/pictures/{name}",
            "/api/v1/campaigns/{slug}/nodes/{node}/uploads",
            "/api/v1/campaigns/{slug}/nodes/{node}/uploads/{picture}",
            "/api/v1/campaigns/{slug}/redeem",
            "/api/v1/campaigns/{slug}/till",
            "/api/v1/campaigns/{slug}/visits",
            "/api/v1/staff/accounts",
            "/api/v1/staff/accounts/{id}",
            "/api/v1/staff/audit",
            "/api/v1/staff/campaign-schema",
            "/api/v1/staff/campaigns",
            "/api/v1/staff/campaigns/{slug}",
            "/api/v1/staff/campaigns/{slug}/answers",
            "/api/v1/staff/campaigns/{slug}/archive",
            "/api/v1/staff/campaigns/{slug}/codes",
            "/api/v1/staff/campaigns/{slug}/codes/look",
            "/api/v1/staff/campaigns/{slug}/draw",
            "/api/v1/staff/campaigns/{slug}/draw/claims.csv",
            "/api/v1/staff/campaigns/{slug}/draw/commit",
            "/api/v1/staff/campaigns/{slug}/draw/excluded",
            "/api/v1/staff/campaigns/{slug}/draw/excluded/{id}",
            "/api/v1/staff/campaigns/{slug}/draw/forfeit",
            "/api/v1/staff/campaigns/{slug}/draw/run",
            "/api/v1/staff/campaigns/{slug}/draw/told",
            "/api/v1/staff/campaigns/{slug}/draw/winners",
            "/api/v1/staff/campaigns/{slug}/draw/winners/{k}",
            "/api/v1/staff/campaigns/{slug}/embed",
            "/api/v1/staff/campaigns/{slug}/embed/test",
            "/api/v1/staff/campaigns/{slug}/exports",
            "/api/v1/staff/campaigns/{slug}/exports/dictionary",
            "/api/v1/staff/campaigns/{slug}/exports/{id}",
            "/api/v1/staff/campaigns/{slug}/exports/{id}/file",
            "/api/v1/staff/campaigns/{slug}/gifts",
            "/api/v1/staff/campaigns/{slug}/gifts/count",
            "/api/v1/staff/campaigns/{slug}/gifts/{gift}/resume",
            "/api/v1/staff/campaigns/{slug}/life",
            "/api/v1/staff/campaigns/{slug}/names",
            "/api/v1/staff/campaigns/{slug}/news",
            "/api/v1/staff/campaigns/{slug}/news/{node}/{key}",
            "/api/v1/staff/campaigns/{slug}/review",
            "/api/v1/staff/campaigns/{slug}/review/{id}",
            "/api/v1/staff/campaigns/{slug}/seeds",
            "/api/v1/staff/campaigns/{slug}/sheet",
            "/api/v1/staff/campaigns/{slug}/statistics",
            "/api/v1/staff/campaigns/{slug}/statistics/links",
            "/api/v1/staff/campaigns/{slug}/statistics/stream",
            "/api/v1/staff/campaigns/{slug}/statistics/study",
            "/api/v1/staff/campaigns/{slug}/statistics/tree",
            "/api/v1/staff/campaigns/{slug}/statistics/week",
            "/api/v1/staff/campaigns/{slug}/stock",
            "/api/v1/staff/campaigns/{slug}/till",
            "/api/v1/staff/campaigns/{slug}/tills",
            "/api/v1/staff/campaigns/{slug}/tills/{name}",
            "/api/v1/staff/campaigns/{slug}/webhooks",
            "/api/v1/staff/campaigns/{slug}/webhooks/{id}",
            "/api/v1/staff/campaigns/{slug}/webhooks/{id}/messages",
            "/api/v1/staff/campaigns/{slug}/webhooks/{id}/replay",
            "/api/v1/staff/campaigns/{slug}/webhooks/{id}/secret",
            "/api/v1/staff/campaigns/{slug}/webhooks/{id}/test",
            "/api/v1/staff/campaigns/{slug}/written",
            "/api/v1/staff/drafts",
            "/api/v1/staff/drafts/{id}",
            "/api/v1/staff/drafts/{id}/edits",
            "/api/v1/staff/drafts/{id}/file",
            "/api/v1/staff/drafts/{id}/picture",
            "/api/v1/staff/drafts/{id}/preview",
            "/api/v1/staff/drafts/{id}/publish",
            "/api/v1/staff/drafts/{id}/pulse",
            "/api/v1/staff/drafts/{id}/rehearsals",
            "/api/v1/staff/drafts/{id}/rehearsals/{run}",
            "/api/v1/staff/drafts/{id}/rehearsals/{run}/page",
            "/api/v1/staff/drafts/{id}/release",
            "/api/v1/staff/drafts/{id}/undo",
            "/api/v1/staff/first",
            "/api/v1/staff/invitations",
            "/api/v1/staff/invitations/accept",
            "/api/v1/staff/invitations/look",
            "/api/v1/staff/invitations/{id}",
            "/api/v1/staff/me",
            "/api/v1/staff/me/second-factor",
            "/api/v1/staff/me/sessions",
            "/api/v1/staff/me/sessions/{id}",
            "/api/v1/staff/session",
            "/api/v1/staff/templates",
            "/api/v1/staff/tokens",
            "/api/v1/staff/tokens/{id}",
        ]
    );
    for page in ["/healthz", "/readyz", "/metrics"] {
        assert_eq!(
            agent().get(format!("{}{page}", server.url)).call().unwrap().status(),
            200,
            "{page}"
        );
    }
    for nowhere in ["/", "/api/v1/nothing", "/embed/../Cargo.toml", "/c/none"] {
        assert_eq!(
            agent().get(format!("{}{nowhere}", server.url)).call().unwrap().status(),
            404,
            "{nowhere}"
        );
    }
}
