//! `GET` and `POST /api/v1/staff/campaigns/{slug}/answers`

use super::{in_use, news::text, read, texts};
use crate::{
    account::Caller,
    app::App,
    draft::amend_with_drafts,
    problem::{ApiError, Problem},
    publish::amend::{AmendError, Amendment},
};
use axum::{
    Json,
    body::Bytes,
    extract::{Path, State, rejection::BytesRejection},
};
use canyu_core::{
    campaign::{Kind, StaffAnswer, Vote, VoteForm, WishStatus},
    decide::proposal_key,
    staff::{AnswerLine, Answers, NewAnswer, Texts, What, WishLine},
    world::Ruling,
};
use serde_json::{Value, json};

/// Wishes of fans that are told at each node, at most.
const MOST: u32 = 200;

/// What fans wish, the strongest first, and what staff have said to it.
///
/// # Errors
/// As described for the API.
#[utoipa::path(get, path = "/api/v1/staff/campaigns/{slug}/answers", tag = "staff", extensions(("x-canyu-right" = json!("moderate"))),
    params(("slug" = String, Path, description = "The campaign")),
    responses((status = 200, body = Answers), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn list(State(app): State<App>, caller: Caller, Path(slug): Path<String>) -> Result<Json<Answers>, ApiError> {
    caller.campaign(&app, &slug)?;
    Ok(Json(answers(&app, &slug).await?))
}

async fn answers(app: &App, slug: &str) -> Result<Answers, ApiError> {
    let live = app.campaigns.get(slug).ok_or(ApiError::NotFound)?;
    let mut wishes = Vec::new();
    for node in &live.campaign.nodes {
        let Kind::Vote(vote) = &node.kind else { continue };
        // The options of a poll are no wishes.
        if vote.form != VoteForm::Wishes && vote.propose == 0 {
            continue;
        }
        let rows = app.store.written(slug, &node.id, Ruling::Shown, MOST).await?;
        let people = |key: &str| {
            let row = rows.iter().find(|row| row.key == key);
            row.and_then(|row| u64::try_from(row.people).ok()).unwrap_or(0)
        };
        let options = vote.options.iter().map(|option| WishLine {
            node: node.id.clone(),
            to: option.key.clone(),
            label: texts(&option.text),
            people: people(&option.key),
            proposed: false,
            answer: answer(vote, &option.key).map(line),
        });
        wishes.extend(options);
        let is_option = |key: &str| vote.options.iter().any(|option| option.key == key);
        let proposed = rows.iter().filter(|row| !is_option(&row.key)).map(|row| WishLine {
            node: node.id.clone(),
            to: row.label.clone(),
            label: Texts::from([(String::new(), row.label.clone())]),
            people: people(&row.key),
            proposed: true,
            answer: answer(vote, &row.key).map(line),
        });
        wishes.extend(proposed);
    }
    wishes.sort_by_key(|wish| std::cmp::Reverse(wish.people));
    Ok(Answers {
        version: live.version,
        languages: live.campaign.languages.clone(),
        wishes,
    })
}

fn answer<'a>(vote: &'a Vote, key: &str) -> Option<&'a StaffAnswer> {
    let mut answers = vote.answers.iter();
    answers.find(|answer| answer.to == key || proposal_key(&answer.to) == key)
}

fn line(answer: &StaffAnswer) -> AnswerLine {
    AnswerLine {
        status: answer.status.name().to_owned(),
        text: texts(&answer.text),
    }
}

/// Answers a wish in public, or takes the answer back: the campaign gets a version of its own. All wishes as they are then.
///
/// # Errors
/// As described for the API.
#[utoipa::path(post, path = "/api/v1/staff/campaigns/{slug}/answers", tag = "staff", request_body = NewAnswer,
    extensions(("x-canyu-right" = json!("moderate"))), params(("slug" = String, Path, description = "The campaign")),
    responses((status = 200, body = Answers), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn say(
    State(app): State<App>,
    caller: Caller,
    Path(slug): Path<String>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<Answers>, ApiError> {
    let live = in_use(&caller, &app, &slug)?;
    let wanted: NewAnswer = read(body)?;
    let Some(Kind::Vote(vote)) = live.campaign.node(&wanted.node).map(|node| &node.kind) else {
        let node = wanted.node.clone();
        return Err(AmendError::UnknownNode { node, kind: "vote" }.into());
    };
    let is_option = vote.options.iter().any(|option| option.key == wanted.to);
    let key = if is_option {
        wanted.to.clone()
    } else {
        proposal_key(&wanted.to)
    };
    let before = answer(vote, &key);
    let said = match &wanted.status {
        None => None,
        Some(name) => Some((status(name)?, text(&wanted.text)?)),
    };
    // What stands there already is found by its own spelling.
    let to = before.map_or_else(|| wanted.to.clone(), |answer| answer.to.clone());
    let change = json!({ "before": before.map(told), "after": wanted.status.as_ref().map(|status| json!({ "status": status, "text": wanted.text })) });
    let amendment = Amendment::Answer {
        node: wanted.node.clone(),
        to,
        said,
    };
    amend_with_drafts(&app, &caller, &slug, wanted.version, &amendment).await?;
    let about = format!("{}/{}", wanted.node, wanted.to);
    app.store
        .note(&caller.entry_of(&slug, What::WishAnswered, &about, change))
        .await?;
    Ok(Json(answers(&app, &slug).await?))
}

fn told(answer: &StaffAnswer) -> Value {
    json!({ "status": answer.status.name(), "text": answer.text })
}

fn status(name: &str) -> Result<WishStatus, ApiError> {
    let all = [WishStatus::Planned, WishStatus::Done, WishStatus::No];
    let found = all.into_iter().find(|status| status.name() == name);
    found.ok_or_else(|| ApiError::Malformed(format!("there is no status \"{name}\"")))
}
