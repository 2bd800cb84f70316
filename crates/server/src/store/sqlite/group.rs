//! Reading and writing a group of acts.

use super::{
    fans::{By, More, fans_by, listed, text},
    goods, people, rollups, webhooks,
};
use crate::store::{Accepted, ActRow, EntryRow, Group, StoreError};
use async_trait::async_trait;
use canyu_core::{
    moment::Moment,
    world::{Delta, Fan, KeptOut, Pick, Ruling, Wants, World},
};
use fairdraw::text::hex;
use serde_json::{Value, json};
use sqlx::{Row as _, Sqlite, SqliteConnection, SqlitePool, Transaction};
use std::collections::{BTreeMap, BTreeSet};

pub(super) struct SqliteGroup {
    transaction: Transaction<'static, Sqlite>,
}

impl SqliteGroup {
    pub(super) async fn begin(writer: &SqlitePool) -> Result<Self, StoreError> {
        Ok(Self {
            transaction: writer.begin_with("BEGIN IMMEDIATE").await?,
        })
    }
}

#[async_trait]
impl Group for SqliteGroup {
    async fn load(
        &mut self,
        campaign: &str,
        wants: &Wants,
        acts: &[(String, String)],
    ) -> Result<(World, Accepted), StoreError> {
        let connection = &mut *self.transaction;
        let mut world = World::default();
        let tokens: Vec<String> = wants.tokens.iter().cloned().collect();
        let codes: Vec<String> = wants.codes.iter().cloned().collect();
        let more = More::of(wants);
        let mut fans = fans_by(connection, campaign, By::Token, &tokens, more).await?;
        if !codes.is_empty() {
            fans.extend(fans_by(connection, campaign, By::Code, &codes, more).await?);
            people::load_seeds(connection, campaign, &codes, &mut world).await?;
        }
        let mut ids = wants.ids.clone();
        if !codes.is_empty() {
            for (code, fan) in people::aliases(connection, campaign, &codes).await? {
                ids.insert(fan.clone());
                world.load_alias(code, fan);
            }
        }
        ids.extend(goods::load(connection, campaign, wants, &mut world).await?);
        let unknown: Vec<String> = tokens
            .into_iter()
            .filter(|token| fans.iter().all(|fan| fan.token != *token))
            .collect();
        if !unknown.is_empty() {
            for (token, fan) in people::devices(connection, campaign, &unknown).await? {
                ids.insert(fan.clone());
                world.load_device(token, fan);
            }
        }
        if !wants.people.is_empty() {
            let people = people::people(connection, campaign, &wants.people).await?;
            people::load_lineage(connection, campaign, wants, &people, &mut world).await?;
            for (person, fan) in people {
                ids.insert(fan.clone());
                world.load_person(person, fan);
            }
        }
        load_related(connection, campaign, wants, ids, &mut fans).await?;
        if !wants.people.is_empty() {
            people::load_proofs(connection, campaign, wants, &fans, &mut world).await?;
        }
        for fan in fans {
            fan.codes.values().for_each(|held| world.load_code(held.clone()));
            world.load_fan(fan);
        }
        if !wants.picks.is_empty() {
            load_picks(connection, campaign, &wants.picks, &mut world).await?;
        }
        if is_list_closed(connection, campaign).await? {
            world.load_closed_list();
        }
        let accepted = accepted(connection, campaign, acts).await?;
        Ok((world, accepted))
    }

    async fn save(
        &mut self,
        campaign: &str,
        delta: &Delta,
        acts: &[ActRow],
        entries: &[EntryRow],
    ) -> Result<(), StoreError> {
        let wanted = webhooks::wanted(&mut self.transaction, campaign, delta).await?;
        rollups::write(&mut self.transaction, campaign, delta).await?;
        for (sql, rows) in statements(delta, acts)
            .into_iter()
            .chain(goods::statements(delta))
            .chain(of_the_draw(entries))
            .chain(people::statements(delta))
        {
            if !rows.is_empty() {
                sqlx::query(sql)
                    .bind(campaign)
                    .bind(text(&rows)?)
                    .execute(&mut *self.transaction)
                    .await?;
            }
        }
        if !delta.events.is_empty() {
            rollups::revise(&mut self.transaction, campaign, 0).await?;
        }
        people::rename(&mut self.transaction, campaign, delta).await?;
        webhooks::write(&mut self.transaction, campaign, &wanted, delta, acts).await
    }

    async fn commit(self: Box<Self>) -> Result<(), StoreError> {
        Ok(self.transaction.commit().await?)
    }
}

