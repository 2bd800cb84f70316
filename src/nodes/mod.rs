//! One participation node a file.

pub mod draw;
pub mod guess;
pub mod lottery;
pub mod share;
pub mod teaser;
pub mod vote;

use crate::ctx::Ctx;
use crate::parts::ticket::ticket;
use canyu_core::view::{KindView, NodeView};
use yew::Html;

/// A node by its kind.
pub fn node(ctx: &Ctx, node: &NodeView) -> Html {
    let parts = match &node.kind {
        KindView::Teaser(kind) => teaser::teaser(ctx, node, kind),
        KindView::Guess(kind) => guess::guess(ctx, node, kind),
        KindView::Vote(kind) => vote::vote(ctx, node, kind),
        KindView::Lottery(kind) => lottery::lottery(ctx, node, kind),
        KindView::Share(kind) => share::share(ctx, node, kind),
    };
    ticket(ctx, node, parts)
}
