//! The random value: where it comes from, and what it must look like when it is pasted.

use crate::desk::Desk;
use crate::hooks::Text;
use crate::ui::{Field, Form};
use canyu_core::staff::{DrawLook, DrawStage, DrawValue, Right, SourceKind};
use yew::{Callback, Html, html};

/// What can be pasted.
#[derive(Clone)]
pub struct Pasted {
    /// Of drand.
    pub drand: Text,
    /// Of public numbers.
    pub numbers: Text,
    /// Of witnesses.
    pub secrets: Text,
}

impl Pasted {
    /// As it is sent.
    #[must_use]
    pub fn value(&self) -> DrawValue {
        let parts = |text: &Text| text.get().split_whitespace().map(str::to_owned).collect();
        DrawValue {
            drand: self.drand.trimmed(),
            numbers: parts(&self.numbers),
            secrets: parts(&self.secrets),
        }
    }
}

/// The random value.
pub fn view(desk: &Desk, look: &DrawLook, pasted: &Pasted, on_send: Callback<()>) -> Html {
    let words = &desk.words;
    let is_due = look.stage == DrawStage::Due && desk.may(Right::Draw);
    let mut fields = Vec::new();
    let mut lines = Vec::new();
    for source in &look.sources {
        let (name, told, id, text) = match source.kind {
            SourceKind::Drand => ("draw.drand", "draw.source.drand", "draw-drand", &pasted.drand),
            SourceKind::Numbers => ("draw.numbers", "draw.source.numbers", "draw-numbers", &pasted.numbers),
            SourceKind::Witness => ("draw.secrets", "draw.source.witness", "draw-secrets", &pasted.secrets),
        };
        let told = words.with(told, &[("id", &source.id), ("n", &words.number(source.number))]);
        lines.push(html! { <li>{ told }</li> });
        // Several of a kind are pasted into one field.
        if is_due && !fields.iter().any(|(known, _)| *known == id) {
            let hint = words.with(&[name, ".hint"].concat(), &[("n", &source.number.to_string())]);
            let field = html! { <Field {id} label={words.t(name)} {hint} text={text.clone()} code=true /> };
            fields.push((id, field));
        }
    }
    let (lead, class) = if look.by_itself {
        ("draw.value.by_itself", "button")
    } else {
        ("draw.value.paste", "button is-main")
    };
    html! {
        <section class="card">
            <h2>{ words.t("draw.value") }</h2>
            <ul class="evidence">{ for lines }</ul>
            if is_due {
                <Form {on_send}>
                    <p class="lead">{ words.t(lead) }</p>
                    { for fields.into_iter().map(|(_, field)| field) }
                    <div class="acts is-start"><button type="submit" {class}>{ words.t("draw.run") }</button></div>
                </Form>
            }
        </section>
    }
}
