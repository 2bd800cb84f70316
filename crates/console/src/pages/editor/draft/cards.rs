//! The cards of a draft: the campaign's own, and its nodes in the order in which fans meet them. They are ordered by hand, by buttons, and by
//! Alt with the arrows.

use super::form::Form;
use super::list::{marks, mover, remover, title_of, tool};
use crate::browser;
use crate::desk::use_desk;
use crate::draft::order::CARDS;
use crate::draft::place::{brackets, inside, is_within};
use crate::draft::schema::{Around, Kind, Schema, value_at};
use crate::ui::{Dialog, Icon, button, icon};
use canyu_core::staff::{Edit, Editor};
use gloo_timers::callback::Timeout;
use serde_json::{Value, json};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent, PointerEvent};
use yew::{AttrValue, Callback, Html, MouseEvent, Properties, component, html, use_state_eq};

/// What [`Cards`] is given.
#[derive(Properties)]
pub struct CardsProps {
    /// The draft.
    pub form: Rc<Form>,
    /// The card that is open: a name of [`CARDS`], or a node's place.
    pub here: AttrValue,
    /// Another one.
    pub on_open: Callback<String>,
}

impl PartialEq for CardsProps {
    fn eq(&self, _: &Self) -> bool {
        false
    }
}

/// The sign of a kind of node, 20 by 20.
pub fn kind_icon(kind: &str) -> Html {
    let path = match kind {
        "teaser" => "M3 4h14v12H3zM3 10h14M10 4v12M10 4h7v6h-7z",
        "guess" => "M7 7.500a3 3 0 1 1 4 2.800c-.7.300-1 .9-1 1.700M10 15.500v.1",
        "vote" => "M5 17V10M10 17V4M15 17v-9",
        "assemble" => "M3 8h5V6a2 2 0 1 1 4 0v2h5v9H3zM8 17v-2a2 2 0 1 1 4 0v2",
        "reserve" => "M4 4h12v13l-6-4-6 4z",
        "lottery" => "M3 5.500h14v3a1.500 1.500 0 0 0 0 3v3H3v-3a1.500 1.500 0 0 0 0-3zM10 6v8",
        "instant" => "M11 2L5 11h4l-1 7 6-9h-4z",
        "share" => {
            "M6 12a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM14 7a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM14 17a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM7.800 9l4.500-3M7.800 11l4.500 3"
        }
        "checkin" => {
            "M10 18c4-4.500 6-7.500 6-10a6 6 0 0 0-12 0c0 2.500 2 5.500 6 10zM10 10a2 2 0 1 0 0-4 2 2 0 0 0 0 4z"
        }
        "news" => "M4 4h12v12H4zM7 8h6M7 11h6M7 13.500h3",
        "honour" => "M10 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM7.500 11.500L6 17l4-2 4 2-1.500-5.500",
        _ => "M4 10h12",
    };
    html! { <svg class="icon" viewBox="0 0 20 20" aria-hidden="true"><path d={path} /></svg> }
}

/// The list that somebody is dragging in: which one, and over which.
#[derive(Clone, Copy, PartialEq)]
struct Drag {
    from: usize,
    to: usize,
}

/// Over which card a pointer is.
fn below_pointer(event: &PointerEvent) -> Option<usize> {
    let list = event.target()?.dyn_into::<Element>().ok()?.closest("ol").ok()??;
    let cards = list.children();
    let mut over = 0;
    for number in 0..cards.length() {
        if f64::from(event.client_y()) > cards.item(number)?.get_bounding_client_rect().top() {
            over = number as usize;
        }
    }
    Some(over)
}

/// A card that is moved keeps the focus.
fn stay(_: &str, _: u32, _: u32) -> Box<dyn FnOnce()> {
    Box::new(browser::keep_focus())
}

/// A copy of a node, with a name of its own.
fn copy_of(node: &Value, names: &[String]) -> Value {
    let mut copy = node.clone();
    let stem = node["id"].as_str().unwrap_or("node");
    let free = (2..)
        .map(|number| format!("{stem}-{number}"))
        .find(|name| !names.contains(name));
    if let Some(copy) = copy.as_object_mut() {
        copy.insert("id".to_owned(), free.unwrap_or_default().into());
    }
    copy
}

