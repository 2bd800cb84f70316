//! What an act does: facts and act in, changes or a coded refusal out.

mod arrive;
mod assemble;
mod board;
mod checkin;
mod complete;
mod credit;
mod guess;
mod honour;
mod instant;
mod lottery;
mod me;
mod news;
mod order;
mod person;
mod pick;
mod refusal;
mod reserve;
mod stand;
mod vote;
mod wants;

#[cfg(test)]
mod tests;

pub use me::me;
pub use order::{Given, LONGEST_REASON, Order, decide_order};
pub use refusal::{Refusal, Stamp};
pub use reserve::code;
pub use vote::proposal_key;
pub use wants::{wants, wants_of_order};

use crate::{
    act::{Act, ActRequest},
    campaign::{Campaign, Kind, Node},
    moment::Moment,
    secrets::Secrets,
    world::{Change, Event, EventKind, Fan, Step, World, missing_steps},
};

/// How far ahead of the server an act's own time may be, in milliseconds: phones' clocks are not exact.
pub const CLOCK_SLACK: i64 = 5 * 60_000;

/// What a campaign is decided by: what its file says, and what was drawn when it was published.
#[derive(Clone, Copy, Debug)]
pub struct Rules<'a> {
    /// The campaign.
    pub campaign: &'a Campaign,
    /// What nobody can guess.
    pub secrets: &'a Secrets,
}

/// An act with all that a decision needs besides the facts.
#[derive(Clone, Debug)]
pub struct Input {
    /// SHA-256 of the fan's token, hexadecimal.
    pub token: String,
    /// The act.
    pub request: ActRequest,
    /// Campaign time.
    pub now: Moment,
    /// Randomness for a new fan's id and code, in this order.
    pub entropy: [u64; 2],
}

/// Decides an act.
///
/// # Errors
/// The refusal, when the rules do not allow it; nothing changes then.
pub fn decide(rules: Rules<'_>, world: &World, input: &Input) -> Result<Vec<Change>, Refusal> {
    let campaign = rules.campaign;
    if input.request.at.is_some_and(|at| at > input.now.plus(CLOCK_SLACK)) {
        return Err(Refusal::FromTheFuture);
    }
    let fan = world.fan_by_token(&input.token);
    if let Act::Arrive { code, channel, utm } = &input.request.act {
        let way = arrive::Way::of(campaign, channel.as_deref(), utm.as_ref());
        return Ok(arrive::arrive(campaign, world, input, fan, code.as_deref(), &way));
    }
    let context = Context {
        rules,
        campaign,
        world,
        fan: fan.ok_or(Refusal::ArriveFirst)?,
        now: input.now,
        at: happened(campaign, input),
        entropy: input.entropy,
    };
    match &input.request.act {
        Act::Arrive { .. } => Ok(Vec::new()),
        Act::See { nodes } => context.see(nodes),
        Act::Start { node } => Ok(context.steps(context.open_node(node)?, Step::Started)),
        Act::Share { node, channel } => context.share(node, channel),
        act => take_part(&context, act),
    }
}

/// The acts by which somebody takes part, each at the kind of node that it belongs to.
fn take_part(context: &Context<'_>, act: &Act) -> Result<Vec<Change>, Refusal> {
    let id = act.node().unwrap_or_default();
    let node = context.node(id)?;
    match (act, &node.kind) {
        (Act::Tap { .. }, Kind::Teaser(_)) => context.open_node(id).map(|node| context.complete(node)),
        (Act::Guess { text, picture, .. }, Kind::Guess(rules)) => {
            guess::guess(context, node, rules, text, picture.as_deref())
        }
        (Act::Second { pick, .. }, Kind::Guess(_)) => guess::second(context, node, pick),
        (Act::Second { pick, .. }, Kind::News(news)) => news::second(context, node, news, pick),
        (Act::Vote { picks, .. }, Kind::Vote(vote)) => vote::vote(context, node, vote, picks),
        (Act::Propose { text, .. }, Kind::Vote(vote)) => vote::propose(context, node, vote, text),
        (Act::Assemble { parts, .. }, Kind::Assemble(rules)) => assemble::assemble(context, node, rules, parts),
        (Act::Reserve { item, code, .. }, Kind::Reserve(rules)) => match code {
            Some(code) => reserve::take(context, node, rules, code),
            None => reserve::reserve(context, node, rules, item),
        },
        (Act::Cancel { item, .. }, Kind::Reserve(rules)) => reserve::cancel(context, node, rules, item),
        (Act::Release { item, .. }, Kind::Reserve(rules)) => reserve::release(context, node, rules, item),
        (Act::Enter { nonce, .. }, Kind::Lottery(_)) => lottery::enter(context, node, nonce),
        (Act::Play { .. }, Kind::Instant(rules)) => instant::play(context, node, rules),
        (Act::CheckIn { code, .. }, Kind::CheckIn(rules)) => checkin::check_in(context, node, rules, code),
        (Act::Sign { name, .. }, Kind::Honour(rules)) => honour::sign(context, node, rules, name),
        (Act::Sign { name, .. }, Kind::Share(rules)) => board::sign(context, node, rules, name),
        (act, kind) => Err(Refusal::WrongKind {
            act: act.name(),
            node: node.id.clone(),
            kind: kind.name(),
        }),
    }
}

