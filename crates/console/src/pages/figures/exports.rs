//! Taking rows home: what, as which file, and how far it is.

use super::naming::Naming;
use super::said::filter_in_words;
use crate::api::{Method, address};
use crate::desk::{Desk, use_desk};
use crate::hooks::{Act, Load, use_act, use_load};
use crate::pages::missing::NotAllowed;
use crate::pages::tabs::{Tab, crumbs, tabs};
use crate::route::Route;
use crate::ui::{Cell, Check, Choice, Form, Link, PageHead, Row, Table, Trouble, badge, small_button, submit};
use canyu_core::staff::{
    Export, ExportColumn, ExportFormat, ExportState, ExportTable, Exports, Filter, Names, NewExport, Right,
    ScheduledExport, TableDictionary,
};
use gloo_timers::callback::Interval;
use std::rc::Rc;
use yew::{AttrValue, Callback, Html, Properties, component, html, use_effect_with, use_state_eq};

/// Every so many milliseconds it is looked at how far files are that are being written.
const PULSE: u32 = 1_000;

/// What [`ExportsPage`] is given.
#[derive(Properties, PartialEq, Clone)]
pub struct ExportsProps {
    /// The campaign's name in addresses.
    pub slug: AttrValue,
    /// Which rows.
    pub filter: Filter,
}

/// The page.
#[component]
pub fn ExportsPage(props: &ExportsProps) -> Html {
    let desk = use_desk();
    if !desk.may(Right::Export) {
        return html! { <NotAllowed /> };
    }
    html! { <Shown ..props.clone() /> }
}

#[component]
fn Shown(props: &ExportsProps) -> Html {
    let desk = use_desk();
    let words = &desk.words;
    let path = ["campaigns/", &props.slug, "/exports"].concat();
    let (names, names_again) = use_load::<Names>(["campaigns/", &props.slug, "/names"].concat());
    let (list, again) = use_load::<Exports>(path.clone());
    let (dictionary, dictionary_again) =
        use_load::<Vec<TableDictionary>>([&path, "/dictionary?lang=", &words.language].concat());
    let act = use_act();
    let is_busy = matches!(&list, Load::Ready(list) if list.own.iter().any(is_going));
    {
        let again = again.clone();
        use_effect_with(is_busy, move |is_busy| {
            let pulse = is_busy.then(|| Interval::new(PULSE, move || again.emit(())));
            move || drop(pulse)
        });
    }
    let begin = {
        let (desk, act, path, again, filter) = (
            desk.clone(),
            act.clone(),
            path.clone(),
            again.clone(),
            props.filter.clone(),
        );
        Callback::from(move |(table, format, bom): (ExportTable, ExportFormat, bool)| {
            let (desk, path, again) = (desk.clone(), path.clone(), again.clone());
            let filter = of_table(table, &filter);
            let wish = NewExport {
                table,
                format,
                filter,
                bom,
            };
            act.run(async move {
                desk.api.send::<Export>(Method::Post, &path, &wish).await?;
                again.emit(());
                Ok(())
            });
        })
    };
    html! {
        <>
            { crumbs(&desk, &props.slug) }
            <PageHead title={words.t("tab.exports")} lead={words.t("exports.lead")}>
                if desk.may(Right::Publish) {
                    <Link to={Route::Webhooks(props.slug.to_string())} class="button">{ words.t("exports.webhooks") }</Link>
                }
            </PageHead>
            { tabs(&desk, &props.slug, Tab::Figures) }
            { names.shown(&names_again, |names| {
                let naming = Naming { names: Rc::new(names.clone()), words: words.clone() };
                html! {
                    <>
                        <Begin filter={props.filter.clone()} naming={naming.clone()} slug={props.slug.clone()} on_begin={begin} act={act.clone()} />
                        { list.shown(&again, |list| view(&desk, &naming, list, &path, &act, &again)) }
                    </>
                }
            }) }
            <details class="further">
                <summary>{ words.t("exports.dictionary") }</summary>
                { dictionary.shown(&dictionary_again, |tables| html! { <>{ for tables.iter().map(|table| columns(&desk, table)) }</> }) }
            </details>
        </>
    }
}

/// What of a filter a table knows: draws nothing, gifts their time.
fn of_table(table: ExportTable, filter: &Filter) -> Filter {
    match table {
        ExportTable::Draws => Filter::default(),
        ExportTable::Gifts => Filter {
            from: filter.from,
            to: filter.to,
            ..Filter::default()
        },
        _ => filter.clone(),
    }
}

fn is_going(export: &Export) -> bool {
    matches!(export.state, ExportState::Waiting | ExportState::Running)
}

/// What [`Begin`] is given.
#[derive(Properties)]
struct BeginProps {
    filter: Filter,
    naming: Naming,
    slug: AttrValue,
    on_begin: Callback<(ExportTable, ExportFormat, bool)>,
    act: Act,
}

