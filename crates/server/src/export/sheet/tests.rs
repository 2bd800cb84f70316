//! Each format is read by a program that did not write it.

use super::{super::tables, *};
use ::parquet::{
    basic::{LogicalType, Repetition, TimeUnit},
    file::reader::{FileReader as _, SerializedFileReader},
    record::Field,
};
use calamine::{Data, DataType as _, Reader as _};
use canyu_core::staff::ExportTable;
use std::io::Cursor;

const AT: Moment = Moment(1_722_798_000_123);

fn head(table: ExportTable) -> Head {
    Head {
        campaign: "toy".to_owned(),
        table: tables::table(table),
        filter: Filter {
            channel: Some("weibo".to_owned()),
            ..Filter::default()
        },
        clock: "rehearsal",
        made_at: Moment(1_722_800_000_000),
    }
}

/// A participant who has an empty cell, a formula for a name, and a boolean.
fn participant(id: &str) -> Vec<Cell<'_>> {
    let none = || Cell::Empty;
    let mut cells = vec![
        Cell::text(id),
        Cell::text("=1+1"),
        Cell::Time(AT),
        none(),
        Cell::text("weibo"),
        Cell::Integer(2),
    ];
    cells.extend([Cell::text("a\"b,c\nd"), none(), Cell::Boolean(true), Cell::Integer(-3)]);
    cells.extend((0..3).map(Cell::Integer));
    cells.extend([
        none(),
        Cell::text("open"),
        none(),
        Cell::text("米粉"),
        Cell::text("open"),
        Cell::text("mi"),
    ]);
    // No advertisement led here.
    cells.extend((0..5).map(|_| none()));
    cells.push(Cell::text("rehearsal"));
    cells
}

fn written(format: ExportFormat, bom: bool, rows: &[Vec<Cell<'_>>]) -> Vec<u8> {
    let mut file = Vec::new();
    let head = head(ExportTable::Participants);
    let mut sheet = begin(&head, format, bom, Box::new(&mut file)).unwrap();
    rows.iter().for_each(|row| sheet.row(row).unwrap());
    sheet.finish().unwrap();
    file
}

const NAMES: &str = "id,code,arrived_at,joined_at,channel,generation,referrer,via,in_draw,tickets,friends_arrived,friends_joined,friends_counted,\
                     verified_at,standing,kept_out,seed,worth,origin,utm_source,utm_medium,utm_campaign,utm_term,utm_content,clock\r\n";

#[test]
fn csv_quotes_what_it_has_to_and_disarms_formulas() {
    let text = String::from_utf8(written(ExportFormat::Csv, false, &[participant("f")])).unwrap();
    let row = "f,'=1+1,2024-08-04T19:00:00.123Z,,weibo,2,\"a\"\"b,c\nd\",,true,-3,0,1,2,,open,,米粉,open,mi,,,,,,rehearsal\r\n";
    assert_eq!(text, [NAMES, row].concat());
    assert_eq!(written(ExportFormat::Csv, false, &[]), NAMES.as_bytes());
    assert_eq!(
        written(ExportFormat::Csv, true, &[]),
        ["\u{feff}", NAMES].concat().as_bytes()
    );
}

#[test]
fn json_lines_keep_names_order_and_types() {
    let text = String::from_utf8(written(ExportFormat::Jsonl, false, &[participant("f")])).unwrap();
    let begin = r#"{"id":"f","code":"=1+1","arrived_at":"2024-08-04T19:00:00.123Z","joined_at":null,"channel":"weibo","generation":2,"referrer":"a\"b,c\nd","#;
    assert!(text.starts_with(begin), "{text}");
    assert!(
        text.ends_with("\"clock\":\"rehearsal\"}\n") && text.contains("\"in_draw\":true"),
        "{text}"
    );
    assert!(written(ExportFormat::Jsonl, false, &[]).is_empty());
}

#[test]
fn a_workbook_has_types_no_formulas_and_says_what_it_is_of() {
    let file = written(ExportFormat::Xlsx, false, &[participant("f"), participant("g")]);
    let mut book: calamine::Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(file)).unwrap();
    assert_eq!(book.sheet_names(), ["participants", "About"]);
    let sheet = book.worksheet_range("participants").unwrap();
    let names: Vec<String> = sheet.rows().next().unwrap().iter().map(ToString::to_string).collect();
    assert_eq!(names.join(","), NAMES.trim_end());
    let row = sheet.rows().nth(1).unwrap();
    assert_eq!(
        (&row[0], &row[1]),
        (&Data::String("f".to_owned()), &Data::String("=1+1".to_owned()))
    );
    let Data::DateTime(time) = row[2] else {
        panic!("{:?} is no time", row[2])
    };
    assert_eq!(time.as_f64(), 45_508.0 + (19.0 * 3_600.0 + 0.123) / 86_400.0);
    assert_eq!(
        (&row[3], &row[5], &row[8]),
        (&Data::Empty, &Data::Float(2.0), &Data::Bool(true))
    );
    assert_eq!(row[16].as_string().as_deref(), Some("米粉"));
    assert_eq!(sheet.height(), 3);
    assert!(
        book.worksheet_formula("participants")
            .unwrap()
            .used_cells()
            .next()
            .is_none(),
        "no cell is a formula"
    );
    let about = book.worksheet_range("About").unwrap();
    let facts: Vec<(String, String)> = about
        .rows()
        .map(|row| (row[0].to_string(), row[1].to_string()))
        .collect();
    for (name, value) in [
        ("campaign", "toy"),
        ("schema", "participants 2"),
        ("filter", "{\"channel\":\"weibo\"}"),
        ("clock", "rehearsal"),
        ("rows", "2"),
    ] {
        assert!(
            facts.contains(&(name.to_owned(), value.to_owned())),
            "{name}: {facts:?}"
        );
    }
}

