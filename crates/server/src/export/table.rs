//! The tables and their columns.

/// What can be exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Table {
    /// Everybody who came: when, by whom, through which channel and node, in which generation, with which tickets.
    Participants,
    /// Everything that happened, a line an event.
    Events,
    /// The funnel of each node by channel and generation.
    Nodes,
    /// Who brought whom.
    Referrals,
    /// The ledger: every ticket and point, when, to whom and why.
    Tickets,
    /// Codes: reservations, priority codes, prizes won on the spot, and what became of each.
    Codes,
    /// What staff have given, an action a line.
    Gifts,
    /// Everybody drawn, without names: prize, state, tickets, deadlines.
    Draws,
}

impl Table {
    /// The columns in order.
    #[must_use]
    pub fn columns(self) -> &'static [&'static str] {
        match self {
            Self::Participants => &[
                "id",
                "code",
                "arrived_at",
                "joined_at",
                "channel",
                "generation",
                "referrer",
                "via",
                "in_draw",
                "tickets",
                "friends_arrived",
                "friends_joined",
                "friends_counted",
                "verified_at",
                "standing",
                "kept_out",
                "seed",
                "clock",
            ],
            Self::Events => &[
                "seq",
                "at",
                "participant",
                "node",
                "kind",
                "channel",
                "generation",
                "clock",
            ],
            Self::Nodes => &[
                "node",
                "channel",
                "generation",
                "seen",
                "started",
                "completed",
                "shared",
                "arrived",
                "joined",
                "clock",
            ],
            Self::Referrals => &[
                "referrer",
                "participant",
                "via",
                "channel",
                "generation",
                "arrived_at",
                "joined_at",
                "status",
                "credit",
                "tickets",
                "clock",
            ],
            Self::Tickets => &[
                "seq",
                "at",
                "participant",
                "node",
                "reason",
                "about",
                "unit",
                "amount",
                "clock",
            ],
            Self::Codes => &[
                "code",
                "node",
                "item",
                "state",
                "origin",
                "participant",
                "transfers_left",
                "made_at",
                "expires_at",
                "offered",
                "redeemed_at",
                "till",
                "clock",
            ],
            Self::Gifts => &[
                "gift", "at", "by", "role", "to", "what", "amount", "reason", "people", "done_at", "clock",
            ],
            Self::Draws => &[
                "k",
                "prize",
                "state",
                "commit",
                "weight",
                "first_ticket",
                "last_ticket",
                "until",
                "claimed_at",
                "forfeited_at",
                "reason",
                "clock",
            ],
        }
    }
}