impl PartialEq for BeginProps {
    fn eq(&self, other: &Self) -> bool {
        self.filter == other.filter && self.act == other.act && self.naming.words == other.naming.words
    }
}

#[component]
fn Begin(props: &BeginProps) -> Html {
    let desk = use_desk();
    let words = &desk.words;
    let table = use_state_eq(|| ExportTable::Participants);
    let format = use_state_eq(|| ExportFormat::Xlsx);
    let bom = use_state_eq(|| false);
    let named = |group: &str, name: &'static str| (AttrValue::Static(name), words.code(group, name));
    let tables = ExportTable::ALL.map(|one| named("table", one.name())).to_vec();
    let formats = ExportFormat::ALL.into_iter().filter(|one| one.is_for(*table));
    let formats = formats.map(|one| named("format", one.name())).collect::<Vec<_>>();
    let on_table = {
        let (table, format) = (table.clone(), format.clone());
        Callback::from(move |name: String| {
            let Some(chosen) = ExportTable::named(&name) else {
                return;
            };
            if !format.is_for(chosen) {
                format.set(ExportFormat::Xlsx);
            }
            table.set(chosen);
        })
    };
    let on_format = {
        let format = format.clone();
        Callback::from(move |name: String| {
            if let Some(chosen) = ExportFormat::named(&name) {
                format.set(chosen);
            }
        })
    };
    let on_send = {
        let (on_begin, chosen) = (
            props.on_begin.clone(),
            (*table, *format, *bom && *format == ExportFormat::Csv),
        );
        Callback::from(move |()| on_begin.emit(chosen))
    };
    let on_bom = {
        let bom = bom.clone();
        Callback::from(move |on| bom.set(on))
    };
    let filter = of_table(*table, &props.filter);
    let to = Route::Figures {
        slug: props.slug.to_string(),
        filter: props.filter.clone(),
    };
    html! {
        <section class="card" aria-labelledby="export-title">
            <h2 id="export-title">{ words.t("exports.new") }</h2>
            <Form class="asked" {on_send}>
                <Choice id="export-table" label={words.t("exports.table")} value={table.name()} options={tables} on_choose={on_table} />
                <Choice id="export-format" label={words.t("exports.format")} value={format.name()} options={formats} on_choose={on_format} />
                if *format == ExportFormat::Csv {
                    <Check label={words.t("exports.bom")} on={*bom} on_change={on_bom} />
                }
                { submit(words.t("exports.begin"), props.act.is_busy()) }
            </Form>
            <p class="hint">{ words.code("table.of", table.name()) }</p>
            <p>{ words.with("exports.filter", &[("filter", &filter_in_words(&props.naming, &filter))]) }{ " " }<Link {to}>{ words.t("exports.filter.change") }</Link></p>
            <Trouble problem={props.act.problem()} />
        </section>
    }
}

/// What was asked for, and what comes by itself.
pub fn view(desk: &Desk, naming: &Naming, list: &Exports, path: &str, act: &Act, again: &Callback<()>) -> Html {
    let words = &desk.words;
    let row = |one: &Export| -> Row {
        let end = {
            let (desk, act, again, path) = (desk.clone(), act.clone(), again.clone(), [path, "/", &one.id].concat());
            Callback::from(move |()| {
                let (desk, again, path) = (desk.clone(), again.clone(), path.clone());
                act.run(async move {
                    desk.api.delete(&path).await?;
                    again.emit(());
                    Ok(())
                });
            })
        };
        let (label, full) = if is_going(one) {
            ("exports.cancel", "exports.cancel.of")
        } else {
            ("exports.remove", "exports.remove.of")
        };
        let full = words.with(full, &[("file", &one.file)]);
        let what = html! { <>{ words.code("table", one.table.name()) }<small>{ filter_in_words(naming, &one.filter) }</small></> };
        let cells = vec![
            what.into(),
            html! { <>{ words.code("format", one.format.name()) }</> }.into(),
            Cell::text(one.asked_at.0.to_string(), html! { <>{ words.time(one.asked_at) }</> }),
            Cell::number(one.rows as f64, progress(desk, one, path)),
            Cell::act(small_button("", words.t(label), full, end)),
        ];
        (one.id.clone(), cells)
    };
    let head = [
        "exports.table",
        "exports.format",
        "exports.asked",
        "exports.state",
        "exports.remove",
    ];
    let head = head.map(|name| words.t(name)).to_vec();
    let own: Vec<Row> = list.own.iter().map(row).collect();
    html! {
        <>
            if !own.is_empty() {
                <h2 class="between">{ words.t("exports.own") }</h2>
                <Table label={words.t("exports.own")} {head} rows={Rc::new(own)} />
            }
            if !list.scheduled.is_empty() {
                <h2 class="between">{ words.t("exports.scheduled") }</h2>
                { scheduled(desk, naming, &list.scheduled) }
            }
        </>
    }
}

