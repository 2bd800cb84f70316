//! The commitment: what to publish, and where it was published.

use super::Hands;
use crate::api::json;
use crate::hooks::Text;
use crate::ui::{Field, Form, Secret, facts, submit};
use canyu_core::staff::{DrawLook, DrawStage, Right, Telling};
use yew::{Html, html};

/// The commitment; `place` is where it was published.
pub fn view(hands: &Hands, look: &DrawLook, place: &Text) -> Html {
    let words = &hands.desk.words;
    let mut list = vec![("SHA-256".into(), html! { <code>{ look.hash.clone() }</code> })];
    if let Some(told) = &look.told {
        let said = words.with(
            "draw.told.at",
            &[("place", &told.place), ("time", &words.time(told.at))],
        );
        list.push((words.t("draw.told"), html! { said }));
    }
    let lead = if look.stage == DrawStage::Committed {
        words.with("draw.commitment.lead", &[("draws", &words.time(look.draws))])
    } else {
        words.t("draw.commitment.then")
    };
    let may = hands.desk.may(Right::Draw) && (look.told.is_none() || look.stage == DrawStage::Committed);
    let body = |place: String, _: String| json(&Telling { place });
    let on_send = hands.sends("/told", "draw.told.done", (place, ""), body, "#draw-told");
    html! {
        <section class="card">
            <h2>{ words.t("draw.commitment") }</h2>
            <p class="lead">{ lead }</p>
            <Secret label={words.t("draw.commitment")} text={look.note.clone()} />
            { facts(list) }
            if may {
                <Form class="inline" {on_send}>
                    <Field id="draw-told" label={words.t("draw.told.where")} hint={words.t("draw.told.hint")} text={place.clone()} />
                    { submit(words.t("save"), hands.side.is_busy()) }
                </Form>
                { hands.trouble() }
            }
        </section>
    }
}
