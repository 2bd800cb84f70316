//! The head of the file, and what concerns all of it.

use super::{
    cursor::Cursor,
    nodes, people,
    texts::{maybe, need},
    trust, whole,
};
use crate::{
    campaign::{Campaign, Counts, GiftCap, MOST_NODES, Role},
    id,
    lang::Lang,
    moment::Moment,
};

pub(super) fn read<'a>(cursor: &'a Cursor<'a>, now: Option<Moment>) -> Option<Campaign> {
    let slug = cursor.need("slug", Cursor::name, "\"my-campaign\"");
    let languages = languages(cursor);
    let opens = cursor.need("opens", Cursor::moment, "2024-08-04T19:00:00+08:00");
    let closes = cursor.need("closes", Cursor::moment, "2024-08-11T21:00:00+08:00");
    if let (Some(opens), Some(closes)) = (opens, closes)
        && closes <= opens
    {
        cursor.error(
            "closes",
            "closes_too_early",
            "the campaign closes before it opens".to_owned(),
            "Let `closes` be later than `opens`.",
        );
    }
    let channels = channels(cursor);
    let span = nodes::Span {
        opens: opens.unwrap_or(Moment(i64::MIN)),
        closes: closes.unwrap_or(Moment(i64::MAX)),
    };
    let title = need(cursor, "title", &languages);
    let lead = maybe(cursor, "lead", &languages);
    let confirm = people::confirm(cursor);
    let around = nodes::Around {
        languages: &languages,
        channels: &channels,
        campaign: &span,
        confirms: confirm
            .as_ref()
            .is_some_and(|confirm| confirm.counts.contains(&Counts::Friends)),
    };
    let nodes = nodes::read_all(cursor, &around);
    if nodes.is_empty() || nodes.len() > MOST_NODES {
        cursor.error(
            "nodes",
            "node_count",
            format!("the campaign has {} nodes that can be read", nodes.len()),
            format!("Give it 1 to {MOST_NODES}, each under [[nodes]]."),
        );
    }
    let campaign = Campaign {
        slug: slug.unwrap_or_default(),
        title,
        lead,
        accent: cursor.colour("accent"),
        opens: span.opens,
        closes: span.closes,
        rehearsal: cursor.flag("rehearsal", false),
        origins: origins(cursor),
        page: page(cursor),
        channels,
        gifts: gifts(cursor),
        confirm,
        identity: people::identity(cursor),
        consents: people::consents(cursor, &languages),
        trust: trust::trust(cursor),
        nodes,
        languages,
    };
    // Times that could not be read have been named.
    let now = now.filter(|_| !campaign.rehearsal && opens.is_some() && closes.is_some());
    whole::check(cursor, &campaign, now);
    cursor.finish();
    Some(campaign)
}

fn languages(cursor: &Cursor<'_>) -> Vec<Lang> {
    let given = cursor
        .need("languages", |cursor, key| Some(cursor.strings(key)), "[\"en\"]")
        .unwrap_or_default();
    let mut languages = Vec::new();
    for (tag, span) in &given {
        match Lang::ALL.into_iter().find(|lang| lang.tag() == *tag) {
            Some(lang) if languages.contains(&lang) => {
                cursor.log.error(
                    span.clone(),
                    "duplicate",
                    format!("`{tag}` stands here twice"),
                    "Name each language once.",
                );
            }
            Some(lang) => languages.push(lang),
            None => cursor.log.error(
                span.clone(),
                "unknown_language",
                format!("`{tag}` is not a language of the widget"),
                "Use en, zh-Hans or zh-Hant.",
            ),
        }
    }
    languages
}

/// What staff may give away in a day.
fn gifts(cursor: &Cursor<'_>) -> Vec<GiftCap> {
    let roles = [("administrator", Role::Administrator), ("staff", Role::Staff)];
    let mut gifts: Vec<GiftCap> = Vec::new();
    for table in cursor.tables("gifts") {
        let role = table.need("role", |table, key| table.one_of(key, &roles), "\"staff\"");
        let most = |key| table.number(key, 0..=1_000_000, 0);
        let (tickets, points, codes) = (most("tickets"), most("points"), most("codes"));
        table.finish();
        let Some(role) = role else { continue };
        if gifts.iter().any(|known| known.role == role) {
            table.error(
                "role",
                "duplicate",
                format!("`{}` stands here twice", role.name()),
                "Name each role once.",
            );
        }
        gifts.push(GiftCap {
            role,
            tickets,
            points,
            codes,
        });
    }
    gifts
}

fn origins(cursor: &Cursor<'_>) -> Vec<String> {
    let given = cursor.strings("origins");
    if given.is_empty() {
        cursor.warn(
            "origins",
            "no_origins",
            "no site may embed the campaign: it can only be played on its hosted page".to_owned(),
            "List the sites, as origins = [\"https://shop.example\"].",
        );
    }
    for (origin, span) in &given {
        if !is_origin(origin) {
            cursor.log.error(
                span.clone(),
                "bad_origin",
                format!("`{origin}` is not an origin"),
                "Write scheme, host and port alone, as https://shop.example or http://localhost:8080; `:*` stands for any port.",
            );
        } else if origin.starts_with("http://") && !is_loopback(origin) {
            cursor.log.warn(
                span.clone(),
                "plain_http",
                format!("`{origin}` is not encrypted: anybody on the way can change what fans see"),
                "Serve the page by https.",
            );
        }
    }
    given.into_iter().map(|(origin, _)| origin.to_owned()).collect()
}

fn is_origin(origin: &str) -> bool {
    let Some(rest) = origin
        .strip_prefix("https://")
        .or_else(|| origin.strip_prefix("http://"))
    else {
        return false;
    };
    let (host, port) = match rest.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => (host, Some(port)),
        _ => (rest, None),
    };
    let host_is_fine = !host.is_empty()
        && host
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'[' | b']' | b':'));
    let port_is_fine = port.is_none_or(|port| port == "*" || (port.parse::<u16>().is_ok()));
    host_is_fine && port_is_fine
}

fn is_loopback(origin: &str) -> bool {
    ["http://localhost", "http://127.0.0.1", "http://[::1]"]
        .iter()
        .any(|host| {
            origin
                .strip_prefix(host)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with(':'))
        })
}

fn page(cursor: &Cursor<'_>) -> Option<String> {
    let page = cursor.string("page")?;
    if !(page.starts_with("https://") || page.starts_with("http://")) || page.contains(char::is_whitespace) {
        cursor.error(
            "page",
            "bad_page",
            format!("`{page}` is not the address of a page"),
            "Write it whole, as \"https://shop.example/toy\".",
        );
    }
    Some(page.to_owned())
}

fn channels(cursor: &Cursor<'_>) -> Vec<String> {
    let mut channels = Vec::new();
    for (channel, span) in cursor.strings("channels") {
        if !id::is_name(channel) || [id::DIRECT, id::OTHER].contains(&channel) {
            cursor.log.error(
                span,
                "bad_name",
                format!("`{channel}` cannot be a channel's name"),
                "Use lower-case letters, digits and hyphens; `direct` and `other` have a meaning of their own.",
            );
        } else if id::CHANNELS.contains(&channel) || channels.iter().any(|known| known == channel) {
            cursor
                .log
                .warn(span, "duplicate", format!("`{channel}` is known already"), "Remove it.");
        } else {
            channels.push(channel.to_owned());
        }
    }
    channels
}
