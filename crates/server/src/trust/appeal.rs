//! What a fan says against being held or refused: once, to a human.

use crate::{app::App, campaigns::Live, store::StoreError};
use canyu_core::{
    fold,
    view::Me,
    world::{Fan, Standing},
};

/// How long an appeal is, in characters.
pub const LENGTH: std::ops::RangeInclusive<usize> = 10..=1_000;

/// Why an appeal was not taken.
#[derive(Debug, thiserror::Error)]
pub enum AppealError {
    /// Nothing was decided against him.
    #[error("there is nothing to object to: your tickets and votes count")]
    NothingHeld,
    /// He has said something before.
    #[error("you have objected before: a human will look at it, or has")]
    Before,
    /// It is too short or too long.
    #[error("write between {} and {} characters", LENGTH.start(), LENGTH.end())]
    Length,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl AppealError {
    /// The stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NothingHeld => "nothing_held",
            Self::Before => "appealed_before",
            Self::Length => "appeal_length",
            Self::Store(_) => "internal",
        }
    }
}

/// Keeps what a fan says against being held or refused.
///
/// # Errors
/// When nothing was decided against him, he has said something before, or it is too short or too long.
pub async fn appeal(app: &App, live: &Live, fan: &Fan, text: &str) -> Result<(), AppealError> {
    if !matches!(fan.standing, Standing::Held | Standing::Refused) {
        return Err(AppealError::NothingHeld);
    }
    let text = fold::tidy(text);
    if !LENGTH.contains(&text.chars().count()) {
        return Err(AppealError::Length);
    }
    let slug = &live.campaign.slug;
    if app.store.appeal(slug, &fan.id, &text, app.clock.now()).await? {
        tracing::info!(
            campaign = slug,
            "somebody objects to being held: see `canyu review appeals`"
        );
        Ok(())
    } else {
        Err(AppealError::Before)
    }
}

/// Adds to a fan's own state why he is held, in broad groups, and whether he has said something against it.
///
/// # Errors
/// When the database fails.
pub async fn tell(app: &App, live: &Live, me: &mut Me) -> Result<(), StoreError> {
    if me.standing == "ok" {
        return Ok(());
    }
    let slug = &live.campaign.slug;
    let score = app.store.score(slug, &me.id).await?;
    me.reasons = score.map_or_else(Vec::new, |row| super::reasons::heard(&row.heard));
    me.appealed = app.store.appeal_of(slug, &me.id).await?.is_some();
    Ok(())
}
