//! A list of things in a form: each can be opened, moved and taken away, and there can be more.

use super::form::{Form, group};
use crate::browser;
use crate::draft::place::{brackets, inside, list_of};
use crate::draft::schema::{Around, Field, fresh};
use canyu_core::staff::Edit;
use gloo_timers::callback::Timeout;
use serde_json::Value;
use yew::{AttrValue, Callback, Html, MouseEvent, html};

/// What a thing is called: by what it says, else by its name, else by its number.
#[must_use]
pub fn title_of(form: &Form, item: &Value, number: usize) -> String {
    let texts = ["title", "text", "name", "hint", "alt"]
        .iter()
        .map(|key| form.said(&item[*key]));
    let plain = ["key", "id", "to", "role", "purpose", "source"]
        .iter()
        .filter_map(|key| {
            let value = item[*key].as_str()?;
            Some(form.value_label("", value).to_string())
        });
    let found = texts.chain(plain).find(|text| !text.is_empty());
    found.unwrap_or_else(|| {
        form.desk
            .words
            .with("draft.number", &[("n", &(number + 1).to_string())])
            .to_string()
    })
}

/// A small button with a sign; `label` says what it does to whom.
pub fn tool(sign: Html, label: AttrValue, is_off: bool, press: Callback<()>) -> Html {
    let onclick = Callback::from(move |_: MouseEvent| {
        if !is_off {
            press.emit(());
        }
    });
    html! { <button type="button" class="tool" title={label.clone()} aria-label={label} aria-disabled={is_off.then_some("true")} {onclick}>{ sign }</button> }
}

/// What is to be done once a thing of a list (place, from, to) is seen elsewhere.
type Then = fn(&str, u32, u32) -> Box<dyn FnOnce()>;

/// Moves a thing a step; whether it stands at that end already. `then` is done when it is seen.
pub fn mover(form: &Form, place: &str, number: usize, count: usize, step: isize, then: Then) -> (bool, Callback<()>) {
    let to = number.checked_add_signed(step).filter(|to| *to < count);
    let (saver, place) = (form.saver.clone(), place.to_owned());
    let press = Callback::from(move |()| {
        if let (Some(saver), Some(to)) = (&saver, to) {
            let to = to as u32;
            let then = then(list_of(&place).unwrap_or_default(), number as u32, to);
            saver.edit(
                Edit::Move {
                    place: place.clone(),
                    to,
                },
                true,
            );
            Timeout::new(0, then).forget();
        }
    });
    (to.is_none(), press)
}

/// In a form things have their numbers, so what is open goes along by hand.
fn follow(list: &str, from: u32, to: u32) -> Box<dyn FnOnce()> {
    let list = list.to_owned();
    Box::new(move || browser::moved(&list, from, to))
}

/// Takes a thing away.
pub fn remover(form: &Form, place: &str, title: &str) -> Callback<()> {
    let (saver, desk, place) = (form.saver.clone(), form.desk.clone(), place.to_owned());
    let said = desk.words.with("draft.removed", &[("name", title)]);
    Callback::from(move |()| {
        if let Some(saver) = &saver {
            saver.edit(Edit::Remove { place: place.clone() }, true);
            desk.say.emit(said.to_string());
        }
    })
}

/// The list.
pub fn list(
    form: &Form,
    field: &Field<'_>,
    place: &str,
    value: &Value,
    label: &AttrValue,
    hint: Html,
    notes: Html,
) -> Html {
    let words = &form.desk.words;
    let items = value.as_array().map(Vec::as_slice).unwrap_or_default();
    let names = brackets(items);
    let item = |(number, (item, name)): (usize, (&Value, &String))| {
        let own = inside(place, name);
        let title = title_of(form, item, number);
        let (errors, others) = form.found(&own, true).fold((0, 0), |(errors, others), one| {
            if one.is_error {
                (errors + 1, others)
            } else {
                (errors, others + 1)
            }
        });
        let label = |name: &str| words.with(name, &[("name", &title)]);
        let move_by = |step: isize, sign: &str, name: &str| {
            let (is_off, press) = mover(form, &own, number, items.len(), step, follow);
            tool(html! { { sign } }, label(name), is_off, press)
        };
        html! {
            <li key={number} id={own.clone()}>
                <details>
                    <summary>
                        { title.clone() }
                        if errors + others > 0 {
                            { marks(form, errors, others) }
                        }
                    </summary>
                    { group(form, field.kind, &own, item) }
                </details>
                <div class="tools">
                    { move_by(-1, "↑", "draft.up") }
                    { move_by(1, "↓", "draft.down") }
                    { tool(html! { "×" }, label("draft.remove.of"), false, remover(form, &own, &title)) }
                </div>
            </li>
        }
    };
    let add = |variant: Option<&str>| {
        let name = fresh(field.name, items);
        let around = Around {
            name: &name,
            campaign: &form.work.document,
        };
        let blank = form.schema().blank(field.kind, variant, &around);
        let (saver, place) = (form.saver.clone(), place.to_owned());
        let mut then = items.to_vec();
        then.push(blank.clone());
        let made = inside(&place, brackets(&then).last().map(String::as_str).unwrap_or_default());
        let press = Callback::from(move |()| {
            if let Some(saver) = &saver {
                saver.edit(
                    Edit::Insert {
                        place: place.clone(),
                        at: None,
                        value: blank.clone(),
                    },
                    true,
                );
                let made = made.clone();
                Timeout::new(50, move || {
                    browser::reveal(&made);
                })
                .forget();
            }
        });
        let label = match variant {
            Some(variant) => words.with(
                "draft.add.one",
                &[("name", &form.value_label(field.kind.name, variant))],
            ),
            None => words.t("draft.add"),
        };
        crate::ui::button("", label, press)
    };
    let variants = form.schema().variants(field.kind).map(|(_, names)| names);
    html! {
        <fieldset class="list" data-place={place.to_owned()} id={place.to_owned()} tabindex="-1" key={place.to_owned()}>
            <legend>{ label }</legend>{ hint }{ notes }
            if !items.is_empty() {
                <ol>{ for items.iter().zip(&names).enumerate().map(item) }</ol>
            }
            <div class="acts is-start">
                { match variants {
                    Some(names) => html! { { for names.into_iter().map(|name| add(Some(name))) } },
                    None => add(None),
                } }
            </div>
        </fieldset>
    }
}

/// How much is wrong, as a number with a shape.
pub fn marks(form: &Form, errors: u64, others: u64) -> Html {
    let words = &form.desk.words;
    let mark = |class: &'static str, name: &str, number: u64| {
        html! {
            if number > 0 {
                <span {class} title={words.many(name, number)}><span aria-hidden="true">{ number }</span><span class="unseen">{ words.many(name, number) }</span></span>
            }
        }
    };
    html! { <>{ mark("mark is-error", "draft.errors", errors) }{ mark("mark is-warning", "draft.warnings", others) }</> }
}
