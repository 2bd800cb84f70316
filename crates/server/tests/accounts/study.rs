//! What follows from who brought whom, over HTTP: a history in the real program's database, and what is told of it to whom.

use super::goods::CAMPAIGN;
use super::*;
use std::fmt::Write as _;

const STUDY: &str = "/campaigns/toy/statistics/study";
const TREE: &str = "/campaigns/toy/statistics/tree";
/// The campaign opens.
const OPENS: i64 = 1_722_798_000_000;
const HOUR: i64 = 3_600_000;
const CLOSED: &str = "2024-08-12T00:00:00Z";

/// Somebody of a history: name, who brought him, hours after the opening, standing.
type Someone<'a> = (&'a str, &'a str, i64, &'a str);

fn generation(people: &[Someone<'_>], by: &str) -> u32 {
    match people.iter().find(|(name, ..)| *name == by) {
        Some((_, by, ..)) => generation(people, by) + 1,
        None => 0,
    }
}

/// Puts a history beside the program, which is not running.
fn lived(people: &[Someone<'_>], more: &str) -> Place {
    let place = Place::new();
    std::fs::write(place.path("toy.toml"), CAMPAIGN).unwrap();
    place.publish();
    let mut script = String::new();
    for (name, by, hours, standing) in people {
        let (at, generation) = (OPENS + hours * HOUR, generation(people, by));
        let (referrer, via, channel) = match *by {
            "" => ("NULL".to_owned(), "NULL", "direct"),
            by => (format!("'{by}'"), "'wishes'", "messenger"),
        };
        let friends = people.iter().filter(|(_, by, ..)| by == name).count();
        writeln!(
            script,
            "INSERT INTO fans (campaign, id, token, code, referrer, via, channel, generation, arrived_at, joined_at, in_draw,
                friends_arrived, friends_joined, standing)
             VALUES ('toy', '{name}', 't-{name}', 'c-{name}', {referrer}, {via}, '{channel}', {generation}, {at}, {at}, 0,
                {friends}, {friends}, '{standing}');"
        )
        .unwrap();
    }
    support::sql(&place, &format!("{script}{more}"));
    place
}

/// The server at a moment, and its first administrator.
fn at(place: &Place, moment: &str) -> (Server, Client) {
    let mut server = place.serve(moment);
    let link = first_link(&mut server);
    let nobody = Client::new(&server);
    let li = nobody.takes(nobody.post("/first", &first(&link, LI)));
    (server, li)
}

/// Ann has brought two, one of them one more, who is refused; Bob came alone.
const FIVE: [Someone<'static>; 5] = [
    ("ann", "", 0, "open"),
    ("bob", "", 1, "open"),
    ("cem", "ann", 2, "open"),
    ("dee", "ann", 30, "open"),
    ("eva", "cem", 50, "refused"),
];

const SEED: &str = "INSERT INTO seeds (campaign, code, grp, label, made_at, fan) VALUES ('toy', 'SEEDSEED01', 'forum', 'Ann Li', 1, 'ann');
    UPDATE fans SET origin = 'forum' WHERE id <> 'bob';
    INSERT INTO picks (campaign, fan, node, pick, label, own, at) VALUES
        ('toy', 'ann', 'wishes', 'walls', '', 0, 5), ('toy', 'cem', 'wishes', 'quiet', '', 0, 6), ('toy', 'dee', 'wishes', 'walls', '', 0, 7);";

#[test]
fn a_history_is_studied_as_by_hand_whatever_is_asked_for() {
    let place = lived(&FIVE, SEED);
    let (_server, li) = at(&place, CLOSED);
    let told = li.get(STUDY).is(200);
    assert_eq!((&told["people"], &told["roots"]), (&json!(5), &json!(2)));
    assert_eq!((&told["rehearsal"], &told["filter"]), (&json!(true), &json!({})));
    // Three of five were brought, and two and a half people stand for each root. The campaign is over, so that is R.
    assert_eq!(told["referred"]["value"]["value"], 0.6);
    assert_eq!(told["reproduction"]["value"]["value"], 0.6);
    assert_eq!(told["amplification"], json!({ "value": 2.5 }));
    assert_eq!(told["forecast"], json!({ "unknown": "over" }));
    // Wilson's interval of 3 of 5.
    let referred = &told["referred"]["value"];
    assert!(
        (referred["low"].as_f64().unwrap() - 0.230_72).abs() < 1e-4,
        "{referred}"
    );
    assert!(
        (referred["high"].as_f64().unwrap() - 0.882_38).abs() < 1e-4,
        "{referred}"
    );
    // dee – ann – cem – eva: a path of four, whose mean distance is 5/3.
    let largest = &told["cascades"][0];
    assert_eq!((&largest["people"], &largest["depth"]), (&json!(4), &json!(2)));
    assert!((largest["virality"].as_f64().unwrap() - 5.0 / 3.0).abs() < 1e-12);
    let group = &told["groups"][0];
    assert_eq!(
        (&group["group"], &group["direct"], &group["descendants"]),
        (&json!("forum"), &json!(2), &json!(3))
    );
    assert_eq!(
        (&told["seeds"][0]["label"], &told["seeds"][0]["id"]),
        (&json!("Ann Li"), &json!("ann"))
    );
    let wishes = &told["crossing"][1];
    assert_eq!(
        (&wishes["node"], &wishes["people"]),
        (&json!("wishes"), &json!([[1, 1], [0, 0]]))
    );

    let counted = li.get(&format!("{STUDY}?worth=counted")).is(200);
    assert_eq!(
        (&counted["people"], &counted["filter"]),
        (&json!(4), &json!({ "worth": "counted" }))
    );
    assert_eq!(counted["factors"]["value"]["k"], 0.5);
    let first = li.get(&format!("{STUDY}?generation=0&group=forum")).is(200);
    assert_eq!(first["people"], 1);
    assert_eq!(first["reproduction"], json!({ "unknown": "too_few" }));
    let early = li
        .get(&format!(
            "{STUDY}?to=2024-08-05T00:00:00Z&channel=messenger&node=wishes"
        ))
        .is(200);
    assert_eq!((&early["people"], &early["roots"]), (&json!(1), &json!(0)));
    assert_eq!(early["amplification"], json!({ "unknown": "filtered" }));
    li.get(&format!("{STUDY}?chanel=x")).refused(400, "malformed");
    li.get("/campaigns/none/statistics/study")
        .refused(404, "unknown_campaign");

    let tree = li.get(&format!("{TREE}?ids=1")).is(200);
    assert_eq!(tree["ids"], json!(["ann", "cem", "dee", "eva", "bob"]));
    assert_eq!(tree["parents"], json!([-1, 0, 0, 1, -1]));
    assert_eq!(
        (&tree["minutes"], &tree["flags"]),
        (&json!([0, 120, 1_800, 3_000, 60]), &json!([1, 0, 0, 4, 0]))
    );
    let cut = li.get(&format!("{TREE}?most=2&worth=counted")).is(200);
    assert_eq!(
        (&cut["parents"], &cut["people"], &cut["told"]),
        (&json!([-1, 0]), &json!(4), &json!(1))
    );
}

#[test]
fn who_sees_numbers_alone_is_told_nothing_of_persons() {
    let place = lived(&FIVE, SEED);
    let (_server, li) = at(&place, "2024-08-09T12:00:00Z");
    let viewer = li.colleague("viewer@example.org", "viewer", &Value::Null);
    let told = viewer.get(STUDY).is(200);
    for name in ["Ann Li", "\"ann\"", "\"cem\"", "\"id\""] {
        assert!(!told.to_string().contains(name), "{name}: {told}");
    }
    assert_eq!(
        (&told["people"], &told["seeds"][0]["descendants"]),
        (&json!(5), &json!(3))
    );
    assert!(viewer.get(TREE).is(200).get("ids").is_none());
    viewer.get(&format!("{TREE}?ids=1")).refused(403, "not_allowed");
    let everything = li.get(STUDY).is(200);
    assert!(
        everything["ask"]["value"]["people"][0]["id"].is_string(),
        "{}",
        everything["ask"]
    );
    assert!(told["ask"]["value"].get("people").is_none(), "{}", told["ask"]);
    assert_eq!(everything["as_of"], told["as_of"], "one study for both");
}

#[test]
fn a_campaign_without_people_of_one_and_of_seeds_alone_say_what_cannot_be_known() {
    for (people, expected) in [(0_usize, "nobody"), (1, "too_few"), (40, "nobody_brought")] {
        let names: Vec<String> = (0..people).map(|number| format!("p{number}")).collect();
        let history: Vec<Someone<'_>> = names.iter().map(|name| (name.as_str(), "", 0, "open")).collect();
        let place = lived(&history, "");
        // Of the first half hour.
        let (_server, li) = at(&place, "2024-08-04T19:30:00Z");
        let told = li.get(STUDY).is(200);
        assert_eq!(
            (&told["people"], &told["dispersion"]),
            (&json!(people), &json!({ "unknown": expected }))
        );
        assert_eq!(told["forecast"], json!({ "unknown": "nobody" }), "no day is over");
        assert_eq!(li.get(TREE).is(200)["parents"], json!(vec![-1; people]));
    }
}

#[test]
fn a_circle_in_the_database_is_said_to_be_one() {
    let place = lived(&FIVE, "UPDATE fans SET referrer = 'eva' WHERE id = 'ann';");
    let (_server, li) = at(&place, CLOSED);
    li.get(STUDY).refused(500, "referrals_cycle");
    li.get(TREE).refused(500, "referrals_cycle");
}

#[test]
fn the_forecast_of_a_day_is_kept_and_held_against_what_came() {
    let mut names = Vec::new();
    for day in 0..5_i64 {
        for number in 0..16_i64 {
            names.push((format!("r{day}{number:02}"), String::new(), day * 24 + number / 4));
            if number < 8 {
                names.push((format!("f{day}{number:02}"), format!("r{day}{number:02}"), day * 24 + 8));
            }
        }
    }
    let history: Vec<Someone<'_>> = names
        .iter()
        .map(|(name, by, at)| (name.as_str(), by.as_str(), *at, "open"))
        .collect();
    let place = lived(&history, "");
    // It is noon of the fifth day: four evenings' people and the first evening's are there, those of the last one are not yet.
    support::sql(
        &place,
        &format!(
            "UPDATE fans SET joined_at = NULL WHERE joined_at >= {};",
            OPENS + 96 * HOUR
        ),
    );
    let (mut server, li) = at(&place, "2024-08-08T12:00:00Z");
    let today = "2024-08-08T00:00:00Z";
    let told = li.get(STUDY).is(200);
    let forecast = &told["forecast"]["value"];
    assert_eq!(
        (&forecast["from"], &forecast["to_the_close"]),
        (&json!(today), &json!(true))
    );
    assert_eq!(
        forecast["days"].as_array().unwrap().len(),
        4,
        "today and until the evening of the eleventh"
    );
    assert_eq!(told["earlier"], json!([]));
    server.kill();
    // The last evening's people have come since.
    support::sql(
        &place,
        "UPDATE fans SET joined_at = arrived_at WHERE joined_at IS NULL;",
    );
    let later = place.serve("2024-08-10T12:00:00Z");
    let li = Client::new(&later).sign_in(LI);
    let told = li.get(STUDY).is(200);
    let earlier = told["earlier"].as_array().unwrap();
    let old = earlier.iter().find(|forecast| forecast["from"] == today).unwrap();
    assert_eq!((&old["days"], &old["came"]), (&json!(2), &told["people"]));
    assert_eq!(old["said"], forecast["days"][1]["reach"]);
}

#[test]
fn intervals_take_how_unequal_people_are_from_the_last_study() {
    // Thirty come alone in the first hours; two of them bring six friends each.
    let names: Vec<String> = (0..42).map(|number| format!("p{number:02}")).collect();
    let people: Vec<Someone<'_>> = (0..)
        .zip(&names)
        .map(|(number, name)| match number {
            0..30 => (name.as_str(), "", number / 10, "open"),
            _ => (
                name.as_str(),
                names[(number as usize - 30) / 6].as_str(),
                4 + number / 10,
                "open",
            ),
        })
        .collect();
    let place = lived(&people, "");
    let (_server, li) = at(&place, CLOSED);
    let before = li.get("/campaigns/toy/statistics").is(200)["unequal"].clone();
    assert_eq!(before, json!({ "k": 0.3, "within": 0.3 }));
    li.get(&format!("{STUDY}?generation=0")).is(200);
    assert_eq!(
        li.get("/campaigns/toy/statistics").is(200)["unequal"],
        before,
        "that was of a part"
    );
    let told = li.get(STUDY).is(200);
    let after = li.get("/campaigns/toy/statistics").is(200)["unequal"].clone();
    assert_eq!(
        (&after["k"], &after["studied"]),
        (&told["dispersion"]["value"]["k"], &told["as_of"])
    );
    assert!(
        after["k"].as_f64().unwrap() < 0.2 && after["within"].is_number(),
        "{after}"
    );
}
