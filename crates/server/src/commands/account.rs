//! `canyu account`: for who runs the server, and the way back in for who is locked out.

use super::desk::plain;
use crate::{
    account::{
        Hasher, change,
        change::{forget_factor, known},
        field, lockout,
        sign_in::id,
    },
    entropy,
    settings::{DatabaseArg, SettingsFile},
    store::{
        Store,
        accounts::{AccountRow, By, Changed, Ends, Made},
        audit::Entry,
    },
};
use anyhow::{Context as _, bail};
use canyu_core::{
    lang::Lang,
    moment::Moment,
    staff::{Account as Known, Role, What, Who, WhoKind},
};
use serde_json::{Value, json};
use std::process::ExitCode;

/// Accounts of staff.
#[derive(Debug, clap::Subcommand)]
pub enum AccountCommand {
    /// Make an account; its first password is shown once
    Add(Add),
    /// List the accounts
    List {
        /// Where they are kept
        #[command(flatten)]
        database: DatabaseArg,
    },
    /// Give an account a new password, which is shown once; takes away its second factor, opens it, ends its sessions
    Reset {
        /// The address
        email: String,
        /// Where it is kept
        #[command(flatten)]
        database: DatabaseArg,
    },
}

/// A new account.
#[derive(Debug, clap::Args)]
pub struct Add {
    /// The address that is signed in with
    email: String,
    /// What its owner is called
    #[arg(long, value_name = "NAME")]
    name: String,
    /// administrator, staff, marketer, viewer or till
    #[arg(long, value_name = "ROLE", default_value = "administrator", value_parser = role)]
    role: Role,
    /// A campaign that the account is there for; may be given several times [default: all]
    #[arg(long = "campaign", value_name = "SLUG")]
    campaigns: Vec<String>,
    /// en, zh-Hans or zh-Hant
    #[arg(long, value_name = "TAG", default_value = "en", value_parser = language)]
    language: Lang,
    #[command(flatten)]
    database: DatabaseArg,
}

fn role(name: &str) -> Result<Role, String> {
    let names = || Role::ALL.map(Role::name).join(", ");
    Role::named(name).ok_or_else(|| format!("choose one of {}", names()))
}

fn language(tag: &str) -> Result<Lang, String> {
    Lang::from_tag(tag).ok_or_else(|| "choose one of en, zh-Hans, zh-Hant".to_owned())
}

impl AccountCommand {
    pub(super) async fn run(self, settings: &SettingsFile) -> anyhow::Result<ExitCode> {
        let database = match &self {
            Self::Add(add) => &add.database,
            Self::List { database } | Self::Reset { database, .. } => database,
        };
        let store = database.open(settings).await?;
        let done = match &self {
            Self::Add(new) => add(&*store, new).await?,
            Self::List { .. } => list(&*store).await?,
            Self::Reset { email, .. } => reset(&*store, email).await?,
        };
        store.close().await;
        Ok(done)
    }
}

/// Accounts belong to people, so their times are the machine's, whatever clock the database's campaigns have.
fn now() -> Moment {
    crate::clock::Clock::real().wall()
}

/// Something that was done on the command line.
pub(super) fn entry(what: What, about: &str, change: Value) -> Entry {
    Entry {
        at: now(),
        who: Who {
            kind: WhoKind::CommandLine,
            account: String::new(),
            name: String::new(),
        },
        place: String::new(),
        what,
        campaign: None,
        about: about.to_owned(),
        change,
    }
}

/// A password that nobody knows, and its hash.
async fn password() -> anyhow::Result<(String, String)> {
    let fresh = entropy::token()
        .context("no randomness")?
        .chars()
        .take(24)
        .collect::<String>();
    let hash = Hasher::default().hash(&fresh).await?;
    Ok((fresh, hash))
}

fn show(email: &str, password: &str) {
    println!("{password}");
    eprintln!("This is the password of {email}. It is shown once: sign in with it, and choose another one.");
}

async fn add(store: &dyn Store, new: &Add) -> anyhow::Result<ExitCode> {
    let campaigns = Some(new.campaigns.clone()).filter(|campaigns| !campaigns.is_empty());
    let (fresh, hash) = password().await?;
    let account = Known {
        id: id()?,
        name: field::name(&new.name)?,
        email: field::email(&new.email)?,
        role: new.role,
        campaigns: field::campaigns(new.role, campaigns)?,
        language: new.language,
        second_factor: false,
        disabled: false,
        made: now(),
        seen: None,
    };
    let row = AccountRow {
        account,
        password: hash,
        factor: None,
        factor_next: None,
        factor_step: 0,
        recovery: Vec::new(),
        changes: 0,
    };
    let email = &row.account.email;
    let entry = entry(What::AccountMade, email, json!({ "after": known(&row.account) }));
    match store.make_account(&row, &By::Hand, &entry).await? {
        Made::Made => {
            show(email, &fresh);
            Ok(ExitCode::SUCCESS)
        }
        _ => {
            eprintln!(
                "refused[email_taken]: there is an account with this address already: `canyu account reset` opens it"
            );
            Ok(ExitCode::FAILURE)
        }
    }
}

async fn list(store: &dyn Store) -> anyhow::Result<ExitCode> {
    for account in store.accounts().await? {
        let campaigns = account
            .campaigns
            .map_or_else(|| "all".to_owned(), |campaigns| campaigns.join(","));
        let state = match (account.disabled, account.second_factor) {
            (true, _) => "closed",
            (false, true) => "second factor",
            (false, false) => "password",
        };
        let seen = account.seen.map_or_else(|| "never".to_owned(), |at| at.to_string());
        println!(
            "{}\t{}\t{}\t{campaigns}\t{state}\t{seen}",
            plain(&account.email),
            plain(&account.name),
            account.role.name()
        );
    }
    Ok(ExitCode::SUCCESS)
}

async fn reset(store: &dyn Store, email: &str) -> anyhow::Result<ExitCode> {
    let email = field::typed(email);
    let Some(before) = store.account_by_email(&email).await? else {
        eprintln!("refused[unknown_account]: nobody signs in with \"{}\"", plain(&email));
        return Ok(ExitCode::FAILURE);
    };
    let (fresh, hash) = password().await?;
    let mut after = before.clone();
    after.password = hash;
    after.account.disabled = false;
    forget_factor(&mut after);
    let told = change::difference(&before.account, &after.account);
    let entry = entry(What::AccountReset, &email, told);
    if store.change_account(&after, &Ends::All, Some(&entry)).await? != Changed::Done {
        bail!("somebody has changed this account at the same moment: try again");
    }
    lockout::forgive(store, &email).await?;
    show(&email, &fresh);
    Ok(ExitCode::SUCCESS)
}
