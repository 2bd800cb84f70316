//! What a rehearsal tells: sections of sentences, tables and charts, written once as text and once as a page.

/// A report.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize)]
pub struct Report {
    /// The headline.
    pub title: String,
    /// What the figures stand on, a line each.
    pub about: Vec<String>,
    /// In the order of reading.
    pub sections: Vec<Section>,
}

/// A part of the report.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize)]
pub struct Section {
    /// Its headline.
    pub title: String,
    /// A sentence or two.
    pub lead: String,
    /// What stands in it.
    pub parts: Vec<Part>,
}

/// Something that stands in a section.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// Rows and columns.
    Table(Table),
    /// A picture of numbers.
    Chart(Chart),
    /// Sentences, one a line.
    Notes(Vec<String>),
}

/// Rows and columns.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize)]
pub struct Table {
    /// What it shows.
    pub caption: String,
    /// The heads. The first column is words, the others are numbers.
    pub heads: Vec<String>,
    /// As many cells as heads.
    pub rows: Vec<Vec<String>>,
}

/// A picture of numbers.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Chart {
    /// What it shows, with the unit.
    pub caption: String,
    /// How.
    pub shape: Shape,
}

/// The shapes of charts.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Shape {
    /// Something over time: samples at equal distances, all series of the same length.
    Lines {
        /// The lines with their names.
        series: Vec<(String, Vec<f64>)>,
        /// Samples that the axis names.
        ticks: Vec<(usize, String)>,
    },
    /// Something by kind.
    Bars(Vec<(String, f64)>),
}

impl Table {
    /// A table without rows.
    #[must_use]
    pub fn new(caption: &str, heads: &[&str]) -> Self {
        Self {
            caption: caption.to_owned(),
            heads: heads.iter().map(|&head| head.to_owned()).collect(),
            rows: Vec::new(),
        }
    }

    /// Adds a row.
    pub fn row<T: ToString>(&mut self, first: &str, cells: impl IntoIterator<Item = T>) {
        let mut row = vec![first.to_owned()];
        row.extend(cells.into_iter().map(|cell| cell.to_string()));
        self.rows.push(row);
    }
}

impl Section {
    /// A section without parts.
    #[must_use]
    pub fn new(title: &str, lead: impl Into<String>) -> Self {
        Self {
            title: title.to_owned(),
            lead: lead.into(),
            parts: Vec::new(),
        }
    }

    /// Adds a table, unless it has no rows.
    pub fn table(&mut self, table: Table) {
        if !table.rows.is_empty() {
            self.parts.push(Part::Table(table));
        }
    }

    /// Adds a chart of lines, unless there is nothing on it.
    pub fn lines(&mut self, caption: &str, series: Vec<(String, Vec<f64>)>, ticks: &[(usize, String)]) {
        if series.iter().any(|(_, values)| values.iter().any(|&value| value > 0.0)) {
            let ticks = ticks.to_vec();
            self.chart(caption, Shape::Lines { series, ticks });
        }
    }

    /// Adds a chart of bars, unless there is nothing on it.
    pub fn bars(&mut self, caption: &str, bars: Vec<(String, f64)>) {
        if bars.iter().any(|&(_, value)| value > 0.0) {
            self.chart(caption, Shape::Bars(bars));
        }
    }

    fn chart(&mut self, caption: &str, shape: Shape) {
        let caption = caption.to_owned();
        self.parts.push(Part::Chart(Chart { caption, shape }));
    }
}

/// A whole number with its thousands apart: `12,345`.
#[must_use]
pub fn count(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A part of a whole, as `12.3 %`; a dash where there is no whole.
#[must_use]
pub fn share(part: u64, whole: u64) -> String {
    if whole == 0 {
        return "–".to_owned();
    }
    format!("{:.1} %", part as f64 * 100.0 / whole as f64)
}

/// A quotient with two decimals; a dash where there is nothing to divide by.
#[must_use]
pub fn ratio(part: u64, whole: u64) -> String {
    if whole == 0 {
        return "–".to_owned();
    }
    format!("{:.2}", part as f64 / whole as f64)
}

/// A sample of a chart: whole, or with two decimals.
pub(super) fn sample(value: f64) -> String {
    if value == value.trunc() && value >= 0.0 {
        count(value as u64)
    } else {
        format!("{value:.2}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_for_people() {
        assert_eq!(count(0), "0");
        assert_eq!(count(999), "999");
        assert_eq!(count(1_234_567), "1,234,567");
        assert_eq!(share(1, 8), "12.5 %");
        assert_eq!(share(1, 0), "–");
        assert_eq!(ratio(2, 3), "0.67");
        assert_eq!(sample(1_500.0), "1,500");
        assert_eq!(sample(0.5), "0.50");
    }
}
