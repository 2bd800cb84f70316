//! Languages and texts by language.

use std::collections::BTreeMap;

/// The languages that the widget speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "staff", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "server", derive(schemars::JsonSchema, utoipa::ToSchema))]
pub enum Lang {
    /// English.
    #[default]
    #[cfg_attr(feature = "staff", serde(rename = "en"))]
    En,
    /// Chinese in simplified script.
    #[cfg_attr(feature = "staff", serde(rename = "zh-Hans"))]
    ZhHans,
    /// Chinese in traditional script.
    #[cfg_attr(feature = "staff", serde(rename = "zh-Hant"))]
    ZhHant,
}

impl Lang {
    /// Every language, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::En, Self::ZhHans, Self::ZhHant];

    /// The BCP 47 tag.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::ZhHans => "zh-Hans",
            Self::ZhHant => "zh-Hant",
        }
    }

    /// The language of a BCP 47 tag as browsers and pages write it: `zh-TW`, `zh_CN`, `EN-gb`. `None` for any other language.
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        let tag = tag.trim().to_ascii_lowercase().replace('_', "-");
        let mut parts = tag.split('-');
        match parts.next() {
            Some("en") => Some(Self::En),
            Some("zh") => {
                let traditional =
                    parts.any(|part| matches!(part, "hant" | "tw" | "hk" | "mo")) && !tag.contains("hans");
                Some(if traditional { Self::ZhHant } else { Self::ZhHans })
            }
            _ => None,
        }
    }

    /// Where to look for a text, best first.
    fn preferences(self) -> [Self; 3] {
        match self {
            Self::En => [Self::En, Self::ZhHans, Self::ZhHant],
            Self::ZhHans => [Self::ZhHans, Self::ZhHant, Self::En],
            Self::ZhHant => [Self::ZhHant, Self::ZhHans, Self::En],
        }
    }
}

/// One text in the languages it was written in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "server", derive(serde::Serialize, serde::Deserialize), serde(transparent))]
pub struct Text(pub BTreeMap<Lang, String>);

impl Text {
    /// The text in a language, or in the nearest one that it was written in; empty when there is none at all.
    #[must_use]
    pub fn to(&self, lang: Lang) -> &str {
        lang.preferences()
            .iter()
            .find_map(|lang| self.0.get(lang))
            .map_or("", String::as_str)
    }
}

#[cfg(feature = "server")]
impl schemars::JsonSchema for Text {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Text".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "A text, or a text for each language",
            "anyOf": [
                { "type": "string" },
                {
                    "type": "object",
                    "properties": { "en": { "type": "string" }, "zh-Hans": { "type": "string" }, "zh-Hant": { "type": "string" } },
                    "additionalProperties": false,
                    "minProperties": 1,
                },
            ],
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_of_browsers_find_the_right_script() {
        for (tag, lang) in [
            ("zh-TW", Some(Lang::ZhHant)),
            ("zh-Hant-HK", Some(Lang::ZhHant)),
            ("zh-Hans-TW", Some(Lang::ZhHans)),
            ("zh_CN", Some(Lang::ZhHans)),
            ("zh", Some(Lang::ZhHans)),
            ("en-GB", Some(Lang::En)),
            ("fr", None),
            ("", None),
        ] {
            assert_eq!(Lang::from_tag(tag), lang, "{tag}");
        }
    }

    #[test]
    fn a_missing_script_is_read_in_the_other_one_before_english() {
        let text = Text([(Lang::En, "toy".to_owned()), (Lang::ZhHans, "玩具".to_owned())].into());
        assert_eq!(text.to(Lang::ZhHant), "玩具");
        assert_eq!(text.to(Lang::En), "toy");
        assert_eq!(Text::default().to(Lang::En), "");
    }
}
