//! `GET /s/{code}`: a link to share where others show what is behind it. It has the campaign's title and picture as they are now, and leads on
//! to the page that the campaign is on.

use super::{
    hosted::{escape, own_address, preferred},
    kept,
};
use crate::{
    app::App,
    campaigns::Live,
    card::{self, Card},
    problem::ApiError,
    store::StoreError,
    view,
};
use axum::{
    extract::{Path, Query, RawQuery, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{Html, IntoResponse, Response},
};
use canyu_core::{
    lang::Lang,
    referral::{read_link, read_share_code, share_code},
    view::{KindView, View},
};
use serde::Deserialize;
use std::sync::Arc;

/// The page has no script, and nothing of others.
const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
);
/// Longest name of a channel in a link.
const LONGEST_CHANNEL: usize = 24;
/// The picture changes with the campaign, and caches may be a little late.
const CARD_CACHE: HeaderValue = HeaderValue::from_static("public, max-age=300");

/// A link that leads somewhere.
struct Shared {
    live: Arc<Live>,
    /// `CODE` or `CODE.channel`, as it is passed on.
    value: String,
}

/// How the picture is asked for.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    lang: Option<String>,
}

/// The page. What leads nowhere is told alike, whatever is wrong with it. Which advertisement led here goes along to the campaign's page.
///
/// # Errors
/// When the database fails.
pub async fn page(
    State(app): State<App>,
    Path(text): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let accepted = headers
        .get(header::ACCEPT_LANGUAGE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let (status, html) = match find(&app, &text).await? {
        Some(shared) => {
            let lang = preferred(&shared.live.campaign, accepted);
            let numbers = shared.live.numbers(&*app.store).await?;
            let view = view::view(&shared.live, &numbers, &app.clock, lang);
            let base = app
                .public_url
                .as_deref()
                .map_or_else(|| own_address(&headers), str::to_owned);
            (
                StatusCode::OK,
                shown(
                    &view,
                    lang,
                    &base,
                    (shared.value.as_str(), kept::utm(query.as_deref()).as_slice()),
                ),
            )
        }
        None => (StatusCode::NOT_FOUND, nowhere(wanted(accepted))),
    };
    let mut response = (status, Html(html)).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, POLICY);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    headers.insert(header::VARY, HeaderValue::from_static("accept-language"));
    Ok(response)
}

/// Its picture.
///
/// # Errors
/// When the link leads nowhere, or the database fails.
pub async fn picture(
    State(app): State<App>,
    Path(text): Path<String>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let Shared { live, .. } = find(&app, &text).await?.ok_or(ApiError::NotFound)?;
    let lang = view::language(&live.campaign, asked.lang.as_deref());
    let numbers = live.numbers(&*app.store).await?;
    let card = Card::of(&view::view(&live, &numbers, &app.clock, lang), lang);
    let tag = format!("\"{}\"", card.mark());
    let known = headers.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    let mut response =
        if known.is_some_and(|known| known.split(',').any(|one| one.trim().trim_start_matches("W/") == tag)) {
            StatusCode::NOT_MODIFIED.into_response()
        } else {
            let file = match &card.picture {
                Some((_, name)) if !card::is_drawn(&card) => app.store.picture_body(&live.campaign.slug, name).await?,
                _ => None,
            };
            let drawn = card::jpeg(&card, file).await.map_err(|error| {
                tracing::error!(%error, code = error.code(), "a card could not be drawn");
                ApiError::Internal
            })?;
            ([(header::CONTENT_TYPE, "image/jpeg")], drawn.to_vec()).into_response()
        };
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, CARD_CACHE);
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(header::ETAG, tag);
    }
    Ok(response)
}

/// What a link is about: the campaign of its code.
async fn find(app: &App, text: &str) -> Result<Option<Shared>, StoreError> {
    let (code, channel) = read_link(text);
    let Some(read) = code.and_then(read_share_code) else {
        return Ok(None);
    };
    let Some((slug, _)) = app.store.owner_of_code(&read.fan).await? else {
        return Ok(None);
    };
    let Some(live) = app.campaigns.get(&slug) else {
        return Ok(None);
    };
    if read.node as usize >= live.campaign.nodes.len() {
        return Ok(None);
    }
    let mut value = share_code(&read.fan, read.node);
    if let Some(channel) = channel.filter(|channel| is_channel(channel)) {
        value.push('.');
        value.push_str(channel);
    }
    Ok(Some(Shared { live, value }))
}

