//! A guessing game: one guess in six is right, the others are the same few wrong ones again and again.

use super::{
    dice::Dice,
    visit::{Visit, ranked},
};
use canyu_core::{
    act::Act,
    campaign::{Guess, GuessForm, Node},
    figure, fold,
    world::Fan,
};

const RIGHT: f64 = 1.0 / 6.0;
/// Different wrong guesses.
const WRONG: usize = 200;
/// How many second somebody else's guess.
const SECONDS: f64 = 0.4;

pub(super) fn acts(visit: &mut Visit<'_>, rules: &Guess) -> Vec<Act> {
    let node = visit.id();
    let tries = visit.fan.picks_at(&node).filter(|(_, pick)| pick.own).count();
    let mut acts = Vec::new();
    let mut mine = String::new();
    if tries < rules.tries as usize {
        let picture = (rules.form == GuessForm::Picture).then(|| format!("rehearsal-{:016x}", visit.dice.bits()));
        let text = match rules.form {
            GuessForm::Text => words(visit.dice, rules),
            GuessForm::Number => number(visit.dice, rules),
            GuessForm::Choice => choice(visit.dice, rules),
            GuessForm::Picture => String::new(),
        };
        mine = if rules.form == GuessForm::Text {
            fold::key(&text)
        } else {
            text.clone()
        };
        acts.push(Act::Guess {
            node: node.clone(),
            text,
            picture,
        });
    }
    if visit.dice.chance(SECONDS)
        && let Some(pick) = visit.popular().filter(|pick| *pick != mine)
    {
        acts.push(Act::Second { node, pick });
    }
    acts
}

fn words(dice: &mut Dice, rules: &Guess) -> String {
    match &rules.answer {
        Some(answer) if dice.chance(RIGHT) => {
            let alias = dice.one(&rules.aliases).cloned();
            let says_it_plainly = dice.chance(0.7);
            alias.filter(|_| !says_it_plainly).unwrap_or_else(|| answer.clone())
        }
        _ => format!("x{}", ranked(dice, WRONG).unwrap_or(0)),
    }
}

/// Around the answer, or the middle: the sum of three numbers, so that most are near.
fn number(dice: &mut Dice, rules: &Guess) -> String {
    let read = |text: &String| figure::read(text, rules.decimals).ok();
    let (least, most) = (rules.min.unwrap_or(0), rules.max.unwrap_or(i64::MAX / 4));
    let middle = rules.answer.as_ref().and_then(read).unwrap_or(least / 2 + most / 2);
    let width = match (rules.min, rules.max) {
        (Some(min), Some(max)) => max.abs_diff(min) / 2,
        _ => middle.unsigned_abs().max(100),
    };
    let spread = (0..3).map(|_| dice.below(width.max(1)) as i64).sum::<i64>();
    let figure = middle.saturating_add(spread).saturating_sub(width as i64 * 3 / 2);
    let figure = figure.clamp(least, most).clamp(-figure::LARGEST, figure::LARGEST);
    figure::show(figure, rules.decimals)
}

fn choice(dice: &mut Dice, rules: &Guess) -> String {
    let weight = |key: &String| if Some(key) == rules.answer.as_ref() { 1.5 } else { 1.0 };
    let place = dice.weighted(rules.options.iter().map(|option| weight(&option.key)));
    rules
        .options
        .get(place)
        .map(|option| option.key.clone())
        .unwrap_or_default()
}

/// Those who were right, or with numbers closest, in the order given.
pub(super) fn right<'a>(node: &Node, rules: &Guess, fans: impl Iterator<Item = &'a Fan> + Clone) -> Vec<&'a Fan> {
    let Some(answer) = &rules.answer else {
        return Vec::new();
    };
    let own = |fan: &'a Fan| {
        fan.picks_at(&node.id)
            .filter(|(_, pick)| pick.own)
            .map(|(key, _)| key)
            .collect::<Vec<_>>()
    };
    if rules.form == GuessForm::Number {
        let read = |text: &str| figure::read(text, rules.decimals).ok();
        let Some(answer) = read(answer) else {
            return Vec::new();
        };
        let distance = |fan: &'a Fan| {
            own(fan)
                .into_iter()
                .filter_map(read)
                .map(|figure| figure.abs_diff(answer))
                .min()
        };
        let least = fans.clone().filter_map(distance).min();
        return fans.filter(|fan| least.is_some() && distance(fan) == least).collect();
    }
    let mut keys = vec![answer.clone(), fold::key(answer)];
    keys.extend(rules.aliases.iter().map(|alias| fold::key(alias)));
    fans.filter(|fan| own(fan).into_iter().any(|key| keys.iter().any(|right| right == key)))
        .collect()
}
