//! `GET /c/{slug}`: a campaign on a page of its own, and the same page in a frame for sites whose policy keeps the widget out.

use super::{kept, till};
use crate::{app::App, problem::ApiError, view};
use axum::{
    extract::{Path, Query, RawQuery, State},
    http::{HeaderMap, HeaderValue, header},
    response::{Html, IntoResponse, Response},
};
use canyu_core::{campaign::Campaign, lang::Lang, view::View};
use serde::Deserialize;
use std::fmt::Write as _;

/// How the page is asked for.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    lang: Option<String>,
    frame: Option<String>,
    page: Option<String>,
}

/// The hosted page.
///
/// # Errors
/// When there is no such campaign, or the database fails.
pub async fn hosted(
    State(app): State<App>,
    Path(slug): Path<String>,
    Query(asked): Query<Asked>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let live = app.campaigns.get(&slug).ok_or(ApiError::UnknownCampaign(slug))?;
    let accepted = headers
        .get(header::ACCEPT_LANGUAGE)
        .and_then(|value| value.to_str().ok());
    let lang = match &asked.lang {
        Some(lang) => view::language(&live.campaign, Some(lang)),
        None => preferred(&live.campaign, accepted.unwrap_or_default()),
    };
    let numbers = live.numbers(&*app.store).await?;
    let view = view::view(&live, &numbers, &app.clock, lang);
    let base = app
        .public_url
        .as_deref()
        .map_or_else(|| own_address(&headers), str::to_owned);
    let page = Page {
        view: &view,
        lang,
        base: &base,
        framed: asked.frame.is_some(),
        share: share_page(&live.campaign, &asked),
        kept: escape(&kept::all(query.as_deref())),
    };
    let mut response = Html(page.html()).into_response();
    let headers = response.headers_mut();
    if let Ok(policy) = HeaderValue::from_str(&policy(&live.campaign)) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::VARY, HeaderValue::from_static("accept-language"));
    Ok(response)
}

/// The hosted page's own style and script.
pub async fn file(Path(name): Path<String>) -> Response {
    let (body, kind) = match name.as_str() {
        "hosted.css" => (include_str!("../../pages/hosted.css"), "text/css; charset=utf-8"),
        "share.css" => (include_str!("../../pages/share.css"), "text/css; charset=utf-8"),
        "confirm.css" => (include_str!("../../pages/confirm.css"), "text/css; charset=utf-8"),
        "screen.css" => (include_str!("../../pages/screen.css"), "text/css; charset=utf-8"),
        "hosted.js" => (include_str!("../../pages/hosted.js"), "text/javascript; charset=utf-8"),
        name => match till::file(name) {
            Some((kind, body)) => {
                return (
                    [(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "no-cache")],
                    body,
                )
                    .into_response();
            }
            None => return ApiError::NotFound.into_response(),
        },
    };
    (
        [
            (header::CONTENT_TYPE, kind),
            (header::CACHE_CONTROL, "public, max-age=600"),
        ],
        body,
    )
        .into_response()
}

/// The page that links of fans in a frame lead to: only one that the campaign lists, or anybody could send them anywhere.
fn share_page(campaign: &Campaign, asked: &Asked) -> Option<String> {
    let page = asked.frame.as_ref().and(asked.page.as_deref())?;
    let authority_ends = page.find("://").map(|place| place + 3)?;
    let rest = page.get(authority_ends..)?;
    let origin_ends = rest
        .find(['/', '?', '#'])
        .map_or(page.len(), |place| authority_ends + place);
    let origin = page.get(..origin_ends)?;
    campaign.lists(origin).then(|| page.to_owned())
}

fn policy(campaign: &Campaign) -> String {
    let mut policy = String::from(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self' blob:; connect-src 'self'; \
         img-src 'self' data: blob:; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'",
    );
    for origin in &campaign.origins {
        let _ = write!(policy, " {origin}");
    }
    policy
}

/// The first language of `Accept-Language` that the campaign is written in.
pub(super) fn preferred(campaign: &Campaign, accepted: &str) -> Lang {
    accepted
        .split(',')
        .filter_map(|part| Lang::from_tag(part.split(';').next().unwrap_or_default()))
        .find(|lang| campaign.languages.contains(lang))
        .unwrap_or_else(|| view::language(campaign, None))
}

/// The server's address as the request says it; only for addresses within the page itself.
pub(crate) fn own_address(headers: &HeaderMap) -> String {
    let host = headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok())
        .unwrap_or_default();
    format!("http://{host}")
}

struct Page<'a> {
    view: &'a View,
    lang: Lang,
    base: &'a str,
    framed: bool,
    share: Option<String>,
    /// What goes along to the page in another language: a browser that keeps nothing would forget it.
    kept: String,
}

impl Page<'_> {
    fn html(&self) -> String {
        let (slug, lang) = (escape(&self.view.slug), self.lang.tag());
        let (title, lead) = (escape(&self.view.title), escape(&self.view.lead));
        let base = escape(self.base);
        let class = if self.framed { "framed" } else { "whole" };
        let share = self
            .share
            .as_deref()
            .map_or_else(String::new, |page| format!(" page=\"{}\"", escape(page)));
        let languages: String = self.view.languages.iter().map(|tag| self.language_link(tag)).collect();
        let chrome = if self.framed || self.view.languages.len() < 2 {
            String::new()
        } else {
            format!("<nav class=\"languages\">{languages}</nav>")
        };
        let picture = self.view.nodes.iter().find_map(|node| match &node.kind {
            canyu_core::view::KindView::Teaser(teaser) if !teaser.picture.is_empty() => Some(&teaser.picture),
            _ => None,
        });
        let picture = picture.map_or_else(String::new, |picture| {
            format!("<meta property=\"og:image\" content=\"{base}{}\">\n", escape(picture))
        });
        format!(
            "<!doctype html>\n<html lang=\"{lang}\" class=\"{class}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n\
             <title>{title}</title>\n<meta name=\"description\" content=\"{lead}\">\n\
             <meta property=\"og:type\" content=\"website\">\n<meta property=\"og:title\" content=\"{title}\">\n\
             <meta property=\"og:description\" content=\"{lead}\">\n<meta property=\"og:url\" content=\"{base}/c/{slug}\">\n{picture}\
             <link rel=\"icon\" href=\"data:,\">\n<link rel=\"stylesheet\" href=\"/pages/hosted.css\">\n\
             <script type=\"module\" src=\"/pages/hosted.js\"></script>\n\
             <script type=\"module\" async src=\"/embed/v1/canyu.js\"></script>\n</head>\n<body>\n{chrome}<main>\n\
             <canyu-campaign campaign=\"{slug}\" lang=\"{lang}\"{share}><h1>{title}</h1><p>{lead}</p></canyu-campaign>\n\
             </main>\n</body>\n</html>\n"
        )
    }

    fn language_link(&self, tag: &str) -> String {
        let name = match tag {
            "zh-Hans" => "简体",
            "zh-Hant" => "繁體",
            _ => "English",
        };
        let current = if tag == self.lang.tag() {
            " aria-current=\"true\""
        } else {
            ""
        };
        let kept = &self.kept;
        format!("<a href=\"?lang={tag}{kept}\" hreflang=\"{tag}\" lang=\"{tag}\"{current}>{name}</a>")
    }
}

/// Text that stays text in HTML, between tags and in attributes.
pub(crate) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strangers_text_stays_text() {
        assert_eq!(
            escape("<img src=x onerror='a'>&\""),
            "&lt;img src=x onerror=&#39;a&#39;&gt;&amp;&quot;"
        );
    }
}
