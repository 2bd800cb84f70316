//! Who comes, and who brought him.

use super::Input;
use crate::{
    campaign::{Campaign, Counts},
    id, referral,
    utm::Utm,
    world::{Change, Event, EventKind, Fan, KeptOut, Referrer, Seed, Standing, World},
};
use std::collections::{BTreeMap, BTreeSet};

/// The way that somebody came, besides who brought him.
pub(super) struct Way {
    /// The channel that is named; `None`: none is.
    channel: Option<String>,
    /// What is known of an advertisement, as it is kept.
    utm: Utm,
}

impl Way {
    /// As a link says it. Where it names no channel, an advertisement's source or medium that is exactly a channel's name says it.
    pub(super) fn of(campaign: &Campaign, channel: Option<&str>, utm: Option<&Utm>) -> Self {
        let utm = utm.map(Utm::clean).unwrap_or_default();
        let named = |value: &Option<String>| value.as_deref().and_then(|value| campaign.channel_named(value));
        let channel = channel.filter(|channel| !channel.is_empty());
        let channel = channel.or_else(|| named(&utm.source)).or_else(|| named(&utm.medium));
        Self {
            channel: channel.map(str::to_owned),
            utm,
        }
    }
}

/// A first touch makes a fan; a later one changes nothing, except that a link may still claim somebody who came without one and
/// has neither taken part nor brought anybody. (That somebody has no descendants, so there never is a circle.)
pub(super) fn arrive(
    campaign: &Campaign,
    world: &World,
    input: &Input,
    fan: Option<&Fan>,
    code: Option<&str>,
    way: &Way,
) -> Vec<Change> {
    let link = code.and_then(|code| friend(campaign, world, code));
    let seed = code.and_then(|code| seed(world, code));
    match (fan, link) {
        (None, None) if seed.is_some() => invited(campaign, input, seed, way),
        (None, link) => newcomer(campaign, input, link, (None, None), way),
        (Some(fan), Some(link)) if can_be_claimed(fan) && link.0.id != fan.id => claim(campaign, input, fan, link, way),
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
fn invited(campaign: &Campaign, input: &Input, seed: Option<&Seed>, way: &Way) -> Vec<Change> {
    let mut changes = newcomer(campaign, input, None, (seed, Some(id::SEED)), way);
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
    (own, usual): (Option<&Seed>, Option<&str>),
    way: &Way,
) -> Vec<Change> {
    let [id, code] = input.entropy;
    let with_code = link.is_some() || own.is_some();
    let fan = Fan {
        id: fan_id(id),
        token: input.token.clone(),
        code: own.map_or_else(|| referral::fan_code(code), |seed| seed.code.clone()),
        channel: campaign.channel(way.channel.as_deref().or(usual), with_code),
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
    let source = (!way.utm.is_empty()).then(|| Change::Source {
        fan: fan.id.clone(),
        utm: way.utm.clone(),
    });
    let mut changes = vec![Change::Arrive(Box::new(fan)), event];
    changes.extend(source);
    changes
}

fn claim(campaign: &Campaign, input: &Input, fan: &Fan, link: (&Fan, String), way: &Way) -> Vec<Change> {
    let (friend, node) = link;
    let referrer = Referrer {
        fan: friend.id.clone(),
        node,
    };
    let channel = campaign.channel(way.channel.as_deref(), true);
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
        // Also where there is nothing: whatever had led him here before is forgotten with the channel.
        Change::Source {
            fan: fan.id.clone(),
            utm: way.utm.clone(),
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
