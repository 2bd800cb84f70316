//! A field that is typed into. What stands there is the draft's; what is being typed stays as it was typed until it means something.

use crate::browser::{local_of, moment_of_local};
use crate::desk::use_desk;
use crate::draft::schema::{moment, time};
use serde_json::{Map, Value};
use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, HtmlTextAreaElement};
use yew::{AttrValue, Callback, FocusEvent, Html, InputEvent, Properties, component, html, use_state};

/// How something is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// In a line.
    Line,
    /// A name that others refer to: sent when the field is left, as each letter would be another name.
    Name,
    /// A colour.
    Colour,
    /// In as many lines as it takes.
    Area,
    /// A number.
    Number,
    /// A whole number.
    Whole,
    /// A moment.
    Time,
    /// An entry a line.
    Lines,
    /// Whole numbers in a line.
    Numbers,
    /// `name = number` a line.
    Map,
}

impl Look {
    /// As it is typed.
    fn write(self, value: &Value) -> String {
        let plain = |value: &Value| value.as_str().map_or_else(|| value.to_string(), ToOwned::to_owned);
        let list = |between: &str| {
            let all = value.as_array().map(|all| all.iter().map(plain).collect::<Vec<_>>());
            all.unwrap_or_default().join(between)
        };
        match self {
            _ if value.is_null() => String::new(),
            Self::Time => moment(value).map(local_of).unwrap_or_default(),
            Self::Lines => list("\n"),
            Self::Numbers => list(", "),
            Self::Map => {
                let all = value.as_object().into_iter().flatten();
                all.map(|(name, value)| [name, " = ", &plain(value)].concat())
                    .collect::<Vec<_>>()
                    .join("\n")
            }
            _ => plain(value),
        }
    }

    /// What was typed; `Some(None)`: nothing, `None`: nothing that could stand there.
    fn read(self, text: &str) -> Option<Option<Value>> {
        let trimmed = text.trim();
        if trimmed.is_empty() {
            return Some(None);
        }
        let whole = |text: &str| text.trim().parse::<i64>().ok().map(Value::from);
        let lines = || trimmed.lines().map(str::trim).filter(|line| !line.is_empty());
        let value = match self {
            Self::Line | Self::Colour | Self::Area => text.into(),
            Self::Name => {
                let is_name = |sign: char| sign.is_ascii_lowercase() || sign.is_ascii_digit() || sign == '-';
                Some(trimmed).filter(|name| name.chars().all(is_name))?.into()
            }
            Self::Number => trimmed.parse::<f64>().ok().filter(|number| number.is_finite())?.into(),
            Self::Whole => whole(trimmed)?,
            Self::Time => time(moment_of_local(trimmed)?),
            Self::Lines => lines().map(Value::from).collect(),
            Self::Numbers => {
                let parts = trimmed.split([',', ' ', '，', '、']).filter(|part| !part.is_empty());
                Value::Array(parts.map(whole).collect::<Option<_>>()?)
            }
            Self::Map => {
                let line = |line: &str| {
                    line.split_once('=')
                        .and_then(|(name, value)| Some((name.trim().to_owned(), whole(value)?)))
                };
                Value::Object(lines().map(line).collect::<Option<Map<_, _>>>()?)
            }
        };
        Some(Some(value))
    }

    fn is_area(self) -> bool {
        matches!(self, Self::Area | Self::Lines | Self::Map)
    }
}

/// What [`Leaf`] is given.
#[derive(Properties, PartialEq)]
pub struct LeafProps {
    /// Its name in the document: its place.
    pub id: AttrValue,
    /// How it is typed.
    pub look: Look,
    /// What stands there.
    pub value: Value,
    /// What counts while nothing stands there.
    #[prop_or_default]
    pub placeholder: AttrValue,
    /// The language of what is typed.
    #[prop_or_default]
    pub lang: Option<AttrValue>,
    /// What it is called, where no label says so.
    #[prop_or_default]
    pub label: Option<AttrValue>,
    /// Whether something is wrong with what stands there.
    pub is_wrong: bool,
    /// Where that is said.
    pub described: AttrValue,
    /// Something else is to stand there; whether it is to be sent at once.
    pub on_value: Callback<(Option<Value>, bool)>,
}

