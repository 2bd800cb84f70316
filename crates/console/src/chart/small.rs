//! Figures that stand in a line of text or a cell of a table. They say nothing to screen readers: the number beside them does.

use super::scale::{Scale, fixed, path};
use yew::{AttrValue, Html, html};

/// Values in their order, as a line 96 wide; the last one has a dot.
pub fn spark(class: &str, values: &[f64]) -> Html {
    let most = values.iter().copied().fold(0.0, f64::max);
    let last = values.len().saturating_sub(1).max(1) as f64;
    let (x, y) = (
        Scale::new((0.0, last), (2.0, 92.0)),
        Scale::new((0.0, most.max(1.0)), (21.0, 3.0)),
    );
    let at = |(place, value): (usize, &f64)| Some((x.at(place as f64), y.at(*value)));
    let points: Vec<_> = values.iter().enumerate().map(at).collect();
    let end = points.last().copied().flatten();
    html! {
        <svg class={["spark ", class].concat()} viewBox="0 0 96 24" aria-hidden="true">
            <path d={path(&points)} />
            if let Some((x, y)) = end {
                <circle cx={fixed(x)} cy={fixed(y)} r="2" />
            }
        </svg>
    }
}

/// An interval with its middle on a line from 0 to `most`, 96 wide.
pub fn interval(class: &str, (low, value, high): (f64, f64, f64), most: f64) -> Html {
    let x = Scale::new((0.0, most), (2.0, 94.0));
    html! {
        <svg class={["span ", class].concat()} viewBox="0 0 96 16" aria-hidden="true">
            <path class="ground" d="M2 8H94" />
            <path d={["M", &fixed(x.at(low)), " 8H", &fixed(x.at(high))].concat()} />
            <circle cx={fixed(x.at(value))} cy="8" r="3.500" />
        </svg>
    }
}

/// A part of a whole.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// Its colour.
    pub class: &'static str,
    /// What it is, with its number.
    pub label: AttrValue,
    /// How much.
    pub value: f64,
}

/// Parts of a whole beside each other, and what each is below.
pub fn parts(width: f64, list: &[Part]) -> Html {
    let whole: f64 = list.iter().map(|part| part.value).sum();
    let x = Scale::new((0.0, whole), (0.0, width));
    let mut done = 0.0;
    let piece = |part: &Part| {
        let (from, to) = (x.at(done), x.at(done + part.value));
        done += part.value;
        let gap = if to - from > 3.0 { 1.0 } else { 0.0 };
        html! { <rect class={part.class} x={fixed(from)} y="0" width={fixed((to - from - gap).max(0.0))} height="24" /> }
    };
    let pieces: Html = list.iter().filter(|part| part.value > 0.0).map(piece).collect();
    html! {
        <>
            <svg class="parts" width={fixed(width)} height="24" viewBox={["0 0 ", &fixed(width), " 24"].concat()} aria-hidden="true">{ pieces }</svg>
            <ul class="keys">{ for list.iter().map(|part| html! { <li class={part.class}>{ part.label.clone() }</li> }) }</ul>
        </>
    }
}