#[test]
fn a_table_that_is_longer_than_a_sheet_goes_on_in_the_next_one() {
    let (mut file, head) = (Vec::new(), head(ExportTable::Participants));
    let mut sheet = Box::new(Xlsx::with_sheets_of(&head, Box::new(&mut file), 4).unwrap());
    let ids: Vec<String> = (0..7).map(|number| format!("f{number}")).collect();
    ids.iter().for_each(|id| sheet.row(&participant(id)).unwrap());
    sheet.finish().unwrap();
    let mut book: calamine::Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(file)).unwrap();
    assert_eq!(
        book.sheet_names(),
        ["participants", "About", "participants 2", "participants 3"]
    );
    let mut found = Vec::new();
    for name in ["participants", "participants 2", "participants 3"] {
        let sheet = book.worksheet_range(name).unwrap();
        let mut rows = sheet.rows();
        assert_eq!(rows.next().unwrap()[0].to_string(), "id", "each has its head");
        found.extend(rows.map(|row| row[0].to_string()));
    }
    assert_eq!(found, ids, "every row once, in order");
    // What Excel can open (its specification and limits), head and all.
    assert_eq!(super::super::xlsx::SHEET_ROWS, 1_048_576);
}

#[test]
fn a_text_that_no_cell_can_hold_is_cut_and_the_book_still_opens() {
    let long = "米".repeat(40_000);
    let mut row = participant("f");
    row[16] = Cell::text(long.as_str());
    let file = written(ExportFormat::Xlsx, false, &[row]);
    let mut book: calamine::Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(file)).unwrap();
    let cell = book
        .worksheet_range("participants")
        .unwrap()
        .get((1, 16))
        .unwrap()
        .to_string();
    assert!(
        cell.ends_with("米…") && cell.encode_utf16().count() == 32_767,
        "{}",
        cell.len()
    );
}

#[test]
fn parquet_has_typed_columns_and_says_what_it_is_of() {
    let file = written(ExportFormat::Parquet, false, &[participant("f"), participant("g")]);
    let reader = SerializedFileReader::new(bytes::Bytes::from(file)).unwrap();
    let about = reader.metadata().file_metadata();
    let facts = about.key_value_metadata().unwrap();
    let fact = |name: &str| {
        facts
            .iter()
            .find(|fact| fact.key == name)
            .and_then(|fact| fact.value.clone())
    };
    assert_eq!(fact("canyu.schema").as_deref(), Some("participants 2"));
    assert_eq!(fact("canyu.filter").as_deref(), Some("{\"channel\":\"weibo\"}"));
    assert_eq!(fact("canyu.clock").as_deref(), Some("rehearsal"));
    let schema = about.schema_descr();
    let kind = |place: usize| {
        let column = schema.column(place);
        (
            column.logical_type_ref().cloned(),
            column.self_type().get_basic_info().repetition(),
        )
    };
    assert_eq!(kind(0), (Some(LogicalType::String), Repetition::REQUIRED));
    assert_eq!(
        kind(2),
        (
            Some(LogicalType::timestamp(true, TimeUnit::MILLIS)),
            Repetition::REQUIRED
        )
    );
    assert_eq!(
        kind(3),
        (
            Some(LogicalType::timestamp(true, TimeUnit::MILLIS)),
            Repetition::OPTIONAL
        )
    );
    assert_eq!(kind(8), (None, Repetition::REQUIRED));
    let rows: Vec<Vec<Field>> = reader
        .get_row_iter(None)
        .unwrap()
        .map(|row| row.unwrap().get_column_iter().map(|(_, field)| field.clone()).collect())
        .collect();
    assert_eq!(rows.len(), 2);
    assert_eq!(rows[1][0], Field::Str("g".to_owned()));
    assert_eq!(
        (&rows[0][2], &rows[0][3]),
        (&Field::TimestampMillis(AT.0), &Field::Null)
    );
    assert_eq!(
        (&rows[0][5], &rows[0][8], &rows[0][9]),
        (&Field::Long(2), &Field::Bool(true), &Field::Long(-3))
    );
    assert_eq!(
        (&rows[0][13], &rows[0][16]),
        (&Field::Null, &Field::Str("米粉".to_owned()))
    );
}

