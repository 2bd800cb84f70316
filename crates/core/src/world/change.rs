//! What an act changes, and what a group of acts leaves to be written.

use super::{
    Credit, EventKind, Fan, FanId, Held, KeptOut, Moved, Pick, Reason, Referrer, Ruling, Shelf, Standing, Stock, Unit,
    Win,
};
use crate::campaign::Proof;
use crate::moment::Moment;
use crate::utm::Utm;
use std::collections::{BTreeMap, BTreeSet};

/// Something that happened, a line of the events table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// When, campaign time.
    pub at: Moment,
    /// To whom.
    pub fan: FanId,
    /// At which node; for arrivals and joins the node whose share button brought him.
    pub node: String,
    /// What.
    pub kind: EventKind,
    /// Through which channel: his own, or for `shared` the one he used.
    pub channel: String,
    /// His generation.
    pub generation: u32,
}

/// A line of the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// When.
    pub at: Moment,
    /// To whom.
    pub fan: FanId,
    /// By which node.
    pub node: String,
    /// Why.
    pub reason: Reason,
    /// The friend it is for, or the gift it belongs to.
    pub about: Option<String>,
    /// What.
    pub unit: Unit,
    /// How many.
    pub amount: u32,
}

/// One change that an act makes.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// Somebody new.
    Arrive(Box<Fan>),
    /// A link is the first one that touches somebody who had come without.
    Claim {
        /// Who.
        fan: FanId,
        /// By whom.
        referrer: Referrer,
        /// Through which channel.
        channel: String,
        /// The new generation.
        generation: u32,
        /// The new origin, see [`Fan::origin`].
        origin: String,
    },
    /// Which advertisement led somebody here, instead of what was known of it before.
    Source {
        /// Who.
        fan: FanId,
        /// What is known; empty: nothing any more.
        utm: Utm,
    },
    /// Somebody took part for the first time.
    Join {
        /// Who.
        fan: FanId,
        /// When.
        at: Moment,
    },
    /// Somebody's tickets are in the draw from now on.
    EnterDraw {
        /// Who.
        fan: FanId,
        /// What hides him in the public list.
        nonce: String,
    },
    /// A line of the events.
    Record(Event),
    /// A line of the ledger.
    Grant(Grant),
    /// Somebody stands behind something.
    Pick {
        /// Who.
        fan: FanId,
        /// Where.
        node: String,
        /// Behind what.
        key: String,
        /// How.
        pick: Pick,
        /// Whether others see it, should nobody have stood behind it before.
        ruling: Ruling,
        /// When.
        at: Moment,
    },
    /// And does so no more.
    Unpick {
        /// Who.
        fan: FanId,
        /// Where.
        node: String,
        /// Behind what.
        key: String,
    },
    /// More or fewer people stand behind something by somebody who stands behind it already.
    Repick {
        /// Who.
        fan: FanId,
        /// Where.
        node: String,
        /// Behind what.
        key: String,
        /// How many, from now on.
        people: u32,
    },
    /// What somebody stands behind goes over to another one, whose device he turned out to be.
    MovePick {
        /// Who did.
        from: FanId,
        /// Who does.
        into: FanId,
        /// Where.
        node: String,
        /// Behind what.
        key: String,
        /// How many people, from now on.
        people: u32,
    },
    /// Somebody is verified.
    Verify {
        /// Who.
        fan: FanId,
        /// Since when.
        at: Moment,
    },
    /// Somebody counts from now on, or does not.
    Stand {
        /// Who.
        fan: FanId,
        /// How he stands.
        standing: Standing,
    },
    /// Somebody's tickets are kept out of the draw, or are in it again.
    KeepOut {
        /// Who.
        fan: FanId,
        /// Why; `None`: they are in it.
        why: Option<KeptOut>,
    },
    /// Something is owed for a friend.
    Owe(Credit),
    /// What is owed stands differently now.
    Credit(Credit),
    /// One more friend of somebody counts.
    FriendCounts {
        /// Whose friend.
        fan: FanId,
    },
    /// Somebody is that person.
    Person(PersonRow),
    /// Somebody turns out to be another device of a person: all that he brought there goes over, as far as other changes do not say otherwise.
    Merge {
        /// The device.
        from: FanId,
        /// Who remains.
        into: FanId,
    },
    /// Somebody was brought by another one than it seemed.
    Refer {
        /// Who.
        fan: FanId,
        /// By whom.
        referrer: Option<Referrer>,
        /// His generation.
        generation: u32,
        /// His origin, see [`Fan::origin`].
        origin: String,
    },
    /// Somebody has his data deleted: what remains bears another name, which says nothing.
    Erase {
        /// Who.
        fan: FanId,
        /// The other name.
        stub: FanId,
    },
    /// Somebody takes an invitation of staff.
    TakeSeed {
        /// Its code.
        code: String,
        /// Who.
        fan: FanId,
    },
    /// A code is made, or changes.
    Code(Held),
    /// The units of an item are spread anew.
    Stock {
        /// Where.
        node: String,
        /// The item.
        item: String,
        /// How, from now on.
        stock: Stock,
    },
    /// Somebody waits.
    Wait(WaitRow),
    /// And does so no more.
    Leave(WaitRow),
    /// Somebody takes a winning moment.
    Win {
        /// Who.
        fan: FanId,
        /// What.
        win: Win,
    },
    /// A counter of the campaign goes up.
    Count {
        /// Its name, see [`counter`].
        name: String,
        /// By how much.
        by: i64,
    },
}

