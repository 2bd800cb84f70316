//! From numbers to places on the page.

/// From a range of numbers to a range of pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    from: f64,
    to: f64,
    start: f64,
    end: f64,
}

impl Scale {
    /// `from` is drawn at `start`, `to` at `end`. A range of one number is drawn at `start`.
    #[must_use]
    pub fn new((from, to): (f64, f64), (start, end): (f64, f64)) -> Self {
        Self { from, to, start, end }
    }

    /// Where a number is drawn; what lies outside is drawn at the edge.
    #[must_use]
    pub fn at(&self, value: f64) -> f64 {
        let span = self.to - self.from;
        if span <= 0.0 || !value.is_finite() {
            return self.start;
        }
        let part = ((value - self.from) / span).clamp(0.0, 1.0);
        self.start + part * (self.end - self.start)
    }
}

/// Round numbers from 0 to at least `most`, about so many of them: steps of 1, 2 or 5 times a power of ten. `whole`: no fractions.
#[must_use]
pub fn ticks(most: f64, about: u32, whole: bool) -> Vec<f64> {
    let most = if most.is_finite() && most > 0.0 { most } else { 1.0 };
    let rough = most / f64::from(about.max(1));
    let power = 10_f64.powi(rough.log10().floor() as i32);
    let step = [1.0, 2.0, 5.0, 10.0]
        .into_iter()
        .map(|factor| factor * power)
        .find(|step| *step >= rough * 0.999)
        .unwrap_or(10.0 * power);
    let step = if whole { step.max(1.0).round() } else { step };
    let last = (most / step - 1e-9).ceil().max(1.0) as u32;
    (0..=last).map(|number| f64::from(number) * step).collect()
}

/// A coordinate with one decimal.
#[must_use]
pub fn fixed(value: f64) -> String {
    let tenths = (value * 10.0).round() as i64;
    let sign = if tenths < 0 { "-" } else { "" };
    let (whole, rest) = (tenths.abs() / 10, tenths.abs() % 10);
    if rest == 0 {
        [sign, &whole.to_string()].concat()
    } else {
        [sign, &whole.to_string(), ".", &rest.to_string()].concat()
    }
}

/// A path through points; one that is missing leaves a gap, and one between gaps is a dot.
#[must_use]
pub fn path(points: &[Option<(f64, f64)>]) -> String {
    let mut path = String::new();
    let mut is_down = false;
    for (place, point) in points.iter().enumerate() {
        let Some((x, y)) = point else {
            is_down = false;
            continue;
        };
        path.push_str(if is_down { "L" } else { "M" });
        path.push_str(&[&fixed(*x), " ", &fixed(*y)].concat());
        let is_alone = !is_down && points.get(place + 1).is_none_or(Option::is_none);
        if is_alone {
            // With round ends a line without length is a dot.
            path.push_str("h0");
        }
        is_down = true;
    }
    path
}

/// The areas between lower and upper edges, each a closed path: `(x, low, high)`.
#[must_use]
pub fn band(points: &[Option<(f64, f64, f64)>]) -> String {
    let mut path = String::new();
    for run in points.split(Option::is_none) {
        let run: Vec<(f64, f64, f64)> = run.iter().flatten().copied().collect();
        let upper = run.iter().map(|(x, _, high)| (*x, *high));
        let lower = run.iter().rev().map(|(x, low, _)| (*x, *low));
        for (place, (x, y)) in upper.chain(lower).enumerate() {
            path.push_str(if place == 0 { "M" } else { "L" });
            path.push_str(&[&fixed(x), " ", &fixed(y)].concat());
        }
        if !run.is_empty() {
            path.push('Z');
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scale_keeps_its_ends_and_what_lies_outside_is_at_the_edge() {
        let scale = Scale::new((0.0, 10.0), (100.0, 0.0));
        assert_eq!(
            [0.0, 5.0, 10.0, 20.0, -3.0].map(|value| scale.at(value)),
            [100.0, 50.0, 0.0, 0.0, 100.0]
        );
        assert_eq!(Scale::new((3.0, 3.0), (7.0, 9.0)).at(3.0), 7.0);
        assert_eq!(scale.at(f64::NAN), 100.0);
    }

    #[test]
    fn ticks_are_round_and_reach_the_greatest() {
        assert_eq!(ticks(7.0, 4, true), [0.0, 2.0, 4.0, 6.0, 8.0]);
        assert_eq!(ticks(1.0, 4, true), [0.0, 1.0]);
        assert_eq!(ticks(0.0, 4, true), [0.0, 1.0]);
        assert_eq!(ticks(f64::NAN, 4, true), [0.0, 1.0]);
        assert_eq!(ticks(1000.0, 4, true), [0.0, 500.0, 1000.0]);
        let small: Vec<String> = ticks(0.8, 4, false).into_iter().map(fixed).collect();
        assert_eq!(small, ["0", "0.2", "0.4", "0.6", "0.8"]);
    }

    #[test]
    fn coordinates_have_one_decimal() {
        assert_eq!(
            [0.0, 1.25, -0.04, -3.36, 12.0].map(fixed),
            ["0", "1.3", "0", "-3.4", "12"]
        );
    }

    #[test]
    fn gaps_are_gaps_and_single_points_are_dots() {
        let points = [Some((0.0, 1.0)), Some((1.0, 2.0)), None, Some((3.0, 1.0))];
        assert_eq!(path(&points), "M0 1L1 2M3 1h0");
        assert_eq!(path(&[]), "");
        let edges = [
            Some((0.0, 1.0, 2.0)),
            Some((1.0, 1.0, 3.0)),
            None,
            Some((3.0, 0.0, 1.0)),
        ];
        assert_eq!(band(&edges), "M0 2L1 3L1 1L0 1ZM3 1L3 0Z");
    }
}
