//! Who was brought by whom: everybody of a campaign, for statistics; and forecasts that were made of it.

use super::StoreError;
use async_trait::async_trait;
use canyu_core::{moment::Moment, world::Worth};

/// Somebody who took part, or was brought, or has brought somebody. Who only looked, and came alone, is not told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PersonRow<'a> {
    /// The fan.
    pub id: &'a str,
    /// Who brought him.
    pub referrer: Option<&'a str>,
    /// When he took part first.
    pub joined: Option<Moment>,
    /// His generation.
    pub generation: u32,
    /// The channel that he came by.
    pub channel: &'a str,
    /// The node by whose links he came; empty: by no fan's.
    pub via: &'a str,
    /// Whether he counts.
    pub worth: Worth,
    /// The seed group of the root of his chain; empty: that is no seed.
    pub origin: &'a str,
    /// Whether he has used a share button.
    pub shared: bool,
}

/// Takes what is read, as it is read: first everybody by ascending id, then the rest.
pub trait ForestReader: Send {
    /// So many people are going to be told, at most: so that lists need not grow.
    fn expect(&mut self, people: usize);

    /// Somebody.
    fn person(&mut self, row: PersonRow<'_>);

    /// An invitation of staff into a group, and who has taken it.
    fn seed(&mut self, group: &str, label: &str, fan: Option<&str>);

    /// Something that somebody has chosen at a vote, by its place in the list that was asked for. A key is told with the same label each time, and what
    /// somebody has chosen one after the other.
    fn choice(&mut self, vote: usize, fan: &str, choice: (&str, &str), at: Moment);

    /// Somebody holds something that he has reserved, or has redeemed it.
    fn reserved(&mut self, fan: &str, redeemed: bool);
}

/// A forecast as it was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForecastRow {
    /// When the day began at whose beginning it was made.
    pub day: Moment,
    /// Its days, as JSON.
    pub days: String,
}

/// What the store knows of who brought whom.
#[async_trait]
pub trait Forest {
    /// Reads a whole campaign in one state, with what was chosen at these votes. Devices that turned out to be somebody's are not told: he is.
    async fn forest(&self, campaign: &str, votes: &[&str], reader: &mut dyn ForestReader) -> Result<(), StoreError>;

    /// Keeps a forecast. One that is there of that day stays.
    async fn keep_forecast(&self, campaign: &str, forecast: &ForecastRow) -> Result<(), StoreError>;

    /// The last forecasts, the newest first.
    async fn forecasts(&self, campaign: &str, most: u32) -> Result<Vec<ForecastRow>, StoreError>;
}
