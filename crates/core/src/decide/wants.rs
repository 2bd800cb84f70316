//! What has to be loaded before an act or an order can be decided.

use super::{
    Given, Input, Order, Rules,
    vote::{PROPOSED, proposal_key},
};
use crate::{
    act::Act,
    campaign::{Campaign, Instant, Kind, Node},
    code::Code,
    fold,
    moment::Moment,
    referral,
    world::{Wants, counter},
};

/// Adds to `wants` what has to be loaded to decide an act.
pub fn wants(rules: Rules<'_>, input: &Input, wants: &mut Wants) {
    let campaign = rules.campaign;
    wants.tokens.insert(input.token.clone());
    of_campaign(campaign, wants);
    match &input.request.act {
        Act::Arrive { code: Some(code), .. } => {
            wants.codes.extend(referral::read_share_code(code).map(|code| code.fan));
        }
        Act::Second { node, pick } => {
            wants.picks.insert((node.clone(), pick.clone()));
        }
        Act::Guess { node, text, picture } => {
            let key = picture.clone().unwrap_or_else(|| guess_key(campaign, node, text));
            wants.picks.insert((node.clone(), key));
            wants.uploads.extend(picture.clone());
        }
        Act::Propose { node, text } => {
            wants.picks.insert((node.clone(), proposal_key(text)));
        }
        Act::Vote { node, picks } => {
            let proposed = picks.iter().filter(|pick| pick.starts_with(PROPOSED));
            wants.picks.extend(proposed.map(|pick| (node.clone(), pick.clone())));
        }
        Act::Reserve { node, item, code } => match code {
            Some(code) => held(campaign, code, wants),
            None => stock(node, item, wants),
        },
        Act::Cancel { node, item } | Act::Release { node, item } => stock(node, item, wants),
        Act::Sign { node, .. } => {
            wants.counters.insert(counter::groups(node));
        }
        Act::Play { node } => {
            if let Some(Kind::Instant(instant)) = campaign.node(node).map(|node| &node.kind) {
                play(node, instant, input.now, wants);
            }
        }
        _ => {}
    }
}

/// Adds to `wants` what has to be loaded to decide an order.
pub fn wants_of_order(rules: Rules<'_>, now: Moment, order: &Order, wants: &mut Wants) {
    of_campaign(rules.campaign, wants);
    match order {
        Order::Give { fan, given, by, .. } => {
            wants.ids.insert(fan.clone());
            wants.counters.insert(counter::given(by, given.name(), now.day()));
            if let Given::Code { node, item } = given {
                stock(node, item, wants);
            }
        }
        Order::Right { fan, .. } => {
            wants.ids.insert(fan.clone());
        }
        Order::Issue { node, item } => stock(node, item, wants),
        Order::Redeem { code, .. } | Order::Lapse { code } => held(rules.campaign, code, wants),
        Order::Verify { fan, person, .. } => {
            wants.ids.insert(fan.clone());
            wants.people.insert(person.clone());
            wants.lineage = true;
            all_stock(rules.campaign, wants);
        }
        Order::Stand { fan, .. } | Order::Settle { friend: fan } => {
            wants.ids.insert(fan.clone());
        }
        Order::Erase { fan, .. } => {
            wants.ids.insert(fan.clone());
            all_stock(rules.campaign, wants);
        }
    }
}

/// What is needed of everybody, as far as the campaign has it at all.
fn of_campaign(campaign: &Campaign, wants: &mut Wants) {
    let share = campaign.share();
    wants.second |= share.is_some_and(|(_, share)| share.second > 0);
    wants.credits |= share.is_some();
    wants.goods |= campaign
        .nodes
        .iter()
        .any(|node| matches!(node.kind, Kind::Reserve(_) | Kind::Instant(_)));
}

/// The stock of everything: somebody may give back whatever he holds.
fn all_stock(campaign: &Campaign, wants: &mut Wants) {
    for (node, reserve) in campaign.nodes.iter().filter_map(Node::reserve) {
        for item in &reserve.items {
            stock(&node.id, &item.key, wants);
        }
    }
}

/// The key under which a guess meets its equals.
fn guess_key(campaign: &Campaign, node: &str, text: &str) -> String {
    match campaign.node(node).map(|node| &node.kind) {
        Some(Kind::Guess(guess)) => super::guess::key(guess, text),
        _ => fold::key(&fold::tidy(text)),
    }
}

/// A code, and the stock of what it stands for: the code itself says of what.
fn held(campaign: &Campaign, typed: &str, wants: &mut Wants) {
    let Ok(code) = Code::read(typed) else { return };
    wants.held.insert(code.compact().to_owned());
    let Some(node) = campaign.nodes.get(usize::from(code.node())) else {
        return;
    };
    if let Kind::Reserve(reserve) = &node.kind
        && let Some(item) = reserve.items.get(usize::from(code.item()))
    {
        stock(&node.id, &item.key, wants);
    }
}

fn stock(node: &str, item: &str, wants: &mut Wants) {
    *wants.stocks.entry((node.to_owned(), item.to_owned())).or_default() += 1;
}

fn play(node: &str, instant: &Instant, now: Moment, wants: &mut Wants) {
    *wants.moments.entry(node.to_owned()).or_default() += 1;
    for (place, _) in (0..).zip(&instant.prizes) {
        wants.counters.insert(counter::won(node, place, now.day()));
        stock(node, &place.to_string(), wants);
    }
}
