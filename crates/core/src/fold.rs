//! What strangers type, made fit to keep and to compare.

mod hans;

use caseless::Caseless as _;
use hans::simplified;
use unicode_normalization::UnicodeNormalization as _;

/// A text as it is kept and shown: composed (NFC), without control characters and invisible direction marks, white space runs as
/// one space, none at the ends.
#[must_use]
pub fn tidy(text: &str) -> String {
    let visible: String = text.nfc().filter(|&c| c.is_whitespace() || !is_invisible(c)).collect();
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Keys longer than this are not compared for near misses, which takes time by the square: nobody types them by a slip.
const LONGEST_COMPARED: usize = 200;

/// The key under which equal guesses meet: compatibility composition (NFKC, so that full-width letters are letters), full case
/// folding, traditional characters as simplified ones, then letters and digits alone. A guess without any (an emoji, say) keeps its signs.
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
    let letters: String = folded.chars().filter(|c| c.is_alphanumeric()).map(simplified).collect();
    if letters.is_empty() {
        folded
            .chars()
            .filter(|&c| !c.is_whitespace() && !is_invisible(c))
            .collect()
    } else {
        letters
    }
}

/// Whether a guess nearly is the answer, so that a human should look at it: both are keys ([`key`]), and not the same one.
///
/// It is when one edit (a letter more, less, or other, or two neighbours swapped: Damerau and Levenshtein) leads from one to the other,
/// two where the shorter one has more than five letters; or when one holds the other, which is at least half of it. Two letters are too few
/// for that, but not two Chinese characters.
#[must_use]
pub fn near(a: &str, b: &str) -> bool {
    let (short, long) = if a.chars().count() <= b.chars().count() {
        (a, b)
    } else {
        (b, a)
    };
    let (few, many) = (short.chars().count(), long.chars().count());
    if short == long || many > LONGEST_COMPARED {
        return false;
    }
    let least = if short.chars().any(is_han) { 2 } else { 3 };
    let far = match few {
        _ if few < least => return false,
        ..=5 => 1,
        _ => 2,
    };
    let holds = long.contains(short) && 2 * few >= many;
    holds || (many - few <= far && strsim::damerau_levenshtein(short, long) <= far)
}

/// The blocks of Chinese characters that anybody types.
fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{20000}'..='\u{3FFFF}')
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
            ("豆漿機", "豆浆机"),
            ("電熱水壺", "电热水壶"),
            ("頭髮 / 發光", "头发发光"),
            ("裏面", "里面"),
        ] {
            assert_eq!(key(a), key(b), "{a} and {b}");
        }
        assert_ne!(key("kettle"), key("torch"));
        assert_ne!(key("🔦"), key("🫖"));
        assert_eq!(key(" \u{200B} "), "");
    }

    #[test]
    fn near_misses_are_near_and_nothing_else() {
        for (guess, answer) in [
            ("ruter", "router"),
            ("ruoter", "router"),
            ("routre", "router"),
            ("routers", "router"),
            ("wifi router", "router"),
            ("torhc", "torch"),
            ("豆漿", "豆浆机"),
            ("路由", "路由器"),
            ("路油器", "路由器"),
            ("電水壺", "电热水壶"),
        ] {
            assert!(near(&key(guess), &key(answer)), "{guess} and {answer}");
            assert!(near(&key(answer), &key(guess)), "{answer} and {guess}");
        }
        for (guess, answer) in [
            ("router", "router"),
            ("kettle", "router"),
            ("rt", "rot"),
            ("r", "router"),
            ("port", "torch"),
            ("it is certainly not a router but a torch", "router"),
            ("器", "路由器"),
            ("电视机", "路由器"),
            ("", "a"),
        ] {
            assert!(!near(&key(guess), &key(answer)), "{guess} and {answer}");
        }
        assert!(!near(&"a".repeat(10_000), &"a".repeat(9_999)));
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
