//! What only a browser has: its address, its languages' formats, its focus. Views that are rendered to text in tests use the plain formats
//! at the end.

use canyu_core::moment::Moment;
use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, Document, Element, HtmlElement, ScrollIntoViewOptions, ScrollLogicalPosition, Window};

/// What `page/start.js` gives.
#[derive(Clone, Debug, PartialEq)]
pub struct Host(JsValue);

impl Host {
    /// What was given.
    #[must_use]
    pub fn new(given: &JsValue) -> Self {
        Self(given.clone())
    }

    /// A text of it; empty where it has none.
    #[must_use]
    pub fn text(&self, name: &str) -> String {
        let value = Reflect::get(&self.0, &JsValue::from_str(name)).ok();
        value.and_then(|value| value.as_string()).unwrap_or_default()
    }

    async fn ask(&self, name: &str, with: &JsValue) -> Option<JsValue> {
        let function: Function = Reflect::get(&self.0, &JsValue::from_str(name)).ok()?.dyn_into().ok()?;
        let promise: Promise = function.call1(&JsValue::UNDEFINED, with).ok()?.dyn_into().ok()?;
        JsFuture::from(promise).await.ok()
    }

    /// The words of another language, as JSON; none where they cannot be fetched.
    pub async fn words(&self, language: &str) -> Option<String> {
        self.ask("words", &JsValue::from_str(language)).await?.as_string()
    }

    /// Has the browser keep a file.
    pub async fn save(&self, name: &str, text: &str) {
        let file = js_sys::Array::of2(&JsValue::from_str(name), &JsValue::from_str(text));
        self.ask("save", &file).await;
    }

    /// Draws the tree of sharing, as the server tells it, in an element.
    pub fn tree(&self, place: &HtmlElement, tree: &str) {
        let host = self.clone();
        let what = js_sys::Array::of2(place, &JsValue::from_str(tree));
        wasm_bindgen_futures::spawn_local(async move {
            host.ask("tree", &what).await;
        });
    }

    /// Has the browser keep the drawing of a figure, as `svg` or as `png`.
    pub fn picture(&self, id: &'static str, kind: &'static str) {
        let host = self.clone();
        wasm_bindgen_futures::spawn_local(async move {
            let what = js_sys::Array::of2(&JsValue::from_str(id), &JsValue::from_str(kind));
            host.ask("picture", &what).await;
        });
    }

    /// Has the browser keep a part of the page as a file that needs nothing else.
    pub fn page(&self, id: &'static str, name: &str) {
        let host = self.clone();
        let what = js_sys::Array::of2(&JsValue::from_str(id), &JsValue::from_str(name));
        wasm_bindgen_futures::spawn_local(async move {
            host.ask("page", &what).await;
        });
    }

    /// Draws a QR code of the text in the element's `data-text`.
    pub async fn draw_qr(&self, place: &JsValue) {
        let Some(script) = self.ask("qr", &JsValue::UNDEFINED).await else {
            return;
        };
        let open = Reflect::get(&script, &JsValue::from_str("open")).ok();
        if let Some(open) = open.and_then(|open| open.dyn_into::<Function>().ok()) {
            drop(open.call1(&JsValue::UNDEFINED, place));
        }
    }
}

/// The window.
#[must_use]
pub fn window() -> Option<Window> {
    web_sys::window()
}

fn document() -> Option<Document> {
    window()?.document()
}

/// Path and query of the address.
#[must_use]
pub fn address() -> String {
    let location = window().map(|window| window.location());
    let part = |part: Option<Result<String, JsValue>>| part.and_then(Result::ok).unwrap_or_default();
    let mut address = part(location.as_ref().map(web_sys::Location::pathname));
    address.push_str(&part(location.as_ref().map(web_sys::Location::search)));
    address
}

/// Where the server is reached, without a slash at the end.
#[must_use]
pub fn origin() -> String {
    window()
        .and_then(|window| window.location().origin().ok())
        .unwrap_or_default()
}

/// What stands behind `#` in the address, taken out of it: it is a secret that neither the address line nor the history should keep.
#[must_use]
pub fn take_hash() -> String {
    let hash = window()
        .and_then(|window| window.location().hash().ok())
        .unwrap_or_default();
    if !hash.is_empty() {
        go(&address(), true);
    }
    hash.trim_start_matches('#').to_owned()
}

