//! Answers that somebody can read before the reveal.

use super::{Placed, Whole};
use crate::{
    campaign::{Guess, GuessForm, Kind},
    figure, fold,
    moment::Moment,
};
use std::ops::Range;
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

/// Keys under which stands what fans can read, in the widget or in what it asks the server for.
const READ: [&str; 13] = [
    "slug",
    "id",
    "key",
    "title",
    "lead",
    "text",
    "alt",
    "hint",
    "placeholder",
    "name",
    "terms",
    "words",
    "unit",
];
/// Those of them that are names for machines.
const NAMES: [&str; 3] = ["slug", "id", "key"];

/// Something that fans can read.
struct Said<'a> {
    text: &'a str,
    span: Range<usize>,
    key: &'a str,
    /// From when, if not from the beginning.
    from: Option<Moment>,
    /// The node whose it is.
    node: Option<&'a str>,
}

pub(super) fn check(whole: &Whole<'_>) {
    let mut said = Vec::new();
    collect(whole.cursor.raw(), None, None, &mut said);
    for placed in &whole.nodes {
        if let Kind::Guess(guess) = &placed.node.kind
            && let (Some(answer), Some(reveal)) = (&guess.answer, whole.campaign.reveal(placed.node))
        {
            let before = said.iter().filter(|said| said.from.is_none_or(|from| from < reveal));
            for said in before {
                if let Some(word) = gives_away(placed, guess, answer, said) {
                    report(whole, placed, said, &word);
                }
            }
        }
    }
}

fn report(whole: &Whole<'_>, placed: &Placed<'_>, said: &Said<'_>, word: &str) {
    let id = &placed.node.id;
    whole.cursor.log.warn(
        said.span.clone(),
        "answer_given_away",
        format!(
            "`{}` gives the answer of `{id}` away before it is revealed: “{word}”",
            said.key
        ),
        "Use other words until the reveal.",
    );
}

/// All that can be read, with its place.
fn collect<'a>(table: &'a DeTable<'a>, from: Option<Moment>, node: Option<&'a str>, said: &mut Vec<Said<'a>>) {
    let from = table.get("at").and_then(|at| moment(at.get_ref())).or(from);
    let node = table
        .get("kind")
        .and(table.get("id"))
        .and_then(|id| id.get_ref().as_str())
        .or(node);
    for (key, value) in table.iter() {
        let name: &'a str = key.get_ref();
        let mut push = |text: &'a Spanned<DeValue<'a>>| {
            if let Some(words) = text.get_ref().as_str() {
                said.push(Said {
                    text: words,
                    span: text.span(),
                    key: name,
                    from,
                    node,
                });
            }
        };
        match value.get_ref() {
            DeValue::String(_) if READ.contains(&name) => push(value),
            DeValue::Table(texts) if READ.contains(&name) => texts.values().for_each(push),
            DeValue::Array(items) => {
                for item in items.iter().filter_map(|item| item.get_ref().as_table()) {
                    collect(item, from, node, said);
                }
            }
            _ => {}
        }
    }
}

fn moment(value: &DeValue<'_>) -> Option<Moment> {
    match value {
        DeValue::Datetime(datetime) => Moment::parse(&datetime.to_string()).ok(),
        DeValue::String(text) => Moment::parse(text).ok(),
        _ => None,
    }
}

/// The right words that stand in a text.
fn gives_away(placed: &Placed<'_>, guess: &Guess, answer: &str, said: &Said<'_>) -> Option<String> {
    let is_own_name = said.node == Some(&placed.node.id) && NAMES.contains(&said.key);
    match guess.form {
        GuessForm::Text => {
            let right = std::iter::once(answer).chain(guess.aliases.iter().map(String::as_str));
            right.into_iter().find(|word| holds(said.text, word)).map(str::to_owned)
        }
        GuessForm::Number if !is_own_name => holds_number(said.text, answer, guess.decimals).then(|| answer.to_owned()),
        GuessForm::Choice => choice(guess, answer, said, placed),
        GuessForm::Number | GuessForm::Picture => None,
    }
}

