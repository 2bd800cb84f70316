//! Voting.

use super::*;

#[test]
fn a_vote_replaces_the_one_before() {
    let mut play = Play::new();
    play.come("a", None);
    assert_eq!(play.vote("a", "wishes", &["warm", "quiet", "warm"]), Ok(1));
    assert_eq!(play.vote("a", "wishes", &["quiet", "small"]), Ok(0));
    assert_eq!(
        play.vote("a", "poll", &["warm", "quiet"]),
        Err(Refusal::OneChoiceOnly(2))
    );
    assert_eq!(
        play.vote("a", "poll", &["loud"]),
        Err(Refusal::UnknownPick("loud".to_owned()))
    );
    play.vote("a", "poll", &["warm"]).unwrap();
    play.vote("a", "poll", &["quiet"]).unwrap();
    play.vote("a", "poll", &[]).unwrap();
    let delta = play.world.take_delta();
    let people = |node: &str, key: &str| delta.tallies[&(node.to_owned(), key.to_owned())].people;
    assert_eq!(
        (
            people("wishes", "warm"),
            people("wishes", "quiet"),
            people("wishes", "small")
        ),
        (0, 1, 1)
    );
    assert_eq!((people("poll", "warm"), people("poll", "quiet")), (0, 0));
    let poll_done = delta
        .events
        .iter()
        .filter(|e| e.node == "poll" && e.kind == EventKind::Completed)
        .count();
    assert_eq!(poll_done, 1);
}

#[test]
fn taking_back_an_empty_vote_is_not_taking_part() {
    let mut play = Play::new();
    play.come("a", None);
    assert_eq!(play.vote("a", "wishes", &[]), Ok(0));
    assert_eq!(play.fan("a").joined, None);
}

fn propose(text: &str) -> Act {
    Act::Propose {
        node: "wishes".to_owned(),
        text: text.to_owned(),
    }
}

#[test]
fn a_wish_can_be_proposed_and_others_need_it_too() {
    let mut play = Play::new();
    for fan in ["a", "b", "c"] {
        play.come(fan, None);
    }
    assert_eq!(play.act("a", propose("A night light!")), Ok(1));
    assert_eq!(play.act("a", propose("a NIGHT light")), Err(Refusal::GuessRepeated));
    assert_eq!(play.act("a", propose("a bell")), Err(Refusal::ProposalsUsedUp(1)));
    assert_eq!(
        play.act("b", propose("a night light")),
        Ok(1),
        "the same wish is one tap more"
    );
    let key = proposal_key("A night light!");
    assert_eq!(play.vote("c", "wishes", &[&key, "quiet"]), Ok(1));
    assert_eq!(play.vote("c", "wishes", &["quiet"]), Ok(0));
    play.vote("a", "wishes", &["warm"]).unwrap();
    let delta = play.world.take_delta();
    let people = |key: &str| delta.tallies[&("wishes".to_owned(), key.to_owned())].people;
    assert_eq!(
        (people(&key), people("quiet"), people("warm")),
        (2, 1, 1),
        "one's own proposal stays"
    );
    assert_eq!(
        play.vote("c", "wishes", &["~never"]).unwrap_err().code(),
        "unknown_pick"
    );
}

#[test]
fn a_ranking_counts_by_borda_and_can_be_changed() {
    let mut play = Play::new();
    play.come("a", None);
    play.vote("a", "rank", &["quiet", "small", "warm"]).unwrap();
    play.vote("a", "rank", &["warm", "small"]).unwrap();
    let delta = play.world.take_delta();
    let tally = |key: &str| {
        let tally = &delta.tallies[&("rank".to_owned(), key.to_owned())];
        (tally.people, tally.score)
    };
    assert_eq!(
        (tally("warm"), tally("small"), tally("quiet")),
        ((1, 3), (1, 2), (0, 0))
    );
    let ranks: Vec<_> = play
        .me("a")
        .picks
        .into_iter()
        .map(|pick| (pick.key, pick.rank))
        .collect();
    assert_eq!(ranks, [("small".to_owned(), 2), ("warm".to_owned(), 1)]);
}
