//! Which advertisement or post led somebody here, as the page's address said it: the five parameters that advertising tools write.

/// Longest value, in characters.
pub const LONGEST: usize = 64;

/// The parameters of a link. What is not given is `None`. Strangers write them: they are kept with the person and counted nowhere else.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(
    feature = "server",
    derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema),
    serde(default)
)]
pub struct Utm {
    /// `utm_source`: who sent him, `newsletter`.
    #[cfg_attr(feature = "server", serde(skip_serializing_if = "Option::is_none"))]
    pub source: Option<String>,
    /// `utm_medium`: in which way, `email`.
    #[cfg_attr(feature = "server", serde(skip_serializing_if = "Option::is_none"))]
    pub medium: Option<String>,
    /// `utm_campaign`: by which of the sender's campaigns, `spring`.
    #[cfg_attr(feature = "server", serde(skip_serializing_if = "Option::is_none"))]
    pub campaign: Option<String>,
    /// `utm_term`: for which words that he had searched for.
    #[cfg_attr(feature = "server", serde(skip_serializing_if = "Option::is_none"))]
    pub term: Option<String>,
    /// `utm_content`: by which of several versions.
    #[cfg_attr(feature = "server", serde(skip_serializing_if = "Option::is_none"))]
    pub content: Option<String>,
}

impl Utm {
    /// As it is kept: without blanks around it; a value that is longer than [`LONGEST`] is cut, and one with signs that nobody can see
    /// (control characters, changes of the direction of writing) is left out, since it would say something else than it shows.
    #[must_use]
    pub fn clean(&self) -> Self {
        let of = |value: &Option<String>| value.as_deref().and_then(clean);
        Self {
            source: of(&self.source),
            medium: of(&self.medium),
            campaign: of(&self.campaign),
            term: of(&self.term),
            content: of(&self.content),
        }
    }

    /// Whether nothing is given.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

fn clean(value: &str) -> Option<String> {
    let value = value.trim();
    if value.chars().any(is_unseen) {
        return None;
    }
    let end = value.char_indices().nth(LONGEST).map_or(value.len(), |(end, _)| end);
    let value = value.get(..end)?.trim_end();
    (!value.is_empty()).then(|| value.to_owned())
}

fn is_unseen(sign: char) -> bool {
    sign.is_control()
        || matches!(sign, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(value: &str) -> Option<String> {
        let given = Utm {
            source: Some(value.to_owned()),
            ..Utm::default()
        };
        given.clean().source
    }

    #[test]
    fn a_value_is_trimmed_and_cut_and_one_with_signs_that_nobody_sees_is_left_out() {
        assert_eq!(kept("  newsletter "), Some("newsletter".to_owned()));
        assert_eq!(kept("春季 2024"), Some("春季 2024".to_owned()));
        assert_eq!(kept(&"路".repeat(65)), Some("路".repeat(64)));
        assert_eq!(kept(&format!("{} end", "a".repeat(63))), Some("a".repeat(63)));
        for nothing in ["", "   ", "a\nb", "a\u{0}", "\u{7f}", "a\u{202e}b", "\u{200b}"] {
            assert_eq!(kept(nothing), None, "{nothing:?}");
        }
        assert!(Utm::default().clean().is_empty());
    }
}
