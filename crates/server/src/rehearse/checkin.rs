//! An event: some of the people go, each to one of its places, while it lasts.

use super::{people::Person, queue::Task};
use canyu_core::{
    act::Act,
    campaign::{Campaign, CheckIn, Node},
    checkin::{Place, shown},
    decide::Rules,
    moment::Moment,
};

/// When and where somebody goes, if he does.
pub(super) fn plan(
    campaign: &Campaign,
    index: usize,
    node: &Node,
    rules: &CheckIn,
    (number, person): (u32, &mut Person),
) -> Option<(Moment, Task)> {
    if !person.dice.chance(person.class.attends) {
        return None;
    }
    let place = person.dice.below(rules.places.len() as u64) as usize;
    let (opens, closes) = campaign.window(node);
    let open = rules.places.get(place)?;
    let (from, until) = (
        open.opens.map_or(opens, |at| at.max(opens)),
        open.closes.map_or(closes, |at| at.min(closes)),
    );
    let length = u64::try_from(until.0 - from.0).ok().filter(|&length| length > 0)?;
    let at = from.plus(person.dice.below(length) as i64);
    Some((at, Task::Attend(number, index, place)))
}

/// The code on the screen, typed.
pub(super) fn act(rules: Rules<'_>, node: &Node, check_in: &CheckIn, place: usize, now: Moment) -> Option<Act> {
    let place = Place {
        node: &node.id,
        place: &check_in.places.get(place)?.key,
        turns: check_in.turns,
    };
    let code = shown(&rules.secrets.checkin(&node.id), place, now);
    Some(Act::CheckIn {
        node: node.id.clone(),
        code,
    })
}
