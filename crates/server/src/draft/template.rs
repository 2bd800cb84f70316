//! What a draft can start from: the sample campaigns, which are inside this binary, an empty page, a file.

use super::json;
use canyu_core::{campaign::Campaign, file, lang::Text, moment::Moment, staff};
use jiff::tz::Offset;
use std::collections::BTreeMap;
use toml_edit::{Array, Datetime, DocumentMut, Item, Table, Value};

/// A template with its pictures.
#[derive(Debug)]
pub struct Template {
    /// Its name.
    pub name: &'static str,
    /// The campaign file.
    pub source: &'static str,
    /// Its pictures, by the names that the file gives them.
    pub pictures: &'static [(&'static str, &'static [u8])],
}

macro_rules! template {
    ($name:literal, [$($picture:literal),*]) => {
        Template {
            name: $name,
            source: include_str!(concat!("../../../../campaigns/", $name, ".toml")),
            pictures: &[$(($picture, include_bytes!(concat!("../../../../campaigns/", $picture)))),*],
        }
    };
}

/// Every template, the simplest first.
pub static TEMPLATES: [Template; 4] = [
    template!("evening-draw", ["evening-draw/record.svg", "evening-draw/sleeve.svg"]),
    template!(
        "router-teaser",
        [
            "router-teaser/cloth.svg",
            "router-teaser/open.svg",
            "router-teaser/silhouette.svg"
        ]
    ),
    template!(
        "secret-loaf",
        ["secret-loaf/cloth.svg", "secret-loaf/cut.svg", "secret-loaf/open.svg"]
    ),
    template!(
        "first-hundred",
        [
            "first-hundred/bench.svg",
            "first-hundred/bridle.svg",
            "first-hundred/cloth.svg",
            "first-hundred/figure.svg",
            "first-hundred/reel.svg",
            "first-hundred/sail-plain.svg",
            "first-hundred/sail.svg",
            "first-hundred/sky.svg",
            "first-hundred/spar.svg",
            "first-hundred/spine.svg",
            "first-hundred/tail.svg"
        ]
    ),
];

impl Template {
    /// The template of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        TEMPLATES.iter().find(|template| template.name == name)
    }

    /// What people read of it before they choose.
    #[must_use]
    pub fn told(&self) -> Option<staff::Template> {
        let campaign = file::read(self.source).campaign?;
        Some(staff::Template {
            name: self.name.to_owned(),
            title: by_tag(&campaign.title),
            lead: by_tag(&campaign.lead),
            languages: campaign.languages.iter().map(|lang| lang.tag().to_owned()).collect(),
            kinds: kinds(&campaign),
        })
    }

    /// Its file for a campaign of another name that opens at another time: all other times keep their distance from the opening. Samples are there to
    /// be rehearsed, and sites of this machine may embed them; what is made of them is real, and its sites are for staff to name.
    #[must_use]
    pub fn begun(&self, slug: &str, opens: Moment) -> Option<String> {
        let mut document: DocumentMut = self.source.parse().ok()?;
        let before = file::read(self.source).campaign?.opens;
        let table = document.as_table_mut();
        table.insert("slug", slug.into());
        table.remove("rehearsal");
        table.insert("origins", Array::new().into());
        // The witnesses of a sample are made up: nobody could run such a draw. Without them the public beacon decides.
        let nodes = table.get_mut("nodes").and_then(Item::as_array_of_tables_mut);
        for node in nodes.into_iter().flat_map(|nodes| nodes.iter_mut()) {
            node.remove("beacon");
        }
        move_table(table, opens.0 - before.0);
        // What the sample says about itself is not true of what is made of it.
        if let Some(mut key) = document.key_mut("slug") {
            key.leaf_decor_mut().clear();
        }
        Some(document.to_string())
    }
}

/// The texts of an empty page, and the campaign's name in addresses.
#[must_use]
pub fn empty(slug: &str, opens: Moment, language: &str) -> String {
    let closes = opens.plus(7 * 24 * 3_600_000);
    let mut document = DocumentMut::new();
    let table = document.as_table_mut();
    table.insert("slug", slug.into());
    table.insert("languages", [language].into_iter().collect::<Array>().into());
    let mut title = toml_edit::InlineTable::new();
    title.insert(language, "".into());
    table.insert("title", Item::Value(Value::InlineTable(title)));
    for (key, at) in [("opens", opens), ("closes", closes)] {
        if let Ok(at) = at.to_string().parse::<Datetime>() {
            table.insert(key, at.into());
        }
    }
    table.insert("origins", Array::new().into());
    document.to_string()
}

