//! Charts as SVG, drawn into the page: no script, nothing from elsewhere. Colours come from the page's style, so that they follow light and
//! dark; every line carries its name at its end.

use super::{
    page::escape,
    report::{Chart, Shape, sample},
};
use std::fmt::Write as _;

const WIDTH: f64 = 720.0;
const HEIGHT: f64 = 240.0;
const LEFT: f64 = 64.0;
const RIGHT: f64 = 150.0;
const TOP: f64 = 12.0;
const BOTTOM: f64 = 28.0;
/// Colours that the style knows.
const COLOURS: usize = 6;
/// Height of a bar with its gap, and of the bar.
const ROW: f64 = 26.0;
const THICK: f64 = 16.0;
/// Where bars begin.
const NAMES: f64 = 220.0;

/// The chart as an SVG element with a name for people who cannot see it.
pub(super) fn svg(chart: &Chart) -> String {
    let (height, body) = match &chart.shape {
        Shape::Lines { series, ticks } => (HEIGHT, lines(series, ticks)),
        Shape::Bars(bars) => (ROW * bars.len() as f64 + 4.0, draw_bars(bars)),
    };
    let name = escape(&chart.caption);
    format!("<svg viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" aria-label=\"{name}\">{body}</svg>")
}

fn lines(series: &[(String, Vec<f64>)], ticks: &[(usize, String)]) -> String {
    let length = series.iter().map(|(_, values)| values.len()).max().unwrap_or(0);
    let most = series
        .iter()
        .flat_map(|(_, values)| values)
        .copied()
        .fold(0.0, f64::max);
    let top = round_up(most);
    let x = |place: usize| LEFT + (WIDTH - LEFT - RIGHT) * place as f64 / length.saturating_sub(1).max(1) as f64;
    let y = |value: f64| HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * value / top;
    let mut body = String::new();
    for quarter in 0..=4 {
        let value = top * f64::from(quarter) / 4.0;
        let (at, end, start) = (y(value), WIDTH - RIGHT, LEFT - 8.0);
        let _ = write!(
            body,
            "<path class=\"grid\" d=\"M{LEFT} {at:.1}H{end}\"/><text class=\"axis\" x=\"{start}\" y=\"{:.1}\" text-anchor=\"end\">{}</text>",
            at + 4.0,
            sample(value)
        );
    }
    for (place, name) in ticks {
        let _ = write!(
            body,
            "<text class=\"axis\" x=\"{:.1}\" y=\"{}\" text-anchor=\"middle\">{}</text>",
            x(*place),
            HEIGHT - 8.0,
            escape(name)
        );
    }
    let ends: Vec<f64> = series
        .iter()
        .map(|(_, values)| y(values.last().copied().unwrap_or(0.0)))
        .collect();
    let labels = apart(&ends);
    for (number, ((name, values), label)) in series.iter().zip(labels).enumerate() {
        let mut path = String::new();
        for (place, &value) in values.iter().enumerate() {
            let _ = write!(
                path,
                "{}{:.1} {:.1}",
                if place == 0 { 'M' } else { 'L' },
                x(place),
                y(value)
            );
        }
        let (colour, end) = (number % COLOURS, WIDTH - RIGHT);
        let _ = write!(
            body,
            "<path class=\"line c{colour}\" d=\"{path}\"/><circle class=\"dot c{colour}\" cx=\"{:.1}\" cy=\"{label:.1}\" r=\"4\"/><text x=\"{:.1}\" y=\"{:.1}\">{}</text>",
            end + 12.0,
            end + 22.0,
            label + 4.0,
            escape(&shorten(name, 20))
        );
    }
    body
}

fn draw_bars(bars: &[(String, f64)]) -> String {
    let most = bars.iter().map(|&(_, value)| value).fold(0.0, f64::max);
    let mut body = String::new();
    for (number, (name, value)) in bars.iter().enumerate() {
        let top = ROW * number as f64 + 4.0;
        let length = if most > 0.0 {
            (WIDTH - NAMES - 90.0) * value / most
        } else {
            0.0
        };
        let base = top + THICK - 4.0;
        let _ = write!(
            body,
            "<text x=\"{}\" y=\"{base:.1}\" text-anchor=\"end\">{}</text><rect class=\"bar\" x=\"{NAMES}\" y=\"{top:.1}\" width=\"{length:.1}\" height=\"{THICK}\" rx=\"2\"/><text x=\"{:.1}\" y=\"{base:.1}\">{}</text>",
            NAMES - 10.0,
            escape(&shorten(name, 30)),
            NAMES + length + 8.0,
            sample(*value)
        );
    }
    body
}

/// The next number of the kind 1, 2, 4, 5, 8 times a power of ten, at least 4 so that quarters are whole.
fn round_up(value: f64) -> f64 {
    let mut power = 1.0;
    while power * 10.0 <= value {
        power *= 10.0;
    }
    let steps = [1.0, 2.0, 4.0, 6.0, 8.0, 10.0];
    let step = steps.into_iter().find(|step| step * power >= value).unwrap_or(10.0);
    (step * power).max(4.0)
}

/// Places of labels, moved apart where they would cover each other.
fn apart(ends: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..ends.len()).collect();
    order.sort_by(|&a, &b| {
        ends.get(a)
            .partial_cmp(&ends.get(b))
            .unwrap_or(std::cmp::Ordering::Equal)
    });
    let mut labels = ends.to_vec();
    // From the bottom up, so that the last ones do not leave the picture.
    let mut free = HEIGHT - BOTTOM + 4.0;
    for &place in order.iter().rev() {
        if let Some(label) = labels.get_mut(place) {
            *label = label.min(free);
            free = *label - 16.0;
        }
    }
    labels
}

fn shorten(text: &str, longest: usize) -> String {
    if text.chars().count() <= longest {
        return text.to_owned();
    }
    text.chars().take(longest - 1).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn axes_end_at_round_numbers() {
        for (value, top) in [(0.0, 4.0), (3.0, 4.0), (10.0, 10.0), (101.0, 200.0), (7_900.0, 8_000.0)] {
            assert!((round_up(value) - top).abs() < 1e-9, "{value}");
        }
    }

    #[test]
    fn labels_never_cover_each_other() {
        let labels = apart(&[100.0, 101.0, 99.0, 212.0]);
        let mut sorted = labels.clone();
        sorted.sort_by(f64::total_cmp);
        assert!(sorted.windows(2).all(|pair| pair[1] - pair[0] >= 16.0), "{labels:?}");
        assert!(sorted.iter().all(|&label| label <= HEIGHT));
    }

    #[test]
    fn names_cannot_leave_the_picture_as_markup() {
        let chart = Chart {
            caption: "\"><script>".to_owned(),
            shape: Shape::Bars(vec![("<b>".to_owned(), 1.0)]),
        };
        let svg = svg(&chart);
        assert!(!svg.contains("<script>") && !svg.contains("<b>"), "{svg}");
    }
}
