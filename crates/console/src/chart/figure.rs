//! The frame of a figure: its title, what it says in a sentence, the drawing, the same numbers as a table, and ways to take it along.

use crate::desk::use_desk;
use crate::ui::{Row, Table, button};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{HtmlElement, ResizeObserver};
use yew::{
    AttrValue, Callback, Children, Html, NodeRef, Properties, component, hook, html, use_effect_with, use_node_ref,
    use_state_eq,
};

/// No figure is drawn narrower: it is scrolled in its frame instead.
const NARROWEST: f64 = 320.0;

/// What [`Figure`] is given.
#[derive(Properties)]
pub struct FigureProps {
    /// What it is called in the page's address, and its files.
    pub id: &'static str,
    /// Its title.
    pub title: AttrValue,
    /// What it says, in a sentence or two.
    #[prop_or_default]
    pub lead: AttrValue,
    /// The heads of its table.
    pub head: Vec<AttrValue>,
    /// The rows of its table.
    pub rows: Rc<Vec<Row>>,
    /// Draws it at a width in pixels; `None`: the table is the figure.
    #[prop_or_default]
    pub draw: Option<Callback<f64, Html>>,
    /// What stands between the sentence and the drawing.
    #[prop_or_default]
    pub children: Children,
}

impl PartialEq for FigureProps {
    /// Drawing is cheap beside finding out whether it has to be done.
    fn eq(&self, _: &Self) -> bool {
        false
    }
}

/// The width of an element, as it is and whenever it changes.
#[hook]
fn use_width() -> (NodeRef, f64) {
    let place = use_node_ref();
    let width = use_state_eq(|| 0.0);
    {
        let (place, width) = (place.clone(), width.clone());
        use_effect_with((), move |()| {
            let element = place.cast::<HtmlElement>();
            let seen = {
                let element = element.clone();
                Closure::<dyn FnMut()>::new(move || {
                    width.set(element.as_ref().map_or(0, |element| element.client_width()).into());
                })
            };
            // It says the first width, too.
            let observer = ResizeObserver::new(seen.as_ref().unchecked_ref()).ok();
            if let (Some(observer), Some(element)) = (&observer, &element) {
                observer.observe(element);
            }
            move || {
                if let Some(observer) = observer {
                    observer.disconnect();
                }
                drop(seen);
            }
        });
    }
    (place, *width)
}

/// A figure.
#[component]
pub fn Figure(props: &FigureProps) -> Html {
    let desk = use_desk();
    let words = &desk.words;
    let (place, width) = use_width();
    let take = |kind: &'static str| {
        let (desk, id) = (desk.clone(), props.id);
        Callback::from(move |()| desk.host.picture(id, kind))
    };
    let table = html! { <Table label={props.title.clone()} head={props.head.clone()} rows={props.rows.clone()} /> };
    let heading = [props.id, "-title"].concat();
    html! {
        <figure class="card chart" id={props.id} role="group" aria-labelledby={heading.clone()}>
            <figcaption>
                <h2 id={heading}>{ props.title.clone() }</h2>
                if !props.lead.is_empty() {
                    <p>{ props.lead.clone() }</p>
                }
            </figcaption>
            { props.children.clone() }
            <div class="drawing" ref={place}>
                if let Some(draw) = &props.draw {
                    if width > 0.0 {
                        { draw.emit(width.max(NARROWEST)) }
                    }
                } else if !props.rows.is_empty() {
                    { table.clone() }
                }
            </div>
            if props.draw.is_some() {
                <details class="numbers">
                    <summary>{ words.t("figures.table") }</summary>
                    { table }
                    <div class="acts is-start">
                        { button("is-quiet", words.t("figures.svg"), take("svg")) }
                        { button("is-quiet", words.t("figures.png"), take("png")) }
                    </div>
                </details>
            }
        </figure>
    }
}
