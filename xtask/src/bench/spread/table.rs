//! How often intervals held the truth, as tables in Markdown.

use canyu_spread::{Estimate, wilson};

/// Generations of which the ratio is looked at: later ones have few people.
pub const GENERATIONS: usize = 3;

/// How often the truth was in the interval, of how often there was one.
#[derive(Clone, Copy, Default)]
pub struct Tally {
    inside: u64,
    of: u64,
}

impl Tally {
    /// Looks for the truth in one interval.
    pub fn add(&mut self, interval: Estimate, truth: f64) {
        self.of += 1;
        self.inside += u64::from(interval.holds(truth));
    }

    /// The per cent inside with their own interval, and of how many where some campaigns had none.
    fn print(self, seeds: u64) -> String {
        let Ok(part) = wilson(self.inside, self.of) else {
            return "–".to_owned();
        };
        let of = if self.of < seeds {
            format!(", of {}", self.of)
        } else {
            String::new()
        };
        format!(
            "{:.1} ({:.1}–{:.1}{of})",
            100.0 * part.value,
            100.0 * part.low,
            100.0 * part.high
        )
    }
}

/// What is looked at.
#[derive(Clone, Default)]
pub struct Coverage {
    /// R, corrected for those who have not had time.
    pub r: Tally,
    /// The same, were all people alike: what intervals of plain counts come to.
    pub alike: Tally,
    /// R in the last seven days.
    pub now: Tally,
    /// The ratios of generations 0, 1 and 2 to the next.
    pub generations: [Tally; GENERATIONS],
    /// k, with an R for each generation.
    pub k: Tally,
    /// The 80 % band of the reach a week later.
    pub week: Tally,
    /// And at the close.
    pub close: Tally,
    /// The median over the truth at the close.
    pub ratios: Vec<f64>,
    /// The upper end of the 80 % band over the lower one, there.
    pub widths: Vec<f64>,
}

/// Both tables.
pub fn print(found: &[(&str, Coverage)], seeds: u64) {
    println!("95 % intervals, per cent that hold the truth (with their own 95 % interval)\n");
    println!("| campaign | R | R by plain counts | R now | R of roots | R of generation 1 | R of generation 2 | k |");
    println!("| --- | --- | --- | --- | --- | --- | --- | --- |");
    for (name, coverage) in found {
        let Coverage {
            r,
            alike,
            now,
            generations: [zero, first, second],
            k,
            ..
        } = coverage;
        let tallies = [r, alike, now, zero, first, second, k].map(|tally| tally.print(seeds));
        println!("| {name} | {} |", tallies.join(" | "));
    }
    println!("\nforecasts: per cent of 80 % bands that hold the truth; and what is usual at the close\n");
    println!("| campaign | a week later | at the close | median of futures / truth | upper / lower end of the band |");
    println!("| --- | --- | --- | --- | --- |");
    for (name, coverage) in found {
        let Coverage {
            week,
            close,
            ratios,
            widths,
            ..
        } = coverage;
        let [week, close] = [week, close].map(|tally| tally.print(seeds));
        let [ratio, width] = [ratios, widths].map(|values| median(values));
        println!("| {name} | {week} | {close} | {ratio:.2} | {width:.2} |");
    }
}

/// The middle one.
fn median(values: &[f64]) -> f64 {
    let mut values = values.to_vec();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}
