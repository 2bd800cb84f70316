//! How long a campaign takes to score: `cargo run --release -p canyu-trust --example million [fans]`.
//!
//! A fifth of the people sit in large crowds, the others in homes; one in three was brought by somebody; everybody acts some twelve times.

use canyu_trust::{Facts, Mail, Rules, score};
use std::time::Instant;

fn main() {
    let count = std::env::args()
        .nth(1)
        .and_then(|count| count.parse().ok())
        .unwrap_or(1_000_000);
    let begun = Instant::now();
    let facts = facts(count);
    println!("{count} fans made up in {:.1} s", begun.elapsed().as_secs_f64());
    let begun = Instant::now();
    let verdicts = score(&facts, &Rules::default());
    let held = verdicts
        .iter()
        .filter(|verdict| verdict.score >= Rules::default().hold)
        .count();
    println!("scored in {:.2} s, {held} held", begun.elapsed().as_secs_f64());
}

fn facts(count: u32) -> Facts {
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let mut below = move |n: u64| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 11) % n
    };
    let mut facts = Facts::as_of(20 * 86_400_000);
    for number in 0..count {
        let mut at = below(10 * 86_400_000) as i64;
        let place = if below(5) == 0 {
            below(500)
        } else {
            1_000 + below(u64::from(count) / 3 + 1)
        };
        let own = facts.arrive(at);
        for node in 0..12u8 {
            at += (below(60) * below(60) * 20) as i64 + if node == 8 { 30_000_000 } else { 300 };
            facts.act(
                own,
                at,
                Some(place * 16 + u64::from(node) / 8),
                (below(3) > 0).then_some(node / 2),
            );
        }
        let referrer = (number > 10 && below(3) == 0).then(|| below(u64::from(number)) as u32);
        let host = if below(10) == 0 {
            100 + below(50_000) as u32
        } else {
            below(12) as u32
        };
        let Some(fan) = facts.fan_mut(own) else { continue };
        fan.joined = true;
        fan.brought_by(referrer);
        fan.confirmed(Some(Mail {
            host,
            domain: host,
            mx: None,
            disposable: false,
            big: host < 12,
        }));
        facts.vote(own, below(8) as u32, at);
    }
    facts
}
