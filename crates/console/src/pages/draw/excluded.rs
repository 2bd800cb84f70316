//! Whom staff keep out of a draw, as long as its list is open. All of it can be taken back.

use crate::api::json;
use crate::desk::use_desk;
use crate::hooks::{use_act, use_load, use_text};
use crate::ui::{Choice, Field, Form, Trouble, button, submit, table};
use crate::words::Words;
use canyu_core::staff::{Excluding, KeptOut};
use yew::{AttrValue, Callback, Html, Properties, component, html, use_state_eq};

/// What [`Excluded`] is given.
#[derive(Properties, PartialEq)]
pub struct ExcludedProps {
    /// For which reasons somebody can be kept out.
    pub reasons: Vec<String>,
    /// The draw's path.
    pub path: AttrValue,
}

/// Reasons as what can be chosen.
pub fn options<'a>(words: &Words, reasons: impl Iterator<Item = &'a String>) -> Vec<(AttrValue, AttrValue)> {
    let option = |reason: &String| (reason.clone().into(), words.code("draw.reason", reason));
    reasons.map(option).collect()
}

/// The list, and how to add to it.
#[component]
pub fn Excluded(props: &ExcludedProps) -> Html {
    let desk = use_desk();
    let words = &desk.words;
    let path = [&props.path, "/excluded"].concat();
    let (load, again) = use_load::<Vec<KeptOut>>(path.clone());
    let act = use_act();
    let fan = use_text("");
    let reason = use_state_eq(|| "staff".to_owned());
    let on_send = {
        let (desk, act, fan, reason) = (desk.clone(), act.clone(), fan.clone(), reason.clone());
        let (path, again) = (path.clone(), again.clone());
        Callback::from(move |()| {
            if fan.is_empty() {
                crate::browser::focus("#draw-fan");
                return;
            }
            let body = json(&Excluding {
                fan: fan.trimmed(),
                reason: reason.to_string(),
            });
            let (fan, again) = (fan.clone(), again.clone());
            let after = Callback::from(move |()| {
                fan.set("");
                again.emit(());
            });
            act.send(&desk, path.clone(), body, "draw.excluded.done", after);
        })
    };
    let undo = |line: &KeptOut| {
        let (desk, act, again) = (desk.clone(), act.clone(), again.clone());
        let path = [&path, "/", &line.fan].concat();
        Callback::from(move |()| {
            let (desk, again, path) = (desk.clone(), again.clone(), path.clone());
            act.run(async move {
                let ended = desk.api.delete(&path).await;
                // Also when a colleague was faster.
                again.emit(());
                ended?;
                desk.say.emit(desk.words.t("draw.let_in.done").to_string());
                Ok(())
            });
        })
    };
    let row = |line: &KeptOut| {
        let cells = vec![
            html! { <code>{ line.fan.clone() }</code> },
            html! { words.code("draw.reason", &line.reason) },
            html! { words.time(line.at) },
            button("", words.t("draw.let_in"), undo(line)),
        ];
        (line.fan.clone(), cells)
    };
    let on_choose = {
        let reason = reason.clone();
        Callback::from(move |chosen: String| reason.set(chosen))
    };
    let columns = ["draw.fan", "draw.why", "draw.since", "draw.act"].map(|name| words.t(name));
    html! {
        <section class="card">
            <h2>{ words.t("draw.excluded") }</h2>
            <p class="lead">{ words.t("draw.excluded.lead") }</p>
            { load.shown(&again, |lines| if lines.is_empty() {
                Html::default()
            } else {
                table(words.t("draw.excluded"), &columns, lines.iter().map(row).collect())
            }) }
            <Form class="inline" {on_send}>
                <Field id="draw-fan" label={words.t("draw.fan")} hint={words.t("draw.fan.hint")} text={fan} code=true />
                <Choice id="draw-why" label={words.t("draw.why")} value={reason.to_string()} options={options(words, props.reasons.iter())} {on_choose} />
                { submit(words.t("draw.exclude"), act.is_busy()) }
            </Form>
            <Trouble problem={act.problem()} />
        </section>
    }
}
