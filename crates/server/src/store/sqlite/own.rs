//! All that is kept of one fan, table by table. Of what the score is made of it is said that it is kept, and not what it is: else a cheat could
//! compare two of his devices, and find out how he is recognised.
//!
//! Whoever makes a table that names fans adds it here, and to `MERGE` and `ERASE` in `people.rs`: a
//! test compares them with the tables there are.

/// Milliseconds as RFC 3339.
macro_rules! at {
    ($column:literal) => {
        concat!("strftime('%Y-%m-%dT%H:%M:%fZ', ", $column, " / 1000.0, 'unixepoch')")
    };
}

/// Seconds as RFC 3339.
macro_rules! second {
    ($column:literal) => {
        concat!("strftime('%Y-%m-%dT%H:%M:%SZ', ", $column, ", 'unixepoch')")
    };
}

/// A query for the rows of a table that are a fan's (`?2`): the columns as a JSON object.
macro_rules! rows {
    ($table:literal, $who:literal, $order:literal, $($name:literal: $value:expr),+ $(,)?) => {
        concat!("SELECT json_object(", rows!(@ $($name: $value),+), ") FROM ", $table, " WHERE campaign = ?1 AND ", $who, " ORDER BY ", $order)
    };
    (@ $name:literal: $value:expr) => { concat!("'", $name, "', ", $value) };
    (@ $name:literal: $value:expr, $($more:tt)+) => { concat!("'", $name, "', ", $value, ", ", rows!(@ $($more)+)) };
}

/// Name and query.
pub(super) const SECTIONS: [(&str, &str); 29] = [
    (
        "profile",
        rows!("fans", "id = ?2", "id", "id": "id", "code": "code", "was_brought": "referrer IS NOT NULL", "by_node": "via",
        "channel": "channel", "generation": "generation", "arrived": at!("arrived_at"), "took_part": at!("joined_at"),
        "verified": at!("verified_at"), "standing": "CASE standing WHEN 'held' THEN 'held' WHEN 'refused' THEN 'refused' ELSE 'ok' END", "kept_out_of_the_draw": "kept_out", "in_draw": "in_draw",
        "friends_arrived": "friends_arrived", "friends_joined": "friends_joined", "friends_counted": "friends_counted",
        "sha256_of_token": "token"),
    ),
    (
        "advertisement",
        rows!("sources", "fan = ?2", "fan", "utm_source": "utm_source", "utm_medium": "utm_medium", "utm_campaign": "utm_campaign",
        "utm_term": "utm_term", "utm_content": "utm_content"),
    ),
    (
        "devices",
        rows!("devices", "fan = ?2", "token", "sha256_of_token": "token"),
    ),
    ("links_of_devices", rows!("aliases", "fan = ?2", "code", "code": "code")),
    (
        "proofs",
        rows!("people", "fan = ?2", "at", "how": "how", "at": at!("at"), "a_keyed_hash_is_kept": "1"),
    ),
    (
        "acts",
        rows!("acts", "token IN (SELECT token FROM fans WHERE campaign = ?1 AND id = ?2 UNION SELECT token FROM devices WHERE campaign = ?1 AND fan = ?2)",
        "at", "at": at!("at"), "act": "act", "tickets": "earned", "a_keyed_hash_of_the_network_is_kept": "place <> ''"),
    ),
    (
        "events",
        rows!("events", "fan = ?2", "seq", "at": at!("at"), "node": "node", "kind": "kind", "channel": "channel", "generation": "generation"),
    ),
    (
        "ledger",
        rows!("ledger", "fan = ?2", "seq", "at": at!("at"), "node": "node", "reason": "reason", "unit": "unit", "amount": "amount"),
    ),
    (
        "picks",
        rows!("picks", "fan = ?2", "at", "node": "node", "pick": "pick", "text": "label", "own": "own", "at": at!("at"), "score": "score", "counts": "people"),
    ),
    (
        "pictures",
        rows!("uploads", "fan = ?2", "at", "name": "picture", "node": "node", "at": at!("at"), "width": "width", "height": "height"),
    ),
    (
        "codes",
        rows!("codes", "fan = ?2", "made_at", "code": "code", "node": "node", "item": "item", "state": "state", "origin": "origin",
        "made": at!("made_at"), "expires": at!("expires_at"), "redeemed": at!("redeemed_at"), "till": "till"),
    ),
    (
        "waiting",
        rows!("waiting", "fan = ?2", "at", "node": "node", "item": "item", "at": at!("at")),
    ),
    (
        "instant_wins",
        rows!("moments", "fan = ?2", "at", "node": "node", "prize": "prize", "won": at!("won_at")),
    ),
    (
        "draw_entry",
        rows!("entries", "fan = ?2", "at", "nonce": "nonce", "commit": "lower(hex(commit_hash))", "tickets": "weight", "at": second!("at")),
    ),
    (
        "receipts",
        rows!("receipts", "fan = ?2", "weight", "tickets": "weight", "at": second!("at"), "signature": "lower(hex(signature))"),
    ),
    (
        "kept_out",
        rows!("exclusions", "fan = ?2", "at", "reason": "reason", "at": second!("at")),
    ),
    (
        "prizes",
        rows!("winners", "fan = ?2", "k", "number": "k", "prize": "prize", "claim_until": second!("until"), "claimed": second!("claimed_at"),
        "name": "name", "address": "address", "contact": "contact", "code": "code"),
    ),
    (
        "owed_for_friends",
        rows!("credits", "recipient = ?2", "due_at", "reason": "reason", "why": "why", "due": at!("due_at")),
    ),
    (
        "owed_to_whom_brought_you",
        rows!("credits", "friend = ?2", "due_at", "reason": "reason", "why": "why", "due": at!("due_at")),
    ),
    (
        "invitation",
        rows!("seeds", "fan = ?2", "made_at", "code": "code", "group": "grp", "label": "label", "made": at!("made_at")),
    ),
    (
        "wrong_codes",
        rows!("misses", "token IN (SELECT token FROM fans WHERE campaign = ?1 AND id = ?2 UNION SELECT token FROM devices WHERE campaign = ?1 AND fan = ?2)",
        "hour", "hour": at!("hour"), "number": "misses"),
    ),
    (
        "address",
        rows!("mail_addresses", "fan = ?2", "confirmed_at", "address": "address", "language": "lang", "confirmed": at!("confirmed_at")),
    ),
    (
        "confirmations",
        rows!("mail_requests", "fan = ?2", "seq", "address": "address", "at": at!("made_at"), "wrong_codes": "tries", "confirmed": at!("used_at")),
    ),
    (
        "mails",
        rows!("mail_outbox", "fan = ?2", "made_at", "kind": "kind", "asked_for": at!("made_at")),
    ),
    (
        "told_to_other_programs",
        rows!("webhook_messages", "fan = ?2", "seq", "kind": "kind", "at": at!("at")),
    ),
    (
        "mail_host",
        rows!("mail_facts", "fan = ?2", "fan", "keyed_hashes_of_host_and_domain_are_kept": "1",
        "a_keyed_hash_of_the_mail_exchanger_is_kept": "mx_hash IS NOT NULL"),
    ),
    // A score that holds nobody is not told: whoever cheats would try until it is low.
    (
        "checks",
        rows!(
            "scores",
            "fan = ?2 AND EXISTS (SELECT 1 FROM fans WHERE campaign = ?1 AND id = ?2 AND standing IN ('held', 'refused'))",
            "at",
            "at": at!("at"),
            "a_score_with_reasons_is_kept": "1",
        ),
    ),
    (
        "decisions",
        rows!(
            "decisions",
            "fan = ?2",
            "seq",
            "at": at!("at"),
            "by": "CASE by WHEN 'scores' THEN 'program' ELSE 'staff' END",
            "from": "CASE from_standing WHEN 'held' THEN 'held' WHEN 'refused' THEN 'refused' ELSE 'ok' END",
            "to": "CASE to_standing WHEN 'held' THEN 'held' WHEN 'refused' THEN 'refused' ELSE 'ok' END",
            "in_groups": "heard",
        ),
    ),
    (
        "appeal",
        rows!(
            "appeals",
            "fan = ?2",
            "at",
            "at": at!("at"),
            "text": "text",
            "decided": at!("decided_at"),
            "outcome": "outcome",
        ),
    ),
];

