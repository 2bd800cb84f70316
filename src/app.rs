//! The whole widget: the campaign's head, its nodes, and the fan's strip.

use crate::ctx::{Ctx, Place};
use crate::effects::outbox::Flight;
use crate::effects::{Core, Effects, arrival, gadgets, kept, outbox, poll, sight, torn, turning};
use crate::hand::{Note, Said};
use crate::keep;
use crate::nodes::draw::{banner, result};
use crate::nodes::face;
use crate::parts::mine::{mine, notice};
use crate::parts::strip::strip;
use crate::parts::ticket::ticket;
use crate::platform::reading;
use crate::reduce::reduce;
use crate::state::{Action, State};
use crate::text::{Key, Many, Texts};
use crate::ui::Ui;
use canyu_core::act::Act;
use canyu_core::view::View;
use std::cell::RefCell;
use std::rc::Rc;
use web_sys::HtmlElement;
use yew::{Callback, Component, Context, Html, NodeRef, Properties, html};

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

/// The one component. Its state is plain data and changes by [`reduce`] alone; its views are functions; what outlives a rendering is
/// in [`Effects`].
pub struct App {
    core: Core,
    effects: Effects,
    flight: Flight,
    root: NodeRef,
}

impl Component for App {
    type Message = Action;
    type Properties = AppProps;

    fn create(context: &Context<Self>) -> Self {
        let AppProps { view, place, .. } = context.props();
        let mut state = State::new(view.clone(), keep::all(place), reading());
        if let Some(code) = &place.event {
            state.bring(code);
        }
        state.drum = state
            .lottery()
            .is_some_and(|(_, lottery)| keep::is_news(place, &lottery.draw));
        let latest = Rc::new(RefCell::new(Rc::new(state)));
        let dispatch = context.link().callback(|action| action);
        let perform = {
            let (latest, place, dispatch) = (latest.clone(), place.clone(), dispatch.clone());
            Callback::from(move |act: Act| {
                let state = latest.borrow().clone();
                outbox::act(&state, &place, &dispatch, act);
            })
        };
        let core = Core {
            latest,
            place: place.clone(),
            dispatch,
            perform,
        };
        Self {
            core,
            effects: Effects::default(),
            flight: Flight::default(),
            root: NodeRef::default(),
        }
    }

    fn update(&mut self, _: &Context<Self>, action: Action) -> bool {
        let next = reduce(&self.core.state(), action);
        self.core.latest.replace(Rc::new(next));
        true
    }

    fn changed(&mut self, context: &Context<Self>, before: &AppProps) -> bool {
        let view = &context.props().view;
        if view.lang != before.view.lang {
            let next = reduce(&self.core.state(), Action::Viewed(view.clone(), reading()));
            self.core.latest.replace(Rc::new(next));
        }
        true
    }

    fn view(&self, context: &Context<Self>) -> Html {
        let ctx = Rc::new(Ctx {
            state: self.core.state(),
            texts: context.props().texts.clone(),
            place: self.core.place.clone(),
            perform: self.core.perform.clone(),
            dispatch: self.core.dispatch.clone(),
        });
        let lang = ctx.texts.lang.clone();
        html! { <section class="canyu" part="campaign" ref={&self.root} {lang}>{ page(ctx) }</section> }
    }

    fn rendered(&mut self, context: &Context<Self>, first: bool) {
        let (effects, core) = (&mut self.effects, &self.core);
        let root = self.root.cast::<HtmlElement>();
        if let (true, Some(root), Some(accent)) = (first, &root, &context.props().view.accent) {
            let _ = root.style().set_property("--campaign-accent", accent);
        }
        if let (true, Some(root), Some(_)) = (first, &root, &core.place.event)
            && let Ok(Some(found)) = root.query_selector(".checkin")
        {
            found.scroll_into_view();
        }
        let root = root.as_deref();
        arrival::sync(effects, core);
        outbox::sync(effects, core, &self.flight);
        let lang = &context.props().texts.lang;
        poll::sync(effects, core, lang);
        kept::sync(effects, core);
        gadgets::sync(effects, core, root);
        sight::sync(effects, core, root);
        torn::sync(effects, core, root);
        turning::sync(effects, core, root);
    }

    fn destroy(&mut self, _: &Context<Self>) {
        // A request under way is given up; its act stays kept for the next visit.
        self.flight.take();
        self.effects = Effects::default();
    }
}

/// What the widget shows.
pub fn page(ctx: Rc<Ctx>) -> Html {
    let mut made = Ui::new(ctx.clone());
    let ui = &mut made;
    let view = &ctx.state.shown;
    ui.open("p.unseen");
    ui.attr("role", "status");
    ui.text(&announcement(&ctx));
    ui.close();
    ui.theirs("header.head");
    ui.key_if(view.rehearsal, "p.badge", Key::Rehearsal);
    ui.open("h2.title");
    ui.attr("part", "title");
    ui.text(&view.title);
    ui.close();
    ui.say("p.lead", &view.lead);
    ui.close();
    banner(ui);
    notice(ui);
    ui.open("div.nodes");
    for found in &view.nodes {
        ticket(ui, found, face(found));
    }
    ui.close();
    strip(ui);
    ui.some("p.people", Many::People, view.people);
    mine(ui);
    made.end()
}

/// What a screen reader is told: what came of the last act at any node.
fn announcement(ctx: &Ctx) -> String {
    let state = &ctx.state;
    let Some(Note { node, said }) = state.notes.last() else {
        return if state.drum { result(ctx) } else { String::new() };
    };
    let tickets = match said {
        Said::Earned(tickets) => tickets,
        Said::Refused(code) => return ctx.texts.refusal(code),
    };
    let mut told = match tickets {
        0 => ctx.t(Key::SayNoted),
        tickets => ctx.texts.many(Many::SayEarned, u64::from(*tickets)),
    };
    // What stands on its stub: a prize that was won, a place in a waiting list.
    if let Some(node) = state.shown.nodes.iter().find(|found| found.id == *node) {
        told.push(' ');
        told.push_str(&face(node).said(ctx, node));
    }
    told
}