/// The cards.
#[component]
pub fn Cards(props: &CardsProps) -> Html {
    let desk = use_desk();
    let words = &desk.words;
    let form = &props.form;
    let drag = use_state_eq(|| None::<Drag>);
    let is_adding = use_state_eq(|| false);
    let nodes: Vec<Value> = value_at(&form.work.document, "nodes")
        .as_array()
        .cloned()
        .unwrap_or_default();
    let names = brackets(&nodes);
    let editors = form
        .saver
        .as_ref()
        .map(super::saver::Saver::editors)
        .unwrap_or_default();
    let open = |card: String| {
        let on_open = props.on_open.clone();
        Callback::from(move |_: MouseEvent| on_open.emit(card.clone()))
    };
    let found = |is_here: &dyn Fn(&str) -> bool| {
        form.work
            .draft
            .findings
            .iter()
            .filter(|one| is_here(&one.place))
            .fold((0, 0), |(errors, others), one| {
                if one.is_error {
                    (errors + 1, others)
                } else {
                    (errors, others + 1)
                }
            })
    };
    let own = |(card, _): (&'static str, &'static str)| {
        let is_here = |place: &str| card_of(place) == card;
        let (errors, others) = found(&is_here);
        let current = (props.here == card).then_some("true");
        html! {
            <li key={card}>
                <button type="button" class="pick" aria-current={current} onclick={open(card.to_owned())}>
                    <span>{ words.code("card", card) }</span>{ marks(form, errors, others) }{ here(&editors, &is_here) }
                </button>
            </li>
        }
    };
    let node = |(number, (node, name)): (usize, (&Value, &String))| {
        let place = inside("nodes", name);
        let title = title_of(form, node, number);
        let kind = node["kind"].as_str().unwrap_or_default();
        let is_here = |other: &str| is_within(other, &place);
        let (errors, others) = found(&is_here);
        let is_open = props.here == place;
        let (is_first, up) = mover(form, &place, number, nodes.len(), -1, stay);
        let (is_last, down) = mover(form, &place, number, nodes.len(), 1, stay);
        let label = |name: &str| words.with(name, &[("name", &title)]);
        let onkeydown = {
            let (up, down) = (up.clone(), down.clone());
            Callback::from(move |event: KeyboardEvent| {
                let step = match event.key().as_str() {
                    "ArrowUp" if event.alt_key() => &up,
                    "ArrowDown" if event.alt_key() => &down,
                    _ => return,
                };
                event.prevent_default();
                step.emit(());
            })
        };
        let double = {
            let (saver, on_open, copy) = (form.saver.clone(), props.on_open.clone(), copy_of(node, &names));
            Callback::from(move |()| {
                if let Some(saver) = &saver {
                    let made = inside("nodes", value_at(&copy, "id").as_str().unwrap_or_default());
                    saver.edit(
                        Edit::Insert {
                            place: "nodes".to_owned(),
                            at: Some(number as u32 + 1),
                            value: copy.clone(),
                        },
                        true,
                    );
                    on_open.emit(made);
                }
            })
        };
        let remove = {
            let (remove, on_open) = (remover(form, &place, &title), props.on_open.clone());
            Callback::from(move |()| {
                on_open.emit("basics".to_owned());
                remove.emit(());
            })
        };
        let onpointerdown = {
            let drag = drag.clone();
            Callback::from(move |event: PointerEvent| {
                event.prevent_default();
                if let Some(handle) = event.target().and_then(|handle| handle.dyn_into::<Element>().ok()) {
                    drop(handle.set_pointer_capture(event.pointer_id()));
                }
                drag.set(Some(Drag {
                    from: number,
                    to: number,
                }));
            })
        };
        let onpointermove = {
            let drag = drag.clone();
            Callback::from(move |event: PointerEvent| {
                if let (Some(now), Some(to)) = (*drag, below_pointer(&event)) {
                    drag.set(Some(Drag { to, ..now }));
                }
            })
        };
        let onpointerup = {
            let (drag, saver, place) = (drag.clone(), form.saver.clone(), place.clone());
            Callback::from(move |_: PointerEvent| {
                if let (Some(Drag { from, to }), Some(saver)) = (*drag, &saver)
                    && from != to
                {
                    saver.edit(
                        Edit::Move {
                            place: place.clone(),
                            to: to as u32,
                        },
                        true,
                    );
                }
                drag.set(None);
            })
        };
        let onpointercancel = {
            let drag = drag.clone();
            Callback::from(move |_: PointerEvent| drag.set(None))
        };
        let class = match *drag {
            Some(Drag { from, .. }) if from == number => "is-dragged",
            Some(Drag { from, to }) if to == number => {
                if to < from {
                    "is-before"
                } else {
                    "is-behind"
                }
            }
            _ => "",
        };
        html! {
            <li key={name.clone()} {class}>
                <span class="handle" title={words.t("draft.drag")} aria-hidden="true" {onpointerdown} {onpointermove} {onpointerup} {onpointercancel}>{ "⠿" }</span>
                <button type="button" class="pick" id={["card-", name].concat()} aria-current={is_open.then_some("true")} aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
                    onclick={open(place.clone())} {onkeydown}>
                    { kind_icon(kind) }
                    <span>{ title.clone() }<small>{ form.value_label("kind", kind) }</small></span>
                    { marks(form, errors, others) }{ here(&editors, &is_here) }
                </button>
                if is_open {
                    <div class="tools">
                        { tool(html! { "↑" }, label("draft.up"), is_first, up) }
                        { tool(html! { "↓" }, label("draft.down"), is_last, down) }
                        { tool(icon(Icon::Copy), label("draft.double"), false, double) }
                        { tool(html! { "×" }, label("draft.remove.of"), false, remove) }
                    </div>
                }
            </li>
        }
    };
    let ask = |on: bool| {
        let is_adding = is_adding.clone();
        Callback::from(move |()| is_adding.set(on))
    };
    let add = {
        let (form, on_open, close, names) = (form.clone(), props.on_open.clone(), ask(false), names.clone());
        Callback::from(move |kind: String| {
            let count = names.iter().filter(|name| name.starts_with(&kind)).count();
            let free = (count + 1..).map(|number| {
                if number == 1 {
                    kind.clone()
                } else {
                    format!("{kind}-{number}")
                }
            });
            let name = free.into_iter().find(|name| !names.contains(name)).unwrap_or_default();
            let node = blank(&form, &kind, &name);
            if let Some(saver) = &form.saver {
                saver.edit(
                    Edit::Insert {
                        place: "nodes".to_owned(),
                        at: None,
                        value: node,
                    },
                    true,
                );
            }
            close.emit(());
            on_open.emit(inside("nodes", &name));
            Timeout::new(80, || {
                browser::reveal("card");
            })
            .forget();
        })
    };
    html! {
        <nav class="cards-of" aria-label={words.t("draft.cards")}>
            <ul>{ for CARDS.into_iter().chain([("file", "")]).map(own) }</ul>
            <h2>{ words.t("draft.nodes") }</h2>
            <ol>{ for nodes.iter().zip(&names).enumerate().map(node) }</ol>
            { button("", words.t("draft.node.add"), ask(true)) }
            if *is_adding {
                <Dialog id="add-node" title={words.t("draft.node.add")} on_close={ask(false)}>
                    <ul class="kinds">{ for kinds(form).into_iter().map(|kind| {
                        let (add, name) = (add.clone(), kind.clone());
                        let onclick = Callback::from(move |_: MouseEvent| add.emit(name.clone()));
                        html! {
                            <li key={kind.clone()}><button type="button" {onclick}>
                                { kind_icon(&kind) }<span><b>{ form.value_label("kind", &kind) }</b><small>{ words.code("kind", &kind) }</small></span>
                            </button></li>
                        }
                    }) }</ul>
                    <div class="acts">{ button("", words.t("cancel"), ask(false)) }</div>
                </Dialog>
            }
        </nav>
    }
}

