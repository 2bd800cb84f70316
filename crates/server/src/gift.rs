//! Gifts and make-good: staff give tickets, points or codes with a reason, to one person or to everybody who is meant. Each gift is one line of the
//! log, and an order for each person, under a key of its own: one that was left half-way goes on where it stopped.

use crate::{
    app::App,
    campaigns::Live,
    ingest::NotAccepted,
    store::{
        StoreError,
        staff::{GiftRow, People},
    },
};
use canyu_core::{
    campaign::{Kind, Role},
    decide::{Given, LONGEST_REASON, Order, Refusal},
    fold,
    world::{Stock, counter},
};
use futures::{StreamExt as _, stream};
use std::sync::Arc;

/// People whose orders wait for the writer at the same time.
const AT_ONCE: usize = 128;
/// People that are read in one go.
const PAGE: u32 = 1_000;

/// Why nothing, or not everything, was given.
#[derive(Debug, thiserror::Error)]
pub enum GiftError {
    /// Nobody is meant.
    #[error("nobody is meant by this: nothing was given")]
    Nobody,
    /// The rules do not allow it. Nothing was given.
    #[error("{0}; nothing was given")]
    Refused(Refusal),
    /// The rules do not allow it any more.
    #[error(
        "{why}; {given} of {people} people have got it: when that is mended, go on with `canyu give {slug} --resume {gift}`"
    )]
    Stopped {
        /// The campaign.
        slug: String,
        /// The gift.
        gift: String,
        /// Those who have got it.
        given: u64,
        /// Those who were meant.
        people: u64,
        /// Why.
        why: Refusal,
    },
    /// The same request was sent before.
    #[error("the gift \"{0}\" was begun before")]
    Begun(String),
    /// There is no such gift.
    #[error("there is no gift \"{0}\"")]
    UnknownGift(String),
    /// Everybody has got it.
    #[error("the gift \"{0}\" has been given to everybody: there is nothing to go on with")]
    Finished(String),
    /// The writer could not keep it.
    #[error(transparent)]
    NotAccepted(NotAccepted),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl GiftError {
    /// The stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Nobody => "nobody_meant",
            Self::Refused(refusal) | Self::Stopped { why: refusal, .. } => refusal.code(),
            Self::Begun(_) => "gift_begun",
            Self::UnknownGift(_) => "unknown_gift",
            Self::Finished(_) => "gift_finished",
            Self::NotAccepted(_) | Self::Store(_) => "internal",
        }
    }
}

/// What is to be given.
#[derive(Clone, Debug)]
pub struct Gift {
    /// To whom.
    pub to: People,
    /// What each of them gets.
    pub given: Given,
    /// Why.
    pub reason: String,
    /// Who gives.
    pub by: String,
    /// As what.
    pub role: Role,
}

/// What was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    /// The gift's name.
    pub gift: String,
    /// To how many people.
    pub people: u64,
}

/// Gives something to all who are meant.
///
/// # Errors
/// Why it was not given, or not to all.
pub async fn give(app: &App, live: &Arc<Live>, name: String, gift: Gift) -> Result<Done, GiftError> {
    let (row, gift) = begin(app, live, name, gift).await?;
    hand_out(app, live, &row, gift).await
}

/// Notes a gift that is to be handed out. That it is too much for one day, or for the codes there are, is found before anybody gets anything.
///
/// # Errors
/// Why it is not begun.
pub async fn begin(app: &App, live: &Arc<Live>, name: String, mut gift: Gift) -> Result<(GiftRow, Gift), GiftError> {
    let slug = &live.campaign.slug;
    let now = app.clock.now();
    if gift.to.fans.is_none() {
        // Who comes while it is given is not meant.
        gift.to.joined_before = Some(gift.to.joined_before.map_or(now, |given| given.min(now)));
    }
    let length = fold::tidy(&gift.reason).chars().count();
    if !(3..=LONGEST_REASON).contains(&length) {
        return Err(GiftError::Refused(Refusal::ReasonMissing));
    }
    let people = app.store.count_people(slug, &gift.to).await?;
    if people == 0 {
        return Err(GiftError::Nobody);
    }
    enough(app, live, &gift, people).await?.is_enough(&gift)?;
    let row = GiftRow {
        gift: name,
        at: now,
        by: gift.by.clone(),
        role: gift.role.name().to_owned(),
        filter: serde_json::to_string(&gift.to).map_err(|error| StoreError::Corrupt(error.to_string()))?,
        what: written(&gift.given),
        amount: gift.given.amount(),
        reason: gift.reason.clone(),
        people,
        done: None,
        got: 0,
        stopped: None,
    };
    if app.store.begin_gift(slug, &row).await? {
        Ok((row, gift))
    } else {
        Err(GiftError::Begun(row.gift))
    }
}

