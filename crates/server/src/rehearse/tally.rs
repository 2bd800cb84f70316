//! What is counted while a campaign is played through.

use super::visit::Crowd;
use canyu_core::{
    campaign::{Campaign, Kind},
    moment::Moment,
    world::{Delta, Event, EventKind, Held, Pick, Reason, Ruling, Stock, Unit},
};
use std::collections::{BTreeMap, BTreeSet};

/// Samples over the time of the campaign.
pub(super) const SAMPLES: usize = 120;
/// Picks of a node that are remembered for others to see.
const REMEMBERED: usize = 60;

/// Generations that are told apart over time, the first ones being those who came by themselves.
pub(super) const GENERATIONS: usize = 4;

/// What happened at one node.
#[derive(Clone, Debug, Default)]
pub(super) struct NodeTally {
    pub seen: u64,
    pub started: u64,
    pub completed: u64,
    pub shared: u64,
    /// People who came by its links.
    pub arrived: u64,
    /// Those of them who took part.
    pub joined: u64,
    pub tickets: u64,
    pub points: u64,
    /// Codes that were made, offers and handed-on ones included.
    pub codes: u64,
    pub prizes: u64,
    /// Texts and pictures that staff have to look at.
    pub looks: u64,
    /// When each stage of a teaser that waits for taps opened.
    pub stages: BTreeMap<usize, Moment>,
}

/// A moment's levels of an item.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Level {
    pub left: u64,
    pub waiting: u64,
}

/// Everything that is counted.
pub(super) struct Tally {
    pub nodes: Vec<NodeTally>,
    pub acts: u64,
    /// By node and the refusal's code.
    pub refusals: BTreeMap<(usize, &'static str), u64>,
    /// Tickets and points of the ledger, by node, reason and unit.
    pub ledger: BTreeMap<(String, Reason, Unit), u64>,
    pub codes: BTreeMap<String, Held>,
    pub stocks: BTreeMap<(String, String), Stock>,
    /// Instant wins by node, prize and day.
    pub wins: BTreeMap<(String, u32, i64), u64>,
    /// Winning moments that were taken, by node.
    pub taken: BTreeMap<String, BTreeSet<u32>>,
    /// People who have taken part, by generation (the last one: all further ones): at each sample, and now.
    pub joined: [Vec<u64>; GENERATIONS],
    joined_now: [u64; GENERATIONS],
    /// Tickets that have been given, at each sample, and now.
    pub tickets: Vec<u64>,
    tickets_now: u64,
    /// By item, as (node, item).
    pub levels: BTreeMap<(String, String), Vec<Level>>,
    pub crowd: Crowd,
    /// When an item's units had all been taken by the line.
    pub sold_out: BTreeMap<(String, String), Moment>,
    waiting_for_staff: BTreeSet<(String, String)>,
    index: BTreeMap<String, usize>,
    opens: Moment,
    closes: Moment,
}

impl Tally {
    pub fn new(campaign: &Campaign) -> Self {
        let index = campaign
            .nodes
            .iter()
            .enumerate()
            .map(|(index, node)| (node.id.clone(), index));
        let mut stocks = BTreeMap::new();
        let mut levels = BTreeMap::new();
        for (node, items) in campaign.nodes.iter().filter_map(|node| match &node.kind {
            Kind::Reserve(reserve) => Some((node, &reserve.items)),
            _ => None,
        }) {
            for item in items {
                stocks.insert((node.id.clone(), item.key.clone()), Stock::of(item));
                levels.insert((node.id.clone(), item.key.clone()), Vec::new());
            }
        }
        Self {
            nodes: vec![NodeTally::default(); campaign.nodes.len()],
            acts: 0,
            refusals: BTreeMap::new(),
            ledger: BTreeMap::new(),
            codes: BTreeMap::new(),
            stocks,
            wins: BTreeMap::new(),
            taken: BTreeMap::new(),
            joined: Default::default(),
            joined_now: Default::default(),
            tickets: Vec::new(),
            tickets_now: 0,
            levels,
            crowd: Crowd::new(),
            sold_out: BTreeMap::new(),
            waiting_for_staff: BTreeSet::new(),
            index: index.collect(),
            opens: campaign.opens,
            closes: campaign.closes,
        }
    }

    /// The moment of a sample.
    pub fn moment(&self, sample: usize) -> Moment {
        let length = self.closes.0 - self.opens.0;
        self.opens.plus(length / SAMPLES as i64 * sample as i64)
    }

