//! `GET /till/{slug}`: the page on which codes are typed or scanned and redeemed, and the worker that keeps it at hand where there is no
//! network.

use crate::{app::App, problem::ApiError};
use axum::{
    extract::{Path, State},
    http::{HeaderName, HeaderValue, header},
    response::{Html, IntoResponse, Response},
};

/// Nothing but the server's own files, and no page around it: what is typed here is money's worth.
const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src data:; worker-src 'self'; base-uri 'none'; \
     form-action 'none'; frame-ancestors 'none'",
);
/// Asked for anew each time: the worker has the last ones.
const FRESH: HeaderValue = HeaderValue::from_static("no-cache");
const SCRIPT: &str = "text/javascript; charset=utf-8";

/// The files of the page by their names in addresses.
macro_rules! files {
    ($($name:literal = $kind:expr, $path:literal;)*) => {
        /// A file of the till's page: its media type and its content.
        #[must_use]
        pub fn file(name: &str) -> Option<(&'static str, &'static str)> {
            match name {
                $($name => Some(($kind, include_str!($path))),)*
                _ => None,
            }
        }
    };
}

files! {
    "till.css" = "text/css; charset=utf-8", "../../pages/till.css";
    "till.js" = SCRIPT, "../../pages/till.js";
    "till-camera.js" = SCRIPT, "../../pages/till-camera.js";
    "till-code.js" = SCRIPT, "../../pages/till-code.js";
    "till-desk.js" = SCRIPT, "../../pages/till-desk.js";
    "till-dom.js" = SCRIPT, "../../pages/till-dom.js";
    "till-memory.js" = SCRIPT, "../../pages/till-memory.js";
    "till-offline.js" = SCRIPT, "../../pages/till-offline.js";
    "till-server.js" = SCRIPT, "../../pages/till-server.js";
    "till-words.js" = SCRIPT, "../../pages/till-words.js";
    "till-en.json" = "application/json", "../../../../../locales/till/en.json";
    "till-zh-Hans.json" = "application/json", "../../../../../locales/till/zh-Hans.json";
    "till-zh-Hant.json" = "application/json", "../../../../../locales/till/zh-Hant.json";
}

/// The page.
///
/// # Errors
/// When there is no such campaign.
pub async fn page(State(app): State<App>, Path(slug): Path<String>) -> Result<Response, ApiError> {
    app.campaigns.get(&slug).ok_or(ApiError::UnknownCampaign(slug))?;
    let mut response = Html(include_str!("../../pages/till.html")).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, POLICY);
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.insert(
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static("camera=(self), microphone=(), geolocation=()"),
    );
    headers.insert(header::CACHE_CONTROL, FRESH);
    Ok(response)
}

/// The worker. It stands beside the pages it answers for.
pub async fn worker() -> Response {
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(SCRIPT)),
        (header::CACHE_CONTROL, FRESH),
        (header::CONTENT_SECURITY_POLICY, POLICY),
    ];
    (headers, include_str!("../../pages/till-worker.js")).into_response()
}

#[cfg(test)]
mod tests {
    use super::file;
    use std::collections::{BTreeMap, BTreeSet};

    fn words(lang: &str) -> BTreeMap<String, String> {
        serde_json::from_str(file(&format!("till-{lang}.json")).unwrap().1).unwrap()
    }

    /// The names in braces.
    fn names(text: &str) -> BTreeSet<&str> {
        text.split('{')
            .skip(1)
            .filter_map(|rest| rest.split('}').next())
            .collect()
    }

    #[test]
    fn a_till_says_the_same_in_every_language() {
        let english = words("en");
        for lang in ["zh-Hans", "zh-Hant"] {
            let words = words(lang);
            assert_eq!(
                words.keys().collect::<Vec<_>>(),
                english.keys().collect::<Vec<_>>(),
                "{lang}"
            );
            for (key, text) in &words {
                assert_eq!(names(text), names(&english[key]), "{lang} {key}");
            }
        }
    }

    #[test]
    fn every_word_that_the_page_says_is_there_and_every_module_is_served() {
        let english = words("en");
        for name in ["till.js", "till-desk.js", "till-words.js"] {
            let source = file(name).unwrap().1;
            for said in source.split("say(\"").skip(1).filter_map(|rest| rest.split('"').next()) {
                assert!(english.contains_key(said), "{name} says {said}");
            }
            for module in source
                .split("from \"./")
                .skip(1)
                .filter_map(|rest| rest.split('"').next())
            {
                assert!(file(module).is_some(), "{name} imports {module}");
            }
        }
    }
}
