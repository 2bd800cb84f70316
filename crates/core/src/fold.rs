//! What strangers type, made fit to keep and to compare.

use caseless::Caseless as _;
use unicode_normalization::UnicodeNormalization as _;

/// A text as it is kept and shown: composed (NFC), without control characters and invisible direction marks, white space runs as
/// one space, none at the ends.
#[must_use]
pub fn tidy(text: &str) -> String {
    let visible: String = text.nfc().filter(|&c| c.is_whitespace() || !is_invisible(c)).collect();
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The key under which equal guesses meet: compatibility composition (NFKC, so that full-width letters are letters), full case
/// folding, then letters and digits alone. A guess without any (an emoji, say) keeps its signs.
///
/// Unicode Standard Annex 15 for the forms, section 3.13 of the standard for caseless matching (`NFKC(fold(NFKC(fold(NFD(x)))))`).
#[must_use]
pub fn key(text: &str) -> String {
    let folded: String = text
        .nfd()
        .default_case_fold()
        .nfkc()
        .default_case_fold()
        .nfkc()
        .collect();
    let letters: String = folded.chars().filter(|c| c.is_alphanumeric()).collect();
    if letters.is_empty() {
        folded
            .chars()
            .filter(|&c| !c.is_whitespace() && !is_invisible(c))
            .collect()
    } else {
        letters
    }
}

/// Control characters, and those that only steer direction or joining: in a wall of guesses they serve to deceive.
fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{00AD}' | '\u{061C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn equal_guesses_meet_under_one_key() {
        for (a, b) in [
            ("A Torch!", "ａ　ｔｏｒｃｈ"),
            ("STRASSE", "straße"),
            ("café", "cafe\u{301}"),
            ("豆浆机", "豆浆机。"),
            ("Wi-Fi router", "wifi ROUTER?"),
            ("電\u{200B}熱水壺", "電熱水壺"),
            ("ΣΊΣΥΦΟΣ", "σίσυφος"),
        ] {
            assert_eq!(key(a), key(b), "{a} and {b}");
        }
        assert_ne!(key("kettle"), key("torch"));
        assert_ne!(key("🔦"), key("🫖"));
        assert_eq!(key(" \u{200B} "), "");
    }

    #[test]
    fn what_is_kept_shows_what_it_is() {
        assert_eq!(tidy("  a\u{202E}b\tc\n\u{0007} d  "), "ab c d");
        assert_eq!(tidy("e\u{301}"), "é");
        assert_eq!(tidy("\u{200B}\u{FEFF}"), "");
    }

    proptest! {
        #[test]
        fn tidying_and_folding_again_change_nothing(text in "\\PC{0,40}") {
            let once = tidy(&text);
            prop_assert_eq!(tidy(&once), once.clone());
            prop_assert_eq!(key(&once), key(&text));
        }
    }
}
