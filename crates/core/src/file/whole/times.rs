//! Times that have passed, or come too late.

use super::{Placed, Whole};
use crate::{campaign::Kind, file::cursor::Cursor, moment::Moment};

pub(super) fn check(whole: &Whole<'_>, now: Option<Moment>) {
    posts(whole);
    if let Some(now) = now {
        before(whole, now);
    }
}

/// News that come when nobody looks any more.
fn posts(whole: &Whole<'_>) {
    for placed in &whole.nodes {
        let Kind::News(news) = &placed.node.kind else { continue };
        let (_, closes) = whole.campaign.window(placed.node);
        for (table, post) in placed.table.peek("posts").iter().zip(&news.posts) {
            if post.at >= closes {
                table.warn(
                    "at",
                    "post_never_seen",
                    "the node has closed when this post comes".to_owned(),
                    "Let it come earlier, or let the node close later.",
                );
            }
        }
    }
}

/// What lies before now. Once the campaign is over nothing else is worth saying.
fn before(whole: &Whole<'_>, now: Moment) {
    let campaign = whole.campaign;
    if campaign.closes <= now {
        past(whole.cursor, "closes", "the campaign has closed already");
        return;
    }
    if campaign.opens < now {
        past(
            whole.cursor,
            "opens",
            "the campaign has opened already: it is open as soon as it is published",
        );
    }
    for Placed { node, table } in &whole.nodes {
        let (_, closes) = campaign.window(node);
        if closes <= now {
            let key = if table.has("reveals") { "reveals" } else { "closes" };
            past(table, key, "the node has closed already");
        }
        if let Kind::CheckIn(rules) = &node.kind {
            for (table, place) in table.peek("places").iter().zip(&rules.places) {
                if place.closes.is_some_and(|closes| closes <= now) {
                    past(table, "closes", "nobody can check in here any more");
                }
            }
        }
    }
}

fn past(table: &Cursor<'_>, key: &'static str, what: &str) {
    table.warn(
        key,
        "before_now",
        what.to_owned(),
        "Move it to a later time. For a rehearsal say `rehearsal = true` at the top of the file.",
    );
}
