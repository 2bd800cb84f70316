//! Guessing.

use super::*;

#[test]
fn equal_guesses_are_one_and_tries_run_out() {
    let mut play = Play::new();
    play.come("a", None);
    play.guess("a", "A Torch!").unwrap();
    assert_eq!(play.guess("a", "a  torch"), Err(Refusal::GuessRepeated));
    play.guess("a", "豆浆机").unwrap();
    assert_eq!(play.guess("a", "kettle"), Err(Refusal::TriesUsedUp(2)));
    assert_eq!(
        play.guess("a", "an electric kettle"),
        Err(Refusal::TextTooLong {
            length: 18,
            longest: 12
        })
    );
    assert_eq!(play.guess("a", " \u{200B} "), Err(Refusal::TextEmpty));
    let delta = play.world.take_delta();
    assert_eq!(delta.tallies[&("guess".to_owned(), "atorch".to_owned())].people, 1);
    assert_eq!(
        delta.tallies[&("guess".to_owned(), "atorch".to_owned())].label,
        "A Torch!"
    );
}

#[test]
fn a_guess_is_seconded_once_by_others_only() {
    let mut play = Play::new();
    play.come("a", None);
    play.come("b", None);
    play.guess("a", "kettle").unwrap();
    let second = |pick: &str| Act::Second {
        node: "guess".to_owned(),
        pick: pick.to_owned(),
    };
    assert_eq!(play.act("b", second("kettle")), Ok(2));
    assert_eq!(play.act("b", second("kettle")), Ok(0));
    assert_eq!(play.act("a", second("kettle")), Err(Refusal::OwnGuess));
    assert_eq!(
        play.act("b", second("torch")),
        Err(Refusal::UnknownPick("torch".to_owned()))
    );
    let delta = play.world.take_delta();
    assert_eq!(delta.tallies[&("guess".to_owned(), "kettle".to_owned())].people, 2);
    assert_eq!(delta.counters[&counter::groups("guess")], 1);
}

#[test]
fn numbers_meet_however_they_are_written_and_stay_within_their_bounds() {
    let mut play = Play::new();
    play.come("a", None);
    play.come("b", None);
    let number = |text: &str| Act::Guess {
        node: "number".to_owned(),
        text: text.to_owned(),
        picture: None,
    };
    play.act("a", number("１２９．５元")).unwrap();
    play.act("b", number("129.50")).unwrap();
    assert_eq!(play.act("a", number("129,5")), Err(Refusal::GuessRepeated));
    assert_eq!(play.act("a", number("a lot")).unwrap_err().code(), "not_a_number");
    let out_of_range = Refusal::NumberOutOfRange {
        min: "0".to_owned(),
        max: "1000".to_owned(),
    };
    assert_eq!(play.act("a", number("1000.1")), Err(out_of_range));
    let delta = play.world.take_delta();
    assert_eq!(delta.tallies[&("number".to_owned(), "129.5".to_owned())].people, 2);
}

#[test]
fn no_guess_is_taken_from_the_reveal_on() {
    let mut play = Play::new();
    play.come("a", None);
    let number = Act::Guess {
        node: "number".to_owned(),
        text: "129.9".to_owned(),
        picture: None,
    };
    play.now = 799_999;
    assert!(play.act("a", number.clone()).is_ok());
    play.come("b", None);
    play.now = 800_000;
    assert_eq!(play.act("b", number), Err(Refusal::Closed("number".to_owned())));
}

#[test]
fn a_picture_is_a_guess_only_of_the_one_who_uploaded_it() {
    let mut play = Play::new();
    for node in &mut play.campaign.nodes {
        if let Kind::Guess(guess) = &mut node.kind {
            guess.form = crate::campaign::GuessForm::Picture;
        }
    }
    let a = play.come("a", None);
    play.come("b", None);
    play.world.load_upload("PIC".to_owned(), a);
    let picture = |picture: Option<&str>| Act::Guess {
        node: "guess".to_owned(),
        text: "a kettle".to_owned(),
        picture: picture.map(str::to_owned),
    };
    for (who, name) in [("b", Some("PIC")), ("a", Some("OTHER")), ("a", None)] {
        assert_eq!(play.act(who, picture(name)), Err(Refusal::PictureMissing));
    }
    play.act("a", picture(Some("PIC"))).unwrap();
    assert_eq!(
        play.world.ruling("guess", "PIC"),
        Some(Ruling::Waiting),
        "nobody sees it before staff"
    );
    let second = Act::Second {
        node: "guess".to_owned(),
        pick: "PIC".to_owned(),
    };
    assert_eq!(play.act("b", second).unwrap_err().code(), "unknown_pick");
}
