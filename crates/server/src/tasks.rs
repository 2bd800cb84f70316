//! What a running server does beside answering: tasks that are there from its start, and one of each kind for every campaign.

use std::collections::HashSet;
use tokio::task::JoinSet;

/// The tasks that are running. They end when this is dropped.
#[derive(Debug, Default)]
pub struct Tasks {
    started: HashSet<(&'static str, String)>,
    running: JoinSet<()>,
}

impl Tasks {
    /// Starts a task of the whole server's.
    pub fn spawn(&mut self, task: impl Future<Output = ()> + Send + 'static) {
        self.running.spawn(task);
    }

    /// Starts a task of a kind for each of the campaigns that has not had one yet. A task that has come to its end is not started again.
    pub fn each<T: Future<Output = ()> + Send + 'static>(
        &mut self,
        kind: &'static str,
        slugs: Vec<String>,
        task: impl Fn(String) -> T,
    ) {
        for slug in slugs {
            if self.started.insert((kind, slug.clone())) {
                self.running.spawn(task(slug));
            }
        }
        while self.running.try_join_next().is_some() {}
    }
}
