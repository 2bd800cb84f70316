//! Sharing, at the end of a visit: some do it, and some friends follow.

use super::{assume::REWARDED, people::Person};
use canyu_core::{campaign::Campaign, world::Fan};

/// Where links are shared when the campaign offers no channels of its own.
const CHANNELS: [&str; 3] = ["messenger", "microblog", "friends"];

/// At which node somebody shares, through which channel, and how many friends will follow.
pub(super) struct Shared {
    pub node: usize,
    pub channel: String,
    pub friends: u32,
}

pub(super) fn at_the_end(campaign: &Campaign, fan: &Fan, person: &mut Person) -> Option<Shared> {
    fan.joined?;
    let share = campaign.share();
    let is_rewarded = share.is_some_and(|(node, share)| node.tickets > 0 && fan.friends_joined < share.most);
    let eager = if is_rewarded { REWARDED } else { 1.0 };
    if !person.dice.chance(person.class.shares * eager) {
        return None;
    }
    let offer: Vec<&str> = share.map_or_else(Vec::new, |(_, share)| share.offer.iter().map(String::as_str).collect());
    let offer = if offer.is_empty() { CHANNELS.to_vec() } else { offer };
    let place = super::visit::ranked(&mut person.dice, offer.len())?;
    let node = match share {
        Some((node, _)) => campaign.nodes.iter().position(|known| known.id == node.id)?,
        // Each node has a share button: that of something he has done.
        None => campaign.nodes.iter().position(|node| fan.has_done(&node.id))?,
    };
    Some(Shared {
        node,
        channel: offer.get(place).map(|&channel| channel.to_owned())?,
        friends: person.dice.times(person.class.brings),
    })
}
