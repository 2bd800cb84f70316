//! Where the focus is, and where it is led.

use super::{by_id, document};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, ScrollIntoViewOptions, ScrollLogicalPosition};

/// Gives the focus to the first element of a selector, where there is one.
pub fn focus(selector: &str) {
    let found = document().and_then(|document| document.query_selector(selector).ok().flatten());
    if let Some(element) = found.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        drop(element.focus());
    }
}

/// Shows an element by its id, opens what it is folded into, and gives the focus to it, or to the first field in it; whether it is there.
pub fn reveal(id: &str) -> bool {
    let Some(found) = by_id(id) else { return false };
    let mut around: Option<Element> = Some(found.clone().into());
    while let Some(element) = around {
        if element.local_name() == "details" {
            drop(element.set_attribute("open", ""));
        }
        around = element.parent_element();
    }
    // What is folded itself is opened, too: one comes to see what is in it.
    if let Some(own) = found.query_selector(":scope > details").ok().flatten() {
        drop(own.set_attribute("open", ""));
    }
    let how = ScrollIntoViewOptions::new();
    how.set_block(ScrollLogicalPosition::Center);
    found.scroll_into_view_with_scroll_into_view_options(&how);
    let fields = "input, textarea, select, button";
    let field = if found.matches(fields).unwrap_or_default() {
        None
    } else {
        found.query_selector(fields).ok().flatten()
    };
    let field = field.and_then(|field| field.dyn_into::<HtmlElement>().ok());
    drop(field.unwrap_or(found).focus());
    true
}

/// What has the focus; calling what comes back gives it the focus again, once the page has been drawn anew.
pub fn keep_focus() -> impl FnOnce() {
    let active = document().and_then(|document| document.active_element());
    move || {
        let active = active.and_then(|active| active.dyn_into::<HtmlElement>().ok());
        if let Some(active) = active.filter(|active| active.is_connected()) {
            drop(active.focus());
        }
    }
}

/// A thing of a list in a form has another number now: what was open of it and what had the focus go along.
pub fn moved(list: &str, from: u32, to: u32) {
    let items = by_id(list)
        .and_then(|list| list.query_selector(":scope > ol").ok().flatten())
        .map(|list| list.children());
    let item = |number: u32| items.as_ref()?.item(number);
    let (Some(old), Some(new)) = (item(from), item(to)) else {
        return;
    };
    let fold = |item: &Element| item.query_selector(":scope > details").ok().flatten();
    if let (Some(old), Some(new)) = (fold(&old), fold(&new)) {
        let (was, is) = (old.has_attribute("open"), new.has_attribute("open"));
        drop(old.toggle_attribute_with_force("open", is));
        drop(new.toggle_attribute_with_force("open", was));
    }
    let active = document().and_then(|document| document.active_element());
    let Some(active) = active.filter(|active| old.contains(Some(active))) else {
        return;
    };
    let tools = |item: &Element| {
        item.query_selector(":scope > .tools")
            .ok()
            .flatten()
            .map(|tools| tools.children())
    };
    let (Some(old), Some(new)) = (tools(&old), tools(&new)) else {
        return;
    };
    let number = (0..old.length()).find(|number| old.item(*number).as_ref() == Some(&active));
    let same = number.and_then(|number| new.item(number));
    if let Some(same) = same.and_then(|same| same.dyn_into::<HtmlElement>().ok()) {
        drop(same.focus());
    }
}

/// Gives the focus to what stands beside an element among its siblings: behind it, or else before it.
pub fn focus_beside(element: &Element, behind: bool) {
    let beside = if behind {
        element.next_element_sibling()
    } else {
        element.previous_element_sibling()
    };
    if let Some(beside) = beside.and_then(|beside| beside.dyn_into::<HtmlElement>().ok()) {
        drop(beside.focus());
    }
}
