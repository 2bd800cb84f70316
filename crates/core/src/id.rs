//! Names that people write and machines keep.

/// Longest slug, node id or option key.
pub const LONGEST_NAME: usize = 40;

/// The channels that every campaign knows, without naming them in its file. `link` is a copied link, `sheet` the phone's own
/// share sheet, which does not tell where its user sent it.
pub const CHANNELS: [&str; 10] = [
    "link",
    "messenger",
    "microblog",
    "forum",
    "friends",
    "email",
    "qr",
    "poster",
    "event",
    SEED,
];

/// The channel of those whom staff have invited.
pub const SEED: &str = "seed";

/// The channel of people who came without a link of ours.
pub const DIRECT: &str = "direct";

/// The channel of links that name none.
pub const PLAIN_LINK: &str = "link";

/// The channel of links that name one that the campaign does not know: strangers cannot make up names in the statistics.
pub const OTHER: &str = "other";

/// Whether a text can be a slug, a node's id, an option's key or a channel: lower-case ASCII letters and digits, single hyphens
/// between them, at most [`LONGEST_NAME`] characters.
#[must_use]
pub fn is_name(text: &str) -> bool {
    let letters = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    text.len() <= LONGEST_NAME && text.split('-').all(letters)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_plain_and_short() {
        for good in ["a", "router-teaser", "7-days"] {
            assert!(is_name(good), "{good}");
        }
        for bad in [
            "",
            "-a",
            "a-",
            "a--b",
            "Router",
            "r_t",
            "路由器",
            "a/b",
            &"a".repeat(41),
        ] {
            assert!(!is_name(bad), "{bad}");
        }
        assert!(CHANNELS.iter().all(|channel| is_name(channel)));
    }
}
