//! The vote of a file.

use super::{
    cursor::Cursor,
    nodes::{Around, choices},
    texts::maybe,
};
use crate::{
    campaign::{StaffAnswer, Totals, Vote, VoteForm, WishStatus},
    fold,
};

pub(super) fn vote(table: &Cursor<'_>, around: &Around<'_>) -> Option<Vote> {
    let forms = [
        ("wishes", VoteForm::Wishes),
        ("poll", VoteForm::Poll),
        ("multiple", VoteForm::Multiple),
        ("ranked", VoteForm::Ranked),
    ];
    let form = table.need("form", |table, key| table.one_of(key, &forms), "\"poll\"");
    let propose = table.number("propose", 0..=20, 0);
    let fewest = match form {
        Some(VoteForm::Wishes) if propose > 0 => 0,
        Some(VoteForm::Wishes) | None => 1,
        Some(_) => 2,
    };
    let options = choices(table, "options", around.languages, fewest..=30);
    if propose > 0 && form.is_some_and(|form| form != VoteForm::Wishes) {
        table.error(
            "propose",
            "no_proposals",
            "only wishes can be proposed".to_owned(),
            "Use `form = \"wishes\"`, or remove `propose`.",
        );
    }
    let counted = matches!(form, Some(VoteForm::Multiple | VoteForm::Ranked));
    let most = u32::try_from(options.len().max(1)).unwrap_or(30);
    let totals = [
        ("live", Totals::Live),
        ("rounded", Totals::Rounded),
        ("after", Totals::After),
    ];
    let answers = answers(
        table,
        around,
        &options.iter().map(|option| option.key.as_str()).collect::<Vec<_>>(),
        propose,
    );
    let read = |form| Vote {
        form,
        most: (counted && table.has("most")).then(|| table.number("most", 1..=most, most)),
        totals: table.one_of("totals", &totals).unwrap_or_default(),
        propose,
        longest: table.number("longest", 1..=200, 80),
        moderated: table.flag("moderated", false),
        answers,
        options: options.clone(),
    };
    form.map(read)
}

/// What staff have answered.
fn answers(table: &Cursor<'_>, around: &Around<'_>, options: &[&str], propose: u32) -> Vec<StaffAnswer> {
    let states = [
        ("planned", WishStatus::Planned),
        ("done", WishStatus::Done),
        ("no", WishStatus::No),
    ];
    let mut answers = Vec::new();
    for answer in table.tables("answers") {
        let to = answer.need("to", Cursor::string, "\"quiet\"").unwrap_or_default();
        if !options.contains(&to) && (propose == 0 || fold::key(to).is_empty()) {
            answer.error(
                "to",
                "unknown_option",
                format!("`{to}` is not the key of an option"),
                "Give the key of an option, or the words of a wish that a fan has proposed.",
            );
        }
        let status = answer.need("status", |answer, key| answer.one_of(key, &states), "\"planned\"");
        let text = maybe(&answer, "text", around.languages);
        if status == Some(WishStatus::No) && text.0.is_empty() {
            answer.error(
                "status",
                "no_without_why",
                "a refusal has no reason".to_owned(),
                "Add `text`: say why.",
            );
        }
        answer.finish();
        answers.extend(status.map(|status| StaffAnswer {
            to: to.to_owned(),
            status,
            text,
        }));
    }
    answers
}
