//! The tables.

use super::column::{Column, Table, count, flag, text, time};
use canyu_core::staff::ExportTable;

/// The description of a table.
#[must_use]
pub fn table(table: ExportTable) -> &'static Table {
    match table {
        ExportTable::Participants => &PARTICIPANTS,
        ExportTable::Events => &EVENTS,
        ExportTable::Nodes => &NODES,
        ExportTable::Referrals => &REFERRALS,
        ExportTable::Tickets => &TICKETS,
        ExportTable::Codes => &CODES,
        ExportTable::Gifts => &GIFTS,
        ExportTable::Draws => &DRAWS,
    }
}

const GENERATION: Column = count(
    "generation",
    "steps of sharing",
    "How many fans' links lie between somebody who came by none, who is 0, and this one.",
);
const PARTICIPANT: Column = text("participant", "Who: his random name in this campaign.").personal();

static PARTICIPANTS: Table = Table {
    table: ExportTable::Participants,
    version: 2,
    row: "somebody who came",
    columns: &[
        text("id", "His random name in this campaign.").personal(),
        text("code", "His part of his share codes.").personal(),
        time("arrived_at", "When he came first."),
        time("joined_at", "When he first took part; empty: he only looked.").optional(),
        text("channel", "The channel that he came by."),
        GENERATION,
        text("referrer", "Who brought him; empty: no fan's link.")
            .optional()
            .personal(),
        text(
            "via",
            "The node whose share button brought him; empty: none, or it is not known.",
        )
        .optional(),
        flag("in_draw", "Whether his tickets are in the draw."),
        count("tickets", "tickets", "Tickets that he has got."),
        count("friends_arrived", "people", "Friends who came by his links."),
        count("friends_joined", "people", "Those of them who took part."),
        count(
            "friends_counted",
            "people",
            "Those of them for whom what was owed is earned.",
        ),
        time("verified_at", "When he was verified; empty: he is not.").optional(),
        text(
            "standing",
            "How he stands: `open`, `held` as a cheat, `refused`, `cleared`, or `merged`, which is another device of somebody.",
        ),
        text(
            "kept_out",
            "Why his tickets are not in the draw: `duplicate`, `fraud`, `unconfirmed`, `withdrawn`; empty: they are.",
        )
        .optional(),
        text("seed", "The group that staff have invited him into; empty: none.").optional(),
        text(
            "worth",
            "What he is worth in statistics: `open` (nothing is known against him), `verified`, `held`, or `excluded` (refused or merged).",
        ),
        text(
            "origin",
            "The group of the seed that his chain begins with; empty: it begins with somebody whom staff did not invite.",
        ),
        text(
            "utm_source",
            "Who had sent him, as `utm_source` in the address of the page said at his first touch: whoever makes a link can write anything there.",
        )
        .optional(),
        text("utm_medium", "The same of `utm_medium`: in which way.").optional(),
        text("utm_campaign", "The same of `utm_campaign`: by which of the sender's campaigns.").optional(),
        text("utm_term", "The same of `utm_term`: for which words.").optional(),
        text("utm_content", "The same of `utm_content`: by which version.").optional(),
    ],
};

static EVENTS: Table = Table {
    table: ExportTable::Events,
    version: 1,
    row: "something that happened",
    columns: &[
        count("seq", "", "Ascending in the order in which it was written, with gaps."),
        time("at", "When it happened."),
        PARTICIPANT,
        text(
            "node",
            "Where; of `arrived` and `joined` the node whose share button brought him, and empty for no fan's link.",
        ),
        text(
            "kind",
            "What: `seen`, `started`, `completed`, `shared`, `arrived` or `joined`.",
        ),
        text(
            "channel",
            "By which channel he came; of `shared` the one that was used.",
        ),
        GENERATION,
    ],
};

static NODES: Table = Table {
    table: ExportTable::Nodes,
    version: 1,
    row: "a node × channel × generation",
    columns: &[
        text("node", "The node; empty for people who came by no fan's link."),
        text("channel", "The channel."),
        GENERATION,
        count("seen", "people", "People who saw the node."),
        count("started", "people", "People who began it."),
        count("completed", "people", "People who did it."),
        count("shared", "uses", "Uses of its share button."),
        count("arrived", "people", "People whom its share button brought."),
        count("joined", "people", "Those of them who took part."),
    ],
};

