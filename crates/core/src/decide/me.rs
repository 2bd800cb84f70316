//! What a fan is told about himself.

use crate::{
    campaign::{Campaign, Kind, VoteForm},
    code::Code,
    view::{EarnedView, Me, MyCode, MyPick, MyWait, MyWin, OwedView},
    world::{Fan, Held, Reason, Standing, Step, Why},
};

/// The fan's own state, as he may see it.
#[must_use]
pub fn me(campaign: &Campaign, fan: &Fan) -> Me {
    Me {
        id: fan.id.clone(),
        code: fan.code.clone(),
        generation: fan.generation,
        joined: fan.joined.is_some(),
        tickets: fan.tickets(),
        points: fan.points(),
        earned: earned(fan),
        friends_arrived: fan.friends_arrived,
        friends_joined: fan.friends_joined,
        friends_counted: fan.friends_counted,
        tickets_pending: pending(campaign, fan),
        owed: owed(campaign, fan),
        verified: fan.verified.is_some(),
        standing: standing(fan).to_owned(),
        reasons: Vec::new(),
        appealed: false,
        email: None,
        done: fan
            .steps
            .iter()
            .filter(|(_, step)| *step == Step::Completed)
            .map(|(node, _)| node.clone())
            .collect(),
        picks: picks(campaign, fan),
        codes: fan.codes.values().map(code).collect(),
        waits: fan
            .waits
            .iter()
            .map(|wait| MyWait {
                node: wait.node.clone(),
                item: wait.item.clone(),
                ahead: wait.ahead,
            })
            .collect(),
        wins: fan
            .wins
            .iter()
            .map(|win| MyWin {
                node: win.node.clone(),
                prize: win.prize,
                at: win.at,
            })
            .collect(),
        teasers: Vec::new(),
        receipt: None,
        won: None,
    }
}

/// How the fan stands, as he is told. Whether staff have cleared him is nothing to tell apart.
fn standing(fan: &Fan) -> &'static str {
    match fan.standing {
        Standing::Open | Standing::Cleared | Standing::Merged => "ok",
        Standing::Held => "held",
        Standing::Refused => "refused",
    }
}

/// Tickets that come when the friends who have only looked take part, and all that is owed is earned.
fn pending(campaign: &Campaign, fan: &Fan) -> u32 {
    let looking = fan.friends_arrived.saturating_sub(fan.friends_joined);
    tickets_of_next(campaign, fan, 0, looking.saturating_add(still_owed(fan)))
}

fn still_owed(fan: &Fan) -> u32 {
    let open = fan
        .owed
        .iter()
        .filter(|((reason, why), _)| *reason == Reason::Friend && why.is_open());
    open.map(|(_, owed)| owed.friends).sum()
}

/// Tickets that so many friends bring, after those who count and so many more.
fn tickets_of_next(campaign: &Campaign, fan: &Fan, after: u32, friends: u32) -> u32 {
    let Some((node, share)) = campaign.share() else {
        return 0;
    };
    let first = fan.friends_counted.saturating_add(after).saturating_add(1);
    let last = fan.friends_counted.saturating_add(after).saturating_add(friends);
    (first..=last.min(share.most)).fold(0, |sum: u32, number| {
        sum.saturating_add(share.tickets_for(number, node.tickets))
    })
}

/// What is owed for friends, and why it is not earned yet: first what comes soonest.
fn owed(campaign: &Campaign, fan: &Fan) -> Vec<OwedView> {
    let mut before = 0;
    let mut list = Vec::new();
    for why in [Why::Waits, Why::Checked, Why::Unconfirmed] {
        let Some(owed) = fan.owed.get(&(Reason::Friend, why)) else {
            continue;
        };
        list.push(OwedView {
            why: why.name().to_owned(),
            friends: owed.friends,
            tickets: tickets_of_next(campaign, fan, before, owed.friends),
            due: (why == Why::Waits).then(|| owed.due.min(campaign.closes)),
        });
        before += owed.friends;
    }
    list
}

fn earned(fan: &Fan) -> Vec<EarnedView> {
    fan.earned
        .iter()
        .map(|((node, reason, unit), &amount)| EarnedView {
            node: node.clone(),
            reason: Reason::name(*reason).to_owned(),
            unit: unit.name().to_owned(),
            amount,
        })
        .collect()
}

fn picks(campaign: &Campaign, fan: &Fan) -> Vec<MyPick> {
    fan.picks
        .iter()
        .map(|((node, key), pick)| MyPick {
            node: node.clone(),
            key: key.clone(),
            label: pick.label.clone(),
            own: pick.own,
            rank: rank(campaign, node, pick.score),
            right: false,
        })
        .collect()
}

/// Of `n` options the first choice has `n` points, the last one of them 1.
fn rank(campaign: &Campaign, node: &str, score: u32) -> u32 {
    match campaign.node(node).map(|node| &node.kind) {
        Some(Kind::Vote(vote)) if vote.form == VoteForm::Ranked && score > 0 => {
            let options = u32::try_from(vote.options.len()).unwrap_or(u32::MAX);
            options.saturating_sub(score).saturating_add(1)
        }
        _ => 0,
    }
}

fn code(held: &Held) -> MyCode {
    MyCode {
        node: held.node.clone(),
        item: held.item.clone(),
        code: grouped(&held.code),
        state: held.state.name().to_owned(),
        origin: held.origin.name().to_owned(),
        expires: held.expires,
        offered: held.offered,
        transfers: held.transfers,
    }
}

/// As it is printed and read aloud.
fn grouped(code: &str) -> String {
    Code::read(code).map_or_else(|_| code.to_owned(), |code| code.to_string())
}
