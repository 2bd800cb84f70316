//! Lines through time, with their intervals as bands and their names at their ends.

use super::scale::{Scale, band, fixed, path, ticks};
use yew::{AttrValue, Html, classes, html};

/// A line.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Its colour.
    pub class: &'static str,
    /// Its name.
    pub name: AttrValue,
    /// Its values; one that is not known leaves a gap.
    pub values: Vec<Option<f64>>,
    /// From where to where each may be; may be empty.
    pub band: Vec<Option<(f64, f64)>>,
}

/// A value that means something, as a line across.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// The value.
    pub value: f64,
    /// What it means.
    pub name: AttrValue,
}

/// A figure of lines.
#[derive(Clone, Debug, PartialEq)]
pub struct Trend {
    /// The lines.
    pub lines: Vec<Line>,
    /// What stands below each point; empty where nothing does.
    pub names: Vec<String>,
    /// A value across.
    pub mark: Option<Mark>,
    /// Whether values are whole numbers.
    pub whole: bool,
    /// Up to where it is drawn at most: what goes beyond leaves the figure.
    pub most: f64,
}

const HEIGHT: f64 = 236.0;
const TOP: f64 = 16.0;
const FOOT: f64 = 28.0;
const SIGN: f64 = 7.5;
/// The same of a name, which is written in stronger letters.
const STRONG: f64 = 8.4;

impl Trend {
    fn greatest(&self) -> f64 {
        let values = self.lines.iter().flat_map(|line| line.values.iter().copied().flatten());
        let edges = self
            .lines
            .iter()
            .flat_map(|line| line.band.iter().flatten().map(|(_, high)| *high));
        let mark = self.mark.iter().map(|mark| mark.value);
        values.chain(edges).chain(mark).fold(0.0, f64::max).min(self.most)
    }

    /// Draws it; `axis` writes a number beside the grid.
    pub fn drawn(&self, width: f64, axis: impl Fn(f64) -> String) -> Html {
        let grid = ticks(self.greatest(), 4, self.whole);
        let labels: Vec<String> = grid.iter().map(|tick| axis(*tick)).collect();
        let left = 12.0 + SIGN * longest(labels.iter().map(String::as_str));
        let named = self.lines.iter().map(|line| line.name.as_str());
        // Names stand at the ends of the lines: Chinese signs are twice as wide.
        let right = width - 12.0 - STRONG * longest(named).min(24.0);
        let y = Scale::new((0.0, grid.last().copied().unwrap_or(1.0)), (HEIGHT - FOOT, TOP));
        let last = self.names.len().saturating_sub(1) as f64;
        let x = Scale::new((0.0, last.max(1.0)), (left, right));
        let lines = grid.iter().zip(&labels).map(|(tick, label)| {
            let at = y.at(*tick);
            html! {
                <>
                    <path class={classes!("grid", (*tick == 0.0).then_some("zero"))} d={["M", &fixed(left), " ", &fixed(at), "H", &fixed(right)].concat()} />
                    <text class="axis" x={fixed(left - 6.0)} y={fixed(at + 4.0)} text-anchor="end">{ label }</text>
                </>
            }
        });
        let mark = self.mark.as_ref().map(|mark| {
            let at = y.at(mark.value);
            html! {
                <>
                    <path class="mark" d={["M", &fixed(left), " ", &fixed(at), "H", &fixed(right)].concat()} />
                    <text class="note" x={fixed(left + 4.0)} y={fixed(at - 5.0)}>{ mark.name.clone() }</text>
                </>
            }
        });
        let names = self.below(&x, right - left);
        let is_alone = self.lines.len() == 1;
        let ends: Vec<_> = self.lines.iter().map(|line| end(line, &y, is_alone)).collect();
        let ends = apart(&ends);
        let early = |line: &Line| {
            let (place, value) = last_of(line).filter(|(place, _)| !is_at_the_edge(*place, line, is_alone))?;
            Some((x.at(place as f64) - 8.0, (y.at(value) - 10.0).max(TOP)))
        };
        let drawn = self.lines.iter().zip(ends).map(|(line, at)| {
            let edges: Vec<_> = line
                .band
                .iter()
                .enumerate()
                .map(|(place, edge)| edge.map(|(low, high)| (x.at(place as f64), y.at(low), y.at(high))))
                .collect();
            let points: Vec<_> = line
                .values
                .iter()
                .enumerate()
                .map(|(place, value)| value.map(|value| (x.at(place as f64), y.at(value))))
                .collect();
            html! {
                <g class={line.class}>
                    <path class="band" d={band(&edges)} />
                    <path class="line" d={path(&points)} />
                    { for alone(&points).map(|(x, y)| html! { <circle class="dot" cx={fixed(x)} cy={fixed(y)} r="3" /> }) }
                    if let Some(at) = at {
                        <text class="name" x={fixed(right + 8.0)} y={fixed(at + 4.0)}>{ line.name.clone() }</text>
                    }
                    if let Some((x, y)) = early(line) {
                        <text class="name" x={fixed(x)} y={fixed(y)} text-anchor="end">{ line.name.clone() }</text>
                    }
                </g>
            }
        });
        html! {
            <svg class="drawn" width={fixed(width)} height={fixed(HEIGHT)} viewBox={["0 0 ", &fixed(width), " ", &fixed(HEIGHT)].concat()} aria-hidden="true">
                { for lines }
                { names }
                { mark.unwrap_or_default() }
                { for drawn }
            </svg>
        }
    }

