//! A new stage of a teaser: its picture is loaded first, then its tiles turn over.

use crate::effects::timer::{after, at};
use crate::effects::{Core, Effects, Slot, running};
use crate::hand::Canvas;
use crate::platform::digits;
use crate::state::{Action, State};
use canyu_core::view::{KindView, TeaserView};
use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::{CssStyleDeclaration, Element, HtmlElement, HtmlImageElement};

/// Between the starts of two tiles.
const STAGGER: u32 = 40;
/// How long one tile turns.
const TURN: u32 = 520;

/// Follows the pictures of all teasers.
pub fn sync(effects: &mut Effects, core: &Core, root: Option<&Element>) {
    let state = core.state();
    let (mut awaited, mut turning) = (String::new(), String::new());
    for (canvas, teaser) in canvases(&state) {
        if canvas.shown != teaser.picture {
            awaited.push_str(&teaser.picture);
        }
        if canvas.before.is_some() {
            turning.push_str(&canvas.shown);
        }
    }
    if effects.renew(Slot::Loading, awaited) {
        effects.keep(Slot::Loading, running(load(core, &state)));
    }
    if effects.renew(Slot::Turning, turning)
        && let Some(root) = root
    {
        effects.keep(Slot::Turning, running(turn(core, &state, root)));
    }
}

/// The teasers with their pictures on the screen.
fn canvases(state: &State) -> Vec<(&Canvas, &TeaserView)> {
    let mut found = Vec::new();
    for node in &state.shown.nodes {
        if let (KindView::Teaser(teaser), Some(canvas)) = (&node.kind, state.canvas(&node.id)) {
            found.push((canvas, teaser));
        }
    }
    found
}

/// Loads what is new; it is shown once it is there, and without turning if it cannot be loaded.
fn load(core: &Core, state: &State) -> Vec<EventListener> {
    let mut listeners = Vec::new();
    for (canvas, teaser) in canvases(state) {
        if canvas.shown == teaser.picture {
            continue;
        }
        let Ok(image) = HtmlImageElement::new() else { continue };
        for (event, loaded) in [("load", true), ("error", false)] {
            let (dispatch, node, picture) = (core.dispatch.clone(), canvas.node.clone(), teaser.picture.clone());
            let turning = Action::Turning { node, picture, loaded };
            listeners.push(at(&image, event, Box::new(move |_| dispatch.emit(turning.clone()))));
        }
        image.set_src(&core.place.address(&teaser.picture));
    }
    listeners
}

/// Lets tiles turn, and ends it when the last one has.
fn turn(core: &Core, state: &State, root: &Element) -> Option<Timeout> {
    let mut most = None;
    for (canvas, teaser) in canvases(state) {
        let Some(before) = &canvas.before else { continue };
        let selector = ["[data-node='", &canvas.node, "'] .tiles"].concat();
        if let Ok(Some(grid)) = root.query_selector(&selector) {
            paint(
                grid.unchecked_ref(),
                [&core.place.address(before), &core.place.address(&canvas.shown)],
                teaser,
            );
        }
        most = most.max(Some(teaser.fresh.len() as u32));
    }
    let dispatch = core.dispatch.clone();
    Some(after(
        STAGGER * most? + TURN,
        Box::new(move || dispatch.emit(Action::Turned)),
    ))
}

/// Gives the tiles their places and both pictures; by the object model, which a policy of the page lets through.
fn paint(grid: &HtmlElement, [before, after]: [&str; 2], teaser: &TeaserView) {
    let columns = teaser.columns.max(1);
    let style = grid.style();
    set(&style, "--columns", &digits(columns.into()));
    set(&style, "--rows", &digits(teaser.rows.max(1).into()));
    set(&style, "--before", &address(before));
    set(&style, "--after", &address(after));
    let mut next = grid.first_element_child();
    for (place, tile) in teaser.fresh.iter().enumerate() {
        let Some(element) = next else { return };
        let style = element.unchecked_ref::<HtmlElement>().style();
        set(&style, "--x", &digits((tile % columns).into()));
        set(&style, "--y", &digits((tile / columns).into()));
        set(&style, "--i", &digits(place as u64));
        next = element.next_element_sibling();
    }
}

fn set(style: &CssStyleDeclaration, name: &str, value: &str) {
    let _ = style.set_property(name, value);
}

fn address(url: &str) -> String {
    ["url(\"", &url.replace('"', "%22"), "\")"].concat()
}
