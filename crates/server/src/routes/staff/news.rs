//! `GET` and `POST /api/v1/staff/campaigns/{slug}/news`, and `DELETE …/news/{node}/{key}`

use super::{in_use, node_names, read, texts};
use crate::{
    account::Caller,
    app::App,
    draft::amend_with_drafts,
    problem::{ApiError, Problem},
    publish::amend::{AmendError, Amendment},
    store::life::GuessRow,
};
use axum::{
    Json,
    body::Bytes,
    extract::{
        Path, Query, State,
        rejection::{BytesRejection, QueryRejection},
    },
};
use canyu_core::{
    campaign::{Kind, Post},
    lang::{Lang, Text},
    staff::{NewPost, News, PostLine, Texts, What},
    world::Ruling,
};
use serde::Deserialize;
use serde_json::{Value, json};

/// Posts whose counts are read, at most.
const MOST: u32 = 500;

/// What staff tell, the newest first.
///
/// # Errors
/// As described for the API.
#[utoipa::path(get, path = "/api/v1/staff/campaigns/{slug}/news", tag = "staff", extensions(("x-canyu-right" = json!("moderate"))),
    params(("slug" = String, Path, description = "The campaign")),
    responses((status = 200, body = News), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn list(State(app): State<App>, caller: Caller, Path(slug): Path<String>) -> Result<Json<News>, ApiError> {
    caller.campaign(&app, &slug)?;
    Ok(Json(news(&app, &slug).await?))
}

/// What is told by now: also by a version that was published a moment ago.
async fn news(app: &App, slug: &str) -> Result<News, ApiError> {
    let live = app.campaigns.get(slug).ok_or(ApiError::NotFound)?;
    let now = app.clock.now();
    let mut posts = Vec::new();
    for node in &live.campaign.nodes {
        let Kind::News(news) = &node.kind else { continue };
        let seconded = app.store.written(slug, &node.id, Ruling::Shown, MOST).await?;
        for post in &news.posts {
            posts.push(line(&node.id, post, &seconded, post.at <= now));
        }
    }
    posts.sort_by_key(|post| std::cmp::Reverse(post.at));
    Ok(News {
        version: live.version,
        languages: live.campaign.languages.clone(),
        nodes: node_names(&live, |node| matches!(node.kind, Kind::News(_))),
        posts,
        now,
    })
}

fn line(node: &str, post: &Post, seconded: &[GuessRow], out: bool) -> PostLine {
    let people = seconded
        .iter()
        .find(|row| row.key == post.key)
        .map_or(0, |row| row.people);
    PostLine {
        node: node.to_owned(),
        key: post.key.clone(),
        at: post.at,
        out,
        title: texts(&post.title),
        text: texts(&post.text),
        people: u64::try_from(people).unwrap_or(0),
    }
}

/// Tells something, or tells it in other words: the campaign gets a version of its own. All posts as they are then.
///
/// # Errors
/// As described for the API.
#[utoipa::path(post, path = "/api/v1/staff/campaigns/{slug}/news", tag = "staff", request_body = NewPost,
    extensions(("x-canyu-right" = json!("moderate"))), params(("slug" = String, Path, description = "The campaign")),
    responses((status = 200, body = News), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn tell(
    State(app): State<App>,
    caller: Caller,
    Path(slug): Path<String>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<News>, ApiError> {
    in_use(&caller, &app, &slug)?;
    let wanted: NewPost = read(body)?;
    let before = post(&app, &slug, &wanted.node, &wanted.key);
    let now = app.clock.now();
    let at = wanted.at.or(before.as_ref().map(|post| post.at)).unwrap_or(now);
    let amendment = Amendment::Post {
        node: wanted.node.clone(),
        key: wanted.key.clone(),
        at,
        title: text(&wanted.title)?,
        text: text(&wanted.text)?,
    };
    amend_with_drafts(&app, &caller, &slug, wanted.version, &amendment).await?;
    let after = json!({ "at": at, "title": wanted.title, "text": wanted.text });
    let change = json!({ "before": before.as_ref().map(told), "after": after });
    let about = format!("{}/{}", wanted.node, wanted.key);
    app.store
        .note(&caller.entry_of(&slug, What::PostTold, &about, change))
        .await?;
    Ok(Json(news(&app, &slug).await?))
}

/// The version that was seen.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Seen {
    /// The version of the campaign that one has seen: where it is another one by now, nothing is changed
    version: u32,
}

/// Takes a post away.
///
/// # Errors
/// As described for the API.
#[utoipa::path(delete, path = "/api/v1/staff/campaigns/{slug}/news/{node}/{key}", tag = "staff", extensions(("x-canyu-right" = json!("moderate"))),
    params(("slug" = String, Path, description = "The campaign"), ("node" = String, Path, description = "The node"),
        ("key" = String, Path, description = "The post"), Seen),
    responses((status = 200, body = News), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn remove(
    State(app): State<App>,
    caller: Caller,
    Path((slug, node, key)): Path<(String, String, String)>,
    seen: Result<Query<Seen>, QueryRejection>,
) -> Result<Json<News>, ApiError> {
    let Query(seen) = seen.map_err(|rejection| ApiError::Malformed(rejection.body_text()))?;
    in_use(&caller, &app, &slug)?;
    let before = post(&app, &slug, &node, &key);
    let about = format!("{node}/{key}");
    let amendment = Amendment::RemovePost { node, key };
    amend_with_drafts(&app, &caller, &slug, seen.version, &amendment).await?;
    let change = json!({ "before": before.as_ref().map(told) });
    app.store
        .note(&caller.entry_of(&slug, What::PostRemoved, &about, change))
        .await?;
    Ok(Json(news(&app, &slug).await?))
}

fn post(app: &App, slug: &str, node: &str, key: &str) -> Option<Post> {
    let live = app.campaigns.get(slug)?;
    let Kind::News(news) = &live.campaign.node(node)?.kind else {
        return None;
    };
    news.posts.iter().find(|post| post.key == key).cloned()
}

fn told(post: &Post) -> Value {
    json!({ "at": post.at, "title": post.title, "text": post.text })
}

/// A text as it was typed, without what is empty.
pub(super) fn text(texts: &Texts) -> Result<Text, ApiError> {
    let mut text = Text::default();
    for (tag, typed) in texts.iter().filter(|(_, typed)| !typed.trim().is_empty()) {
        let known = Lang::ALL.into_iter().find(|lang| lang.tag() == tag);
        let lang = known.ok_or_else(|| ApiError::Malformed(format!("there is no language \"{tag}\"")))?;
        text.0.insert(lang, typed.trim().to_owned());
    }
    Ok(text)
}

impl From<AmendError> for ApiError {
    fn from(error: AmendError) -> Self {
        match error {
            AmendError::Store(error) => error.into(),
            AmendError::Unusable(why) => {
                tracing::error!(why, code = "internal", "a published campaign could not be amended");
                Self::Internal
            }
            error => Self::Amend(error),
        }
    }
}
