//! The campaign's clock, and where a node stands by it.

use canyu_core::moment::Moment;
use canyu_core::view::NodeView;

/// The campaign's clock: a moment, and the reading of the browser's monotonic clock at that moment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Clock {
    /// The moment.
    pub base: Moment,
    /// The reading.
    pub at: f64,
    /// Campaign seconds per second.
    pub speed: u32,
}

impl Clock {
    /// The campaign's moment at a reading of the monotonic clock, in milliseconds.
    #[must_use]
    pub fn read(&self, reading: f64) -> Moment {
        let passed = (reading - self.at).max(0.0) * f64::from(self.speed);
        self.base.plus(passed as i64)
    }

    /// Milliseconds of the browser until a moment of the campaign, from another moment of it.
    #[must_use]
    pub fn wait(&self, from: Moment, to: Moment) -> f64 {
        (to.0.saturating_sub(from.0)).max(0) as f64 / f64::from(self.speed.max(1))
    }
}

/// Where a node stands in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Not open yet.
    Before,
    /// It would be open, but another node has to be done first.
    Locked,
    /// Open.
    Open,
    /// Closed.
    Closed,
}

/// The phase of a node at a moment.
#[must_use]
pub fn phase(node: &NodeView, now: Moment) -> Phase {
    if now < node.opens {
        Phase::Before
    } else if now < node.closes {
        Phase::Open
    } else {
        Phase::Closed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fast_rehearsal_runs_as_many_times_faster() {
        let clock = Clock {
            base: Moment(1_000),
            at: 50.0,
            speed: 60,
        };
        assert_eq!(clock.read(1_050.0), Moment(61_000));
        assert_eq!(clock.read(0.0), Moment(1_000), "never before what the server said");
        assert_eq!(clock.wait(Moment(1_000), Moment(61_000)), 1_000.0);
        assert_eq!(clock.wait(Moment(61_000), Moment(1_000)), 0.0);
    }
}
