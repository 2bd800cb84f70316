//! Winning on the spot.

use super::*;
use std::collections::VecDeque;

fn play_once() -> Act {
    Act::Play {
        node: "luck".to_owned(),
    }
}

/// Winning moments as (moment, time, prize).
fn with(moments: &[(u32, i64, u32)]) -> Play {
    let mut play = Play::new();
    let moments: VecDeque<OpenMoment> = moments
        .iter()
        .map(|&(moment, at, prize)| OpenMoment {
            moment,
            at: Moment(at),
            prize,
        })
        .collect();
    play.world.load_moments("luck".to_owned(), moments);
    for fan in ["a", "b", "c", "d"] {
        play.come(fan, None);
    }
    play
}

#[test]
fn one_play_takes_the_earliest_moment_that_has_come_and_only_one() {
    let mut play = with(&[(0, 2_000, 0), (1, 3_000, 0), (2, 9_000, 0)]);
    assert_eq!(play.act("a", play_once()), Ok(5));
    assert_eq!(play.act("a", play_once()), Err(Refusal::PlayedAlready));
    assert_eq!(play.act("b", play_once()), Ok(5));
    assert_eq!(play.act("c", play_once()), Ok(0), "the third has not come");
    play.now = 9_000;
    assert_eq!(play.act("d", play_once()), Ok(5));
    let wins: Vec<_> = play
        .world
        .take_delta()
        .wins
        .into_iter()
        .map(|(_, win)| win.moment)
        .collect();
    assert_eq!(wins, [0, 1, 2]);
}

#[test]
fn a_prize_is_won_no_more_often_a_day_than_it_may_be_and_its_moment_waits() {
    let mut play = with(&[(0, 2_000, 1), (1, 3_000, 1), (2, 4_000, 0)]);
    play.act("a", play_once()).unwrap();
    assert_eq!(play.code("a").origin.name(), "prize");
    assert_eq!(
        play.act("b", play_once()),
        Ok(5),
        "the second code waits, the tickets do not"
    );
    assert_eq!(play.act("c", play_once()), Ok(0));
    assert!(play.fan("c").wins.is_empty());
}

#[test]
fn who_may_play_daily_plays_again_tomorrow() {
    let mut play = with(&[]);
    for node in &mut play.campaign.nodes {
        node.closes = None;
        if let Kind::Instant(instant) = &mut node.kind {
            instant.plays = crate::campaign::Plays::Daily;
        }
    }
    play.campaign.closes = Moment(200_000_000);
    play.act("a", play_once()).unwrap();
    assert_eq!(play.act("a", play_once()), Err(Refusal::PlayedAlready));
    play.now += 86_400_000;
    assert_eq!(play.act("a", play_once()), Ok(0));
}