/// Fans by their ids, and the friends who have brought anybody who is loaded: those of the fans who act, and where the rules thank them too,
/// those of the friends.
async fn load_related(
    connection: &mut SqliteConnection,
    campaign: &str,
    wants: &Wants,
    mut ids: BTreeSet<String>,
    fans: &mut Vec<Fan>,
) -> Result<(), StoreError> {
    let further = usize::from(wants.second) + usize::from(!ids.is_empty());
    for _ in 0..=further {
        for fan in fans.iter() {
            ids.extend(fan.referrer.as_ref().map(|referrer| referrer.fan.clone()));
            ids.extend(fan.credits.iter().map(|credit| credit.to.clone()));
            ids.extend(fan.merged_into.clone());
        }
        ids.retain(|id| fans.iter().all(|fan| fan.id != *id));
        if ids.is_empty() {
            break;
        }
        let missing: Vec<String> = std::mem::take(&mut ids).into_iter().collect();
        fans.extend(fans_by(connection, campaign, By::Id, &missing, More::of(wants)).await?);
    }
    Ok(())
}

/// The statements that write a group, in order, each with its rows as JSON arrays.
fn statements(delta: &Delta, acts: &[ActRow]) -> [(&'static str, Vec<Value>); 8] {
    let (picked, unpicked): (Vec<_>, Vec<_>) = last_picks(delta).into_iter().partition(|(_, pick)| pick.is_some());
    [
        (
            "INSERT INTO fans (campaign, id, token, code, referrer, via, channel, generation, arrived_at, joined_at, in_draw,
                 friends_arrived, friends_joined, friends_counted, verified_at, standing, kept_out, origin)
             SELECT ?1, value->>0, value->>1, value->>2, value->>3, value->>4, value->>5, value->>6,
                 value->>7, value->>8, value->>9, value->>10, value->>11, value->>12, value->>13, value->>14, value->>15, value->>16
             FROM json_each(?2) WHERE true
             ON CONFLICT (campaign, id) DO UPDATE SET referrer = excluded.referrer, via = excluded.via,
                 channel = excluded.channel, generation = excluded.generation, joined_at = excluded.joined_at,
                 in_draw = excluded.in_draw, friends_arrived = excluded.friends_arrived,
                 friends_joined = excluded.friends_joined, friends_counted = excluded.friends_counted,
                 verified_at = excluded.verified_at, standing = excluded.standing, kept_out = excluded.kept_out,
                 origin = excluded.origin",
            delta.fans.values().map(fan_row).collect(),
        ),
        (
            "INSERT INTO acts (campaign, token, key, digest, earned, at, act, place)
             SELECT ?1, value->>0, value->>1, value->>2, value->>3, value->>4, value->>5, value->>6 FROM json_each(?2)",
            acts.iter()
                .map(|act| json!([act.token, act.key, act.digest, act.earned, act.at.0, act.act, act.place]))
                .collect(),
        ),
        (
            "INSERT INTO events (campaign, at, fan, node, kind, channel, generation)
             SELECT ?1, value->>0, value->>1, value->>2, value->>3, value->>4, value->>5 FROM json_each(?2)",
            delta
                .events
                .iter()
                .map(|event| {
                    json!([event.at.0, event.fan, event.node, event.kind.name(), event.channel, event.generation])
                })
                .collect(),
        ),
        (
            "INSERT INTO ledger (campaign, at, fan, node, reason, about, amount, unit)
             SELECT ?1, value->>0, value->>1, value->>2, value->>3, value->>4, value->>5, value->>6 FROM json_each(?2)",
            delta
                .grants
                .iter()
                .map(|grant| {
                    json!([
                        grant.at.0,
                        grant.fan,
                        grant.node,
                        grant.reason.name(),
                        grant.about,
                        grant.amount,
                        grant.unit.name()
                    ])
                })
                .collect(),
        ),
        (
            "DELETE FROM picks WHERE campaign = ?1
                 AND (fan, node, pick) IN (SELECT value->>0, value->>1, value->>2 FROM json_each(?2))",
            unpicked.into_iter().map(|((fan, node, key), _)| json!([fan, node, key])).collect(),
        ),
        (
            "INSERT INTO picks (campaign, fan, node, pick, label, own, at, score, people)
             SELECT ?1, value->>0, value->>1, value->>2, value->>3, value->>4, value->>5, value->>6, value->>7
             FROM json_each(?2) WHERE true ON CONFLICT DO UPDATE SET score = excluded.score, people = excluded.people",
            picked
                .into_iter()
                .filter_map(|((fan, node, key), pick)| {
                    pick.map(|(pick, at)| {
                        json!([fan, node, key, pick.label, u8::from(pick.own), at.0, pick.score, pick.people])
                    })
                })
                .collect(),
        ),
        (
            "INSERT INTO tallies (campaign, node, pick, label, people, score, ruling)
             SELECT ?1, value->>0, value->>1, value->>2, value->>3, value->>4, value->>5 FROM json_each(?2) WHERE true
             ON CONFLICT (campaign, node, pick) DO UPDATE SET people = people + excluded.people,
                 score = score + excluded.score",
            delta
                .tallies
                .iter()
                .map(|((node, key), tally)| json!([node, key, tally.label, tally.people, tally.score, tally.ruling.number()]))
                .collect(),
        ),
        (
            "INSERT INTO counters SELECT ?1, value->>0, value->>1 FROM json_each(?2) WHERE true
             ON CONFLICT (campaign, name) DO UPDATE SET value = value + excluded.value",
            delta.counters.iter().map(|(name, by)| json!([name, by])).collect(),
        ),
    ]
}

