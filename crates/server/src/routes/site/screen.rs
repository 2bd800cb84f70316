//! `GET /screen/{slug}/{node}/{place}/{key}`: what a screen at an event shows. It has no script: it asks for itself again when the code turns.

use super::hosted::{escape, own_address, preferred};
use crate::{app::App, campaigns::Live, problem::ApiError, screen};
use axum::{
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, header},
    response::{Html, IntoResponse, Response},
};
use canyu_core::{lang::Lang, moment::Moment};

const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
);
/// Seconds after which the page looks again, where nothing turns sooner.
const LOOK_AGAIN: i64 = 60;

/// The page.
///
/// # Errors
/// When there is no such place, or the key is not its own: both alike.
pub async fn screen(
    State(app): State<App>,
    Path((slug, node, place, key)): Path<(String, String, String, String)>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let live = app.campaigns.get(&slug).ok_or(ApiError::NotFound)?;
    let mut screens = screen::screens(&live.campaign);
    let shown = screens
        .find(|screen| screen.node.id == node && screen.place.key == place && screen.key(&live.secrets) == key)
        .ok_or(ApiError::NotFound)?;
    let accepted = headers
        .get(header::ACCEPT_LANGUAGE)
        .and_then(|value| value.to_str().ok());
    let lang = preferred(&live.campaign, accepted.unwrap_or_default());
    let base = app
        .public_url
        .as_deref()
        .map_or_else(|| own_address(&headers), str::to_owned);
    let now = app.clock.now();
    let page = page(&live, &shown, &base, lang, now, app.clock.speed());
    let mut response = Html(page).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, POLICY);
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

fn page(live: &Live, screen: &screen::Screen<'_>, base: &str, lang: Lang, now: Moment, speed: u32) -> String {
    let campaign = &live.campaign;
    let (opens, closes) = screen.window(campaign);
    let next = if now < opens { Some(opens) } else { screen.next(now) };
    let seconds = next.map_or(LOOK_AGAIN, |next| {
        (next.0 - now.0) / 1_000 / i64::from(speed.max(1)) + 1
    });
    let refresh = seconds.clamp(1, LOOK_AGAIN);
    let (tag, title, place) = (
        lang.tag(),
        escape(screen.node.title.to(lang)),
        escape(screen.place.text.to(lang)),
    );
    let body = if now < opens {
        format!(
            "<p class=\"wait\">{} <time>{}</time></p>",
            words(lang)[0],
            minute(opens)
        )
    } else if now >= closes {
        format!("<p class=\"wait\">{}</p>", words(lang)[1])
    } else {
        let code = screen.code(&live.secrets, now);
        let home = campaign
            .page
            .clone()
            .unwrap_or_else(|| format!("{base}/c/{}", campaign.slug));
        let mark = if home.contains('?') { '&' } else { '?' };
        let link = format!("{home}{mark}canyu=.event&canyu-code={code}");
        let picture = screen::qr(&link).unwrap_or_default();
        let [first, last] = [code.get(..3), code.get(3..)].map(Option::unwrap_or_default);
        format!(
            "<div class=\"qr\">{picture}</div><p class=\"how\">{}</p><p class=\"code\" aria-label=\"{code}\">{first} {last}</p>",
            words(lang)[2]
        )
    };
    format!(
        "<!doctype html>\n<html lang=\"{tag}\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"refresh\" content=\"{refresh}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"robots\" content=\"noindex\">\n<title>{place} · {title}</title>\n\
         <link rel=\"icon\" href=\"data:,\">\n<link rel=\"stylesheet\" href=\"/pages/screen.css\">\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n\
         <p class=\"place\">{place}</p>\n{body}\n</main>\n</body>\n</html>\n"
    )
}

/// Opens at; is over; what to do.
fn words(lang: Lang) -> [&'static str; 3] {
    match lang {
        Lang::En => [
            "Opens at",
            "This event is over.",
            "Scan, or type this code in the campaign",
        ],
        Lang::ZhHans => ["开始时间", "活动已结束。", "扫码，或在活动里输入"],
        Lang::ZhHant => ["開始時間", "活動已結束。", "掃碼，或在活動裡輸入"],
    }
}

fn minute(at: Moment) -> String {
    let text = at.to_string();
    format!("{} UTC", text.get(..16).unwrap_or(&text).replace('T', " "))
}
