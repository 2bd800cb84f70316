//! Check-ins on the wire.

use crate::moment::Moment;

/// Codes shown at events.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "server", derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema))]
pub struct CheckInView {
    /// The events, or the places of one.
    pub places: Vec<PlaceView>,
}

/// An event, or a place of one.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "server", derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema))]
pub struct PlaceView {
    /// Its name.
    pub key: String,
    /// What it is called.
    pub label: String,
    /// From when its code is valid.
    pub opens: Moment,
    /// Until when.
    pub closes: Moment,
    /// How many people were there.
    pub people: u64,
}
