//! What a study forecasts, and how good it was.

use super::*;

/// Twenty roots a day, every second of whom brings somebody on the next.
fn daily(days: i64) -> Story {
    let mut story = Story::default();
    for day in 0..days {
        for number in 0..20 {
            let root = format!("r{day:02}{number:02}");
            story.add(&root, "", day * 24 + number);
            if number % 2 == 0 {
                story.add(&format!("f{day:02}{number:02}"), &root, day * 24 + 24 + number);
            }
        }
    }
    story
        .0
        .retain(|_, someone| someone.joined < Some(moment("2024-08-04T00:00:00Z").plus(days * 24 * HOUR)));
    story
}

#[test]
fn a_forecast_is_the_same_all_day_and_reaches_to_the_close() {
    let mut story = daily(8);
    let morning = studied(&story, "2024-08-12T00:30:00Z", Filter::default());
    let told = morning.forecast.value().unwrap();
    // Eight days of twenty roots, and ten friends on each but the first.
    assert_eq!((told.from, told.now), (moment("2024-08-12T00:00:00Z"), 160 + 70));
    assert_eq!(told.past, [20, 50, 80, 110, 140, 170, 200, 230]);
    assert_eq!((told.days.len(), told.to_the_close), (7, true));
    for (before, after) in told.days.iter().zip(&told.days[1..]) {
        assert!(before.reach.median <= after.reach.median && before.day < after.day);
    }
    let close = told.days[6].reach;
    let Band {
        median,
        half,
        eighty,
        ninety_five,
    } = close;
    assert!(ninety_five[0] <= eighty[0] && eighty[0] <= half[0] && half[0] <= median);
    assert!(median <= half[1] && half[1] <= eighty[1] && eighty[1] <= ninety_five[1]);
    // Some thirty come each day, also in the seven to come.
    assert!(
        ninety_five[0] <= 230 + 7 * 30 && 230 + 7 * 30 <= ninety_five[1],
        "{close:?}"
    );
    let sale = told.reservations.unwrap();
    assert_eq!((sale.now, sale.at_most), (0, 100));

    story.add("today", "r0000", 8 * 24 + 1);
    let evening = studied(&story, "2024-08-12T20:00:00Z", Filter::default());
    assert_eq!((evening.people, evening.forecast.value().unwrap().days.len()), (231, 7));
    assert_eq!(evening.forecast.value().unwrap().past, told.past);
    let again = studied(&story, "2024-08-12T20:00:00Z", Filter::default());
    assert_eq!(again.forecast, evening.forecast);
}

#[test]
fn an_earlier_forecast_is_held_against_what_came() {
    let day = |day: &str, median: u64, width: u64| {
        let band = |by: u64| [median - by * width, median + by * width];
        canyu_core::staff::study::ForecastDay {
            day: moment(day),
            reach: Band {
                median,
                half: band(1),
                eighty: band(2),
                ninety_five: band(3),
            },
        }
    };
    // It came to 110, 140 and 170; the fourth day is not over.
    let said = [
        day("2024-08-07T00:00:00Z", 110, 5),
        day("2024-08-08T00:00:00Z", 132, 5),
        day("2024-08-09T00:00:00Z", 157, 5),
        day("2024-08-10T00:00:00Z", 1, 0),
    ];
    let row = |days: String| ForecastRow {
        day: moment("2024-08-07T00:00:00Z"),
        days,
    };
    let rows = [
        row(serde_json::to_string(&said).unwrap()),
        row("what nobody reads".to_owned()),
    ];
    let about = about("2024-08-10T09:00:00Z", Filter::default());
    let told = study(daily(6).read(&about.campaign), &about, &rows).unwrap();
    let [score] = &told.earlier[..] else {
        panic!("{:?}", told.earlier)
    };
    assert_eq!(
        (score.days, score.in_half, score.in_eighty, score.in_ninety_five),
        (3, 1, 2, 3)
    );
    assert_eq!((score.said.median, score.came), (157, 170));
}

#[test]
fn days_of_a_forecast_are_those_of_the_zone() {
    let story = daily(8);
    let about = About {
        calendar: Calendar::named("Asia/Shanghai").unwrap(),
        ..about("2024-08-12T00:30:00Z", Filter::default())
    };
    let told = study(story.read(&about.campaign), &about, &[]).unwrap();
    let forecast = told.forecast.value().unwrap();
    // Today has begun at four in the afternoon by UTC; sixteen roots, and eight of the friends, had come to each day before by then.
    assert_eq!(forecast.from, moment("2024-08-11T16:00:00Z"));
    assert_eq!(forecast.past, [16, 44, 74, 104, 134, 164, 194, 224]);
    assert_eq!(forecast.now, 224);
    assert_eq!(forecast.days[1].day, moment("2024-08-12T16:00:00Z"));
    // The close, at six by UTC, is two hours into the last one.
    assert_eq!(
        (forecast.days.len(), forecast.days[7].day, forecast.to_the_close),
        (8, moment("2024-08-18T16:00:00Z"), true)
    );
}
