//! The random value: where it comes from, and what it must look like when it is pasted.

use crate::desk::{Desk, use_desk};
use crate::hooks::Text;
use crate::ui::{Field, Form};
use canyu_core::staff::{DrawLook, DrawSource, DrawStage, Right, SourceKind};
use yew::{AttrValue, Callback, Html, Properties, component, html};

/// What [`Value`] is given.
#[derive(Properties, PartialEq)]
pub struct ValueProps {
    /// The draw.
    pub look: DrawLook,
    /// What is pasted of drand.
    pub drand: Text,
    /// Of public numbers.
    pub numbers: Text,
    /// Of witnesses' secrets.
    pub secrets: Text,
    /// The draw is to be run with it.
    pub on_send: Callback<()>,
}

/// A source in words.
fn told(desk: &Desk, source: &DrawSource) -> AttrValue {
    let name = match source.kind {
        SourceKind::Drand => "draw.source.drand",
        SourceKind::Numbers => "draw.source.numbers",
        SourceKind::Witness => "draw.source.witness",
    };
    desk.words
        .with(name, &[("id", &source.id), ("n", &desk.words.number(source.number))])
}

/// The random value.
#[component]
pub fn Value(props: &ValueProps) -> Html {
    let desk = use_desk();
    let words = &desk.words;
    let sources = &props.look.sources;
    let field = |kind: SourceKind, id: &'static str, name: &str, text: &Text| {
        let found = sources.iter().find(|source| source.kind == kind);
        found.map(|source| {
            let hint = words.with(&[name, ".hint"].concat(), &[("n", &source.number.to_string())]);
            html! { <Field {id} label={words.t(name)} {hint} text={text.clone()} code=true /> }
        })
    };
    let is_due = props.look.stage == DrawStage::Due && desk.may(Right::Draw);
    html! {
        <section class="card">
            <h2>{ words.t("draw.value") }</h2>
            <ul class="evidence">{ for sources.iter().map(|source| html! { <li>{ told(&desk, source) }</li> }) }</ul>
            if is_due {
                <Form on_send={props.on_send.clone()}>
                    <p class="lead">{ words.t(if props.look.by_itself { "draw.value.by_itself" } else { "draw.value.paste" }) }</p>
                    { field(SourceKind::Drand, "draw-drand", "draw.drand", &props.drand).unwrap_or_default() }
                    { field(SourceKind::Numbers, "draw-numbers", "draw.numbers", &props.numbers).unwrap_or_default() }
                    { field(SourceKind::Witness, "draw-secrets", "draw.secrets", &props.secrets).unwrap_or_default() }
                    <button type="submit" class={if props.look.by_itself { "button" } else { "button is-main" }}>{ words.t("draw.run") }</button>
                </Form>
            }
        </section>
    }
}
