//! The rules of Canyu, and the words its parts speak to each other.
//!
//! Nothing in here does I/O, reads a clock or makes a random number: an act is decided by [`decide::decide`] from the campaign,
//! the loaded [`world::World`] and an [`decide::Input`] that carries the time and the entropy. So every decision can be replayed.
//!
//! Without features the crate holds what the widget needs. The feature `server` adds serialisation, the campaign file's reader
//! and the descriptions for the OpenAPI document; the feature `staff` alone what the console needs: its wire types, with serde.

pub mod act;
pub mod campaign;
pub mod checkin;
pub mod code;
pub mod crockford;
pub mod decide;
pub mod figure;
#[cfg(feature = "server")]
pub mod file;
pub mod fold;
pub mod id;
pub mod instant;
pub mod lang;
pub mod moment;
pub mod referral;
pub mod seal;
pub mod secrets;
#[cfg(feature = "staff")]
pub mod staff;
pub mod utm;
pub mod view;
pub mod world;
