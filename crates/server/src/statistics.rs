//! Statistics: what pages and streams of staff are told, and how reading is shared.

pub mod calendar;
pub mod figures;
pub mod share;
mod spreading;
pub mod study;
mod tables;
mod watch;
pub mod week;
