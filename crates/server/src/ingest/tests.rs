//! What waits together is written together, and comes out as if it had come one after another.

mod counts;

use super::*;
use crate::store::sqlite::Sqlite;
use canyu_core::{
    act::{Act, ActRequest},
    campaign::{Campaign, Proof},
    referral::share_code,
    secrets::Secrets,
    world::Fan,
};

const CAMPAIGN: &str = r#"
slug = "toy"
rehearsal = true
languages = ["en"]
title = { en = "A toy" }
opens = 2024-08-04T19:00:00Z
closes = 2024-08-04T20:15:00Z
origins = ["https://toys.example"]

[confirm]
by = ["email"]

[[nodes]]
id = "guess"
kind = "guess"
title = { en = "What is it?" }
tickets = 1

[[nodes]]
id = "friends"
kind = "share"
title = { en = "Bring friends" }
tickets = 2
"#;
/// Half past seven.
const NOW: Moment = Moment(1_722_799_800_000);

struct Desk {
    store: Sqlite,
    live: Arc<Live>,
    keys: u32,
    _folder: tempfile::TempDir,
}

impl Desk {
    async fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("canyu.db").display());
        let campaign: Campaign = canyu_core::file::read(CAMPAIGN).campaign.unwrap();
        Self {
            store: Sqlite::open_for_a_while(&url).await.unwrap(),
            live: Arc::new(Live::example(campaign, Secrets::new([7; 32]))),
            keys: 0,
            _folder: folder,
        }
    }

    fn job(&mut self, task: Task) -> Job {
        self.keys += 1;
        Job {
            live: self.live.clone(),
            task,
            key: format!("key-{}", self.keys),
            digest: String::new(),
            place: String::new(),
        }
    }

    /// Tasks that wait together, all of which are accepted.
    async fn write(&mut self, tasks: Vec<Task>) {
        assert!(self.try_write(tasks).await.iter().all(Result::is_ok));
    }

    /// Tasks that wait together.
    async fn try_write(&mut self, tasks: Vec<Task>) -> Vec<Answer> {
        let (group, answers): (Vec<_>, Vec<_>) = tasks
            .into_iter()
            .map(|task| {
                let (reply, answer) = oneshot::channel();
                ((self.job(task), reply), answer)
            })
            .unzip();
        write(&self.store, group, &|_: &str| ()).await;
        let mut told = Vec::new();
        for answer in answers {
            told.push(answer.await.unwrap());
        }
        told
    }

    /// Somebody comes, by whose link.
    async fn comes(&mut self, token: &str, by: Option<&Fan>) -> Fan {
        let code = by.map(|by| share_code(&by.code, 1));
        let random = u64::from(self.keys + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let act = Act::Arrive {
            code,
            channel: None,
            utm: None,
        };
        let input = Input {
            token: token.to_owned(),
            request: ActRequest { at: None, act },
            now: NOW,
            entropy: [random, !random],
        };
        self.write(vec![Task::Act(input)]).await;
        self.fan(token).await
    }

    async fn fan(&self, token: &str) -> Fan {
        self.store.fan("toy", token).await.unwrap().unwrap()
    }
}

fn is(fan: &Fan, person: &str) -> Task {
    let (fan, person, how) = (fan.id.clone(), person.to_owned(), Proof::Email);
    Task::Order(Order::Verify { fan, person, how }, NOW)
}

#[tokio::test]
async fn two_mergers_that_wait_together_make_no_circle_of_who_brought_whom() {
    let mut desk = Desk::open().await;
    let (first, second) = (desk.comes("device-1", None).await, desk.comes("device-2", None).await);
    let (one, two) = (
        desk.comes("person-1", Some(&second)).await,
        desk.comes("person-2", Some(&first)).await,
    );
    desk.write(vec![is(&one, "x"), is(&two, "y")]).await;
    desk.write(vec![is(&first, "x"), is(&second, "y")]).await;
    let (one, two) = (desk.fan("person-1").await, desk.fan("person-2").await);
    let by = |fan: &Fan| fan.referrer.as_ref().map(|referrer| referrer.fan.clone());
    // The first person was brought by the second device, which turns out to be the second person: who was brought by the first, and would so
    // have been brought by himself.
    assert_eq!((by(&one), by(&two)), (Some(two.id.clone()), None));
    assert_eq!(desk.fan("device-1").await.id, one.id);
    assert_eq!(desk.fan("device-2").await.id, two.id);
}
