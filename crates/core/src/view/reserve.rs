//! Reservations on the wire.

use crate::moment::Moment;

/// Things that can be reserved.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "server", derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema))]
pub struct ReserveView {
    /// What can be reserved.
    pub items: Vec<ItemView>,
    /// Units that one person may hold.
    pub each: u32,
    /// Whether there is a waiting list when all is taken.
    pub waits: bool,
    /// Until when a reservation has to be redeemed.
    pub expires: Moment,
    /// How often a code may be handed on.
    pub transfers: u32,
    /// Hours for which a unit that has become free is kept for the next in the waiting list.
    pub offer_hours: u32,
}

/// Something that can be reserved. `left` + `taken` + `aside` = `stock`.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "server", derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema))]
pub struct ItemView {
    /// Its name in acts.
    pub key: String,
    /// What it is called.
    pub label: String,
    /// Units there are.
    pub stock: u32,
    /// Units that the next in line can have.
    pub left: u32,
    /// Units that have been reserved by the line.
    pub taken: u32,
    /// Units that are set aside for priority codes.
    pub aside: u32,
    /// People who wait.
    pub waiting: u32,
}