/// As the widget reads it in a page's address.
fn is_channel(text: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    text.len() <= LONGEST_CHANNEL && text.bytes().all(fits)
}

/// A page's address with a code: beside its own query, before its fragment, in the place of an older code.
pub(crate) fn onward(page: &str, value: &str) -> String {
    let (page, fragment) = page
        .split_once('#')
        .map_or((page, None), |(page, after)| (page, Some(after)));
    let (path, query) = page.split_once('?').unwrap_or((page, ""));
    let own = query
        .split('&')
        .filter(|pair| !pair.is_empty() && !pair.starts_with("canyu=") && !pair.starts_with("canyu-code="));
    let with = format!("canyu={value}");
    let query: Vec<&str> = own.chain([with.as_str()]).collect();
    let fragment = fragment.map_or_else(String::new, |fragment| format!("#{fragment}"));
    format!("{path}?{}{fragment}", query.join("&"))
}

/// The same with which advertisement led here, in the place of what the page's own address says of it.
fn led(page: &str, value: &str, utm: &[&str]) -> String {
    if utm.is_empty() {
        return onward(page, value);
    }
    let (before, after) = page.split_once('#').unwrap_or((page, ""));
    let (path, query) = before.split_once('?').unwrap_or((before, ""));
    let own: Vec<&str> = query.split('&').filter(|pair| !pair.starts_with("utm_")).collect();
    let fragment = if after.is_empty() { "" } else { "#" };
    let page = format!("{path}?{}{fragment}{after}", own.join("&"));
    onward(&page, &[&[value], utm].concat().join("&"))
}

fn shown(view: &View, lang: Lang, base: &str, (value, utm): (&str, &[&str])) -> String {
    let home = view.page.clone().unwrap_or_else(|| format!("{base}/c/{}", view.slug));
    let onward = escape(&led(&home, value, utm));
    let code = value.split('.').next().unwrap_or(value);
    let card = Card::of(view, lang);
    let picture = escape(&format!(
        "{base}/s/{code}/card.jpg?lang={}&v={}",
        lang.tag(),
        card.mark()
    ));
    let (base, title, lead) = (escape(base), escape(&view.title), escape(&view.lead));
    let alt = escape(alt_of(view));
    let (locale, others) = locales(view, lang);
    let others: String = others
        .iter()
        .map(|other| format!("<meta property=\"og:locale:alternate\" content=\"{other}\">\n"))
        .collect();
    let (tag, go, home) = (lang.tag(), words(lang).go, escape(&home));
    let (width, height) = (card::WIDTH, card::HEIGHT);
    let description = if view.lead.is_empty() { &title } else { &lead };
    format!(
        "<!doctype html>\n<html lang=\"{tag}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<meta http-equiv=\"refresh\" content=\"0; url={onward}\">\n<title>{title}</title>\n\
         <meta name=\"description\" content=\"{description}\">\n<meta name=\"robots\" content=\"noindex\">\n<link rel=\"canonical\" href=\"{home}\">\n\
         <meta property=\"og:type\" content=\"website\">\n<meta property=\"og:url\" content=\"{base}/s/{value}\">\n<meta property=\"og:title\" content=\"{title}\">\n\
         <meta property=\"og:description\" content=\"{description}\">\n<meta property=\"og:image\" content=\"{picture}\">\n\
         <meta property=\"og:image:type\" content=\"image/jpeg\">\n<meta property=\"og:image:width\" content=\"{width}\">\n\
         <meta property=\"og:image:height\" content=\"{height}\">\n<meta property=\"og:image:alt\" content=\"{alt}\">\n\
         <meta property=\"og:locale\" content=\"{locale}\">\n{others}<meta name=\"twitter:card\" content=\"summary_large_image\">\n\
         <meta name=\"twitter:title\" content=\"{title}\">\n<meta name=\"twitter:description\" content=\"{description}\">\n\
         <meta name=\"twitter:image\" content=\"{picture}\">\n<meta name=\"twitter:image:alt\" content=\"{alt}\">\n\
         <link rel=\"icon\" href=\"data:,\">\n<link rel=\"stylesheet\" href=\"/pages/share.css\">\n</head>\n<body>\n<main>\n\
         <img src=\"/s/{code}/card.jpg?lang={tag}\" alt=\"{alt}\" width=\"{width}\" height=\"{height}\">\n<h1>{title}</h1>\n<p>{lead}</p>\n\
         <p><a href=\"{onward}\">{go}</a></p>\n</main>\n</body>\n</html>\n"
    )
}