/// Goes on with a gift that was left half-way.
///
/// # Errors
/// Why it was not given, or not to all.
pub async fn resume(app: &App, live: &Arc<Live>, name: &str) -> Result<Done, GiftError> {
    let (row, gift) = half_way(app, live, name).await?;
    hand_out(app, live, &row, gift).await
}

/// A gift that was left half-way.
///
/// # Errors
/// When there is none of that name.
pub async fn half_way(app: &App, live: &Arc<Live>, name: &str) -> Result<(GiftRow, Gift), GiftError> {
    let rows = app.store.gifts(&live.campaign.slug).await?;
    let row = rows.into_iter().find(|row| row.gift == name);
    let row = row.ok_or_else(|| GiftError::UnknownGift(name.to_owned()))?;
    if row.done.is_some() {
        return Err(GiftError::Finished(name.to_owned()));
    }
    let corrupt = |what: &str| StoreError::Corrupt(format!("the gift {name}: {what}"));
    let gift = Gift {
        to: serde_json::from_str(&row.filter).map_err(|error| corrupt(&error.to_string()))?,
        given: read(&row.what, row.amount).ok_or_else(|| corrupt(&row.what))?,
        reason: row.reason.clone(),
        by: row.by.clone(),
        role: Role::from_name(&row.role).ok_or_else(|| corrupt(&row.role))?,
    };
    Ok((row, gift))
}

/// Hands out a gift that was begun: whoever has it already gets nothing again.
///
/// # Errors
/// Why not all have got it.
pub async fn hand_out(app: &App, live: &Arc<Live>, row: &GiftRow, gift: Gift) -> Result<Done, GiftError> {
    let slug = &live.campaign.slug;
    let (mut after, mut given, mut refused) = (String::new(), 0, None);
    loop {
        let page = app.store.people(slug, &gift.to, &after, PAGE).await?;
        let Some(last) = page.last().filter(|_| refused.is_none()) else {
            break;
        };
        after.clone_from(last);
        let orders = stream::iter(page).map(|fan| order(app, live, row, &gift, fan));
        let mut answers = orders.buffer_unordered(AT_ONCE);
        while let Some(answer) = answers.next().await {
            match answer {
                Ok(()) => given += 1,
                // He was erased meanwhile.
                Err(NotAccepted::Refused(Refusal::UnknownFan(_))) => {}
                Err(NotAccepted::Refused(refusal)) => refused = Some(refusal),
                Err(error) => return Err(GiftError::NotAccepted(error)),
            }
        }
        let stopped = refused.as_ref().map(Refusal::code);
        app.store.gift_so_far(slug, &row.gift, given, stopped).await?;
    }
    app.campaigns.changed(slug);
    match refused {
        Some(why) => Err(GiftError::Stopped {
            slug: slug.clone(),
            gift: row.gift.clone(),
            given,
            people: row.people,
            why,
        }),
        None => {
            app.store.finish_gift(slug, &row.gift, given, app.clock.now()).await?;
            Ok(Done {
                gift: row.gift.clone(),
                people: given,
            })
        }
    }
}

async fn order(app: &App, live: &Arc<Live>, row: &GiftRow, gift: &Gift, fan: String) -> Result<(), NotAccepted> {
    let key = format!("gift/{}/{fan}", row.gift);
    let order = Order::Give {
        fan,
        given: gift.given.clone(),
        reason: gift.reason.clone(),
        by: gift.by.clone(),
        role: gift.role,
        gift: row.gift.clone(),
    };
    app.ingest
        .order(live.clone(), order, app.clock.now(), key)
        .await
        .map(drop)
}