/// The options themselves can be read, of course; but a text that names the right one alone says too much.
fn choice(guess: &Guess, answer: &str, said: &Said<'_>, placed: &Placed<'_>) -> Option<String> {
    let is_option = said.key == "text" || NAMES.contains(&said.key);
    if said.node != Some(&placed.node.id) || is_option {
        return None;
    }
    let names = |wanted: bool| {
        let options = guess
            .options
            .iter()
            .filter(move |option| (option.key == answer) == wanted);
        options.flat_map(|option| option.text.0.values())
    };
    let right = names(true).find(|text| holds(said.text, text));
    right
        .filter(|_| !names(false).any(|text| holds(said.text, text)))
        .cloned()
}

/// Whether the words stand in a text, as words: a torch is not in a torchbearer. Every Chinese character counts as a word.
fn holds(text: &str, words: &str) -> bool {
    let wanted = fold::key(words);
    let least = if wanted.chars().any(is_han) { 2 } else { 3 };
    if wanted.chars().count() < least {
        return false;
    }
    let parts = parts(text);
    (0..parts.len()).any(|start| {
        let mut left = wanted.as_str();
        for part in parts.iter().skip(start) {
            left = match left.strip_prefix(part.as_str()) {
                Some("") => return true,
                Some(rest) => rest,
                // More than one of them.
                None => return part.strip_prefix(left).is_some_and(|end| matches!(end, "s" | "es")),
            };
        }
        false
    })
}

/// The folded words of a text.
fn parts(text: &str) -> Vec<String> {
    let mut parts: Vec<String> = vec![String::new()];
    for c in text.chars() {
        if is_han(c) {
            parts.extend([c.to_string(), String::new()]);
        } else if !c.is_alphanumeric() {
            parts.push(String::new());
        } else if let Some(last) = parts.last_mut() {
            last.push(c);
        }
    }
    let folded = parts.iter().filter(|part| !part.is_empty()).map(|part| fold::key(part));
    folded.collect()
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// Numbers of one digit stand everywhere.
fn holds_number(text: &str, answer: &str, decimals: u32) -> bool {
    let is_long = answer.chars().filter(char::is_ascii_digit).count() > 1;
    let wanted = figure::read(answer, decimals).ok();
    let numbers = text.split(|c: char| !c.is_numeric() && !matches!(c, '.' | ','));
    let trimmed = numbers.map(|number| number.trim_matches(['.', ',']));
    is_long
        && trimmed
            .filter(|number| !number.is_empty())
            .any(|number| figure::read(number, decimals).ok() == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_as_words_in_every_script() {
        for (text, words) in [
            ("It is a Router.", "router"),
            ("Routers for all", "router"),
            ("a wi-fi router!", "WiFi router"),
            ("這是路由器嗎", "路由器"),
            ("新的WiFi路由器来了", "wifi路由器"),
            ("secret-loaf", "loaf"),
        ] {
            assert!(holds(text, words), "{words} in {text}");
        }
        for (text, words) in [
            ("a torchbearer", "torch"),
            ("wi fi", "router"),
            ("路", "路"),
            ("It is on", "on"),
            ("", "router"),
            ("rout", "router"),
        ] {
            assert!(!holds(text, words), "{words} in {text}");
        }
    }

    #[test]
    fn numbers_are_found_however_they_are_written() {
        for (text, answer) in [
            ("only 1,299 yuan", "1299"),
            ("１２９９元", "1299"),
            ("It costs 12.50.", "12.5"),
        ] {
            assert!(holds_number(text, answer, 2), "{answer} in {text}");
        }
        for (text, answer) in [("since 2013", "201"), ("7 days", "7"), ("no number", "12")] {
            assert!(!holds_number(text, answer, 2), "{answer} in {text}");
        }
    }
}
