//! Codes for units that are set aside, the tills that take codes, and the invitations of seed users: what commands and the console share.

use crate::{
    app::App,
    campaigns::Live,
    entropy,
    export::csv_cell,
    gift::{GiftError, left_aside},
    ingest::NotAccepted,
    store::{StoreError, people::SeedRow, tills::TillRow},
    till::items,
};
use canyu_core::{
    campaign::Campaign,
    code::Code,
    decide::{Order, Refusal},
    fold, id,
    moment::Moment,
    referral,
    staff::Account,
    world::Held,
};
use fairdraw::{hash::sha256, text::hex};
use futures::{StreamExt as _, stream};
use serde_json::json;
use std::{io::Write, sync::Arc};

/// Orders that wait for the writer at the same time.
const AT_ONCE: usize = 128;
/// Longest name of a till in characters.
pub const LONGEST_TILL: usize = 40;
/// Longest name of a group of seeds, and longest label, in characters.
pub const LONGEST_SEED: usize = 60;

/// Why something was not made.
#[derive(Debug, thiserror::Error)]
pub enum GoodsError {
    /// The till's name cannot be one.
    #[error("a till's name has 1 to {LONGEST_TILL} characters")]
    TillName,
    /// There is nothing to redeem.
    #[error("\"{0}\" has no node that gives codes, so there is nothing to redeem")]
    NoCodes(String),
    /// The till is in use.
    #[error("\"{0}\" has a link already: close it first, or choose another name")]
    TillExists(String),
    /// There is no such till.
    #[error("no till \"{till}\" of \"{slug}\" is in use")]
    NoTill {
        /// The campaign.
        slug: String,
        /// The till.
        till: String,
    },
    /// Too few or too many at once.
    #[error("1 to {0} can be made at once")]
    Count(u32),
    /// Codes were made under this key, and are told once.
    #[error("the codes of this request were made before; they are among the free ones")]
    IssuedAlready,
    /// A group or a label cannot be one.
    #[error("a group and a label have 1 to {LONGEST_SEED} characters each")]
    SeedName,
    /// The rules do not allow it.
    #[error(transparent)]
    Gift(#[from] GiftError),
    /// The writer could not keep it.
    #[error(transparent)]
    NotAccepted(#[from] NotAccepted),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl GoodsError {
    /// The stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::TillName => "till_name_malformed",
            Self::NoCodes(_) => "no_codes",
            Self::TillExists(_) => "till_exists",
            Self::NoTill { .. } => "till_unknown",
            Self::Count(_) => "count_malformed",
            Self::IssuedAlready => "issued_already",
            Self::SeedName => "seed_malformed",
            Self::Gift(error) => error.code(),
            Self::NotAccepted(NotAccepted::Refused(refusal)) => refusal.code(),
            Self::NotAccepted(_) | Self::Store(_) => "internal",
        }
    }
}

/// Makes codes for units that are set aside: those that were made, and why there are not more of them.
///
/// # Errors
/// When there are not as many units, and no code was made.
pub async fn issue(
    app: &App,
    live: &Arc<Live>,
    (node, item): (&str, &str),
    count: u32,
    batch: &str,
) -> Result<(Vec<Held>, Option<NotAccepted>), GoodsError> {
    if left_aside(app, live, node, item).await? < count {
        return Err(GiftError::Refused(Refusal::PoolEmpty(item.to_owned())).into());
    }
    let orders = stream::iter(0..count).map(|number| {
        let order = Order::Issue {
            node: node.to_owned(),
            item: item.to_owned(),
        };
        let key = format!("issue/{batch}/{number}");
        app.ingest.order(live.clone(), order, app.clock.now(), key)
    });
    let answers: Vec<_> = orders.buffer_unordered(AT_ONCE).collect().await;
    let (mut made, mut failed) = (Vec::new(), None);
    for answer in answers {
        match answer {
            Ok(held) => made.extend(held),
            Err(error) => failed = Some(error),
        }
    }
    Ok((made, failed))
}

/// Codes as comma-separated values.
pub struct Table<W: Write> {
    out: csv::Writer<W>,
}

impl<W: Write> Table<W> {
    /// A table with its head.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn new(file: W) -> csv::Result<Self> {
        let mut out = csv::Writer::from_writer(file);
        out.write_record([
            "code",
            "node",
            "item",
            "state",
            "origin",
            "fan",
            "transfers",
            "made_at",
            "expires_at",
            "redeemed_at",
            "till",
        ])?;
        Ok(Self { out })
    }

    /// Writes a code.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn write(&mut self, held: &Held) -> csv::Result<()> {
        let (at, till) = held.redeemed.as_ref().map(|(at, till)| (at, till)).unzip();
        let row = json!([
            printed(held),
            held.node,
            held.item,
            held.state.name(),
            held.origin.name(),
            held.fan,
            held.transfers,
            held.made,
            held.expires,
            at,
            till,
        ]);
        self.out
            .write_record(row.as_array().into_iter().flatten().map(csv_cell))
    }

    /// Writes what is left, and hands back where to.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn finish(self) -> std::io::Result<W> {
        self.out.into_inner().map_err(csv::IntoInnerError::into_error)
    }
}

