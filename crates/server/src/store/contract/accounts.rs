//! Accounts, sessions, tries and the log.

use super::*;
use crate::store::{
    accounts::{AccountRow, By, Changed, Ends, Made},
    audit::{AuditFilter, Entry},
    sessions::SessionRecord,
};
use canyu_core::staff::{Account, Counts, Invitation, Role, What, Who, WhoKind};

fn row(id: &str, role: Role) -> AccountRow {
    AccountRow {
        account: Account {
            id: id.to_owned(),
            name: id.to_owned(),
            email: format!("{id}@example.org"),
            role,
            campaigns: None,
            language: Default::default(),
            second_factor: false,
            disabled: false,
            made: Moment(5),
            seen: None,
        },
        password: "hash".to_owned(),
        factor: None,
        factor_next: None,
        factor_step: 0,
        recovery: Vec::new(),
        changes: 0,
    }
}

fn entry(what: What, campaign: Option<&str>) -> Entry {
    Entry {
        at: Moment(7),
        who: Who {
            kind: WhoKind::Account,
            account: "li".to_owned(),
            name: "Li".to_owned(),
        },
        place: "203.0.113.0".to_owned(),
        what,
        campaign: campaign.map(str::to_owned),
        about: String::new(),
        change: serde_json::json!({ "after": 1 }),
    }
}

fn session(hash: &str) -> SessionRecord {
    SessionRecord {
        hash: hash.to_owned(),
        id: format!("id-{hash}"),
        account: "li".to_owned(),
        made: Moment(10),
        seen: Moment(10),
        place: String::new(),
        agent: String::new(),
    }
}

async fn lines(store: &dyn Store) -> usize {
    let filter = AuditFilter {
        most: 100,
        ..AuditFilter::default()
    };
    store.audit(&filter).await.unwrap().len()
}

contract! {
    who_has_read_an_older_state_of_an_account_changes_nothing, store => {
        let made = entry(What::AccountMade, None);
        assert_eq!(store.make_account(&row("li", Role::Administrator), &By::Hand, &made).await.unwrap(), Made::Made);
        let mut other = row("other", Role::Staff);
        other.account.email = "li@example.org".to_owned();
        assert_eq!(store.make_account(&other, &By::Hand, &made).await.unwrap(), Made::EmailTaken);
        let read = store.account("li").await.unwrap().unwrap();
        let mut changed = read.clone();
        changed.recovery = vec!["one".to_owned()];
        changed.factor = Some(vec![1, 2, 3]);
        changed.account.second_factor = true;
        store.begin_session(&session("a"), &made).await.unwrap();
        store.begin_session(&session("b"), &made).await.unwrap();
        let ends = Ends::Others("a".to_owned());
        let change = entry(What::AccountChanged, None);
        assert_eq!(store.change_account(&changed, &ends, Some(&change)).await.unwrap(), Changed::Done);
        assert!(store.session("a").await.unwrap().is_some() && store.session("b").await.unwrap().is_none());
        let written = lines(&*store).await;
        assert_eq!(store.change_account(&changed, &Ends::All, Some(&change)).await.unwrap(), Changed::Raced);
        assert_eq!(lines(&*store).await, written, "and nothing is told of it");
        assert!(store.session("a").await.unwrap().is_some());
        changed.changes += 1;
        assert!(store.account_by_email("li@example.org").await.unwrap().unwrap() == changed);
    }
}

contract! {
    the_last_administrator_stays_one_and_nothing_is_told_of_the_attempt, store => {
        let made = entry(What::AccountMade, None);
        store.make_account(&row("li", Role::Administrator), &By::Hand, &made).await.unwrap();
        store.make_account(&row("wang", Role::Staff), &By::Hand, &made).await.unwrap();
        let mut demoted = store.account("li").await.unwrap().unwrap();
        demoted.account.role = Role::Viewer;
        let change = entry(What::AccountChanged, None);
        assert_eq!(store.change_account(&demoted, &Ends::All, Some(&change)).await.unwrap(), Changed::LastAdministrator);
        assert_eq!(store.delete_account("li", &change).await.unwrap(), Changed::LastAdministrator);
        assert_eq!(lines(&*store).await, 2);
        assert_eq!(store.accounts().await.unwrap().len(), 2);
        assert_eq!(store.delete_account("wang", &change).await.unwrap(), Changed::Done);
        assert_eq!(store.delete_account("wang", &change).await.unwrap(), Changed::Raced);
    }
}

