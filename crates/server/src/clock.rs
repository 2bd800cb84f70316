//! Campaign time. The only place that reads the machine's clock.

use canyu_core::moment::Moment;
use std::{
    sync::atomic::{AtomicI64, Ordering},
    time::{Duration, Instant},
};

/// How often jobs look at a clock that is driven: a jump of a day should not be noticed a second later.
const DRIVEN_LOOK: Duration = Duration::from_millis(20);

/// The server's clock: the wall's, or a rehearsal's.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    origin: Moment,
    started: Instant,
    speed: u32,
    rehearsal: bool,
    /// The time itself, where it stands still until somebody moves it. All copies of the clock show it.
    driven: Option<&'static AtomicI64>,
}

/// Why the time cannot be moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotMoved {
    /// It goes by itself.
    #[error("this clock goes by itself; only a server started with --rehearsal-driven is driven")]
    GoesByItself,
    /// Time does not run back.
    #[error("it is {now} already, and time does not run back")]
    Back {
        /// The time.
        now: Moment,
    },
}

impl NotMoved {
    /// The stable code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::GoesByItself => "clock_not_driven",
            Self::Back { .. } => "clock_back",
        }
    }
}

impl Clock {
    /// The real time.
    #[must_use]
    pub fn real() -> Self {
        Self {
            origin: wall(),
            started: Instant::now(),
            speed: 1,
            rehearsal: false,
            driven: None,
        }
    }

    /// A rehearsal that begins now, at a moment of its own, running `speed` times as fast as the wall's clock.
    #[must_use]
    pub fn rehearsal(at: Moment, speed: u32) -> Self {
        Self {
            origin: at,
            started: Instant::now(),
            speed,
            rehearsal: true,
            driven: None,
        }
    }

    /// A rehearsal whose time stands still until [`Clock::advance`] moves it.
    #[must_use]
    pub fn driven(at: Moment) -> Self {
        // The clock is copied everywhere and lasts as long as the program: eight bytes that are never given back.
        Self {
            driven: Some(Box::leak(Box::new(AtomicI64::new(at.0)))),
            ..Self::rehearsal(at, 1)
        }
    }

    /// The campaign's time.
    #[must_use]
    pub fn now(&self) -> Moment {
        if let Some(time) = self.driven {
            return Moment(time.load(Ordering::SeqCst));
        }
        if !self.rehearsal {
            return wall();
        }
        let passed = i64::try_from(self.started.elapsed().as_millis()).unwrap_or(i64::MAX);
        self.origin.plus(passed.saturating_mul(i64::from(self.speed)))
    }

    /// The machine's time, also in a rehearsal. Sessions, links, lock-outs and the codes of a second factor go by it: they belong to people and their
    /// devices, which do not rehearse, and a week that passes in a minute must not sign anybody out.
    #[must_use]
    pub fn wall(&self) -> Moment {
        wall()
    }

    /// Moves a driven clock forward, for all its copies.
    ///
    /// # Errors
    /// [`NotMoved`]
    pub fn advance(&self, to: Moment) -> Result<(), NotMoved> {
        let time = self.driven.ok_or(NotMoved::GoesByItself)?;
        let before = time.fetch_max(to.0, Ordering::SeqCst);
        if before > to.0 {
            return Err(NotMoved::Back { now: Moment(before) });
        }
        Ok(())
    }

    /// Whether the time stands still until somebody moves it.
    #[must_use]
    pub fn is_driven(&self) -> bool {
        self.driven.is_some()
    }

    /// How long a job rests before it looks again: as usual, or less where the time may jump at any moment.
    #[must_use]
    pub fn look(&self, usual: Duration) -> Duration {
        if self.is_driven() {
            usual.min(DRIVEN_LOOK)
        } else {
            usual
        }
    }

    /// Campaign seconds per second.
    #[must_use]
    pub fn speed(&self) -> u32 {
        self.speed
    }

    /// Whether this is a rehearsal.
    #[must_use]
    pub fn is_rehearsal(&self) -> bool {
        self.rehearsal
    }
}

#[expect(clippy::disallowed_methods, reason = "the one place that reads the clock")]
fn wall() -> Moment {
    Moment(jiff::Timestamp::now().as_millisecond())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_driven_clock_stands_still_and_all_its_copies_move_together_but_never_back() {
        let clock = Clock::driven(Moment(1_000));
        let copy = clock;
        assert_eq!(copy.now(), Moment(1_000));
        assert_eq!(clock.advance(Moment(5_000)), Ok(()));
        assert_eq!(copy.now(), Moment(5_000));
        assert_eq!(copy.advance(Moment(4_999)), Err(NotMoved::Back { now: Moment(5_000) }));
        assert_eq!(copy.advance(Moment(5_000)), Ok(()), "the same moment again is no fault");
        assert_eq!(clock.now(), Moment(5_000));
        assert_eq!(
            Clock::rehearsal(Moment(0), 1).advance(Moment(9)),
            Err(NotMoved::GoesByItself)
        );
        assert_eq!(Clock::real().advance(Moment(i64::MAX)), Err(NotMoved::GoesByItself));
    }

    #[test]
    fn jobs_look_often_at_a_driven_clock_alone() {
        let second = Duration::from_secs(1);
        assert_eq!(Clock::real().look(second), second);
        assert!(Clock::driven(Moment(0)).look(second) < second / 10);
    }
}
