//! Winning on the spot.

use super::{Context, Refusal, reserve::new_code};
use crate::{
    campaign::{Instant, InstantGives, InstantPrize, Node},
    world::{Change, Grant, OpenMoment, Origin, Pick, Reason, Ruling, Unit, Win, counter},
};

/// One play takes at most one winning moment: the earliest one that has come, that nobody has taken, and whose prize has not been won as often
/// today as it may be.
pub(super) fn play(context: &Context<'_>, node: &Node, rules: &Instant) -> Result<Vec<Change>, Refusal> {
    context.open_node(&node.id)?;
    let round = rules.plays.round(context.now);
    if context.picked(node, &round).is_some() {
        return Err(Refusal::PlayedAlready);
    }
    let mut changes = vec![context.pick(node, round, Pick::tapped(), Ruling::Shown)];
    changes.extend(context.complete(node));
    let won = context.world.moments(&node.id).find_map(|open| {
        let prize = rules.prizes.get(open.prize as usize)?;
        (open.at <= context.now && !is_spent(context, node, open, prize)).then_some((open, prize))
    });
    if let Some((open, prize)) = won {
        changes.extend(win(context, node, rules, open, prize));
    }
    Ok(changes)
}

fn is_spent(context: &Context<'_>, node: &Node, open: &OpenMoment, prize: &InstantPrize) -> bool {
    let won = counter::won(&node.id, open.prize, context.now.day());
    prize
        .per_day
        .is_some_and(|most| context.world.counter(&won) >= i64::from(most))
}

fn win(context: &Context<'_>, node: &Node, rules: &Instant, open: &OpenMoment, prize: &InstantPrize) -> Vec<Change> {
    let mut changes = vec![Change::Win {
        fan: context.fan.id.clone(),
        win: Win {
            node: node.id.clone(),
            moment: open.moment,
            prize: open.prize,
            at: context.now,
        },
    }];
    let unit = match prize.gives {
        InstantGives::Code => {
            let item = open.prize.to_string();
            let mut stock = context.world.stock(&node.id, &item).unwrap_or_default();
            let mut held = new_code(context.rules, context.now, node, &item, open.prize, &mut stock);
            held.origin = Origin::Prize;
            held.fan = Some(context.fan.id.clone());
            held.expires = rules.expires(context.campaign.window(node).1);
            let node = node.id.clone();
            changes.extend([Change::Stock { node, item, stock }, Change::Code(held)]);
            return changes;
        }
        InstantGives::Tickets => Unit::Tickets,
        InstantGives::Points => Unit::Points,
    };
    changes.push(Change::Grant(Grant {
        at: context.at,
        fan: context.fan.id.clone(),
        node: node.id.clone(),
        reason: Reason::Won,
        about: None,
        unit,
        amount: prize.amount,
    }));
    changes
}
