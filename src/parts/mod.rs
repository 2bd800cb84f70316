//! What nodes are made of.

pub mod countdown;
pub mod icon;
pub mod options;
pub mod picture;
pub mod qr;
pub mod share;
pub mod strip;
pub mod ticket;
