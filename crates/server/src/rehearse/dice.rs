//! Random numbers that are the same on every machine: whole numbers only, but for one multiplication. No logarithm is taken, as systems
//! differ in its last digit, and a rehearsal is compared byte for byte.

/// A stream of random numbers: xoshiro256++ of Blackman and Vigna, filled by SplitMix64.
#[derive(Clone, Debug)]
pub struct Dice([u64; 4]);

/// 2⁻⁵³: what turns 53 bits into a number from 0 to just below 1.
const FRACTION: f64 = 1.0 / 9_007_199_254_740_992.0;

impl Dice {
    /// The stream of that number under a seed. Each person has one of his own, so that another rule at one node does not change what
    /// people do at the others.
    #[must_use]
    pub fn new(seed: u64, stream: u64) -> Self {
        let mut state = seed ^ mix(stream.wrapping_add(0x9e37_79b9_7f4a_7c15));
        Self(std::array::from_fn(|_| {
            state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
            mix(state)
        }))
    }

    /// 64 random bits.
    pub fn bits(&mut self) -> u64 {
        let [a, b, c, d] = &mut self.0;
        let result = a.wrapping_add(*d).rotate_left(23).wrapping_add(*a);
        let shifted = *b << 17;
        *c ^= *a;
        *d ^= *b;
        *b ^= *c;
        *a ^= *d;
        *c ^= shifted;
        *d = d.rotate_left(45);
        result
    }

    /// A whole number below `n`, or 0 where `n` is 0. (Lemire's multiplication without its correction: off by less than 2⁻³² for what is
    /// counted here.)
    pub fn below(&mut self, n: u64) -> u64 {
        let product = u128::from(self.bits()) * u128::from(n);
        (product >> 64) as u64
    }

    /// A number from 0 to just below 1.
    pub fn unit(&mut self) -> f64 {
        (self.bits() >> 11) as f64 * FRACTION
    }

    /// True with that probability.
    pub fn chance(&mut self, probability: f64) -> bool {
        self.unit() < probability
    }

    /// A waiting time with that mean, without memory: the exponential distribution, by von Neumann's comparison of uniform numbers.
    pub fn wait(&mut self, mean: i64) -> i64 {
        let mut whole = 0_i64;
        loop {
            let first = self.unit();
            let (mut last, mut run) = (first, 1_u32);
            loop {
                let next = self.unit();
                if next >= last {
                    break;
                }
                last = next;
                run += 1;
            }
            if run % 2 == 1 {
                let units = whole as f64 + first;
                return (units * mean as f64) as i64;
            }
            whole += 1;
        }
    }

    /// How often something happens whose mean is known: 0, 1, 2, … with the geometric distribution, whose variance is larger than
    /// Poisson's, as it is for what people bring about.
    pub fn times(&mut self, mean: f64) -> u32 {
        let again = mean / (1.0 + mean);
        let mut times = 0;
        while times < 1_000 && self.chance(again) {
            times += 1;
        }
        times
    }

    /// One of them, each with the same probability.
    pub fn one<'a, T>(&mut self, of: &'a [T]) -> Option<&'a T> {
        let place = self.below(of.len() as u64);
        of.get(place as usize)
    }

    /// The index of one of them, each with the probability of its weight; 0 where there is none.
    pub fn weighted(&mut self, weights: impl Iterator<Item = f64> + Clone) -> usize {
        let mut left = self.unit() * weights.clone().sum::<f64>();
        let found = weights.enumerate().find(|(_, weight)| {
            left -= weight;
            left < 0.0
        });
        found.map_or(0, |(place, _)| place)
    }

    /// 32 random bytes.
    pub fn bytes(&mut self) -> [u8; 32] {
        let mut bytes = [0; 32];
        for chunk in bytes.chunks_exact_mut(8) {
            chunk.copy_from_slice(&self.bits().to_be_bytes());
        }
        bytes
    }
}

fn mix(state: u64) -> u64 {
    let z = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The reference implementation in C, its state set to 1, 2, 3, 4, begins with these numbers.
    #[test]
    fn the_numbers_are_those_of_the_reference() {
        let mut dice = Dice([1, 2, 3, 4]);
        let numbers: Vec<u64> = (0..3).map(|_| dice.bits()).collect();
        assert_eq!(numbers, [41_943_041, 58_720_359, 3_588_806_011_781_223]);
    }

    #[test]
    fn the_same_seed_and_stream_give_the_same_numbers_and_others_do_not() {
        let first = |seed, stream| Dice::new(seed, stream).bits();
        assert_eq!(first(7, 1), first(7, 1));
        assert_ne!(first(7, 1), first(7, 2));
        assert_ne!(first(7, 1), first(8, 1));
    }

    #[test]
    fn waits_and_times_have_their_means() {
        let mut dice = Dice::new(1, 0);
        let count = 200_000;
        let mean = (0..count).map(|_| dice.wait(1_000_000) as f64 / 1e6).sum::<f64>() / f64::from(count);
        assert!((mean - 1.0).abs() < 0.01, "{mean}");
        let long = (0..count).filter(|_| dice.wait(1_000_000) > 2_000_000).count() as f64 / f64::from(count);
        assert!((long - (-2.0_f64).exp()).abs() < 0.005, "{long}");
        let times = (0..count).map(|_| f64::from(dice.times(0.7))).sum::<f64>() / f64::from(count);
        assert!((times - 0.7).abs() < 0.01, "{times}");
        let second = (0..count)
            .filter(|_| dice.weighted([1.0, 3.0].into_iter()) == 1)
            .count();
        assert!((second as f64 / f64::from(count) - 0.75).abs() < 0.005);
    }
}
