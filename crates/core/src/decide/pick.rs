//! What several kinds of node do alike: somebody stands behind something.

use super::{Context, Refusal, stand::people};
use crate::{
    campaign::Node,
    fold,
    world::{Change, Pick, Ruling},
};

impl Context<'_> {
    /// Somebody stands behind something; `ruling` counts when he is the first.
    pub(super) fn pick(&self, node: &Node, key: String, pick: Pick, ruling: Ruling) -> Change {
        let pick = Pick {
            people: people(self.campaign, node, self.fan),
            ..pick
        };
        Change::Pick {
            fan: self.fan.id.clone(),
            node: node.id.clone(),
            key,
            pick,
            ruling,
            at: self.at,
        }
    }

    /// And does so no more.
    pub(super) fn unpick(&self, node: &Node, key: &str) -> Change {
        Change::Unpick {
            fan: self.fan.id.clone(),
            node: node.id.clone(),
            key: key.to_owned(),
        }
    }

    /// What the fan stands behind at a node.
    pub(super) fn picked(&self, node: &Node, key: &str) -> Option<&Pick> {
        self.fan.picks.get(&(node.id.clone(), key.to_owned()))
    }
}

/// A text as it is kept, and not longer than it may be.
pub(super) fn tidy(text: &str, longest: u32) -> Result<String, Refusal> {
    let label = fold::tidy(text);
    let length = label.chars().count();
    if length > longest as usize {
        return Err(Refusal::TextTooLong { length, longest });
    }
    Ok(label)
}

/// Whether others see something that a fan writes before staff have looked at it.
pub(super) fn first_ruling(moderated: bool) -> Ruling {
    if moderated { Ruling::Waiting } else { Ruling::Shown }
}
