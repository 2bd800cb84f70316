//! How far something is that takes a while, and whether it is still wanted.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// What whoever does it and whoever waits for it share.
#[derive(Debug, Default)]
pub struct Progress {
    done: AtomicU64,
    is_stopped: AtomicBool,
}

impl Progress {
    /// Notes how much is done.
    pub fn note(&self, done: u64) {
        self.done.store(done, Ordering::Relaxed);
    }

    /// Adds to what is done.
    pub fn add(&self, more: u64) {
        self.done.fetch_add(more, Ordering::Relaxed);
    }

    /// How much is done.
    #[must_use]
    pub fn done(&self) -> u64 {
        self.done.load(Ordering::Relaxed)
    }

    /// Nobody wants it any more.
    pub fn stop(&self) {
        self.is_stopped.store(true, Ordering::Relaxed);
    }

    /// Whether nobody wants it any more.
    #[must_use]
    pub fn is_stopped(&self) -> bool {
        self.is_stopped.load(Ordering::Relaxed)
    }
}
