//! `GET /c/{slug}/changes`: what has been changed since a campaign was published, for everybody. The rules cannot change; this page shows it, by
//! their hash, and shows whatever else did.

use super::hosted::{escape, preferred};
use crate::{
    app::App,
    problem::ApiError,
    publish::{
        diff::{Difference, brief, differences},
        rules_hash,
    },
    store::Publication,
    view,
};
use axum::{
    extract::{Path, Query, State},
    http::{HeaderMap, HeaderValue, header},
    response::{Html, IntoResponse, Response},
};
use canyu_core::{lang::Lang, moment::Moment};
use serde::Deserialize;
use serde_json::Value;

/// What is told of only by its place: it may not have been shown yet.
const UNTOLD: [&str; 6] = ["alt", "hint", "posts", "placeholder", "words", "stages"];

/// The language of the page.
#[derive(Debug, Deserialize)]
pub struct Asked {
    lang: Option<String>,
}

/// The page.
///
/// # Errors
/// When there is no such campaign, or the database fails.
pub async fn changes(
    State(app): State<App>,
    Path(slug): Path<String>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let live = app
        .campaigns
        .get(&slug)
        .ok_or_else(|| ApiError::UnknownCampaign(slug.clone()))?;
    let accepted = headers
        .get(header::ACCEPT_LANGUAGE)
        .and_then(|value| value.to_str().ok());
    let lang = match &asked.lang {
        Some(lang) => view::language(&live.campaign, Some(lang)),
        None => preferred(&live.campaign, accepted.unwrap_or_default()),
    };
    let versions = app.store.versions(&slug).await?;
    let page = page(live.campaign.title.to(lang), &slug, &versions, Words::of(lang), lang);
    let mut response = Html(page).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, POLICY);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::VARY, HeaderValue::from_static("accept-language"));
    Ok(response)
}

const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'",
);

/// The page's words.
struct Words {
    heading: &'static str,
    about: &'static str,
    hash: &'static str,
    version: &'static str,
    first: &'static str,
    nothing: &'static str,
    was: &'static str,
    now: &'static str,
    back: &'static str,
}

impl Words {
    fn of(lang: Lang) -> Self {
        match lang {
            Lang::En => Self {
                heading: "What has changed",
                about: "The rules were locked when the campaign was published. What may change later (texts, news, where it is shown, a later close) stands here with its date.",
                hash: "SHA-256 of the rules, the same in every version",
                version: "Version",
                first: "Published. The rules are locked from here on.",
                nothing: "Nothing that can be seen.",
                was: "before",
                now: "after",
                back: "To the campaign",
            },
            Lang::ZhHans => Self {
                heading: "改动记录",
                about: "活动发布时规则即锁定。之后允许改动的内容（文字、消息、展示位置、推迟截止）都按日期列在这里。",
                hash: "规则的 SHA-256，每个版本都相同",
                version: "版本",
                first: "发布，规则从此锁定。",
                nothing: "没有可见的改动。",
                was: "改前",
                now: "改后",
                back: "回到活动",
            },
            Lang::ZhHant => Self {
                heading: "更動紀錄",
                about: "活動發布時規則即鎖定。之後允許更動的內容（文字、消息、展示位置、延後截止）都按日期列在這裡。",
                hash: "規則的 SHA-256，每個版本都相同",
                version: "版本",
                first: "發布，規則從此鎖定。",
                nothing: "沒有可見的更動。",
                was: "更動前",
                now: "更動後",
                back: "回到活動",
            },
        }
    }
}

fn page(title: &str, slug: &str, versions: &[Publication], words: Words, lang: Lang) -> String {
    let (title, tag) = (escape(title), lang.tag());
    let hash = versions.last().map(|last| rules_hash(&last.rules)).unwrap_or_default();
    let mut sections: Vec<String> = Vec::new();
    for (place, version) in versions.iter().enumerate() {
        let before = place.checked_sub(1).and_then(|place| versions.get(place));
        let body = match before {
            None => format!("<p>{}</p>", words.first),
            Some(before) => changed(before, version, &words),
        };
        sections.push(format!(
            "<section><h2>{} {}</h2><p class=\"when\"><time datetime=\"{at}\">{}</time></p>{body}</section>\n",
            words.version,
            version.version,
            said(version.published_at),
            at = version.published_at,
        ));
    }
    sections.reverse();
    let (
        sections,
        Words {
            heading, about, back, ..
        },
    ) = (sections.concat(), words);
    let words_hash = Words::of(lang).hash;
    format!(
        "<!doctype html>\n<html lang=\"{tag}\" class=\"whole\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>{heading} · {title}</title>\n<link rel=\"icon\" href=\"data:,\">\n<link rel=\"stylesheet\" href=\"/pages/hosted.css\">\n\
         </head>\n<body>\n<main class=\"changes\">\n<p><a href=\"/c/{slug}?lang={tag}\">{back}</a></p>\n<h1>{heading}</h1>\n<p class=\"title\">{title}</p>\n\
         <p>{about}</p>\n<p class=\"hash\">{words_hash}<br><code>{hash}</code></p>\n{sections}</main>\n</body>\n</html>\n"
    )
}

/// A moment for people, by UTC: the page has no script that knew the reader's own time.
fn said(at: Moment) -> String {
    let text = at.to_string();
    let minute = text.get(..16).unwrap_or(&text).replace('T', " ");
    format!("{minute} UTC")
}

fn changed(before: &Publication, version: &Publication, words: &Words) -> String {
    let model = |publication: &Publication| serde_json::from_str::<Value>(&publication.model).unwrap_or_default();
    let rows: String = differences(&model(before), &model(version))
        .iter()
        .map(|change| row(change, words))
        .collect();
    if rows.is_empty() {
        return format!("<p>{}</p>", words.nothing);
    }
    format!("<dl>{rows}</dl>")
}

fn row(change: &Difference, words: &Words) -> String {
    let place = escape(&change.place);
    let untold = change.place.split(['.', '[', ']']).any(|part| UNTOLD.contains(&part));
    if untold {
        return format!("<dt><code>{place}</code></dt>");
    }
    let value = |value: &Value| match value {
        Value::Null => "–".to_owned(),
        Value::String(text) => escape(text),
        other => escape(&brief(other)),
    };
    format!(
        "<dt><code>{place}</code></dt><dd><span>{}</span> {}</dd><dd><span>{}</span> {}</dd>",
        words.was,
        value(&change.old),
        words.now,
        value(&change.new)
    )
}
