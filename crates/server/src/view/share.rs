//! A share node as everybody may see it.

use super::Around;
use canyu_core::{campaign::Share, view::ShareView};

/// Channels that are offered where the campaign names none.
const OFFERED: [&str; 3] = ["messenger", "microblog", "friends"];

impl Around<'_> {
    pub(super) fn share(share: &Share) -> ShareView {
        let offered = || OFFERED.iter().map(|&channel| channel.to_owned()).collect();
        ShareView {
            most: share.most,
            second: share.second,
            channels: if share.offer.is_empty() {
                offered()
            } else {
                share.offer.clone()
            },
        }
    }
}