/// How far a file is, and the way to it.
fn progress(desk: &Desk, one: &Export, path: &str) -> Html {
    let words = &desk.words;
    match one.state {
        ExportState::Waiting => badge("waiting", words.t("exports.waiting")),
        ExportState::Running => {
            let rows = words.number(one.rows);
            let said = match one.of.filter(|of| *of > 0) {
                Some(of) => words.with("exports.running.of", &[("n", &rows), ("of", &words.number(of))]),
                None => words.with("exports.running", &[("n", &rows)]),
            };
            let of = one.of.map(|of| of.max(one.rows).max(1).to_string());
            html! { <><progress max={of.clone()} value={of.is_some().then(|| one.rows.to_string())} aria-label={said.clone()} /><small>{ said }</small></> }
        }
        ExportState::Ready => {
            let href = address(&[path, "/", &one.id, "/file"].concat());
            let size = words.decimal((one.bytes as f64 / 100_000.0).ceil() / 10.0);
            let rows = words.many("exports.rows", one.rows);
            let until = one
                .until
                .map(|until| words.with("exports.until", &[("time", &words.time(until))]));
            html! {
                <>
                    <a class="button is-main" {href} download={one.file.clone()} aria-label={words.with("exports.fetch.of", &[("file", &one.file)])}>{ words.t("exports.fetch") }</a>
                    <small>{ words.with("exports.ready", &[("rows", &rows), ("size", &size)]) }{ " " }{ until.unwrap_or_default() }</small>
                </>
            }
        }
        ExportState::Failed => {
            let why = one.problem.as_deref().unwrap_or("internal");
            html! { <>{ badge("bad", words.t("exports.failed")) }<small>{ words.code("problem", why) }</small></> }
        }
    }
}

fn scheduled(desk: &Desk, naming: &Naming, list: &[ScheduledExport]) -> Html {
    let words = &desk.words;
    let row = |(place, one): (usize, &ScheduledExport)| -> Row {
        let last = match (&one.problem, one.done) {
            (Some(problem), _) => {
                html! { <>{ badge("bad", words.t("exports.failed")) }<small>{ words.code("problem", problem) }</small></> }
            }
            (None, Some(done)) => html! { <>{ words.time(done) }<small>{ one.file.clone() }</small></> },
            (None, None) => html! { <>{ words.t("never") }</> },
        };
        let cells = vec![
            Cell::from(
                html! { <>{ words.code("table", one.table.name()) }<small>{ filter_in_words(naming, &one.filter) }</small></> },
            ),
            html! { <>{ words.code("format", one.format.name()) }</> }.into(),
            html! { <>{ words.code("every", one.every.name()) }</> }.into(),
            last.into(),
            Cell::time(words, Some(one.next), "never"),
        ];
        (place.to_string(), cells)
    };
    let head = [
        "exports.table",
        "exports.format",
        "exports.every",
        "exports.last",
        "exports.next",
    ];
    let head = head.map(|name| words.t(name)).to_vec();
    let rows: Vec<Row> = list.iter().enumerate().map(row).collect();
    html! { <Table label={words.t("exports.scheduled")} {head} rows={Rc::new(rows)} /> }
}

/// The columns of a table, as the server describes them.
fn columns(desk: &Desk, table: &TableDictionary) -> Html {
    let words = &desk.words;
    let row = |column: &ExportColumn| -> Row {
        let name = html! { <code>{ column.name.clone() }</code> };
        let cells = vec![
            Cell::text(column.name.clone(), name),
            html! { <>{ words.code("column", kind(column)) }</> }.into(),
            meaning(&column.meaning).into(),
            html! { <>{ words.t(if column.personal { "yes" } else { "no" }) }</> }.into(),
        ];
        (column.name.clone(), cells)
    };
    let head = ["exports.column", "exports.kind", "exports.meaning", "exports.personal"]
        .map(|name| words.t(name))
        .to_vec();
    let rows: Vec<Row> = table.columns.iter().map(row).collect();
    let title = words.code("table", table.table.name());
    html! {
        <section class="drafts">
            <h3>{ title.clone() }</h3>
            <p class="hint">{ table.row.clone() }</p>
            <Table label={title} {head} rows={Rc::new(rows)} />
        </section>
    }
}

/// A sentence in which values, as they are in the files, stand in backticks.
fn meaning(sentence: &str) -> Html {
    let part = |(place, part): (usize, &str)| match place % 2 {
        0 => html! { { part.to_owned() } },
        _ => html! { <code>{ part.to_owned() }</code> },
    };
    html! { <>{ for sentence.split('`').enumerate().map(part) }</> }
}

fn kind(column: &ExportColumn) -> &'static str {
    use canyu_core::staff::ColumnKind;
    match column.kind {
        ColumnKind::Text => "text",
        ColumnKind::Integer => "integer",
        ColumnKind::Boolean => "boolean",
        ColumnKind::Time => "time",
    }
}
