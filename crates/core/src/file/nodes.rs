//! The nodes of a file, one function a kind.

use super::{
    cursor::Cursor,
    lottery::lottery,
    texts::{maybe, need},
};
use crate::{
    campaign::{Choice, Guess, Kind, Node, Share, Stage, Teaser, Vote, VoteForm},
    id::CHANNELS,
    lang::Lang,
    moment::Moment,
};
use std::collections::BTreeSet;

/// When something is open.
pub(super) struct Span {
    pub opens: Moment,
    pub closes: Moment,
}

/// What the readers of the kinds need to know.
struct Around<'a> {
    languages: &'a [Lang],
    channels: &'a [String],
    campaign: &'a Span,
}

pub(super) fn read_all(cursor: &Cursor<'_>, languages: &[Lang], channels: &[String], campaign: &Span) -> Vec<Node> {
    let around = Around {
        languages,
        channels,
        campaign,
    };
    let mut ids = BTreeSet::new();
    let mut kinds = BTreeSet::new();
    let mut nodes = Vec::new();
    for table in cursor.tables("nodes") {
        let Some(node) = read(&table, &around) else { continue };
        if !node.id.is_empty() && !ids.insert(node.id.clone()) {
            table.error(
                "id",
                "duplicate",
                format!("another node is called `{}`", node.id),
                "Give each node an id of its own.",
            );
        }
        if matches!(node.kind, Kind::Lottery(_) | Kind::Share(_)) && !kinds.insert(node.kind.name()) {
            let kind = node.kind.name();
            table.error(
                "kind",
                "one_only",
                format!("the campaign has a {kind} node already"),
                "Keep one of them.",
            );
        }
        nodes.push(node);
    }
    nodes
}

fn read(table: &Cursor<'_>, around: &Around<'_>) -> Option<Node> {
    let id = table.need("id", Cursor::name, "\"guess\"");
    let title = need(table, "title", around.languages);
    let lead = maybe(table, "lead", around.languages);
    let opens = table.moment("opens");
    let closes = table.moment("closes");
    let span = window(table, around.campaign, opens, closes);
    let tickets = table.number("tickets", 0..=1_000, 0);
    let name = table.need("kind", Cursor::string, "\"guess\"")?;
    let kind = match name {
        "teaser" => Kind::Teaser(teaser(table, around, &span)),
        "guess" => Kind::Guess(guess(table, around)),
        "vote" => Kind::Vote(vote(table, around)?),
        "lottery" => Kind::Lottery(lottery(table, around.languages, around.campaign)?),
        "share" => Kind::Share(share(table, around, tickets)),
        _ => {
            table.error(
                "kind",
                "unknown_kind",
                format!("`{name}` is not a kind of node"),
                "Use teaser, guess, vote, lottery or share.",
            );
            return None;
        }
    };
    table.finish();
    Some(Node {
        id: id.unwrap_or_default(),
        title,
        lead,
        opens,
        closes,
        tickets,
        kind,
    })
}

fn window(table: &Cursor<'_>, campaign: &Span, opens: Option<Moment>, closes: Option<Moment>) -> Span {
    let span = Span {
        opens: opens.unwrap_or(campaign.opens),
        closes: closes.unwrap_or(campaign.closes),
    };
    if span.opens >= campaign.closes || span.closes <= campaign.opens || span.closes <= span.opens {
        let key = if closes.is_some() { "closes" } else { "opens" };
        table.error(
            key,
            "unreachable_node",
            "the node is never open".to_owned(),
            "Let it open before it closes, while the campaign is open.",
        );
    } else if span.opens < campaign.opens || span.closes > campaign.closes {
        let key = if span.opens < campaign.opens { "opens" } else { "closes" };
        table.warn(
            key,
            "outside_campaign",
            format!("`{key}` lies outside the campaign's own time, which counts"),
            format!("Leave `{key}` out."),
        );
    }
    span
}

fn teaser(table: &Cursor<'_>, around: &Around<'_>, span: &Span) -> Teaser {
    let columns = table.number("columns", 1..=8, 4);
    let rows = table.number("rows", 1..=8, 3);
    let mut stages = Vec::new();
    let mut last = span.opens;
    let example = "[{ picture = \"cloth.svg\" }]";
    for stage in &table
        .need("stages", |cursor, key| Some(cursor.tables(key)), example)
        .unwrap_or_default()
    {
        let read = read_stage(stage, around, columns * rows);
        let at = Teaser::at(&read, span.opens);
        if at < last {
            stage.error(
                "at",
                "stage_order",
                "this stage comes before the one above it".to_owned(),
                "Put the stages in the order of their times.",
            );
        }
        if at >= span.closes {
            stage.warn(
                "at",
                "stage_never_seen",
                "the node has closed when this stage comes".to_owned(),
                "Let it come earlier, or let the node close later.",
            );
        }
        if stages.is_empty() && read.picture.is_none() {
            stage.error(
                "picture",
                "missing_key",
                "the first stage has no picture".to_owned(),
                "Add `picture = \"cloth.svg\"`.",
            );
        }
        last = last.max(at);
        stages.push(read);
    }
    Teaser { columns, rows, stages }
}

