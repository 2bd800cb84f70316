//! Forfeits: a prize that is not claimed, or may not be won, goes to the next alternate, by a signed and public line.

use super::{Draw, DrawError, holds, seconds, when};
use crate::store::winners::{ForfeitRow, Promotion, WinnerRow};
use canyu_core::moment::Moment;
use fairdraw::forfeit::message;
use futures::TryStreamExt as _;

/// The reason of prizes that nobody claimed in time.
pub const UNCLAIMED: &str = "unclaimed";
/// Why even a claimed prize can be forfeited.
const AFTER_CLAIM: [&str; 2] = ["declined", "ineligible"];
/// Milliseconds in a day.
const DAY: i64 = 86_400_000;
/// How often a forfeit is tried again when another process has changed the draw meanwhile.
const TRIES: u32 = 5;

/// A forfeit that took place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Forfeited {
    /// Whose.
    pub k: u32,
    /// The prize.
    pub prize: u32,
    /// Who has it now; `None`: there was no alternate left.
    pub next: Option<Promotion>,
}

impl Draw {
    /// Takes the prize from number `k`, for one of the manifest's reasons, and gives it to the next unused alternate.
    ///
    /// # Errors
    /// Why not.
    pub async fn forfeit(&self, k: u32, reason: &str, now: Moment) -> Result<Forfeited, DrawError> {
        let known = &self.manifest().forfeit_reasons;
        if !known.iter().any(|one| one == reason) {
            return Err(DrawError::UnknownReason {
                reason: reason.to_owned(),
                known: known.clone(),
            });
        }
        for _ in 0..TRIES {
            if let Some(done) = self.try_forfeit(k, reason, now).await? {
                tracing::info!(
                    campaign = self.campaign(),
                    k,
                    reason,
                    next = done.next.map(|next| next.k),
                    "a prize was forfeited"
                );
                return Ok(done);
            }
        }
        Err(DrawError::Raced)
    }

    /// Takes the prizes of everybody who has not claimed in time.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn forfeit_overdue(&self, now: Moment) -> Result<Vec<Forfeited>, DrawError> {
        let winners = self.winners().await?;
        let overdue = winners
            .iter()
            .filter(|winner| holds(winner) && winner.claim.at.is_none() && is_over(winner, now));
        let mut done = Vec::new();
        for winner in overdue {
            done.push(self.forfeit(winner.k, UNCLAIMED, now).await?);
        }
        Ok(done)
    }

    /// Everybody drawn, in the order of the draws.
    ///
    /// # Errors
    /// [`DrawError::NotDrawn`], or that the database failed.
    pub async fn winners(&self) -> Result<Vec<WinnerRow>, DrawError> {
        if self.row().await?.stamp.drawn_at.is_none() {
            return Err(DrawError::NotDrawn);
        }
        Ok(self
            .store()
            .winners(self.campaign(), self.number())
            .try_collect()
            .await?)
    }

    /// Who was drawn under a number.
    ///
    /// # Errors
    /// When nothing was drawn yet, nobody under that number, or the database fails.
    pub async fn winner(&self, k: u32) -> Result<WinnerRow, DrawError> {
        if self.row().await?.stamp.drawn_at.is_none() {
            return Err(DrawError::NotDrawn);
        }
        let standing = self.store().standing(self.campaign(), self.number(), k).await?;
        standing.winner.ok_or(DrawError::NoSuchWinner {
            k,
            last: standing.drawn.saturating_sub(1),
        })
    }

    async fn try_forfeit(&self, k: u32, reason: &str, now: Moment) -> Result<Option<Forfeited>, DrawError> {
        let row = self.row().await?;
        if row.stamp.drawn_at.is_none() {
            return Err(DrawError::NotDrawn);
        }
        let standing = self.store().standing(self.campaign(), self.number(), k).await?;
        let winner = standing.winner.ok_or(DrawError::NoSuchWinner {
            k,
            last: standing.drawn.saturating_sub(1),
        })?;
        let prize = may_forfeit(&winner, reason, now)?;
        let next = standing.alternate.map(|k| Promotion {
            k,
            prize,
            until: seconds(self.deadline(now)),
        });
        // The lines ascend in time, even where a clock was put back.
        let at = standing.last_at.map_or(seconds(now), |last| seconds(now).max(last));
        let commitment = super::close::commitment(&row)?.hash();
        let message = message(&commitment, k, at.unsigned_abs(), reason);
        let row = ForfeitRow {
            k,
            reason: reason.to_owned(),
            at,
            signature: self.ballot().key().sign(&message).to_vec(),
        };
        let kept = self
            .store()
            .forfeit(
                self.campaign(),
                self.number(),
                standing.forfeits,
                &row,
                winner.claim.at,
                next.as_ref(),
            )
            .await?;
        Ok(kept.then_some(Forfeited { k, prize, next }))
    }

    /// Until when a prize that is won now has to be claimed.
    pub(super) fn deadline(&self, now: Moment) -> Moment {
        now.plus(i64::from(self.manifest().claim_days.unwrap_or(0)).saturating_mul(DAY))
    }
}

