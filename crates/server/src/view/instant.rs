//! Instant wins as everybody may see them: the seed stays sealed until nobody can play any more.

use super::Around;
use canyu_core::{
    campaign::{Instant, Node, Plays},
    moment::{HOUR, Moment},
    seal::seal_of_seed,
    view::{InstantPrizeView, InstantView},
    world::counter,
};
use fairdraw::text::hex;

impl Around<'_> {
    pub(super) fn instant(&self, node: &Node, instant: &Instant) -> InstantView {
        let closes = self.campaign.window(node).1;
        let seed = self.live.secrets.seed(&node.id);
        let prizes = (0..).zip(&instant.prizes).map(|(place, prize)| {
            let won = self.numbers.count(&counter::won_in_all(&node.id, place));
            InstantPrizeView {
                name: prize.name.to(self.lang).to_owned(),
                quantity: prize.quantity,
                left: prize.quantity.saturating_sub(u32::try_from(won).unwrap_or(u32::MAX)),
                gives: prize.gives.name().to_owned(),
                amount: prize.amount,
            }
        });
        let tomorrow = Moment((self.now.day() + 1).saturating_mul(24 * HOUR));
        InstantView {
            prizes: prizes.collect(),
            plays: instant.plays.name().to_owned(),
            round: instant.plays.round(self.now),
            next: (instant.plays == Plays::Daily && tomorrow < closes).then_some(tomorrow),
            seal: hex(&seal_of_seed(&seed)),
            seed: if self.now >= closes { hex(&seed) } else { String::new() },
            people: self.done(node),
        }
    }
}
