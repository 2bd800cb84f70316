//! `POST /api/v1/campaigns/{slug}/nodes/{node}/uploads`

use super::token_hash;
use crate::{
    app::App,
    entropy,
    ingest::NotAccepted,
    problem::{ApiError, Problem},
    store::uploads::UploadRow,
    upload::{MOST_BYTES, Place, UploadError},
};
use axum::{
    Json,
    body::{Body, BodyDataStream, Bytes},
    extract::{Path, State},
    http::{HeaderMap, header},
};
use canyu_core::{
    campaign::{Campaign, Guess, GuessForm, Kind},
    decide::Refusal,
    moment::Moment,
    world::Fan,
};
use fairdraw::text::hex;
use futures::StreamExt as _;
use std::time::Duration;

/// How long a file may take to arrive. Places in the line are few.
const PATIENCE: Duration = Duration::from_secs(60);
/// Bytes of a refused file that are let pass by.
const MOST_DISCARDED: usize = 4 * MOST_BYTES;
/// Pictures that somebody may send for each guess he has: people change their minds.
const FOR_EACH_TRY: u32 = 3;

/// What was kept.
#[derive(Debug, serde::Serialize, utoipa::ToSchema)]
pub struct Uploaded {
    /// The picture's name, to be sent with the act `guess`.
    pub picture: String,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
}

/// Takes a picture for a guess that is one: JPEG, PNG or WebP, at most 8 MB and 40 million pixels. It is written anew from its pixels, upright
/// and without anything that the file said about itself. A picture that becomes no guess is thrown away after a day.
///
/// # Errors
/// As described for the API.
#[utoipa::path(post, path = "/api/v1/campaigns/{slug}/nodes/{node}/uploads", tag = "fan",
    request_body(content = Vec<u8>, content_type = "image/jpeg"),
    params(("slug" = String, Path, description = "The campaign"), ("node" = String, Path, description = "The guessing game"),
        ("authorization" = String, Header, description = "Bearer and the fan's token")),
    responses((status = 200, body = Uploaded), (status = 401, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 413, body = Problem), (status = 415, body = Problem), (status = 422, body = Problem), (status = 503, body = Problem)))]
pub async fn upload(
    State(app): State<App>,
    Path((slug, node)): Path<(String, String)>,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<Uploaded>, ApiError> {
    let mut parts = body.into_data_stream();
    let sender = match may_send(&app, &slug, &node, &headers).await {
        Ok(sender) => sender,
        Err(error) => {
            discard(&mut parts).await;
            return Err(error);
        }
    };
    let file = read(&mut parts).await?;
    let developed = sender.place.develop(file).await?;
    let random = entropy::seed().map_err(|error| {
        tracing::error!(%error, code = "internal", "no randomness");
        ApiError::Internal
    })?;
    let row = UploadRow {
        picture: hex(&random).chars().take(32).collect(),
        node,
        fan: sender.fan,
        at: app.clock.now(),
        width: developed.width,
        height: developed.height,
        body: developed.body,
        thumbnail: developed.thumbnail,
    };
    if !app.store.keep_upload(&slug, &row, sender.most).await? {
        return Err(UploadError::UsedUp(sender.most).into());
    }
    Ok(Json(Uploaded {
        picture: row.picture,
        width: row.width,
        height: row.height,
    }))
}

/// Somebody who may send a picture, with his place in the line.
struct Sender {
    fan: String,
    /// Pictures that he may send.
    most: u32,
    place: Place,
}

async fn may_send(app: &App, slug: &str, node: &str, headers: &HeaderMap) -> Result<Sender, ApiError> {
    let live = app.campaigns.get(slug);
    let live = live.ok_or_else(|| ApiError::UnknownCampaign(slug.to_owned()))?;
    let fan = app.store.fan(slug, &token_hash(headers)?).await?;
    let fan = fan.ok_or(ApiError::UnknownFan)?;
    if live.archived.is_some() {
        return Err(refused(Refusal::Closed(slug.to_owned())));
    }
    let rules = open(&live.campaign, node, &fan, app.clock.now()).map_err(refused)?;
    let most = rules.tries.saturating_mul(FOR_EACH_TRY);
    if app.store.uploads_of(slug, node, &fan.id).await? >= most {
        return Err(UploadError::UsedUp(most).into());
    }
    let length = headers
        .get(header::CONTENT_LENGTH)
        .and_then(|value| value.to_str().ok());
    let length: Option<usize> = length.and_then(|length| length.parse().ok());
    if length.is_some_and(|length| length > MOST_BYTES) {
        return Err(UploadError::TooLarge.into());
    }
    Ok(Sender {
        fan: fan.id,
        most,
        // Nobody reads a file into memory without a place in the line.
        place: app.darkroom.place()?,
    })
}

fn refused(refusal: Refusal) -> ApiError {
    NotAccepted::from(refusal).into()
}

/// The guessing game that takes pictures from this fan now.
fn open<'a>(campaign: &'a Campaign, id: &str, fan: &Fan, now: Moment) -> Result<&'a Guess, Refusal> {
    let node = campaign.node(id).ok_or_else(|| Refusal::UnknownNode(id.to_owned()))?;
    let rules = match &node.kind {
        Kind::Guess(rules) if rules.form == GuessForm::Picture => rules,
        kind => {
            return Err(Refusal::WrongKind {
                act: "upload",
                node: id.to_owned(),
                kind: kind.name(),
            });
        }
    };
    let (opens, closes) = campaign.window(node);
    if now < opens {
        return Err(Refusal::NotOpenYet(id.to_owned()));
    }
    if now >= closes {
        return Err(Refusal::Closed(id.to_owned()));
    }
    match node.after.as_ref().filter(|first| !fan.has_done(first)) {
        Some(first) => Err(Refusal::Locked {
            node: id.to_owned(),
            first: first.clone(),
        }),
        None => Ok(rules),
    }
}

async fn read(parts: &mut BodyDataStream) -> Result<Bytes, UploadError> {
    let arrived = tokio::time::timeout(PATIENCE, collect(parts)).await;
    arrived.unwrap_or(Err(UploadError::TooSlow))
}

async fn collect(parts: &mut BodyDataStream) -> Result<Bytes, UploadError> {
    let mut file = Vec::new();
    while let Some(part) = parts.next().await {
        // Where the connection broke nobody reads the answer.
        let part = part.map_err(|_| UploadError::Broken)?;
        if file.len() + part.len() > MOST_BYTES {
            discard(parts).await;
            return Err(UploadError::TooLarge);
        }
        file.extend_from_slice(&part);
    }
    Ok(file.into())
}

/// Lets the rest of a file pass by: a browser that is cut off while it sends never reads why. Not for ever, though.
async fn discard(parts: &mut BodyDataStream) {
    let passing = async {
        let mut passed = 0;
        while let Some(Ok(part)) = parts.next().await {
            passed += part.len();
            if passed > MOST_DISCARDED {
                return;
            }
        }
    };
    let _ = tokio::time::timeout(PATIENCE, passing).await;
}
