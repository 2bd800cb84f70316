//! Reservations as everybody may see them.

use super::Around;
use canyu_core::{
    campaign::{Node, Reserve},
    view::{ItemView, ReserveView},
    world::Stock,
};

impl Around<'_> {
    pub(super) fn reserve(&self, node: &Node, reserve: &Reserve) -> ReserveView {
        let items = reserve.items.iter().map(|item| {
            let place = (node.id.clone(), item.key.clone());
            let stock = self
                .numbers
                .stocks
                .get(&place)
                .copied()
                .unwrap_or_else(|| Stock::of(item));
            ItemView {
                key: item.key.clone(),
                label: item.text.to(self.lang).to_owned(),
                stock: item.stock,
                left: stock.left(item.stock),
                taken: stock.taken,
                aside: stock.aside,
                waiting: stock.waiting,
            }
        });
        ReserveView {
            items: items.collect(),
            each: reserve.each,
            waits: reserve.waits,
            expires: reserve.expires,
            transfers: reserve.transfers,
            offer_hours: reserve.offer_hours,
        }
    }
}
