//! A new stage of a teaser: its picture is loaded first, then its tiles turn over.

use crate::ctx::Place;
use canyu_core::view::TeaserView;
use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::{CssStyleDeclaration, HtmlElement, HtmlImageElement};
use yew::{NodeRef, hook, use_effect_with, use_state};

/// Between the starts of two tiles.
const STAGGER: u32 = 40;
/// How long one tile turns.
const TURN: u32 = 520;

/// What the picture shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Turning {
    /// The address of the whole picture.
    pub shown: String,
    /// Whether tiles turn over it.
    pub on: bool,
    old: String,
}

/// Follows the picture of a teaser.
#[hook]
pub fn use_turning(place: &Place, teaser: &TeaserView, tiles: &NodeRef) -> Turning {
    let picture = place.address(&teaser.picture);
    let turning = use_state(|| Turning {
        shown: picture.clone(),
        on: false,
        old: String::new(),
    });
    let (now, setter) = ((*turning).clone(), turning.setter());
    let shown = now.shown.clone();
    use_effect_with(picture, move |picture| {
        let loading = (*picture != shown).then(|| load(picture, shown, setter));
        move || drop(loading)
    });
    let (setter, tiles, teaser) = (turning.setter(), tiles.clone(), teaser.clone());
    use_effect_with(now.clone(), move |now| {
        let timer = now.on.then(|| {
            paint(&tiles, now, &teaser);
            let still = Turning {
                on: false,
                ..now.clone()
            };
            Timeout::new(STAGGER * teaser.fresh.len() as u32 + TURN, move || setter.set(still))
        });
        move || drop(timer)
    });
    now
}

type Loading = (HtmlImageElement, [EventListener; 2]);

/// Loads a picture; shows it, turning, once it is there, and at once if it cannot be loaded.
fn load(picture: &str, old: String, setter: yew::UseStateSetter<Turning>) -> Option<Loading> {
    let image = HtmlImageElement::new().ok()?;
    let listen = |event: &'static str, on: bool| {
        let (setter, next) = (
            setter.clone(),
            Turning {
                shown: picture.to_owned(),
                on,
                old: old.clone(),
            },
        );
        EventListener::new(&image, event, move |_| setter.set(next.clone()))
    };
    let listeners = [listen("load", true), listen("error", false)];
    image.set_src(picture);
    Some((image, listeners))
}

/// Gives the tiles their places and both pictures; by the object model, which a policy of the page lets through.
fn paint(tiles: &NodeRef, now: &Turning, teaser: &TeaserView) {
    let Some(grid) = tiles.cast::<HtmlElement>() else {
        return;
    };
    let columns = teaser.columns.max(1);
    let style = grid.style();
    set(&style, "--columns", &columns.to_string());
    set(&style, "--rows", &teaser.rows.max(1).to_string());
    set(&style, "--old", &address(&now.old));
    set(&style, "--new", &address(&now.shown));
    let mut next = grid.first_element_child();
    for (place, tile) in teaser.fresh.iter().enumerate() {
        let Some(element) = next else { return };
        if let Some(element) = element.dyn_ref::<HtmlElement>() {
            let style = element.style();
            set(&style, "--x", &(tile % columns).to_string());
            set(&style, "--y", &(tile / columns).to_string());
            set(&style, "--i", &place.to_string());
        }
        next = element.next_element_sibling();
    }
}

fn set(style: &CssStyleDeclaration, name: &str, value: &str) {
    let _ = style.set_property(name, value);
}

fn address(url: &str) -> String {
    ["url(\"", &url.replace('"', "%22"), "\")"].concat()
}