/// The statements that write entries and their receipts, in order, each with its rows as JSON arrays.
fn of_the_draw(entries: &[EntryRow]) -> [(&'static str, Vec<Value>); 2] {
    let row = |entry: &EntryRow| {
        let (commit, signature) = (hex(&entry.commit), hex(&entry.signature));
        json!([entry.fan, entry.nonce, commit, entry.weight, entry.at, signature])
    };
    [
        (
            "INSERT INTO entries SELECT ?1, value->>0, value->>1, unhex(value->>2), value->>3, value->>4, unhex(value->>5)
             FROM json_each(?2) WHERE true
             ON CONFLICT (campaign, fan) DO UPDATE SET weight = excluded.weight, at = excluded.at, signature = excluded.signature",
            entries.iter().map(row).collect(),
        ),
        (
            "INSERT INTO receipts SELECT ?1, value->>0, value->>3, value->>4, unhex(value->>5) FROM json_each(?2) WHERE true
             ON CONFLICT DO NOTHING",
            entries.iter().filter(|entry| entry.weight > 0).map(row).collect(),
        ),
    ]
}

type PickKey<'a> = (&'a str, &'a str, &'a str);

/// Within a group a pick may be made and taken back: only its last state is written.
fn last_picks(delta: &Delta) -> BTreeMap<PickKey<'_>, Option<(&Pick, Moment)>> {
    delta
        .picks
        .iter()
        .map(|row| {
            (
                (row.fan.as_str(), row.node.as_str(), row.key.as_str()),
                row.pick.as_ref().map(|pick| (pick, row.at)),
            )
        })
        .collect()
}

fn fan_row(fan: &Fan) -> Value {
    json!([
        fan.id,
        fan.token,
        fan.code,
        fan.referrer.as_ref().map(|referrer| &referrer.fan),
        fan.referrer.as_ref().map(|referrer| &referrer.node),
        fan.channel,
        fan.generation,
        fan.arrived.0,
        fan.joined.map(|joined| joined.0),
        u8::from(fan.in_draw()),
        fan.friends_arrived,
        fan.friends_joined,
        fan.friends_counted,
        fan.verified.map(|verified| verified.0),
        fan.standing.name(),
        fan.kept_out.map(KeptOut::name),
        fan.origin,
    ])
}

async fn is_list_closed(connection: &mut SqliteConnection, campaign: &str) -> Result<bool, StoreError> {
    let closed: Option<bool> =
        sqlx::query_scalar("SELECT closed_at IS NOT NULL FROM draws WHERE campaign = ? AND draw = 1")
            .bind(campaign)
            .fetch_optional(connection)
            .await?;
    Ok(closed.unwrap_or(false))
}

async fn load_picks(
    connection: &mut SqliteConnection,
    campaign: &str,
    picks: &BTreeSet<(String, String)>,
    world: &mut World,
) -> Result<(), StoreError> {
    let rows = listed(
        connection,
        "SELECT node, pick, ruling FROM tallies WHERE campaign = ?1
         AND (node, pick) IN (SELECT value->>0, value->>1 FROM json_each(?2))",
        campaign,
        &text(&picks)?,
    )
    .await?;
    for row in &rows {
        world.load_pick(row.try_get(0)?, row.try_get(1)?, Ruling::from_number(row.try_get(2)?));
    }
    Ok(())
}

async fn accepted(
    connection: &mut SqliteConnection,
    campaign: &str,
    acts: &[(String, String)],
) -> Result<Accepted, StoreError> {
    let rows = listed(
        connection,
        "SELECT token, key, digest, earned, at, act, place FROM acts WHERE campaign = ?1
         AND (token, key) IN (SELECT value->>0, value->>1 FROM json_each(?2))",
        campaign,
        &text(&acts)?,
    )
    .await?;
    let mut accepted = Accepted::new();
    for row in &rows {
        let act = ActRow {
            token: row.try_get(0)?,
            key: row.try_get(1)?,
            digest: row.try_get(2)?,
            earned: row.try_get(3)?,
            at: Moment(row.try_get(4)?),
            act: row.try_get(5)?,
            place: row.try_get(6)?,
        };
        accepted.insert((act.token.clone(), act.key.clone()), act);
    }
    Ok(accepted)
}
