//! The whole widget: the campaign's head, its nodes, and the fan's strip.

use crate::api::{self, Abort, Reply};
use crate::ctx::{Ctx, Place, refusal};
use crate::hooks::use_effect::{running, use_running};
use crate::hooks::use_outbox::use_outbox;
use crate::hooks::use_poll::use_poll;
use crate::hooks::use_sight::use_sight;
use crate::hooks::use_torn::use_torn;
use crate::hooks::use_turning::use_turning;
use crate::hooks::use_window::use_window;
use crate::hooks::{Core, Shared};
use crate::keep;
use crate::nodes::node;
use crate::parts::strip::strip;
use crate::parts::{words, wrap};
use crate::platform::reading;
use crate::state::{Action, Note, Said, State};
use crate::text::{Key, Many, Texts};
use canyu_core::act::Act;
use canyu_core::view::View;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlElement;
use yew::{Callback, Html, NodeRef, Properties, component, hook, html, use_mut_ref, use_node_ref, use_reducer};

/// See [`App`].
#[derive(Clone, Properties)]
pub struct AppProps {
    /// The campaign as the shell has fetched it.
    pub view: Rc<View>,
    /// The widget's words.
    pub texts: Rc<Texts>,
    /// Where the widget stands.
    pub place: Rc<Place>,
}

impl PartialEq for AppProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.view, &other.view)
            && Rc::ptr_eq(&self.texts, &other.texts)
            && Rc::ptr_eq(&self.place, &other.place)
    }
}

/// The root component.
#[component]
pub fn App(AppProps { view, texts, place }: &AppProps) -> Html {
    let shared = use_reducer(|| Shared(Rc::new(State::new(view.clone(), keep::all(place), reading()))));
    let latest = use_mut_ref(|| shared.0.clone());
    latest.replace(shared.0.clone());
    let dispatcher = shared.dispatcher();
    let dispatch = use_mut_ref(move || Callback::from(move |action| dispatcher.dispatch(action)));
    let dispatch = dispatch.borrow().clone();
    let core = Core {
        latest,
        place: place.clone(),
        dispatch: dispatch.clone(),
    };
    let perform = use_outbox(&core);
    use_window(&core);
    use_poll(&core, &texts.lang);
    use_arrival(&core, &perform);
    use_language(&core, view);
    let root = use_node_ref();
    use_accent(&root, view.accent.as_deref());
    use_torn(&core, &root);
    use_turning(&core, &root);
    let mut nodes = String::new();
    for node in &shared.0.shown.nodes {
        nodes.push_str(&node.id);
        nodes.push(' ');
    }
    use_sight(&root, nodes, &perform);
    let ctx = Ctx {
        state: shared.0.clone(),
        texts: texts.clone(),
        place: place.clone(),
        perform,
        dispatch,
    };
    html! { <section class="canyu" part="campaign" ref={root} lang={texts.lang.clone()}>{ page(&ctx) }</section> }
}

/// What the widget shows.
#[must_use]
pub fn page(ctx: &Ctx) -> Html {
    let view = &ctx.state.shown;
    let mut nodes = Vec::new();
    for found in &view.nodes {
        nodes.push(node(ctx, found));
    }
    let badge = if view.rehearsal {
        ctx.t(Key::Rehearsal)
    } else {
        String::new()
    };
    let people = if view.people > 0 {
        ctx.texts.many(Many::People, view.people)
    } else {
        String::new()
    };
    html! {
        <>
            <p class="unseen" role="status">{ announcement(ctx) }</p>
            <header class="head" lang={ctx.campaign_lang()}>
                { words("p", "badge", badge) }
                <h2 class="title" part="title">{ &view.title }</h2>
                { words("p", "lead", view.lead.clone()) }
            </header>
            { wrap("div", "nodes", nodes) }
            { strip(ctx) }
            { words("p", "people", people) }
        </>
    }
}

/// What a screen reader is told: the last thing that was said at any node.
fn announcement(ctx: &Ctx) -> String {
    match ctx.state.notes.last() {
        None => String::new(),
        Some(Note {
            said: Said::Earned(0), ..
        }) => ctx.t(Key::SayNoted),
        Some(Note {
            said: Said::Earned(tickets),
            ..
        }) => ctx.texts.many(Many::SayEarned, u64::from(*tickets)),
        Some(Note {
            said: Said::Refused(code),
            ..
        }) => ctx.t(refusal(code)),
    }
}

/// Tells the server that the fan is here, or asks who he is.
#[hook]
fn use_arrival(core: &Core, perform: &Callback<Act>) {
    let (core, perform) = (core.clone(), perform.clone());
    use_running(
        String::new(),
        Box::new(move || {
            api::tell(&core.place, "canyu-ready", &[]);
            let arrive = Act::Arrive {
                code: core.place.code.clone(),
                channel: core.place.channel.clone(),
            };
            let abort = Abort::new();
            let signal = abort.signal();
            if core.place.code.is_some() || !keep::was_here(&core.place) {
                perform.emit(arrive);
            } else {
                spawn_local(async move {
                    if matches!(api::me(&core, signal).await, Reply::Refused(404, _)) {
                        perform.emit(arrive);
                    }
                });
            }
            running(abort)
        }),
    );
}

/// Takes over the campaign in another language when the shell brings it.
#[hook]
fn use_language(core: &Core, view: &Rc<View>) {
    let (core, view) = (core.clone(), view.clone());
    use_running(
        view.lang.clone(),
        Box::new(move || {
            if core.state().view.lang != view.lang {
                core.dispatch.emit(Action::Viewed(view, reading()));
            }
            None
        }),
    );
}

/// The campaign's colour, which the page's own `--canyu-accent` outweighs.
#[hook]
fn use_accent(root: &NodeRef, accent: Option<&str>) {
    let (root, accent) = (root.clone(), accent.unwrap_or_default().to_owned());
    use_running(
        accent.clone(),
        Box::new(move || {
            let root = root.cast::<HtmlElement>().filter(|_| !accent.is_empty())?;
            let _ = root.style().set_property("--campaign-accent", &accent);
            None
        }),
    );
}
