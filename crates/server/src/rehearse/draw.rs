//! The draw at the end, by the protocol that counts; the seed of the rehearsal takes the place of the public random value.

use canyu_core::{campaign::Lottery, world::Fan};
use fairdraw::{
    draw::{run, seed},
    entry::entrant,
    hash::sha256,
    roll::{Row, sort},
    tree::Blocks,
};
use std::{collections::BTreeMap, convert::Infallible};

/// What came out.
pub(super) struct Drawn {
    /// People in the list.
    pub entries: u64,
    /// Tickets in the list, after the cap on one person's.
    pub tickets: u64,
    /// For each one drawn, prizes and alternates, in turn: his tickets.
    pub weights: Vec<u32>,
    /// How many people have how many tickets.
    pub spread: BTreeMap<u32, u64>,
}

pub(super) fn draw<'a>(lottery: &Lottery, most: u32, fans: impl Iterator<Item = &'a Fan>, number: u64) -> Drawn {
    let most = lottery.max_weight.unwrap_or(most).max(1);
    let manifest = sha256(b"rehearsal");
    let mut spread = BTreeMap::new();
    let mut rows = Vec::new();
    for fan in fans.filter(|fan| fan.in_draw() && fan.tickets() > 0) {
        let weight = fan.tickets().min(most);
        *spread.entry(weight).or_default() += 1;
        // Of the nonce only that it differs matters here.
        let nonce = sha256(fan.nonce.as_deref().unwrap_or_default().as_bytes());
        let commit = entrant(&manifest, &nonce, &fan.id);
        rows.push(Row { commit, weight });
    }
    sort(&mut rows);
    let count = lottery.quantity().saturating_add(lottery.alternates());
    let drawn = Blocks::build(&rows, most).ok().and_then(|blocks| {
        let seed = seed(&blocks.root().hash, &[number.to_be_bytes().to_vec()]);
        let read = |block| {
            let range = blocks.rows_of(block);
            let range = range.start as usize..range.end as usize;
            Ok::<_, Infallible>(rows.get(range).unwrap_or_default())
        };
        run(&seed, &blocks, count, read).ok()
    });
    Drawn {
        entries: rows.len() as u64,
        tickets: rows.iter().map(|row| u64::from(row.weight)).sum(),
        weights: drawn.unwrap_or_default().iter().map(|draw| draw.weight).collect(),
        spread,
    }
}
