//! Who is a person, what is owed for friends, and invitations of staff.

use super::fans::{listed, text};
use crate::store::StoreError;
use canyu_core::{
    moment::Moment,
    world::{Credit, Delta, Fan, KeptOut, Owed, Reason, Seed, Wants, Why, World},
};
use serde_json::{Value, json};
use sqlx::{Row as _, SqliteConnection};
use std::collections::{BTreeSet, HashMap};

/// Who bears one of these tokens on another device: token and fan.
pub(super) async fn devices(
    connection: &mut SqliteConnection,
    campaign: &str,
    tokens: &[String],
) -> Result<Vec<(String, String)>, StoreError> {
    let sql = "SELECT token, fan FROM devices WHERE campaign = ?1 AND token IN (SELECT value FROM json_each(?2))";
    let rows = listed(connection, sql, campaign, &text(&tokens)?).await?;
    rows.iter().map(|row| Ok((row.try_get(0)?, row.try_get(1)?))).collect()
}

/// Whose further codes these are: code and fan.
pub(super) async fn aliases(
    connection: &mut SqliteConnection,
    campaign: &str,
    codes: &[String],
) -> Result<Vec<(String, String)>, StoreError> {
    let sql = "SELECT code, fan FROM aliases WHERE campaign = ?1 AND code IN (SELECT value FROM json_each(?2))";
    let rows = listed(connection, sql, campaign, &text(&codes)?).await?;
    rows.iter().map(|row| Ok((row.try_get(0)?, row.try_get(1)?))).collect()
}

/// The fans who are these people, whom the world has to be told of once they are loaded.
pub(super) async fn people(
    connection: &mut SqliteConnection,
    campaign: &str,
    people: &BTreeSet<String>,
) -> Result<Vec<(String, String)>, StoreError> {
    let sql = "SELECT person, fan FROM people WHERE campaign = ?1 AND person IN (SELECT value FROM json_each(?2))";
    let rows = listed(connection, sql, campaign, &text(people)?).await?;
    rows.iter().map(|row| Ok((row.try_get(0)?, row.try_get(1)?))).collect()
}

/// What others are owed for fans, and what fans are owed.
pub(super) async fn load_credits(
    connection: &mut SqliteConnection,
    campaign: &str,
    ids: &str,
    fans: &mut HashMap<String, Fan>,
) -> Result<(), StoreError> {
    let sql = "SELECT friend, reason, recipient, why, due_at FROM credits
               WHERE campaign = ?1 AND friend IN (SELECT value FROM json_each(?2))";
    for row in &listed(connection, sql, campaign, ids).await? {
        let credit = Credit {
            friend: row.try_get(0)?,
            reason: reason(row.try_get(1)?)?,
            to: row.try_get(2)?,
            why: why(row.try_get(3)?)?,
            due: Moment(row.try_get(4)?),
        };
        if let Some(fan) = fans.get_mut(&credit.friend) {
            fan.credits.push(credit);
        }
    }
    let sql = "SELECT owed.recipient, owed.reason, owed.why, COUNT(*), MIN(owed.due_at) FROM json_each(?2) AS wanted
               CROSS JOIN credits AS owed INDEXED BY credits_open ON owed.campaign = ?1 AND owed.recipient = wanted.value
                   AND owed.why IN ('unconfirmed', 'waits', 'checked')
               GROUP BY owed.recipient, owed.reason, owed.why";
    for row in &listed(connection, sql, campaign, ids).await? {
        if let Some(fan) = fans.get_mut(row.try_get::<&str, _>(0)?) {
            let owed = Owed {
                friends: row.try_get(3)?,
                due: Moment(row.try_get(4)?),
            };
            fan.owed.insert((reason(row.try_get(1)?)?, why(row.try_get(2)?)?), owed);
        }
    }
    Ok(())
}

