//! What nodes are made of.

pub mod code;
pub mod countdown;
pub mod field;
pub mod icon;
pub mod mine;
pub mod options;
pub mod picture;
pub mod seal;
pub mod share;
pub mod strip;
pub mod ticket;
