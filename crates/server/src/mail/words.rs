//! What mails and the page of a link say, in every language.

use canyu_core::{lang::Lang, moment::Moment};
use std::{collections::BTreeMap, sync::LazyLock};

type Words = BTreeMap<String, String>;

static WORDS: LazyLock<[Words; 3]> = LazyLock::new(|| {
    [
        include_str!("../../../../locales/mail/en.json"),
        include_str!("../../../../locales/mail/zh-Hans.json"),
        include_str!("../../../../locales/mail/zh-Hant.json"),
    ]
    .map(|text| serde_json::from_str(text).unwrap_or_default())
});

fn words(lang: Lang) -> &'static Words {
    let [en, hans, hant] = &*WORDS;
    match lang {
        Lang::En => en,
        Lang::ZhHans => hans,
        Lang::ZhHant => hant,
    }
}

/// A text with its names in braces filled in. What is filled in is taken as it is: braces in it are nobody's names.
#[must_use]
pub fn say(lang: Lang, key: &str, values: &[(&str, &str)]) -> String {
    let text = words(lang).get(key).map_or(key, String::as_str);
    let mut said = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        said.push_str(before);
        let Some((name, behind)) = after.split_once('}') else {
            break;
        };
        let value = values.iter().find(|(known, _)| *known == name);
        said.push_str(value.map_or("", |(_, value)| value));
        rest = behind;
    }
    said.push_str(rest);
    said
}

/// A moment as people write it, in UTC: `4 August 2024, 20:29 UTC`.
#[must_use]
pub fn when(lang: Lang, at: Moment) -> String {
    // 2024-08-04T20:29:24Z
    let text = at.to_string();
    let (date, time) = text.split_once('T').unwrap_or((&text, ""));
    let mut parts = date.split('-').map(|part| part.trim_start_matches('0'));
    let [year, month, day] = [parts.next(), parts.next(), parts.next()].map(Option::unwrap_or_default);
    let month = say(lang, &format!("month_{month}"), &[]);
    let time = time.get(..5).unwrap_or(time);
    say(
        lang,
        "when",
        &[("year", year), ("month", &month), ("day", day), ("time", time)],
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn names(text: &str) -> BTreeSet<&str> {
        text.split('{')
            .skip(1)
            .filter_map(|rest| rest.split('}').next())
            .collect()
    }

    #[test]
    fn every_language_says_the_same() {
        let english = words(Lang::En);
        assert!(english.len() > 40);
        for lang in Lang::ALL {
            assert!(words(lang).keys().eq(english.keys()), "{lang:?}");
            for (key, text) in words(lang) {
                assert_eq!(names(text), names(&english[key]), "{lang:?} {key}");
            }
        }
    }

    #[test]
    fn every_word_that_is_said_is_there() {
        for source in [
            include_str!("letter.rs"),
            include_str!("../routes/site/confirm.rs"),
            include_str!("../me_data.rs"),
        ] {
            for key in source.split("say(\"").skip(1).filter_map(|rest| rest.split('"').next()) {
                assert!(words(Lang::En).contains_key(key), "{key}");
            }
        }
    }

    #[test]
    fn what_is_filled_in_is_not_filled_again() {
        assert_eq!(
            say(Lang::En, "won_heading", &[("prize", "{title}"), ("title", "no")]),
            "You have won: {title}"
        );
        assert_eq!(say(Lang::En, "no such key", &[]), "no such key");
    }

    #[test]
    fn a_moment_is_written_as_people_of_the_language_do() {
        let at = Moment::parse("2024-08-04T09:05:59Z").unwrap();
        assert_eq!(when(Lang::En, at), "4 August 2024, 09:05 UTC");
        assert_eq!(when(Lang::ZhHans, at), "2024年8月4日 09:05（UTC）");
        assert_eq!(when(Lang::ZhHant, Moment(0)), "1970年1月1日 00:00（UTC）");
    }
}
