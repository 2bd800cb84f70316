//! The pages, one a file.

pub mod audit;
pub mod campaign;
pub mod campaigns;
pub mod codes;
pub mod door;
pub mod draw;
pub mod gifts;
pub mod limit;
pub mod me;
pub mod missing;
pub mod moderation;
pub mod newcomer;
pub mod news;
pub mod people;
pub mod review;
pub mod second_factor;
pub mod seeds;
pub mod sessions;
mod tabs;
mod till;
pub mod tokens;
mod wishes;