/// What there is of what is to be given, and what is asked of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Enough {
    /// All that is asked for.
    pub asked: u64,
    /// What may still be given today.
    pub left: u32,
    /// People that codes are asked for, and units that have none.
    pub codes: Option<(u64, u32)>,
}

impl Enough {
    fn is_enough(self, gift: &Gift) -> Result<(), GiftError> {
        if self.asked > u64::from(self.left) {
            return Err(GiftError::Refused(Refusal::OverCap {
                what: gift.given.name(),
                by: gift.by.clone(),
                asked: u32::try_from(self.asked).unwrap_or(u32::MAX),
                left: self.left,
            }));
        }
        match (&gift.given, self.codes) {
            (Given::Code { item, .. }, Some((people, aside))) if people > u64::from(aside) => {
                Err(GiftError::Refused(Refusal::PoolEmpty(item.clone())))
            }
            _ => Ok(()),
        }
    }
}

/// How a gift for so many people stands to the day's cap and the codes there are.
///
/// # Errors
/// When there is nothing of the kind, or the database fails.
pub async fn enough(app: &App, live: &Live, gift: &Gift, people: u64) -> Result<Enough, GiftError> {
    let (_, left) = cap_left(app, live, gift.role, &gift.by, gift.given.name()).await?;
    let codes = match &gift.given {
        Given::Code { node, item } => Some((people, left_aside(app, live, node, item).await?)),
        _ => None,
    };
    Ok(Enough {
        asked: people.saturating_mul(u64::from(gift.given.amount())),
        left,
        codes,
    })
}

/// What somebody may give of something in a day, and what is left of it today.
///
/// # Errors
/// When the database fails.
pub async fn cap_left(app: &App, live: &Live, role: Role, by: &str, what: &str) -> Result<(u32, u32), StoreError> {
    let day = app.clock.now().day();
    let name = counter::given(by, what, day);
    let so_far = app.store.counter(&live.campaign.slug, &name).await?;
    let cap = live.campaign.gifts.iter().find(|cap| cap.role == role);
    let cap = cap.map_or(0, |cap| match what {
        "tickets" => cap.tickets,
        "points" => cap.points,
        _ => cap.codes,
    });
    Ok((cap, u32::try_from(i64::from(cap) - so_far).unwrap_or(0)))
}

/// Units that are set aside for codes and have none.
///
/// # Errors
/// When there is no such item, or the database fails.
pub async fn left_aside(app: &App, live: &Live, node: &str, key: &str) -> Result<u32, GiftError> {
    let refused = GiftError::Refused;
    let found = live
        .campaign
        .node(node)
        .ok_or_else(|| refused(Refusal::UnknownNode(node.to_owned())))?;
    let Kind::Reserve(rules) = &found.kind else {
        return Err(refused(Refusal::WrongKind {
            act: "code",
            node: node.to_owned(),
            kind: found.kind.name(),
        }));
    };
    let item = rules.items.iter().find(|item| item.key == key);
    let item = item.ok_or_else(|| refused(Refusal::UnknownItem(key.to_owned())))?;
    let numbers = live.numbers(&*app.store).await?;
    let stock = numbers.stocks.get(&(node.to_owned(), key.to_owned()));
    let stock = stock.copied().unwrap_or_else(|| Stock::of(item));
    Ok(stock.aside.saturating_sub(stock.issued))
}

/// What is given, as the log writes it.
fn written(given: &Given) -> String {
    match given {
        Given::Code { node, item } => format!("codes {node}/{item}"),
        other => other.name().to_owned(),
    }
}

/// The same, read.
#[must_use]
pub fn read(what: &str, amount: u32) -> Option<Given> {
    match what {
        "tickets" => Some(Given::Tickets(amount)),
        "points" => Some(Given::Points(amount)),
        _ => {
            let (node, item) = what.strip_prefix("codes ")?.split_once('/')?;
            Some(Given::Code {
                node: node.to_owned(),
                item: item.to_owned(),
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_log_says_what_was_given() {
        let code = Given::Code {
            node: "sale".to_owned(),
            item: "pearl".to_owned(),
        };
        for (given, amount) in [(Given::Tickets(3), 3), (Given::Points(7), 7), (code, 1)] {
            assert_eq!(read(&written(&given), amount), Some(given));
        }
        assert_eq!(read("gold", 1), None);
    }
}
