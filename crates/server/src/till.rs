//! Tills: who may redeem codes, what a till's page needs, and what it is told.

use crate::{app::App, campaigns::Live, ingest::NotAccepted, store::tills::TillRow};
use canyu_core::{
    campaign::{Campaign, InstantGives, Kind},
    code::{Code, CodeError},
    crockford::ALPHABET,
    decide::Refusal,
    lang::Text,
    moment::Moment,
};
use fairdraw::text::hex;
use std::sync::Arc;

/// Why a till was not served.
#[derive(Debug, thiserror::Error)]
pub enum TillError {
    /// The token is no till's of this campaign, or the till was closed.
    #[error("this token is no till's of this campaign any more: ask for a new link")]
    TillUnknown,
    /// The code has been mistyped.
    #[error("this cannot be a code: {0}")]
    Malformed(CodeError),
    /// It was made for another campaign.
    #[error("this code belongs to another campaign")]
    OtherCampaign,
    /// It was made by nobody here.
    #[error("this code was not made for this campaign")]
    NotGenuine,
    /// It could have been made here, but was not.
    #[error("there is no such code in this campaign")]
    Unknown,
    /// Its time has passed.
    #[error("this code expired at {0}")]
    Expired(Moment),
    /// It is not valid any more.
    #[error("this code is not valid any more: it was given back, or handed on under a new one")]
    Cancelled,
    /// It was redeemed before.
    #[error("this code was redeemed at {at} by {till}")]
    Already {
        /// When.
        at: Moment,
        /// At which till.
        till: String,
    },
}

impl TillError {
    /// The stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::TillUnknown => "till_unknown",
            Self::Malformed(error) => error.code(),
            Self::OtherCampaign => "code_other_campaign",
            Self::NotGenuine => "code_not_genuine",
            Self::Unknown => "code_unknown",
            Self::Expired(_) => "code_expired",
            Self::Cancelled => "code_cancelled",
            Self::Already { .. } => "redeemed_already",
        }
    }

    /// A refusal about a code as a till is told it; any other is handed back.
    ///
    /// # Errors
    /// What is not about a code.
    pub fn read(error: NotAccepted) -> Result<Self, NotAccepted> {
        match error {
            NotAccepted::Refused(Refusal::CodeUnknown) => Ok(Self::Unknown),
            NotAccepted::Refused(Refusal::CodeMalformed(error)) => Ok(Self::Malformed(error)),
            NotAccepted::Refused(Refusal::CodeCancelled) => Ok(Self::Cancelled),
            NotAccepted::Refused(Refusal::CodeExpired(at)) => Ok(Self::Expired(at.0)),
            NotAccepted::Refused(Refusal::CodeRedeemed { at, till }) => Ok(Self::Already { at: at.0, till }),
            other => Err(other),
        }
    }
}

/// What a till's page needs, also while it has no network.
#[derive(Debug, serde::Serialize, utoipa::ToSchema)]
pub struct TillView {
    /// The campaign.
    pub slug: String,
    /// Its headline by language.
    #[schema(value_type = Object)]
    pub title: Text,
    /// The till's name.
    pub till: String,
    /// The key that codes are checked with offline, 64 hexadecimal digits. Whoever has it can make codes that look genuine, and redeem none
    /// of them: the server knows which ones there are.
    pub key: String,
    /// What codes stand for.
    pub items: Vec<TillItem>,
    /// Whether this is a rehearsal.
    pub rehearsal: bool,
}

/// What codes stand for.
#[derive(Debug, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct TillItem {
    /// The first two characters of its codes.
    pub prefix: String,
    /// What it is called, by language.
    #[schema(value_type = Object)]
    pub text: Text,
}

/// What a till sends.
#[derive(Debug, serde::Deserialize, utoipa::ToSchema)]
pub struct RedeemRequest {
    /// The code, as it was typed or scanned.
    pub code: String,
}

/// A code that is redeemed.
#[derive(Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
pub struct RedeemAnswer {
    /// The code, as it is printed.
    pub code: String,
    /// The node.
    pub node: String,
    /// The item, or the place of the prize.
    pub item: String,
    /// When it was redeemed.
    pub redeemed_at: Moment,
    /// By which till: this one.
    pub till: String,
    /// Whether this till had redeemed it by an earlier request under another key: a second customer, perhaps.
    pub again: bool,
}

/// What the till's page needs.
#[must_use]
pub fn view(live: &Live, till: TillRow, rehearsal: bool) -> TillView {
    TillView {
        slug: live.campaign.slug.clone(),
        title: live.campaign.title.clone(),
        till: till.name,
        key: hex(&live.secrets.till()),
        items: items(&live.campaign),
        rehearsal,
    }
}

/// All that codes of a campaign can stand for.
#[must_use]
pub fn items(campaign: &Campaign) -> Vec<TillItem> {
    let mut items = Vec::new();
    for (node, kind) in campaign.nodes.iter().map(|node| &node.kind).enumerate() {
        let texts: Vec<Option<&Text>> = match kind {
            Kind::Reserve(rules) => rules.items.iter().map(|item| Some(&item.text)).collect(),
            Kind::Instant(rules) => rules
                .prizes
                .iter()
                .map(|prize| (prize.gives == InstantGives::Code).then_some(&prize.name))
                .collect(),
            _ => Vec::new(),
        };
        for (item, text) in texts.into_iter().enumerate() {
            if let Some(text) = text {
                items.push(TillItem {
                    prefix: [node, item].map(character).iter().collect(),
                    text: text.clone(),
                });
            }
        }
    }
    items
}

fn character(index: usize) -> char {
    ALPHABET.get(index & 31).map_or('0', |&byte| char::from(byte))
}

/// A code as it was typed, which was made for this campaign; whether it exists is for the writer to say.
///
/// # Errors
/// When it was not, and whose it is as far as that can be told.
pub fn genuine(app: &App, live: &Arc<Live>, typed: &str) -> Result<Code, TillError> {
    let code = Code::read(typed).map_err(TillError::Malformed)?;
    let is_of = |live: &Live| code.is_genuine(&live.secrets.till(), &live.campaign.slug);
    if is_of(live) {
        return Ok(code);
    }
    let others = app.campaigns.slugs();
    let is_others = others
        .iter()
        .filter_map(|slug| app.campaigns.get(slug))
        .any(|other| is_of(&other));
    Err(if is_others {
        TillError::OtherCampaign
    } else {
        TillError::NotGenuine
    })
}
