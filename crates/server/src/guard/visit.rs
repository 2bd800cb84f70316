//! Visit tokens: an act that takes part is announced first. The token is signed, bound to the fan, the act, its node and its idempotency key, and
//! so can be used once, as a key is accepted once. It is where a puzzle can be asked for, and it keeps recorded requests from being played again.

use super::{Guard, GuardError, Puzzle, proof::Challenge};
use crate::campaigns::Live;
use canyu_core::{act::Act, moment::Moment};

/// How long a token is good for, in milliseconds of a clock that runs at its usual speed.
const LIFE: i64 = 10 * 60_000;

/// What a token is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// SHA-256 of the fan's token.
    pub token: &'a str,
    /// The idempotency key of the act.
    pub key: &'a str,
    /// The act's name.
    pub act: &'a str,
    /// Its node.
    pub node: &'a str,
}

/// A token, and a puzzle that goes with it.
#[derive(Clone, Debug)]
pub struct Visit {
    /// The token.
    pub token: String,
    /// The puzzle, if there is one.
    pub challenge: Option<Challenge>,
    /// Until when it is good.
    pub until: Moment,
}

/// Whether an act has to be announced: all by which somebody takes part.
#[must_use]
pub fn asks_for_visit(act: &Act) -> bool {
    !matches!(
        act,
        Act::Arrive { .. } | Act::See { .. } | Act::Start { .. } | Act::Share { .. }
    )
}

/// Whether an act tries a code.
#[must_use]
pub fn is_guess(act: &Act) -> bool {
    matches!(act, Act::CheckIn { .. } | Act::Reserve { code: Some(_), .. })
}

impl Guard {
    /// Makes a token. Where many newcomers of one place come at once, a puzzle goes with it.
    ///
    /// # Errors
    /// When no puzzle can be made.
    pub fn announce(
        &self,
        live: &Live,
        asked: Asked<'_>,
        (place, now): (&str, Moment),
        speed: u32,
    ) -> Result<Visit, altcha::Error> {
        let until = now.plus(LIFE.saturating_mul(i64::from(speed)));
        let is_crowd = self.is_crowd(live, asked.token, place);
        let token = seal(live, asked, until, is_crowd);
        let challenge = is_crowd.then(|| self.puzzle.make(live, &token)).transpose()?;
        Ok(Visit {
            token,
            challenge,
            until,
        })
    }

    /// Whether an act was announced, and its puzzle solved.
    ///
    /// # Errors
    /// What is missing or wrong.
    pub fn admit(
        &self,
        live: &Live,
        asked: Asked<'_>,
        (visit, proof): (Option<&str>, Option<&str>),
        now: Moment,
    ) -> Result<(), GuardError> {
        if !live.campaign.trust.is_on("visits") {
            return Ok(());
        }
        let visit = visit.ok_or(GuardError::VisitMissing)?;
        let mut parts = visit.splitn(3, '.');
        let (until, puzzle) = (parts.next(), parts.next());
        let until: i64 = until
            .and_then(|until| until.parse().ok())
            .ok_or(GuardError::VisitWrong)?;
        let is_crowd = puzzle == Some("1");
        if seal(live, asked, Moment(until), is_crowd) != visit {
            return Err(GuardError::VisitWrong);
        }
        if Moment(until) < now {
            return Err(GuardError::VisitExpired);
        }
        match proof {
            _ if !is_crowd => {}
            None => return Err(GuardError::ProofMissing),
            Some(proof) if Puzzle::is_solved(live, visit, proof) => {}
            Some(_) => return Err(GuardError::ProofWrong),
        }
        self.let_in(live, asked.token);
        Ok(())
    }
}

/// `UNTIL.PUZZLE.SEAL`: milliseconds since 1970, 1 if there is a puzzle, and what nobody else can make.
fn seal(live: &Live, asked: Asked<'_>, until: Moment, is_crowd: bool) -> String {
    let head = format!("{}.{}", until.0, u8::from(is_crowd));
    let seal = live
        .secrets
        .visit(&[asked.token, asked.key, asked.act, asked.node, &head]);
    format!("{head}.{seal}")
}
