//! `place`: how many people acted from one address prefix in one period of the rotating key. Nothing up to 10, all points from 50 on.
//!
//! Homes stay below. Offices, schools and carriers' networks are above and get all the points there are, which is half of what holds
//! somebody: the other half has to come from how they move. On a shared network the weight is 0.

use crate::{
    Reason, Said, Sign,
    groups::Groups,
    stats,
    weigh::{Board, Scene},
};
use std::sync::Arc;

pub fn look(scene: &Scene<'_>, board: &mut Board) {
    if !scene.uses(Reason::Place) {
        return;
    }
    let places = Groups::by(scene.facts, |_, fan| {
        scene.facts.places(fan).iter().map(|place| (*place, 0))
    });
    for (_, numbers) in places.each() {
        let value = stats::ramp(numbers.len() as f64, 10.0, 50.0);
        if value > 0.0 {
            let said: Arc<[Said]> = Arc::new([Said::counted(Sign::SamePlace, numbers.len(), scene.people)]);
            for number in numbers {
                board.mark(number, Reason::Place, value, &said);
            }
        }
    }
}
