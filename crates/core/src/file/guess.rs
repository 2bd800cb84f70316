//! The guessing game of a file.

use super::{
    cursor::Cursor,
    nodes::{Around, Span, choices},
    texts::maybe,
};
use crate::{
    campaign::{Choice, Guess, GuessForm},
    figure, fold,
};

pub(super) fn guess(table: &Cursor<'_>, around: &Around<'_>, span: &Span) -> Option<Guess> {
    let forms = [
        ("text", GuessForm::Text),
        ("number", GuessForm::Number),
        ("choice", GuessForm::Choice),
        ("picture", GuessForm::Picture),
    ];
    let form = match table.string("form") {
        None => GuessForm::Text,
        Some(_) => table.one_of("form", &forms)?,
    };
    let is_number = form == GuessForm::Number;
    let decimals = if is_number {
        table.number("decimals", 0..=6, 0)
    } else {
        0
    };
    let bound = |key| if is_number { bound(table, key, decimals) } else { None };
    let options = if form == GuessForm::Choice {
        choices(table, "options", around.languages, 2..=30)
    } else {
        Vec::new()
    };
    let read = Guess {
        form,
        placeholder: maybe(table, "placeholder", around.languages),
        longest: table.number("longest", 1..=200, 40),
        tries: table.number("tries", 1..=20, if form == GuessForm::Choice { 1 } else { 3 }),
        min: bound("min"),
        max: bound("max"),
        decimals,
        unit: if is_number {
            maybe(table, "unit", around.languages)
        } else {
            crate::lang::Text::default()
        },
        answer: table
            .string("answer")
            .and_then(|answer| sealed(table, answer, form, decimals, &options)),
        aliases: if form == GuessForm::Text {
            table
                .strings("aliases")
                .into_iter()
                .map(|(alias, _)| alias.to_owned())
                .collect()
        } else {
            Vec::new()
        },
        reveals: table.moment("reveals"),
        bonus: table.number("bonus", 0..=1_000, 0),
        moderated: table.flag("moderated", false),
        options,
    };
    check(table, &read, around, span);
    Some(read)
}

/// A bound, as a figure: a whole number, or a text for one with decimals.
fn bound(table: &Cursor<'_>, key: &'static str, decimals: u32) -> Option<i64> {
    let text = table.figure(key)?;
    figure::read(&text, decimals)
        .inspect_err(|error| {
            table.error(
                key,
                "bad_number",
                format!("`{key}` cannot be used: {error}"),
                format!("Give a number with at most {decimals} decimals."),
            );
        })
        .ok()
}

/// The answer as it is sealed.
fn sealed(table: &Cursor<'_>, answer: &str, form: GuessForm, decimals: u32, options: &[Choice]) -> Option<String> {
    match form {
        GuessForm::Text if fold::key(answer).is_empty() => {
            table.error(
                "answer",
                "answer_empty",
                "nobody could ever be right: the answer has no letters".to_owned(),
                "Write it as fans would.",
            );
            None
        }
        GuessForm::Text => Some(fold::tidy(answer)),
        GuessForm::Number => figure::read(answer, decimals)
            .map(|figure| figure::show(figure, decimals))
            .inspect_err(|error| {
                table.error(
                    "answer",
                    "bad_number",
                    format!("the answer cannot be used: {error}"),
                    format!("Give a number with at most {decimals} decimals, in quotation marks."),
                );
            })
            .ok(),
        GuessForm::Choice => {
            let known = options.iter().any(|option| option.key == answer);
            if !known {
                table.error(
                    "answer",
                    "unknown_option",
                    format!("`{answer}` is not the key of an option"),
                    "Give the key of the right one.",
                );
            }
            known.then(|| answer.to_owned())
        }
        GuessForm::Picture => {
            table.error(
                "answer",
                "answer_to_picture",
                "pictures are not right or wrong".to_owned(),
                "Remove `answer`.",
            );
            None
        }
    }
}

fn check(table: &Cursor<'_>, guess: &Guess, around: &Around<'_>, span: &Span) {
    if let (Some(min), Some(max)) = (guess.min, guess.max)
        && max <= min
    {
        table.error(
            "max",
            "no_number_fits",
            "no number lies between `min` and `max`".to_owned(),
            "Let `max` be larger than `min`.",
        );
    }
    check_answer(table, guess);
    if guess.answer.is_none() {
        for key in ["reveals", "bonus"] {
            if table.has(key) {
                table.error(
                    key,
                    "nothing_to_reveal",
                    format!("`{key}` means nothing without an answer"),
                    "Add `answer`, or remove it.",
                );
            }
        }
        return;
    }
    let reveals = guess.reveals.unwrap_or(span.closes);
    if reveals <= span.opens {
        table.error(
            "reveals",
            "reveal_too_early",
            "the answer is revealed before anybody can guess".to_owned(),
            "Let it be revealed after the opening.",
        );
    }
    if guess.bonus > 0 && reveals >= around.campaign.closes {
        table.error(
            "bonus",
            "bonus_too_late",
            "the tickets of the bonus come when the list of the draw is closed".to_owned(),
            "Let `reveals`, or `closes` of the node, be at least some minutes before the close of the campaign.",
        );
    }
}

/// Whether somebody can be right, and not everybody.
fn check_answer(table: &Cursor<'_>, guess: &Guess) {
    let Some(answer) = &guess.answer else { return };
    let longest = guess.longest as usize;
    if guess.form == GuessForm::Text && answer.chars().count() > longest {
        table.error(
            "answer",
            "answer_too_long",
            format!("nobody could ever be right: a guess has at most {longest} characters"),
            "Let `longest` be larger, or the answer shorter.",
        );
    }
    if guess.form == GuessForm::Number
        && let Ok(figure) = figure::read(answer, guess.decimals)
        && (guess.min.is_some_and(|min| figure < min) || guess.max.is_some_and(|max| figure > max))
    {
        table.error(
            "answer",
            "answer_out_of_range",
            "nobody could ever be right: the answer does not lie between `min` and `max`".to_owned(),
            "Let the bounds hold the answer.",
        );
    }
    if guess.bonus > 0 && possible(guess).is_some_and(|possible| u64::from(guess.tries) >= possible) {
        table.warn(
            "tries",
            "odds_always_win",
            "whoever tries everything is right in the end".to_owned(),
            "Give fewer tries than there are possible answers.",
        );
    }
    check_aliases(table, guess, answer);
}

/// How many different guesses there are, where that is known.
fn possible(guess: &Guess) -> Option<u64> {
    match guess.form {
        GuessForm::Choice => Some(guess.options.len() as u64),
        GuessForm::Number => Some(guess.max?.abs_diff(guess.min?).saturating_add(1)),
        GuessForm::Text | GuessForm::Picture => None,
    }
}

fn check_aliases(table: &Cursor<'_>, guess: &Guess, answer: &str) {
    if guess.form != GuessForm::Text {
        return;
    }
    let mut known = vec![fold::key(answer)];
    for (alias, span) in table.strings("aliases") {
        let key = fold::key(alias);
        if key.is_empty() || known.contains(&key) {
            table.log.warn(
                span,
                "alias_for_nothing",
                format!(
                    "`{alias}` adds nothing: case, spaces, punctuation and the Chinese script make no difference anyway"
                ),
                "Remove it.",
            );
        } else if alias.chars().count() > guess.longest as usize {
            table.log.warn(
                span,
                "answer_too_long",
                format!(
                    "nobody can type `{alias}`: a guess has at most {} characters",
                    guess.longest
                ),
                "Let `longest` be larger, or remove it.",
            );
        }
        known.push(key);
    }
}
