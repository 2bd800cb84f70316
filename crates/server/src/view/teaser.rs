//! A teaser as far as it is revealed.

use super::Around;
use canyu_core::{
    campaign::{Campaign, Kind, Node, Progress, Stage, Teaser},
    moment::Moment,
    view::{HintView, TeaserView},
    world::counter,
};

use crate::store::Numbers;

/// How many stages of a teaser are open: for everybody, or for one who has done some nodes.
#[must_use]
pub fn reached(
    campaign: &Campaign,
    node: &Node,
    numbers: &Numbers,
    now: Moment,
    done: Option<&dyn Fn(&str) -> bool>,
) -> usize {
    let Kind::Teaser(teaser) = &node.kind else { return 0 };
    teaser.reached(&Progress {
        opens: campaign.window(node).0,
        now,
        taps: numbers.count(&counter::done(&node.id)),
        done,
    })
}

impl Around<'_> {
    pub(super) fn teaser(&self, node: &Node, teaser: &Teaser, done: Option<&dyn Fn(&str) -> bool>) -> TeaserView {
        let opens = self.campaign.window(node).0;
        let reached = reached(self.campaign, node, self.numbers, self.now, done);
        let shown: Vec<&Stage> = teaser.stages.iter().take(reached).collect();
        let stage = u32::try_from(reached).unwrap_or(0);
        let last = stage.checked_sub(1);
        let address = |preview| last.map_or_else(String::new, |last| self.picture(node, last, preview));
        let picture = last.and_then(|last| self.live.picture(&node.id, last, false));
        let latest_words = shown
            .iter()
            .rev()
            .map(|stage| stage.alt.to(self.lang))
            .find(|alt| !alt.is_empty());
        let next = teaser.stages.get(reached);
        TeaserView {
            picture: address(false),
            preview: address(true),
            width: picture.map_or(0, |picture| picture.width),
            height: picture.map_or(0, |picture| picture.height),
            alt: latest_words.unwrap_or_default().to_owned(),
            columns: teaser.columns,
            rows: teaser.rows,
            fresh: shown.last().map(|stage| teaser.laid(stage)).unwrap_or_default(),
            stage,
            stages: u32::try_from(teaser.stages.len()).unwrap_or(u32::MAX),
            // A stage with another condition comes at no certain time.
            next: next
                .filter(|next| next.taps.is_none() && next.after.is_none())
                .map(|next| Teaser::at(next, opens)),
            next_taps: next.and_then(|next| next.taps).map(u64::from),
            next_after: next.and_then(|next| next.after.clone()),
            hints: shown.iter().filter_map(|stage| self.hint(stage, opens)).collect(),
            taps: self.done(node),
        }
    }

    fn hint(&self, stage: &Stage, opens: Moment) -> Option<HintView> {
        let text = stage.hint.to(self.lang);
        let by_time = stage.taps.is_none() && stage.after.is_none();
        (!text.is_empty()).then(|| HintView {
            at: by_time.then(|| Teaser::at(stage, opens)),
            text: text.to_owned(),
        })
    }
}
