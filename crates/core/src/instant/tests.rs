use super::*;
use proptest::prelude::*;

/// 2024-08-04T19:00:00Z to 2024-08-07T01:00:00Z: four days of UTC, of 5, 24, 24 and 1 hours.
const OPENS: Moment = Moment(1_722_798_000_000);
const CLOSES: Moment = Moment(1_722_992_400_000);

fn limited(quantity: u32, per_day: u32) -> Supply {
    Supply {
        quantity,
        per_day: Some(per_day),
    }
}

/// What this script prints:
/// ```python
/// import hashlib
/// DAY = 86_400_000
/// opens, closes, seed = 1_722_798_000_000, 1_722_992_400_000, bytes([0x5a] * 32)
/// found = []
/// for prize, (quantity, per_day) in enumerate([(6, 2), (3, None)]):
///     lying = {}
///     for unit in range(quantity):
///         parts = [(max(opens, d * DAY), min(closes, (d + 1) * DAY)) for d in range(opens // DAY, (closes - 1) // DAY + 1)
///                  if per_day is None or lying.get(d, 0) < per_day]
///         n, attempt = sum(end - start for start, end in parts), 0
///         while True:
///             data = b"canyu/instant/v1\0" + seed + b"".join(k.to_bytes(4, "big") for k in (prize, unit, attempt))
///             x = int.from_bytes(hashlib.sha256(data).digest()[:8], "big")
///             if x < 2**64 // n * n: break
///             attempt += 1
///         x %= n
///         for start, end in parts:
///             if x < end - start: break
///             x -= end - start
///         lying[(start + x) // DAY] = lying.get((start + x) // DAY, 0) + 1
///         found.append((start + x, prize, unit))
/// print([(at, prize) for at, prize, _ in sorted(found)])
/// ```
#[test]
fn the_moments_are_those_that_the_documentation_says() {
    let prizes = [
        limited(6, 2),
        Supply {
            quantity: 3,
            per_day: None,
        },
    ];
    let moments: Vec<_> = winnings(&[0x5a; 32], OPENS, CLOSES, &prizes)
        .unwrap()
        .into_iter()
        .map(|winning| (winning.at.0, winning.prize))
        .collect();
    assert_eq!(
        moments,
        [
            (1722802082597, 0),
            (1722805275615, 0),
            (1722808277418, 1),
            (1722880624622, 0),
            (1722895194794, 0),
            (1722911319680, 1),
            (1722934876199, 0),
            (1722971175513, 1),
            (1722978593827, 0)
        ]
    );
}

#[test]
fn what_does_not_fit_is_said_beforehand() {
    assert_eq!(days(OPENS, CLOSES), 4);
    assert_eq!(
        days(OPENS, Moment(1_722_816_000_000)),
        1,
        "midnight belongs to the next day"
    );
    assert_eq!(days(OPENS, Moment(1_722_816_000_001)), 2);
    assert_eq!(fits(OPENS, CLOSES, &[limited(8, 2)]), Ok(()));
    let (quantity, most) = (9, 8);
    let too_many = InstantError::TooMany {
        prize: 1,
        quantity,
        most,
    };
    assert_eq!(fits(OPENS, CLOSES, &[limited(8, 2), limited(9, 2)]), Err(too_many));
    assert_eq!(
        winnings(&[0; 32], OPENS, CLOSES, &[limited(1, 0)]).map_err(InstantError::code),
        Err("instant_too_many")
    );
    assert_eq!(winnings(&[0; 32], OPENS, OPENS, &[]), Err(InstantError::NoTime));
}

#[test]
fn moments_are_spread_evenly_over_the_window() {
    let all = winnings(
        &[3; 32],
        OPENS,
        CLOSES,
        &[Supply {
            quantity: 54_000,
            per_day: None,
        }],
    )
    .unwrap();
    let hours = (CLOSES.0 - OPENS.0) / crate::moment::HOUR;
    let mut counts = vec![0_f64; hours as usize];
    for winning in &all {
        counts[((winning.at.0 - OPENS.0) / crate::moment::HOUR) as usize] += 1.0;
    }
    let expected = all.len() as f64 / hours as f64;
    let chi: f64 = counts.iter().map(|count| (count - expected).powi(2) / expected).sum();
    // 53 degrees of freedom: 99.9 % lie below 90.6.
    assert!(chi < 90.6, "{chi}");
}

proptest! {
    #[test]
    fn every_unit_has_its_moment_in_the_window_and_no_day_has_too_many(
        seed in any::<[u8; 32]>(), opens in -DAY..3 * DAY, length in 1..5 * DAY, per_day in 1u32..5, share in 0.0f64..=1.0,
    ) {
        let (opens, closes) = (Moment(opens), Moment(opens + length));
        let quantity = (days(opens, closes) as f64 * f64::from(per_day) * share) as u32;
        let prizes = [limited(quantity, per_day), limited(per_day, per_day)];
        let all = winnings(&seed, opens, closes, &prizes).unwrap();
        prop_assert_eq!(all.len(), (quantity + per_day) as usize);
        prop_assert!(all.is_sorted());
        let mut by_day = BTreeMap::<_, u32>::new();
        for winning in &all {
            prop_assert!(opens <= winning.at && winning.at < closes);
            *by_day.entry((winning.prize, winning.at.0.div_euclid(DAY))).or_default() += 1;
        }
        prop_assert!(by_day.values().all(|&lying| lying <= per_day));
    }
}
