//! The acts by which somebody takes part.

use super::{Context, Refusal};
use crate::{
    act::Act,
    campaign::{Kind, Node, Vote, VoteForm},
    fold,
    world::{Change, EventKind, Grant, Pick, Reason, Step},
};

pub(super) fn take_part(context: &Context<'_>, act: &Act) -> Result<Vec<Change>, Refusal> {
    let node = context.open_node(act.node().unwrap_or_default())?;
    let mut changes = Vec::new();
    let mut entered = None;
    match (act, &node.kind) {
        (Act::Tap { .. }, Kind::Teaser(_)) => {}
        (Act::Guess { text, .. }, Kind::Guess(rules)) => changes.push(guess(context, node, rules, text)?),
        (Act::Second { pick, .. }, Kind::Guess(_)) => changes.extend(second(context, node, pick)?),
        (Act::Vote { picks, .. }, Kind::Vote(vote)) => {
            changes.extend(choose(context, node, vote, picks)?);
            if picks.is_empty() {
                return Ok(changes);
            }
        }
        (Act::Enter { nonce, .. }, Kind::Lottery(_)) => entered = enter(context, nonce)?,
        (act, kind) => {
            return Err(Refusal::WrongKind {
                act: act.name(),
                node: node.id.clone(),
                kind: kind.name(),
            });
        }
    }
    changes.extend(complete(context, node));
    changes.extend(entered);
    Ok(changes)
}

/// Entering again is no fault, and changes nothing: the first nonce stays.
fn enter(context: &Context<'_>, nonce: &str) -> Result<Option<Change>, Refusal> {
    if nonce.len() != 64 || !nonce.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')) {
        return Err(Refusal::NonceMalformed);
    }
    Ok((!context.fan.in_draw()).then(|| Change::EnterDraw {
        fan: context.fan.id.clone(),
        nonce: nonce.to_owned(),
    }))
}

fn guess(context: &Context<'_>, node: &Node, rules: &crate::campaign::Guess, text: &str) -> Result<Change, Refusal> {
    let label = fold::tidy(text);
    let length = label.chars().count();
    if length > rules.longest as usize {
        return Err(Refusal::TextTooLong {
            length,
            longest: rules.longest,
        });
    }
    let key = fold::key(&label);
    if key.is_empty() {
        return Err(Refusal::TextEmpty);
    }
    let mine = || context.fan.picks.iter().filter(|((at, _), _)| *at == node.id);
    if mine().any(|((_, picked), _)| *picked == key) {
        return Err(Refusal::GuessRepeated);
    }
    if mine().filter(|(_, pick)| pick.own).count() >= rules.tries as usize {
        return Err(Refusal::TriesUsedUp(rules.tries));
    }
    Ok(pick(context, node, key, Pick { label, own: true }))
}

/// Seconding again is no fault, and changes nothing.
fn second(context: &Context<'_>, node: &Node, key: &str) -> Result<Option<Change>, Refusal> {
    match context.fan.picks.get(&(node.id.clone(), key.to_owned())) {
        Some(Pick { own: true, .. }) => Err(Refusal::OwnGuess),
        Some(_) => Ok(None),
        None if !context.world.knows_pick(&node.id, key) => Err(Refusal::UnknownPick(key.to_owned())),
        None => Ok(Some(pick(
            context,
            node,
            key.to_owned(),
            Pick {
                label: String::new(),
                own: false,
            },
        ))),
    }
}

fn choose(context: &Context<'_>, node: &Node, vote: &Vote, picks: &[String]) -> Result<Vec<Change>, Refusal> {
    if vote.form == VoteForm::Poll && picks.len() > 1 {
        return Err(Refusal::OneChoiceOnly(picks.len()));
    }
    if let Some(unknown) = picks
        .iter()
        .find(|key| vote.options.iter().all(|option| option.key != **key))
    {
        return Err(Refusal::UnknownPick(unknown.clone()));
    }
    let chosen = |key: &String| context.fan.picks.contains_key(&(node.id.clone(), key.clone()));
    let taken_back = context
        .fan
        .picks
        .keys()
        .filter(|(at, key)| *at == node.id && !picks.contains(key))
        .map(|(at, key)| Change::Unpick {
            fan: context.fan.id.clone(),
            node: at.clone(),
            key: key.clone(),
        });
    let added = vote
        .options
        .iter()
        .filter(|option| picks.contains(&option.key) && !chosen(&option.key))
        .map(|option| {
            pick(
                context,
                node,
                option.key.clone(),
                Pick {
                    label: String::new(),
                    own: false,
                },
            )
        });
    Ok(taken_back.chain(added).collect())
}

fn pick(context: &Context<'_>, node: &Node, key: String, pick: Pick) -> Change {
    Change::Pick {
        fan: context.fan.id.clone(),
        node: node.id.clone(),
        key,
        pick,
        at: context.at,
    }
}

/// The node is done: its tickets, once; and if this is the first one, the fan has joined, and his friend is thanked.
fn complete(context: &Context<'_>, node: &Node) -> Vec<Change> {
    let fan = context.fan;
    let mut changes = context.steps(node, Step::Completed);
    if changes.is_empty() {
        return changes;
    }
    if fan.joined.is_none() {
        changes.push(Change::Join {
            fan: fan.id.clone(),
            at: context.at,
        });
        let via = fan.referrer.as_ref().map_or("", |referrer| &referrer.node);
        changes.push(Change::Record(context.event(via, EventKind::Joined)));
        changes.extend(thank_friend(context));
    }
    if node.tickets > 0 {
        changes.push(Change::Grant(Grant {
            at: context.at,
            fan: fan.id.clone(),
            node: node.id.clone(),
            reason: Reason::Done,
            about: None,
            amount: node.tickets,
        }));
    }
    changes
}

fn thank_friend(context: &Context<'_>) -> Option<Change> {
    let friend = context.world.fan(&context.fan.referrer.as_ref()?.fan)?;
    let (node, share) = context.campaign.share()?;
    (node.tickets > 0 && friend.friends_joined < share.most).then(|| {
        Change::Grant(Grant {
            at: context.now,
            fan: friend.id.clone(),
            node: node.id.clone(),
            reason: Reason::Friend,
            about: Some(context.fan.id.clone()),
            amount: node.tickets,
        })
    })
}
