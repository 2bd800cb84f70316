//! Campaign time. The only place that reads the machine's clock.

use canyu_core::moment::Moment;
use std::time::Instant;

/// The server's clock: the wall's, or a rehearsal's.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    origin: Moment,
    started: Instant,
    speed: u32,
    rehearsal: bool,
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
        }
    }

    /// The campaign's time.
    #[must_use]
    pub fn now(&self) -> Moment {
        if !self.rehearsal {
            return wall();
        }
        let passed = i64::try_from(self.started.elapsed().as_millis()).unwrap_or(i64::MAX);
        self.origin.plus(passed.saturating_mul(i64::from(self.speed)))
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
