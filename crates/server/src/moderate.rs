//! What staff say about what fans wrote: shown, hidden, right after all.

use crate::{
    app::App,
    campaigns::Live,
    life::{self, LifeError},
    store::{
        Store, StoreError,
        life::GuessRow,
        staff::{RulingRow, Said},
    },
};
use canyu_core::{
    campaign::{Campaign, Guess, GuessForm, Kind, Node},
    decide::proposal_key,
    fold,
};
use std::sync::Arc;

/// Guesses that are read in one go.
const PAGE: u32 = 1_000;

/// Names of a wall of honour that are looked through: as many as one holds, and some that were taken back.
const MOST_NAMES: u32 = 20_000;

/// Why something was not said.
#[derive(Debug, thiserror::Error)]
pub enum ModerateError {
    /// There is no such node.
    #[error("the campaign has no node \"{0}\"")]
    UnknownNode(String),
    /// Fans write nothing there.
    #[error("fans write nothing at \"{node}\", which is a {kind} node")]
    NothingWritten {
        /// The node.
        node: String,
        /// Its kind.
        kind: &'static str,
    },
    /// Nobody has written that.
    #[error("nobody has written \"{pick}\" at \"{node}\"")]
    UnknownPick {
        /// The node.
        node: String,
        /// What was asked for.
        pick: String,
    },
    /// What is right there is not for staff to say.
    #[error(
        "what is right at \"{0}\" follows from its sealed answer alone: staff can accept words and pictures only, where there is an answer"
    )]
    NotForStaff(String),
    /// The reason is too long.
    #[error("a reason has at most {0} characters")]
    ReasonTooLong(usize),
    /// The campaign was put away.
    #[error("the campaign was put away: it can only be read")]
    Archived,
    /// Those who were right could not be given their tickets.
    #[error(transparent)]
    Life(#[from] LifeError),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl ModerateError {
    /// The stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::UnknownNode(_) => "unknown_node",
            Self::NothingWritten { .. } => "nothing_written",
            Self::UnknownPick { .. } => "unknown_pick",
            Self::NotForStaff(_) => "not_for_staff",
            Self::ReasonTooLong(_) => "reason_too_long",
            Self::Archived => "archived",
            Self::Life(_) | Self::Store(_) => "internal",
        }
    }
}

/// Who says what, and why.
#[derive(Clone, Debug)]
pub struct Saying {
    /// The name of the one who says it.
    pub by: String,
    /// What.
    pub said: Said,
    /// Why; may be empty.
    pub reason: String,
}

/// Whether fans write something at a node.
#[must_use]
pub fn is_written(node: &Node) -> bool {
    match &node.kind {
        Kind::Guess(guess) => guess.form != GuessForm::Choice,
        Kind::Vote(vote) => vote.propose > 0,
        Kind::Honour(_) => true,
        _ => false,
    }
}

/// A node at which fans write something.
///
/// # Errors
/// When there is none of that name.
pub fn written_node<'a>(campaign: &'a Campaign, id: &str) -> Result<&'a Node, ModerateError> {
    let node = campaign.node(id);
    let node = node.ok_or_else(|| ModerateError::UnknownNode(id.to_owned()))?;
    if is_written(node) {
        return Ok(node);
    }
    Err(ModerateError::NothingWritten {
        node: id.to_owned(),
        kind: node.kind.name(),
    })
}

/// Says something about what fans wrote: by its key, or as it is spelt. What is accepted as right after the reveal is rewarded at once.
///
/// # Errors
/// When there is no such thing, or it is not for staff to say.
pub async fn say(
    app: &App,
    live: &Arc<Live>,
    node: &str,
    pick: &str,
    saying: &Saying,
) -> Result<String, ModerateError> {
    if live.archived.is_some() {
        return Err(ModerateError::Archived);
    }
    let node = written_node(&live.campaign, node)?;
    if saying.said == Said::Right && !may_be_accepted(node) {
        return Err(ModerateError::NotForStaff(node.id.clone()));
    }
    let slug = &live.campaign.slug;
    for key in possible_keys(app, live, node, pick).await? {
        let row = RulingRow {
            at: app.clock.now(),
            by: saying.by.clone(),
            node: node.id.clone(),
            pick: key.clone(),
            said: saying.said,
            reason: saying.reason.clone(),
        };
        if app.store.rule(slug, &row).await? {
            if saying.said == Said::Right {
                life::reward_late(app, live, node, &key).await?;
            }
            app.campaigns.changed(slug);
            return Ok(key);
        }
    }
    Err(ModerateError::UnknownPick {
        node: node.id.clone(),
        pick: pick.to_owned(),
    })
}

/// The keys that somebody may mean by a key or by words: guesses and proposals have theirs from their words, names on a wall of honour are looked up.
async fn possible_keys(app: &App, live: &Live, node: &Node, pick: &str) -> Result<Vec<String>, StoreError> {
    let mut keys = vec![pick.to_owned()];
    match &node.kind {
        Kind::Vote(_) => keys.push(proposal_key(pick)),
        Kind::Honour(_) => {
            let name = fold::tidy(pick);
            let names = app.store.guesses(&live.campaign.slug, &node.id, "", MOST_NAMES).await?;
            let signed = names.into_iter().filter(|row| row.people > 0 && row.label == name);
            keys.extend(signed.map(|row| row.key));
        }
        _ => keys.extend(Some(fold::key(pick)).filter(|key| key != pick && !key.is_empty())),
    }
    Ok(keys)
}

/// Numbers are measured and choices are counted; only what is written freely can mean the answer in other words.
#[must_use]
pub fn may_be_accepted(node: &Node) -> bool {
    match &node.kind {
        Kind::Guess(guess) => guess.answer.is_some() && matches!(guess.form, GuessForm::Text | GuessForm::Picture),
        _ => false,
    }
}

/// Guesses that nearly are the answer and that nobody has accepted: a human should look at them.
///
/// # Errors
/// When the database fails.
pub async fn near_misses(store: &dyn Store, slug: &str, node: &Node) -> Result<Vec<GuessRow>, StoreError> {
    let Kind::Guess(guess) = &node.kind else {
        return Ok(Vec::new());
    };
    let keys = right_keys(guess);
    let (mut near, mut after) = (Vec::new(), String::new());
    loop {
        let page = store.guesses(slug, &node.id, &after, PAGE).await?;
        let Some(last) = page.last() else { break };
        after.clone_from(&last.key);
        let is_near = |row: &GuessRow| {
            !row.correct && !keys.contains(&row.key) && keys.iter().any(|key| fold::near(key, &row.key))
        };
        near.extend(page.into_iter().filter(is_near));
    }
    near.sort_by(|a, b| b.people.cmp(&a.people).then_with(|| a.key.cmp(&b.key)));
    Ok(near)
}

/// The keys of the answer and its aliases, where a guess is words.
fn right_keys(guess: &Guess) -> Vec<String> {
    if guess.form != GuessForm::Text {
        return Vec::new();
    }
    let answers = guess.answer.iter().chain(&guess.aliases);
    answers.map(|answer| fold::key(answer)).collect()
}
