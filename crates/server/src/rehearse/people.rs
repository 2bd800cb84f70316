//! The simulated people: of which kind, when they come, who has not come yet.

use super::{
    assume::{CLASSES, Class},
    dice::Dice,
};
use canyu_core::{
    campaign::Campaign,
    lang::Lang,
    moment::{HOUR, Moment},
    world::FanId,
};

/// How busy each hour of the day is, beginning at midnight.
const RHYTHM: [u64; 24] = [
    5, 3, 2, 1, 1, 2, 4, 8, 10, 10, 10, 11, 14, 12, 10, 10, 10, 11, 13, 15, 18, 18, 14, 9,
];
/// Hours between UTC and the clocks in China.
const CHINA: i64 = 8;

/// Somebody.
pub(super) struct Person {
    pub class: &'static Class,
    /// His own chance.
    pub dice: Dice,
    /// SHA-256 of a token, as far as the rules care.
    pub token: String,
    /// His name, once he has arrived.
    pub fan: Option<FanId>,
    /// Whether he takes part at all.
    pub plays: bool,
    /// Nodes that he will look at in this visit, the next one last.
    pub todo: Vec<usize>,
}

/// Everybody.
pub(super) struct People {
    pub all: Vec<Person>,
    /// Those who have not come yet, in no order.
    absent: Vec<u32>,
    /// Where each stands among those.
    places: Vec<u32>,
}

impl People {
    pub fn new(count: u32, seed: u64) -> Self {
        let person = |number: u32| {
            let mut dice = Dice::new(seed, u64::from(number) + 1);
            let class = dice.weighted(CLASSES.iter().map(|class| class.share));
            let [first, ..] = &CLASSES;
            let class = CLASSES.get(class).unwrap_or(first);
            Person {
                class,
                plays: dice.chance(class.takes_part),
                dice,
                token: format!("{number:064x}"),
                fan: None,
                todo: Vec::new(),
            }
        };
        Self {
            all: (0..count).map(person).collect(),
            absent: (0..count).collect(),
            places: (0..count).collect(),
        }
    }

    pub fn get(&mut self, number: u32) -> Option<&mut Person> {
        self.all.get_mut(number as usize)
    }

    /// Somebody has come.
    pub fn arrived(&mut self, number: u32, fan: FanId) {
        if let Some(person) = self.all.get_mut(number as usize) {
            person.fan = Some(fan);
        }
        let Some(&place) = self.places.get(number as usize) else {
            return;
        };
        if self.absent.get(place as usize) == Some(&number) {
            self.absent.swap_remove(place as usize);
            if let Some(&moved) = self.absent.get(place as usize)
                && let Some(slot) = self.places.get_mut(moved as usize)
            {
                *slot = place;
            }
        }
    }

    /// Somebody who has not come yet, by another one's dice.
    pub fn somebody_absent(&mut self, by: u32) -> Option<u32> {
        let person = self.all.get_mut(by as usize)?;
        person.dice.one(&self.absent).copied()
    }
}

/// When people come by themselves: most of them soon after the opening, fewer at night.
pub(super) struct Calendar {
    opens: Moment,
    closes: Moment,
    /// The weight of each hour and all before it.
    sums: Vec<u64>,
}

impl Calendar {
    pub fn new(campaign: &Campaign) -> Self {
        let (opens, closes) = (campaign.opens, campaign.closes);
        let chinese = campaign.languages.first().is_some_and(|&lang| lang != Lang::En);
        let offset = if chinese { CHINA } else { 0 };
        let hours = ((closes.0 - opens.0 + HOUR - 1) / HOUR).clamp(1, 100_000);
        let sixth = (hours as u64 / 6).max(1);
        let mut sum = 0;
        let sums = (0..hours)
            .map(|hour| {
                let of_day = (opens.0 / HOUR + hour + offset).rem_euclid(24);
                let busy = RHYTHM.get(of_day as usize).copied().unwrap_or(1);
                // 1/(1 + t/T)²: it ends slowly, as curiosity does.
                let fading = 1_000_000 * sixth * sixth / (sixth + hour as u64).pow(2);
                sum += busy * fading.max(1);
                sum
            })
            .collect();
        Self { opens, closes, sums }
    }

    pub fn draw(&self, dice: &mut Dice) -> Moment {
        let x = dice.below(self.sums.last().copied().unwrap_or(1));
        let hour = self.sums.partition_point(|&sum| sum <= x) as i64;
        let start = self.opens.0 + hour * HOUR;
        let length = (self.closes.0 - start).clamp(1, HOUR);
        Moment(start + dice.below(length as u64) as i64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_has_come_is_nobody_absent() {
        let mut people = People::new(50, 3);
        for number in (0..50).step_by(2) {
            people.arrived(number, format!("fan{number}"));
            people.arrived(number, format!("fan{number}"));
        }
        for _ in 0..200 {
            let absent = people.somebody_absent(0).unwrap();
            assert_eq!(absent % 2, 1);
        }
        for number in (1..50).step_by(2) {
            people.arrived(number, String::new());
        }
        assert_eq!(people.somebody_absent(0), None);
    }
}
