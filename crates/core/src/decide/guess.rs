//! Guessing, and standing behind the guesses of others.

use super::{
    Context, Refusal,
    pick::{first_ruling, tidy},
};
use crate::{
    campaign::{Guess, GuessForm, Node},
    figure, fold,
    world::{Change, Pick, Ruling},
};

pub(super) fn guess(
    context: &Context<'_>,
    node: &Node,
    rules: &Guess,
    text: &str,
    picture: Option<&str>,
) -> Result<Vec<Change>, Refusal> {
    context.open_node(&node.id)?;
    let (key, label) = match rules.form {
        GuessForm::Text => words(text, rules)?,
        GuessForm::Number => number(text, rules)?,
        GuessForm::Choice => choice(text, rules)?,
        GuessForm::Picture => (own_picture(context, picture)?, tidy(text, rules.longest)?),
    };
    if context.picked(node, &key).is_some() {
        return Err(Refusal::GuessRepeated);
    }
    if context.fan.picks_at(&node.id).filter(|(_, pick)| pick.own).count() >= rules.tries as usize {
        return Err(Refusal::TriesUsedUp(rules.tries));
    }
    let mut changes = vec![context.pick(node, key, Pick::written(label), first_ruling(rules.is_moderated()))];
    changes.extend(context.complete(node));
    Ok(changes)
}

/// The key under which a guess in words or a number meets its equals; empty when it cannot be one.
pub(super) fn key(rules: &Guess, text: &str) -> String {
    let read = match rules.form {
        GuessForm::Text => words(text, rules),
        GuessForm::Number => number(text, rules),
        GuessForm::Choice => choice(text, rules),
        GuessForm::Picture => return String::new(),
    };
    read.map(|(key, _)| key).unwrap_or_default()
}

fn words(text: &str, rules: &Guess) -> Result<(String, String), Refusal> {
    let label = tidy(text, rules.longest)?;
    let key = fold::key(&label);
    if key.is_empty() {
        return Err(Refusal::TextEmpty);
    }
    Ok((key, label))
}

fn number(text: &str, rules: &Guess) -> Result<(String, String), Refusal> {
    let text = tidy(text, rules.longest)?;
    let figure = figure::read(&text, rules.decimals).map_err(Refusal::NotANumber)?;
    if rules.min.is_some_and(|min| figure < min) || rules.max.is_some_and(|max| figure > max) {
        let show =
            |bound: Option<i64>| bound.map_or_else(|| "–".to_owned(), |bound| figure::show(bound, rules.decimals));
        return Err(Refusal::NumberOutOfRange {
            min: show(rules.min),
            max: show(rules.max),
        });
    }
    let shown = figure::show(figure, rules.decimals);
    Ok((shown.clone(), shown))
}

fn choice(key: &str, rules: &Guess) -> Result<(String, String), Refusal> {
    let known = rules.options.iter().any(|option| option.key == key);
    known
        .then(|| (key.to_owned(), String::new()))
        .ok_or_else(|| Refusal::UnknownPick(key.to_owned()))
}

/// The name of a picture that the fan himself has uploaded.
fn own_picture(context: &Context<'_>, picture: Option<&str>) -> Result<String, Refusal> {
    picture
        .filter(|picture| context.world.upload(picture) == Some(context.fan.id.as_str()))
        .map(str::to_owned)
        .ok_or(Refusal::PictureMissing)
}

/// Seconding again is no fault, and changes nothing.
pub(super) fn second(context: &Context<'_>, node: &Node, key: &str) -> Result<Vec<Change>, Refusal> {
    context.open_node(&node.id)?;
    let mut changes = match context.picked(node, key) {
        Some(Pick { own: true, .. }) => return Err(Refusal::OwnGuess),
        Some(_) => Vec::new(),
        None if context.world.ruling(&node.id, key) != Some(Ruling::Shown) => {
            return Err(Refusal::UnknownPick(key.to_owned()));
        }
        None => vec![context.pick(node, key.to_owned(), Pick::tapped(), Ruling::Shown)],
    };
    changes.extend(context.complete(node));
    Ok(changes)
}
