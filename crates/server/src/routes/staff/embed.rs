//! `GET /api/v1/staff/campaigns/{slug}/embed`, `POST …/embed/test` and `GET …/sheet`

use super::{base, read};
use crate::{
    account::Caller,
    app::App,
    campaigns::Live,
    page_test::{needs, test},
    problem::{ApiError, Problem},
    routes::site::share::onward,
    sheet::{Cell, PER_PAGE, channels, html, known},
    view,
};
use axum::{
    Json,
    body::Bytes,
    extract::{
        Path, Query, State,
        rejection::{BytesRejection, QueryRejection},
    },
    http::{HeaderMap, HeaderValue, header},
    response::{Html, IntoResponse as _, Response},
};
use canyu_core::staff::{ChannelLink, Embed, PageTest, PageWish};
use serde::Deserialize;

/// Longest address of a page in characters.
const LONGEST: usize = 2_000;
/// Most copies of a code.
const MOST: u32 = 480;

/// Where links of a campaign lead.
fn page(live: &Live, server: &str) -> String {
    let hosted = || format!("{server}/c/{}", live.campaign.slug);
    live.campaign.page.clone().unwrap_or_else(hosted)
}

/// All that somebody needs who puts a campaign onto a page.
///
/// # Errors
/// As described for the API.
#[utoipa::path(get, path = "/api/v1/staff/campaigns/{slug}/embed", tag = "staff", extensions(("x-canyu-right" = json!("see_campaigns"))),
    params(("slug" = String, Path, description = "The campaign")),
    responses((status = 200, body = Embed), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn embed(
    State(app): State<App>,
    caller: Caller,
    Path(slug): Path<String>,
    headers: HeaderMap,
) -> Result<Json<Embed>, ApiError> {
    let live = caller.campaign(&app, &slug)?;
    let server = base(&app, &headers);
    let page = page(&live, &server);
    let link = |channel: &str| ChannelLink {
        channel: channel.to_owned(),
        address: onward(&page, &format!(".{channel}")),
    };
    Ok(Json(Embed {
        tag: format!(
            "<script type=\"module\" async src=\"{server}/embed/v1/canyu.js\"></script>\n<canyu-campaign campaign=\"{slug}\"></canyu-campaign>"
        ),
        hosted: format!("{server}/c/{slug}"),
        policy: needs(&server),
        origins: live.campaign.origins.clone(),
        page: live.campaign.page.clone(),
        links: channels(&live.campaign).map(link).collect(),
        server,
    }))
}

/// Asks for a page of a site that the campaign lists, and says whether the widget can work in it.
///
/// # Errors
/// As described for the API.
#[utoipa::path(post, path = "/api/v1/staff/campaigns/{slug}/embed/test", tag = "staff", request_body = PageWish, extensions(("x-canyu-right" = json!("publish"))),
    params(("slug" = String, Path, description = "The campaign")),
    responses((status = 200, body = PageTest), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn try_page(
    State(app): State<App>,
    caller: Caller,
    Path(slug): Path<String>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<PageTest>, ApiError> {
    let live = caller.campaign(&app, &slug)?;
    let wish: PageWish = read(body)?;
    let page = wish.page.trim().to_owned();
    if page.chars().count() > LONGEST {
        return Err(ApiError::Malformed(format!("`page` has at most {LONGEST} characters")));
    }
    let server = base(&app, &headers);
    // A server that only this machine reaches may look at its neighbours.
    let own = !app.gate.is_secure;
    let tested = tokio::task::spawn_blocking(move || test(&live.campaign, &server, &page, own)).await;
    tested.map(Json).map_err(|_| ApiError::Internal)
}

/// What of a sheet.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Asked {
    /// The channel that its codes lead by
    channel: String,
    /// How often the code stands there, 1 to 480; 12 where nothing is said
    count: Option<u32>,
    /// The language of the title; the campaign's first where nothing is said
    lang: Option<String>,
}

/// A sheet of QR codes for a channel, to be printed and cut apart.
///
/// # Errors
/// As described for the API.
#[utoipa::path(get, path = "/api/v1/staff/campaigns/{slug}/sheet", tag = "staff", extensions(("x-canyu-right" = json!("see_campaigns"))),
    params(("slug" = String, Path, description = "The campaign"), Asked),
    responses((status = 200, body = String, content_type = "text/html"), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn sheet(
    State(app): State<App>,
    caller: Caller,
    Path(slug): Path<String>,
    asked: Result<Query<Asked>, QueryRejection>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let Query(asked) = asked.map_err(|rejection| ApiError::Malformed(rejection.body_text()))?;
    let live = caller.campaign(&app, &slug)?;
    let malformed = |error: crate::sheet::SheetError| ApiError::Malformed(error.to_string());
    known(&live.campaign, &asked.channel).map_err(malformed)?;
    let cell = Cell {
        label: asked.channel.clone(),
        code: String::new(),
        channel: asked.channel,
    };
    let count = asked.count.unwrap_or(PER_PAGE as u32).clamp(1, MOST);
    let cells = vec![cell; count as usize];
    let lang = view::language(&live.campaign, asked.lang.as_deref());
    let sheet = html(&live.campaign, lang, &page(&live, &base(&app, &headers)), &cells).map_err(malformed)?;
    let mut response = Html(sheet).into_response();
    response.headers_mut().insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(
            "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox allow-modals",
        ),
    );
    Ok(response)
}
