//! Tables, made from data. A press on the head of a column puts the rows in its order.

use crate::browser;
use crate::desk::use_desk;
use crate::ui::{Icon, icon};
use crate::words::Words;
use canyu_core::moment::Moment;
use std::cmp::Ordering;
use std::rc::Rc;
use yew::{AttrValue, Callback, Html, Properties, component, html, use_state_eq};

/// By what a cell is put in order with others of its column.
#[derive(Clone, Debug, PartialEq)]
pub enum By {
    /// By nothing: a column of such cells has no order.
    Nothing,
    /// By a number. The column stands at the right.
    Number(f64),
    /// By a text, as the reader's language has it.
    Text(String),
    /// By nothing: it is what can be done about the row. It stands at the right, and its head is read out alone.
    Act,
}

/// A cell.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// What is seen.
    pub shown: Html,
    /// Its place among others.
    pub by: By,
}

impl From<Html> for Cell {
    fn from(shown: Html) -> Self {
        Self { shown, by: By::Nothing }
    }
}

impl Cell {
    /// A count.
    #[must_use]
    pub fn count(words: &Words, count: u64) -> Self {
        Self::number(count as f64, html! { <>{ words.number(count) }</> })
    }

    /// Something that a number stands for.
    #[must_use]
    pub fn number(number: f64, shown: Html) -> Self {
        Self {
            shown,
            by: By::Number(number),
        }
    }

    /// A moment; `None` comes last, and is told in the words given.
    #[must_use]
    pub fn time(words: &Words, at: Option<Moment>, never: &str) -> Self {
        let shown = at.map_or_else(|| words.t(never), |at| words.time(at).into());
        let by = at.map_or(By::Nothing, |at| By::Text(at.0.to_string()));
        Self {
            shown: html! { <span class="when">{ shown }</span> },
            by,
        }
    }

    /// A text that is what is seen.
    #[must_use]
    pub fn said(text: AttrValue) -> Self {
        Self::text(text.as_str(), html! { <>{ text.clone() }</> })
    }

    /// What can be done about the row.
    #[must_use]
    pub fn act(shown: Html) -> Self {
        Self { shown, by: By::Act }
    }

    /// Something that a text stands for.
    #[must_use]
    pub fn text(text: impl Into<String>, shown: Html) -> Self {
        Self {
            shown,
            by: By::Text(text.into()),
        }
    }
}

/// A row: its key, and its cells, of which the first is its head.
pub type Row = (String, Vec<Cell>);

/// What [`Table`] is given.
#[derive(Properties, PartialEq)]
pub struct TableProps {
    /// What it lists.
    pub label: AttrValue,
    /// The heads of its columns; may be empty.
    pub head: Vec<AttrValue>,
    /// Its rows, in the order in which they are shown at first.
    pub rows: Rc<Vec<Row>>,
}

/// A table with its rows. Where cells are bare HTML, its columns have no order.
pub fn table<C: Into<Cell>>(label: AttrValue, head: &[AttrValue], rows: Vec<(String, Vec<C>)>) -> Html {
    let row = |(key, cells): (String, Vec<C>)| (key, cells.into_iter().map(Into::into).collect());
    let rows: Vec<Row> = rows.into_iter().map(row).collect();
    html! { <Table {label} head={head.to_vec()} rows={Rc::new(rows)} /> }
}

/// In which order the rows are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Order {
    column: usize,
    falls: bool,
}