/// Whether the time to claim is over.
pub(super) fn is_over(winner: &WinnerRow, now: Moment) -> bool {
    winner.until.is_some_and(|until| when(until) <= now)
}

/// The prize that can be taken from somebody for a reason.
fn may_forfeit(winner: &WinnerRow, reason: &str, now: Moment) -> Result<u32, DrawError> {
    let k = winner.k;
    let prize = winner.prize.ok_or(DrawError::NoPrize(k))?;
    if let Some((reason, _)) = &winner.forfeited {
        return Err(DrawError::ForfeitedAlready {
            k,
            reason: reason.clone(),
        });
    }
    if winner.claim.at.is_some() && !AFTER_CLAIM.contains(&reason) {
        return Err(DrawError::Claimed(k));
    }
    if reason == UNCLAIMED && !is_over(winner, now) {
        let until = winner.until.map(when).unwrap_or_default();
        return Err(DrawError::NotOverdue { k, until, now });
    }
    Ok(prize)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::winners::Claim;

    fn winner() -> WinnerRow {
        WinnerRow {
            k: 3,
            place: 0,
            start: 0,
            commit: [0; 32],
            weight: 1,
            fan: Some("A".to_owned()),
            prize: Some(1),
            until: Some(100),
            claim: Claim::default(),
            forfeited: None,
        }
    }

    #[test]
    fn what_can_be_taken_depends_on_reason_deadline_and_claim() {
        let (before, after) = (Moment(99_999), Moment(100_000));
        let claimed = || WinnerRow {
            claim: Claim {
                at: Some(50),
                ..Claim::default()
            },
            ..winner()
        };
        let code =
            |winner: &WinnerRow, reason: &str, now| may_forfeit(winner, reason, now).map_err(|error| error.code());
        assert_eq!(code(&winner(), "unclaimed", before), Err("not_overdue"));
        assert_eq!(code(&winner(), "unclaimed", after), Ok(1));
        assert_eq!(code(&winner(), "unreachable", before), Ok(1));
        assert_eq!(code(&claimed(), "unclaimed", after), Err("claimed"));
        assert_eq!(code(&claimed(), "unreachable", after), Err("claimed"));
        assert_eq!(code(&claimed(), "declined", before), Ok(1));
        assert_eq!(code(&claimed(), "ineligible", before), Ok(1));
        let alternate = WinnerRow {
            prize: None,
            ..winner()
        };
        assert_eq!(code(&alternate, "declined", after), Err("no_prize"));
        let lost = WinnerRow {
            forfeited: Some(("declined".to_owned(), 60)),
            ..winner()
        };
        assert_eq!(code(&lost, "unclaimed", after), Err("forfeited_already"));
    }
}
