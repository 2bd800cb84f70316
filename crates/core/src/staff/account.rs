//! Accounts and invitations.

use super::Role;
use crate::{lang::Lang, moment::Moment};
use serde::{Deserialize, Deserializer, Serialize};

/// Somebody's account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Account {
    /// Its name in addresses, for ever.
    pub id: String,
    /// What he is called.
    pub name: String,
    /// What he signs in with.
    pub email: String,
    /// What he may do.
    pub role: Role,
    /// The campaigns that he is there for; `null`: all.
    pub campaigns: Option<Vec<String>>,
    /// The language that he reads.
    pub language: Lang,
    /// Whether he is asked for a code when he signs in.
    pub second_factor: bool,
    /// Whether the account is closed for now.
    pub disabled: bool,
    /// Since when it is there.
    pub made: Moment,
    /// When he signed in last.
    pub seen: Option<Moment>,
}

/// An account that an administrator makes.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewAccount {
    /// What he is called.
    pub name: String,
    /// What he signs in with.
    pub email: String,
    /// What he may do.
    pub role: Role,
    /// The campaigns that he is there for; left out or `null`: all. Administrators are there for all.
    #[serde(default)]
    pub campaigns: Option<Vec<String>>,
    /// The language that he reads.
    #[serde(default)]
    pub language: Lang,
    /// His first password, of 12 to 256 characters.
    pub password: String,
}

/// What changes about an account; what is left out stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields, default)]
pub struct AccountChange {
    /// What he may do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
    /// The campaigns that he is there for; `null`: all.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "given")]
    #[cfg_attr(feature = "server", schema(value_type = Option<Vec<String>>))]
    pub campaigns: Option<Option<Vec<String>>>,
    /// Whether the account is closed for now. Its sessions end, and its tokens are not taken.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disabled: Option<bool>,
    /// Whether to forget his second factor, because he has lost it.
    pub reset_second_factor: bool,
    /// Whether to end all of his sessions.
    pub sign_out: bool,
}

/// A field that is there, be it `null`.
fn given<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}

/// Somebody who is asked to come, and has not come yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Invitation {
    /// Its name in addresses.
    pub id: String,
    /// To whom it was meant; empty: to whoever has the link.
    pub email: String,
    /// What he will be.
    pub role: Role,
    /// The campaigns that he will be there for; `null`: all.
    pub campaigns: Option<Vec<String>>,
    /// The language in which he is met.
    pub language: Lang,
    /// The name of who invites.
    pub by: String,
    /// When.
    pub made: Moment,
    /// Until when the link is good.
    pub expires: Moment,
}

/// Somebody to ask.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewInvitation {
    /// To whom it is meant; empty: to whoever has the link. He may sign in with another address.
    #[serde(default)]
    pub email: String,
    /// What he will be.
    pub role: Role,
    /// The campaigns that he will be there for; left out or `null`: all.
    #[serde(default)]
    pub campaigns: Option<Vec<String>>,
    /// The language in which he is met.
    #[serde(default)]
    pub language: Lang,
}

/// An invitation, and its link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct MadeInvitation {
    /// The invitation.
    pub invitation: Invitation,
    /// The link, which is told this once.
    pub link: String,
}

/// What stands in a link behind `#invitation=`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct LinkSecret {
    /// The 43 characters.
    pub link: String,
}

/// An invitation, as whoever has its link sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct InvitationLook {
    /// The name of who invites.
    pub by: String,
    /// To whom it was meant; may be empty.
    pub email: String,
    /// What he will be.
    pub role: Role,
    /// The campaigns that he will be there for; `null`: all.
    pub campaigns: Option<Vec<String>>,
    /// The language in which he is met.
    pub language: Lang,
    /// Until when the link is good.
    pub expires: Moment,
}

/// Somebody comes by an invitation.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Accept {
    /// What stands in the link behind `#invitation=`.
    pub link: String,
    /// What he is called.
    pub name: String,
    /// What he will sign in with.
    pub email: String,
    /// His password, of 12 to 256 characters.
    pub password: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_limit_is_something_else_than_no_change_of_the_limit() {
        let read = |text: &str| serde_json::from_str::<AccountChange>(text).unwrap().campaigns;
        assert_eq!(read("{}"), None);
        assert_eq!(read(r#"{"campaigns":null}"#), Some(None));
        assert_eq!(read(r#"{"campaigns":["toy"]}"#), Some(Some(vec!["toy".to_owned()])));
        for campaigns in [None, Some(None), Some(Some(vec!["toy".to_owned()]))] {
            let change = AccountChange {
                campaigns,
                ..AccountChange::default()
            };
            assert_eq!(read(&serde_json::to_string(&change).unwrap()), change.campaigns);
        }
    }
}