    /// Takes the samples whose time has come.
    pub fn sample(&mut self, campaign: &Campaign, now: Moment) {
        loop {
            let next = self.joined.first().map_or(0, Vec::len);
            if next > SAMPLES || self.moment(next) > now {
                break;
            }
            for (line, &level) in self.joined.iter_mut().zip(&self.joined_now) {
                line.push(level);
            }
            self.tickets.push(self.tickets_now);
            for (place, line) in &mut self.levels {
                let stock = self.stocks.get(place).copied().unwrap_or_default();
                let most = units(campaign, place);
                line.push(Level {
                    left: u64::from(stock.left(most)),
                    waiting: u64::from(stock.waiting),
                });
            }
        }
    }

    pub fn node(&mut self, id: &str) -> Option<&mut NodeTally> {
        let index = *self.index.get(id)?;
        self.nodes.get_mut(index)
    }

    pub fn refused(&mut self, node: Option<&str>, code: &'static str) {
        let index = node.and_then(|node| self.index.get(node)).copied();
        *self.refusals.entry((index.unwrap_or(usize::MAX), code)).or_default() += 1;
    }

    /// Takes in what an act or an order has changed.
    pub fn absorb(&mut self, campaign: &Campaign, delta: &Delta, now: Moment) {
        for event in &delta.events {
            self.event(campaign, event);
        }
        for grant in &delta.grants {
            let key = (grant.node.clone(), grant.reason, grant.unit);
            *self.ledger.entry(key).or_default() += u64::from(grant.amount);
            if grant.unit == Unit::Tickets {
                self.tickets_now += u64::from(grant.amount);
            }
            if let Some(node) = self.node(&grant.node) {
                let sum = match grant.unit {
                    Unit::Tickets => &mut node.tickets,
                    Unit::Points => &mut node.points,
                };
                *sum += u64::from(grant.amount);
            }
        }
        for row in &delta.picks {
            if let Some(pick) = &row.pick {
                self.pick(&row.node, &row.key, pick, delta);
            }
        }
        for held in delta.codes.values() {
            if self.codes.insert(held.code.clone(), held.clone()).is_none()
                && let Some(node) = self.node(&held.node)
            {
                node.codes += 1;
            }
        }
        for (place, stock) in &delta.stocks {
            let most = units(campaign, place);
            if most > 0 && stock.left(most) == 0 {
                self.sold_out.entry(place.clone()).or_insert(now);
            }
            self.stocks.insert(place.clone(), *stock);
        }
        for (_, win) in &delta.wins {
            let key = (win.node.clone(), win.prize, win.at.day());
            *self.wins.entry(key).or_default() += 1;
            self.taken.entry(win.node.clone()).or_default().insert(win.moment);
            if let Some(node) = self.node(&win.node) {
                node.prizes += 1;
            }
        }
    }

    fn event(&mut self, campaign: &Campaign, event: &Event) {
        if event.kind == EventKind::Joined {
            let place = (event.generation as usize).min(GENERATIONS - 1);
            self.joined_now
                .iter_mut()
                .skip(place)
                .take(1)
                .for_each(|level| *level += 1);
        }
        let Some(node) = self.node(&event.node) else {
            return;
        };
        match event.kind {
            EventKind::Seen => node.seen += 1,
            EventKind::Started => node.started += 1,
            EventKind::Completed => node.completed += 1,
            EventKind::Shared => node.shared += 1,
            EventKind::Arrived => node.arrived += 1,
            EventKind::Joined => node.joined += 1,
        }
        let taps = node.completed;
        if event.kind == EventKind::Completed
            && let Some(Kind::Teaser(teaser)) = campaign.node(&event.node).map(|node| &node.kind)
        {
            let reached = teaser.stages.iter().enumerate();
            let reached = reached.filter(|(_, stage)| stage.taps.map(u64::from) == Some(taps));
            node.stages.extend(reached.map(|(place, _)| (place, event.at)));
        }
    }

    fn pick(&mut self, node: &str, key: &str, pick: &Pick, delta: &Delta) {
        let place = (node.to_owned(), key.to_owned());
        let ruling = delta.tallies.get(&place).map(|tally| tally.ruling);
        match ruling {
            Some(Ruling::Waiting) => {
                if self.waiting_for_staff.insert(place)
                    && let Some(node) = self.node(node)
                {
                    node.looks += 1;
                }
            }
            Some(Ruling::Shown) if pick.own => {
                let shown = self.crowd.entry(node.to_owned()).or_default();
                if shown.len() < REMEMBERED && !shown.iter().any(|known| known == key) {
                    shown.push(key.to_owned());
                }
            }
            _ => {}
        }
    }
}

/// Units that there are of an item; 0 for what is none.
pub(super) fn units(campaign: &Campaign, (node, item): &(String, String)) -> u32 {
    match campaign.node(node).map(|node| &node.kind) {
        Some(Kind::Reserve(reserve)) => reserve
            .items
            .iter()
            .find(|known| known.key == *item)
            .map_or(0, |item| item.stock),
        _ => 0,
    }
}
