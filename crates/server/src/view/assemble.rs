//! An assembly as everybody may see it: before the opening neither scene nor parts.

use super::Around;
use canyu_core::{
    campaign::{Assemble, Node},
    view::{AssembleView, PartView},
};

impl Around<'_> {
    pub(super) fn assemble(&self, node: &Node, assemble: &Assemble) -> AssembleView {
        if self.now < self.campaign.window(node).0 {
            return AssembleView::default();
        }
        let scene = self.live.picture(&node.id, 0, false);
        // The scene is the first picture, the parts follow.
        let parts = (1..).zip(&assemble.parts).map(|(place, part)| PartView {
            key: part.key.clone(),
            label: part.text.to(self.lang).to_owned(),
            picture: self.picture(node, place, false),
            x: part.x,
            y: part.y,
            width: part.width,
            height: part.height,
        });
        AssembleView {
            picture: self.picture(node, 0, false),
            width: scene.map_or(0, |scene| scene.width),
            height: scene.map_or(0, |scene| scene.height),
            alt: assemble.alt.to(self.lang).to_owned(),
            words: assemble.words.to(self.lang).to_owned(),
            parts: parts.collect(),
            people: self.done(node),
        }
    }
}
