//! The plan happens: in the order of campaign time, everybody by the same routes as a browser's. What falls into one second is sent at once.

use super::{
    client::{Client, ClientError, Pass, Who},
    ground::Ground,
    person::{Deed, Person, Step},
    plan::Plan,
    smtp::Mailboxes,
};
use crate::{
    rehearse::dice::Dice,
    simulate::chance::{SECOND, letters},
};
use canyu_core::{act::Act, moment::Moment, referral::share_code};
use futures::{StreamExt as _, stream};
use serde_json::Value;
use std::{
    cmp::Reverse,
    collections::{BTreeMap, BinaryHeap},
    time::Duration,
};

/// Requests at once, at most.
const AT_ONCE: usize = 32;
/// How often something is tried again that the server has put off.
const TRIES: u32 = 6;
/// How long a mail is waited for; and how long by whom two have not come already.
const MAIL: Duration = Duration::from_secs(3);
const MAIL_AGAIN: Duration = Duration::from_millis(150);

/// What has become of somebody so far.
#[derive(Clone, Debug, Default)]
pub(super) struct State {
    /// His name in exports, and the first part of his links.
    pub id: String,
    pub code: String,
    /// His visit used last.
    pass: Option<Pass>,
    /// Which mail to his address he waits for, as a number.
    awaits: u32,
    /// Mails that did not come in this step.
    missed: u32,
    /// Refusals by their code.
    pub refused: BTreeMap<String, u32>,
    /// His next step, and how often it was put off.
    next: usize,
    tries: u32,
}

/// What came of a step.
enum Done {
    /// It is over, one way or the other.
    Yes(Box<State>),
    /// It is to be tried again after so many seconds.
    Later(Box<State>, i64),
}

/// A simulation under way.
pub(super) struct Drive<'a> {
    pub client: &'a Client,
    pub boxes: Option<&'a Mailboxes>,
    pub ground: &'a Ground,
    pub plan: &'a Plan,
    pub seed: u64,
    pub states: Vec<State>,
    /// Mails that did not come, by the human who waited for them.
    missed: BTreeMap<u32, u32>,
    /// Requests for acts so far.
    pub steps: u64,
}

impl<'a> Drive<'a> {
    /// Nothing has happened yet.
    pub fn new(
        client: &'a Client,
        boxes: Option<&'a Mailboxes>,
        ground: &'a Ground,
        plan: &'a Plan,
        seed: u64,
    ) -> Self {
        Self {
            client,
            boxes,
            ground,
            plan,
            seed,
            states: vec![State::default(); plan.people.len()],
            missed: BTreeMap::new(),
            steps: 0,
        }
    }

    /// Lets everything happen.
    ///
    /// # Errors
    /// When the server cannot be reached; refusals are noted in the states.
    pub async fn run(&mut self, mut told: impl FnMut(Moment, u64)) -> Result<(), ClientError> {
        let mut queue: BinaryHeap<Reverse<(Moment, u32)>> = BinaryHeap::new();
        for person in &self.plan.people {
            if let Some(step) = person.steps.first() {
                queue.push(Reverse((step.at, person.number)));
            }
        }
        let mut now = self.client.time().await?;
        while let Some(Reverse((at, first))) = queue.pop() {
            let second = at.0.div_euclid(SECOND);
            let mut batch = vec![first];
            while let Some(Reverse((_, number))) = queue.peek().filter(|next| next.0.0.0.div_euclid(SECOND) == second) {
                batch.push(*number);
                queue.pop();
            }
            now = now.max(at);
            told(now, self.steps);
            for (number, next) in self.batch(&batch, now).await? {
                queue.push(Reverse((next, number)));
            }
        }
        Ok(())
    }

    /// One step of each of them; when each of them does the next one.
    async fn batch(&mut self, numbers: &[u32], now: Moment) -> Result<Vec<(u32, Moment)>, ClientError> {
        self.steps += numbers.len() as u64;
        let all = stream::iter(numbers.iter().filter_map(|&number| {
            let person = self.plan.people.get(number as usize)?;
            let state = self.states.get(number as usize)?.clone();
            let step = person.steps.get(state.next)?;
            Some(self.step(person, step, now, state))
        }));
        let done: Vec<(u32, Result<Done, ClientError>)> = all.buffer_unordered(AT_ONCE).collect().await;
        let mut next = Vec::new();
        for (number, done) in done {
            let (mut state, wait) = match done? {
                Done::Yes(mut state) => {
                    (state.next, state.tries) = (state.next + 1, 0);
                    (state, 1)
                }
                Done::Later(mut state, wait) => {
                    state.tries += 1;
                    if state.tries >= TRIES {
                        (state.next, state.tries) = (state.next + 1, 0);
                    }
                    (state, wait.max(1))
                }
            };
            let steps = self.plan.people.get(number as usize).map(|person| &person.steps);
            if let Some(step) = steps.and_then(|steps| steps.get(state.next)) {
                let earliest = now.plus(if wait > 1 { wait * SECOND } else { 0 });
                if earliest < self.ground.closes {
                    next.push((number, step.at.max(earliest)));
                }
            }
            if let Some(person) = self.plan.people.get(number as usize) {
                *self.missed.entry(person.human).or_default() += std::mem::take(&mut state.missed);
            }
            if let Some(slot) = self.states.get_mut(number as usize) {
                *slot = *state;
            }
        }
        Ok(next)
    }

