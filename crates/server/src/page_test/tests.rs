use super::{looked_at, onward, origin};
use crate::outbound::Page;
use canyu_core::{
    campaign::Campaign,
    file,
    staff::{CheckState, PageCheck},
};

const SERVER: &str = "https://canyu.example";
const SITE: &str = "https://shop.example";

fn campaign() -> Campaign {
    file::read(include_str!("../../../../campaigns/router-teaser.toml"))
        .campaign
        .unwrap()
}

fn states(policies: &[&str], body: &str) -> Vec<(PageCheck, CheckState)> {
    let headers = policies
        .iter()
        .map(|policy| ("content-security-policy".to_owned(), (*policy).to_owned()));
    let page = Page {
        status: 200,
        headers: headers.collect(),
        body: body.to_owned(),
    };
    let lines = looked_at(&campaign(), SERVER, SITE, &page);
    lines
        .into_iter()
        .map(|line| (line.check, line.state))
        .filter(|(_, state)| *state != CheckState::Fine)
        .collect()
}

const TAG: &str = r#"<canyu-campaign campaign="router-teaser"></canyu-campaign>"#;

#[test]
fn what_a_policy_keeps_out_is_named() {
    use CheckState::{Warning, Wrong};
    use PageCheck::{Connect, Picture, Script, Tag, WebAssembly};
    for (policy, expected) in [
        ("", vec![]),
        ("frame-ancestors 'none'", vec![]),
        (
            "default-src 'self'",
            vec![
                (Script, Wrong),
                (WebAssembly, Warning),
                (Connect, Wrong),
                (Picture, Wrong),
            ],
        ),
        ("default-src *; script-src * 'wasm-unsafe-eval'", vec![]),
        ("default-src https: 'unsafe-eval'", vec![]),
        (
            "script-src https://canyu.example 'wasm-unsafe-eval'; connect-src https://canyu.example; img-src https://canyu.example",
            vec![],
        ),
        (
            "script-src canyu.example; img-src *.example; connect-src *.canyu.example",
            vec![(WebAssembly, Warning), (Connect, Wrong)],
        ),
        (
            "script-src https://canyu.example:8443 'wasm-unsafe-eval'",
            vec![(Script, Wrong)],
        ),
        ("script-src https://canyu.example:* 'wasm-unsafe-eval'", vec![]),
        (
            "script-src 'nonce-abc' 'strict-dynamic' 'wasm-unsafe-eval'",
            vec![(Script, Warning)],
        ),
        (
            "script-src-elem 'self'; script-src https://canyu.example 'wasm-unsafe-eval'",
            vec![(Script, Wrong)],
        ),
        ("SCRIPT-SRC HTTPS://CANYU.EXAMPLE 'WASM-UNSAFE-EVAL'", vec![]),
        ("img-src 'none'; img-src *", vec![(Picture, Wrong)]),
    ] {
        assert_eq!(states(&[policy], TAG), expected, "{policy}");
    }
    assert_eq!(
        states(&["img-src *", "img-src 'self'"], TAG),
        [(Picture, Wrong)],
        "each of two policies counts"
    );
    let meta = format!(r#"<meta http-equiv="Content-Security-Policy" content="connect-src 'self'">{TAG}"#);
    assert_eq!(states(&[], &meta), [(Connect, Wrong)]);
    assert_eq!(states(&[], "<p>Nothing</p>"), [(Tag, Warning)]);
}

#[test]
fn a_page_that_is_not_there_is_not_looked_at() {
    let page = Page {
        status: 404,
        ..Page::default()
    };
    let lines = looked_at(&campaign(), SERVER, SITE, &page);
    assert_eq!(lines.len(), 1);
    assert_eq!(
        (lines[0].check, lines[0].state, lines[0].found.as_str()),
        (PageCheck::Answers, CheckState::Wrong, "404")
    );
}

#[test]
fn addresses_lead_on_and_have_origins() {
    let to = |location: &str| {
        let headers = vec![("location".to_owned(), location.to_owned())];
        onward(
            "https://shop.example/a/b?c",
            &Page {
                status: 302,
                headers,
                body: String::new(),
            },
        )
    };
    assert_eq!(to("/x").as_deref(), Some("https://shop.example/x"));
    assert_eq!(to("//b.example/x").as_deref(), Some("https://b.example/x"));
    assert_eq!(to("http://b.example").as_deref(), Some("http://b.example"));
    assert_eq!(
        onward(
            "https://a.example",
            &Page {
                status: 200,
                ..Page::default()
            }
        ),
        None
    );
    for (url, expected) in [
        ("https://Shop.Example:443/x?y", Some("https://shop.example")),
        ("http://127.0.0.1:8080/", Some("http://127.0.0.1:8080")),
        ("ftp://shop.example/", None),
        ("shop.example", None),
        ("javascript:alert(1)", None),
    ] {
        assert_eq!(origin(url).as_deref(), expected, "{url}");
    }
}
