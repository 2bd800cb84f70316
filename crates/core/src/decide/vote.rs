//! Wishes, polls, ranked choices, and proposals.

use super::{
    Context, Refusal,
    pick::{first_ruling, tidy},
};
use crate::{
    campaign::{Node, Vote, VoteForm},
    fold,
    world::{Change, Pick, Ruling},
};

/// What the keys of proposals begin with: no option of a file can be called so.
pub const PROPOSED: char = '~';

/// The key of a proposal.
#[must_use]
pub fn proposal_key(text: &str) -> String {
    format!("{PROPOSED}{}", fold::key(&fold::tidy(text)))
}

/// The whole choice of a fan, which replaces the one before. His own proposals stay.
pub(super) fn vote(context: &Context<'_>, node: &Node, vote: &Vote, picks: &[String]) -> Result<Vec<Change>, Refusal> {
    context.open_node(&node.id)?;
    count(vote, picks)?;
    let mut chosen: Vec<(&str, u32)> = Vec::new();
    for (place, key) in picks.iter().enumerate() {
        if !can_be_chosen(context, node, vote, key) {
            return Err(Refusal::UnknownPick(key.clone()));
        }
        if chosen.iter().all(|(known, _)| known != key) {
            chosen.push((key, points(vote, place)));
        }
    }
    let mut changes = Vec::new();
    for (key, pick) in context.fan.picks_at(&node.id) {
        let stays = pick.own || chosen.contains(&(key, pick.score));
        if !stays {
            changes.push(context.unpick(node, key));
        }
    }
    for (key, score) in chosen {
        let stays = context
            .picked(node, key)
            .is_some_and(|pick| pick.own || pick.score == score);
        if !stays {
            let pick = Pick {
                score,
                ..Pick::tapped()
            };
            changes.push(context.pick(node, key.to_owned(), pick, Ruling::Shown));
        }
    }
    if !picks.is_empty() {
        changes.extend(context.complete(node));
    }
    Ok(changes)
}

fn count(vote: &Vote, picks: &[String]) -> Result<(), Refusal> {
    let given = picks.len();
    let most = match vote.form {
        VoteForm::Wishes => usize::MAX,
        VoteForm::Poll if given > 1 => return Err(Refusal::OneChoiceOnly(given)),
        VoteForm::Poll => 1,
        VoteForm::Multiple | VoteForm::Ranked => vote.most.map_or(vote.options.len(), |most| most as usize),
    };
    if given > most {
        return Err(Refusal::TooManyChoices { given, most });
    }
    Ok(())
}

fn points(vote: &Vote, place: usize) -> u32 {
    if vote.form == VoteForm::Ranked {
        u32::try_from(vote.options.len().saturating_sub(place)).unwrap_or(0)
    } else {
        0
    }
}

fn can_be_chosen(context: &Context<'_>, node: &Node, vote: &Vote, key: &str) -> bool {
    vote.options.iter().any(|option| option.key == key)
        || (key.starts_with(PROPOSED)
            && (context.world.ruling(&node.id, key) == Some(Ruling::Shown) || context.picked(node, key).is_some()))
}

/// A wish of the fan's own. Where somebody else has proposed it already, it is a tap on that one.
pub(super) fn propose(context: &Context<'_>, node: &Node, vote: &Vote, text: &str) -> Result<Vec<Change>, Refusal> {
    context.open_node(&node.id)?;
    if vote.propose == 0 {
        return Err(Refusal::NoProposals);
    }
    let label = tidy(text, vote.longest)?;
    let key = proposal_key(&label);
    if key.chars().nth(1).is_none() {
        return Err(Refusal::TextEmpty);
    }
    if context.picked(node, &key).is_some() {
        return Err(Refusal::GuessRepeated);
    }
    if context.fan.picks_at(&node.id).filter(|(_, pick)| pick.own).count() >= vote.propose as usize {
        return Err(Refusal::ProposalsUsedUp(vote.propose));
    }
    let pick = match context.world.ruling(&node.id, &key) {
        Some(Ruling::Shown) => Pick::tapped(),
        _ => Pick::written(label),
    };
    let mut changes = vec![context.pick(node, key, pick, first_ruling(vote.moderated))];
    changes.extend(context.complete(node));
    Ok(changes)
}
