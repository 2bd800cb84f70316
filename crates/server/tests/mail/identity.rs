//! The host site's word.

use crate::{
    place::{OPEN, come, confirmed, look_up, me, published, send, serve},
    sink::Sink,
    support::{Place, Server},
};
use fairdraw::text::{base64, unhex};
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde_json::{Value, json};

const SECRET: &str = "a secret that shop and campaign share";
/// RFC 8032, 7.1, test 1.
const SEED: &str = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";
const PUBLIC: &str = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
/// 2024-08-04T19:05:00Z
const NOW: i64 = 1_722_798_300;

fn claims(subject: &str) -> Value {
    json!({ "iss": "https://shop.example", "aud": "canyu:toy", "sub": subject, "exp": NOW + 300 })
}

fn with(name: &str, value: Value) -> Value {
    let mut claims = claims("user-7");
    claims[name] = value;
    claims
}

fn hs256(claims: &Value, secret: &[u8]) -> String {
    encode(
        &Header::new(Algorithm::HS256),
        claims,
        &EncodingKey::from_secret(secret),
    )
    .unwrap()
}

fn eddsa(claims: &Value) -> String {
    let der = [unhex("302e020100300506032b657004220420").unwrap(), unhex(SEED).unwrap()].concat();
    encode(&Header::new(Algorithm::EdDSA), claims, &EncodingKey::from_ed_der(&der)).unwrap()
}

fn url(text: &str) -> String {
    base64(text.as_bytes())
        .trim_end_matches('=')
        .replace('+', "-")
        .replace('/', "_")
}

fn pem() -> String {
    let der = [unhex("302a300506032b6570032100").unwrap(), unhex(PUBLIC).unwrap()].concat();
    format!(
        "-----BEGIN PUBLIC KEY-----\n{}\n-----END PUBLIC KEY-----\n",
        base64(&der)
    )
}

fn vouch(server: &Server, fan: u32, jwt: &str) -> (u16, Value) {
    send(server, fan, "/identity", &json!({ "jwt": jwt }))
}

fn with_key(option: &str, key: &str) -> Place {
    let place = published();
    std::fs::write(place.path("key"), key).unwrap();
    assert!(
        !place
            .ok(&["identity", "toy", option, "key", "--rehearsal-at", OPEN])
            .contains(key.trim())
    );
    place
}

fn refused(server: &Server, jwt: &str, code: &str) -> String {
    let (status, problem) = vouch(server, 1, jwt);
    assert_eq!((status, &problem["code"]), (401, &json!(code)), "{problem}");
    assert_eq!(me(server, 1)["verified"], false);
    problem["detail"].as_str().unwrap().to_owned()
}

#[test]
fn whom_the_site_vouches_for_is_verified_and_one_person_on_all_devices() {
    let (place, sink) = (with_key("--hs256-file", &format!("{SECRET}\n")), Sink::start(&[]));
    let server = serve(&place, &sink);
    (1..=3).for_each(|fan| come(&server, fan));
    let (status, one) = vouch(&server, 1, &hs256(&claims("user-7"), SECRET.as_bytes()));
    assert_eq!(
        (status, &one["verified"], &one["tickets"]),
        (200, &json!(true), &json!(2)),
        "{one}"
    );
    let (_, two) = vouch(&server, 2, &hs256(&with("exp", json!(NOW + 60)), SECRET.as_bytes()));
    assert_eq!((&two["id"], &two["tickets"]), (&one["id"], &json!(2)));
    let (_, three) = vouch(&server, 3, &hs256(&claims("user-8"), SECRET.as_bytes()));
    assert_ne!(three["id"], one["id"]);
    for _ in 0..2 {
        assert_eq!(
            vouch(&server, 2, &hs256(&claims("user-7"), SECRET.as_bytes())).1["id"],
            one["id"],
            "again and again"
        );
    }
    let kept = look_up(&place, "SELECT json_group_array(person) FROM people");
    assert!(!kept.contains("user-7"), "{kept}");
    // Site and mailbox are two proofs of one person.
    assert_eq!(confirmed(&server, &sink, 2, "li@example.org")["id"], one["id"]);
    assert_eq!(confirmed(&server, &sink, 3, "li+x@example.org")["id"], one["id"]);
}

