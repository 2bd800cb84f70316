//! Tables, lists of facts and steps, made from data: one function each, so that a page costs little.

use yew::{AttrValue, Html, html};

/// A table. The first cell of a row is its head; a row has its key.
pub fn table(label: AttrValue, head: &[AttrValue], rows: Vec<(String, Vec<Html>)>) -> Html {
    let cell = |(place, cell): (usize, Html)| match place {
        0 => html! { <th scope="row">{ cell }</th> },
        _ => html! { <td>{ cell }</td> },
    };
    let row = |(key, cells): (String, Vec<Html>)| {
        html! { <tr key={key}>{ for cells.into_iter().enumerate().map(cell) }</tr> }
    };
    html! {
        <div class="scroll" tabindex="0" role="region" aria-label={label}>
            <table>
                <thead><tr>{ for head.iter().map(|name| html! { <th scope="col">{ name.clone() }</th> }) }</tr></thead>
                <tbody>{ for rows.into_iter().map(row) }</tbody>
            </table>
        </div>
    }
}
