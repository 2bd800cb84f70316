//! A report as text, for a terminal.

use super::report::{Chart, Part, Report, Shape, Table, sample};
use std::fmt::Write as _;

/// Characters of the longest bar.
const BAR: usize = 40;

/// The report as text of at most about a hundred columns.
#[must_use]
pub fn text(report: &Report) -> String {
    let mut out = String::new();
    heading(&mut out, &report.title, '=');
    for line in &report.about {
        push(&mut out, line);
    }
    for section in &report.sections {
        out.push('\n');
        heading(&mut out, &section.title, '-');
        if !section.lead.is_empty() {
            push(&mut out, &section.lead);
        }
        for part in &section.parts {
            out.push('\n');
            match part {
                Part::Table(shown) => table(&mut out, shown),
                Part::Chart(shown) => chart(&mut out, shown),
                Part::Notes(notes) => notes.iter().for_each(|note| push(&mut out, &format!("- {note}"))),
            }
        }
    }
    out
}

fn push(out: &mut String, line: &str) {
    out.push_str(line);
    out.push('\n');
}

fn heading(out: &mut String, title: &str, line: char) {
    push(out, title);
    push(out, &line.to_string().repeat(width(title)));
}

fn table(out: &mut String, table: &Table) {
    if !table.caption.is_empty() {
        push(out, &table.caption);
    }
    let rows = || std::iter::once(&table.heads).chain(&table.rows);
    let widths: Vec<usize> = (0..table.heads.len())
        .map(|column| {
            rows()
                .filter_map(|row| row.get(column))
                .map(|cell| width(cell))
                .max()
                .unwrap_or(0)
        })
        .collect();
    for row in rows() {
        let mut line = String::from("  ");
        for (place, (cell, &wide)) in row.iter().zip(&widths).enumerate() {
            let gap = " ".repeat(wide.saturating_sub(width(cell)));
            // Words begin at the left, numbers end at the right.
            let _ = if place == 0 {
                write!(line, "{cell}{gap}")
            } else {
                write!(line, "  {gap}{cell}")
            };
        }
        push(out, line.trim_end());
    }
}

fn chart(out: &mut String, chart: &Chart) {
    match &chart.shape {
        Shape::Bars(bars) => {
            push(out, &chart.caption);
            let most = bars.iter().map(|&(_, value)| value).fold(0.0, f64::max);
            let wide = bars.iter().map(|(name, _)| width(name)).max().unwrap_or(0);
            for (name, value) in bars {
                let length = if most > 0.0 {
                    (value / most * BAR as f64).round() as usize
                } else {
                    0
                };
                let gap = " ".repeat(wide.saturating_sub(width(name)));
                push(
                    out,
                    &format!("  {name}{gap}  {} {}", "█".repeat(length), sample(*value)),
                );
            }
        }
        Shape::Lines { series, ticks } => {
            let mut shown = Table::new(&chart.caption, &[""]);
            shown.heads.extend(series.iter().map(|(name, _)| name.clone()));
            for (place, name) in ticks {
                let values = series
                    .iter()
                    .map(|(_, values)| values.get(*place).copied().unwrap_or(0.0));
                shown.row(name, values.map(sample));
            }
            table(out, &shown);
        }
    }
}

/// Columns in a terminal: Chinese characters and full-width signs take two.
fn width(text: &str) -> usize {
    let wide = |c: char| matches!(c, '\u{1100}'..='\u{115F}' | '\u{2E80}'..='\u{A4CF}' | '\u{AC00}'..='\u{D7A3}' | '\u{F900}'..='\u{FAFF}' | '\u{FE30}'..='\u{FE6F}' | '\u{FF00}'..='\u{FF60}' | '\u{FFE0}'..='\u{FFE6}' | '\u{1F300}'..='\u{1FAFF}' | '\u{20000}'..='\u{3FFFD}');
    text.chars().map(|c| 1 + usize::from(wide(c))).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rehearse::report::Section;

    #[test]
    fn columns_stand_below_each_other_in_both_scripts() {
        let mut section = Section::new("Prizes", "What was won.");
        let mut table = Table::new("By day", &["day", "won", "left"]);
        table.row("新玩具", ["3", "12,000"]);
        table.row("cup", ["11", "1"]);
        section.table(table);
        section.bars("People", vec![("seeds".to_owned(), 10.0), ("friends".to_owned(), 5.0)]);
        let told = text(&Report {
            title: "Toy".to_owned(),
            about: vec!["Seed 7.".to_owned()],
            sections: vec![section],
        });
        let expected = "Toy\n===\nSeed 7.\n\nPrizes\n------\nWhat was won.\n\nBy day\n  day     won    left\n  新玩具    3  12,000\n  cup      11       1\n\nPeople\n  seeds    ████████████████████████████████████████ 10\n  friends  ████████████████████ 5\n";
        assert_eq!(told, expected);
    }
}
