use super::*;
use crate::json::quoted;

fn parsed(text: &str) -> Result<(), JsonFault> {
    read(text.as_bytes(), |_| ()).map_err(|error| error.fault)
}

#[test]
fn what_is_json_is_read_and_nothing_else() {
    for good in [
        "0",
        " [ ] ",
        r#"{"a":[1,-2.5e+3,"x\u00e9\ud83d\ude00\n\/",true,null],"b":{ } , "c":"\\"}"#,
        "[-0.0,1E9,1e-9,10,0.5]",
    ] {
        assert_eq!(parsed(good), Ok(()), "{good}");
    }
    let bad = [
        ("", JsonFault::Cut),
        ("[1,", JsonFault::Cut),
        ("[1", JsonFault::Cut),
        ("\"a", JsonFault::Cut),
        ("\"a\\", JsonFault::Cut),
        ("\"a\\\"", JsonFault::Cut),
        ("{\"a\"", JsonFault::Cut),
        ("[1]]", JsonFault::Trailing),
        ("1 2", JsonFault::Trailing),
        ("[1,]", JsonFault::Syntax),
        ("{,}", JsonFault::Syntax),
        ("[1:2]", JsonFault::Syntax),
        ("[1}", JsonFault::Syntax),
        ("{\"a\" 1}", JsonFault::Syntax),
        ("{1:1}", JsonFault::Syntax),
        ("nul", JsonFault::Syntax),
        ("\"\\ud800\"", JsonFault::Syntax),
        ("\"\\udc00\"", JsonFault::Syntax),
        ("\"\\ud800\\u0041\"", JsonFault::Syntax),
        ("\"\\ud800x\"", JsonFault::Syntax),
        ("\"\\u12\"", JsonFault::Syntax),
        ("\"\\u+123\"", JsonFault::Syntax),
        ("\"\\x\"", JsonFault::Syntax),
        ("\"\t\"", JsonFault::Syntax),
        ("{\"a\":1,\"a\":1}", JsonFault::Twice),
        ("{\"\\u0061\":1}", JsonFault::Value),
    ];
    for (text, fault) in bad {
        assert_eq!(parsed(text), Err(fault), "{text}");
    }
    for wrong in [
        "01", "+1", "1.", ".5", "1e", "1e+", "1.e1", "--1", "-", "1e1.5", "1.5.5", "1e5e5", "NaN", "0x1",
    ] {
        assert_eq!(parsed(wrong), Err(JsonFault::Syntax), "{wrong}");
    }
    assert_eq!(parsed(&"[".repeat(1_000_000)), Err(JsonFault::Depth));
    assert_eq!(parsed(&format!("{}{}", "[".repeat(32), "]".repeat(32))), Ok(()));
    let names: Vec<String> = (0..101).map(|i| format!("\"{i}\":[]")).collect();
    assert_eq!(parsed(&format!("{{{}}}", names.join(","))), Err(JsonFault::TooMany));
    let utf8 = read(b"\"\xff\"", |_| ());
    assert_eq!(utf8.map_err(|e| (e.fault, e.at)), Err((JsonFault::Utf8, 1)));
}

const NESTED: &[u8] = br#" {"a":{"b":1,"c":[ 2 , {"b":3} ]},"b":null,"c":"x"} "#;

#[test]
fn names_are_found_in_their_own_object() {
    let taken = read(NESTED, |json| {
        let inner = json.field("a");
        let list: Vec<Json<'_>> = inner.field("c").list().collect();
        let names: Vec<_> = json.members().step_by(2).map(|name| name.text()).collect();
        assert_eq!(names, ["a", "b", "c"]);
        assert!(json.get("b").is_none());
        (
            inner.field("b").number(),
            json.field("c").text(),
            list.len(),
            list[0].number(),
            list[1].field("b").number(),
        )
    });
    assert_eq!(taken, Ok((1, "x".to_owned(), 2, 2, 3)));
}

#[test]
fn what_is_not_as_asked_for_is_named_where_it_stands() {
    type Ask = fn(Json<'_>);
    let cases: [(Ask, JsonFault, usize); 8] = [
        (|json| _ = json.field("d"), JsonFault::Missing, 1),
        (|json| _ = json.field("b").number(), JsonFault::Missing, 1),
        (|json| _ = json.list(), JsonFault::Type, 1),
        (|json| _ = json.field("a").text(), JsonFault::Type, 6),
        (|json| _ = json.field("c").members(), JsonFault::Type, 47),
        (|json| _ = json.field("c").number(), JsonFault::Type, 47),
        (|json| _ = json.field("c").hash(), JsonFault::Value, 47),
        // The first of several counts.
        (
            |json| drop((json.field("c").hash(), json.field("d").text())),
            JsonFault::Value,
            47,
        ),
    ];
    for (ask, fault, at) in cases {
        assert_eq!(read(NESTED, ask), Err(JsonError { fault, at }));
    }
}

/// It once held itself, so that going through a text that was no list had no end.
#[test]
fn what_is_no_list_holds_nothing() {
    let counted = read(NESTED, |json| {
        let counts = [
            json.list().count(),
            json.field("a").list().count(),
            json.field("c").members().count(),
        ];
        assert_eq!(counts, [0; 3]);
        assert_eq!(json.field("d").list().count(), 0);
    });
    assert_eq!(counted.map_err(|error| error.fault), Err(JsonFault::Type));
}

#[test]
fn texts_are_unescaped_and_numbers_are_whole() {
    let text = |text: &str| read(text.as_bytes(), |json| json.text());
    assert_eq!(text(r#""\u00e9\ud83d\ude00\/\"\\ab\n""#), Ok("é😀/\"\\ab\n".to_owned()));
    let number = |text: &str| read(text.as_bytes(), |json| json.number());
    assert_eq!(number("18446744073709551615"), Ok(u64::MAX));
    for wrong in ["18446744073709551616", "-1", "1.0", "1e3"] {
        assert_eq!(number(wrong).map_err(|e| e.fault), Err(JsonFault::Number), "{wrong}");
    }
    assert_eq!(number("\"1\"").map_err(|e| e.fault), Err(JsonFault::Type));
    let small = read(b"4294967296", |json| json.small());
    assert_eq!(small.map_err(|e| e.fault), Err(JsonFault::Number));
}

#[test]
fn what_is_written_comes_back() {
    let text = "a\"b\\c\u{1}\n\u{7f}é😀";
    assert_eq!(read(quoted(text).as_bytes(), |json| json.text()), Ok(text.to_owned()));
}
