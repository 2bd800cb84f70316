//! The tree of sharing, drawn on a canvas by a script of its own: a hundred thousand people are too many for a document.

use crate::desk::use_desk;
use crate::hooks::use_text_of;
use web_sys::HtmlElement;
use yew::{Callback, Html, Properties, component, html, use_effect_with, use_node_ref};

/// What [`Tree`] is given.
#[derive(Properties, PartialEq)]
pub struct TreeProps {
    /// Where it is told, see `Desk::api`.
    pub path: String,
}

/// The tree.
#[component]
pub fn Tree(props: &TreeProps) -> Html {
    let desk = use_desk();
    let words = &desk.words;
    let place = use_node_ref();
    let (text, again) = use_text_of(props.path.clone());
    let is_there = matches!(text, crate::hooks::Load::Ready(_));
    {
        let (host, place, text) = (desk.host.clone(), place.clone(), text.clone());
        use_effect_with((props.path.clone(), is_there), move |_| {
            if let (crate::hooks::Load::Ready(text), Some(element)) = (&text, place.cast::<HtmlElement>()) {
                host.tree(&element, text);
            }
            // The script ends by itself once its canvas has left the page.
            || ()
        });
    }
    let loading = match &text {
        crate::hooks::Load::Ready(_) => Html::default(),
        _ => text.shown(&again, |_| Html::default()),
    };
    let take = {
        let host = desk.host.clone();
        Callback::from(move |()| host.picture("tree", "png"))
    };
    let button = |act: &'static str, label: &str, sign: &'static str| {
        html! { <button type="button" class="button" data-act={act} aria-label={words.t(label)}>{ sign }</button> }
    };
    html! {
        <figure class="card chart tree" id="tree" aria-labelledby="tree-title" ref={place} data-none={words.t("tree.hint")} data-one={words.t("tree.one")} data-told={words.t("tree.told")}>
            <figcaption>
                <h2 id="tree-title">{ words.t("tree") }</h2>
                <p>{ words.t("tree.lead") }</p>
            </figcaption>
            { loading }
            <div class="forest">
                <canvas tabindex="0" role="img" aria-label={words.t("tree.label")}></canvas>
                <div class="acts">
                    { button("in", "tree.in", "+") }
                    { button("out", "tree.out", "−") }
                    { button("whole", "tree.whole", "⤢") }
                </div>
            </div>
            <ul class="keys">
                <li class="c6">{ words.t("tree.seed") }</li>
                <li class="c1">{ words.t("tree.people") }</li>
                <li class="c5">{ words.code("worth", "held") }</li>
                <li class="c0">{ words.code("worth", "excluded") }</li>
            </ul>
            <p class="hint" data-said="" role="status">{ words.t("tree.hint") }</p>
            <div class="acts is-start">{ crate::ui::button("is-quiet", words.t("figures.png"), take) }</div>
        </figure>
    }
}
