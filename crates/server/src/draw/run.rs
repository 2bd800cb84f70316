//! Running a draw: from the commitment and the random value to the winners. It can be run again by anybody, with the same result.

use super::{Draw, DrawError, beacon::Given, close::commitment, seconds, when};
use crate::store::draws::{Drawn, DrawnRow};
use canyu_core::moment::Moment;
use fairdraw::{
    beacon::{self, Published},
    commitment::Commitment,
    draw, prizes,
    result::ResultFile,
    roll::Row,
    tree::Blocks,
};
use std::collections::HashMap;
use tokio::runtime::Handle;

/// What running did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ran {
    /// So many were drawn now.
    Now(usize),
    /// It had been run before with the same random value; nothing was changed.
    Before(Moment),
}

impl Draw {
    /// Runs the draw with what was given of the random value.
    ///
    /// # Errors
    /// Why not; nothing is changed then.
    pub async fn run(&self, given: Given, now: Moment) -> Result<Ran, DrawError> {
        let row = self.row().await?;
        let commitment = commitment(&row)?;
        if !self.is_due(now) {
            return Err(DrawError::TooEarly {
                draws: self.draws(),
                now,
            });
        }
        if let (Some(drawn), true) = (row.stamp.drawn_at, given.is_empty()) {
            return Ok(Ran::Before(when(drawn)));
        }
        let published = given.check(self.manifest())?;
        let text = Published::to_json(&published);
        if let Some(drawn) = row.stamp.drawn_at {
            return self.same(&text, drawn).await;
        }
        let drawn = self.draw(&commitment, &published, text.clone(), now).await?;
        let number = drawn.winners.len();
        if self.store().keep_result(self.campaign(), self.number(), &drawn).await? {
            tracing::info!(campaign = self.campaign(), drawn = number, "the draw was run");
            return Ok(Ran::Now(number));
        }
        // Another process was quicker.
        match self.row().await?.stamp.drawn_at {
            Some(drawn) => self.same(&text, drawn).await,
            None => Err(DrawError::Raced),
        }
    }

    async fn same(&self, beacon: &str, drawn: i64) -> Result<Ran, DrawError> {
        let document = crate::store::draws::Document::Beacon;
        let kept = self
            .store()
            .draw_document(self.campaign(), self.number(), document)
            .await?;
        if kept.as_deref() == Some(beacon.as_bytes()) {
            Ok(Ran::Before(when(drawn)))
        } else {
            Err(DrawError::DrawnAlready { drawn: when(drawn) })
        }
    }

    async fn draw(
        &self,
        commitment: &Commitment,
        published: &[Published],
        beacon: String,
        now: Moment,
    ) -> Result<Drawn, DrawError> {
        let blocks = self.tree(commitment.entries).await?;
        if (blocks.root().hash, blocks.root().sum) != (commitment.root, commitment.tickets) {
            return Err(DrawError::Damaged("its tree is not the one committed to".to_owned()));
        }
        let value = beacon::sources(&self.manifest().beacon, published, self.manifest())
            .map_err(|(_, fault)| DrawError::Damaged(fault.to_string()))?;
        let seed = draw::seed(&commitment.hash(), &value.sources);
        let manifest = self.manifest();
        let count = u32::try_from(manifest.places()).unwrap_or(u32::MAX);
        let (engine, runtime) = (self.clone(), Handle::current());
        let drawn = tokio::task::spawn_blocking(move || {
            let mut kept = HashMap::new();
            draw::run(&seed, &blocks, count, |block| {
                if let Some(rows) = kept.get(&block) {
                    return Ok(Vec::clone(rows));
                }
                let rows = runtime.block_on(engine.block_rows(&blocks, block))?;
                kept.insert(block, rows.clone());
                Ok::<_, DrawError>(rows)
            })
        })
        .await
        .map_err(|error| DrawError::Damaged(error.to_string()))?
        .map_err(|error| DrawError::Damaged(error.to_string()))?;
        let holders: HashMap<u32, usize> = prizes::fill(&manifest.prizes, drawn.len(), &[])
            .unwrap_or_default()
            .into_iter()
            .map(|holder| (holder.k, holder.prize))
            .collect();
        let until = seconds(self.deadline(now));
        let winners = drawn
            .iter()
            .map(|draw| {
                let prize = holders.get(&draw.k).and_then(|&prize| u32::try_from(prize).ok());
                DrawnRow {
                    place: draw.index,
                    start: draw.start,
                    prize,
                    until: prize.map(|_| until),
                }
            })
            .collect();
        Ok(Drawn {
            at: seconds(now),
            beacon,
            result: ResultFile { seed, draws: drawn }.to_json().into_bytes(),
            winners,
        })
    }

    /// The tree of the closed list, from its labels.
    pub(super) async fn tree(&self, entries: u64) -> Result<Blocks, DrawError> {
        let labels = self.store().roll_labels(self.campaign(), self.number()).await?;
        Blocks::from_labels(entries, labels).map_err(|error| DrawError::Damaged(error.to_string()))
    }

    /// The rows of a block.
    pub(super) async fn block_rows(&self, blocks: &Blocks, block: u64) -> Result<Vec<Row>, DrawError> {
        let places = blocks.rows_of(block);
        let number = u32::try_from(places.end.saturating_sub(places.start)).unwrap_or(u32::MAX);
        Ok(self
            .store()
            .roll_rows(self.campaign(), self.number(), places.start, number)
            .await?)
    }
}
