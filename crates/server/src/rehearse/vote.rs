//! A vote: a few choices, the first ones more often, as they are the first to be read; rarely a wish of one's own.

use super::visit::{Visit, several};
use canyu_core::{
    act::Act,
    campaign::{Vote, VoteForm},
};

const PROPOSES: f64 = 0.04;
/// How many who have voted think of it anew.
const CHANGES: f64 = 0.1;

pub(super) fn acts(visit: &mut Visit<'_>, rules: &Vote) -> Vec<Act> {
    if visit.has_done() && !visit.dice.chance(CHANGES) {
        return Vec::new();
    }
    let node = visit.id();
    let options: Vec<&str> = rules.options.iter().map(|option| option.key.as_str()).collect();
    let most = rules.most.map_or(options.len(), |most| most as usize);
    let count = match rules.form {
        VoteForm::Poll => 1,
        VoteForm::Wishes => 1 + visit.dice.below(3) as usize,
        VoteForm::Multiple => 1 + visit.dice.below(most as u64) as usize,
        VoteForm::Ranked => most,
    };
    let mut picks = several(visit.dice, &options, count);
    if rules.propose > 0 {
        picks.extend(visit.popular());
    }
    let mut acts = Vec::new();
    if rules.propose > 0 && visit.dice.chance(PROPOSES) {
        let text = format!("x{}", visit.dice.below(500));
        acts.push(Act::Propose {
            node: node.clone(),
            text,
        });
    }
    if !picks.is_empty() {
        acts.push(Act::Vote { node, picks });
    }
    acts
}
