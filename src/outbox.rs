//! Acts on their way to the server: in order, each with its idempotency key, until the server has said yes or a final no.
//!
//! This is the deciding part; [`crate::effects::outbox`] does what it says.

use canyu_core::act::Act;
use canyu_core::moment::Moment;

/// An act that the server has not answered yet.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The idempotency key. Keys sort by the time at which they were made.
    pub key: String,
    /// When it was done, where that is to be told: because it had to wait.
    pub at: Option<Moment>,
    /// What was done.
    pub act: Act,
}

/// What is to be done next.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Step<'a> {
    /// Nothing waits.
    Idle,
    /// Send this one, after so many milliseconds.
    Send(&'a Entry, u32),
}

/// What an answer of the server means for an act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Keep it and try again.
    Retry,
    /// The fan is not known here: arrive first, then this one again.
    ArriveFirst,
    /// Our clock was ahead: send it again without its time.
    Undate,
    /// Refused for good.
    Drop,
}

/// The queue.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outbox {
    entries: Vec<Entry>,
    failures: u32,
}

impl Outbox {
    /// Acts kept from an earlier visit, in any order.
    #[must_use]
    pub fn kept(kept: Vec<Entry>) -> Self {
        // They are few, and a real sort is some kilobytes of WebAssembly.
        let mut entries: Vec<Entry> = Vec::new();
        for entry in kept {
            let place = entries.iter().take_while(|known| known.key < entry.key).count();
            entries.insert(place, entry);
        }
        Self { entries, failures: 0 }
    }

    /// What waits, oldest first.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// How often in a row the first one could not be delivered.
    #[must_use]
    pub fn failures(&self) -> u32 {
        self.failures
    }

    /// Whether acts have to wait: the server could not be reached the last time.
    #[must_use]
    pub fn waits(&self) -> bool {
        self.failures > 0 && !self.entries.is_empty()
    }

    /// Puts an act at the end; an arrival at the front, since nothing else is accepted before.
    pub fn push(&mut self, entry: Entry) {
        let place = if matches!(entry.act, Act::Arrive { .. }) {
            0
        } else {
            self.entries.len()
        };
        self.entries.insert(place, entry);
    }

    /// Takes an act out that was answered for good.
    pub fn take(&mut self, key: &str) -> Option<Entry> {
        let place = self.entries.iter().position(|entry| entry.key == key)?;
        self.failures = 0;
        Some(self.entries.remove(place))
    }

    /// The server could not be reached, or was busy.
    pub fn failed(&mut self) {
        self.failures = self.failures.saturating_add(1);
    }

    /// The network is back, or the page is looked at again: no need to wait longer.
    pub fn wake(&mut self) {
        self.failures = self.failures.min(1);
    }

    /// What is to be done next.
    #[must_use]
    pub fn next(&self) -> Step<'_> {
        match self.entries.first() {
            None => Step::Idle,
            Some(entry) => Step::Send(entry, delay(self.failures)),
        }
    }
}

/// Milliseconds to wait after so many failures: 1 s, doubled each time, at most 60 s.
#[must_use]
pub fn delay(failures: u32) -> u32 {
    match failures {
        0 => 0,
        more => (1_000_u32 << (more - 1).min(6)).min(60_000),
    }
}

/// What a status and a code mean.
#[must_use]
pub fn verdict(status: u16, code: &str) -> Verdict {
    match (status, code) {
        (_, "arrive_first" | "unknown_fan") => Verdict::ArriveFirst,
        (_, "from_the_future") => Verdict::Undate,
        (_, "too_many_tries") => Verdict::Drop,
        (408 | 425 | 429, _) => Verdict::Retry,
        (400..=499, _) => Verdict::Drop,
        _ => Verdict::Retry,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(key: &str, node: &str) -> Entry {
        Entry {
            key: key.into(),
            at: None,
            act: Act::Tap { node: node.into() },
        }
    }

    #[test]
    fn acts_leave_in_the_order_in_which_they_were_done() {
        let mut outbox = Outbox::kept(vec![entry("b", "second"), entry("a", "first")]);
        outbox.push(entry("c", "third"));
        let mut order = Vec::new();
        while let Step::Send(next, 0) = outbox.next() {
            let key = next.key.clone();
            order.push(outbox.take(&key).unwrap().act.node().unwrap().to_owned());
        }
        assert_eq!(order, ["first", "second", "third"]);
        assert_eq!(outbox.next(), Step::Idle);
    }

    #[test]
    fn an_arrival_goes_before_everything_that_waits() {
        let mut outbox = Outbox::kept(vec![entry("a", "first")]);
        outbox.push(Entry {
            key: "z".into(),
            at: None,
            act: Act::Arrive {
                code: None,
                channel: None,
                utm: None,
            },
        });
        assert!(matches!(
            outbox.next(),
            Step::Send(
                Entry {
                    act: Act::Arrive { .. },
                    ..
                },
                0
            )
        ));
    }

    #[test]
    fn waiting_doubles_from_one_second_to_a_minute_and_ends_when_the_network_is_back() {
        let mut outbox = Outbox::kept(vec![entry("a", "first")]);
        let mut waits = Vec::new();
        for _ in 0..9 {
            outbox.failed();
            let Step::Send(_, wait) = outbox.next() else {
                panic!("nothing to send")
            };
            waits.push(wait);
        }
        assert_eq!(
            waits,
            [1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000]
        );
        assert!(outbox.waits());
        outbox.wake();
        assert!(matches!(outbox.next(), Step::Send(_, 1_000)));
        outbox.take("a");
        assert!(!outbox.waits());
    }

    #[test]
    fn a_final_refusal_drops_an_act_and_a_busy_server_does_not() {
        assert_eq!(verdict(409, "closed"), Verdict::Drop);
        assert_eq!(verdict(422, "text_empty"), Verdict::Drop);
        assert_eq!(
            verdict(429, "too_many_tries"),
            Verdict::Drop,
            "guessing on does not help"
        );
        for status in [0, 408, 425, 429, 500, 503] {
            assert_eq!(verdict(status, "busy"), Verdict::Retry, "{status}");
        }
    }

    #[test]
    fn an_unknown_fan_arrives_first_and_a_clock_ahead_is_left_out() {
        assert_eq!(verdict(409, "arrive_first"), Verdict::ArriveFirst);
        assert_eq!(verdict(404, "unknown_fan"), Verdict::ArriveFirst);
        assert_eq!(verdict(422, "from_the_future"), Verdict::Undate);
    }
}