fn read_stage(stage: &Cursor<'_>, around: &Around<'_>, tiles_in_all: u32) -> Stage {
    let picture = stage.string("picture").filter(|path| {
        let fine = !path.starts_with('/')
            && !path.contains('\\')
            && path.split('/').all(|part| !part.is_empty() && part != "..");
        if fine {
            stage.log.picture(path, stage.span("picture"));
        } else {
            stage.error(
                "picture",
                "bad_path",
                format!("`{path}` is not a file beside or below the campaign file"),
                "Write it as \"router/cloth.svg\".",
            );
        }
        fine
    });
    let mut tiles = Vec::new();
    for (tile, span) in stage.numbers("tiles") {
        match tile {
            Some(tile) if (1..=tiles_in_all).contains(&tile) => tiles.push(tile),
            _ => stage.log.error(
                span,
                "out_of_range",
                "there is no such tile".to_owned(),
                format!("Number the tiles from 1 to {tiles_in_all}, row by row."),
            ),
        }
    }
    let read = Stage {
        at: stage.moment("at"),
        alt: maybe(stage, "alt", around.languages),
        hint: maybe(stage, "hint", around.languages),
        picture: picture.map(str::to_owned),
        tiles,
    };
    if read.picture.is_some() && read.alt.0.is_empty() {
        stage.error(
            "picture",
            "missing_alt",
            "the picture has no words for people who cannot see it".to_owned(),
            "Add `alt = { en = \"…\" }`: what can be seen now, no more.",
        );
    }
    stage.finish();
    read
}

fn guess(table: &Cursor<'_>, around: &Around<'_>) -> Guess {
    Guess {
        placeholder: maybe(table, "placeholder", around.languages),
        longest: table.number("longest", 1..=200, 40),
        tries: table.number("tries", 1..=20, 3),
    }
}

fn vote(table: &Cursor<'_>, around: &Around<'_>) -> Option<Vote> {
    let form = match table.need("form", Cursor::string, "\"poll\"") {
        Some("wishes") => Some(VoteForm::Wishes),
        Some("poll") => Some(VoteForm::Poll),
        Some(other) => {
            table.error(
                "form",
                "unknown_form",
                format!("`{other}` is not a form of vote"),
                "Use wishes (any number of taps) or poll (one choice).",
            );
            None
        }
        None => None,
    };
    let mut keys = BTreeSet::new();
    let mut options = Vec::new();
    for option in table.tables("options") {
        let key = option.need("key", Cursor::name, "\"red\"").unwrap_or_default();
        if !key.is_empty() && !keys.insert(key.clone()) {
            option.error(
                "key",
                "duplicate",
                format!("another option is called `{key}`"),
                "Give each option a key of its own.",
            );
        }
        options.push(Choice {
            key,
            text: need(&option, "text", around.languages),
        });
        option.finish();
    }
    let fewest = if form == Some(VoteForm::Poll) { 2 } else { 1 };
    if options.len() < fewest || options.len() > 30 {
        table.error(
            "options",
            "option_count",
            format!("there are {} options", options.len()),
            format!("Give {fewest} to 30 under [[nodes.options]]."),
        );
    }
    form.map(|form| Vote { form, options })
}

fn share(table: &Cursor<'_>, around: &Around<'_>, tickets: u32) -> Share {
    let most = table.number("most", 0..=10_000, 10);
    if most == 0 && tickets > 0 {
        table.warn(
            "most",
            "odds_never_win",
            "no friend ever brings a ticket: `most` is 0".to_owned(),
            "Give the number of friends that bring tickets.",
        );
    }
    let mut offer = Vec::new();
    for (channel, span) in table.strings("offer") {
        if CHANNELS.contains(&channel) || around.channels.iter().any(|known| known == channel) {
            offer.push(channel.to_owned());
        } else {
            let known = CHANNELS.join(", ");
            table.log.error(
                span,
                "unknown_channel",
                format!("`{channel}` is not a channel"),
                format!("Use {known}, or add it to the campaign's `channels`."),
            );
        }
    }
    Share { most, offer }
}
