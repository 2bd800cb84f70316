//! Whom staff keep out of a draw, as long as its list is open. All of it can be taken back.

use super::Hands;
use crate::api::json;
use crate::hooks::{Load, Text};
use crate::ui::{Choice, Field, Form, button, submit, table};
use crate::words::Words;
use canyu_core::staff::{Excluding, KeptOut};
use yew::{AttrValue, Callback, Html, UseStateHandle, html};

/// Reasons as what can be chosen.
pub fn options<'a>(words: &Words, reasons: impl Iterator<Item = &'a String>) -> Vec<(AttrValue, AttrValue)> {
    let option = |reason: &String| (reason.clone().into(), words.code("draw.reason", reason));
    reasons.map(option).collect()
}

/// The list, and how to add to it: a participant and a reason out of `reasons`.
pub fn view(
    hands: &Hands,
    list: &Load<Vec<KeptOut>>,
    reasons: &[String],
    (fan, reason): (&Text, &UseStateHandle<String>),
) -> Html {
    let words = &hands.desk.words;
    let chosen = reason.to_string();
    let body = |fan: String, reason: String| json(&Excluding { fan, reason });
    let on_send = hands.sends("/excluded", "draw.excluded.done", (fan, &chosen), body, "#draw-fan");
    let row = |line: &KeptOut| {
        let (hands, path) = (hands.clone(), [&hands.path, "/excluded/", &line.fan].concat());
        let undo = Callback::from(move |()| {
            let (path, hands) = (path.clone(), hands.clone());
            hands.side.clone().run(async move {
                let ended = hands.desk.api.delete(&path).await;
                // Also when a colleague was faster.
                hands.again.emit(());
                ended?;
                hands.desk.say.emit(hands.desk.words.t("draw.let_in.done").to_string());
                Ok(())
            });
        });
        let cells = vec![
            html! { <code>{ line.fan.clone() }</code> },
            html! { words.code("draw.reason", &line.reason) },
            html! { words.time(line.at) },
            button("", words.t("draw.let_in"), undo),
        ];
        (line.fan.clone(), cells)
    };
    let on_choose = {
        let reason = reason.clone();
        Callback::from(move |chosen: String| reason.set(chosen))
    };
    let columns = ["draw.fan", "draw.why", "draw.since", "draw.act"].map(|name| words.t(name));
    let shown = list.shown(&hands.again, |lines| match lines.as_slice() {
        [] => Html::default(),
        lines => table(words.t("draw.excluded"), &columns, lines.iter().map(row).collect()),
    });
    html! {
        <section class="card">
            <h2>{ words.t("draw.excluded") }</h2>
            <p class="lead">{ words.t("draw.excluded.lead") }</p>
            { shown }
            <Form class="inline" {on_send}>
                <Field id="draw-fan" label={words.t("draw.fan")} hint={words.t("draw.fan.hint")} text={fan.clone()} code=true />
                <Choice id="draw-why" label={words.t("draw.why")} value={chosen} options={options(words, reasons.iter())} {on_choose} />
                { submit(words.t("draw.exclude"), hands.side.is_busy()) }
            </Form>
            { hands.trouble() }
        </section>
    }
}