#[test]
fn a_public_key_vouches_and_never_serves_as_a_secret() {
    let (place, sink) = (with_key("--ed25519-file", &pem()), Sink::start(&[]));
    let server = serve(&place, &sink);
    come(&server, 1);
    for secret in [
        pem().into_bytes(),
        unhex(PUBLIC).unwrap(),
        base64(&unhex(PUBLIC).unwrap()).into_bytes(),
    ] {
        assert!(refused(&server, &hs256(&claims("user-7"), &secret), "jwt_wrong").contains("algorithm"));
    }
    assert_eq!(vouch(&server, 1, &eddsa(&claims("user-7"))).0, 200);
}

#[test]
fn every_other_token_is_refused_and_why_is_said() {
    let (place, sink) = (with_key("--hs256-file", SECRET), Sink::start(&[]));
    let server = serve(&place, &sink);
    come(&server, 1);
    let body = url(&claims("user-7").to_string());
    for header in [
        r#"{"alg":"none"}"#,
        r#"{"alg":"none","typ":"JWT"}"#,
        r#"{"alg":"nOnE"}"#,
        "{}",
    ] {
        for signature in ["", "AAAA"] {
            refused(&server, &format!("{}.{body}.{signature}", url(header)), "jwt_wrong");
        }
    }
    let signed = |claims: &Value| hs256(claims, SECRET.as_bytes());
    for (claims, code, word) in [
        (with("aud", json!("canyu:other")), "jwt_wrong", "aud"),
        (with("iss", json!("https://evil.example")), "jwt_wrong", "iss"),
        (with("sub", json!("")), "jwt_wrong", "sub"),
        (with("nbf", json!(NOW + 90)), "jwt_wrong", "yet"),
        (with("exp", json!(NOW - 60)), "jwt_expired", "expired"),
        (
            json!({ "iss": "https://shop.example", "aud": "canyu:toy", "sub": "x" }),
            "jwt_wrong",
            "exp",
        ),
    ] {
        let why = refused(&server, &signed(&claims), code);
        assert!(why.contains(word), "{claims}: {why}");
    }
    refused(
        &server,
        &hs256(&claims("user-7"), b"another secret of more than 32 bytes"),
        "jwt_wrong",
    );
    refused(&server, &eddsa(&claims("user-7")), "jwt_wrong");
    for text in ["", "x", "a.b.c"] {
        refused(&server, text, "jwt_wrong");
    }
}

#[test]
fn without_a_key_no_token_is_taken() {
    let place = with_key("--hs256-file", SECRET);
    assert!(place.ok(&["identity", "toy", "--rehearsal-at", OPEN]).contains("hs256"));
    assert!(
        place
            .ok(&["identity", "toy", "--remove", "--rehearsal-at", OPEN])
            .contains("no key")
    );
    let sink = Sink::start(&[]);
    let server = serve(&place, &sink);
    come(&server, 1);
    let (status, problem) = vouch(&server, 1, &hs256(&claims("user-7"), SECRET.as_bytes()));
    assert_eq!((status, &problem["code"]), (503, &json!("identity_off")));
    std::fs::write(place.path("short"), "short").unwrap();
    std::fs::write(
        place.path("private"),
        "-----BEGIN PRIVATE KEY-----\nMC4=\n-----END PRIVATE KEY-----\n",
    )
    .unwrap();
    for (option, file, code) in [
        ("--hs256-file", "short", "secret_short"),
        ("--ed25519-file", "private", "key_private"),
        ("--ed25519-file", "short", "no_public_key"),
    ] {
        let output = place.run(&["identity", "toy", option, file, "--rehearsal-at", OPEN]);
        assert_eq!(output.status.code(), Some(1));
        assert!(String::from_utf8_lossy(&output.stderr).contains(&format!("refused[{code}]")));
    }
}
