//! Whom to ask next.

use super::{
    known,
    meant::{Meant, joined},
    within,
};
use canyu_core::{
    moment::Moment,
    staff::{
        WorthFilter,
        study::{Ask, AskPerson, AskSegment, Expected, Known},
    },
};
use canyu_spread::{Brought, whom_to_ask};
use std::collections::BTreeMap;

/// Segments that are told, and people.
const MOST: usize = 50;

/// How a segment came: node, channel, generation.
type Way = (u16, u16, u16);

/// Only who counts is asked. Nobody is, once the campaign is over.
pub(super) fn ask(meant: &Meant<'_>, fitted: Result<canyu_spread::Dispersion, canyu_spread::Unknown>) -> Known<Ask> {
    if let Some(why) = meant.now.why_at_rest() {
        return Known::Unknown(why);
    }
    known(fitted.and_then(|fitted| {
        let (r, k) = (&fitted.r, fitted.unequal.k());
        Ok(Ask {
            segments: segments(meant, r, k)?,
            people: Some(people(meant, r, k)?),
        })
    }))
}

fn expected(found: canyu_spread::Expected) -> Expected {
    Expected {
        if_asked: within(canyu_spread::Estimate {
            value: found.if_asked,
            low: found.low,
            high: found.high,
        }),
        still: found.still,
    }
}

fn segments(meant: &Meant<'_>, r: &canyu_spread::Estimate, k: f64) -> Result<Vec<AskSegment>, canyu_spread::Unknown> {
    let groups = meant.groups(|person| {
        let counts = WorthFilter::Counted.lets_in(person.worth);
        counts.then_some((person.via, person.channel, person.generation))
    });
    let groups: BTreeMap<Way, Vec<Brought>> = groups.into_iter().filter_map(|(way, all)| Some((way?, all))).collect();
    let friends = |all: &Vec<Brought>| all.iter().map(|alike| u64::from(alike.friends) * alike.people).sum();
    let friends: BTreeMap<Way, u64> = groups.iter().map(|(way, all)| (*way, friends(all))).collect();
    let segments = whom_to_ask(groups, r, k)?.into_iter().take(MOST).map(|segment| {
        let (via, channel, generation) = segment.name;
        AskSegment {
            node: meant.people.nodes.text(via).to_owned(),
            channel: meant.people.channels.text(channel).to_owned(),
            generation: u32::from(generation),
            people: segment.people,
            friends: friends.get(&segment.name).copied().unwrap_or(0),
            each: expected(segment.each),
        }
    });
    Ok(segments.collect())
}

fn people(meant: &Meant<'_>, r: &canyu_spread::Estimate, k: f64) -> Result<Vec<AskPerson>, canyu_spread::Unknown> {
    let order = |a: &(f64, u32, Moment), b: &(f64, u32, Moment)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
    let mut best: Vec<(f64, u32, Moment)> = Vec::new();
    let counts = meant
        .meant()
        .filter(|(_, person)| WorthFilter::Counted.lets_in(person.worth));
    for (member, person) in counts {
        // What `canyu_spread::ask` says, without its interval.
        let friends = f64::from(meant.friends(member));
        let rate = if k.is_infinite() {
            r.value
        } else {
            (k + friends) / (k / r.value + meant.exposure(person))
        };
        best.push((rate, member, joined(person)));
        // So that there is never a list of everybody.
        if best.len() >= 64 * MOST {
            best.select_nth_unstable_by(MOST, order);
            best.truncate(MOST);
        }
    }
    if best.len() > MOST {
        best.select_nth_unstable_by(MOST, order);
        best.truncate(MOST);
    }
    best.sort_by(order);
    let found = best.into_iter().filter_map(|(_, member, joined)| {
        let friends = meant.friends(member);
        let exposure = meant.person(member).map(|person| meant.exposure(person))?;
        Some(canyu_spread::ask(friends, exposure, r, k).map(|found| AskPerson {
            id: meant.id(member),
            friends,
            joined,
            expected: expected(found),
        }))
    });
    found.collect()
}
