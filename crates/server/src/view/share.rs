//! A share node as everybody may see it.

use super::Around;
use canyu_core::{
    campaign::{Node, Share},
    view::{MilestoneView, PickView, RateView, ShareView},
};

/// Channels that are offered where the campaign names none.
const OFFERED: [&str; 3] = ["messenger", "microblog", "friends"];

impl Around<'_> {
    pub(super) fn share(&self, node: &Node, share: &Share) -> ShareView {
        let offered = || OFFERED.iter().map(|&channel| channel.to_owned()).collect();
        ShareView {
            most: share.most,
            second: share.second,
            channels: if share.offer.is_empty() {
                offered()
            } else {
                share.offer.clone()
            },
            rates: share
                .rates
                .iter()
                .map(|rate| RateView {
                    upto: rate.upto,
                    tickets: rate.tickets,
                })
                .collect(),
            milestones: share
                .milestones
                .iter()
                .map(|milestone| MilestoneView {
                    friends: milestone.friends,
                    tickets: milestone.tickets,
                    points: milestone.points,
                    text: milestone.text.to(self.lang).to_owned(),
                })
                .collect(),
            hold_hours: share.hold_hours,
            places: share.board,
            longest: share.longest,
            moderated: share.moderated,
            board: self.board(node),
        }
    }

    /// Those who stand on the leaderboard. Behind a name stand its fan and his friends.
    fn board(&self, node: &Node) -> Vec<PickView> {
        let names = self.picks(node).iter().filter(|name| name.people > 0);
        names
            .map(|name| PickView {
                people: name.people - 1,
                ..name.clone()
            })
            .collect()
    }
}
