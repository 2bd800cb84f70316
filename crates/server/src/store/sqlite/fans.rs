//! Reading fans, whole: with their steps, picks, tickets and nonce.

use super::{goods, people};
use crate::store::StoreError;
use canyu_core::{
    moment::Moment,
    world::{Fan, KeptOut, Pick, Reason, Referrer, Standing, Step, Unit, Wants},
};
use sqlx::{Row as _, SqliteConnection, sqlite::SqliteRow};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What fans are looked up by.
#[derive(Clone, Copy, Debug)]
pub(super) enum By {
    Id,
    Token,
    Code,
}

impl By {
    /// The join is written so that SQLite goes from the list to the index: left to itself it reads all fans of a campaign.
    fn sql(self) -> &'static str {
        match self {
            Self::Id => {
                "SELECT fans.* FROM json_each(?2) AS wanted
                 CROSS JOIN fans ON fans.campaign = ?1 AND fans.id = wanted.value"
            }
            Self::Token => {
                "SELECT fans.* FROM json_each(?2) AS wanted
                 CROSS JOIN fans INDEXED BY fans_by_token ON fans.campaign = ?1 AND fans.token = wanted.value"
            }
            Self::Code => {
                "SELECT fans.* FROM json_each(?2) AS wanted
                 CROSS JOIN fans INDEXED BY fans_by_code ON fans.campaign = ?1 AND fans.code = wanted.value"
            }
        }
    }
}

/// What is loaded of fans besides what everybody has.
#[derive(Clone, Copy, Debug)]
pub(super) struct More {
    /// What is owed for friends.
    pub credits: bool,
    /// Codes, places in waiting lists, and what was won.
    pub goods: bool,
}

impl More {
    /// Everything.
    pub const ALL: Self = Self {
        credits: true,
        goods: true,
    };

    pub fn of(wants: &Wants) -> Self {
        Self {
            credits: wants.credits,
            goods: wants.goods,
        }
    }
}

/// Fans, whole.
pub(super) async fn fans_by(
    connection: &mut SqliteConnection,
    campaign: &str,
    by: By,
    keys: &[String],
    more: More,
) -> Result<Vec<Fan>, StoreError> {
    let rows = sqlx::query(by.sql())
        .bind(campaign)
        .bind(text(&keys)?)
        .fetch_all(&mut *connection)
        .await?;
    let mut fans: HashMap<String, Fan> = HashMap::with_capacity(rows.len());
    for row in &rows {
        let fan = fan(row)?;
        fans.insert(fan.id.clone(), fan);
    }
    if fans.is_empty() {
        return Ok(Vec::new());
    }
    let ids = text(&fans.keys().collect::<Vec<_>>())?;
    load_steps(connection, campaign, &ids, &mut fans).await?;
    load_own_picks(connection, campaign, &ids, &mut fans).await?;
    load_earned(connection, campaign, &ids, &mut fans).await?;
    load_nonces(connection, campaign, &ids, &mut fans).await?;
    if more.goods {
        load_goods(connection, campaign, &ids, &mut fans).await?;
    }
    if more.credits {
        people::load_credits(connection, campaign, &ids, &mut fans).await?;
    }
    Ok(fans.into_values().collect())
}

fn fan(row: &SqliteRow) -> Result<Fan, StoreError> {
    let referrer: Option<String> = row.try_get("referrer")?;
    let via: Option<String> = row.try_get("via")?;
    let joined: Option<i64> = row.try_get("joined_at")?;
    let standing: &str = row.try_get("standing")?;
    let kept_out: Option<&str> = row.try_get("kept_out")?;
    Ok(Fan {
        id: row.try_get("id")?,
        token: row.try_get("token")?,
        code: row.try_get("code")?,
        referrer: referrer.map(|fan| Referrer {
            fan,
            node: via.unwrap_or_default(),
        }),
        channel: row.try_get("channel")?,
        generation: row.try_get("generation")?,
        origin: row.try_get("origin")?,
        arrived: Moment(row.try_get("arrived_at")?),
        joined: joined.map(Moment),
        nonce: None,
        friends_arrived: row.try_get("friends_arrived")?,
        friends_joined: row.try_get("friends_joined")?,
        friends_counted: row.try_get("friends_counted")?,
        verified: row.try_get::<Option<i64>, _>("verified_at")?.map(Moment),
        standing: Standing::from_name(standing).ok_or_else(|| StoreError::Corrupt(format!("standing {standing}")))?,
        merged_into: row.try_get("merged_into")?,
        kept_out: kept_out.and_then(KeptOut::from_name),
        credits: Vec::new(),
        owed: BTreeMap::new(),
        steps: BTreeSet::new(),
        picks: BTreeMap::new(),
        earned: BTreeMap::new(),
        codes: BTreeMap::new(),
        waits: Vec::new(),
        wins: Vec::new(),
    })
}

