//! A wall of honour as everybody may see it.

use super::Around;
use canyu_core::{
    campaign::{Honour, Node},
    view::{HonourView, PickView},
    world::counter,
};

impl Around<'_> {
    pub(super) fn honour(&self, node: &Node, honour: &Honour) -> HonourView {
        let signed = self.numbers.count(&counter::groups(&node.id));
        // A name that was taken back stands behind nobody.
        let names: Vec<PickView> = self
            .picks(node)
            .iter()
            .filter(|name| name.people > 0)
            .cloned()
            .collect();
        HonourView {
            places: honour.places,
            left: honour.places.saturating_sub(u32::try_from(signed).unwrap_or(u32::MAX)),
            longest: honour.longest,
            moderated: honour.moderated,
            names,
        }
    }
}