/// By which persons the host site has vouched for fans, and which of the wanted persons have had their data deleted.
pub(super) async fn load_proofs(
    connection: &mut SqliteConnection,
    campaign: &str,
    wants: &Wants,
    fans: &[Fan],
    world: &mut World,
) -> Result<(), StoreError> {
    let ids: Vec<&String> = fans.iter().map(|fan| &fan.id).collect();
    let sql = "SELECT people.fan, person FROM json_each(?2) AS wanted
               CROSS JOIN people INDEXED BY people_by_fan ON people.campaign = ?1 AND people.fan = wanted.value
               WHERE how = 'host'";
    for row in &listed(connection, sql, campaign, &text(&ids)?).await? {
        world.load_host(row.try_get(0)?, row.try_get(1)?);
    }
    let sql = "SELECT person FROM departed WHERE campaign = ?1 AND person IN (SELECT value FROM json_each(?2))";
    for row in &listed(connection, sql, campaign, &text(&wants.people)?).await? {
        world.load_departed(row.try_get(0)?);
    }
    Ok(())
}

/// Invitations of which the codes are wanted.
pub(super) async fn load_seeds(
    connection: &mut SqliteConnection,
    campaign: &str,
    codes: &[String],
    world: &mut World,
) -> Result<(), StoreError> {
    let sql = "SELECT code, fan, grp FROM seeds WHERE campaign = ?1 AND code IN (SELECT value FROM json_each(?2))";
    for row in &listed(connection, sql, campaign, &text(&codes)?).await? {
        world.load_seed(Seed {
            code: row.try_get(0)?,
            fan: row.try_get(1)?,
            group: row.try_get(2)?,
        });
    }
    Ok(())
}

/// From whom each of these people descends.
pub(super) async fn load_lineage(
    connection: &mut SqliteConnection,
    campaign: &str,
    wants: &Wants,
    people: &[(String, String)],
    world: &mut World,
) -> Result<(), StoreError> {
    for fan in wants.ids.iter().chain(people.iter().map(|(_, fan)| fan)) {
        let ancestors: Vec<String> = sqlx::query_scalar(
            "WITH RECURSIVE above (id) AS (
                 SELECT referrer FROM fans WHERE campaign = ?1 AND id = ?2
                 UNION SELECT fans.referrer FROM above JOIN fans ON fans.campaign = ?1 AND fans.id = above.id
             ) SELECT id FROM above WHERE id IS NOT NULL",
        )
        .bind(campaign)
        .bind(fan)
        .fetch_all(&mut *connection)
        .await?;
        world.load_lineage(fan.clone(), ancestors.into_iter().collect());
    }
    Ok(())
}

