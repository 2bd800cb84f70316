//! The tickets that are drawn already.

/// Intervals of tickets that are drawn already, ascending.
#[derive(Clone, Debug, Default)]
pub struct Drawn {
    /// First ticket and number of tickets.
    intervals: Vec<(u64, u32)>,
    tickets: u64,
}

impl Drawn {
    /// How many tickets are drawn.
    #[must_use]
    pub const fn tickets(&self) -> u64 {
        self.tickets
    }

    /// The ticket that is number `r` among those not drawn, from 0. `None` where it would be 2^64 or more.
    #[must_use]
    pub fn ticket(&self, r: u64) -> Option<u64> {
        let mut x = r;
        for &(start, weight) in &self.intervals {
            if x < start {
                break;
            }
            x = x.checked_add(u64::from(weight))?;
        }
        Some(x)
    }

    /// Takes an interval out. `false` where it meets one that is out already, or ends beyond 2^64.
    pub fn add(&mut self, start: u64, weight: u32) -> bool {
        let place = self.intervals.partition_point(|&(other, _)| other < start);
        let before = place.checked_sub(1).and_then(|before| self.intervals.get(before));
        let is_after = before.is_none_or(|&(other, weight)| start - other >= u64::from(weight));
        let is_before = match self.intervals.get(place) {
            Some(&(next, _)) => next - start >= u64::from(weight),
            None => start.checked_add(u64::from(weight)).is_some(),
        };
        if is_after && is_before {
            self.intervals.insert(place, (start, weight));
            self.tickets += u64::from(weight);
        }
        is_after && is_before
    }
}
