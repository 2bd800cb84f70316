//! Drafts: campaigns that staff write in the console, together, with the widget beside them.
//!
//! A draft is the text of a campaign file with its pictures. Forms change places of that text ([`edit`]), so comments stay, the file can be taken home
//! and brought back, and two people who edit different places never meet. Every change is a revision, which can be taken back.

pub mod begin;
mod desk;
pub mod edit;
mod error;
mod follow;
pub mod json;
mod presence;
pub mod preview;
pub mod publication;
pub mod rehearsals;
pub mod template;

pub use begin::begin;
pub use desk::Desk;
pub use error::DraftError;
pub use follow::amend_with_drafts;
pub use presence::Presence;
pub use preview::Previews;
pub use rehearsals::Rehearsals;

/// What a server has in memory of drafts. All of it can be lost: who is there comes again, and the rest is made anew.
#[derive(Default)]
pub struct Drafting {
    /// Who has which draft open.
    pub presence: Presence,
    /// What can be looked at.
    pub previews: Previews,
    /// Rehearsals that are going on, or are done.
    pub rehearsals: Rehearsals,
    /// Held while somebody publishes, so that versions follow each other.
    pub publishing: tokio::sync::Mutex<()>,
}
