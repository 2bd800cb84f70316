//! Nodes that wait for others.

use super::{Placed, Whole};
use crate::{
    campaign::{Kind, Node},
    moment::Moment,
};

pub(super) fn check(whole: &Whole<'_>) {
    for placed in &whole.nodes {
        if placed.node.after.is_some() {
            waits(whole, placed);
        }
        if let Kind::Teaser(_) = &placed.node.kind {
            stages(whole, placed);
        }
    }
}

fn waits(whole: &Whole<'_>, placed: &Placed<'_>) {
    let Some(first) = placed.node.after.as_deref() else {
        return;
    };
    let Some(before) = whole.campaign.node(first) else {
        // A node that has faults of its own is there, but could not be read.
        if !is_written(whole, first) {
            placed.table.error(
                "after",
                "after_unknown",
                format!("there is no node `{first}`"),
                known(whole),
            );
        }
        return;
    };
    if is_circle(whole, placed.node) {
        placed.table.error(
            "after",
            "after_circle",
            format!("nobody can ever do `{}`: it waits for itself", placed.node.id),
            "Let one of the nodes that wait for each other do without `after`.",
        );
        return;
    }
    let (_, closes) = whole.campaign.window(placed.node);
    let Some(earliest) = earliest(whole, before) else {
        return;
    };
    if earliest >= closes {
        placed.table.error(
            "after",
            "unreachable_node",
            format!("the node has closed when `{first}` opens"),
            "Let it close later, or open the other one earlier.",
        );
    } else if !whole.can_be_done(before) {
        placed.table.error(
            "after",
            "unreachable_node",
            format!("nobody can do `{first}`, so nobody gets here"),
            "Name a node that can be done.",
        );
    }
}

/// Stages that open for those who have done a node.
fn stages(whole: &Whole<'_>, placed: &Placed<'_>) {
    let (_, closes) = whole.campaign.window(placed.node);
    for stage in placed.table.peek("stages") {
        let Some(first) = stage.peek_text("after") else {
            continue;
        };
        match whole.campaign.node(first) {
            None if !is_written(whole, first) => {
                stage.error(
                    "after",
                    "after_unknown",
                    format!("there is no node `{first}`"),
                    known(whole),
                );
            }
            Some(before)
                if earliest(whole, before).is_none_or(|earliest| earliest >= closes) || !whole.can_be_done(before) =>
            {
                stage.warn(
                    "after",
                    "stage_never_seen",
                    format!("nobody can do `{first}` before the node closes"),
                    "Name a node that can be done by then.",
                );
            }
            _ => {}
        }
    }
}

fn is_written(whole: &Whole<'_>, id: &str) -> bool {
    whole
        .cursor
        .peek("nodes")
        .iter()
        .any(|table| table.peek_text("id") == Some(id))
}

fn known(whole: &Whole<'_>) -> String {
    let ids: Vec<&str> = whole.campaign.nodes.iter().map(|node| node.id.as_str()).collect();
    format!("Name one of {}.", ids.join(", "))
}

/// Whether a node comes upon itself by going from each node to the one that it waits for.
fn is_circle(whole: &Whole<'_>, node: &Node) -> bool {
    let mut at = node;
    for _ in &whole.campaign.nodes {
        let Some(next) = at.after.as_ref().and_then(|after| whole.campaign.node(after)) else {
            return false;
        };
        if next.id == node.id {
            return true;
        }
        at = next;
    }
    false
}

/// When a node can be done at the earliest, with all that it waits for; `None` where that is never.
fn earliest(whole: &Whole<'_>, node: &Node) -> Option<Moment> {
    let mut latest = whole.campaign.window(node).0;
    let mut at = node;
    for _ in &whole.campaign.nodes {
        let Some(after) = &at.after else {
            return Some(latest);
        };
        at = whole.campaign.node(after)?;
        latest = latest.max(whole.campaign.window(at).0);
    }
    None
}
