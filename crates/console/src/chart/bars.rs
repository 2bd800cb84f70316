//! Upright bars from a line of zero, each with its number above and its name below.

use super::scale::{Scale, fixed, ticks};
use yew::{AttrValue, Html, classes, html};

/// A bar.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// Its name.
    pub name: AttrValue,
    /// How high it is.
    pub value: f64,
    /// The number above it.
    pub number: String,
    /// What is said below its name: the first of them for which there is room; may be empty.
    pub notes: [AttrValue; 2],
    /// Whether something is wrong there.
    pub is_bad: bool,
}

const HEIGHT: f64 = 190.0;
const TOP: f64 = 24.0;
const FOOT: f64 = 44.0;
const WIDEST: f64 = 96.0;

/// The bars; `axis` writes a number beside the grid.
pub fn bars(width: f64, class: &'static str, list: &[Bar], axis: impl Fn(f64) -> String) -> Html {
    let most = list.iter().map(|bar| bar.value).fold(0.0, f64::max);
    let grid = ticks(most, 3, true);
    let labels: Vec<String> = grid.iter().map(|tick| axis(*tick)).collect();
    let left = 12.0 + 7.5 * labels.iter().map(|label| label.chars().count()).max().unwrap_or(1) as f64;
    let (ground, all) = (HEIGHT - FOOT, list.len().max(1) as f64);
    let y = Scale::new((0.0, grid.last().copied().unwrap_or(1.0)), (ground, TOP));
    let step = ((width - left) / all).min(WIDEST * 1.4);
    let broad = (step * 0.7).min(WIDEST);
    let lines = grid.iter().zip(&labels).map(|(tick, label)| {
        let at = y.at(*tick);
        html! {
            <>
                <path class={classes!("grid", (*tick == 0.0).then_some("zero"))} d={["M", &fixed(left), " ", &fixed(at), "H", &fixed(width)].concat()} />
                <text class="axis" x={fixed(left - 6.0)} y={fixed(at + 4.0)} text-anchor="end">{ label }</text>
            </>
        }
    });
    let room = (step / 7.2).floor() as usize;
    let note = |bar: &Bar| {
        let fits = bar.notes.iter().find(|note| note.chars().count() <= room);
        fits.cloned().unwrap_or_default()
    };
    // Where names are too long for all of them, every second or third one stands there.
    let longest = list.iter().map(|bar| bar.name.chars().count()).max().unwrap_or(0);
    let every = longest.div_ceil(room.max(1)).max(1);
    let bar = |(place, bar): (usize, &Bar)| {
        let middle = left + step * (place as f64 + 0.5);
        let top = y.at(bar.value);
        let text = |class: &'static str, down: f64, said: Html| {
            html! { <text {class} x={fixed(middle)} y={fixed(down)} text-anchor="middle">{ said }</text> }
        };
        html! {
            <g class={classes!(class, bar.is_bad.then_some("is-bad"))}>
                <rect x={fixed(middle - broad / 2.0)} y={fixed(top)} width={fixed(broad)} height={fixed((ground - top).max(0.0))} />
                { text("number", top - 6.0, html! { <>{ bar.number.clone() }</> }) }
                if place.is_multiple_of(every) {
                    { text("axis", ground + 17.0, html! { <>{ bar.name.clone() }</> }) }
                }
                { text("note", ground + 34.0, html! { <>{ note(bar) }</> }) }
            </g>
        }
    };
    html! {
        <svg class="drawn" width={fixed(width)} height={fixed(HEIGHT)} viewBox={["0 0 ", &fixed(width), " ", &fixed(HEIGHT)].concat()} aria-hidden="true">
            { for lines }
            { for list.iter().enumerate().map(bar) }
        </svg>
    }
}
