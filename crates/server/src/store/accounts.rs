//! What is kept of accounts and invitations.

use super::{StoreError, audit::Entry};
use async_trait::async_trait;
use canyu_core::{
    moment::Moment,
    staff::{Account, Counts, Invitation},
};

/// An account with its secrets: it has no `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct AccountRow {
    /// What others may know.
    pub account: Account,
    /// The password's hash, in PHC format.
    pub password: String,
    /// The secret of the second factor.
    pub factor: Option<Vec<u8>>,
    /// One that is not confirmed yet.
    pub factor_next: Option<Vec<u8>>,
    /// The last step whose code was taken.
    pub factor_step: i64,
    /// SHA-256 of recovery codes that are left, hexadecimal.
    pub recovery: Vec<String>,
    /// Counts the changes.
    pub changes: i64,
}

/// By what a new account comes.
#[derive(Clone, Debug)]
pub enum By {
    /// The link that the server printed, by its hash. It must be good, and there must be no account.
    FirstLink(String),
    /// An invitation's link, by its hash. It must be good, and is used up.
    Invitation(String),
    /// Somebody who may make accounts.
    Hand,
}

/// What became of a new account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Made {
    /// It is there.
    Made,
    /// Another one has the address.
    EmailTaken,
    /// The link is not good, or not any more.
    LinkOver,
}

/// Which sessions end with a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ends {
    /// None.
    None,
    /// All of the account's.
    All,
    /// All but the one of that hash.
    Others(String),
}

/// What became of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Changed {
    /// It is done.
    Done,
    /// Somebody else has changed the account meanwhile, or it is gone: read it again.
    Raced,
    /// Nobody would be left who can manage accounts.
    LastAdministrator,
}

/// What the store keeps of accounts and invitations.
#[async_trait]
pub trait Accounts {
    /// Whether there is any account.
    async fn has_accounts(&self) -> Result<bool, StoreError>;

    /// All accounts, by name.
    async fn accounts(&self) -> Result<Vec<Account>, StoreError>;

    /// The account of that id.
    async fn account(&self, id: &str) -> Result<Option<AccountRow>, StoreError>;

    /// The account that signs in with an address, as it is kept.
    async fn account_by_email(&self, email: &str) -> Result<Option<AccountRow>, StoreError>;

    /// Makes an account.
    async fn make_account(&self, row: &AccountRow, by: &By, entry: &Entry) -> Result<Made, StoreError>;

    /// Writes an account as it is from now on, if it still is as `row.changes` says.
    async fn change_account(&self, row: &AccountRow, ends: &Ends, entry: Option<&Entry>)
    -> Result<Changed, StoreError>;

    /// Deletes an account with its sessions and tokens.
    async fn delete_account(&self, id: &str, entry: &Entry) -> Result<Changed, StoreError>;

    /// Keeps the link of the first administrator, by its hash, instead of any other one.
    async fn set_first_link(&self, hash: &str, expires: Moment) -> Result<(), StoreError>;

    /// Keeps an invitation, with its link's hash.
    async fn invite(&self, invitation: &Invitation, hash: &str, entry: &Entry) -> Result<(), StoreError>;

    /// The invitations that are good at a moment, the newest first.
    async fn invitations(&self, now: Moment) -> Result<Vec<Invitation>, StoreError>;

    /// The invitation of a link's hash, if it is good at a moment.
    async fn invitation(&self, hash: &str, now: Moment) -> Result<Option<Invitation>, StoreError>;

    /// Withdraws an invitation; whether there was one.
    async fn withdraw_invitation(&self, id: &str, entry: &Entry) -> Result<bool, StoreError>;

    /// How many people of a campaign are verified, and how many are held; who has taken part is counted elsewhere.
    async fn counts(&self, campaign: &str) -> Result<Counts, StoreError>;
}
