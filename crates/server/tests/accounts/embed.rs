//! What somebody needs who puts a campaign onto a page, and whether the widget can work there.

use super::*;
use std::{
    io::{Read as _, Write as _},
    net::TcpListener,
};

/// A site that answers every request with the same head and body; its address.
fn site(head: &'static str, body: &'static str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut asked = [0; 4_096];
            let _ = stream.read(&mut asked);
            let answer = format!(
                "HTTP/1.1 {head}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
                body.len()
            );
            let _ = stream.write_all(answer.as_bytes());
        }
    });
    address
}

#[test]
fn a_page_is_tested_where_the_campaign_lists_its_site_and_nowhere_else() {
    let place = Place::new();
    let file = std::fs::read_to_string(place.path("toy.toml")).unwrap();
    let listed = file.replacen("origins = [", "origins = [\"http://127.0.0.1:*\", ", 1);
    std::fs::write(place.path("toy.toml"), listed).unwrap();
    place.publish();
    let (server, li) = served(&place);
    let embed = li.get("/campaigns/toy/embed").is(200);
    let tag = embed["tag"].as_str().unwrap();
    assert!(
        tag.contains(&format!("src=\"{}/embed/v1/canyu.js\"", server.url)) && tag.contains("campaign=\"toy\""),
        "{tag}"
    );
    let poster = embed["links"]
        .as_array()
        .unwrap()
        .iter()
        .find(|link| link["channel"] == "poster")
        .unwrap();
    assert!(
        poster["address"].as_str().unwrap().ends_with("?canyu=.poster"),
        "{poster}"
    );

    let test = |page: &str| {
        let told = li.post("/campaigns/toy/embed/test", &json!({ "page": page })).is(200);
        let lines = told["lines"].as_array().unwrap().clone();
        let state = move |check: &str| {
            let line = lines.iter().find(|line| line["check"] == check);
            line.map(|line| line["state"].as_str().unwrap().to_owned())
                .unwrap_or_default()
        };
        (told, state)
    };
    let strict = site(
        "200 OK\r\ncontent-security-policy: default-src 'self'",
        "<canyu-campaign campaign=\"toy\"></canyu-campaign>",
    );
    let (told, state) = test(&format!("{strict}/shop"));
    assert_eq!(
        (state("origin"), state("answers"), state("tag")),
        ("fine".into(), "fine".into(), "fine".into()),
        "{told}"
    );
    assert_eq!(
        (state("script"), state("connect"), state("picture")),
        ("wrong".into(), "wrong".into(), "wrong".into()),
        "{told}"
    );
    let script = told["lines"]
        .as_array()
        .unwrap()
        .iter()
        .find(|line| line["check"] == "script")
        .unwrap();
    assert_eq!(script["add"], json!(format!("script-src {}", server.url)));
    let (_, state) = test(&site("200 OK", "<p>Nothing yet</p>"));
    assert_eq!((state("script"), state("tag")), ("fine".into(), "warning".into()));
    let (_, state) = test(&site("404 Not Found", ""));
    assert_eq!(state("answers"), "wrong");
    // What is not listed is not asked: neither at once, nor by a redirect.
    let (told, state) = test("http://169.254.169.254/latest/meta-data");
    assert_eq!(
        (state("origin"), told["lines"].as_array().unwrap().len()),
        ("wrong".into(), 1),
        "{told}"
    );
    let (told, state) = test(&site("302 Found\r\nlocation: http://intranet.example/secret", ""));
    assert_eq!(
        (state("origin"), &told["page"]),
        ("wrong".into(), &json!("http://intranet.example/secret"))
    );
    let (_, state) = test("not an address");
    assert_eq!(state("origin"), "wrong");

    let sheet = li.get("/campaigns/toy/sheet?channel=poster&count=3");
    assert_eq!((sheet.status, sheet.text.matches("<svg").count()), (200, 3));
    li.get("/campaigns/toy/sheet?channel=shop-7").refused(400, "malformed");
}
