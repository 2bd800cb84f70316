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

use crate::parts::ticket::{Face, ticket};
use crate::ui::Ui;
use canyu_core::view::{KindView, NodeView};

/// A node by its kind.
pub fn node(ui: &mut Ui, node: &NodeView) {
    let face: &dyn Face = match &node.kind {
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
    };
    ticket(ui, node, face);
}
