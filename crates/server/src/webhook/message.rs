//! What messages say. Nothing that is told names anybody but by his random name in the campaign, and no code is told before it is redeemed.

use canyu_core::{
    moment::Moment,
    staff::Happening,
    world::{CodeState, Delta, Event, EventKind, Fan, Held, Standing},
};
use serde::Serialize;
use serde_json::{Value, json};
use std::collections::{BTreeSet, HashMap};

/// Something that happened.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    /// When.
    pub at: Moment,
    /// What.
    pub kind: Happening,
    /// To whom, if to one person whose name has to go when he has his data deleted.
    pub fan: Option<String>,
    /// What is told of it.
    pub data: Value,
}

/// How those stood who are changed.
#[derive(Clone, Debug, Default)]
pub struct Before {
    /// Who was verified, and how he stood, by id. Who is not here was not there.
    pub fans: HashMap<String, (bool, Standing)>,
    /// Whose a code was, how it stood, and whether it was an offer.
    pub codes: HashMap<String, (Option<String>, CodeState, bool)>,
}

/// The address under which receivers know a message again, at each try and for ever.
#[must_use]
pub fn id(campaign: &str, seq: i64) -> String {
    format!("msg_{campaign}_{seq}")
}

/// The body of a message: the same bytes at each try.
#[must_use]
pub fn body(campaign: &str, seq: i64, kind: Happening, at: Moment, is_rehearsal: bool, data: &str) -> String {
    /// In the order of the specification.
    #[derive(Serialize)]
    struct Body {
        r#type: Happening,
        timestamp: Moment,
        data: serde_json::Map<String, Value>,
    }
    let mut told: serde_json::Map<String, Value> = serde_json::from_str(data).unwrap_or_default();
    told.insert("campaign".to_owned(), json!(campaign));
    told.insert("seq".to_owned(), json!(seq));
    if is_rehearsal {
        told.insert("rehearsal".to_owned(), json!(true));
    }
    let body = Body {
        r#type: kind,
        timestamp: at,
        data: told,
    };
    serde_json::to_string(&body).unwrap_or_default()
}

/// What a group of acts comes to, as far as anybody wants to be told of it. `at`: when it was accepted.
#[must_use]
pub fn of(delta: &Delta, before: &Before, wanted: &BTreeSet<Happening>, at: Moment) -> Vec<Message> {
    let mut messages = Vec::new();
    messages.extend(delta.events.iter().filter_map(|event| happened(event, delta)));
    messages.extend(delta.grants.iter().map(|grant| Message {
        at: grant.at,
        kind: Happening::Granted,
        fan: Some(grant.fan.clone()),
        data: json!({
            "participant": grant.fan, "node": grant.node, "reason": grant.reason.name(), "unit": grant.unit.name(), "amount": grant.amount,
        }),
    }));
    messages.extend(delta.fans.values().flat_map(|fan| stood(fan, before, at)));
    messages.extend(delta.codes.values().filter_map(|held| coded(held, delta, before, at)));
    // Of somebody who leaves nothing more is told than that he does.
    messages.retain(|message| delta.erased.iter().all(|(fan, _)| message.fan.as_ref() != Some(fan)));
    messages.extend(delta.merges.iter().map(|(from, into)| Message {
        at,
        kind: Happening::Merged,
        fan: Some(into.clone()),
        data: json!({ "participant": from, "into": into }),
    }));
    // His name stands in this one alone, and goes as soon as everybody has been told.
    messages.extend(delta.erased.iter().map(|(fan, _)| Message {
        at,
        kind: Happening::Erased,
        fan: None,
        data: json!({ "participant": fan }),
    }));
    messages.retain(|message| wanted.contains(&message.kind));
    messages
}

fn happened(event: &Event, delta: &Delta) -> Option<Message> {
    let kind = match event.kind {
        EventKind::Seen | EventKind::Started => return None,
        EventKind::Completed => Happening::Completed,
        EventKind::Shared => Happening::Shared,
        EventKind::Arrived => Happening::Arrived,
        EventKind::Joined => Happening::Joined,
    };
    let mut data = json!({
        "participant": event.fan, "node": event.node, "channel": event.channel, "generation": event.generation,
    });
    let fan = delta.fans.get(&event.fan);
    if let Some(referrer) = fan.and_then(|fan| fan.referrer.as_ref())
        && matches!(kind, Happening::Arrived | Happening::Joined)
        && let Some(data) = data.as_object_mut()
    {
        data.insert("referrer".to_owned(), json!(referrer.fan));
    }
    Some(Message {
        at: event.at,
        kind,
        fan: Some(event.fan.clone()),
        data,
    })
}

fn stood(fan: &Fan, before: &Before, at: Moment) -> Vec<Message> {
    let (was_verified, stood) = before.fans.get(&fan.id).copied().unwrap_or_default();
    let message = |kind, data: Value| Message {
        at,
        kind,
        fan: Some(fan.id.clone()),
        data,
    };
    let mut messages = Vec::new();
    if fan.verified.is_some() && !was_verified {
        messages.push(message(Happening::Verified, json!({ "participant": fan.id })));
    }
    // That he is another device of somebody is a message of its own.
    if fan.standing != stood && fan.standing != Standing::Merged {
        let data = json!({ "participant": fan.id, "standing": fan.standing.name() });
        messages.push(message(Happening::Stood, data));
    }
    messages
}

fn coded(held: &Held, delta: &Delta, before: &Before, at: Moment) -> Option<Message> {
    let was = before.codes.get(&held.code);
    let fan = held.fan.as_ref();
    let mut data = json!({ "participant": fan, "node": held.node, "item": held.item, "origin": held.origin.name() });
    let kind = match held.state {
        CodeState::Held if !held.offered && fan.is_some() => {
            let is_same = was.is_some_and(|(whose, state, offered)| {
                let is_merge = delta
                    .merges
                    .iter()
                    .any(|(from, into)| whose.as_ref() == Some(from) && fan == Some(into));
                (whose.as_ref() == fan || is_merge) && *state == CodeState::Held && !offered
            });
            if is_same {
                return None;
            }
            Happening::CodeGiven
        }
        CodeState::Redeemed if was.is_none_or(|(_, state, _)| *state != CodeState::Redeemed) => {
            if let (Some(data), Some((_, till))) = (data.as_object_mut(), &held.redeemed) {
                data.insert("till".to_owned(), json!(till));
                data.insert("code".to_owned(), json!(held.code));
            }
            Happening::CodeRedeemed
        }
        _ => return None,
    };
    Some(Message {
        at,
        kind,
        fan: held.fan.clone(),
        data,
    })
}

#[cfg(test)]
mod tests;