contract! {
    a_link_makes_one_account_while_it_is_good, store => {
        let made = entry(What::InvitationAccepted, None);
        let invitation = Invitation {
            id: "i".to_owned(), email: String::new(), role: Role::Staff, campaigns: Some(vec!["toy".to_owned()]), language: Default::default(),
            by: "Li".to_owned(), made: Moment(1), expires: Moment(8),
        };
        store.invite(&invitation, "hash", &made).await.unwrap();
        assert_eq!(store.invitation("hash", Moment(7)).await.unwrap(), Some(invitation.clone()));
        assert_eq!(store.invitation("hash", Moment(8)).await.unwrap(), None);
        assert_eq!(store.invitation("other", Moment(7)).await.unwrap(), None);
        let by = By::Invitation("hash".to_owned());
        assert_eq!(store.make_account(&row("li", Role::Staff), &by, &made).await.unwrap(), Made::Made);
        assert_eq!(store.make_account(&row("wang", Role::Staff), &by, &made).await.unwrap(), Made::LinkOver);
        store.set_first_link("first", Moment(100)).await.unwrap();
        let by = By::FirstLink("first".to_owned());
        assert_eq!(store.make_account(&row("wang", Role::Staff), &by, &made).await.unwrap(), Made::LinkOver, "somebody is there");
    }
}

contract! {
    tries_are_counted_before_they_are_looked_at, store => {
        let after_two = |_: &str, failed: u32| if failed >= 2 { 100 } else { 0 };
        let keys = ["a".to_owned(), "b".to_owned()];
        let first = store.begin_try(&keys, Moment(10), after_two).await.unwrap().unwrap();
        assert_eq!(first.iter().map(|tries| tries.failed).collect::<Vec<_>>(), [0, 0]);
        let second = store.begin_try(&keys[..1], Moment(20), after_two).await.unwrap().unwrap();
        assert_eq!(store.begin_try(&keys, Moment(119), after_two).await.unwrap(), Err(Moment(120)), "one of them is enough");
        store.undo_try(&second).await.unwrap();
        assert!(store.begin_try(&keys[1..], Moment(119), after_two).await.unwrap().is_ok());
        assert_eq!(store.begin_try(&keys[..1], Moment(119), after_two).await.unwrap().unwrap()[0].failed, 1);
        store.forgive("a").await.unwrap();
        assert_eq!(store.begin_try(&keys[..1], Moment(119), after_two).await.unwrap().unwrap()[0].failed, 0);
    }
}

contract! {
    the_log_is_read_by_campaign_by_account_and_page_by_page, store => {
        for campaign in [None, Some("toy"), Some("loaf"), Some("toy")] {
            store.note(&entry(What::TokenMade, campaign)).await.unwrap();
        }
        let read = |filter: AuditFilter| {
            let store = store.clone();
            async move { store.audit(&filter).await.unwrap().into_iter().map(|line| line.seq).collect::<Vec<_>>() }
        };
        let all = AuditFilter { most: 10, ..AuditFilter::default() };
        assert_eq!(read(all.clone()).await, [4, 3, 2, 1]);
        assert_eq!(read(AuditFilter { campaign: Some("toy".to_owned()), ..all.clone() }).await, [4, 2]);
        assert_eq!(read(AuditFilter { account: Some("wang".to_owned()), ..all.clone() }).await, [0_i64; 0]);
        assert_eq!(read(AuditFilter { before: Some(4), most: 2, ..all.clone() }).await, [3, 2]);
        let line = store.audit(&all).await.unwrap().remove(1);
        let told = entry(What::TokenMade, Some("loaf"));
        assert_eq!((line.at, line.who, line.place, line.what, line.campaign, line.change), (told.at, told.who, told.place, told.what, told.campaign, told.change));
        assert_eq!(store.counts("toy").await.unwrap(), Counts::default());
    }
}
