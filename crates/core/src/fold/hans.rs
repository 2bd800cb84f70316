//! Traditional Chinese characters as simplified ones.
//!
//! One character for one: `髮` and `發` both become `发`, which is what makes two guesses equal, and would be wrong in a translation. Words that
//! differ by region are other words.

use std::{collections::HashMap, sync::LazyLock};

static SIMPLIFIED: LazyLock<HashMap<char, char>> = LazyLock::new(|| {
    let lines = include_str!("hans.txt").lines().filter(|line| !line.starts_with('#'));
    let pairs = lines.flat_map(|line| {
        let mut characters = line.chars();
        let simplified = characters.next();
        characters.filter_map(move |traditional| Some((traditional, simplified?)))
    });
    pairs.collect()
});

/// The character of the simplified script; any other character as it is.
pub(super) fn simplified(c: char) -> char {
    match c {
        // All that the table has lies behind it.
        ..'\u{3400}' => c,
        _ => SIMPLIFIED.get(&c).copied().unwrap_or(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_whole_and_leads_to_its_end_at_once() {
        assert_eq!(SIMPLIFIED.len(), 2_798);
        for (&from, &to) in SIMPLIFIED.iter() {
            assert!(from >= '\u{3400}' && from != to, "{from}");
            assert_eq!(simplified(to), to, "{from} becomes {to}, and that something else");
        }
        assert_eq!(
            "後來臺灣發電機".chars().map(simplified).collect::<String>(),
            "后来台湾发电机"
        );
    }
}
