//! A lottery as everybody may see it.

use super::Around;
use canyu_core::{
    campaign::{Lottery, Node},
    view::{LotteryView, PrizeView},
};

impl Around<'_> {
    pub(super) fn lottery(&self, node: &Node, lottery: &Lottery) -> LotteryView {
        let manifest = self.live.ballot.as_ref().map(|ballot| &ballot.hash);
        let is_over = self.now >= self.campaign.closes;
        LotteryView {
            draws: lottery.draws,
            prizes: lottery
                .prizes
                .iter()
                .map(|prize| PrizeView {
                    name: prize.name.to(self.lang).to_owned(),
                    quantity: prize.quantity,
                })
                .collect(),
            terms: lottery.terms.to(self.lang).to_owned(),
            entrants: self.done(node),
            draw: self.live.draw_state().view(manifest, lottery, is_over),
        }
    }
}