/// What the history keeps of a page that another program of the console is loaded for.
const MOVED: &str = "moved";

/// Loads the page of an address of the console anew, in the place of the one that is shown.
pub fn load(address: &str) {
    if let Some(window) = window() {
        // What is kept outlives loading: so the next program knows that somebody has moved, as by any link.
        let history = window.history().ok();
        drop(history.map(|history| history.replace_state_with_url(&JsValue::from_str(MOVED), "", Some(address))));
        drop(window.location().reload());
    }
}

/// Whether this page was loaded for somebody who has moved to it from another program's; told once.
#[must_use]
pub fn has_moved() -> bool {
    let Some(history) = window().and_then(|window| window.history().ok()) else {
        return false;
    };
    let has_moved = history
        .state()
        .is_ok_and(|state| state.as_string().as_deref() == Some(MOVED));
    if has_moved {
        drop(history.replace_state_with_url(&JsValue::NULL, "", None));
    }
    has_moved
}

/// Changes the address, in the place of the one before or after it.
pub fn go(address: &str, replace: bool) {
    let Some(history) = window().and_then(|window| window.history().ok()) else {
        return;
    };
    let done = if replace {
        history.replace_state_with_url(&JsValue::NULL, "", Some(address))
    } else {
        history.push_state_with_url(&JsValue::NULL, "", Some(address))
    };
    drop(done);
}

/// Has the page loaded anew.
pub fn reload() {
    if let Some(window) = window() {
        drop(window.location().reload());
    }
}

/// Opens the browser's way to print the page, or to keep it as PDF.
pub fn print() {
    if let Some(window) = window() {
        drop(window.print());
    }
}

/// Names the page in the browser's tab, in a language.
pub fn name_page(title: &str, language: &str) {
    let Some(document) = document() else { return };
    document.set_title(title);
    if let Some(root) = document.document_element() {
        drop(root.set_attribute("lang", language));
    }
}

/// Gives the focus to the first element of a selector, where there is one.
pub fn focus(selector: &str) {
    let found = document().and_then(|document| document.query_selector(selector).ok().flatten());
    if let Some(element) = found.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        drop(element.focus());
    }
}

