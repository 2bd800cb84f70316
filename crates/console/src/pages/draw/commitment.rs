//! The commitment: what to publish, and where it was published.

use crate::api::json;
use crate::desk::use_desk;
use crate::hooks::{use_act, use_text};
use crate::ui::{Field, Form, Secret, Trouble, facts, submit};
use canyu_core::staff::{DrawLook, DrawStage, Right, Telling};
use yew::{AttrValue, Callback, Html, Properties, component, html};

/// What [`Commitment`] is given.
#[derive(Properties, PartialEq)]
pub struct CommitmentProps {
    /// The draw.
    pub look: DrawLook,
    /// Its path.
    pub path: AttrValue,
    /// It was noted where the commitment was published.
    pub on_told: Callback<()>,
}

/// The commitment.
#[component]
pub fn Commitment(props: &CommitmentProps) -> Html {
    let desk = use_desk();
    let words = &desk.words;
    let act = use_act();
    let place = use_text("");
    let look = &props.look;
    let on_send = {
        let (desk, act, place) = (desk.clone(), act.clone(), place.clone());
        let (path, on_told) = ([&props.path, "/told"].concat(), props.on_told.clone());
        Callback::from(move |()| {
            if place.is_empty() {
                crate::browser::focus("#draw-told");
                return;
            }
            let telling = json(&Telling { place: place.trimmed() });
            act.send(&desk, path.clone(), telling, "draw.told.done", on_told.clone());
        })
    };
    let told = look.told.as_ref().map(|told| {
        let said = words.with(
            "draw.told.at",
            &[("place", &told.place), ("time", &words.time(told.at))],
        );
        (words.t("draw.told"), html! { said })
    });
    let mut list = vec![("SHA-256".into(), html! { <code>{ look.hash.clone() }</code> })];
    list.extend(told);
    html! {
        <section class="card">
            <h2>{ words.t("draw.commitment") }</h2>
            if look.stage == DrawStage::Committed {
                <p class="lead">{ words.with("draw.commitment.lead", &[("draws", &words.time(look.draws))]) }</p>
            } else {
                <p class="lead">{ words.t("draw.commitment.then") }</p>
            }
            <Secret label={words.t("draw.commitment")} text={look.note.clone()} />
            { facts(list) }
            if desk.may(Right::Draw) && (look.told.is_none() || look.stage == DrawStage::Committed) {
                <Form class="inline" {on_send}>
                    <Field id="draw-told" label={words.t("draw.told.where")} hint={words.t("draw.told.hint")} text={place} />
                    { submit(words.t("save"), act.is_busy()) }
                </Form>
                <Trouble problem={act.problem()} />
            }
        </section>
    }
}