#[cfg(test)]
mod tests {
    use super::{
        super::{
            Sqlite,
            people::{ERASE, MERGE},
        },
        SECTIONS,
    };
    use crate::store::{Store as _, identity::Identities as _};
    use sqlx::Row as _;

    /// Tables with such columns name a fan.
    const NAMES: [&str; 5] = ["fan", "friend", "recipient", "who", "token"];
    /// Of these nothing is told or taken along: the tokens of tills are no fans', a closed list is public under commits, an exclusion of a
    /// merged device follows from the merge, counts of mail are gone within an hour.
    const NOT_TOLD: [&str; 4] = ["account_tills", "tills", "roll", "mail_asked"];
    const NOT_MERGED: [&str; 9] = [
        "account_tills",
        "tills",
        "roll",
        "acts",
        "misses",
        "entries",
        "receipts",
        "exclusions",
        "ledger",
    ];

    async fn opened() -> (Sqlite, tempfile::TempDir) {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("canyu.db").display());
        (Sqlite::open(&url).await.unwrap(), folder)
    }

    fn word(sql: &str, table: &str) -> bool {
        sql.split(|c: char| !c.is_ascii_alphanumeric() && c != '_')
            .any(|word| word == table)
    }

    #[tokio::test]
    async fn every_table_that_names_a_fan_is_told_merged_and_erased() {
        let (store, _folder) = opened().await;
        let rows = sqlx::query(
            "SELECT DISTINCT m.name FROM sqlite_master AS m JOIN pragma_table_info(m.name) AS c
             WHERE m.type = 'table' AND c.name IN (SELECT value FROM json_each(?))",
        )
        .bind(serde_json::to_string(&NAMES).unwrap())
        .fetch_all(&store.readers)
        .await
        .unwrap();
        assert!(rows.len() > 20, "{}", rows.len());
        for row in rows {
            let table: String = row.try_get(0).unwrap();
            let told = SECTIONS.iter().any(|(_, sql)| word(sql, &table)) || table == "consents";
            assert!(told || NOT_TOLD.contains(&table.as_str()), "{table} is not told");
            // Choices and places in waiting lists are ended by the order itself.
            let erased = ERASE.iter().any(|sql| word(sql, &table)) || ["picks", "waiting"].contains(&table.as_str());
            assert!(erased || table.ends_with("tills"), "{table} is not erased");
            let merged = MERGE.iter().any(|sql| word(sql, &table)) || table == "picks";
            assert!(merged || NOT_MERGED.contains(&table.as_str()), "{table} is not merged");
        }
    }

    #[tokio::test]
    async fn every_section_can_be_read() {
        let (store, _folder) = opened().await;
        let all = store.own_data("toy", "nobody").await.unwrap();
        assert_eq!(all.len(), SECTIONS.len());
        assert!(all.values().all(|rows| rows.as_array().unwrap().is_empty()));
        store.close().await;
    }
}
