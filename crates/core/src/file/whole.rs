//! What shows only when the campaign is looked at as a whole: nodes that wait for each other, rewards that nobody can earn, times, answers that the
//! texts give away.

mod given_away;
mod order;
mod rewards;
mod times;

use super::cursor::Cursor;
use crate::{
    campaign::{Campaign, Kind, Node},
    moment::Moment,
};

/// The campaign with the places of its nodes in the file.
pub(super) struct Whole<'a> {
    pub campaign: &'a Campaign,
    pub cursor: &'a Cursor<'a>,
    pub nodes: Vec<Placed<'a>>,
}

/// A node and where it stands.
pub(super) struct Placed<'a> {
    pub node: &'a Node,
    pub table: Cursor<'a>,
}

/// Notes all that is found. `now` is the time of the check, where that matters.
pub(super) fn check<'a>(cursor: &'a Cursor<'a>, campaign: &'a Campaign, now: Option<Moment>) {
    let whole = Whole {
        campaign,
        cursor,
        nodes: place(cursor, campaign),
    };
    order::check(&whole);
    rewards::check(&whole);
    times::check(&whole, now);
    given_away::check(&whole);
}

/// Nodes that could not be read are left out of both lists.
fn place<'a>(cursor: &'a Cursor<'a>, campaign: &'a Campaign) -> Vec<Placed<'a>> {
    let mut nodes = campaign.nodes.iter().peekable();
    let mut placed = Vec::new();
    for table in cursor.peek("nodes") {
        let (id, kind) = (table.peek_text("id"), table.peek_text("kind"));
        let is_next = |node: &&Node| id.unwrap_or_default() == node.id && kind == Some(node.kind.name());
        if let Some(node) = nodes.next_if(is_next) {
            placed.push(Placed { node, table });
        }
    }
    placed
}

impl Whole<'_> {
    /// Whether somebody can ever do a node, if it is open.
    fn can_be_done(&self, node: &Node) -> bool {
        match &node.kind {
            Kind::News(news) => news.posts.iter().any(|post| post.at < self.campaign.window(node).1),
            Kind::Reserve(reserve) => reserve.items.iter().any(|item| item.stock > 0 || reserve.waits),
            _ => true,
        }
    }
}
