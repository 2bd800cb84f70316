//! Facts, figures, steps and the ways through long lists, made from data: one function each, so that a page costs little.

use super::button;
use crate::words::Words;
use yew::{AttrValue, Callback, Html, UseStateHandle, html};

/// Names and values.
pub fn facts(list: Vec<(AttrValue, Html)>) -> Html {
    let fact = |(name, value): (AttrValue, Html)| html! { <><dt>{ name }</dt><dd>{ value }</dd></> };
    html! { <dl class="facts">{ for list.into_iter().map(fact) }</dl> }
}

/// Numbers that matter most, each with what it counts.
pub fn figures(list: Vec<(AttrValue, String, AttrValue)>) -> Html {
    let figure = |(name, value, hint): (AttrValue, String, AttrValue)| {
        html! { <div class="figure"><dt>{ name }</dt><dd>{ value }</dd><dd class="hint">{ hint }</dd></div> }
    };
    html! { <dl class="figures">{ for list.into_iter().map(figure) }</dl> }
}

/// How far a step is; its class, and the name of the word for who does not see its sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// It is done.
    Done,
    /// It is what comes next.
    Now,
    /// It comes later.
    Later,
    /// It went wrong, or was left out.
    Bad,
}

/// A step: how far it is, what it is, and what is to be known about it.
pub struct Step {
    /// How far.
    pub mark: Mark,
    /// What.
    pub name: AttrValue,
    /// When, and what is in its way.
    pub said: Vec<AttrValue>,
}

/// Steps, one after the other.
pub fn steps(words: &Words, label: AttrValue, list: Vec<Step>) -> Html {
    let step = |step: Step| {
        let (class, word) = match step.mark {
            Mark::Done => ("is-done", "step.done"),
            Mark::Now => ("is-now", "step.now"),
            Mark::Later => ("", "step.later"),
            Mark::Bad => ("is-bad", "step.bad"),
        };
        let current = (step.mark == Mark::Now).then_some("step");
        html! {
            <li {class} aria-current={current}>
                <b>{ step.name }</b><span class="unseen">{ words.t(word) }</span>
                { for step.said.into_iter().map(|said| html! { <small>{ said }</small> }) }
            </li>
        }
    };
    html! { <ol class="steps" aria-label={label}>{ for list.into_iter().map(step) }</ol> }
}

/// Lines of a page of a long list.
pub const PAGE: u32 = 100;

/// The ways to other pages of a long list, where it has more than one; `from` is the place of the first line of this one.
pub fn pager(words: &Words, from: &UseStateHandle<u32>, next: Option<u32>) -> Html {
    let way = |to: u32, name: &str| {
        let from = from.clone();
        button("", words.t(name), Callback::from(move |()| from.set(to)))
    };
    if **from == 0 && next.is_none() {
        return Html::default();
    }
    html! {
        <div class="acts">
            if **from > 0 {
                { way(0, "page.first") }
            }
            if let Some(next) = next {
                { way(next, "page.next") }
            }
        </div>
    }
}
