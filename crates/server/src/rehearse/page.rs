//! A report as a page: one file without scripts or anything from elsewhere, in light and dark, fit to be printed.

use super::{
    chart::svg,
    report::{Part, Report, Section, Table},
};
use std::fmt::Write as _;

const STYLE: &str = include_str!("page.css");

/// The report as an HTML document.
#[must_use]
pub fn page(report: &Report) -> String {
    let title = escape(&report.title);
    let mut out = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n"
    );
    for line in &report.about {
        let _ = writeln!(out, "<p class=\"about\">{}</p>", escape(line));
    }
    for shown in &report.sections {
        section(&mut out, shown);
    }
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

fn section(out: &mut String, section: &Section) {
    let _ = writeln!(out, "<section>\n<h2>{}</h2>", escape(&section.title));
    if !section.lead.is_empty() {
        let _ = writeln!(out, "<p>{}</p>", escape(&section.lead));
    }
    for part in &section.parts {
        let _ = match part {
            Part::Table(shown) => writeln!(out, "{}", table(shown)),
            Part::Chart(chart) => writeln!(
                out,
                "<figure>\n<figcaption>{}</figcaption>\n{}\n</figure>",
                escape(&chart.caption),
                svg(chart)
            ),
            Part::Notes(notes) => {
                let items: String = notes
                    .iter()
                    .map(|note| format!("<li>{}</li>\n", escape(note)))
                    .collect();
                writeln!(out, "<ul>\n{items}</ul>")
            }
        };
    }
    out.push_str("</section>\n");
}

fn table(table: &Table) -> String {
    let cells = |row: &[String], head: bool| -> String {
        let cell = |(place, cell): (usize, &String)| {
            let text = escape(cell);
            match (head, place) {
                (true, _) => format!("<th scope=\"col\">{text}</th>"),
                (false, 0) => format!("<th scope=\"row\">{text}</th>"),
                (false, _) => format!("<td>{text}</td>"),
            }
        };
        row.iter().enumerate().map(cell).collect()
    };
    let caption = if table.caption.is_empty() {
        String::new()
    } else {
        format!("<caption>{}</caption>\n", escape(&table.caption))
    };
    let rows: String = table
        .rows
        .iter()
        .map(|row| format!("<tr>{}</tr>\n", cells(row, false)))
        .collect();
    let heads = cells(&table.heads, true);
    format!(
        "<div class=\"wide\"><table>\n{caption}<thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table></div>"
    )
}

/// A text as it stands in HTML, between tags and in attributes.
pub(super) fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_stands_alone_and_takes_no_markup_from_the_campaign() {
        let mut section = Section::new("<img src=x>", "A & B");
        let mut table = Table::new("", &["a", "b"]);
        table.row("</table>", ["1"]);
        section.table(table);
        section.lines(
            "People",
            vec![("all".to_owned(), vec![0.0, 2.0])],
            &[(0, "4 Aug".to_owned())],
        );
        let html = page(&Report {
            title: "Toy".to_owned(),
            about: Vec::new(),
            sections: vec![section],
        });
        assert!(
            html.contains("&lt;img src=x&gt;")
                && html.contains("A &amp; B")
                && html.contains("<th scope=\"row\">&lt;/table&gt;</th>")
        );
        assert!(
            html.contains("<path class=\"line c0\" d=\"M64.0 212.0L570.0 112.0\"/>"),
            "{html}"
        );
        for foreign in ["http", "<script", "<img"] {
            assert!(!html.contains(foreign), "{foreign}");
        }
    }
}
