//! What a fan sees that others do not.

use super::Around;
use crate::{campaigns::Live, store::Numbers};
use canyu_core::{
    campaign::Kind,
    lang::Lang,
    moment::Moment,
    view::{Me, MyTeaser},
};

/// Adds to a fan's own state what follows from the campaign's: teasers that are further open for him, guesses that were right.
pub fn mine(live: &Live, numbers: &Numbers, now: Moment, lang: Lang, me: &mut Me) {
    let campaign = &live.campaign;
    for pick in &mut me.picks {
        let node = campaign.node(&pick.node);
        let is_revealed = node
            .and_then(|node| campaign.reveal(node))
            .is_some_and(|reveal| reveal <= now);
        let correct = numbers.correct.get(&pick.node);
        pick.right = is_revealed && correct.is_some_and(|correct| correct.contains(&pick.key));
    }
    let around = Around {
        live,
        campaign,
        numbers,
        now,
        lang,
    };
    let done = |node: &str| me.done.iter().any(|known| known == node);
    let mut teasers = Vec::new();
    for node in &campaign.nodes {
        let Kind::Teaser(teaser) = &node.kind else { continue };
        if teaser.stages.iter().any(canyu_core::campaign::Stage::is_personal) {
            let own = around.teaser(node, teaser, Some(&done));
            if own.stage > around.teaser(node, teaser, None).stage {
                teasers.push(MyTeaser {
                    node: node.id.clone(),
                    teaser: own,
                });
            }
        }
    }
    me.teasers = teasers;
}
