//! In a browser: what the server writes is read as it was meant, and a widget leaves nothing behind.
#![cfg(target_arch = "wasm32")]
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail in any way")]

mod common;

use canyu::wire::{FromJs, act_to_js, from_json, set, to_json};
use canyu_core::act::{Act, ActRequest};
use canyu_core::view::{ActAnswer, KindView, Me, View};
use common::{acts, hour, view};
use js_sys::{Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{Document, Element};

wasm_bindgen_test_configure!(run_in_browser);

fn document() -> Document {
    web_sys::window().unwrap().document().unwrap()
}

/// What a shell does: an element of its own for each mount.
fn inner() -> Element {
    let inner = document().create_element("div").unwrap();
    document().body().unwrap().append_child(&inner).unwrap();
    inner
}

fn options(view: &View) -> JsValue {
    let options = Object::new();
    // Nobody listens there, and no test waits for an answer.
    for (name, value) in [
        ("server", "http://127.0.0.1:9"),
        ("slug", "s"),
        ("lang", "en"),
        ("token", "t"),
        ("page", "https://p.example/"),
    ] {
        set(&options, name, &JsValue::from_str(value));
    }
    set(&options, "view", &from_json(&serde_json::to_string(view).unwrap()));
    set(&options, "link", &Object::new());
    set(&options, "locale", &from_json(include_str!("../locales/en.json")));
    set(&options, "storage", &JsValue::FALSE);
    options.into()
}

async fn mount(inner: &Element) -> u32 {
    let number = canyu::mount(inner.clone(), &options(&view(2))).unwrap();
    yew::scheduler::flush().await;
    number
}

fn read<T: FromJs>(json: &str) -> T {
    T::from_js(&from_json(json)).unwrap()
}

#[wasm_bindgen_test]
fn a_view_is_read_as_the_server_wrote_it() {
    let mut view = view(2);
    view.nodes.extend(common::kinds::nodes());
    assert_eq!(read::<View>(&serde_json::to_string(&view).unwrap()), view);
}

#[wasm_bindgen_test]
fn a_fan_and_an_answer_are_read_as_the_server_wrote_them() {
    let me = common::kinds::fan();
    assert_eq!(read::<Me>(&serde_json::to_string(&me).unwrap()), me);
    let answer = ActAnswer {
        earned: 2,
        me: Me::default(),
    };
    assert_eq!(read::<ActAnswer>(&serde_json::to_string(&answer).unwrap()), answer);
}

#[wasm_bindgen_test]
fn every_act_is_written_so_that_the_server_reads_it_and_reads_back_when_it_was_kept() {
    for act in acts() {
        for at in [None, Some(hour(3))] {
            let json = to_json(&act_to_js(&act, at));
            let request: ActRequest = serde_json::from_str(&json).unwrap();
            assert_eq!(request, ActRequest { at, act: act.clone() }, "{json}");
            assert_eq!(read::<Act>(&json), act, "{json}");
        }
    }
}

#[wasm_bindgen_test]
fn what_is_missing_or_of_another_type_is_named() {
    let mut json = serde_json::to_value(view(2)).unwrap();
    json["nodes"][1]["tries"] = "three".into();
    assert_eq!(View::from_js(&from_json(&json.to_string())).unwrap_err(), "tries");
    assert_eq!(Me::from_js(&from_json("{}")).unwrap_err(), "id");
    assert_eq!(View::from_js(&JsValue::UNDEFINED).unwrap_err(), "slug");
}

#[wasm_bindgen_test]
async fn a_mounted_widget_shows_every_node_and_leaves_an_empty_element() {
    let inner = inner();
    let number = mount(&inner).await;
    assert_eq!(inner.query_selector_all("article[data-node]").unwrap().length(), 6);
    assert!(inner.text_content().unwrap().contains("I want to know"));
    canyu::unmount(number);
    yew::scheduler::flush().await;
    assert_eq!(inner.child_element_count(), 0);
    inner.remove();
}

#[wasm_bindgen_test]
async fn nodes_of_every_kind_stand_beside_each_other() {
    let inner = inner();
    let mut view = view(2);
    view.nodes = common::kinds::nodes();
    let number = canyu::mount(inner.clone(), &options(&view)).unwrap();
    yew::scheduler::flush().await;
    assert_eq!(inner.query_selector_all("article[data-node]").unwrap().length(), 8);
    canyu::unmount(number);
    inner.remove();
}

#[wasm_bindgen_test]
async fn a_tap_is_on_the_screen_before_any_answer() {
    let inner = inner();
    let number = mount(&inner).await;
    let button = inner.query_selector("[data-node=toy] .main").unwrap().unwrap();
    button.unchecked_into::<web_sys::HtmlElement>().click();
    yew::scheduler::flush().await;
    let toy = inner.query_selector("[data-node=toy]").unwrap().unwrap();
    assert!(toy.class_list_contains("is-done"), "{}", toy.outer_html());
    assert!(toy.text_content().unwrap().contains("141 people want to know"));
    canyu::unmount(number);
    inner.remove();
}

#[wasm_bindgen_test]
async fn a_frozen_list_is_noted_with_the_time_at_the_first_sight_and_never_again() {
    let hash = "93af80caed4529d9".repeat(4);
    let name = format!("canyu:1:http://127.0.0.1:9:s:seen:{hash}");
    let storage = web_sys::window().unwrap().local_storage().unwrap().unwrap();
    storage.remove_item(&name).unwrap();
    let mut frozen = view(48);
    for node in &mut frozen.nodes {
        if let KindView::Lottery(lottery) = &mut node.kind {
            lottery.draw.stage = "committed".into();
            lottery.draw.commitment.clone_from(&hash);
        }
    }
    let options = options(&frozen);
    Reflect::set(&options, &"storage".into(), &JsValue::TRUE).unwrap();
    let show = async || {
        let inner = inner();
        let number = canyu::mount(inner.clone(), &options).unwrap();
        yew::scheduler::flush().await;
        canyu::unmount(number);
        inner.remove();
        storage.get_item(&name).unwrap().unwrap()
    };
    let first = show().await;
    let (own, campaign) = first.split_once('.').unwrap();
    assert!(own.parse::<f64>().unwrap() > 1e12, "{first}");
    assert!(
        (campaign.parse::<i64>().unwrap() - hour(48).0).abs() < 60_000,
        "{first}"
    );
    storage.set_item(&name, "1.2").unwrap();
    assert_eq!(show().await, "1.2");
    storage.remove_item(&name).unwrap();
}

#[wasm_bindgen_test]
fn a_nonce_is_32_random_bytes_and_an_act_keeps_its_own() {
    let (one, other) = (canyu::keep::new_nonce(), canyu::keep::new_nonce());
    assert_ne!(one, other);
    for nonce in [one, other] {
        assert!(
            nonce.len() == 64 && nonce.bytes().all(|sign| sign.is_ascii_hexdigit()),
            "{nonce}"
        );
    }
}

#[wasm_bindgen_test]
async fn two_widgets_live_and_go_apart_from_each_other() {
    let (first, second) = (inner(), inner());
    let (one, two) = (mount(&first).await, mount(&second).await);
    assert_ne!(one, two);
    canyu::unmount(one);
    yew::scheduler::flush().await;
    assert_eq!((first.child_element_count(), second.child_element_count()), (0, 1));
    canyu::unmount(one);
    canyu::unmount(two);
    yew::scheduler::flush().await;
    assert_eq!(second.child_element_count(), 0);
    first.remove();
    second.remove();
}

#[wasm_bindgen_test]
async fn another_language_comes_without_losing_what_is_in_the_hand() {
    let inner = inner();
    let number = mount(&inner).await;
    let mut other = view(2);
    other.lang = "zh-Hans".into();
    other.title = "新玩具".into();
    let options = options(&other);
    Reflect::set(&options, &"lang".into(), &"zh-Hans".into()).unwrap();
    let words = include_str!("../locales/zh-Hans.json");
    Reflect::set(&options, &"locale".into(), &from_json(words)).unwrap();
    canyu::update(number, &options).unwrap();
    yew::scheduler::flush().await;
    let text = inner.text_content().unwrap();
    assert!(text.contains("新玩具") && text.contains("我想知道"), "{text}");
    canyu::unmount(number);
    inner.remove();
}

/// What only these tests ask of an element.
trait HasClass {
    fn class_list_contains(&self, class: &str) -> bool;
}

impl HasClass for Element {
    fn class_list_contains(&self, class: &str) -> bool {
        self.class_name().split(' ').any(|known| known == class)
    }
}