fn nowhere(lang: Lang) -> String {
    let (tag, Words { lost, hint, .. }) = (lang.tag(), words(lang));
    format!(
        "<!doctype html>\n<html lang=\"{tag}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"robots\" content=\"noindex\">\n<title>{lost}</title>\n<link rel=\"icon\" href=\"data:,\">\n\
         <link rel=\"stylesheet\" href=\"/pages/share.css\">\n</head>\n<body>\n<main>\n<h1>{lost}</h1>\n<p>{hint}</p>\n</main>\n</body>\n</html>\n"
    )
}

/// What the picture shows, in words.
fn alt_of(view: &View) -> &str {
    let words = view.nodes.iter().find_map(|node| match &node.kind {
        KindView::Teaser(teaser) if !teaser.picture.is_empty() => Some(&teaser.alt),
        KindView::Assemble(board) if !board.picture.is_empty() => Some(&board.alt),
        _ => None,
    });
    words.filter(|words| !words.is_empty()).unwrap_or(&view.title)
}

/// The language as these tags want it, and the other ones of the campaign.
fn locales(view: &View, lang: Lang) -> (&'static str, Vec<&'static str>) {
    let name = |lang| match lang {
        Lang::En => "en_US",
        Lang::ZhHans => "zh_CN",
        Lang::ZhHant => "zh_TW",
    };
    let others = view.languages.iter().filter_map(|tag| Lang::from_tag(tag));
    (name(lang), others.filter(|other| *other != lang).map(name).collect())
}

/// The first language of `Accept-Language` that we have words in.
fn wanted(accepted: &str) -> Lang {
    let tags = accepted
        .split(',')
        .map(|part| part.split(';').next().unwrap_or_default());
    tags.filter_map(Lang::from_tag).next().unwrap_or_default()
}

struct Words {
    go: &'static str,
    lost: &'static str,
    hint: &'static str,
}

fn words(lang: Lang) -> Words {
    match lang {
        Lang::En => Words {
            go: "Go to the campaign",
            lost: "This link leads nowhere",
            hint: "Perhaps a sign is missing at its end. Ask whoever sent it for a new one.",
        },
        Lang::ZhHans => Words {
            go: "前往活动",
            lost: "这个链接打不开",
            hint: "可能结尾少了几位，请发链接的人再发一次。",
        },
        Lang::ZhHant => Words {
            go: "前往活動",
            lost: "這個連結打不開",
            hint: "可能結尾少了幾位，請發連結的人再發一次。",
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_added_beside_the_pages_own_query_and_before_its_fragment() {
        assert_eq!(
            onward("https://a.example/toy", "C.qr"),
            "https://a.example/toy?canyu=C.qr"
        );
        assert_eq!(
            onward("https://a.example/toy?size=2&canyu=OLD.link&x=%20#top", "C"),
            "https://a.example/toy?size=2&x=%20&canyu=C#top"
        );
    }

    #[test]
    fn an_advertisement_goes_along_in_the_place_of_the_pages_own() {
        let utm = ["utm_source=a", "utm_term=b%26c"];
        assert_eq!(
            led("https://a.example/toy", "C.qr", &utm),
            "https://a.example/toy?canyu=C.qr&utm_source=a&utm_term=b%26c"
        );
        assert_eq!(
            led("https://a.example/toy?size=2&utm_source=own&utm_id=1#top", "C", &utm),
            "https://a.example/toy?size=2&canyu=C&utm_source=a&utm_term=b%26c#top"
        );
        assert_eq!(
            led("https://a.example/toy?utm_source=own", "C", &[]),
            "https://a.example/toy?utm_source=own&canyu=C"
        );
    }

    #[test]
    fn only_what_the_widget_would_read_is_passed_on_as_a_channel() {
        assert!(is_channel("messenger") && is_channel("shop-2"));
        for text in ["Shop", "a b", "\"", "x".repeat(25).as_str()] {
            assert!(!is_channel(text), "{text}");
        }
    }

    #[test]
    fn somebody_who_reads_no_language_of_ours_gets_english() {
        assert_eq!(wanted("fr, zh-TW;q=0.8"), Lang::ZhHant);
        assert_eq!(wanted("fr"), Lang::En);
    }
}
