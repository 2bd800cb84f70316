//! `canyu campaign rehearse`, as staff use it.

#![allow(
    clippy::allow_attributes,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test may end here"
)]

mod support;

use std::path::Path;
use support::Place;

fn sample(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../campaigns").join(name);
    path.to_string_lossy().into_owned()
}

#[test]
fn the_same_file_people_and_seed_give_the_same_report_twice() {
    let place = Place::new();
    let file = sample("router-teaser.toml");
    let run = |seed: &str, page: &str| {
        let told = place.ok(&[
            "campaign", "rehearse", &file, "--people", "400", "--seed", seed, "-o", page,
        ]);
        (told, std::fs::read_to_string(place.path(page)).unwrap())
    };
    let (text, page) = run("5", "one.html");
    assert_eq!((text.clone(), page.clone()), run("5", "two.html"));
    assert_ne!(text, run("6", "three.html").0);
    for told in [
        "400 simulated people",
        "seed 5",
        "How it spread",
        "What each node costs",
        "The draw",
        "What is assumed",
    ] {
        assert!(text.contains(told), "{told} is missing:\n{text}");
    }
    assert!(
        page.starts_with("<!doctype html>") && page.contains("<svg") && page.contains("prefers-color-scheme: dark")
    );
    assert!(
        !page.contains("<script") && !page.contains("http"),
        "nothing from elsewhere"
    );
}

#[test]
fn a_file_with_errors_is_not_rehearsed_but_one_whose_pictures_are_not_drawn_yet_is() {
    let place = Place::new();
    std::fs::remove_file(place.path("red.svg")).unwrap();
    assert!(
        place
            .ok(&["campaign", "rehearse", "toy.toml", "--people", "20"])
            .contains("20 simulated people")
    );
    std::fs::write(place.path("bad.toml"), "slug = 3\n").unwrap();
    let refused = place.run(&["campaign", "rehearse", "bad.toml"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&refused.stdout).contains("bad.toml:1:8: error[wrong_type]"));
}
