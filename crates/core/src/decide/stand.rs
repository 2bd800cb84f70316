//! Whether somebody counts: what follows from being verified, held, refused or cleared.

use super::{Refusal, credit::settle};
use crate::{
    campaign::{Campaign, Counts, Kind, Node},
    moment::Moment,
    world::{Change, Fan, FanId, KeptOut, Standing, World},
};

/// Somebody counts from now on, or does not. Who is another device of somebody stays that; what staff have decided no score changes.
pub(super) fn stand(
    campaign: &Campaign,
    world: &World,
    now: Moment,
    (id, standing, by_staff): (&FanId, Standing, bool),
) -> Result<Vec<Change>, Refusal> {
    let fan = world.fan(id).ok_or_else(|| Refusal::UnknownFan(id.clone()))?;
    let decided = matches!(fan.standing, Standing::Refused | Standing::Cleared) && !by_staff;
    // Who has had his data deleted stays out of the draw, whatever his remains look like.
    let is_gone = fan.kept_out == Some(KeptOut::Withdrawn);
    if is_gone
        || fan.standing == standing
        || standing == Standing::Merged
        || fan.standing == Standing::Merged
        || decided
    {
        return Ok(Vec::new());
    }
    let after = Fan {
        standing,
        ..fan.clone()
    };
    let mut changes = vec![Change::Stand {
        fan: id.clone(),
        standing,
    }];
    changes.extend(follow(campaign, world, fan, &after, now));
    Ok(changes)
}

/// What follows for tickets, choices and friends when somebody's standing or verification changes.
pub(super) fn follow(campaign: &Campaign, world: &World, before: &Fan, after: &Fan, now: Moment) -> Vec<Change> {
    let mut changes = Vec::new();
    let why = kept_out(campaign, after);
    // A list that is closed says for ever who is on it.
    if why != before.kept_out && !world.is_list_closed() {
        changes.push(Change::KeepOut {
            fan: after.id.clone(),
            why,
        });
    }
    for ((id, key), pick) in &before.picks {
        let Some(node) = campaign.node(id) else { continue };
        let people = people(campaign, node, after);
        if people != pick.people {
            changes.push(Change::Repick {
                fan: after.id.clone(),
                node: id.clone(),
                key: key.clone(),
                people,
            });
        }
    }
    changes.extend(settle(campaign, world, after, now));
    changes
}

/// Why somebody's tickets are kept out of the draw.
pub(super) fn kept_out(campaign: &Campaign, fan: &Fan) -> Option<KeptOut> {
    match fan.standing {
        Standing::Merged => Some(KeptOut::Duplicate),
        Standing::Held | Standing::Refused => Some(KeptOut::Fraud),
        Standing::Open | Standing::Cleared => {
            (campaign.asks_for(Counts::Tickets) && fan.verified.is_none()).then_some(KeptOut::Unconfirmed)
        }
    }
}

/// How many people stand behind something by somebody: none while he does not count; at a leaderboard he and his friends.
pub(super) fn people(campaign: &Campaign, node: &Node, fan: &Fan) -> u32 {
    let unconfirmed = campaign.asks_for(Counts::Votes) && fan.verified.is_none();
    match node.kind {
        _ if !fan.standing.counts() => 0,
        Kind::Vote(_) if unconfirmed => 0,
        Kind::Share(_) => 1 + fan.friends_counted,
        _ => 1,
    }
}
