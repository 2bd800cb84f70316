//! Confirming an address.

use crate::{
    place::{LATER, OPEN, ask, asked, code, come, me, page, published, send, serve, serve_at},
    sink::Sink,
    support::agent,
};
use serde_json::json;

#[test]
fn a_code_from_the_mail_confirms_the_address() {
    let (place, sink) = (published(), Sink::start(&[]));
    let server = serve(&place, &sink);
    come(&server, 1);
    assert_eq!(me(&server, 1)["verified"], false);
    let mail = asked(&server, &sink, 1, " Li.Na+toy@Example.org ");
    assert_eq!(
        (mail.part("from"), mail.to()),
        ("toy@shop.example", "Li.Na+toy@example.org")
    );
    assert_eq!(
        mail.part("subject"),
        format!("[Rehearsal] {} is your code for “A new toy”", mail.code())
    );
    assert!(mail.part("html").contains(mail.code()) && mail.part("html").contains(mail.link()));
    assert_eq!(mail.header("auto-submitted"), "auto-generated");
    assert_eq!(mail.header("content-language"), "en");
    assert!(mail.header("date").contains("4 Aug 2024"), "{}", mail.header("date"));
    assert!(mail.header("message-id").ends_with("@shop.example>"));
    let spaced = format!(" {} {} ", &mail.code()[..3], &mail.code()[3..]);
    for _ in 0..2 {
        let (status, told) = code(&server, 1, &spaced);
        assert_eq!(
            (status, &told["verified"], &told["email"]),
            (200, &json!(true), &json!("L…@example.org")),
            "{told}"
        );
    }
    assert_eq!(me(&server, 1)["verified"], true);
}

#[test]
fn a_mail_is_in_the_language_that_was_asked_for() {
    let (place, sink) = (published(), Sink::start(&[]));
    let server = serve(&place, &sink);
    come(&server, 1);
    send(
        &server,
        1,
        "/email",
        &json!({ "address": "li@example.org", "lang": "zh-TW" }),
    );
    let mail = sink.mail();
    assert!(mail.part("subject").starts_with("[排演] "), "{}", mail.part("subject"));
    assert!(
        mail.part("text").contains("确认您的邮箱"),
        "the campaign is written in simplified characters"
    );
    let (_, _, html) = page("GET", mail.link());
    assert!(
        html.contains("<html lang=\"zh-Hans\">") && html.contains("新玩具"),
        "{html}"
    );
}

#[test]
fn opening_the_link_changes_nothing_and_its_button_confirms() {
    let (place, sink) = (published(), Sink::start(&[]));
    let server = serve(&place, &sink);
    come(&server, 1);
    let mail = asked(&server, &sink, 1, "li@example.org");
    for _ in 0..3 {
        let (status, headers, html) = page("GET", mail.link());
        assert_eq!(status, 200);
        assert!(
            html.contains("Confirm l…@example.org for “A new toy”?") && html.contains("<form method=\"post\">"),
            "{html}"
        );
        assert!(!html.contains("<script") && !html.contains("li@example.org"));
        let find = |name: &str| {
            headers
                .iter()
                .find(|(known, _)| known == name)
                .map(|(_, value)| value.as_str())
        };
        assert!(
            find("content-security-policy")
                .unwrap()
                .starts_with("default-src 'none'; style-src 'self'")
        );
        assert_eq!(find("cache-control"), Some("no-store"));
        assert_eq!(find("referrer-policy"), Some("no-referrer"));
        assert_eq!(find("x-robots-tag"), Some("noindex, nofollow"));
        assert_eq!(agent().run(head(mail.link())).unwrap().status(), 200);
        assert_eq!(me(&server, 1)["verified"], false, "a scanner of mail opens links too");
    }
    for _ in 0..2 {
        let (status, _, html) = page("POST", mail.link());
        assert_eq!(status, 200);
        assert!(
            html.contains("Confirmed.") && html.contains("close this page"),
            "{html}"
        );
        assert_eq!(me(&server, 1)["verified"], true);
    }
    let (status, _, html) = page("GET", mail.link());
    assert!(
        status == 200 && html.contains("Confirmed.") && !html.contains("<form"),
        "{html}"
    );
}

fn head(url: &str) -> ureq::http::Request<()> {
    ureq::http::Request::head(url).body(()).unwrap()
}

#[test]
fn five_wrong_codes_end_a_code() {
    let (place, sink) = (published(), Sink::start(&[]));
    let server = serve(&place, &sink);
    come(&server, 1);
    assert_eq!(code(&server, 1, "000000").1["code"], "code_over", "none was asked for");
    let mail = asked(&server, &sink, 1, "li@example.org");
    let wrong = if mail.code() == "123456" { "654321" } else { "123456" };
    for left in (0..5).rev() {
        let (status, problem) = code(&server, 1, wrong);
        assert_eq!(
            (status, &problem["code"], &problem["left"]),
            (422, &json!("code_wrong"), &json!(left))
        );
    }
    let (status, problem) = code(&server, 1, mail.code());
    assert_eq!(
        (status, &problem["code"]),
        (410, &json!("code_over")),
        "even the right one"
    );
    assert_eq!(me(&server, 1)["verified"], false);
    let second = asked(&server, &sink, 1, "li@example.org");
    assert_eq!(code(&server, 1, second.code()).0, 200);
}