#[test]
fn parquet_without_rows_has_its_columns_and_a_long_one_several_groups() {
    let empty = SerializedFileReader::new(bytes::Bytes::from(written(ExportFormat::Parquet, false, &[]))).unwrap();
    assert_eq!(empty.metadata().file_metadata().schema_descr().num_columns(), 25);
    assert_eq!(empty.metadata().file_metadata().num_rows(), 0);
    let (mut file, head) = (Vec::new(), head(ExportTable::Nodes));
    let mut sheet = begin(&head, ExportFormat::Parquet, false, Box::new(&mut file)).unwrap();
    for number in 0..250_000 {
        let mut row = vec![Cell::text("guess"), Cell::text("weibo"), Cell::Integer(number)];
        row.extend((0..6).map(Cell::Integer));
        row.push(Cell::text("real"));
        sheet.row(&row).unwrap();
    }
    sheet.finish().unwrap();
    let reader = SerializedFileReader::new(bytes::Bytes::from(file)).unwrap();
    let groups: Vec<i64> = reader
        .metadata()
        .row_groups()
        .iter()
        .map(|group| group.num_rows())
        .collect();
    assert_eq!(groups, [100_000, 100_000, 50_000]);
}

#[test]
fn a_cell_of_another_type_than_its_column_is_no_parquet() {
    let mut row = participant("f");
    row[5] = Cell::text("two");
    let (mut file, head) = (Vec::new(), head(ExportTable::Participants));
    let mut sheet = begin(&head, ExportFormat::Parquet, false, Box::new(&mut file)).unwrap();
    assert_eq!(sheet.row(&row).unwrap_err().code(), "not_written");
}

#[test]
fn a_graph_has_nodes_and_edges_with_typed_attributes_whatever_names_look_like() {
    let (mut file, head) = (Vec::new(), head(ExportTable::Referrals));
    let mut graph = Box::new(Graphml::new(&head, Box::new(&mut file)).unwrap());
    for id in ["a", "<b>&\"\u{1}"] {
        graph.row(&participant(id)).unwrap();
    }
    graph.edges();
    let mut edge = vec![
        Cell::text("a"),
        Cell::text("<b>&\"\u{1}"),
        Cell::Empty,
        Cell::text("weibo"),
        Cell::Integer(1),
    ];
    edge.extend([
        Cell::Time(AT),
        Cell::Empty,
        Cell::text("pending"),
        Cell::Empty,
        Cell::Integer(3),
        Cell::text("real"),
    ]);
    graph.row(&edge).unwrap();
    graph.finish().unwrap();
    let text = String::from_utf8(file).unwrap();
    let xml = roxmltree::Document::parse(&text).unwrap();
    let all = |name: &'static str| xml.descendants().filter(move |node| node.has_tag_name(name));
    let ids: Vec<_> = all("node").map(|node| node.attribute("id").unwrap()).collect();
    assert_eq!(ids, ["a", "<b>&\""], "what XML cannot hold is left out");
    let ends: Vec<_> = all("edge")
        .map(|edge| (edge.attribute("source").unwrap(), edge.attribute("target").unwrap()))
        .collect();
    assert_eq!(ends, [("a", "<b>&\"")]);
    let keys: Vec<_> = all("key")
        .map(|key| (key.attribute("id").unwrap(), key.attribute("attr.type").unwrap()))
        .collect();
    assert!(keys.contains(&("node.generation", "long")) && keys.contains(&("node.in_draw", "boolean")));
    assert!(
        keys.contains(&("edge.tickets", "long")) && !keys.iter().any(|(id, _)| id.ends_with(".code")),
        "{keys:?}"
    );
    // Each value belongs to a key that is declared.
    assert!(all("data").all(|data| keys.iter().any(|(id, _)| Some(*id) == data.attribute("key"))));
    let generation = all("data")
        .find(|data| data.attribute("key") == Some("node.generation"))
        .unwrap();
    assert_eq!(generation.text(), Some("2"));
}
