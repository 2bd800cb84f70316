//! One participation node a file.

pub mod assemble;
pub mod checkin;
pub mod draw;
pub mod guess;
pub mod honour;
pub mod instant;
pub mod lottery;
pub mod news;
pub mod reserve;
pub mod share;
pub mod teaser;
pub mod vote;

use crate::parts::ticket::Face;
use canyu_core::view::{KindView, NodeView};

/// What a node shows, by its kind.
#[must_use]
pub fn face(node: &NodeView) -> &dyn Face {
    match &node.kind {
        KindView::Teaser(kind) => kind,
        KindView::Guess(kind) => kind,
        KindView::Vote(kind) => kind,
        KindView::Assemble(kind) => kind,
        KindView::Reserve(kind) => kind,
        KindView::Lottery(kind) => kind,
        KindView::Instant(kind) => kind,
        KindView::Share(kind) => kind,
        KindView::CheckIn(kind) => kind,
        KindView::News(kind) => kind,
        KindView::Honour(kind) => kind,
    }
}
