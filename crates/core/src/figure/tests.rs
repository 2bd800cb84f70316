use super::*;
use proptest::prelude::*;

#[test]
fn what_people_type_is_read() {
    for (typed, decimals, figure) in [
        ("1299", 0, 1_299),
        (" 1,299 ", 0, 1_299),
        ("１２９９", 0, 1_299),
        ("1299元", 0, 1_299),
        ("1 299.50", 2, 129_950),
        ("¥1299", 0, 1_299),
        ("￥1，299。", 0, 1_299),
        ("RMB 1'299.-", 0, 1_299),
        ("1299 yuan!", 0, 1_299),
        ("1299.00", 0, 1_299),
        ("1,234,567", 0, 1_234_567),
        ("12,5", 1, 125),
        (".5 kg", 1, 5),
        ("-3", 0, -3),
        ("负三", 0, -3),
        ("1.2万", 0, 12_000),
        ("3百万", 0, 3_000_000),
        ("2 万", 0, 20_000),
        ("一千二百九十九", 0, 1_299),
        ("壹仟贰佰玖拾玖圆", 0, 1_299),
        ("約兩萬", 0, 20_000),
        ("一千零九", 0, 1_009),
        ("一千二", 0, 1_200),
        ("一万二", 0, 12_000),
        ("一万零二", 0, 10_002),
        ("十二", 0, 12),
        ("二十", 0, 20),
        ("一二九九", 0, 1_299),
        ("三點五", 1, 35),
        ("一亿二千万零三十", 0, 120_000_030),
        ("〇", 0, 0),
    ] {
        assert_eq!(read(typed, decimals), Ok(figure), "{typed}");
    }
}

#[test]
fn what_is_not_one_number_says_why() {
    for (typed, error) in [
        ("", FigureError::NoNumber),
        ("a lot", FigureError::NoNumber),
        ("🔦", FigureError::NoNumber),
        ("12 or 13", FigureError::NotOneNumber),
        ("12-13", FigureError::NotOneNumber),
        ("1.2.3", FigureError::NotOneNumber),
        ("1 2", FigureError::NotOneNumber),
        ("二三十四", FigureError::NotOneNumber),
        ("12.345", FigureError::TooManyDecimals(2)),
        ("99999999999999", FigureError::TooLarge),
        ("九亿亿亿亿亿亿亿亿亿亿", FigureError::TooLarge),
        ("1亿亿亿亿亿亿亿亿亿", FigureError::TooLarge),
    ] {
        assert_eq!(read(typed, 2), Err(error), "{typed}");
    }
    assert_eq!(read(&"9".repeat(10_000), 0), Err(FigureError::TooLarge));
}

#[test]
fn figures_are_shown_with_the_decimals_they_need() {
    assert_eq!(show(129_950, 2), "1299.5");
    assert_eq!(show(129_900, 2), "1299");
    assert_eq!(show(-5, 1), "-0.5");
    assert_eq!(show(1_005, 3), "1.005");
}

proptest! {
    #[test]
    fn what_is_shown_is_read_back(figure in -LARGEST..=LARGEST, decimals in 0..=MOST_DECIMALS) {
        prop_assert_eq!(read(&show(figure, decimals), decimals), Ok(figure));
    }

    #[test]
    fn grouping_by_three_changes_nothing(figure in 0..=LARGEST) {
        let digits = figure.to_string();
        let grouped: Vec<&str> = digits.as_bytes().rchunks(3).rev().map(|group| std::str::from_utf8(group).unwrap()).collect();
        prop_assert_eq!(read(&grouped.join(","), 0), Ok(figure));
        prop_assert_eq!(read(&grouped.join(" "), 0), Ok(figure));
    }

    #[test]
    fn whatever_is_typed_reading_ends(typed in "\\PC{0,40}", numeral in "[一二三十百千万亿〇点0-9.,]{0,30}", decimals in any::<u32>()) {
        for text in [typed, numeral] {
            if let Ok(figure) = read(&text, decimals) {
                prop_assert!(figure.abs() <= LARGEST);
            }
        }
    }
}