/// The field.
#[component]
pub fn Leaf(props: &LeafProps) -> Html {
    let desk = use_desk();
    let typed = use_state(|| None::<String>);
    let look = props.look;
    let text = (*typed).clone().unwrap_or_else(|| look.write(&props.value));
    let is_unreadable = look.read(&text).is_none();
    let write = {
        let (typed, on_value) = (typed.clone(), props.on_value.clone());
        Callback::from(move |text: String| {
            if look != Look::Name
                && let Some(value) = look.read(&text)
            {
                on_value.emit((value, false));
            }
            typed.set(Some(text));
        })
    };
    let oninput = {
        let write = write.clone();
        Callback::from(move |event: InputEvent| {
            let Some(field) = event.target() else { return };
            write.emit(match field.dyn_into::<HtmlInputElement>() {
                Ok(field) => field.value(),
                Err(field) => field.unchecked_into::<HtmlTextAreaElement>().value(),
            });
        })
    };
    let onblur = {
        let (typed, on_value) = (typed.clone(), props.on_value.clone());
        Callback::from(move |_: FocusEvent| {
            // What cannot be read stays, so that it can be mended.
            if let Some(text) = &*typed
                && let Some(value) = look.read(text)
            {
                on_value.emit((value, true));
                typed.set(None);
            }
        })
    };
    let note = [&props.id, "-note"].concat();
    let described = if is_unreadable {
        [&props.described, " ", &note].concat()
    } else {
        props.described.to_string()
    };
    let (described, invalid) = (
        (!described.is_empty()).then_some(described),
        (props.is_wrong || is_unreadable).then_some("true"),
    );
    let lang = props.lang.clone();
    html! {
        <>
            if look.is_area() {
                <textarea id={props.id.clone()} rows="1" value={text.clone()} placeholder={props.placeholder.clone()} {lang} aria-label={props.label.clone()}
                    aria-invalid={invalid} aria-describedby={described} {oninput} {onblur} />
            } else {
                <span class={if look == Look::Colour { "colour" } else { "line" }}>
                    <input id={props.id.clone()} type={if look == Look::Time { "datetime-local" } else { "text" }} value={text.clone()} autocomplete="off"
                        placeholder={props.placeholder.clone()} {lang} aria-label={props.label.clone()} class={(look == Look::Name).then_some("is-code")}
                        inputmode={matches!(look, Look::Number | Look::Whole).then_some("decimal")} aria-invalid={invalid} aria-describedby={described}
                        oninput={oninput.clone()} onblur={onblur.clone()} />
                    if look == Look::Colour {
                        <input type="color" value={text.clone()} aria-label={desk.words.t("draft.colour")} {oninput} {onblur} />
                    }
                </span>
            }
            if look == Look::Area && !text.is_empty() {
                <small class="count" aria-hidden="true">{ text.chars().count() }</small>
            }
            if is_unreadable {
                <p class="error" id={note}>{ desk.words.t(match look {
                    Look::Name => "draft.bad_name",
                    Look::Time => "draft.bad_time",
                    Look::Map => "draft.bad_map",
                    Look::Whole | Look::Numbers => "draft.bad_whole",
                    _ => "draft.bad_number",
                }) }</p>
            }
        </>
    }
}

#[cfg(test)]
mod tests {
    use super::Look;
    use serde_json::json;

    #[test]
    fn what_is_typed_is_what_stands_there() {
        for (look, text, value) in [
            (Look::Line, "a b", json!("a b")),
            (Look::Name, "what-is-it", json!("what-is-it")),
            (Look::Whole, "12", json!(12)),
            (Look::Number, "12.5", json!(12.5)),
            (Look::Lines, "a\nb c", json!(["a", "b c"])),
            (Look::Numbers, "3, 10", json!([3, 10])),
            (Look::Map, "place = 10\nring = 3", json!({ "place": 10, "ring": 3 })),
            (
                Look::Time,
                "2024-08-04T19:00",
                json!({ "$time": "2024-08-04T19:00:00Z" }),
            ),
        ] {
            assert_eq!(look.read(text), Some(Some(value.clone())), "{text}");
            assert_eq!(look.write(&value), text);
            assert_eq!(look.read(" "), Some(None));
            assert_eq!(look.write(&json!(null)), "");
        }
    }

    #[test]
    fn what_cannot_stand_there_is_not_sent() {
        for (look, text) in [
            (Look::Name, "What is it?"),
            (Look::Whole, "12.5"),
            (Look::Number, "many"),
            (Look::Numbers, "3, x"),
            (Look::Map, "place"),
            (Look::Time, "tomorrow"),
        ] {
            assert_eq!(look.read(text), None, "{text}");
        }
    }
}
