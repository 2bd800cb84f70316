//! The figures as they change: one stream of the server's for the whole page.

use crate::api::{Problem, address, by_hand};
use crate::desk::use_desk;
use canyu_core::staff::Figures;
use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{EventSource, MessageEvent};
use yew::{Callback, hook, use_callback, use_effect_with, use_mut_ref, use_state, use_state_eq};

/// After so many milliseconds a stream that the server has ended is asked for again.
const REST: u32 = 5_000;

/// What is known of them.
#[derive(Clone, PartialEq)]
pub enum Live {
    /// They have not come.
    Waiting,
    /// They do not come.
    Failed(Problem),
    /// They are there.
    Ready(Rc<Figures>),
}

/// What listens, as long as it is kept.
#[derive(Default)]
struct Tap {
    source: Option<EventSource>,
    listeners: Vec<EventListener>,
    again: Option<Timeout>,
    is_over: bool,
}

impl Tap {
    /// Asks for everything again after a while.
    fn rest(&mut self, again: Callback<()>) {
        self.again = Some(Timeout::new(REST, move || again.emit(())));
    }
}

impl Drop for Tap {
    fn drop(&mut self) {
        if let Some(source) = &self.source {
            source.close();
        }
    }
}

/// The figures of a campaign under a filter (its query, with the question mark), whether they are live, and what asks for them again.
#[hook]
pub fn use_figures(slug: &str, query: &str) -> (Live, bool, Callback<()>) {
    let desk = use_desk();
    let live = use_state(|| Live::Waiting);
    let is_live = use_state_eq(|| false);
    let attempt = use_state_eq(|| 0_u32);
    let attempts = use_mut_ref(|| 0_u32);
    // Under which filter there are figures.
    let shown = use_mut_ref(String::new);
    let again = {
        let attempt = attempt.clone();
        use_callback((), move |(), ()| {
            *attempts.borrow_mut() += 1;
            attempt.set(*attempts.borrow());
        })
    };
    let path = ["campaigns/", slug, "/statistics"].concat();
    {
        let (live, shown) = (live.clone(), shown.clone());
        use_effect_with((path.clone(), query.to_owned()), move |_| {
            shown.borrow_mut().clear();
            live.set(Live::Waiting);
        });
    }
    {
        let (live, is_live, again) = (live.clone(), is_live.clone(), again.clone());
        use_effect_with((path, query.to_owned(), *attempt), move |(path, query, _)| {
            let tap = Rc::new(RefCell::new(Tap::default()));
            let kept = tap.clone();
            let (asked, stream) = (
                [path, query.as_str()].concat(),
                address(&[path, "/stream", query].concat()),
            );
            // First as everything is asked for, so that an ended session, a missing right and a wrong filter are met as everywhere.
            spawn_local(async move {
                let answer = desk.api.get::<Figures>(&asked).await;
                if tap.borrow().is_over {
                    return;
                }
                match answer {
                    Ok(figures) => {
                        shown.replace(asked);
                        live.set(Live::Ready(Rc::new(figures)));
                        let came = Callback::from(move |figures| live.set(Live::Ready(Rc::new(figures))));
                        open(&tap, &stream, &came, &Callback::from(move |on| is_live.set(on)), again);
                    }
                    // What there was can still be read meanwhile.
                    Err(problem) if problem.may_pass() && *shown.borrow() == asked => {
                        is_live.set(false);
                        tap.borrow_mut().rest(again);
                    }
                    Err(problem) => live.set(Live::Failed(problem)),
                }
            });
            move || {
                // What comes later belongs to another filter.
                kept.replace(Tap::default());
                kept.borrow_mut().is_over = true;
            }
        });
    }
    ((*live).clone(), *is_live, again)
}

/// Listens to a stream. The browser opens it again after a break, with the number of the last figures; where the server has ended or refused it,
/// all of it is asked for again.
fn open(
    tap: &Rc<RefCell<Tap>>,
    address: &str,
    came: &Callback<Figures>,
    is_live: &Callback<bool>,
    again: Callback<()>,
) {
    let Ok(source) = EventSource::new(address) else {
        return;
    };
    let opened = {
        let is_live = is_live.clone();
        EventListener::new(&source, "open", move |_| is_live.emit(true))
    };
    let figures = {
        let came = came.clone();
        EventListener::new(&source, "figures", move |event| {
            let text = event
                .dyn_ref::<MessageEvent>()
                .and_then(|event| event.data().as_string());
            if let Some(figures) = text.and_then(|text| by_hand(&text).ok()) {
                came.emit(figures);
            }
        })
    };
    let broke = {
        let (is_live, weak, closed) = (is_live.clone(), Rc::downgrade(tap), source.clone());
        EventListener::new(&source, "error", move |_| {
            is_live.emit(false);
            if closed.ready_state() == EventSource::CLOSED
                && let Some(tap) = weak.upgrade()
            {
                tap.borrow_mut().rest(again.clone());
            }
        })
    };
    let mut tap = tap.borrow_mut();
    tap.source = Some(source);
    tap.listeners = vec![opened, figures, broke];
}
