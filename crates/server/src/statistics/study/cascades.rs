//! The largest chains, and what became of the seeds.

use super::{
    known,
    meant::{Meant, joined},
};
use canyu_core::{
    moment::{HOUR, Moment},
    staff::study::{Cascade, Known, SeedFigures, SeedGroup, Unknown},
};
use std::collections::BTreeMap;

/// Chains that are told.
const CHAINS: usize = 20;
/// Seeds that are told.
const SEEDS: usize = 200;
/// Hours that are looked at for whether a group is quiet: eight days, and the span that is held against them.
const HOURS: i64 = 24 * 9;

/// When each joined. Made anew for each use: it takes a third as much memory as everybody does.
fn moments(meant: &Meant<'_>) -> Vec<i64> {
    let mut moments = Vec::with_capacity(meant.members.len());
    moments.extend(meant.all().map(|(_, person)| joined(person).0));
    moments
}

pub(super) fn largest(meant: &Meant<'_>) -> Vec<Cascade> {
    let mut roots = meant.roots();
    roots.sort_by_key(|root| (std::cmp::Reverse(meant.forest.size(*root)), *root));
    roots.truncate(CHAINS);
    let latest = meant.forest.latest(&roots, moments(meant)).unwrap_or_default();
    let trees = meant.forest.trees(&roots);
    let cascade = |(tree, latest): (canyu_spread::Tree, i64)| {
        let root = meant.person(tree.root)?;
        Some(Cascade {
            people: tree.people,
            direct: tree.direct,
            depth: tree.depth,
            virality: tree.virality().ok(),
            began: joined(root),
            latest: Moment(latest),
            group: meant.people.origins.text(root.origin).to_owned(),
            id: Some(meant.id(tree.root)),
        })
    };
    trees.into_iter().zip(latest).filter_map(cascade).collect()
}

/// Seeds, and how many are not told. Of a filter only worth and group are looked at: chains are told whole.
pub(super) fn seeds(meant: &Meant<'_>, group: Option<&str>) -> (Vec<SeedFigures>, u64) {
    let invitations = meant
        .people
        .seeds
        .iter()
        .filter(|seed| group.is_none_or(|group| group == seed.group));
    let found: Vec<_> = invitations
        .filter_map(|seed| Some((seed, meant.member(seed.person?)?)))
        .collect();
    let places: Vec<u32> = found.iter().map(|(_, member)| *member).collect();
    let latest = meant.forest.latest(&places, moments(meant)).unwrap_or_default();
    let depths = (0..meant.len()).map(|member| i64::from(meant.forest.depth(member)));
    let deepest = meant.forest.latest(&places, depths.collect()).unwrap_or_default();
    let figures = |(((seed, member), latest), deepest): (((&super::people::Seed, u32), i64), i64)| SeedFigures {
        group: seed.group.clone(),
        direct: meant.friends(member),
        descendants: meant.forest.size(member).saturating_sub(1),
        depth: u32::try_from(deepest)
            .unwrap_or(0)
            .saturating_sub(meant.forest.depth(member)),
        latest: Moment(latest),
        label: Some(seed.label.clone()),
        id: Some(meant.id(member)),
    };
    let mut seeds: Vec<SeedFigures> = found.into_iter().zip(latest).zip(deepest).map(figures).collect();
    seeds.sort_by(|a, b| b.descendants.cmp(&a.descendants).then_with(|| a.id.cmp(&b.id)));
    let more = seeds.len().saturating_sub(SEEDS) as u64;
    seeds.truncate(SEEDS);
    (seeds, more)
}

/// What is counted of a group.
struct Counted {
    figures: SeedGroup,
    /// Who joined in each of the last hours.
    hours: Vec<u64>,
}

/// Seed groups by all who descend from them, as each person's origin says.
pub(super) fn groups(meant: &Meant<'_>, group: Option<&str>) -> Vec<SeedGroup> {
    // The last whole hour, and as many as there are before it since the opening.
    let end = meant.now.now.hour();
    let hours = ((end.0 - meant.now.opens.hour().0) / HOUR).clamp(0, HOURS);
    let begin = end.plus(-hours * HOUR);
    let mut groups: BTreeMap<&str, Counted> = BTreeMap::new();
    for seed in meant
        .people
        .seeds
        .iter()
        .filter(|seed| group.is_none_or(|group| group == seed.group))
    {
        let counted = groups.entry(&seed.group).or_insert_with(|| Counted {
            figures: SeedGroup {
                group: seed.group.clone(),
                invited: 0,
                seeds: 0,
                direct: 0,
                descendants: 0,
                depth: 0,
                latest: None,
                quiet: Known::Unknown(Unknown::Nobody),
            },
            hours: vec![0; usize::try_from(hours).unwrap_or(0)],
        });
        counted.figures.invited += 1;
    }
    for (member, person) in meant.all() {
        let Some(Counted { figures, hours }) = groups.get_mut(meant.people.origins.text(person.origin)) else {
            continue;
        };
        if person.is_seed() {
            figures.seeds += 1;
            figures.direct += u64::from(meant.friends(member));
        } else {
            figures.descendants += 1;
            figures.depth = figures.depth.max(u32::from(person.generation));
        }
        let joined = joined(person);
        figures.latest = figures.latest.max(Some(joined));
        let hour = usize::try_from((joined.hour().0 - begin.0).div_euclid(HOUR));
        if let Some(hour) = hour.ok().and_then(|hour| hours.get_mut(hour)) {
            *hour += 1;
        }
    }
    let at_rest = meant.now.why_at_rest();
    let mut groups: Vec<SeedGroup> = groups
        .into_values()
        .map(|Counted { mut figures, hours }| {
            figures.quiet = at_rest.map_or_else(
                || known(canyu_spread::quiet(&hours).map(|quiet| quiet.is_quiet)),
                Known::Unknown,
            );
            figures
        })
        .collect();
    groups.sort_by(|a, b| b.descendants.cmp(&a.descendants).then_with(|| a.group.cmp(&b.group)));
    groups
}
