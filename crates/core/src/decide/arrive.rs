//! Who comes, and who brought him.

use super::Input;
use crate::{
    campaign::{Campaign, Counts},
    id, referral,
    world::{Change, Event, EventKind, Fan, KeptOut, Referrer, Seed, Standing, World},
};
use std::collections::{BTreeMap, BTreeSet};

/// A first touch makes a fan; a later one changes nothing, except that a link may still claim somebody who came without one and
/// has neither taken part nor brought anybody. (That somebody has no descendants, so there never is a circle.)
pub(super) fn arrive(
    campaign: &Campaign,
    world: &World,
    input: &Input,
    fan: Option<&Fan>,
    code: Option<&str>,
    channel: Option<&str>,
) -> Vec<Change> {
    let link = code.and_then(|code| friend(campaign, world, code));
    let seed = code.and_then(|code| seed(world, code));
    match (fan, link) {
        (None, None) if seed.is_some() => invited(campaign, input, seed, channel),
        (None, link) => newcomer(campaign, input, link, None, channel),
        (Some(fan), Some(link)) if can_be_claimed(fan) && link.0.id != fan.id => {
            claim(campaign, input, fan, link, channel)
        }
        (Some(_), _) => Vec::new(),
    }
}

/// Whether a link can still claim somebody who came without one.
pub(super) fn can_be_claimed(fan: &Fan) -> bool {
    fan.referrer.is_none() && fan.joined.is_none() && fan.friends_arrived == 0
}

/// The friend of a share code and the id of the node whose button he used (empty when there is none of that index).
fn friend<'a>(campaign: &Campaign, world: &'a World, code: &str) -> Option<(&'a Fan, String)> {
    let code = referral::read_share_code(code)?;
    let node = campaign
        .nodes
        .get(code.node as usize)
        .map_or_else(String::new, |node| node.id.clone());
    world.fan_by_code(&code.fan).map(|fan| (fan, node))
}

/// An invitation of staff that nobody has taken yet.
fn seed<'a>(world: &'a World, code: &str) -> Option<&'a Seed> {
    let code = referral::read_share_code(code)?.fan;
    world.seed(&code).filter(|seed| seed.fan.is_none())
}

/// Whoever opens an invitation of staff first takes it: its link is his own from now on.
fn invited(campaign: &Campaign, input: &Input, seed: Option<&Seed>, channel: Option<&str>) -> Vec<Change> {
    let mut changes = newcomer(campaign, input, None, seed, channel.or(Some(id::SEED)));
    if let (Some(seed), Some(Change::Arrive(fan))) = (seed, changes.first()) {
        let (code, fan) = (seed.code.clone(), fan.id.clone());
        changes.push(Change::TakeSeed { code, fan });
    }
    changes
}

fn newcomer(
    campaign: &Campaign,
    input: &Input,
    link: Option<(&Fan, String)>,
    own: Option<&Seed>,
    channel: Option<&str>,
) -> Vec<Change> {
    let [id, code] = input.entropy;
    let with_code = link.is_some() || own.is_some();
    let fan = Fan {
        id: fan_id(id),
        token: input.token.clone(),
        code: own.map_or_else(|| referral::fan_code(code), |seed| seed.code.clone()),
        channel: campaign.channel(channel, with_code),
        generation: link.as_ref().map_or(0, |(friend, _)| friend.generation + 1),
        origin: match (&link, own) {
            (Some((friend, _)), _) => friend.origin.clone(),
            (None, seed) => seed.map_or_else(String::new, |seed| seed.group.clone()),
        },
        referrer: link.map(|(friend, node)| Referrer {
            fan: friend.id.clone(),
            node,
        }),
        arrived: input.now,
        joined: None,
        nonce: None,
        friends_arrived: 0,
        friends_joined: 0,
        friends_counted: 0,
        verified: None,
        standing: Standing::Open,
        merged_into: None,
        kept_out: campaign.asks_for(Counts::Tickets).then_some(KeptOut::Unconfirmed),
        credits: Vec::new(),
        owed: BTreeMap::new(),
        steps: BTreeSet::new(),
        picks: BTreeMap::new(),
        earned: BTreeMap::new(),
        codes: BTreeMap::new(),
        waits: Vec::new(),
        wins: Vec::new(),
    };
    let event = arrival(
        input,
        &fan.id,
        fan.referrer.as_ref(),
        fan.channel.clone(),
        fan.generation,
    );
    vec![Change::Arrive(Box::new(fan)), event]
}

fn claim(campaign: &Campaign, input: &Input, fan: &Fan, link: (&Fan, String), channel: Option<&str>) -> Vec<Change> {
    let (friend, node) = link;
    let referrer = Referrer {
        fan: friend.id.clone(),
        node,
    };
    let channel = campaign.channel(channel, true);
    let generation = friend.generation + 1;
    let event = arrival(input, &fan.id, Some(&referrer), channel.clone(), generation);
    vec![
        Change::Claim {
            fan: fan.id.clone(),
            referrer,
            channel,
            generation,
            origin: friend.origin.clone(),
        },
        event,
    ]
}

fn arrival(input: &Input, fan: &str, referrer: Option<&Referrer>, channel: String, generation: u32) -> Change {
    Change::Record(Event {
        at: input.now,
        fan: fan.to_owned(),
        node: referrer.map_or_else(String::new, |referrer| referrer.node.clone()),
        kind: EventKind::Arrived,
        channel,
        generation,
    })
}

/// 64 random bits as 13 Crockford characters.
fn fan_id(random: u64) -> String {
    (0..13)
        .filter_map(|place| referral::ALPHABET.get(((random >> (5 * place)) & 31) as usize))
        .map(|&byte| char::from(byte))
        .collect()
}