#[test]
fn only_the_newest_code_counts_and_only_for_its_own_fan() {
    let (place, sink) = (published(), Sink::start(&[]));
    let server = serve(&place, &sink);
    [1, 2].into_iter().for_each(|fan| come(&server, fan));
    let first = asked(&server, &sink, 1, "li@example.org");
    let other = asked(&server, &sink, 2, "wu@example.org");
    let second = asked(&server, &sink, 1, "li@example.org");
    if first.code() != second.code() {
        assert_eq!(code(&server, 1, first.code()).0, 422);
    }
    if other.code() != second.code() {
        assert_eq!(code(&server, 2, second.code()).0, 422, "it is bound to whoever asked");
    }
    assert_eq!(code(&server, 1, second.code()).0, 200);
    assert_eq!(code(&server, 2, other.code()).0, 200);
}

#[test]
fn a_code_ends_after_a_quarter_of_an_hour_and_a_link_does_not() {
    let (place, sink) = (published(), Sink::start(&[]));
    let server = serve(&place, &sink);
    come(&server, 1);
    let mail = asked(&server, &sink, 1, "li@example.org");
    server.stop();
    let later = serve_at(&place, LATER, sink.port, &[]);
    let (status, problem) = code(&later, 1, mail.code());
    assert_eq!((status, &problem["code"]), (410, &json!("code_over")));
    // The server listens elsewhere by now.
    let path = mail.link().split("/confirm/").nth(1).unwrap();
    let (status, _, _) = page("POST", &format!("{}/confirm/{path}", later.url));
    assert_eq!(status, 200);
    assert_eq!(me(&later, 1)["verified"], true);
    later.stop();
    let tomorrow = serve_at(&place, "2024-08-05T19:06:00Z", sink.port, &[]);
    for method in ["GET", "POST"] {
        assert_eq!(page(method, &format!("{}/confirm/{path}", tomorrow.url)).0, 410);
    }
}

#[test]
fn one_fan_asks_for_five_mails_an_hour_and_no_more() {
    let (place, sink) = (published(), Sink::start(&[]));
    let server = serve(&place, &sink);
    come(&server, 1);
    for number in 0..5 {
        asked(&server, &sink, 1, &format!("li{number}@example.org"));
    }
    let (status, problem) = ask(&server, 1, "li9@example.org");
    assert_eq!((status, &problem["code"]), (429, &json!("too_many_mails")));
    server.stop();
    let later = serve_at(&place, "2024-08-04T20:06:00Z", sink.port, &[]);
    asked(&later, &sink, 1, "li9@example.org");
}

#[test]
fn nothing_that_could_start_a_header_is_an_address() {
    let (place, sink) = (published(), Sink::start(&[]));
    let server = serve(&place, &sink);
    come(&server, 1);
    for typed in [
        "li@example.org\r\nBcc: wu@example.org",
        "li\r\nBcc: wu@example.org\r\n@example.org",
        "li@example.org\nSubject: x",
        "li@example.org, wu@example.org",
        "Li <li@example.org>",
        "li@example.org\u{2028}Bcc: x",
        "li@example.org>\r\nRCPT TO:<wu@example.org",
        "",
        "li",
    ] {
        let (status, problem) = ask(&server, 1, typed);
        assert_eq!((status, &problem["code"]), (422, &json!("address_wrong")), "{typed:?}");
    }
    let mail = asked(&server, &sink, 1, "li@example.org");
    assert_eq!(mail.to(), "li@example.org", "and that is the first one that was sent");
    assert!(!mail.part("raw").contains("Bcc"));
}

#[test]
fn without_an_smtp_server_the_server_says_so_and_publishing_refuses() {
    let place = published();
    let server = place.serve(OPEN);
    come(&server, 1);
    let (status, problem) = ask(&server, 1, "li@example.org");
    assert_eq!((status, &problem["code"]), (503, &json!("mail_off")));
    assert!(server.stop().contains("mail to fans is off"));

    let text = std::fs::read_to_string(place.path("toy.toml")).unwrap();
    let only = text
        .replace("slug = \"toy\"", "slug = \"toy-two\"")
        .replace("by = [\"email\", \"host\"]", "by = [\"email\"]");
    std::fs::write(place.path("two.toml"), only).unwrap();
    let refused = place.run(&["campaign", "publish", "two.toml", "--rehearsal-at", OPEN]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("no SMTP server is named"));
    let line = |file: &str| {
        let text = std::fs::read_to_string(place.path(file)).unwrap();
        text.lines().position(|line| line.starts_with("by =")).unwrap() + 1
    };
    let check = |file: &str, more: &[&str]| {
        let output = place.run(
            &[
                &["campaign", "check", file, "--rehearsal-at", "2024-08-01T12:00:00Z"],
                more,
            ]
            .concat(),
        );
        (
            output.status.code(),
            String::from_utf8_lossy(&output.stdout).into_owned(),
        )
    };
    let (status, told) = check("two.toml", &[]);
    let error = format!("two.toml:{}:1: error[mail_off]: ", line("two.toml"));
    assert!(status == Some(1) && told.contains(&error), "{told}");
    let (status, told) = check("toy.toml", &[]);
    let warning = format!("toy.toml:{}:1: warning[mail_off]: ", line("toy.toml"));
    assert!(status == Some(0) && told.contains(&warning), "{told}");
    assert!(
        !check("two.toml", &["--smtp", "smtps://mail.example"])
            .1
            .contains("mail_off")
    );
    place.ok(&[
        "campaign",
        "publish",
        "two.toml",
        "--rehearsal-at",
        OPEN,
        "--smtp",
        "smtps://mail.example",
    ]);
}