    /// As many of the names below as have room.
    fn below(&self, x: &Scale, width: f64) -> Html {
        let room = 14.0 + SIGN * longest(self.names.iter().map(String::as_str));
        let all = self.names.len();
        let fit = (width / room).floor().max(1.0) as usize;
        let step = all.div_ceil(fit).max(1);
        // The last one always has its name, and the others count from there.
        let is_named = |place: &usize| (all - 1 - place).is_multiple_of(step);
        let name = |(place, name): (usize, &String)| {
            html! { <text class="axis" x={fixed(x.at(place as f64))} y={fixed(HEIGHT - 8.0)} text-anchor="middle">{ name }</text> }
        };
        self.names
            .iter()
            .enumerate()
            .filter(|(place, _)| is_named(place))
            .map(name)
            .collect()
    }
}

/// Points without a neighbour: of a line they would be too little to see.
fn alone(points: &[Option<(f64, f64)>]) -> impl Iterator<Item = (f64, f64)> {
    let is_there = |place: Option<usize>| place.and_then(|place| points.get(place)).is_some_and(Option::is_some);
    let point = move |(place, point): (usize, &Option<(f64, f64)>)| {
        let has_neighbour = is_there(place.checked_sub(1)) || is_there(Some(place + 1));
        point.filter(|_| !has_neighbour)
    };
    points.iter().enumerate().filter_map(point)
}

/// The widest of some texts, in signs of our letters.
fn longest<'a>(texts: impl Iterator<Item = &'a str>) -> f64 {
    let wide = |text: &str| {
        text.chars()
            .map(|sign| if sign > '\u{2e80}' { 1.9 } else { 1.0 })
            .sum::<f64>()
    };
    texts.map(wide).fold(1.0, f64::max)
}

/// The last point of a line: its place, and its value.
fn last_of(line: &Line) -> Option<(usize, f64)> {
    let known = |(place, value): (usize, &Option<f64>)| Some((place, (*value)?));
    line.values.iter().enumerate().filter_map(known).next_back()
}

/// Whether a line that ends at a place ends where names are written. Of one that is alone the last day may be missing, which is not over.
fn is_at_the_edge(place: usize, line: &Line, is_alone: bool) -> bool {
    let all = line.values.len();
    let missing = all.saturating_sub(place + 1);
    missing == 0 || (is_alone && missing * 8 <= all)
}

/// Where a line ends at the edge of the figure; one that ends long before has its name there.
fn end(line: &Line, y: &Scale, is_alone: bool) -> Option<f64> {
    last_of(line)
        .filter(|(place, _)| is_at_the_edge(*place, line, is_alone))
        .map(|(_, value)| y.at(value))
}

/// Names that would lie on each other are moved apart.
fn apart(ends: &[Option<f64>]) -> Vec<Option<f64>> {
    const LINE: f64 = 17.0;
    let mut order: Vec<(usize, f64)> = ends
        .iter()
        .enumerate()
        .filter_map(|(place, at)| Some((place, (*at)?)))
        .collect();
    order.sort_by(|one, other| other.1.total_cmp(&one.1));
    let mut placed = ends.to_vec();
    let mut free = HEIGHT - FOOT;
    // From the lowest up: each stays where it is, or rises above the one below.
    for (place, at) in order {
        let at = at.min(free);
        if let Some(slot) = placed.get_mut(place) {
            *slot = Some(at);
        }
        free = at - LINE;
    }
    // What rose out of the figure pushes all of them down again.
    let highest = placed.iter().flatten().copied().fold(f64::MAX, f64::min);
    let down = (TOP - highest).clamp(0.0, HEIGHT);
    for at in placed.iter_mut().flatten() {
        if *at - highest < LINE * ends.len() as f64 {
            *at += down;
        }
    }
    placed
}

#[cfg(test)]
mod tests {
    use super::{alone, apart};

    #[test]
    fn a_point_without_a_neighbour_is_a_dot() {
        let points = [Some((0.0, 1.0)), Some((1.0, 2.0)), None, Some((3.0, 1.0)), None];
        assert_eq!(alone(&points).collect::<Vec<_>>(), [(3.0, 1.0)]);
    }

    #[test]
    fn names_do_not_lie_on_each_other() {
        let moved: Vec<f64> = apart(&[Some(100.0), Some(102.0), None, Some(20.0)])
            .into_iter()
            .flatten()
            .collect();
        assert_eq!(moved, [85.0, 102.0, 20.0]);
        // At the upper edge, too; and what is far below stays.
        let moved: Vec<f64> = apart(&[Some(16.0), Some(16.0), Some(200.0)])
            .into_iter()
            .flatten()
            .collect();
        assert_eq!(moved, [33.0, 16.0, 200.0]);
    }
}
