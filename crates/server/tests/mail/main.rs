//! Mail, identity and a fan's own data, with the real program, a real database file and a real SMTP server (`tests/mail/sink.mjs`).

#![allow(
    clippy::allow_attributes,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test may end here"
)]

#[path = "../support/mod.rs"]
mod support;

mod confirm;
mod identity;
mod merge;
mod notices;
mod oracle;
mod outbox;
mod own;
mod place;
mod seeds;
mod sink;