static REFERRALS: Table = Table {
    table: ExportTable::Referrals,
    version: 1,
    row: "somebody brought by somebody",
    columns: &[
        text("referrer", "Who brought him.").personal(),
        PARTICIPANT,
        text(
            "via",
            "The node whose share button brought him; empty: it is not known.",
        )
        .optional(),
        text("channel", "The channel that he came by."),
        GENERATION,
        time("arrived_at", "When he came first."),
        time("joined_at", "When he first took part; empty: he only looked.").optional(),
        text(
            "status",
            "`confirmed`: he took part and counts; `void`: he does not count; `pending`: neither yet.",
        ),
        text(
            "credit",
            "How what is owed for him stands: `unconfirmed`, `waits`, `checked`, `earned`, `void`; empty: nothing is.",
        )
        .optional(),
        count("tickets", "tickets", "Tickets that the referrer got for him."),
    ],
};

static TICKETS: Table = Table {
    table: ExportTable::Tickets,
    version: 1,
    row: "a line of the ledger",
    columns: &[
        count("seq", "", "Ascending in the order in which it was written, with gaps."),
        time("at", "When."),
        text("participant", "Who got it: his random name in this campaign.").personal(),
        text("node", "By which node; empty: from staff."),
        text(
            "reason",
            "Why: `done`, `friend`, `second` (a friend's friend), `milestone` (so many friends), `right`, `won` or `gift`.",
        ),
        text("about", "The friend it is for, or the gift it belongs to.")
            .optional()
            .personal(),
        text("unit", "`tickets` or `points`."),
        count("amount", "tickets or points", "How many."),
    ],
};

static CODES: Table = Table {
    table: ExportTable::Codes,
    version: 1,
    row: "a code",
    columns: &[
        text("code", "The code; whoever has it may redeem it.").personal(),
        text("node", "The node."),
        text("item", "Of what; of an instant win the place of the prize, from 0."),
        text("state", "`free`, `held`, `redeemed`, `cancelled` or `expired`."),
        text(
            "origin",
            "Where it comes from: `line`, `waiting`, `priority`, `gift` or `prize`.",
        ),
        text("participant", "Who holds it, or has let it go; empty: nobody yet.")
            .optional()
            .personal(),
        count("transfers_left", "times", "How often it can still be handed on."),
        time("made_at", "When it was made."),
        time("expires_at", "Until when it can be redeemed, or an offer taken up."),
        flag(
            "offered",
            "Whether it is an offer from the waiting list that is not taken up yet.",
        ),
        time("redeemed_at", "When it was redeemed; empty: it was not.").optional(),
        text("till", "At which till; empty: at none.").optional(),
    ],
};

static GIFTS: Table = Table {
    table: ExportTable::Gifts,
    version: 1,
    row: "an action of staff",
    columns: &[
        text("gift", "Its name."),
        time("at", "When it was begun."),
        text("by", "Who gave.").personal(),
        text("role", "As what: `administrator` or `staff`."),
        text("to", "Whom it was for, as JSON.").personal(),
        text("what", "`tickets`, `points`, or `codes` with node and item."),
        count("amount", "of what was given", "How many for each of them."),
        text("reason", "Why."),
        count("people", "people", "For how many people."),
        time("done_at", "When the last of them had it; empty: it is not finished.").optional(),
    ],
};

static DRAWS: Table = Table {
    table: ExportTable::Draws,
    version: 1,
    row: "somebody who was drawn",
    columns: &[
        count("k", "", "Which draw it was, 0 first."),
        text("prize", "The prize; empty: an alternate.").optional(),
        text("state", "`open`, `claimed`, `forfeited` or `alternate`."),
        text(
            "commit",
            "The entrant as the public list has him, 64 hexadecimal digits.",
        ),
        count("weight", "tickets", "His tickets."),
        count("first_ticket", "", "The first of them, from 1."),
        count("last_ticket", "", "The last of them."),
        time("until", "Until when he has to claim the prize.").optional(),
        time("claimed_at", "When he claimed it; empty: he has not.").optional(),
        time("forfeited_at", "When he lost it; empty: he did not.").optional(),
        text("reason", "Why he lost it.").optional(),
    ],
};

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn each_column_has_a_name_of_its_own_and_says_in_one_sentence_what_it_is() {
        for which in ExportTable::ALL {
            let table = table(which);
            assert_eq!(table.table, which);
            let names: HashSet<&str> = table.columns().map(|column| column.name).collect();
            assert_eq!(names.len(), table.columns().count(), "{}", table.name());
            for column in table.columns() {
                let said = (table.name(), column.name);
                assert!(
                    column.meaning.ends_with('.') && !column.meaning.contains(". "),
                    "{said:?}"
                );
                assert!(
                    column.unit.is_empty() || column.kind == canyu_core::staff::ColumnKind::Integer,
                    "{said:?}"
                );
            }
        }
    }

    #[test]
    fn numbers_and_draws_alone_tell_of_nobody() {
        let public = ExportTable::ALL
            .into_iter()
            .filter(|&which| !table(which).is_personal());
        assert_eq!(public.collect::<Vec<_>>(), [ExportTable::Nodes, ExportTable::Draws]);
    }
}