async fn load_steps(
    connection: &mut SqliteConnection,
    campaign: &str,
    ids: &str,
    fans: &mut HashMap<String, Fan>,
) -> Result<(), StoreError> {
    let rows = listed(
        connection,
        "SELECT fan, node, kind FROM events WHERE campaign = ?1 AND fan IN (SELECT value FROM json_each(?2))
         AND kind IN ('seen', 'started', 'completed')",
        campaign,
        ids,
    )
    .await?;
    for row in &rows {
        let kind: &str = row.try_get(2)?;
        let step = match kind {
            "seen" => Step::Seen,
            "started" => Step::Started,
            _ => Step::Completed,
        };
        if let Some(fan) = fans.get_mut(row.try_get::<&str, _>(0)?) {
            fan.steps.insert((row.try_get(1)?, step));
        }
    }
    Ok(())
}

async fn load_own_picks(
    connection: &mut SqliteConnection,
    campaign: &str,
    ids: &str,
    fans: &mut HashMap<String, Fan>,
) -> Result<(), StoreError> {
    let rows = listed(
        connection,
        "SELECT fan, node, pick, label, own, score, people FROM picks
         WHERE campaign = ?1 AND fan IN (SELECT value FROM json_each(?2))",
        campaign,
        ids,
    )
    .await?;
    for row in &rows {
        if let Some(fan) = fans.get_mut(row.try_get::<&str, _>(0)?) {
            let pick = Pick {
                label: row.try_get(3)?,
                own: row.try_get(4)?,
                score: row.try_get(5)?,
                people: row.try_get(6)?,
            };
            fan.picks.insert((row.try_get(1)?, row.try_get(2)?), pick);
        }
    }
    Ok(())
}

async fn load_earned(
    connection: &mut SqliteConnection,
    campaign: &str,
    ids: &str,
    fans: &mut HashMap<String, Fan>,
) -> Result<(), StoreError> {
    let rows = listed(
        connection,
        "SELECT fan, node, reason, unit, SUM(amount) FROM ledger
         WHERE campaign = ?1 AND fan IN (SELECT value FROM json_each(?2)) GROUP BY fan, node, reason, unit",
        campaign,
        ids,
    )
    .await?;
    for row in &rows {
        let name: &str = row.try_get(2)?;
        let reason = Reason::from_name(name).ok_or_else(|| StoreError::Corrupt(format!("ledger reason {name}")))?;
        if let Some(fan) = fans.get_mut(row.try_get::<&str, _>(0)?) {
            let name: &str = row.try_get(3)?;
            let unit = Unit::from_name(name).ok_or_else(|| StoreError::Corrupt(format!("ledger unit {name}")))?;
            fan.earned.insert((row.try_get(1)?, reason, unit), row.try_get(4)?);
        }
    }
    Ok(())
}

async fn load_goods(
    connection: &mut SqliteConnection,
    campaign: &str,
    ids: &str,
    fans: &mut HashMap<String, Fan>,
) -> Result<(), StoreError> {
    for held in goods::codes_of(connection, campaign, ids).await? {
        if let Some(fan) = held.fan.as_ref().and_then(|fan| fans.get_mut(fan)) {
            fan.codes.insert(held.code.clone(), held);
        }
    }
    for (fan, wait) in goods::waits_of(connection, campaign, ids).await? {
        if let Some(fan) = fans.get_mut(&fan) {
            fan.waits.push(wait);
        }
    }
    for (fan, win) in goods::wins_of(connection, campaign, ids).await? {
        if let Some(fan) = fans.get_mut(&fan) {
            fan.wins.push(win);
        }
    }
    Ok(())
}

async fn load_nonces(
    connection: &mut SqliteConnection,
    campaign: &str,
    ids: &str,
    fans: &mut HashMap<String, Fan>,
) -> Result<(), StoreError> {
    let rows = listed(
        connection,
        "SELECT fan, nonce FROM entries WHERE campaign = ?1 AND fan IN (SELECT value FROM json_each(?2))",
        campaign,
        ids,
    )
    .await?;
    for row in &rows {
        if let Some(fan) = fans.get_mut(row.try_get::<&str, _>(0)?) {
            fan.nonce = Some(row.try_get(1)?);
        }
    }
    Ok(())
}

/// The rows of a statement over a campaign (?1) and a list as JSON (?2).
pub(super) async fn listed(
    connection: &mut SqliteConnection,
    sql: &'static str,
    campaign: &str,
    list: &str,
) -> Result<Vec<SqliteRow>, StoreError> {
    Ok(sqlx::query(sql).bind(campaign).bind(list).fetch_all(connection).await?)
}

pub(super) fn text(value: &impl serde::Serialize) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|error| StoreError::Corrupt(error.to_string()))
}
