//! How what somebody writes gets to the server: by itself, again where it could not be reached, and beside what colleagues write.

use crate::api::{Method, Problem};
use crate::desk::{Desk, use_desk};
use crate::draft::schema::value_at;
use crate::draft::work::Work;
use canyu_core::staff::{Draft, Edit, EditedMeanwhile, Editor, Edits, Pulse, Seen};
use gloo_events::{EventListener, EventListenerOptions};
use gloo_timers::callback::{Interval, Timeout};
use serde_json::Value;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::functional::UseForceUpdateHandle;
use yew::{hook, use_effect_with, use_force_update, use_memo};

/// How long after the last key something is sent.
const PAUSE: u32 = 600;
/// How long after a failure it is tried again.
const AGAIN: u32 = 3_000;
/// How often it is asked what colleagues do.
const BEAT: u32 = 4_000;

struct Inner {
    work: RefCell<Work>,
    editors: RefCell<Vec<Editor>>,
    /// Where I am.
    place: RefCell<String>,
    timer: Cell<Option<Timeout>>,
}

/// The draft, and what is on its way.
#[derive(Clone)]
pub struct Saver {
    desk: Desk,
    inner: Rc<Inner>,
    update: UseForceUpdateHandle,
}

impl Saver {
    /// How it stands now.
    #[must_use]
    pub fn work(&self) -> Work {
        self.inner.work.borrow().clone()
    }

    /// Who else is here.
    #[must_use]
    pub fn editors(&self) -> Vec<Editor> {
        self.inner.editors.borrow().clone()
    }

    /// The draft's place in the API, and what is below.
    #[must_use]
    pub fn path(&self, rest: &str) -> String {
        ["drafts/", &self.inner.work.borrow().draft.id, rest].concat()
    }

    /// Says to colleagues where I am.
    pub fn enter(&self, place: String) {
        self.inner.place.replace(place);
    }

    /// Writes a value; none: what stands there goes. It is sent when nothing is written for a moment, or `now`.
    pub fn set(&self, place: &str, value: Option<Value>, now: bool) {
        let (place, value) = (place.to_owned(), value.unwrap_or(Value::Null));
        self.edit(
            Edit::Set {
                place,
                value,
                was: None,
            },
            now,
        );
    }

    /// Makes a change.
    pub fn edit(&self, edit: Edit, now: bool) {
        self.inner.work.borrow_mut().edit(edit);
        if now {
            self.flush();
        } else {
            self.later(PAUSE);
        }
        self.update.force_update();
    }

    fn later(&self, pause: u32) {
        let saver = self.clone();
        self.inner.timer.set(Some(Timeout::new(pause, move || saver.flush())));
    }

    /// Sends what waits, unless something is on its way.
    pub fn flush(&self) {
        let Some(edits) = self.inner.work.borrow_mut().batch() else {
            return;
        };
        self.inner.timer.set(None);
        let saver = self.clone();
        spawn_local(async move {
            let (api, path) = (&saver.desk.api, saver.path("/edits"));
            let answer = api.send::<Draft>(Method::Post, &path, &Edits { edits }).await;
            let work = &saver.inner.work;
            match answer {
                Ok(draft) => work.borrow_mut().taken(draft),
                Err(problem) if problem.code() == "edited_meanwhile" => {
                    let body: Value = serde_json::from_str(problem.body()).unwrap_or_default();
                    saver.fetch().await;
                    // What stands there now may have changed once more: then the next try says so.
                    let now = EditedMeanwhile {
                        place: value_at(&body, "place").as_str().unwrap_or_default().to_owned(),
                        theirs: value_at(&body, "theirs").clone(),
                        by: work.borrow().draft.edited_by.clone(),
                    };
                    let is_found = work.borrow_mut().contested(&now);
                    if !is_found {
                        work.borrow_mut().refused(problem);
                        saver.fetch().await;
                    }
                }
                Err(problem) if problem.may_pass() => {
                    work.borrow_mut().failed(problem);
                    saver.later(AGAIN);
                    return saver.update.force_update();
                }
                Err(problem) => {
                    work.borrow_mut().refused(problem);
                    saver.fetch().await;
                }
            }
            saver.update.force_update();
            saver.flush();
        });
        self.update.force_update();
    }

    /// Takes another state of the draft.
    pub fn take(&self, draft: Draft) {
        self.inner.work.borrow_mut().renew(draft);
        self.update.force_update();
    }

    /// Fetches the draft anew.
    pub async fn fetch(&self) {
        if let Ok(draft) = self.desk.api.get(&self.path("")).await {
            self.take(draft);
        }
    }

    /// What I wanted to write at a place counts, whatever a colleague has written there, or it does not.
    pub fn choose(&self, place: &str, mine: bool) {
        let held = {
            let mut work = self.inner.work.borrow_mut();
            work.problem = None;
            work.held.remove(place)
        };
        if let Some(held) = held.filter(|_| mine) {
            self.set(place, held.mine, true);
        }
        self.update.force_update();
    }

    /// Takes the last change back.
    ///
    /// # Errors
    /// When it is still there.
    pub async fn undo(self) -> Result<(), Problem> {
        let revision = self.inner.work.borrow().draft.revision;
        let path = self.path("/undo");
        let draft = self.desk.api.send(Method::Post, &path, &Seen { revision }).await?;
        self.take(draft);
        Ok(())
    }

    async fn beat(self) {
        let revision = self.inner.work.borrow().draft.revision;
        let place = crate::browser::encoded(&self.inner.place.borrow());
        let path = self.path(&["/pulse?revision=", &revision.to_string(), "&place=", &place].concat());
        // It is asked again in a moment, so a failure is nothing to speak of.
        let Ok(pulse) = self.desk.api.get::<Pulse>(&path).await else {
            return;
        };
        let is_new = self.inner.editors.replace(pulse.editors.clone()) != pulse.editors;
        let now = self.inner.work.borrow().clone();
        if pulse.revision > now.draft.revision && now.is_saved() {
            self.fetch().await;
        } else if is_new {
            self.update.force_update();
        }
    }
}

/// A draft that is worked on.
#[hook]
pub fn use_saver(draft: &Rc<Draft>) -> Saver {
    let desk = use_desk();
    let update = use_force_update();
    let inner = use_memo(draft.id.clone(), |_| Inner {
        work: RefCell::new(Work::new((**draft).clone())),
        editors: RefCell::new(draft.editors.clone()),
        place: RefCell::default(),
        timer: Cell::new(None),
    });
    let saver = Saver { desk, inner, update };
    {
        let saver = saver.clone();
        use_effect_with(draft.id.clone(), move |_| {
            let heart = saver.clone();
            let beat = Interval::new(BEAT, move || spawn_local(heart.clone().beat()));
            let last = saver.clone();
            let leaving = crate::browser::window().map(|window| {
                let options = EventListenerOptions::enable_prevent_default();
                EventListener::new_with_options(&window, "beforeunload", options, move |event| {
                    if !last.inner.work.borrow().is_saved() {
                        last.flush();
                        event.prevent_default();
                    }
                })
            });
            move || {
                drop((beat, leaving));
                saver.flush();
            }
        });
    }
    saver
}