/// A text by the tags of its languages.
#[must_use]
pub fn by_tag(text: &Text) -> BTreeMap<String, String> {
    text.0
        .iter()
        .map(|(lang, text)| (lang.tag().to_owned(), text.clone()))
        .collect()
}

fn kinds(campaign: &Campaign) -> Vec<String> {
    campaign.nodes.iter().map(|node| node.kind.name().to_owned()).collect()
}

fn move_table(table: &mut Table, by: i64) {
    for (_, item) in table.iter_mut() {
        move_item(item, by);
    }
}

fn move_item(item: &mut Item, by: i64) {
    match item {
        Item::None => {}
        Item::Value(value) => move_value(value, by),
        Item::Table(table) => move_table(table, by),
        Item::ArrayOfTables(tables) => tables.iter_mut().for_each(|table| move_table(table, by)),
    }
}

fn move_value(value: &mut Value, by: i64) {
    match value {
        Value::Datetime(time) => {
            if let Some(moved) = moved(time.value(), by) {
                let decor = time.decor().clone();
                *value = moved.into();
                *value.decor_mut() = decor;
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| move_value(item, by)),
        Value::InlineTable(table) => table.iter_mut().for_each(|(_, value)| move_value(value, by)),
        _ => {}
    }
}

/// The time so many milliseconds later, with the offset that it is written with.
fn moved(time: &Datetime, by: i64) -> Option<Datetime> {
    let minutes = match time.offset? {
        toml_edit::Offset::Z => None,
        toml_edit::Offset::Custom { minutes } => Some(minutes),
    };
    let then = Moment::parse(&time.to_string()).ok()?.plus(by);
    let text = match minutes {
        None => then.to_string(),
        Some(minutes) => {
            let offset = Offset::from_seconds(i32::from(minutes) * 60).ok()?;
            let stamp = jiff::Timestamp::from_millisecond(then.0).ok()?;
            stamp.display_with_offset(offset).to_string()
        }
    };
    text.parse().ok()
}

/// The file as JSON; `None` where it is no TOML.
#[must_use]
pub fn document(source: &str) -> Option<serde_json::Value> {
    let document: DocumentMut = source.parse().ok()?;
    Some(json::of_table(document.as_table()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use canyu_core::file::read_at;

    #[test]
    fn every_template_becomes_a_campaign_of_its_own_that_can_be_published() {
        let now = Moment::parse("2026-03-01T08:00:00Z").unwrap();
        let opens = now.plus(7 * 24 * 3_600_000);
        for template in &TEMPLATES {
            let told = template.told().unwrap();
            assert!(!told.title.is_empty() && !told.kinds.is_empty(), "{}", template.name);
            let begun = template.begun("ours", opens).unwrap();
            let reading = read_at(&begun, Some(now));
            let errors: Vec<_> = reading
                .findings
                .iter()
                .filter(|finding| finding.severity == file::Severity::Error)
                .collect();
            assert!(errors.is_empty(), "{}: {errors:?}", template.name);
            let (old, new) = (file::read(template.source).campaign.unwrap(), reading.campaign.unwrap());
            assert_eq!((new.slug.as_str(), new.opens), ("ours", opens));
            assert_eq!(
                new.closes.0 - new.opens.0,
                old.closes.0 - old.opens.0,
                "{}",
                template.name
            );
            assert!(!new.rehearsal && new.origins.is_empty());
            assert!(
                new.lottery().is_none_or(|(_, lottery)| lottery.beacon.is_empty()),
                "{}",
                template.name
            );
            for picture in &reading.pictures {
                assert!(
                    template.pictures.iter().any(|(name, _)| *name == picture.path),
                    "{} has no {}",
                    template.name,
                    picture.path
                );
            }
        }
    }

    #[test]
    fn an_empty_page_lacks_what_only_staff_can_write() {
        let reading = file::read(&empty("ours", Moment(0), "zh-Hans"));
        let codes: Vec<&str> = reading.findings.iter().map(|finding| finding.place.as_str()).collect();
        assert!(codes.contains(&"nodes"), "{codes:?}");
        assert!(!codes.contains(&"slug") && !codes.contains(&"opens"), "{codes:?}");
    }
}
