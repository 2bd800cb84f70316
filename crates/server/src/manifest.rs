//! The manifest of a draw: everything about it that is fixed by publishing, in one file whose bytes are hashed (`fairdraw/v1`, step 0).

use canyu_core::{
    campaign::{BeaconSource, Campaign, Kind, Lottery},
    moment::Moment,
};
use fairdraw::{beacon::Chain, key::VerifierKey, text};
use serde_json::{Map, Value, json};

/// Reasons for which somebody may be kept out of a draw, before it closes.
pub const DISQUALIFICATIONS: [&str; 6] = ["duplicate", "fraud", "ineligible", "staff", "unconfirmed", "withdrawn"];
/// Reasons for which a prize goes to the next alternate.
pub const FORFEITS: [&str; 4] = ["unclaimed", "declined", "ineligible", "unreachable"];

/// The manifest of a campaign's draw, byte by byte as it is published: one line. `None` for a campaign without a lottery.
#[must_use]
pub fn manifest(campaign: &Campaign, key: &VerifierKey) -> Option<Vec<u8>> {
    let (node, lottery) = campaign.lottery()?;
    let first = campaign.languages.first().copied().unwrap_or_default();
    let prizes: Vec<Value> = lottery
        .prizes
        .iter()
        .map(|prize| json!({ "name": prize.name.to(first), "quantity": prize.quantity }))
        .collect();
    let max_weight = lottery.max_weight.unwrap_or_else(|| campaign.most_tickets()).max(1);
    let manifest = json!({
        "protocol": "fairdraw/v1",
        "campaign": campaign.slug,
        "draw": 1,
        "opens": seconds(campaign.opens),
        "closes": seconds(campaign.closes),
        "draws": seconds(lottery.draws),
        "prizes": prizes,
        "alternates": lottery.alternates(),
        "base_tickets": node.tickets,
        "credits": credits(campaign),
        "max_weight": max_weight,
        "disqualifications": DISQUALIFICATIONS,
        "forfeits": { "reasons": FORFEITS, "claim_days": lottery.claim_days },
        "key": key.to_string(),
        "beacon": beacon(lottery),
        "numbers": numbers(lottery),
        "witnesses": witnesses(lottery),
        "fallback": "wait",
    });
    Some(format!("{manifest}\n").into_bytes())
}

/// What tickets are given for, besides entering. What staff may give on top is capped in the campaign file, and stands in the ledger.
fn credits(campaign: &Campaign) -> Vec<Value> {
    let mut credits = Vec::new();
    for node in &campaign.nodes {
        let id = &node.id;
        let mut credit = |reason: &str, tickets: u32, most: Option<u32>| {
            if tickets > 0 {
                credits.push(match most {
                    Some(most) => json!({ "node": id, "reason": reason, "tickets": tickets, "most": most }),
                    None => json!({ "node": id, "reason": reason, "tickets": tickets }),
                });
            }
        };
        match &node.kind {
            Kind::Lottery(_) => {}
            Kind::Share(share) => {
                if share.rates.is_empty() {
                    credit("friend", node.tickets, Some(share.most));
                }
                let mut from = 0;
                for rate in &share.rates {
                    credit(
                        "friend",
                        rate.tickets,
                        Some(rate.upto.min(share.most).saturating_sub(from)),
                    );
                    from = rate.upto;
                }
                credit("second", share.second, Some(share.most));
                for milestone in &share.milestones {
                    credit("milestone", milestone.tickets, Some(1));
                }
            }
            Kind::Guess(guess) => {
                credit("done", node.tickets, None);
                credit("right", guess.bonus, None);
            }
            Kind::Instant(instant) => {
                credit("done", node.tickets, None);
                credit("won", instant.most_tickets(campaign.window(node)), None);
            }
            _ => credit("done", node.tickets, None),
        }
    }
    credits
}

/// The beacon with its round: the first one of drand's quicknet at or after the draw's time.
fn beacon(lottery: &Lottery) -> String {
    let drand = || {
        let round = Chain::QUICKNET.round_at(seconds(lottery.draws));
        format!("drand:{}:{round}", text::hex(&Chain::QUICKNET.hash))
    };
    let specs: Vec<String> = lottery
        .beacon
        .iter()
        .map(|source| match source {
            BeaconSource::Drand => drand(),
            BeaconSource::Numbers { id, .. } => format!("numbers:{id}"),
            BeaconSource::Witness { id, .. } => format!("witness:{id}"),
        })
        .collect();
    match specs.as_slice() {
        [] => drand(),
        [only] => only.clone(),
        _ => format!("all({})", specs.join(",")),
    }
}

fn numbers(lottery: &Lottery) -> Map<String, Value> {
    let numbers = lottery.beacon.iter().filter_map(|source| match source {
        BeaconSource::Numbers {
            id,
            about,
            entropy_bits,
        } => Some((id.clone(), json!({ "about": about, "entropy_bits": entropy_bits }))),
        _ => None,
    });
    numbers.collect()
}

fn witnesses(lottery: &Lottery) -> Map<String, Value> {
    let witnesses = lottery.beacon.iter().filter_map(|source| match source {
        BeaconSource::Witness { id, commits } => Some((id.clone(), json!(commits))),
        _ => None,
    });
    witnesses.collect()
}

fn seconds(moment: Moment) -> u64 {
    (moment.0 / 1_000).unsigned_abs()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_round_is_the_first_one_at_or_after_the_draw() {
        let lottery = |draws: &str| Lottery {
            draws: Moment::parse(draws).unwrap(),
            prizes: Vec::new(),
            terms: canyu_core::lang::Text::default(),
            alternates: None,
            max_weight: None,
            claim_days: 14,
            beacon: Vec::new(),
        };
        let chain = "drand:52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971";
        assert_eq!(beacon(&lottery("2024-08-04T20:29:24Z")), format!("{chain}:10000000"));
        assert_eq!(beacon(&lottery("2024-08-04T20:29:25Z")), format!("{chain}:10000001"));
        let mixed = Lottery {
            beacon: vec![
                BeaconSource::Drand,
                BeaconSource::Numbers {
                    id: "lotto".to_owned(),
                    about: "Saturday's".to_owned(),
                    entropy_bits: 24,
                },
            ],
            ..lottery("2024-08-04T20:29:24Z")
        };
        assert_eq!(beacon(&mixed), format!("all({chain}:10000000,numbers:lotto)"));
        assert_eq!(numbers(&mixed)["lotto"]["entropy_bits"], 24);
    }
}
