//! Tokens with which programs call the API.

use super::Right;
use crate::moment::Moment;
use serde::{Deserialize, Serialize};

/// A token, without its secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct ApiToken {
    /// Its name in addresses; it opens nothing.
    pub id: String,
    /// What it is for.
    pub name: String,
    /// The account that has made it, and beyond whose rights it never goes.
    pub account: String,
    /// That account's name.
    pub by: String,
    /// What it may do.
    pub scopes: Vec<Right>,
    /// The campaigns that it is there for; `null`: all of the account's.
    pub campaigns: Option<Vec<String>>,
    /// When it was made.
    pub made: Moment,
    /// Until when it is good; `null`: until somebody withdraws it.
    pub expires: Option<Moment>,
    /// When it was used last, to five minutes.
    pub seen: Option<Moment>,
}

/// A token to make.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewToken {
    /// What it is for.
    pub name: String,
    /// What it may do: no more than its maker, and neither `manage_accounts` nor `see_audit`.
    pub scopes: Vec<Right>,
    /// The campaigns that it is there for; left out or `null`: all of the account's.
    #[serde(default)]
    pub campaigns: Option<Vec<String>>,
    /// Until when it is good; left out or `null`: until somebody withdraws it.
    #[serde(default)]
    pub expires: Option<Moment>,
}

/// A token, with its secret.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct MadeToken {
    /// The token.
    pub token: ApiToken,
    /// What stands behind `Bearer `: `canyu_` and 43 characters. It is told this once.
    pub secret: String,
}
