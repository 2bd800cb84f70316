//! What every store must do. Each engine runs all of it.

use super::{ActRow, EntryRow, Picture, Publication, Release, Store, StoreError, sqlite::Sqlite};
use canyu_core::{
    moment::Moment,
    world::{
        Change, Delta, Event, EventKind, Fan, Grant, OpenMoment, Pick, Reason, Referrer, Ruling, Step, Unit, Wants,
        World,
    },
};
use std::sync::Arc;

async fn sqlite() -> (Arc<dyn Store>, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("canyu.db").display());
    (Arc::new(Sqlite::open(&url).await.unwrap()), folder)
}

/// Runs a test against every engine.
macro_rules! contract {
    ($(#[doc = $doc:literal])* $name:ident, $store:ident => $body:block) => {
        #[tokio::test]
        async fn $name() {
            let ($store, _folder) = sqlite().await;
            $body
        }
    };
}

mod accounts;
mod door;
mod drafts;
mod draws;
mod exports;
mod forest;
mod goods;
mod life;
mod links;
mod staff;
mod tills;
mod uploads;
mod webhooks;

fn fan(id: &str, referrer: Option<&str>) -> Fan {
    Fan {
        id: id.to_owned(),
        token: format!("token-{id}"),
        code: format!("CODE-{id}"),
        referrer: referrer.map(|fan| Referrer {
            fan: fan.to_owned(),
            node: "guess".to_owned(),
        }),
        channel: "messenger".to_owned(),
        generation: u32::from(referrer.is_some()),
        origin: String::new(),
        arrived: Moment(5),
        joined: None,
        nonce: None,
        friends_arrived: 0,
        friends_joined: 0,
        friends_counted: 0,
        verified: None,
        standing: Default::default(),
        merged_into: None,
        kept_out: None,
        credits: Vec::new(),
        owed: Default::default(),
        steps: Default::default(),
        picks: Default::default(),
        earned: Default::default(),
        codes: Default::default(),
        waits: Vec::new(),
        wins: Vec::new(),
    }
}

fn event(fan: &str, node: &str, kind: EventKind, at: i64) -> Change {
    Change::Record(Event {
        at: Moment(at),
        fan: fan.to_owned(),
        node: node.to_owned(),
        kind,
        channel: "messenger".to_owned(),
        generation: 0,
    })
}

fn grant(fan: &str, about: Option<&str>, amount: u32) -> Change {
    Change::Grant(Grant {
        at: Moment(9),
        fan: fan.to_owned(),
        node: "guess".to_owned(),
        reason: if about.is_some() { Reason::Friend } else { Reason::Done },
        about: about.map(str::to_owned),
        unit: Unit::Tickets,
        amount,
    })
}

fn pick(fan: &str, key: &str, label: &str) -> Change {
    Change::Pick {
        fan: fan.to_owned(),
        node: "guess".to_owned(),
        key: key.to_owned(),
        pick: Pick {
            label: label.to_owned(),
            people: 1,
            own: !label.is_empty(),
            score: 0,
        },
        ruling: Ruling::Shown,
        at: Moment(9),
    }
}

fn delta(changes: Vec<Change>) -> Delta {
    let mut world = World::default();
    world.apply(changes);
    world.take_delta()
}

async fn write(store: &dyn Store, campaign: &str, delta: &Delta, acts: &[ActRow]) -> Result<(), StoreError> {
    let mut group = store.begin().await?;
    group.save(campaign, delta, acts, &[]).await?;
    group.commit().await
}

async fn load_all(store: &dyn Store) -> World {
    let wants = tokens(&["a", "b", "c"]);
    store.begin().await.unwrap().load("toy", &wants, &[]).await.unwrap().0
}

fn release<'a>(publication: &'a Publication, manifest: Option<&'a [u8]>) -> Release<'a> {
    Release {
        publication,
        pictures: &[],
        manifest,
        secret: [9; 32],
        moments: &[],
    }
}

fn tokens(names: &[&str]) -> Wants {
    Wants {
        tokens: names.iter().map(|name| format!("token-{name}")).collect(),
        goods: true,
        credits: true,
        ..Wants::default()
    }
}

contract! {
    a_fan_is_read_back_as_written, store => {
        let changes = vec![
            Change::Arrive(Box::new(fan("a", None))),
            Change::Arrive(Box::new(fan("b", Some("a")))),
            event("b", "guess", EventKind::Seen, 6),
            event("b", "guess", EventKind::Completed, 7),
            Change::Join { fan: "b".to_owned(), at: Moment(7) },
            pick("b", "kettle", "A kettle"),
            grant("b", None, 2),
            grant("a", Some("b"), 3),
            grant("b", None, 4),
            Change::EnterDraw { fan: "b".to_owned(), nonce: "0f".repeat(32) },
        ];
        let mut world = World::default();
        world.apply(changes);
        let delta = world.take_delta();
        assert_eq!(delta.weighed.iter().collect::<Vec<_>>(), ["b"], "whoever is in the draw is owed a receipt");
        let entry = EntryRow {
            fan: "b".to_owned(), nonce: "0f".repeat(32), commit: [7; 32], weight: 6, at: 9, signature: vec![1; 64],
        };
        let mut group = store.begin().await.unwrap();
        group.save("toy", &delta, &[], std::slice::from_ref(&entry)).await.unwrap();
        group.commit().await.unwrap();
        assert_eq!(store.entry("toy", "b").await.unwrap(), Some(entry));
        assert_eq!(store.entry("toy", "a").await.unwrap(), None);
        let (read, _) = store.begin().await.unwrap().load("toy", &tokens(&["b"]), &[]).await.unwrap();
        assert_eq!(read.fan("b"), world.fan("b"));
        assert_eq!(read.fan("a"), world.fan("a"), "the referrer comes along");
        assert_eq!(read.fan("b").unwrap().tickets(), 6);
        assert!(read.fan("b").unwrap().steps.contains(&("guess".to_owned(), Step::Completed)));
        assert_eq!(store.fan("toy", "token-b").await.unwrap().as_ref(), world.fan("b"));
        assert_eq!(store.fan("other", "token-b").await.unwrap(), None, "campaigns are apart");
    }
}

contract! {
    what_is_wanted_is_loaded_by_token_code_and_pick, store => {
        let changes = vec![Change::Arrive(Box::new(fan("a", None))), Change::Arrive(Box::new(fan("b", None))), pick("a", "kettle", "A kettle")];
        write(&*store, "toy", &delta(changes), &[]).await.unwrap();
        let wants = Wants {
            codes: ["CODE-b".to_owned(), "CODE-x".to_owned()].into(),
            picks: [("guess".to_owned(), "kettle".to_owned()), ("guess".to_owned(), "torch".to_owned())].into(),
            ..tokens(&["a", "nobody"])
        };
        let (world, _) = store.begin().await.unwrap().load("toy", &wants, &[]).await.unwrap();
        assert!(world.fan_by_token("token-a").is_some() && world.fan_by_token("token-nobody").is_none());
        assert!(world.fan_by_code("CODE-b").is_some() && world.fan_by_code("CODE-x").is_none());
        assert_eq!((world.ruling("guess", "kettle"), world.ruling("guess", "torch")), (Some(Ruling::Shown), None));
    }
}

contract! {
    numbers_add_up_over_groups_and_the_strongest_picks_come_first, store => {
        let people = ["a", "b", "c"];
        let mut changes: Vec<_> = people.iter().map(|id| Change::Arrive(Box::new(fan(id, None)))).collect();
        changes.extend([pick("a", "kettle", "A kettle"), pick("b", "torch", "Torch")]);
        write(&*store, "toy", &delta(changes), &[]).await.unwrap();
        let mut world = load_all(&*store).await;
        let second = vec![
            pick("c", "torch", ""),
            Change::Unpick { fan: "a".to_owned(), node: "guess".to_owned(), key: "kettle".to_owned() },
            event("a", "guess", EventKind::Completed, 7),
        ];
        world.apply(second);
        write(&*store, "toy", &world.take_delta(), &[]).await.unwrap();
        let third = vec![pick("a", "torch", ""), event("b", "guess", EventKind::Completed, 8)];
        write(&*store, "toy", &delta(third), &[]).await.unwrap();
        let numbers = store.numbers("toy", &[("guess", 1)]).await.unwrap();
        assert_eq!(numbers.count("done/guess"), 2);
        let strongest: Vec<_> = numbers.picks["guess"].iter().map(|p| (p.key.as_str(), p.label.as_str(), p.people)).collect();
        assert_eq!(strongest, [("torch", "Torch", 3)]);
        assert_eq!(store.numbers("toy", &[("guess", 9)]).await.unwrap().picks["guess"][1].people, 0);
        let elsewhere = store.numbers("other", &[("guess", 9)]).await.unwrap();
        assert!(elsewhere.counters.is_empty() && elsewhere.picks["guess"].is_empty());
    }
}

contract! {
    a_pick_made_and_taken_back_in_one_group_leaves_nothing, store => {
        let back = |fan: &str| Change::Unpick { fan: fan.to_owned(), node: "guess".to_owned(), key: "kettle".to_owned() };
        let changes = vec![
            Change::Arrive(Box::new(fan("a", None))), Change::Arrive(Box::new(fan("b", None))),
            pick("a", "kettle", "A kettle"), back("a"), pick("b", "kettle", ""), back("b"), pick("b", "kettle", ""),
        ];
        write(&*store, "toy", &delta(changes), &[]).await.unwrap();
        assert!(store.fan("toy", "token-a").await.unwrap().unwrap().picks.is_empty());
        assert_eq!(store.fan("toy", "token-b").await.unwrap().unwrap().picks.len(), 1);
        assert_eq!(store.numbers("toy", &[("guess", 9)]).await.unwrap().picks["guess"][0].people, 1);
    }
}

contract! {
    accepted_acts_are_remembered_by_token_and_key, store => {
        let act = |token: &str, key: &str| ActRow {
            token: token.to_owned(), key: key.to_owned(), act: "tap".to_owned(),
            place: String::new(),
            digest: "d".to_owned(), earned: 3, at: Moment(1),
        };
        write(&*store, "toy", &Delta::default(), &[act("a", "1"), act("b", "1")]).await.unwrap();
        let asked = [("a".to_owned(), "1".to_owned()), ("a".to_owned(), "2".to_owned())];
        let (_, accepted) = store.begin().await.unwrap().load("toy", &Wants::default(), &asked).await.unwrap();
        assert_eq!(accepted.into_values().collect::<Vec<_>>(), [act("a", "1")]);
        let (_, elsewhere) = store.begin().await.unwrap().load("other", &Wants::default(), &asked).await.unwrap();
        assert!(elsewhere.is_empty());
        let twice = write(&*store, "toy", &Delta::default(), &[act("a", "1")]).await;
        assert!(matches!(twice, Err(StoreError::Database(_))), "a key is accepted once");
    }
}

contract! {
    a_group_that_is_dropped_or_fails_leaves_nothing, store => {
        let mut group = store.begin().await.unwrap();
        group.save("toy", &delta(vec![Change::Arrive(Box::new(fan("a", None)))]), &[], &[]).await.unwrap();
        drop(group);
        assert_eq!(store.fan("toy", "token-a").await.unwrap(), None);
        write(&*store, "toy", &delta(vec![Change::Arrive(Box::new(fan("a", None)))]), &[]).await.unwrap();
        let clash = Fan { id: "z".to_owned(), ..fan("a", None) };
        let failed = write(&*store, "toy", &delta(vec![Change::Arrive(Box::new(fan("b", None))), Change::Arrive(Box::new(clash))]), &[]).await;
        assert!(failed.is_err(), "a token belongs to one fan");
        assert_eq!(store.fan("toy", "token-b").await.unwrap(), None);
    }
}

contract! {
    the_latest_publication_counts, store => {
        let publication = |campaign: &str, version| Publication {
            campaign: campaign.to_owned(), version, rules: "{}".to_owned(), source: format!("v{version}"), model: "{}".to_owned(),
            published_at: Moment(i64::from(version)),
        };
        let picture = Picture {
            name: "0-full-x.jpg".to_owned(), node: "toy".to_owned(), stage: 0, preview: false, width: 4, height: 2, body: vec![1, 2, 3],
        };
        let moment = OpenMoment { moment: 0, at: Moment(7), prize: 0 };
        let version_one = publication("toy", 1);
        let first = Release {
            pictures: std::slice::from_ref(&picture),
            secret: [1; 32],
            moments: &[("luck".to_owned(), vec![moment])],
            ..release(&version_one, Some(b"{}\n"))
        };
        store.publish(&first).await.unwrap();
        store.publish(&release(&publication("loaf", 1), None)).await.unwrap();
        store.publish(&release(&publication("toy", 2), Some(b"other"))).await.unwrap();
        assert_eq!(store.secret("toy").await.unwrap(), Some([1; 32]), "a secret is drawn once");
        assert_eq!(store.manifest("toy").await.unwrap().as_deref(), Some(&b"{}\n"[..]), "a manifest is published once");
        assert_eq!(store.manifest("loaf").await.unwrap(), None);
        assert!(store.publish(&release(&publication("toy", 2), None)).await.is_err());
        let versions = store.versions("toy").await.unwrap();
        assert_eq!(versions, [publication("toy", 1), publication("toy", 2)]);
        assert_eq!(store.publications().await.unwrap(), [publication("loaf", 1), publication("toy", 2)]);
        assert_eq!(store.publication_count().await.unwrap(), 3);
        assert_eq!(store.pictures("toy", 1).await.unwrap(), [Picture { body: Vec::new(), ..picture }]);
        assert_eq!(store.picture_body("toy", "0-full-x.jpg").await.unwrap(), Some(vec![1, 2, 3]));
        assert_eq!(store.picture_body("loaf", "0-full-x.jpg").await.unwrap(), None);
    }
}

contract! {
    a_rehearsals_database_is_never_a_real_one, store => {
        assert_eq!(store.is_rehearsal().await.unwrap(), None);
        store.claim(true).await.unwrap();
        store.claim(true).await.unwrap();
        assert_eq!(store.is_rehearsal().await.unwrap(), Some(true));
        let refused = store.claim(false).await.unwrap_err();
        assert!(matches!(refused, StoreError::OtherClock { kept: "rehearsal", asked: "real" }), "{refused}");
    }
}
