//! Where a draw stands, with its numbers: for staff, on a page or in a terminal.

use super::{Draw, DrawError, close::commitment, holds, when};
use crate::store::{draws::DrawRow, winners::WinnerRow};
use canyu_core::{
    moment::Moment,
    staff::{DrawLook, DrawSource, DrawStage, PrizeCounts, SourceKind, Told, WinnerState},
};
use fairdraw::{
    beacon::{ENOUGH_BITS, Spec},
    manifest::{Manifest, PAUSE},
    text::hex,
};

impl Draw {
    /// Where the draw stands. `closes` is when the campaign closes. What prizes are called is left to who knows the campaign.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn look(&self, closes: Moment, now: Moment) -> Result<DrawLook, DrawError> {
        let row = self.row().await?;
        let manifest = self.manifest();
        let closes = closes.max(self.closes());
        let mut look = DrawLook {
            stage: self.stage(&row, closes, now),
            now,
            opens: self.opens(),
            closes,
            draws: self.draws(),
            closed: row.stamp.closed_at.map(when),
            drawn: row.stamp.drawn_at.map(when),
            people: 0,
            tickets: 0,
            kept_out: 0,
            sources: manifest
                .beacon
                .sources()
                .iter()
                .map(|spec| source(manifest, spec))
                .collect(),
            by_itself: matches!(super::beacon::round(&manifest.beacon), Some((_, _, true))),
            weak: is_weak(manifest),
            late: false,
            note: row.commitment.clone().unwrap_or_default(),
            hash: String::new(),
            told: None,
            prizes: None,
            prize_names: Vec::new(),
            forfeit_reasons: manifest.forfeit_reasons.clone(),
            exclude_reasons: manifest.disqualifications.clone(),
        };
        if let Some(closed) = look.closed {
            let commitment = commitment(&row)?;
            (look.people, look.tickets, look.kept_out) = (commitment.entries, commitment.tickets, commitment.excluded);
            look.hash = hex(&commitment.hash());
            look.late = (look.draws.0 - closed.0) / 1_000 < PAUSE.cast_signed();
            let told = self.store().told(self.campaign(), self.number()).await?;
            look.told = told.map(|(place, at)| Told { at: when(at), place });
        } else {
            let entered = self.store().entered(self.campaign(), manifest.max_weight).await?;
            (look.people, look.tickets) = (entered.entries, entered.tickets);
        }
        if look.drawn.is_some() {
            look.prizes = Some(counts(&self.winners().await?, now));
        }
        Ok(look)
    }

    fn stage(&self, row: &DrawRow, closes: Moment, now: Moment) -> DrawStage {
        match (row.stamp.closed_at, row.stamp.drawn_at) {
            (_, Some(_)) => DrawStage::Drawn,
            (Some(_), None) if now < self.draws() => DrawStage::Committed,
            (Some(_), None) => DrawStage::Due,
            (None, None) if now >= self.draws() => DrawStage::Missed,
            (None, None) if now >= closes => DrawStage::Over,
            (None, None) if now >= self.opens() => DrawStage::Open,
            (None, None) => DrawStage::Ahead,
        }
    }
}

/// What has become of somebody drawn.
#[must_use]
pub fn state(winner: &WinnerRow, now: Moment) -> WinnerState {
    match (winner.prize, &winner.forfeited, winner.claim.at) {
        (None, ..) => WinnerState::Alternate,
        (_, Some(_), _) => WinnerState::Forfeited,
        (_, _, Some(_)) => WinnerState::Claimed,
        _ if super::forfeit::is_over(winner, now) => WinnerState::Overdue,
        _ => WinnerState::Open,
    }
}

fn counts(winners: &[WinnerRow], now: Moment) -> PrizeCounts {
    let mut counts = PrizeCounts::default();
    for winner in winners {
        counts.held += u64::from(holds(winner));
        match state(winner, now) {
            WinnerState::Open => {}
            WinnerState::Overdue => counts.overdue += 1,
            WinnerState::Claimed => counts.claimed += 1,
            WinnerState::Forfeited => counts.forfeited += 1,
            WinnerState::Alternate => counts.alternates += 1,
        }
    }
    counts
}

fn source(manifest: &Manifest, spec: &Spec) -> DrawSource {
    let (kind, id, number) = match spec {
        Spec::Drand { round, .. } => (SourceKind::Drand, String::new(), *round),
        Spec::Numbers(id) => (SourceKind::Numbers, id.clone(), u64::from(bits(manifest, id))),
        Spec::Witness(id) => (
            SourceKind::Witness,
            id.clone(),
            super::beacon::witnesses(manifest, id).len() as u64,
        ),
        // There is no list within a list.
        Spec::All(_) => (SourceKind::Witness, String::new(), 0),
    };
    DrawSource { kind, id, number }
}

fn bits(manifest: &Manifest, id: &str) -> u32 {
    let named = manifest.numbers.iter().find(|numbers| numbers.id == *id);
    named.map_or(0, |numbers| numbers.entropy_bits)
}

/// One source that nobody can try out lists against is enough.
fn is_weak(manifest: &Manifest) -> bool {
    let is_weak = |spec: &Spec| matches!(spec, Spec::Numbers(id) if bits(manifest, id) < ENOUGH_BITS);
    manifest.beacon.sources().iter().all(is_weak)
}