/// A table.
#[component]
pub fn Table(props: &TableProps) -> Html {
    let desk = use_desk();
    let order = use_state_eq(|| None::<Order>);
    let rows = ordered(&props.rows, *order, &desk.words.language);
    let kinds: Vec<Option<&By>> = (0..props.head.len())
        .map(|column| kind_of(&props.rows, column))
        .collect();
    let cell = |(place, cell): (usize, &Cell)| {
        let class = match cell.by {
            By::Number(_) => Some("is-number"),
            By::Act => Some("is-act"),
            // What is not known of a number stands where numbers do.
            By::Nothing => matches!(kinds.get(place), Some(Some(By::Number(_)))).then_some("is-number"),
            By::Text(_) => None,
        };
        match place {
            0 => html! { <th scope="row" {class}>{ cell.shown.clone() }</th> },
            _ => html! { <td {class}>{ cell.shown.clone() }</td> },
        }
    };
    let row = |(key, cells): &Row| {
        html! { <tr key={key.clone()}>{ for cells.iter().enumerate().map(cell) }</tr> }
    };
    let head = |(column, name): (usize, &AttrValue)| {
        let is_number = match kinds.get(column).copied().flatten() {
            Some(By::Act) => return html! { <th scope="col"><span class="unseen">{ name.clone() }</span></th> },
            Some(By::Number(_)) => true,
            Some(By::Text(_)) => false,
            Some(By::Nothing) | None => return html! { <th scope="col">{ name.clone() }</th> },
        };
        let class = is_number.then_some("is-number");
        if props.rows.len() < 2 {
            return html! { <th scope="col" {class}>{ name.clone() }</th> };
        }
        let mine = order.filter(|order| order.column == column);
        let sorted = mine.map(|order| if order.falls { "descending" } else { "ascending" });
        let press = {
            let (order, next) = (order.clone(), next(mine, column, is_number));
            Callback::from(move |_| order.set(next))
        };
        let sign = match sorted {
            None => Icon::Sort,
            Some("descending") => Icon::Falls,
            Some(_) => Icon::Rises,
        };
        html! {
            <th scope="col" {class} aria-sort={sorted}>
                <button type="button" class="sort" onclick={press}>{ name.clone() }{ icon(sign) }</button>
            </th>
        }
    };
    html! {
        <div class="scroll" tabindex="0" role="region" aria-label={props.label.clone()}>
            <table>
                <thead><tr>{ for props.head.iter().enumerate().map(head) }</tr></thead>
                <tbody>{ for rows.into_iter().map(row) }</tbody>
            </table>
        </div>
    }
}

/// By what a column is put in order: as the first cell is that says it.
fn kind_of(rows: &[Row], column: usize) -> Option<&By> {
    let cells = rows.iter().filter_map(|(_, cells)| cells.get(column));
    cells.map(|cell| &cell.by).find(|by| **by != By::Nothing)
}

/// The order after another press: the greatest numbers and the first letters first, then the other way, then as it was.
fn next(mine: Option<Order>, column: usize, is_number: bool) -> Option<Order> {
    match mine {
        None => Some(Order {
            column,
            falls: is_number,
        }),
        Some(order) if order.falls == is_number => Some(Order {
            column,
            falls: !is_number,
        }),
        Some(_) => None,
    }
}

/// The rows in an order. Those that say nothing come last either way, and of equal ones the earlier stays the earlier.
fn ordered<'a>(rows: &'a [Row], order: Option<Order>, language: &str) -> Vec<&'a Row> {
    let mut rows: Vec<&Row> = rows.iter().collect();
    let Some(Order { column, falls }) = order else {
        return rows;
    };
    let by = |row: &'a Row| row.1.get(column).map_or(&By::Nothing, |cell| &cell.by);
    rows.sort_by(|one, other| {
        let said = match (by(one), by(other)) {
            (By::Number(one), By::Number(other)) => one.total_cmp(other),
            (By::Text(one), By::Text(other)) => browser::compare(one, other, language),
            (By::Nothing | By::Act, By::Nothing | By::Act) => return Ordering::Equal,
            (By::Nothing | By::Act, _) => return Ordering::Greater,
            (_, By::Nothing | By::Act) => return Ordering::Less,
            (By::Number(_), By::Text(_)) => Ordering::Less,
            (By::Text(_), By::Number(_)) => Ordering::Greater,
        };
        if falls { said.reverse() } else { said }
    });
    rows
}

#[cfg(test)]
mod tests {
    use super::{By, Cell, Order, Row, next, ordered};
    use yew::Html;

    fn row(key: &str, by: By) -> Row {
        (
            key.to_owned(),
            vec![Cell {
                shown: Html::default(),
                by,
            }],
        )
    }

    fn keys(rows: &[Row], falls: bool) -> String {
        let order = Some(Order { column: 0, falls });
        ordered(rows, order, "en")
            .into_iter()
            .map(|(key, _)| key.as_str())
            .collect()
    }

    #[test]
    fn rows_are_put_in_order_and_those_that_say_nothing_come_last() {
        let rows = [
            row("a", By::Number(2.0)),
            row("b", By::Nothing),
            row("c", By::Number(10.0)),
            row("d", By::Number(2.0)),
        ];
        assert_eq!(keys(&rows, true), "cadb");
        assert_eq!(keys(&rows, false), "adcb");
        assert_eq!(ordered(&rows, None, "en").len(), 4);
    }

    #[test]
    fn a_third_press_brings_the_first_order_back() {
        for is_number in [true, false] {
            let first = next(None, 3, is_number);
            assert_eq!(first.map(|order| order.falls), Some(is_number));
            let second = next(first, 3, is_number);
            assert_eq!(second.map(|order| order.falls), Some(!is_number));
            assert_eq!(next(second, 3, is_number), None);
        }
    }
}
