//! The pages, one a file.

pub mod audit;
pub mod campaign;
pub mod campaigns;
pub mod door;
pub mod draft;
pub mod drafts;
pub mod draw;
pub mod embed;
pub mod limit;
pub mod me;
pub mod missing;
pub mod moderation;
pub mod new_draft;
pub mod newcomer;
pub mod people;
pub mod rehearsal;
pub mod release;
pub mod review;
pub mod second_factor;
pub mod sessions;
mod tabs;
pub mod tokens;
