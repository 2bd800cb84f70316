//! What staff decide about somebody: that he counts, or that he does not. It is logged, told, and no score changes it.

use crate::{
    app::App,
    campaigns::Live,
    ingest::NotAccepted,
    mail::notices::appeal_decided,
    store::{StoreError, trust::DecisionRow},
};
use canyu_core::{decide::Order, world::Standing};
use std::sync::Arc;

/// Longest note in characters.
pub const LONGEST_NOTE: usize = 500;

/// Why something was not decided.
#[derive(Debug, thiserror::Error)]
pub enum ReviewError {
    /// There is nobody of that name.
    #[error("the campaign has no participant \"{0}\"")]
    UnknownFan(String),
    /// He is another device of somebody.
    #[error("\"{0}\" is another device of somebody, and follows that one")]
    Merged(String),
    /// A colleague was faster.
    #[error("{by} has decided about this participant meanwhile: {to}. Nothing was changed; look again")]
    Meanwhile {
        /// Who.
        by: String,
        /// How he stands since.
        to: &'static str,
    },
    /// The note is too long.
    #[error("a note has at most {LONGEST_NOTE} characters")]
    NoteTooLong,
    /// The campaign was put away.
    #[error("the campaign was put away: it can only be read")]
    Archived,
    /// The order was not accepted.
    #[error(transparent)]
    Order(#[from] NotAccepted),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl ReviewError {
    /// The stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::UnknownFan(_) => "unknown_fan",
            Self::Merged(_) => "merged",
            Self::Meanwhile { .. } => "decided_meanwhile",
            Self::NoteTooLong => "note_too_long",
            Self::Archived => "archived",
            Self::Order(_) | Self::Store(_) => "internal",
        }
    }
}

/// Who decides, what, and why.
#[derive(Clone, Debug)]
pub struct Deciding {
    /// The name of the one who decides.
    pub by: String,
    /// [`Standing::Cleared`] or [`Standing::Refused`].
    pub to: Standing,
    /// Why; may be empty. The fan is not told it.
    pub note: String,
    /// How many decisions about the fan he has seen; `None`: he has not looked, and means it whatever there was.
    pub seen: Option<u32>,
}

/// Decides about a fan. Deciding the same again changes nothing but the log.
///
/// # Errors
/// When there is no such fan, or the order is not accepted.
pub async fn decide(app: &App, live: &Arc<Live>, fan: &str, deciding: &Deciding) -> Result<DecisionRow, ReviewError> {
    if live.archived.is_some() {
        return Err(ReviewError::Archived);
    }
    if deciding.note.chars().count() > LONGEST_NOTE {
        return Err(ReviewError::NoteTooLong);
    }
    let (slug, now) = (&live.campaign.slug, app.clock.now());
    let known = app.store.fan_by_id(slug, fan).await?;
    let known = known.ok_or_else(|| ReviewError::UnknownFan(fan.to_owned()))?;
    if known.standing == Standing::Merged {
        return Err(ReviewError::Merged(fan.to_owned()));
    }
    let score = app.store.score(slug, fan).await?;
    let row = DecisionRow {
        fan: known.id.clone(),
        at: now,
        by: deciding.by.clone(),
        from: known.standing,
        to: deciding.to,
        score: score.as_ref().map_or(0, |row| row.score),
        reasons: score
            .as_ref()
            .map_or_else(|| "[]".to_owned(), |row| row.reasons.clone()),
        heard: score.map_or_else(String::new, |row| row.heard),
        note: deciding.note.clone(),
    };
    let order = Order::Stand {
        fan: known.id,
        standing: deciding.to,
        by_staff: true,
    };
    // Of two who have seen the same, one comes first: the key of both orders is the same.
    let key = match deciding.seen {
        Some(seen) => {
            not_meanwhile(app, slug, fan, seen).await?;
            format!("review/{fan}/{seen}")
        }
        None => {
            let [a, b] = crate::entropy::pair().map_err(|error| StoreError::Unusable(error.to_string()))?;
            format!("review/{a:016x}{b:016x}")
        }
    };
    // The log first: nothing is decided that is not in it.
    app.store.note_decisions(slug, std::slice::from_ref(&row)).await?;
    if let Err(error) = app.ingest.order(live.clone(), order, now, key).await {
        app.store.strike_decisions(slug, std::slice::from_ref(&row)).await?;
        if let (NotAccepted::KeyReused, Some(seen)) = (&error, deciding.seen) {
            not_meanwhile(app, slug, fan, seen).await?;
        }
        return Err(error.into());
    }
    let had_appealed = app.store.decide_appeal(slug, &row).await?;
    // His own page says how he stands. Who has objected is told by mail too, if he has confirmed an address.
    if had_appealed {
        let cleared = row.to == Standing::Cleared;
        appeal_decided(&*app.store, slug, &row.fan, cleared, now).await?;
    }
    tracing::info!(
        campaign = slug,
        to = row.to.name(),
        had_appealed,
        "a human has decided about somebody"
    );
    Ok(row)
}

/// That nothing was decided about a fan since somebody has seen so many decisions.
async fn not_meanwhile(app: &App, slug: &str, fan: &str, seen: u32) -> Result<(), ReviewError> {
    let decisions = app.store.decisions(slug, Some(fan), false, u32::MAX).await?;
    let is_more = decisions.len() > seen as usize;
    match decisions.into_iter().next().filter(|_| is_more) {
        Some(latest) => Err(ReviewError::Meanwhile {
            by: latest.by,
            to: latest.to.name(),
        }),
        None => Ok(()),
    }
}
