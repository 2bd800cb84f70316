//! The statements of exports. Their cells come in the order of the columns that `export::tables` describes; a test holds one beside the other.

use crate::store::exports::Source;

/// How the rows of a source are read. What is bound: see [`super::bound`].
pub(super) enum Rows {
    /// A page behind ?9 with ?10 rows at most: its rows, the number of the last one, and how many there are.
    Paged(&'static str),
    /// One statement that gives a row at a time.
    Streamed(&'static str),
}

/// Whether somebody of this worth and origin is meant by ?7 and ?8.
macro_rules! worth {
    ($table:literal) => {
        concat!(
            "(?7 IS NULL OR ",
            $table,
            ".worth = 'verified' OR ?7 = 'counted' AND ",
            $table,
            ".worth = 'open')
             AND (?8 IS NULL OR ",
            $table,
            ".origin = ?8)"
        )
    };
}

/// Whether a filter takes a participant.
macro_rules! taken {
    ($fans:literal) => {
        concat!(
            $fans,
            ".campaign = ?1 AND (?2 IS NULL OR ",
            $fans,
            ".arrived_at >= ?2) AND (?3 IS NULL OR ",
            $fans,
            ".arrived_at < ?3)
             AND (?4 IS NULL OR ",
            $fans,
            ".via = ?4) AND (?5 IS NULL OR ",
            $fans,
            ".channel = ?5)
             AND (?6 IS NULL OR ",
            $fans,
            ".generation = ?6) AND ",
            worth!($fans)
        )
    };
}

pub(in crate::store::sqlite) use {taken, worth};

/// Whether it takes somebody's line, where channel and generation are those that he came by.
macro_rules! whose {
    ($fan:literal) => {
        concat!(
            "(?5 IS NULL AND ?6 IS NULL AND ?7 IS NULL AND ?8 IS NULL OR EXISTS (SELECT 1 FROM fans WHERE fans.campaign = ?1 AND fans.id = ", $fan,
            " AND (?5 IS NULL OR fans.channel = ?5) AND (?6 IS NULL OR fans.generation = ?6) AND ", worth!("fans"), "))"
        )
    };
}

/// Rows are found by their number: the index begins with the campaign, and the database would sort all of it for each page.
macro_rules! events {
    () => {
        concat!(
            "FROM events NOT INDEXED WHERE campaign = ?1 AND (?2 IS NULL OR at >= ?2) AND (?3 IS NULL OR at < ?3) AND (?4 IS NULL OR node = ?4)
             AND (?5 IS NULL OR channel = ?5) AND (?6 IS NULL OR generation = ?6)
             AND (?7 IS NULL AND ?8 IS NULL OR EXISTS (SELECT 1 FROM fans WHERE fans.campaign = ?1 AND fans.id = events.fan AND ",
            worth!("fans"), "))"
        )
    };
}

macro_rules! tickets {
    () => {
        concat!(
            "FROM ledger NOT INDEXED WHERE campaign = ?1 AND (?2 IS NULL OR at >= ?2) AND (?3 IS NULL OR at < ?3) AND (?4 IS NULL OR node = ?4) AND ",
            whose!("ledger.fan")
        )
    };
}

macro_rules! codes {
    () => {
        concat!(
            "FROM codes WHERE campaign = ?1 AND (?2 IS NULL OR made_at >= ?2) AND (?3 IS NULL OR made_at < ?3) AND (?4 IS NULL OR node = ?4) AND ",
            whose!("codes.fan")
        )
    };
}

/// How many of a kind of event are meant. Everybody's row holds those of all groups: whoever descends from none is the difference.
macro_rules! counted {
    ($kind:literal) => {
        concat!(
            "SUM(iif(?8 = '' AND origin <> '', -1, 1) * (",
            $kind,
            "_verified + iif(?7 IS NULL OR ?7 = 'counted', ",
            $kind,
            "_open, 0) + iif(?7 IS NULL, ",
            $kind,
            "_held + ",
            $kind,
            "_excluded, 0)))"
        )
    };
}

/// Where no time is asked for, the counts of all times are as many rows as are written; days are those of a zone, so times go by hours.
macro_rules! nodes {
    () => {
        concat!(
            "FROM rollups WHERE campaign = ?1 AND span = CASE WHEN ?2 IS NULL AND ?3 IS NULL THEN 'all' ELSE 'hour' END AND way = 'ncg'
             AND (?8 = '' OR origin = COALESCE(?8, '')) AND (?2 IS NULL OR start >= ?2) AND (?3 IS NULL OR start < ?3)
             AND (?4 IS NULL OR node = ?4) AND (?5 IS NULL OR channel = ?5) AND (?6 IS NULL OR generation = ?6)
             GROUP BY node, channel, generation HAVING ",
            counted!("seen"),
            " + ",
            counted!("started"),
            " + ",
            counted!("completed"),
            " + ",
            counted!("shared"),
            " + ",
            counted!("arrived"),
            " + ",
            counted!("joined"),
            " > 0"
        )
    };
}

macro_rules! referrals {
    () => {
        concat!(
            "FROM fans LEFT JOIN credits ON credits.campaign = fans.campaign AND credits.friend = fans.id AND credits.reason = 'friend'
             WHERE ", taken!("fans"), " AND fans.referrer IS NOT NULL"
        )
    };
}

macro_rules! ties {
    () => {
        concat!(
            referrals!(),
            " AND EXISTS (SELECT 1 FROM fans AS brought WHERE brought.id = fans.referrer AND ",
            taken!("brought"),
            ")"
        )
    };
}

/// A referral: what its referrer is owed for it, and the tickets that it gave him.
macro_rules! tie {
    () => {
        "SELECT json_array(fans.referrer, fans.id, fans.via, fans.channel, fans.generation, fans.arrived_at, fans.joined_at,
            CASE WHEN fans.joined_at IS NULL THEN 'pending' ELSE
                CASE COALESCE(credits.why, 'earned') WHEN 'earned' THEN 'confirmed' WHEN 'void' THEN 'void' ELSE 'pending' END
            END,
            credits.why,
            (SELECT COALESCE(SUM(amount), 0) FROM ledger
                WHERE ledger.campaign = fans.campaign AND ledger.about = fans.id AND ledger.reason = 'friend')) "
    };
}

/// How the rows of a source are read.
pub(super) fn rows(source: Source) -> Rows {
    match source {
        Source::Participants => Rows::Streamed(concat!(
            "SELECT json_array(id, code, arrived_at, joined_at, channel, generation, referrer, via, in_draw,
                (SELECT COALESCE(SUM(amount), 0) FROM ledger
                    WHERE ledger.campaign = fans.campaign AND ledger.fan = fans.id AND unit = 'tickets'),
                friends_arrived, friends_joined, friends_counted, verified_at, standing, kept_out,
                (SELECT grp FROM seeds WHERE seeds.campaign = fans.campaign AND seeds.fan = fans.id), worth, origin,
                utm_source, utm_medium, utm_campaign, utm_term, utm_content)
             FROM fans LEFT JOIN sources ON sources.campaign = fans.campaign AND sources.fan = fans.id WHERE ",
            taken!("fans"),
            " ORDER BY arrived_at, id"
        )),
        Source::Referrals => Rows::Streamed(concat!(tie!(), referrals!(), " ORDER BY fans.arrived_at, fans.id")),
        Source::Ties => Rows::Streamed(concat!(tie!(), ties!(), " ORDER BY fans.arrived_at, fans.id")),
        Source::Events => Rows::Paged(concat!(
            "SELECT json_group_array(json_array(seq, at, fan, node, kind, channel, generation)), MAX(seq), COUNT(*)
             FROM (SELECT seq, at, fan, node, kind, channel, generation ",
            events!(),
            " AND seq > ?9 ORDER BY seq LIMIT ?10)"
        )),
        Source::Nodes => Rows::Streamed(concat!(
            "SELECT json_array(node, channel, generation, ",
            counted!("seen"),
            ", ",
            counted!("started"),
            ", ",
            counted!("completed"),
            ", ",
            counted!("shared"),
            ", ",
            counted!("arrived"),
            ", ",
            counted!("joined"),
            ") ",
            nodes!(),
            " ORDER BY node, channel, generation"
        )),
        Source::Tickets => Rows::Paged(concat!(
            "SELECT json_group_array(json_array(seq, at, fan, node, reason, about, unit, amount)), MAX(seq), COUNT(*)
             FROM (SELECT seq, at, fan, node, reason, about, unit, amount ",
            tickets!(),
            " AND seq > ?9 ORDER BY seq LIMIT ?10)"
        )),
        Source::Codes => Rows::Streamed(concat!(
            "SELECT json_array(code, node, item, state, origin, fan, transfers, made_at, expires_at, offered, redeemed_at, till) ",
            codes!(),
            " ORDER BY made_at, code"
        )),
    }
}

/// How many rows it has.
pub(super) fn count(source: Source) -> &'static str {
    match source {
        Source::Participants => concat!("SELECT COUNT(*) FROM fans WHERE ", taken!("fans")),
        Source::Referrals => concat!("SELECT COUNT(*) ", referrals!()),
        Source::Ties => concat!("SELECT COUNT(*) ", ties!()),
        Source::Events => concat!("SELECT COUNT(*) ", events!()),
        Source::Nodes => concat!("SELECT COUNT(*) FROM (SELECT 1 ", nodes!(), ")"),
        Source::Tickets => concat!("SELECT COUNT(*) ", tickets!()),
        Source::Codes => concat!("SELECT COUNT(*) ", codes!()),
    }
}
