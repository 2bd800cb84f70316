//! The reveal of an answer: which guesses were right, and the tickets of those who made them.

use super::{HOLD, LATE, LifeError, reveal_step};
use crate::{app::App, campaigns::Live, ingest::NotAccepted, store::life::GuessRow};
use canyu_core::{
    campaign::{Guess, GuessForm, Kind, Node},
    decide::Order,
    figure, fold,
};
use std::{collections::HashSet, sync::Arc};

/// Guesses or people that are read in one go.
const PAGE: u32 = 1_000;

/// Does what the reveal asks for, unless it is done or another process is doing it. Left half-way it is taken up from the beginning: everything in
/// it can be done twice without counting twice.
pub(super) async fn reveal(app: &App, live: &Arc<Live>, node: &Node) -> Result<(), LifeError> {
    let (Kind::Guess(guess), Some(due)) = (&node.kind, live.campaign.reveal(node)) else {
        return Ok(());
    };
    let (slug, step, now) = (&live.campaign.slug, reveal_step(node), app.clock.now());
    if live.has_done(&step) {
        return Ok(());
    }
    let until = now.plus(HOLD.saturating_mul(i64::from(app.clock.speed())));
    if !app.store.take_step(slug, &step, due, now, until).await? {
        let steps = app.store.steps(slug).await?;
        if steps.iter().any(|row| row.step == step && row.done.is_some()) {
            live.note_done(step);
        }
        return Ok(());
    }
    let right = right_guesses(app, slug, node, guess).await?;
    app.store.mark_correct(slug, &node.id, &right).await?;
    app.campaigns.changed(slug);
    if guess.bonus > 0 {
        for key in &right {
            reward(app, live, node, key).await?;
        }
    }
    app.store.finish_step(slug, &step, app.clock.now()).await?;
    live.note_done(step);
    let late = now.0 - due.0;
    if late > LATE {
        tracing::warn!(
            campaign = slug,
            node = node.id,
            seconds = late / 1_000,
            "the answer was revealed late"
        );
    } else {
        tracing::info!(
            campaign = slug,
            node = node.id,
            right = right.len(),
            "the answer is revealed"
        );
    }
    Ok(())
}

/// The keys of the guesses that were right, with those that staff have accepted.
async fn right_guesses(app: &App, slug: &str, node: &Node, guess: &Guess) -> Result<Vec<String>, LifeError> {
    let mut rightness = Rightness::new(guess);
    let mut after = String::new();
    loop {
        let page = app.store.guesses(slug, &node.id, &after, PAGE).await?;
        let Some(last) = page.last() else { break };
        after.clone_from(&last.key);
        page.iter().for_each(|row| rightness.look(row));
    }
    Ok(rightness.right)
}

/// Gives everybody who made a guess the bonus. Who only seconded it took no risk.
pub(super) async fn reward(app: &App, live: &Arc<Live>, node: &Node, key: &str) -> Result<(), LifeError> {
    let mut after = String::new();
    loop {
        let page = app
            .store
            .authors(&live.campaign.slug, &node.id, key, &after, PAGE)
            .await?;
        let Some(last) = page.last() else { return Ok(()) };
        after.clone_from(last);
        for fan in page {
            let name = format!("right/{}/{fan}", node.id);
            let order = Order::Right {
                node: node.id.clone(),
                fan,
            };
            match app.ingest.order(live.clone(), order, app.clock.now(), name).await {
                // A list that was closed before, since the server was down at both times, cannot be opened again; and one who was erased gets nothing.
                Err(NotAccepted::Refused(refusal)) => {
                    tracing::warn!(
                        campaign = live.campaign.slug,
                        node = node.id,
                        code = refusal.code(),
                        "a bonus could not be given"
                    );
                }
                done => drop(done?),
            }
        }
    }
}

/// What is right, as guesses come by.
struct Rightness<'a> {
    guess: &'a Guess,
    keys: HashSet<String>,
    answer: Option<i64>,
    least: Option<u64>,
    right: Vec<String>,
}

impl<'a> Rightness<'a> {
    fn new(guess: &'a Guess) -> Self {
        let answer = guess.answer.as_deref().unwrap_or_default();
        let keys = match guess.form {
            GuessForm::Text => std::iter::once(answer)
                .chain(guess.aliases.iter().map(String::as_str))
                .map(fold::key)
                .collect(),
            GuessForm::Choice => HashSet::from([answer.to_owned()]),
            GuessForm::Number | GuessForm::Picture => HashSet::new(),
        };
        let answer = (guess.form == GuessForm::Number).then(|| figure::read(answer, guess.decimals).ok());
        Self {
            guess,
            keys,
            answer: answer.flatten(),
            least: None,
            right: Vec::new(),
        }
    }

    fn look(&mut self, row: &GuessRow) {
        let Some(answer) = self.answer else {
            if row.correct || self.keys.contains(&row.key) {
                self.right.push(row.key.clone());
            }
            return;
        };
        // Numbers: those who come closest, all of them if several do.
        let Ok(figure) = figure::read(&row.key, self.guess.decimals) else {
            return;
        };
        let distance = figure.abs_diff(answer);
        if row.people <= 0 || self.least.is_some_and(|least| least < distance) {
            return;
        }
        if self.least != Some(distance) {
            self.least = Some(distance);
            self.right.clear();
        }
        self.right.push(row.key.clone());
    }
}
