use super::*;
use jsonwebtoken::{EncodingKey, Header, encode};
use serde_json::{Value, json};

const NOW: i64 = 1_722_800_000;
const SECRET: &[u8] = b"0123456789abcdef0123456789abcdef";
/// RFC 8032, 7.1, test 1: the seed, and the public key that follows from it.
const SEED: &str = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";
const PUBLIC: &str = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";

fn unhex(text: &str) -> Vec<u8> {
    fairdraw::text::unhex(text).unwrap()
}

fn public() -> SiteKey {
    SiteKey::Ed25519(unhex(PUBLIC).try_into().unwrap())
}

fn secret() -> SiteKey {
    SiteKey::hs256(SECRET).unwrap()
}

fn expected() -> Expected<'static> {
    Expected {
        issuer: "https://shop.example",
        audience: "canyu:toy",
        now: Moment(NOW * 1_000),
    }
}

fn claims() -> Value {
    json!({ "iss": "https://shop.example", "aud": "canyu:toy", "sub": "user-7", "exp": NOW + 300, "iat": NOW })
}

fn with(name: &str, value: Value) -> Value {
    let mut claims = claims();
    claims[name] = value;
    claims
}

fn without(name: &str) -> Value {
    let mut claims = claims();
    claims.as_object_mut().unwrap().remove(name);
    claims
}

fn hs256(claims: &Value) -> String {
    encode(
        &Header::new(Algorithm::HS256),
        claims,
        &EncodingKey::from_secret(SECRET),
    )
    .unwrap()
}

fn eddsa(claims: &Value) -> String {
    // A PKCS #8 v1 document around the seed (RFC 8410).
    let der = [unhex("302e020100300506032b657004220420"), unhex(SEED)].concat();
    encode(&Header::new(Algorithm::EdDSA), claims, &EncodingKey::from_ed_der(&der)).unwrap()
}

fn url(bytes: &[u8]) -> String {
    base64(bytes).trim_end_matches('=').replace('+', "-").replace('/', "_")
}

#[test]
fn a_token_of_either_kind_names_its_subject() {
    assert_eq!(
        subject(&hs256(&claims()), &secret(), expected()),
        Ok("user-7".to_owned())
    );
    assert_eq!(
        subject(&eddsa(&claims()), &public(), expected()),
        Ok("user-7".to_owned())
    );
    let many = with("aud", json!(["other", "canyu:toy"]));
    assert!(subject(&hs256(&many), &secret(), expected()).is_ok());
}

#[test]
fn no_algorithm_and_no_other_algorithm_is_taken() {
    let body = url(claims().to_string().as_bytes());
    for header in [
        json!({ "alg": "none" }),
        json!({ "alg": "None", "typ": "JWT" }),
        json!({ "typ": "JWT" }),
        json!({ "alg": "HS384" }),
        json!({ "alg": "RS256" }),
    ] {
        for signature in ["", "AAAA"] {
            let token = format!("{}.{body}.{signature}", url(header.to_string().as_bytes()));
            for key in [secret(), public()] {
                let refused = subject(&token, &key, expected()).unwrap_err();
                assert_eq!(refused.code(), "jwt_wrong", "{header} {refused:?}");
            }
        }
    }
}

#[test]
fn a_public_key_is_never_a_secret() {
    let pem = format!(
        "-----BEGIN PUBLIC KEY-----\n{}\n-----END PUBLIC KEY-----\n",
        base64(&[SPKI.to_vec(), unhex(PUBLIC)].concat())
    );
    for secret in [unhex(PUBLIC), pem.into_bytes(), PUBLIC.as_bytes().to_vec()] {
        let forged = encode(
            &Header::new(Algorithm::HS256),
            &claims(),
            &EncodingKey::from_secret(&secret),
        )
        .unwrap();
        assert_eq!(subject(&forged, &public(), expected()), Err(JwtError::Algorithm));
    }
    assert_eq!(
        subject(&eddsa(&claims()), &secret(), expected()),
        Err(JwtError::Algorithm)
    );
}

#[test]
fn every_claim_is_needed_and_compared() {
    for (claims, why) in [
        (without("iss"), JwtError::Issuer),
        (with("iss", json!("https://shop.example/")), JwtError::Issuer),
        (without("aud"), JwtError::Audience),
        (with("aud", json!("canyu:other")), JwtError::Audience),
        (with("aud", json!([])), JwtError::Audience),
        (without("exp"), JwtError::NoExpiry),
        (with("exp", json!(NOW - 31)), JwtError::Expired),
        (with("exp", json!("tomorrow")), JwtError::Malformed),
        (with("iat", json!(NOW + 31)), JwtError::NotYet),
        (with("nbf", json!(NOW + 31)), JwtError::NotYet),
        (without("sub"), JwtError::Subject),
        (with("sub", json!("")), JwtError::Subject),
        (with("sub", json!("x".repeat(256))), JwtError::Subject),
        (with("sub", json!(7)), JwtError::Malformed),
    ] {
        assert_eq!(subject(&hs256(&claims), &secret(), expected()), Err(why), "{claims}");
        assert_eq!(subject(&eddsa(&claims), &public(), expected()), Err(why), "{claims}");
    }
}

#[test]
fn clocks_may_differ_by_half_a_minute() {
    for claims in [
        with("exp", json!(NOW - 29)),
        with("iat", json!(NOW + 29)),
        with("nbf", json!(NOW + 30)),
    ] {
        assert!(subject(&hs256(&claims), &secret(), expected()).is_ok(), "{claims}");
    }
}

#[test]
fn a_changed_token_is_none() {
    let token = eddsa(&claims());
    let (rest, signature) = token.rsplit_once('.').unwrap();
    let (header, _) = rest.split_once('.').unwrap();
    let body = url(with("sub", json!("user-8")).to_string().as_bytes());
    assert_eq!(
        subject(&format!("{header}.{body}.{signature}"), &public(), expected()),
        Err(JwtError::Signature)
    );
    let other = SiteKey::hs256(b"another secret, which is as long as it has to be").unwrap();
    assert_eq!(subject(&hs256(&claims()), &other, expected()), Err(JwtError::Signature));
    for text in ["", "a", "a.b", "a.b.c", "....", &"x".repeat(LONGEST + 1)] {
        assert_eq!(subject(text, &secret(), expected()).unwrap_err().code(), "jwt_wrong");
    }
}

#[test]
fn keys_are_read_from_what_tools_write() {
    let raw = unhex(PUBLIC);
    let pem = format!(
        "-----BEGIN PUBLIC KEY-----\r\n{}\r\n-----END PUBLIC KEY-----\r\n",
        base64(&[SPKI.to_vec(), raw.clone()].concat())
    );
    for file in [pem, base64(&raw), url(&raw), format!("{}\n", base64(&raw))] {
        assert_eq!(SiteKey::ed25519(file.as_bytes()), Ok(public()), "{file}");
    }
    assert_eq!(
        SiteKey::ed25519(b"-----BEGIN PRIVATE KEY-----\nMC4=\n-----END PRIVATE KEY-----"),
        Err(KeyFileError::Private)
    );
    for file in [&b""[..], b"AAAA", b"\xff\xfe", b"nonsense!"] {
        assert_eq!(SiteKey::ed25519(file), Err(KeyFileError::NoPublicKey));
    }
    assert_eq!(SiteKey::hs256(b"short\n"), Err(KeyFileError::Short(5)));
    assert_eq!(SiteKey::hs256(&[SECRET, b"\r\n"].concat()), Ok(secret()));
    let shown = format!("{:?}", secret());
    assert!(!shown.contains("0123") && !shown.contains("48, 49"), "{shown}");
}