/// By what a person is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonRow {
    /// The person's key: a keyed hash, hexadecimal.
    pub person: String,
    /// Who it is.
    pub fan: FanId,
    /// What has proved it.
    pub how: Proof,
    /// When.
    pub at: Moment,
}

/// The key of a rollup.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RollupKey {
    /// The start of the hour.
    pub hour: Moment,
    /// The node.
    pub node: String,
    /// The channel.
    pub channel: String,
    /// The generation.
    pub generation: u32,
    /// What the one whose event it is is worth, and where he descends from.
    pub shelf: Shelf,
    /// The kind of event.
    pub kind: EventKind,
}

/// A change of a fan's pick, as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PickRow {
    /// Who.
    pub fan: FanId,
    /// Where.
    pub node: String,
    /// Behind what.
    pub key: String,
    /// When.
    pub at: Moment,
    /// The pick, or `None` when it was taken back.
    pub pick: Option<Pick>,
}

/// A place in a waiting list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitRow {
    /// Where.
    pub node: String,
    /// For what.
    pub item: String,
    /// The place.
    pub place: u32,
    /// Who.
    pub fan: FanId,
    /// Since when.
    pub at: Moment,
    /// How many people are before him.
    pub ahead: u32,
}

/// How much the support of one pick changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// The spelling to show, should the pick be new.
    pub label: String,
    /// Whether others see it, should the pick be new.
    pub ruling: Ruling,
    /// People who came or went.
    pub people: i64,
    /// Points that came or went.
    pub score: i64,
}

/// What a group of acts changed: to be written in one transaction.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Delta {
    /// Fans who are new or have changed, whole.
    pub fans: BTreeMap<FanId, Fan>,
    /// Which advertisements led people here; empty: none any more.
    pub sources: BTreeMap<FanId, Utm>,
    /// New events, in order.
    pub events: Vec<Event>,
    /// New ledger lines, in order.
    pub grants: Vec<Grant>,
    /// Picks made and taken back, in order.
    pub picks: Vec<PickRow>,
    /// Changes of support by (node, key).
    pub tallies: BTreeMap<(String, String), Tally>,
    /// The new events counted, by what those whose events they are are worth in the end.
    pub rollups: BTreeMap<RollupKey, i64>,
    /// Whose earlier events count elsewhere from now on. To be moved before events are written and anybody is renamed.
    pub moved: BTreeMap<FanId, Moved>,
    /// Changes of the campaign's counters, see [`counter`].
    pub counters: BTreeMap<String, i64>,
    /// Those in the draw whose tickets have changed: each is owed a receipt.
    pub weighed: BTreeSet<FanId>,
    /// Codes that are new or have changed, whole, by code.
    pub codes: BTreeMap<String, Held>,
    /// How the units of items are spread now, by (node, item).
    pub stocks: BTreeMap<(String, String), Stock>,
    /// Who waits from now on.
    pub waits: Vec<WaitRow>,
    /// Who waits no more.
    pub leaves: Vec<WaitRow>,
    /// Winning moments that were taken.
    pub wins: Vec<(FanId, Win)>,
    /// What is owed for friends, whole, by friend and reason.
    pub credits: BTreeMap<(FanId, Reason), Credit>,
    /// Who is which person.
    pub people: Vec<PersonRow>,
    /// Of those in the draw: whose tickets are kept out of it from now on, and whose not.
    pub kept_out: BTreeMap<FanId, Option<KeptOut>>,
    /// Invitations that were taken, by code.
    pub seeds: BTreeMap<String, FanId>,
    /// Devices that turned out to be somebody's, in order: the device and who remains. To be written after all of the above.
    pub merges: Vec<(FanId, FanId)>,
    /// Who has had his data deleted, with the name that remains. To be written last.
    pub erased: Vec<(FanId, FanId)>,
}

/// Names of a campaign's counters.
pub mod counter {
    /// People who have taken part.
    pub const JOINED: &str = "joined";
    /// Tickets in the draw.
    pub const TICKETS: &str = "tickets";

    /// People who have done a node.
    #[must_use]
    pub fn done(node: &str) -> String {
        format!("done/{node}")
    }

    /// What somebody has been given by staff on a day: who gave, what, and the day's number.
    #[must_use]
    pub fn given(by: &str, what: &str, day: i64) -> String {
        format!("given/{by}/{what}/{day}")
    }

    /// Prizes of an instant win that were won on a day: the node, the prize's place, and the day's number.
    #[must_use]
    pub fn won(node: &str, prize: u32, day: i64) -> String {
        format!("won/{node}/{prize}/{day}")
    }

    /// Prizes of an instant win that were won in all.
    #[must_use]
    pub fn won_in_all(node: &str, prize: u32) -> String {
        format!("won/{node}/{prize}")
    }

    /// Different guesses, proposals or names at a node.
    #[must_use]
    pub fn groups(node: &str) -> String {
        format!("groups/{node}")
    }
}