fn by_id(id: &str) -> Option<HtmlElement> {
    document()?.get_element_by_id(id)?.dyn_into().ok()
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

/// A text as it may stand in an address.
#[must_use]
pub fn encoded(text: &str) -> String {
    js_sys::encode_uri_component(text).into()
}

/// Whether the reader has it dark.
#[must_use]
pub fn is_dark() -> bool {
    let asked = window().and_then(|window| window.match_media("(prefers-color-scheme: dark)").ok().flatten());
    asked.is_some_and(|asked| asked.matches())
}

/// Presses an element by its id.
pub fn click(id: &str) {
    if let Some(found) = by_id(id) {
        found.click();
    }
}

/// The text of a file.
pub async fn text_of(file: &Blob) -> Option<String> {
    JsFuture::from(file.text()).await.ok()?.as_string()
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

/// The machine's own time.
#[must_use]
pub fn now() -> Moment {
    Moment(js_sys::Date::now() as i64)
}

/// What names a request, so that the same again does nothing twice. It has to be new and is no secret.
#[must_use]
pub fn fresh_key() -> String {
    let part = || ((js_sys::Math::random() * 1e15) as u64).to_string();
    [now().0.to_string(), part()].join("-")
}

/// The moment that a field of date and time says, in the browser's time zone; none where it says none.
#[must_use]
pub fn local_moment(text: &str) -> Option<Moment> {
    let at = js_sys::Date::parse(text);
    at.is_finite().then_some(Moment(at as i64))
}

/// Leads to another page of the server.
pub fn leave_for(address: &str) {
    if let Some(window) = window() {
        drop(window.location().assign(address));
    }
}

/// Scrolls to the beginning of the page.
pub fn to_top() {
    if let Some(window) = window() {
        window.scroll_to_with_x_and_y(0.0, 0.0);
    }
}

/// Puts a text where it can be pasted from; whether that was possible.
pub async fn copy(text: &str) -> bool {
    let Some(window) = window() else { return false };
    // Missing on pages that are not secure, which is not a mistake of the page.
    if Reflect::get(&window.navigator(), &JsValue::from_str("clipboard")).is_ok_and(|it| it.is_undefined()) {
        return false;
    }
    JsFuture::from(window.navigator().clipboard().write_text(text))
        .await
        .is_ok()
}

/// Whether a click is to open another tab or window, which is the browser's to do.
#[must_use]
pub fn is_plain(click: &web_sys::MouseEvent) -> bool {
    click.button() == 0 && !(click.ctrl_key() || click.meta_key() || click.shift_key() || click.alt_key())
}

#[cfg(target_arch = "wasm32")]
pub use formats::{Formats, compare, local_of, moment_of_local};
#[cfg(not(target_arch = "wasm32"))]
pub use plain::{Formats, compare, local_of, moment_of_local};

#[cfg(target_arch = "wasm32")]
mod formats {
    use super::{JsCast, JsValue, Moment, Reflect};
    use js_sys::{Array, Date, Function, Intl, JsString, Object};
    use std::cell::RefCell;
    use std::cmp::Ordering;

    /// How numbers and times are written in a language.
    pub struct Formats {
        tags: Array,
        number: Function,
        percent: Function,
        time: Function,
        plural: Intl::PluralRules,
        // Of the zone that was asked for last: days and hours.
        zoned: RefCell<Option<(String, Function, Function)>>,
    }

    /// A moment as a field for times has it: in the browser's time zone, `2024-08-04T19:00`.
    #[must_use]
    pub fn local_of(moment: Moment) -> String {
        let zone = Date::new(&JsValue::from_f64(moment.0 as f64)).get_timezone_offset();
        let shifted = Date::new(&JsValue::from_f64(moment.0 as f64 - zone * 60_000.0));
        let text = String::from(shifted.to_iso_string());
        let text = text.trim_end_matches('Z').trim_end_matches(".000");
        text.strip_suffix(":00").unwrap_or(text).to_owned()
    }

    /// The moment that stands in such a field.
    #[must_use]
    pub fn moment_of_local(text: &str) -> Option<Moment> {
        let time = Date::parse(text);
        time.is_finite().then_some(Moment(time as i64))
    }

    fn options(pairs: &[(&str, &str)]) -> Object {
        let object = Object::new();
        for (name, value) in pairs {
            drop(Reflect::set(
                &object,
                &JsValue::from_str(name),
                &JsValue::from_str(value),
            ));
        }
        object
    }

    fn percent() -> Object {
        let object = options(&[("style", "percent")]);
        drop(Reflect::set(
            &object,
            &JsValue::from_str("maximumFractionDigits"),
            &JsValue::from_f64(1.0),
        ));
        object
    }

    fn call(function: &Function, value: &JsValue) -> String {
        let text = function.call1(&JsValue::UNDEFINED, value).ok();
        text.and_then(|text| text.as_string()).unwrap_or_default()
    }

    /// The tag that the browser's owner uses for a language: `en-GB` rather than `en`, so that times look as usual.
    fn own_tag(language: &str) -> JsValue {
        let own = super::window().and_then(|window| {
            let is_traditional = |tag: &str| ["Hant", "TW", "HK", "MO"].iter().any(|end| tag.ends_with(end));
            let is_same =
                |tag: &str| tag.get(..2) == language.get(..2) && is_traditional(tag) == is_traditional(language);
            let languages = window.navigator().languages();
            languages
                .iter()
                .find(|tag| tag.as_string().is_some_and(|tag| is_same(&tag)))
        });
        own.unwrap_or_else(|| JsValue::from_str(language))
    }

    /// Which of two texts comes first in a language; numbers in them count as numbers.
    #[must_use]
    pub fn compare(one: &str, other: &str, language: &str) -> Ordering {
        let numeric = Object::new();
        drop(Reflect::set(&numeric, &JsValue::from_str("numeric"), &JsValue::TRUE));
        let locales = Array::of1(&JsValue::from_str(language));
        JsString::from(one).locale_compare(other, &locales, &numeric).cmp(&0)
    }

    impl Formats {
        /// Those of a language by its tag.
        #[must_use]
        pub fn new(language: &str) -> Self {
            let tags = Array::of1(&own_tag(language));
            let time = options(&[("dateStyle", "medium"), ("timeStyle", "short")]);
            Self {
                percent: Intl::NumberFormat::new(&tags, &percent()).format(),
                number: Intl::NumberFormat::new(&tags, &Object::new()).format(),
                time: Intl::DateTimeFormat::new(&tags, &time).format(),
                plural: Intl::PluralRules::new(&tags, &Object::new()),
                zoned: RefCell::default(),
                tags,
            }
        }

        /// A whole number.
        #[must_use]
        pub fn number(&self, value: u64) -> String {
            self.decimal(value as f64)
        }

        /// A number, with three decimals at most.
        #[must_use]
        pub fn decimal(&self, value: f64) -> String {
            call(&self.number, &JsValue::from_f64(value))
        }

        /// Per cent of 1, with one decimal at most.
        #[must_use]
        pub fn percent(&self, value: f64) -> String {
            call(&self.percent, &JsValue::from_f64(value))
        }

        /// The day of a moment in a zone, without its year.
        #[must_use]
        pub fn day(&self, moment: Moment, zone: &str) -> String {
            self.zoned(moment, zone, |(_, day, _)| day)
        }

        /// The hour of a moment in a zone.
        #[must_use]
        pub fn hour(&self, moment: Moment, zone: &str) -> String {
            self.zoned(moment, zone, |(_, _, hour)| hour)
        }

        fn zoned(&self, moment: Moment, zone: &str, which: fn(&(String, Function, Function)) -> &Function) -> String {
            let mut kept = self.zoned.borrow_mut();
            if kept.as_ref().is_none_or(|(known, ..)| known != zone) {
                let format = |parts: &[(&str, &str)]| Intl::DateTimeFormat::new(&self.tags, &options(parts)).format();
                let day = format(&[("timeZone", zone), ("month", "short"), ("day", "numeric")]);
                let hour = format(&[("timeZone", zone), ("hour", "2-digit"), ("minute", "2-digit")]);
                *kept = Some((zone.to_owned(), day, hour));
            }
            let date = Date::new(&JsValue::from_f64(moment.0 as f64)).unchecked_into();
            kept.as_ref().map(|kept| call(which(kept), &date)).unwrap_or_default()
        }

        /// A moment in the browser's time zone.
        #[must_use]
        pub fn time(&self, moment: Moment) -> String {
            call(
                &self.time,
                &Date::new(&JsValue::from_f64(moment.0 as f64)).unchecked_into(),
            )
        }

        /// The plural category of a number: `one`, `other`, …
        #[must_use]
        pub fn plural(&self, value: u64) -> String {
            self.plural.select(value as f64).into()
        }
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod plain {
    use super::Moment;
    use std::cmp::Ordering;

    /// By their signs.
    #[must_use]
    pub fn compare(one: &str, other: &str, _: &str) -> Ordering {
        one.cmp(other)
    }

    /// A moment by UTC.
    #[must_use]
    pub fn local_of(moment: Moment) -> String {
        let text = serde_json::to_string(&moment).unwrap_or_default();
        let text = text.trim_matches('"').trim_end_matches('Z');
        text.strip_suffix(":00").unwrap_or(text).to_owned()
    }

    /// The moment of such a text.
    #[must_use]
    pub fn moment_of_local(text: &str) -> Option<Moment> {
        serde_json::from_str(&format!("\"{text}:00Z\"")).ok()
    }

    /// The same for every language.
    pub struct Formats;

    impl Formats {
        /// Plain ones.
        #[must_use]
        pub fn new(_: &str) -> Self {
            Self
        }

        /// Digits.
        #[must_use]
        pub fn number(&self, value: u64) -> String {
            value.to_string()
        }

        /// Digits.
        #[must_use]
        pub fn decimal(&self, value: f64) -> String {
            value.to_string()
        }

        /// Per cent.
        #[must_use]
        pub fn percent(&self, value: f64) -> String {
            format!("{:.1}%", value * 100.0)
        }

        /// Days since 1970.
        #[must_use]
        pub fn day(&self, moment: Moment, _: &str) -> String {
            format!("day {}", moment.0 / 86_400_000)
        }

        /// Hours since 1970.
        #[must_use]
        pub fn hour(&self, moment: Moment, _: &str) -> String {
            self.time(moment)
        }

        /// Hours since 1970.
        #[must_use]
        pub fn time(&self, moment: Moment) -> String {
            format!("hour {}", moment.0 / 3_600_000)
        }

        /// English.
        #[must_use]
        pub fn plural(&self, value: u64) -> String {
            if value == 1 { "one" } else { "other" }.to_owned()
        }
    }
}
