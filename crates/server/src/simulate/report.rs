//! What a simulation says in the end, for people and for programs.

use super::{
    attack::Attack,
    drive::State,
    expect::{Sought, sought},
    ground::Ground,
    outcome::Outcome,
    person::{Group, Person},
    plan::Plan,
    wilson::{Share, lost},
};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// A simulation's result.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// The campaign.
    pub campaign: String,
    /// Honest people that were asked for.
    pub people: u32,
    /// The seed.
    pub seed: u64,
    /// SHA-256 of the plan: the same for the same campaign, people, seed and attacks.
    pub plan: String,
    /// Steps that were taken over HTTP.
    pub steps: u64,
    /// All honest people together, then each group.
    pub honest: Vec<HonestRow>,
    /// Each attacker.
    pub attacks: Vec<AttackRow>,
    /// Votes of people who count by these figures, and as the campaign's page says; they must be the same.
    pub votes: u64,
    /// See above.
    pub votes_public: u64,
    /// Tickets in the closed draw by these figures, and as the commitment says; they must be the same.
    pub tickets_drawn: u64,
    /// See above.
    pub tickets_public: u64,
}

/// What honest people lost.
#[derive(Clone, Debug, Serialize)]
pub struct HonestRow {
    /// The group; `all` for everybody.
    pub group: String,
    /// Human beings, and those of them who do what is needed to count.
    pub humans: u64,
    /// See above.
    pub eligible: u64,
    /// Tickets that are rightly theirs.
    pub tickets: u64,
    /// Those of them that do not count.
    pub lost: u64,
    /// Their share, with its interval.
    pub share: Share,
    /// Votes that are rightly theirs, and those of them that do not count.
    pub votes: u64,
    /// See above.
    pub votes_lost: u64,
    /// Humans who are held, by the groups of reasons that they are told.
    pub held: u64,
    /// See above.
    pub reasons: BTreeMap<String, u64>,
    /// Tokens that are kept out of the draw, by the reason in its list.
    pub excluded: BTreeMap<String, u64>,
    /// Refusals by their code.
    pub refused: BTreeMap<String, u64>,
}

/// What an attacker got.
#[derive(Clone, Debug, Serialize)]
pub struct AttackRow {
    /// How he cheats.
    pub kind: String,
    /// How hard.
    pub intensity: String,
    /// What his persons voted for: `same` or `any`.
    pub choice: String,
    /// His false persons, himself not counted.
    pub persons: u64,
    /// Tickets that he wanted beyond what is his by right, and those of them that count.
    pub tickets: u64,
    /// See above.
    pub tickets_counted: u64,
    /// The same of votes.
    pub votes: u64,
    /// See above.
    pub votes_counted: u64,
    /// The part of tickets and votes together that does not count, 0 to 1.
    pub stopped: f64,
    /// His part of the draw's tickets: what he would have had if nothing were looked at, and what he has. That is his chance of the first prize.
    pub prize_wanted: f64,
    /// See above.
    pub prize: f64,
    /// How many of his persons are held, merged into another, and not confirmed.
    pub held: u64,
    /// See above.
    pub merged: u64,
    /// See above.
    pub unconfirmed: u64,
    /// Tokens that are kept out of the draw, by the reason in its list.
    pub excluded: BTreeMap<String, u64>,
    /// Refusals by their code.
    pub refused: BTreeMap<String, u64>,
}

/// All that a report is made from.
pub(super) struct Made<'a> {
    pub ground: &'a Ground,
    pub plan: &'a Plan,
    pub states: &'a [State],
    pub outcomes: &'a [Outcome],
    pub attacks: &'a [Attack],
}

/// One token with all that is known about it.
struct Row<'a> {
    person: &'a Person,
    state: &'a State,
    outcome: &'a Outcome,
    sought: Sought,
    counts: bool,
}

impl Made<'_> {
    fn rows(&self) -> Vec<Row<'_>> {
        let sought = sought(self.ground, self.plan);
        let all = self.plan.people.iter().zip(self.states).zip(self.outcomes).zip(sought);
        all.map(|(((person, state), outcome), sought)| Row {
            person,
            state,
            outcome,
            sought,
            counts: outcome.counts(self.ground.confirm),
        })
        .collect()
    }

    /// The honest groups, all of them together first.
    pub fn honest(&self) -> Vec<HonestRow> {
        let rows = self.rows();
        let of = |group: Option<Group>| {
            let theirs = rows
                .iter()
                .filter(|row| row.person.group.is_honest() && group.is_none_or(|group| row.person.group == group));
            honest_row(group.map_or("all", Group::name), &theirs.collect::<Vec<_>>())
        };
        std::iter::once(of(None))
            .chain(Group::HONEST.into_iter().map(|group| of(Some(group))))
            .collect()
    }

    /// The attackers.
    pub fn attackers(&self) -> Vec<AttackRow> {
        let rows = self.rows();
        self.attacks
            .iter()
            .map(|attack| {
                let his: Vec<&Row<'_>> = rows
                    .iter()
                    .filter(|row| row.person.group == Group::Attack(attack.kind))
                    .collect();
                attack_row(attack, &his, &rows)
            })
            .collect()
    }

    /// Votes of those who count, each person once.
    pub fn votes(&self) -> u64 {
        let rows = self.rows();
        once(&rows.iter().collect::<Vec<_>>())
            .iter()
            .map(|row| u64::from(row.outcome.votes))
            .sum()
    }

    /// Tickets in the closed draw.
    pub fn drawn(&self) -> u64 {
        let mut seen = BTreeSet::new();
        let all = self.outcomes.iter().filter(|outcome| seen.insert(&outcome.id));
        all.map(|outcome| u64::from(outcome.weight)).sum()
    }
}