    async fn step(
        &self,
        person: &Person,
        step: &Step,
        now: Moment,
        mut state: State,
    ) -> (u32, Result<Done, ClientError>) {
        let who = Who {
            token: &person.token,
            from: step.from,
            at: Some(now),
        };
        // What is chosen on the way has dice of its own, for each step.
        let stream = u64::from(person.number) << 16 | state.next as u64;
        let mut dice = Dice::new(!self.seed, stream);
        let done = self.deed(person, who, &step.deed, &mut state, &mut dice).await;
        let done = match done {
            Ok(()) => Ok(Done::Yes(Box::new(state))),
            Err(ClientError::Refused { code, status, after }) => {
                *state.refused.entry(code).or_default() += 1;
                let again = matches!(status, 408 | 425 | 429 | 500..=599).then_some(after.unwrap_or(2));
                Ok(match again {
                    Some(after) => Done::Later(Box::new(state), after),
                    None => Done::Yes(Box::new(state)),
                })
            }
            Err(error) => Err(error),
        };
        (person.number, done)
    }

    async fn deed(
        &self,
        person: &Person,
        who: Who<'_>,
        deed: &Deed,
        state: &mut State,
        dice: &mut Dice,
    ) -> Result<(), ClientError> {
        let key = letters(dice, 32);
        match deed {
            Deed::Come(link) => {
                let index = self.ground.sharing.as_ref().map_or(0, |sharing| sharing.index);
                let of = link
                    .as_ref()
                    .and_then(|link| Some((self.states.get(link.of as usize)?, &link.channel)));
                let found = of.filter(|(friend, _)| !friend.code.is_empty());
                let code = found.map(|(friend, _)| share_code(&friend.code, index));
                let channel = found.map(|(_, channel)| channel.clone());
                let arrive = Act::Arrive {
                    code,
                    channel,
                    utm: None,
                };
                let (answer, _) = self.client.act(who, &key, &arrive, None).await?;
                let text = |name: &str| {
                    answer
                        .pointer(name)
                        .and_then(Value::as_str)
                        .unwrap_or_default()
                        .to_owned()
                };
                (state.id, state.code) = (text("/me/id"), text("/me/code"));
            }
            Deed::See => {
                let nodes = self.ground.all.clone();
                self.client.act(who, &key, &Act::See { nodes }, None).await?;
            }
            Deed::Act(act) => {
                let (_, pass) = self.client.act(who, &key, act, None).await?;
                state.pass = pass.or(state.pass.take());
            }
            Deed::Replay { act, of } => {
                let pass = self.states.get(*of as usize).and_then(|state| state.pass.clone());
                self.client.act(who, &key, act, Some(pass.unwrap_or_default())).await?;
            }
            Deed::Mail => {
                if let (Some(mailbox), Some(boxes)) = (&person.mail, self.boxes) {
                    state.awaits = boxes.count(&mailbox.address) + 1;
                    self.client.mail(who, &mailbox.address).await?;
                }
            }
            Deed::Confirm { wrong } => {
                for _ in 0..*wrong {
                    let guess = format!("{:06}", dice.below(1_000_000));
                    note(state, self.client.confirm(who, &guess).await)?;
                }
                if let Some(code) = self.code(person, state).await {
                    self.client.confirm(who, &code).await?;
                }
            }
            Deed::Guess { tries } => {
                for _ in 0..*tries {
                    let guess = format!("{:06}", dice.below(1_000_000));
                    note(state, self.client.confirm(who, &guess).await)?;
                }
            }
            Deed::Borrow { of } => {
                let other = self.plan.people.get(*of as usize);
                if let (Some(other), Some(_)) = (other, self.boxes)
                    && let Some(code) = self.read(other, 1, MAIL_AGAIN).await
                {
                    self.client.confirm(who, &code).await?;
                }
            }
        }
        Ok(())
    }

    /// The code that somebody waits for.
    async fn code(&self, person: &Person, state: &mut State) -> Option<String> {
        // The server owes mails to nobody who asks for hundreds: whoever has waited in vain waits less, under all his names.
        let missed = self.missed.get(&person.human).copied().unwrap_or(0);
        let code = self
            .read(person, state.awaits.max(1), if missed < 2 { MAIL } else { MAIL_AGAIN })
            .await;
        state.missed += u32::from(code.is_none());
        if code.is_none() {
            *state.refused.entry("no_mail".to_owned()).or_default() += 1;
        }
        code
    }

    async fn read(&self, person: &Person, at_least: u32, patience: Duration) -> Option<String> {
        let mailbox = person.mail.as_ref()?;
        self.boxes?.code(&mailbox.address, at_least, patience).await
    }
}

/// Notes a refusal and goes on, unless it is to be tried later.
fn note(state: &mut State, result: Result<(), ClientError>) -> Result<(), ClientError> {
    match result {
        Err(ClientError::Refused { code, status, .. }) if status != 429 => {
            *state.refused.entry(code).or_default() += 1;
            Ok(())
        }
        other => other,
    }
}
