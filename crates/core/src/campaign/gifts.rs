//! What staff may give away.

/// What people of one role may give in a day (by UTC), each of them.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(
    feature = "server",
    derive(serde::Serialize, serde::Deserialize, schemars::JsonSchema)
)]
pub struct GiftCap {
    /// Whose cap it is.
    pub role: Role,
    /// Tickets.
    #[cfg_attr(feature = "server", serde(default))]
    pub tickets: u32,
    /// Points.
    #[cfg_attr(feature = "server", serde(default))]
    pub points: u32,
    /// Codes.
    #[cfg_attr(feature = "server", serde(default))]
    pub codes: u32,
}

/// Who gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(
    feature = "server",
    derive(serde::Serialize, serde::Deserialize, schemars::JsonSchema),
    serde(rename_all = "snake_case")
)]
pub enum Role {
    /// An administrator.
    Administrator,
    /// Campaign staff.
    Staff,
}

impl Role {
    /// Its name in files, on the wire and in exports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Administrator => "administrator",
            Self::Staff => "staff",
        }
    }

    /// The role of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Administrator, Self::Staff]
            .into_iter()
            .find(|role| role.name() == name)
    }
}
