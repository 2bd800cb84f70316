//! The life of a campaign, as staff see it.

use crate::moment::Moment;
use serde::{Deserialize, Serialize};

/// A stage of a campaign's life.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct LifeStage {
    /// `rehearsed`, `published`, `open`, `revealed`, `closed`, `drawn`, `handed_out` or `archived`.
    pub name: String,
    /// The node, where it is one's.
    pub node: Option<String>,
    /// When it comes, or came, if that is known.
    pub at: Option<Moment>,
    /// Whether it is done.
    pub done: bool,
    /// Whether it can never come: the list of the draw was not closed in time.
    pub never: bool,
    /// How late it was, in milliseconds; `null`: not worth telling.
    pub late: Option<i64>,
    /// How many are in its way: prizes that are neither claimed nor forfeited, codes that can still be redeemed.
    pub open: u64,
}

/// The name of a campaign, which says that it is meant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Archiving {
    /// Its name in addresses.
    pub slug: String,
}
