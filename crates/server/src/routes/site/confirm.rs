//! `/confirm/{link}`: the page of the link in a mail. Opening it changes nothing, since scanners of mail open links: the button does.
//!
//! It has no script, is in no index and no cache, and sends nobody its address, in which the secret stands.

use super::escape;
use crate::{
    app::App,
    campaigns::Live,
    identity::address::Address,
    mail::{
        confirm::{by_link, finish, would_merge},
        words::{say, when},
    },
    problem::ApiError,
    store::mail::RequestRow,
};
use axum::{
    extract::{Path, State},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{Html, IntoResponse, Response},
};
use canyu_core::lang::Lang;
use std::sync::Arc;

const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
);

/// What the page says.
enum Shown {
    Ask { merges: bool },
    Done,
    Over,
    Busy,
    Closed,
}

struct Page<'a> {
    live: Option<&'a Live>,
    row: Option<&'a RequestRow>,
    lang: Lang,
    base: &'a str,
}

/// Shows whose address it is, and the button.
///
/// # Errors
/// When the database fails.
pub async fn show(State(app): State<App>, Path(link): Path<String>, headers: HeaderMap) -> Result<Response, ApiError> {
    let found = found(&app, &link).await?;
    let Some((live, row)) = &found else {
        return Ok(over(&app, &headers));
    };
    let state = if row.used.is_some() {
        Shown::Done
    } else {
        Shown::Ask {
            merges: would_merge(&app, live, row).await?,
        }
    };
    Ok(answer(StatusCode::OK, &page(&app, live, row), &state))
}

/// Confirms. Pressed twice it says the same.
///
/// # Errors
/// When the database fails.
pub async fn confirm(
    State(app): State<App>,
    Path(link): Path<String>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let found = found(&app, &link).await?;
    let Some((live, row)) = &found else {
        return Ok(over(&app, &headers));
    };
    let page = page(&app, live, row);
    match finish(&app, live, row).await {
        Ok(()) => Ok(answer(StatusCode::OK, &page, &Shown::Done)),
        Err(error) => {
            tracing::warn!(
                code = error.code(),
                campaign = live.campaign.slug,
                "an address could not be confirmed by its link"
            );
            let status = error.status();
            let state = match error.code() {
                "closed" => Shown::Closed,
                _ if status.is_server_error() => Shown::Busy,
                _ => Shown::Over,
            };
            Ok(answer(status, &page, &state))
        }
    }
}

async fn found(app: &App, link: &str) -> Result<Option<(Arc<Live>, RequestRow)>, ApiError> {
    let found = by_link(app, link).await?;
    Ok(found.and_then(|(slug, row)| Some((app.campaigns.get(&slug)?, row))))
}

fn page<'a>(app: &'a App, live: &'a Live, row: &'a RequestRow) -> Page<'a> {
    Page {
        live: Some(live),
        row: Some(row),
        lang: Lang::from_tag(&row.lang).unwrap_or_default(),
        base: app.post.base(),
    }
}

/// Of a link that nobody knows there is only the reader's own language.
fn over(app: &App, headers: &HeaderMap) -> Response {
    let accepted = headers
        .get(header::ACCEPT_LANGUAGE)
        .and_then(|value| value.to_str().ok());
    let tags = accepted
        .unwrap_or_default()
        .split(',')
        .map(|part| part.split(';').next().unwrap_or_default());
    let lang = tags.filter_map(Lang::from_tag).next().unwrap_or_default();
    let page = Page {
        live: None,
        row: None,
        lang,
        base: app.post.base(),
    };
    answer(StatusCode::GONE, &page, &Shown::Over)
}

fn answer(status: StatusCode, page: &Page<'_>, state: &Shown) -> Response {
    let mut response = (status, Html(page.html(state))).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, POLICY);
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(
        HeaderName::from_static("x-robots-tag"),
        HeaderValue::from_static("noindex, nofollow"),
    );
    response
}

impl Page<'_> {
    fn say(&self, key: &str) -> String {
        let title = self.live.map_or("", |live| live.campaign.title.to(self.lang));
        let address = self.row.and_then(|row| Address::read(&row.address).ok());
        let address = address.map_or_else(String::new, |address| address.masked());
        let asked = self.row.map_or_else(String::new, |row| when(self.lang, row.made));
        escape(&say(
            self.lang,
            key,
            &[("title", title), ("address", &address), ("when", &asked)],
        ))
    }

    fn paragraph(&self, class: &str, key: &str) -> String {
        format!("<p class=\"{class}\">{}</p>\n", self.say(key))
    }

    fn html(&self, state: &Shown) -> String {
        let body = match state {
            Shown::Ask { merges } => {
                let merge = if *merges {
                    self.paragraph("mind", "page_merge")
                } else {
                    String::new()
                };
                format!(
                    "<h1>{}</h1>\n{}{merge}<form method=\"post\"><button type=\"submit\">{}</button></form>\n{}",
                    self.say("page_lead"),
                    self.paragraph("small", "page_asked"),
                    self.say("page_button"),
                    self.paragraph("small", "page_not_me"),
                )
            }
            Shown::Done => format!(
                "<h1>{}</h1>\n{}{}",
                self.say("page_done"),
                self.paragraph("", "page_done_lead"),
                self.way_on()
            ),
            Shown::Over => format!(
                "<h1>{}</h1>\n{}{}",
                self.say("page_over"),
                self.paragraph("", "page_over_lead"),
                self.way_on()
            ),
            Shown::Closed => format!(
                "<h1>{}</h1>\n{}{}",
                self.say("page_over"),
                self.paragraph("", "page_closed"),
                self.way_on()
            ),
            Shown::Busy => format!(
                "<h1>{}</h1>\n<form method=\"post\"><button type=\"submit\">{}</button></form>\n",
                self.say("page_busy"),
                self.say("page_button")
            ),
        };
        format!(
            "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"robots\" content=\"noindex, nofollow\">\n\
             <meta name=\"referrer\" content=\"no-referrer\">\n<title>{}</title>\n<link rel=\"icon\" href=\"data:,\">\n\
             <link rel=\"stylesheet\" href=\"/pages/confirm.css\">\n</head>\n<body>\n<main>\n{body}</main>\n</body>\n</html>\n",
            self.lang.tag(),
            self.say("page_title")
        )
    }

    fn way_on(&self) -> String {
        let Some(live) = self.live else { return String::new() };
        let own = || format!("{}/c/{}", self.base, live.campaign.slug);
        let page = live.campaign.page.clone().unwrap_or_else(own);
        format!("<p><a href=\"{}\">{}</a></p>\n", escape(&page), self.say("page_go"))
    }
}