/// The statements that write it, in order, each with its rows as JSON arrays.
pub(super) fn statements(delta: &Delta) -> [(&'static str, Vec<Value>); 7] {
    let (out, back): (Vec<_>, Vec<_>) = delta.kept_out.iter().partition(|(_, why)| why.is_some());
    let (ended, led): (Vec<_>, Vec<_>) = delta.sources.iter().partition(|(_, utm)| utm.is_empty());
    [
        (
            "DELETE FROM sources WHERE campaign = ?1 AND fan IN (SELECT value FROM json_each(?2))",
            ended.iter().map(|(fan, _)| json!(fan)).collect(),
        ),
        (
            "INSERT INTO sources SELECT ?1, value->>0, value->>1, value->>2, value->>3, value->>4, value->>5 FROM json_each(?2)
             WHERE true ON CONFLICT (campaign, fan) DO UPDATE SET utm_source = excluded.utm_source, utm_medium = excluded.utm_medium,
                 utm_campaign = excluded.utm_campaign, utm_term = excluded.utm_term, utm_content = excluded.utm_content",
            led.iter()
                .map(|(fan, utm)| json!([fan, utm.source, utm.medium, utm.campaign, utm.term, utm.content]))
                .collect(),
        ),
        (
            "INSERT INTO credits SELECT ?1, value->>0, value->>1, value->>2, value->>3, value->>4 FROM json_each(?2)
             WHERE true ON CONFLICT (campaign, friend, reason) DO UPDATE SET recipient = excluded.recipient,
                 why = excluded.why, due_at = excluded.due_at",
            delta
                .credits
                .values()
                .map(|credit| {
                    json!([
                        credit.friend,
                        credit.reason.name(),
                        credit.to,
                        credit.why.name(),
                        credit.due.0
                    ])
                })
                .collect(),
        ),
        (
            "INSERT INTO people SELECT ?1, value->>0, value->>1, value->>2, value->>3 FROM json_each(?2) WHERE true
             ON CONFLICT DO NOTHING",
            delta
                .people
                .iter()
                .map(|row| json!([row.person, row.fan, row.how.name(), row.at.0]))
                .collect(),
        ),
        (
            "UPDATE seeds SET fan = taken.value->>1 FROM json_each(?2) AS taken
             WHERE seeds.campaign = ?1 AND seeds.code = taken.value->>0",
            delta.seeds.iter().map(|(code, fan)| json!([code, fan])).collect(),
        ),
        (
            // What staff have said stays; a closed list takes nothing.
            "INSERT INTO exclusions (campaign, draw, fan, reason, at, by_rule)
             SELECT campaign, draw, out.value->>0, out.value->>1, unixepoch(), 1 FROM json_each(?2) AS out
             CROSS JOIN draws ON draws.campaign = ?1 AND draws.closed_at IS NULL WHERE true
             ON CONFLICT (campaign, draw, fan) DO UPDATE SET reason = excluded.reason WHERE by_rule = 1",
            out.iter()
                .map(|(fan, why)| json!([fan, why.map_or("", KeptOut::name)]))
                .collect(),
        ),
        (
            "DELETE FROM exclusions WHERE campaign = ?1 AND by_rule = 1
                 AND fan IN (SELECT value->>0 FROM json_each(?2))
                 AND EXISTS (SELECT 1 FROM draws WHERE draws.campaign = ?1 AND draws.closed_at IS NULL)",
            back.iter().map(|(fan, _)| json!([fan])).collect(),
        ),
    ]
}

fn reason(name: &str) -> Result<Reason, StoreError> {
    Reason::from_name(name).ok_or_else(|| StoreError::Corrupt(format!("credit reason {name}")))
}

fn why(name: &str) -> Result<Why, StoreError> {
    Why::from_name(name).ok_or_else(|| StoreError::Corrupt(format!("credit state {name}")))
}

/// Writes who turned out to be whom, and who leaves.
pub(super) async fn rename(connection: &mut SqliteConnection, campaign: &str, delta: &Delta) -> Result<(), StoreError> {
    for (from, into) in &delta.merges {
        for sql in MERGE {
            named(connection, sql, campaign, (from, into)).await?;
        }
    }
    for (fan, stub) in &delta.erased {
        // Devices that had become his first: each under a name of its own.
        let sql = "SELECT id FROM fans WHERE campaign = ? AND merged_into = ?";
        let devices: Vec<String> = sqlx::query_scalar(sql)
            .bind(campaign)
            .bind(fan)
            .fetch_all(&mut *connection)
            .await?;
        let stubs = (1..).map(|number: u32| format!("{stub}-{number}"));
        let all = devices.into_iter().zip(stubs).chain([(fan.clone(), stub.clone())]);
        for (id, stub) in all {
            for sql in ERASE {
                named(connection, sql, campaign, (&id, &stub)).await?;
            }
        }
        // Words that nobody stands behind any more were his alone.
        let words: Vec<_> = delta
            .picks
            .iter()
            .filter(|row| row.fan == *fan)
            .map(|row| json!([row.node, row.key]))
            .collect();
        sqlx::query(
            "DELETE FROM tallies WHERE campaign = ?1 AND (node, pick) IN (SELECT value->>0, value->>1 FROM json_each(?2))
                 AND NOT EXISTS (SELECT 1 FROM picks WHERE picks.campaign = ?1 AND picks.node = tallies.node
                     AND picks.pick = tallies.pick)",
        )
        .bind(campaign)
        .bind(text(&words)?)
        .execute(&mut *connection)
        .await?;
    }
    Ok(())
}

async fn named(
    connection: &mut SqliteConnection,
    sql: &'static str,
    campaign: &str,
    (from, to): (&str, &str),
) -> Result<(), StoreError> {
    sqlx::query(sql)
        .bind(campaign)
        .bind(from)
        .bind(to)
        .execute(connection)
        .await?;
    Ok(())
}

/// What belongs to a device goes to the fan whose device it is.
pub(super) const MERGE: [&str; 31] = [
    "UPDATE webhook_messages SET fan = ?3 WHERE campaign = ?1 AND fan = ?2",
    "UPDATE events SET fan = ?3 WHERE campaign = ?1 AND fan = ?2",
    "UPDATE fans SET referrer = ?3 WHERE campaign = ?1 AND referrer = ?2 AND id <> ?3",
    "UPDATE devices SET fan = ?3 WHERE campaign = ?1 AND fan = ?2",
    "INSERT INTO devices SELECT campaign, token, ?3 FROM fans WHERE campaign = ?1 AND id = ?2",
    "UPDATE aliases SET fan = ?3 WHERE campaign = ?1 AND fan = ?2",
    "INSERT INTO aliases SELECT campaign, code, ?3 FROM fans WHERE campaign = ?1 AND id = ?2",
    "UPDATE fans SET merged_into = ?3 WHERE campaign = ?1 AND merged_into = ?2",
    "UPDATE fans SET merged_into = ?3, token = 'merged:' || id, code = 'merged:' || id, friends_arrived = 0, friends_joined = 0, friends_counted = 0
     WHERE campaign = ?1 AND id = ?2",
    "UPDATE people SET fan = ?3 WHERE campaign = ?1 AND fan = ?2",
    "UPDATE credits SET recipient = ?3 WHERE campaign = ?1 AND recipient = ?2",
    "UPDATE codes SET fan = ?3 WHERE campaign = ?1 AND fan = ?2",
    "UPDATE waiting SET fan = ?3 WHERE campaign = ?1 AND fan = ?2",
    "UPDATE moments SET fan = ?3 WHERE campaign = ?1 AND fan = ?2",
    "UPDATE uploads SET fan = ?3 WHERE campaign = ?1 AND fan = ?2",
    "UPDATE seeds SET fan = ?3 WHERE campaign = ?1 AND fan = ?2",
    "UPDATE winners SET fan = ?3 WHERE campaign = ?1 AND fan = ?2",
    "INSERT INTO exclusions (campaign, draw, fan, reason, at, by_rule)
         SELECT campaign, draw, ?3, reason, at, 0 FROM exclusions WHERE campaign = ?1 AND fan = ?2 AND by_rule = 0
         ON CONFLICT (campaign, draw, fan) DO UPDATE SET reason = excluded.reason, by_rule = 0",
    "UPDATE mail_requests SET fan = ?3 WHERE campaign = ?1 AND fan = ?2",
    "UPDATE mail_outbox SET fan = ?3 WHERE campaign = ?1 AND fan = ?2",
    "UPDATE mail_asked SET who = ?3 WHERE campaign = ?1 AND who = ?2",
    "UPDATE OR IGNORE mail_addresses SET fan = ?3 WHERE campaign = ?1 AND fan = ?2",
    "DELETE FROM mail_addresses WHERE campaign = ?1 AND fan = ?2 AND fan <> ?3",
    "UPDATE OR REPLACE mail_facts SET fan = ?3 WHERE campaign = ?1 AND fan = ?2",
    "UPDATE consents SET fan = ?3 WHERE campaign = ?1 AND fan = ?2",
    "UPDATE decisions SET fan = ?3 WHERE campaign = ?1 AND fan = ?2",
    "UPDATE OR IGNORE appeals SET fan = ?3 WHERE campaign = ?1 AND fan = ?2",
    "DELETE FROM appeals WHERE campaign = ?1 AND fan = ?2",
    "UPDATE OR IGNORE scores SET fan = ?3 WHERE campaign = ?1 AND fan = ?2",
    "DELETE FROM scores WHERE campaign = ?1 AND fan = ?2",
    // The first touch stays, as the channel does.
    "DELETE FROM sources WHERE campaign = ?1 AND fan = ?2",
];

/// What names somebody goes; what remains of the counts, and of a draw that can be checked, bears a name that says nothing.
pub(super) const ERASE: [&str; 37] = [
    "DELETE FROM webhook_deliveries WHERE campaign = ?1
         AND seq IN (SELECT seq FROM webhook_messages WHERE campaign = ?1 AND fan = ?2)",
    "DELETE FROM webhook_messages WHERE campaign = ?1 AND fan = ?2",
    "UPDATE webhook_messages SET data = replace(data, ?2, ?3) WHERE campaign = ?1 AND instr(data, ?2) > 0",
    "DELETE FROM acts WHERE campaign = ?1 AND token IN (SELECT token FROM fans WHERE campaign = ?1 AND id = ?2
         UNION SELECT token FROM devices WHERE campaign = ?1 AND fan = ?2)",
    "DELETE FROM misses WHERE campaign = ?1 AND token IN (SELECT token FROM fans WHERE campaign = ?1 AND id = ?2
         UNION SELECT token FROM devices WHERE campaign = ?1 AND fan = ?2)",
    "DELETE FROM devices WHERE campaign = ?1 AND fan = ?2",
    "DELETE FROM aliases WHERE campaign = ?1 AND fan = ?2",
    "INSERT INTO departed SELECT campaign, person FROM people WHERE campaign = ?1 AND fan = ?2 ON CONFLICT DO NOTHING",
    "DELETE FROM people WHERE campaign = ?1 AND fan = ?2",
    "DELETE FROM uploads WHERE campaign = ?1 AND fan = ?2",
    "DELETE FROM sources WHERE campaign = ?1 AND fan = ?2",
    "DELETE FROM scores WHERE campaign = ?1 AND fan = ?2",
    "DELETE FROM appeals WHERE campaign = ?1 AND fan = ?2",
    "UPDATE decisions SET fan = ?3, reasons = '[]', note = '' WHERE campaign = ?1 AND fan = ?2",
    "UPDATE gifts SET filter = replace(filter, ?2, ?3) WHERE campaign = ?1 AND instr(filter, ?2) > 0",
    "UPDATE fans SET referrer = ?3 WHERE campaign = ?1 AND referrer = ?2",
    "UPDATE fans SET merged_into = ?3 WHERE campaign = ?1 AND merged_into = ?2",
    "UPDATE fans SET id = ?3, token = 'erased:' || ?3, code = 'erased:' || ?3 WHERE campaign = ?1 AND id = ?2",
    "UPDATE events SET fan = ?3 WHERE campaign = ?1 AND fan = ?2",
    "UPDATE ledger SET fan = ?3 WHERE campaign = ?1 AND fan = ?2",
    "UPDATE ledger SET about = ?3 WHERE campaign = ?1 AND about = ?2",
    "UPDATE credits SET friend = ?3 WHERE campaign = ?1 AND friend = ?2",
    "UPDATE credits SET recipient = ?3 WHERE campaign = ?1 AND recipient = ?2",
    "UPDATE codes SET fan = ?3 WHERE campaign = ?1 AND fan = ?2",
    "UPDATE moments SET fan = ?3 WHERE campaign = ?1 AND fan = ?2",
    "UPDATE seeds SET fan = ?3, label = '' WHERE campaign = ?1 AND fan = ?2",
    "UPDATE entries SET fan = ?3, nonce = '' WHERE campaign = ?1 AND fan = ?2",
    "UPDATE receipts SET fan = ?3 WHERE campaign = ?1 AND fan = ?2",
    "UPDATE exclusions SET fan = ?3 WHERE campaign = ?1 AND fan = ?2",
    "UPDATE roll SET fan = NULL WHERE campaign = ?1 AND fan = ?2",
    "UPDATE winners SET fan = NULL, name = NULL, address = NULL, contact = NULL WHERE campaign = ?1 AND fan = ?2",
    "DELETE FROM mail_addresses WHERE campaign = ?1 AND fan = ?2",
    "DELETE FROM mail_requests WHERE campaign = ?1 AND fan = ?2",
    "DELETE FROM mail_outbox WHERE campaign = ?1 AND fan = ?2",
    "DELETE FROM mail_asked WHERE campaign = ?1 AND who = ?2",
    "DELETE FROM mail_facts WHERE campaign = ?1 AND fan = ?2",
    "DELETE FROM consents WHERE campaign = ?1 AND fan = ?2",
];