/// A code as it is printed.
#[must_use]
pub fn printed(held: &Held) -> String {
    Code::read(&held.code).map_or_else(|_| held.code.clone(), |code| code.to_string())
}

/// Makes a till: its name as it is kept, and its address below the server's.
///
/// # Errors
/// When there is nothing to redeem, or the name is wrong or in use.
pub async fn make_till(
    store: &dyn crate::store::Store,
    campaign: &Campaign,
    name: &str,
    now: Moment,
) -> Result<(String, String), GoodsError> {
    let slug = &campaign.slug;
    let name = fold::tidy(name);
    if name.is_empty() || name.chars().count() > LONGEST_TILL {
        return Err(GoodsError::TillName);
    }
    if items(campaign).is_empty() {
        return Err(GoodsError::NoCodes(slug.clone()));
    }
    let token = token()?;
    if store.make_till(slug, &name, &hash(&token), now).await? {
        let path = path(slug, &token);
        Ok((name, path))
    } else {
        Err(GoodsError::TillExists(name))
    }
}

/// Closes a till: its name as it is kept.
///
/// # Errors
/// When no till of that name is in use.
pub async fn close_till(
    store: &dyn crate::store::Store,
    slug: &str,
    name: &str,
    now: Moment,
) -> Result<String, GoodsError> {
    let till = fold::tidy(name);
    if store.revoke_till(slug, &till, now).await? {
        return Ok(till);
    }
    let slug = slug.to_owned();
    Err(GoodsError::NoTill { slug, till })
}

/// The till of an account in one of its sessions: its name, and its address below the server's. Another one of the same session is over then.
///
/// # Errors
/// When there is nothing to redeem.
pub async fn own_till(
    app: &App,
    campaign: &Campaign,
    session: &str,
    account: &Account,
) -> Result<(String, String), GoodsError> {
    let slug = &campaign.slug;
    if items(campaign).is_empty() {
        return Err(GoodsError::NoCodes(slug.clone()));
    }
    // What two tills of one name redeem cannot be told apart.
    let shorten = |name: &str| -> String { fold::tidy(name).chars().take(LONGEST_TILL).collect() };
    let short = shorten(&account.name);
    let tills = app.store.tills(slug).await?;
    let others = app.store.accounts().await?;
    let is_taken = tills.iter().any(|till| till.name == short)
        || others
            .iter()
            .any(|other| other.id != account.id && shorten(&other.name) == short);
    let name = if is_taken {
        format!("{short} · {}", account.email)
    } else {
        short
    };
    let token = token()?;
    let row = TillRow {
        campaign: slug.clone(),
        name: name.clone(),
        made: app.clock.now(),
        revoked: None,
        session: Some((session.to_owned(), account.id.clone())),
    };
    app.store.make_own_till(&row, &hash(&token)).await?;
    let path = path(slug, &token);
    Ok((name, path))
}

fn token() -> Result<String, StoreError> {
    entropy::token().map_err(|error| StoreError::Unusable(format!("no randomness: {error}")))
}

fn hash(token: &str) -> String {
    hex(&sha256(token.as_bytes()))
}

fn path(slug: &str, token: &str) -> String {
    format!("/till/{slug}#{token}")
}

/// Invitations of seed users, to be kept. Their codes follow from what `random` gives for their numbers, so that a repeated request makes the same.
///
/// # Errors
/// When a group or a label cannot be one.
pub fn new_seeds<E: From<GoodsError>>(
    (group, label): (&str, &str),
    count: u32,
    now: Moment,
    mut random: impl FnMut(u32) -> Result<u64, E>,
) -> Result<Vec<SeedRow>, E> {
    let (group, label) = (fold::tidy(group), fold::tidy(label));
    let is_wrong = |text: &String| text.is_empty() || text.chars().count() > LONGEST_SEED;
    if is_wrong(&group) || is_wrong(&label) {
        return Err(GoodsError::SeedName.into());
    }
    let row = |number: u32| {
        let label = if count == 1 {
            label.clone()
        } else {
            format!("{label} {number}")
        };
        Ok(SeedRow {
            code: referral::fan_code(random(number)?),
            group: group.clone(),
            label,
            made_at: now,
            fan: None,
        })
    };
    (1..=count).map(row).collect()
}

/// The link of an invitation. The share button that the code names is that of the share node, where there is one.
#[must_use]
pub fn seed_link(campaign: &Campaign, base: &str, code: &str) -> String {
    let node = campaign
        .share()
        .and_then(|(node, _)| campaign.index(&node.id))
        .unwrap_or(0);
    let page = campaign
        .page
        .clone()
        .unwrap_or_else(|| format!("{base}/c/{}", campaign.slug));
    let (page, anchor) = page
        .split_once('#')
        .map_or((page.as_str(), String::new()), |(page, anchor)| {
            (page, format!("#{anchor}"))
        });
    let mark = if page.contains('?') { '&' } else { '?' };
    format!(
        "{page}{mark}canyu={}.{}{anchor}",
        referral::share_code(code, node),
        id::SEED
    )
}
