//! What pages keep: fields, what was fetched, and what is on its way.

use crate::api::{Problem, by_hand};
use crate::desk::{Desk, use_desk};
use crate::wire::Wire;
use std::any::Any;
use std::cell::RefCell;
use std::pin::Pin;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::{Callback, UseStateHandle, hook, use_callback, use_effect_with, use_mut_ref, use_state};

/// A field's text.
#[derive(Clone, PartialEq)]
pub struct Text(UseStateHandle<String>);

impl Text {
    /// What is written there.
    #[must_use]
    pub fn get(&self) -> String {
        self.0.to_string()
    }

    /// The same without blanks around it.
    #[must_use]
    pub fn trimmed(&self) -> String {
        self.0.trim().to_owned()
    }

    /// Whether nothing is written there.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.trim().is_empty()
    }

    /// Writes something else.
    pub fn set(&self, text: &str) {
        self.0.set(text.to_owned());
    }
}

/// A field, and what stands there first.
#[hook]
pub fn use_text(first: &str) -> Text {
    Text(use_state(|| first.to_owned()))
}

/// Something that is fetched.
pub enum Load<T> {
    /// It has not come.
    Waiting,
    /// It does not come.
    Failed(Problem),
    /// It is there.
    Ready(Rc<T>),
}

impl<T> Clone for Load<T> {
    fn clone(&self) -> Self {
        match self {
            Self::Waiting => Self::Waiting,
            Self::Failed(problem) => Self::Failed(problem.clone()),
            Self::Ready(it) => Self::Ready(it.clone()),
        }
    }
}

/// What was fetched, whatever it is: so that the hook below exists once, and not once for each kind of thing.
type Fetched = Result<Rc<dyn Any>, Problem>;

#[hook]
fn use_fetch(path: String, parse: fn(&str) -> Fetched) -> (Option<Fetched>, Callback<()>) {
    let desk = use_desk();
    let fetched = use_state(|| None::<Fetched>);
    // The last one that was asked for: an answer that has been overtaken is not shown.
    let asked = use_mut_ref(|| 0_u32);
    let fetch = {
        let fetched = fetched.clone();
        use_callback(path.clone(), move |(), path| {
            if path.is_empty() {
                return;
            }
            let (api, fetched, asked, path) = (desk.api.clone(), fetched.clone(), asked.clone(), path.clone());
            *asked.borrow_mut() += 1;
            let number = *asked.borrow();
            spawn_local(async move {
                let answer = api.text(&path).await;
                if *asked.borrow() == number {
                    fetched.set(Some(answer.and_then(|text| parse(&text))));
                }
            });
        })
    };
    {
        let (fetch, fetched) = (fetch.clone(), fetched.clone());
        use_effect_with(path, move |_| {
            fetched.set(None);
            fetch.emit(());
        });
    }
    ((*fetched).clone(), fetch)
}

/// As what it was read.
fn loaded<T: 'static>(fetched: Option<Fetched>) -> Load<T> {
    match fetched {
        None => Load::Waiting,
        Some(Err(problem)) => Load::Failed(problem),
        Some(Ok(it)) => it.downcast().map_or(Load::Waiting, Load::Ready),
    }
}

/// Fetches a path, and again when asked to or when the path is another one; an empty one is not fetched. What is there stays until something
/// newer comes.
#[hook]
pub fn use_load<T: Wire>(path: String) -> (Load<T>, Callback<()>) {
    let (fetched, again) = use_fetch(path, |text| Ok(Rc::new(by_hand::<T>(text)?)));
    (loaded(fetched), again)
}

/// The same for a text that is no JSON.
#[hook]
pub fn use_text_of(path: String) -> (Load<String>, Callback<()>) {
    let (fetched, again) = use_fetch(path, |text| Ok(Rc::new(text.to_owned())));
    (loaded(fetched), again)
}

/// Something that somebody has asked to be done.
#[derive(Clone, PartialEq)]
pub struct Act {
    /// Known at once, and not only from the next rendering on: two presses in one moment are one act.
    running: Rc<RefCell<bool>>,
    busy: UseStateHandle<bool>,
    problem: UseStateHandle<Option<Problem>>,
}

impl Act {
    /// Whether it is on its way.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        *self.busy
    }

    /// The same as it is this moment, for whoever holds an older copy.
    #[must_use]
    pub fn is_running(&self) -> bool {
        *self.running.borrow()
    }

    /// Why it came to nothing the last time.
    #[must_use]
    pub fn problem(&self) -> Option<Problem> {
        (*self.problem).clone()
    }

    /// Forgets that it came to nothing.
    pub fn forget(&self) {
        self.problem.set(None);
    }

    /// Sends something, says that it is done, and goes on with `after`.
    pub fn send(&self, desk: &Desk, path: String, body: String, done: &'static str, after: Callback<()>) {
        let desk = desk.clone();
        self.run(async move {
            desk.api.post(&path, body).await?;
            desk.say.emit(desk.words.t(done).to_string());
            after.emit(());
            Ok(())
        });
    }

    /// Does it, unless it is on its way already.
    pub fn run(&self, work: impl Future<Output = Result<(), Problem>> + 'static) {
        self.start(Box::pin(work));
    }

    fn start(&self, work: Pin<Box<dyn Future<Output = Result<(), Problem>>>>) {
        if self.running.replace(true) {
            return;
        }
        let act = self.clone();
        act.busy.set(true);
        act.problem.set(None);
        spawn_local(async move {
            let done = work.await;
            act.running.replace(false);
            act.busy.set(false);
            act.problem.set(done.err());
        });
    }
}

/// Something to be done.
#[hook]
pub fn use_act() -> Act {
    Act {
        running: use_mut_ref(|| false),
        busy: use_state(|| false),
        problem: use_state(|| None),
    }
}
