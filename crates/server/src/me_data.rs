//! Everything that is kept of one fan, for himself: as it is kept, with words for what a code means.

use crate::{app::App, campaigns::Live, mail::words::say, problem::ApiError};
use canyu_core::{lang::Lang, world::Fan};
use serde_json::{Map, Value, json};

/// The document.
///
/// # Errors
/// When the database fails.
pub async fn me_data(app: &App, live: &Live, fan: &Fan, lang: Lang) -> Result<Value, ApiError> {
    let slug = &live.campaign.slug;
    let mut kept = app.store.own_data(slug, &fan.id).await?;
    let tickets = kept.remove("ledger").unwrap_or_default();
    let consents = app.store.consents(slug, &fan.id).await?;
    let consents: Vec<Value> = consents
        .into_iter()
        .map(|row| json!({ "purpose": row.purpose, "given": row.given, "version": row.version, "at": row.at }))
        .collect();
    let mut document = Map::new();
    document.insert("campaign".to_owned(), slug.clone().into());
    document.insert("title".to_owned(), live.campaign.title.to(lang).into());
    document.insert("as_of".to_owned(), app.clock.now().to_string().into());
    document.insert("rehearsal".to_owned(), app.clock.is_rehearsal().into());
    document.insert("about".to_owned(), say(lang, "data_about", &[]).into());
    document.insert("tickets_and_points".to_owned(), explained(live, tickets, lang));
    document.insert("consents".to_owned(), consents.into());
    document.append(&mut kept);
    Ok(Value::Object(document))
}

/// Each line with its node's title and its reason in words.
fn explained(live: &Live, mut lines: Value, lang: Lang) -> Value {
    for line in lines.as_array_mut().into_iter().flatten() {
        let text = |key: &str| line.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
        let (node, reason) = (text("node"), text("reason"));
        let title = live.campaign.node(&node).map_or("", |node| node.title.to(lang));
        let (title, words) = (title.to_owned(), say(lang, &format!("reason_{reason}"), &[]));
        if let Some(line) = line.as_object_mut() {
            line.insert("title".to_owned(), title.into());
            line.insert("in_words".to_owned(), words.into());
        }
    }
    lines
}
