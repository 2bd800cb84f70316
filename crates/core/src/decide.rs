//! What an act does: facts and act in, changes or a coded refusal out.

mod arrive;
mod take_part;

#[cfg(test)]
mod tests;

use crate::{
    act::{Act, ActRequest},
    campaign::{Campaign, Kind, Node},
    fold,
    moment::Moment,
    referral,
    view::Me,
    world::{Change, Event, EventKind, Fan, Step, Wants, World, missing_steps},
};

/// How far ahead of the server an act's own time may be, in milliseconds: phones' clocks are not exact.
pub const CLOCK_SLACK: i64 = 5 * 60_000;

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

/// Why an act was refused. Nothing is stored then.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The token has not arrived yet.
    #[error("this token has not arrived yet: send the act \"arrive\" first")]
    ArriveFirst,
    /// There is no such node.
    #[error("the campaign has no node \"{0}\"")]
    UnknownNode(String),
    /// The act does not fit the kind of node.
    #[error("\"{act}\" cannot be done at \"{node}\", which is a {kind} node")]
    WrongKind {
        /// The act's name.
        act: &'static str,
        /// The node's id.
        node: String,
        /// The node's kind.
        kind: &'static str,
    },
    /// The node has not opened yet.
    #[error("\"{0}\" has not opened yet")]
    NotOpenYet(String),
    /// The node or the campaign has closed.
    #[error("\"{0}\" has closed")]
    Closed(String),
    /// Nothing visible was written.
    #[error("the guess is empty: write at least one visible character")]
    TextEmpty,
    /// Too many characters.
    #[error("the guess has {length} characters; at most {longest} fit")]
    TextTooLong {
        /// Characters sent.
        length: usize,
        /// Characters allowed.
        longest: u32,
    },
    /// All guesses have been made.
    #[error("all {0} guesses have been made")]
    TriesUsedUp(u32),
    /// The fan stands behind the same guess already.
    #[error("this guess has been made or seconded by the same person already")]
    GuessRepeated,
    /// The fan's own guess cannot be seconded by him.
    #[error("one's own guess cannot be seconded")]
    OwnGuess,
    /// There is no such guess, wish or option.
    #[error("\"{0}\" cannot be chosen here: there is no such guess, wish or option")]
    UnknownPick(String),
    /// A poll has one choice.
    #[error("a poll takes one choice, not {0}")]
    OneChoiceOnly(usize),
    /// The nonce of an entry cannot be one.
    #[error("the nonce must be 32 random bytes as 64 hexadecimal digits in lower case")]
    NonceMalformed,
    /// The act says it was done later than now.
    #[error("the act says it was done at a time that has not come yet: check the clock, or leave \"at\" out")]
    FromTheFuture,
}

impl Refusal {
    /// The stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::ArriveFirst => "arrive_first",
            Self::UnknownNode(_) => "unknown_node",
            Self::WrongKind { .. } => "wrong_kind",
            Self::NotOpenYet(_) => "not_open_yet",
            Self::Closed(_) => "closed",
            Self::TextEmpty => "text_empty",
            Self::TextTooLong { .. } => "text_too_long",
            Self::TriesUsedUp(_) => "tries_used_up",
            Self::GuessRepeated => "guess_repeated",
            Self::OwnGuess => "own_guess",
            Self::UnknownPick(_) => "unknown_pick",
            Self::OneChoiceOnly(_) => "one_choice_only",
            Self::NonceMalformed => "nonce_malformed",
            Self::FromTheFuture => "from_the_future",
        }
    }
}

/// Adds to `wants` what has to be loaded to decide an act.
pub fn wants(input: &Input, wants: &mut Wants) {
    wants.tokens.insert(input.token.clone());
    match &input.request.act {
        Act::Arrive { code: Some(code), .. } => {
            wants.codes.extend(referral::read_share_code(code).map(|code| code.fan));
        }
        Act::Second { node, pick } => {
            wants.picks.insert((node.clone(), pick.clone()));
        }
        Act::Guess { node, text } => {
            wants.picks.insert((node.clone(), fold::key(&fold::tidy(text))));
        }
        _ => {}
    }
}

/// Decides an act.
///
/// # Errors
/// The refusal, when the rules do not allow it; nothing changes then.
pub fn decide(campaign: &Campaign, world: &World, input: &Input) -> Result<Vec<Change>, Refusal> {
    if input.request.at.is_some_and(|at| at > input.now.plus(CLOCK_SLACK)) {
        return Err(Refusal::FromTheFuture);
    }
    let fan = world.fan_by_token(&input.token);
    if let Act::Arrive { code, channel } = &input.request.act {
        return Ok(arrive::arrive(
            campaign,
            world,
            input,
            fan,
            code.as_deref(),
            channel.as_deref(),
        ));
    }
    let context = Context {
        campaign,
        world,
        fan: fan.ok_or(Refusal::ArriveFirst)?,
        now: input.now,
        at: happened(campaign, input),
    };
    match &input.request.act {
        Act::Arrive { .. } => Ok(Vec::new()),
        Act::See { nodes } => context.see(nodes),
        Act::Start { node } => Ok(context.steps(context.open_node(node)?, Step::Started)),
        Act::Share { node, channel } => context.share(node, channel),
        act => take_part::take_part(&context, act),
    }
}

/// The fan's own state, as he may see it.
#[must_use]
pub fn me(campaign: &Campaign, fan: &Fan) -> Me {
    let looking = fan.friends_arrived.saturating_sub(fan.friends_joined);
    let pending = campaign.share().map_or(0, |(node, share)| {
        node.tickets
            .saturating_mul(looking.min(share.most.saturating_sub(fan.friends_joined)))
    });
    Me {
        id: fan.id.clone(),
        code: fan.code.clone(),
        generation: fan.generation,
        joined: fan.joined.is_some(),
        tickets: fan.tickets(),
        earned: fan
            .earned
            .iter()
            .map(|((node, reason), &amount)| crate::view::EarnedView {
                node: node.clone(),
                reason: reason.name().to_owned(),
                amount,
            })
            .collect(),
        friends_arrived: fan.friends_arrived,
        friends_joined: fan.friends_joined,
        tickets_pending: pending,
        receipt: None,
        won: None,
        done: fan
            .steps
            .iter()
            .filter(|(_, step)| *step == Step::Completed)
            .map(|(node, _)| node.clone())
            .collect(),
        picks: fan
            .picks
            .iter()
            .map(|((node, key), pick)| crate::view::MyPick {
                node: node.clone(),
                key: key.clone(),
                label: pick.label.clone(),
                own: pick.own,
            })
            .collect(),
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
    campaign: &'a Campaign,
    world: &'a World,
    fan: &'a Fan,
    now: Moment,
    at: Moment,
}

impl Context<'_> {
    fn node(&self, id: &str) -> Result<&Node, Refusal> {
        self.campaign
            .node(id)
            .ok_or_else(|| Refusal::UnknownNode(id.to_owned()))
    }

    /// A node that can be done now. What was done offline before the close but comes after it is too late: else anybody could
    /// date his act back. And once the list of the draw is closed no act may change what anybody has in it, whatever the clock says.
    fn open_node(&self, id: &str) -> Result<&Node, Refusal> {
        let node = self.node(id)?;
        let (opens, closes) = self.campaign.window(node);
        if self.now < opens {
            Err(Refusal::NotOpenYet(id.to_owned()))
        } else if self.now >= closes || self.world.is_list_closed() {
            Err(Refusal::Closed(id.to_owned()))
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
