//! The session's cookie. `SameSite=Strict`: it is not sent when somebody follows a link from elsewhere; the console asks again once its page is there.

use super::AT_MOST;
use axum::http::{HeaderMap, HeaderValue, header};

const NAME: &str = "canyu_session";
/// With this prefix browsers take it from HTTPS alone, for this host alone.
const SECURE: &str = "__Host-canyu_session";

fn name(is_secure: bool) -> &'static str {
    if is_secure { SECURE } else { NAME }
}

/// What the browser holds, if it holds something.
#[must_use]
pub fn read(headers: &HeaderMap, is_secure: bool) -> Option<&str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(key, value)| (key == name(is_secure)).then_some(value))
}

/// Has the browser keep a session.
#[must_use]
pub fn keep(secret: &str, is_secure: bool) -> Option<HeaderValue> {
    write(secret, AT_MOST / 1_000, is_secure)
}

/// Has the browser forget it.
#[must_use]
pub fn forget(is_secure: bool) -> Option<HeaderValue> {
    write("", 0, is_secure)
}

fn write(value: &str, seconds: i64, is_secure: bool) -> Option<HeaderValue> {
    let secure = if is_secure { "; Secure" } else { "" };
    let name = name(is_secure);
    let text = format!("{name}={value}; Path=/; HttpOnly; SameSite=Strict; Max-Age={seconds}{secure}");
    HeaderValue::from_str(&text).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_is_found_among_others_and_only_under_its_own_name() {
        let mut headers = HeaderMap::new();
        headers.append(header::COOKIE, HeaderValue::from_static("a=1; canyu_session=abc"));
        headers.append(header::COOKIE, HeaderValue::from_static("__Host-canyu_session=def ; b"));
        assert_eq!(read(&headers, false), Some("abc"));
        assert_eq!(read(&headers, true), Some("def"));
        assert_eq!(read(&HeaderMap::new(), true), None);
    }

    #[test]
    fn scripts_and_other_sites_never_get_it() {
        let kept = keep("abc", true).map(|value| format!("{value:?}")).unwrap_or_default();
        assert_eq!(
            kept,
            "\"__Host-canyu_session=abc; Path=/; HttpOnly; SameSite=Strict; Max-Age=604800; Secure\""
        );
        let plain = keep("abc", false).map(|value| format!("{value:?}")).unwrap_or_default();
        assert!(
            plain.starts_with("\"canyu_session=abc; ") && !plain.contains("Secure"),
            "{plain}"
        );
    }
}