/// The kinds of nodes that there are.
fn kinds(form: &Form) -> Vec<String> {
    let variants = form.schema().variants(form.schema().named("Node"));
    variants
        .map(|(_, kinds)| kinds.into_iter().map(ToOwned::to_owned).collect())
        .unwrap_or_default()
}

/// A new node, with its kind for a title, so that nobody has to begin with an empty card.
fn blank(form: &Form, kind: &str, name: &str) -> Value {
    let schema = Schema(&form.schema);
    let of: Kind<'_> = schema.named("Node");
    let mut node = schema.blank(
        of,
        Some(kind),
        &Around {
            name,
            campaign: &form.work.document,
        },
    );
    let languages = form.languages();
    let own = languages
        .iter()
        .find(|one| **one == form.desk.words.language)
        .or_else(|| languages.first());
    if let Some(own) = own {
        let title = json!({ own.as_str(): form.value_label("kind", kind).to_string() });
        if let Some(node) = node.as_object_mut() {
            node.insert("title".to_owned(), title);
        }
    }
    node
}

/// The card that a place is on.
#[must_use]
pub fn card_of(place: &str) -> String {
    if let Some(rest) = place.strip_prefix("nodes[") {
        let name = rest.split(']').next().unwrap_or_default();
        return inside("nodes", name);
    }
    let key = place.split(['.', '[']).next().unwrap_or_default();
    let card = CARDS
        .iter()
        .find(|(_, fields)| fields.split(' ').any(|field| field == key));
    card.map_or("basics", |(card, _)| card).to_owned()
}

/// Who else is on a card.
fn here(editors: &[Editor], is_here: &dyn Fn(&str) -> bool) -> Html {
    let names = editors
        .iter()
        .filter(|one| !one.place.is_empty() && is_here(&one.place))
        .map(|one| one.name.clone());
    html! { { for names.map(|name| html! { <span class="face" title={name.clone()}>{ name.chars().next().unwrap_or_default() }<span class="unseen">{ name }</span></span> }) } }
}

#[cfg(test)]
mod tests {
    use super::{card_of, copy_of};
    use serde_json::json;

    #[test]
    fn every_place_is_on_a_card() {
        assert_eq!(card_of("nodes[guess].options[red].text"), "nodes[guess]");
        assert_eq!(card_of("title.en"), "basics");
        assert_eq!(card_of("gifts[0].tickets"), "gifts");
        assert_eq!(card_of("nodes"), "basics");
        assert_eq!(card_of(""), "basics");
    }

    #[test]
    fn a_copy_has_a_name_of_its_own() {
        let names = ["guess".to_owned(), "guess-2".to_owned()];
        assert_eq!(
            copy_of(&json!({ "id": "guess", "kind": "guess" }), &names)["id"],
            "guess-3"
        );
    }
}