/// Those who count, each person once though he may have two tokens.
fn once<'a, 'b>(rows: &[&'b Row<'a>]) -> Vec<&'b Row<'a>> {
    let mut seen = BTreeSet::new();
    rows.iter()
        .copied()
        .filter(|row| row.counts && seen.insert(row.outcome.id.as_str()))
        .collect()
}

fn note(excluded: &mut BTreeMap<String, u64>, refused: &mut BTreeMap<String, u64>, row: &Row<'_>) {
    if let Some(reason) = &row.outcome.excluded {
        *excluded.entry(reason.clone()).or_default() += 1;
    }
    for (code, times) in &row.state.refused {
        *refused.entry(code.clone()).or_default() += u64::from(*times);
    }
}

fn honest_row(group: &str, rows: &[&Row<'_>]) -> HonestRow {
    let mut humans: BTreeMap<u32, Vec<&Row<'_>>> = BTreeMap::new();
    for &row in rows {
        humans.entry(row.person.human).or_default().push(row);
    }
    let mut told = HonestRow {
        group: group.to_owned(),
        humans: humans.len() as u64,
        eligible: 0,
        tickets: 0,
        lost: 0,
        share: Share::default(),
        votes: 0,
        votes_lost: 0,
        held: 0,
        reasons: BTreeMap::new(),
        excluded: BTreeMap::new(),
        refused: BTreeMap::new(),
    };
    let mut people = Vec::new();
    for devices in humans.values() {
        let should: (u32, u32) = devices.iter().fold((0, 0), |sum, row| {
            (sum.0 + row.sought.tickets, sum.1 + row.sought.votes)
        });
        let counted = once(devices);
        let has: (u32, u32) = counted.iter().fold((0, 0), |sum, row| {
            (sum.0 + row.outcome.tickets, sum.1 + row.outcome.votes)
        });
        let missing = (should.0.saturating_sub(has.0), should.1.saturating_sub(has.1));
        told.eligible += u64::from(should.0 > 0);
        told.tickets += u64::from(should.0);
        told.lost += u64::from(missing.0);
        told.votes += u64::from(should.1);
        told.votes_lost += u64::from(missing.1);
        if should.0 > 0 {
            people.push((should.0, missing.0));
        }
        if let Some(held) = devices
            .iter()
            .find(|row| row.outcome.standing != "ok" && !row.outcome.standing.is_empty())
        {
            told.held += 1;
            for reason in &held.outcome.reasons {
                *told.reasons.entry(reason.clone()).or_default() += 1;
            }
        }
        for device in devices {
            note(&mut told.excluded, &mut told.refused, device);
        }
    }
    told.share = lost(&people);
    told
}

fn attack_row(attack: &Attack, rows: &[&Row<'_>], all: &[Row<'_>]) -> AttackRow {
    let counted = once(rows);
    let sum = |rows: &[&Row<'_>], of: fn(&Row<'_>) -> u32| rows.iter().map(|row| u64::from(of(row))).sum::<u64>();
    // What is his by right: what he would get for doing the same as himself alone.
    let firsts: Vec<&Row<'_>> = rows
        .iter()
        .copied()
        .filter(|row| row.person.human == row.person.number)
        .collect();
    let own = |row: &Row<'_>| row.sought.tickets - row.sought.friends;
    let (own_tickets, own_votes) = (
        firsts.iter().map(|row| u64::from(own(row))).sum::<u64>(),
        sum(&firsts, |row| row.sought.votes),
    );
    let tickets = sum(rows, |row| row.sought.tickets).saturating_sub(own_tickets);
    let votes = sum(rows, |row| row.sought.votes).saturating_sub(own_votes);
    let tickets_counted = sum(&counted, |row| row.outcome.tickets).saturating_sub(own_tickets);
    let votes_counted = sum(&counted, |row| row.outcome.votes).saturating_sub(own_votes);
    let share = |part: u64, of: u64| if of == 0 { 0.0 } else { part as f64 / of as f64 };
    let mut seen = BTreeSet::new();
    let mut weigh = |rows: &[&Row<'_>]| {
        let new = rows.iter().filter(|row| seen.insert(row.outcome.id.clone()));
        new.map(|row| u64::from(row.outcome.weight)).sum::<u64>()
    };
    let his = weigh(rows);
    let others = weigh(&all.iter().collect::<Vec<_>>());
    let wanted = sum(rows, |row| row.sought.tickets);
    let honest: u64 = all
        .iter()
        .filter(|row| row.person.group.is_honest())
        .map(|row| u64::from(row.sought.tickets))
        .sum();
    let mut told = AttackRow {
        kind: attack.kind.name().to_owned(),
        intensity: attack.intensity.name().to_owned(),
        choice: attack.votes.name().to_owned(),
        persons: (rows.len() - firsts.len()) as u64,
        tickets,
        tickets_counted,
        votes,
        votes_counted,
        stopped: 1.0 - share(tickets_counted + votes_counted, tickets + votes),
        prize_wanted: share(wanted, wanted + honest),
        prize: share(his, his + others),
        held: rows
            .iter()
            .filter(|row| matches!(row.outcome.standing.as_str(), "held" | "refused"))
            .count() as u64,
        merged: rows
            .iter()
            .filter(|row| !row.outcome.id.is_empty() && row.outcome.id != row.state.id)
            .count() as u64,
        unconfirmed: rows.iter().filter(|row| !row.outcome.verified).count() as u64,
        excluded: BTreeMap::new(),
        refused: BTreeMap::new(),
    };
    for row in rows {
        note(&mut told.excluded, &mut told.refused, row);
    }
    told
}
