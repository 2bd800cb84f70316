//! One participation node a file.

pub mod guess;
pub mod lottery;
pub mod share;
pub mod teaser;
pub mod vote;

use crate::ctx::{Ctx, NodeProps};
use canyu_core::view::{KindView, NodeView};
use yew::{Html, html};

/// A node by its kind.
#[must_use]
pub fn node(ctx: &Ctx, node: &NodeView) -> Html {
    let props = NodeProps {
        ctx: ctx.clone(),
        node: node.clone(),
    };
    let key = node.id.clone();
    match node.kind {
        KindView::Teaser(_) => html! { <teaser::Teaser {key} ..props /> },
        KindView::Guess(_) => html! { <guess::Guess {key} ..props /> },
        KindView::Vote(_) => html! { <vote::Vote {key} ..props /> },
        KindView::Lottery(_) => html! { <lottery::Lottery {key} ..props /> },
        KindView::Share(_) => html! { <share::Share {key} ..props /> },
    }
}
