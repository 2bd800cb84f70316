//! Putting a campaign away: the end of its life.

use super::{Stage, stages};
use crate::{app::App, campaigns::Live, draw::DrawError, store::StoreError};

/// Why a campaign was not put away.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Its draw cannot be read.
    #[error(transparent)]
    Draw(#[from] DrawError),
    /// Another name was written.
    #[error("\"{0}\" is not this campaign's name: nothing was done")]
    OtherName(String),
    /// Something is left to do.
    #[error("the campaign is not over: {}{}", names(open), alive_codes(*codes))]
    NotFinished {
        /// The stages that are not done.
        open: Vec<Stage>,
        /// How many codes can still be redeemed.
        codes: u64,
    },
}

impl ArchiveError {
    /// The stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Store(_) => "internal",
            Self::Draw(error) => error.code(),
            Self::OtherName(_) => "name_differs",
            Self::NotFinished { .. } => "not_finished",
        }
    }
}

fn names(open: &[Stage]) -> String {
    let names: Vec<&str> = open.iter().map(|stage| stage.name).collect();
    if names.is_empty() {
        "all has come".to_owned()
    } else {
        format!("{} is still to come", names.join(", "))
    }
}

fn alive_codes(codes: u64) -> String {
    if codes == 0 {
        String::new()
    } else {
        format!("; {codes} codes can still be redeemed, and expire by themselves")
    }
}

/// The stages with what is in the way of the last one.
///
/// # Errors
/// When the database fails.
pub async fn telling(app: &App, slug: &str, mut stages: Vec<Stage>) -> Result<Vec<Stage>, StoreError> {
    if let Some(last) = stages.last_mut().filter(|last| !last.done) {
        last.open = alive(app, slug).await?;
    }
    Ok(stages)
}

async fn alive(app: &App, slug: &str) -> Result<u64, StoreError> {
    Ok(u64::try_from(app.store.codes_alive(slug).await?).unwrap_or(0))
}

/// Puts a campaign away, if nothing is left to do.
///
/// # Errors
/// [`ArchiveError::NotFinished`], or that the database failed.
pub async fn archive(app: &App, live: &Live) -> Result<(), ArchiveError> {
    let slug = &live.campaign.slug;
    let now = app.clock.now();
    let stages = stages(&*app.store, live, app.draw(live).as_ref(), now).await?;
    let is_open = |stage: &Stage| !stage.done && !stage.never && !["rehearsed", "archived"].contains(&stage.name);
    let open: Vec<Stage> = stages.into_iter().filter(is_open).collect();
    let codes = alive(app, slug).await?;
    if !open.is_empty() || codes > 0 {
        return Err(ArchiveError::NotFinished { open, codes });
    }
    app.store.archive(slug, now).await?;
    app.campaigns.refresh(&*app.store).await?;
    Ok(())
}