/// When an act was done: what its fan says, as far as that can be.
fn happened(campaign: &Campaign, input: &Input) -> Moment {
    input
        .request
        .at
        .map_or(input.now, |at| at.max(campaign.opens).min(input.now))
}

/// The parts of a decision about a fan who has arrived.
struct Context<'a> {
    rules: Rules<'a>,
    campaign: &'a Campaign,
    world: &'a World,
    fan: &'a Fan,
    now: Moment,
    at: Moment,
    entropy: [u64; 2],
}

impl<'a> Context<'a> {
    fn node(&self, id: &str) -> Result<&'a Node, Refusal> {
        self.campaign
            .node(id)
            .ok_or_else(|| Refusal::UnknownNode(id.to_owned()))
    }

    /// A node that can be done now. What was done offline before the close but comes after it is too late: else anybody could
    /// date his act back. And once the list of the draw is closed no act may change what anybody has in it, whatever the clock says.
    fn open_node(&self, id: &str) -> Result<&'a Node, Refusal> {
        let node = self.node(id)?;
        let (opens, closes) = self.campaign.window(node);
        if self.now < opens {
            Err(Refusal::NotOpenYet(id.to_owned()))
        } else if self.now >= closes || self.world.is_list_closed() {
            Err(Refusal::Closed(id.to_owned()))
        } else if let Some(first) = node.after.as_ref().filter(|first| !self.fan.has_done(first)) {
            Err(Refusal::Locked {
                node: id.to_owned(),
                first: first.clone(),
            })
        } else {
            Ok(node)
        }
    }

    fn see(&self, nodes: &[String]) -> Result<Vec<Change>, Refusal> {
        let mut changes = Vec::new();
        for (place, id) in nodes.iter().enumerate() {
            let node = self.node(id)?;
            if nodes.iter().take(place).all(|earlier| earlier != id) {
                changes.extend(self.steps(node, Step::Seen));
            }
        }
        Ok(changes)
    }

    /// Sharing is possible before the opening, as a teaser for the teaser, but not after the close.
    fn share(&self, id: &str, channel: &str) -> Result<Vec<Change>, Refusal> {
        let node = self.node(id)?;
        if self.now >= self.campaign.closes {
            return Err(Refusal::Closed(id.to_owned()));
        }
        let step = if matches!(node.kind, Kind::Share(_)) {
            Step::Completed
        } else {
            Step::Seen
        };
        let mut changes = self.steps(node, step);
        changes.push(Change::Record(Event {
            channel: self.campaign.channel(Some(channel), true),
            ..self.event(&node.id, EventKind::Shared)
        }));
        Ok(changes)
    }

    fn steps(&self, node: &Node, step: Step) -> Vec<Change> {
        missing_steps(self.fan, &node.id, step)
            .into_iter()
            .map(|step| Change::Record(self.event(&node.id, step.into())))
            .collect()
    }

    fn event(&self, node: &str, kind: EventKind) -> Event {
        Event {
            at: self.at,
            fan: self.fan.id.clone(),
            node: node.to_owned(),
            kind,
            channel: self.fan.channel.clone(),
            generation: self.fan.generation,
        }
    }
}
