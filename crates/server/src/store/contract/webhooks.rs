//! Webhooks: what is told, who takes it, and what becomes of it.

use super::*;
use crate::{
    store::{
        audit::Entry,
        webhooks::{Delivery, Listed, Tried},
    },
    webhook::{Hook, message::Message},
};
use canyu_core::staff::{Happening, MessageState, Replay, WebhookProblem, WebhookState, What, Who, WhoKind};
use serde_json::json;

const FAR: Moment = Moment(1_000_000);

fn hook(id: &str, kinds: &[Happening]) -> Hook {
    Hook {
        campaign: "toy".to_owned(),
        id: id.to_owned(),
        url: "https://example.org/".to_owned(),
        kinds: kinds.to_vec(),
        secret: "whsec_AAAA".to_owned(),
        old_secret: None,
        state: WebhookState::On,
        fails: 0,
        failing: None,
        rest: Moment(0),
        problem: None,
        delivered: None,
        since: Moment(1),
        made: Moment(1),
        made_by: "Li".to_owned(),
    }
}

fn entry() -> Entry {
    Entry {
        at: Moment(1),
        who: Who {
            kind: WhoKind::Account,
            account: "li".to_owned(),
            name: "Li".to_owned(),
        },
        place: String::new(),
        what: What::WebhookMade,
        campaign: Some("toy".to_owned()),
        about: String::new(),
        change: json!({}),
    }
}

fn opened() -> Message {
    Message {
        at: Moment(5),
        kind: Happening::Opened,
        fan: None,
        data: json!({}),
    }
}

fn tried(delivery: &Delivery, problem: Option<WebhookProblem>, at: i64) -> Tried {
    Tried {
        seq: delivery.seq,
        state: if problem.is_some() {
            MessageState::Waiting
        } else {
            MessageState::Delivered
        },
        tries: delivery.tries + 1,
        at: Moment(at),
        next: Moment(at + 100),
        rest: None,
        status: problem.is_none().then_some(200),
        problem,
        answer: "ok".to_owned(),
        took_ms: 3,
    }
}

async fn take(store: &dyn Store, id: &str, now: i64) -> Vec<Delivery> {
    store
        .take_deliveries("toy", id, Moment(now), Moment(now + 50), 9)
        .await
        .unwrap()
}

fn all() -> Listed {
    Listed {
        state: None,
        before: i64::MAX,
        most: 9,
        is_rehearsal: false,
    }
}

contract! {
    what_a_group_does_is_told_to_those_who_want_it_and_taken_by_one, store => {
        for (id, kinds) in [("all", &[Happening::Arrived, Happening::Joined][..]), ("joined", &[Happening::Joined])] {
            assert!(store.make_webhook(&hook(id, kinds), 2, &entry()).await.unwrap());
        }
        assert!(!store.make_webhook(&hook("more", &[Happening::Joined]), 2, &entry()).await.unwrap(), "there are two");
        let changes = vec![
            Change::Arrive(Box::new(fan("a", None))), event("a", "", EventKind::Arrived, 5), event("a", "guess", EventKind::Seen, 6),
            event("a", "", EventKind::Joined, 7),
        ];
        write(&*store, "toy", &delta(changes), &[]).await.unwrap();
        let first = take(&*store, "all", 10).await;
        assert_eq!(first.iter().map(|one| (one.kind, one.at)).collect::<Vec<_>>(), [(Happening::Arrived, Moment(5)), (Happening::Joined, Moment(7))]);
        assert!(take(&*store, "all", 10).await.is_empty(), "somebody has them");
        assert_eq!(take(&*store, "all", 60).await.len(), 2, "not for ever");
        assert_eq!(take(&*store, "joined", 10).await.len(), 1);
        let note = [tried(&first[0], None, 70), tried(&first[1], Some(WebhookProblem::Failed), 70)];
        let after = store.note_deliveries("toy", "all", &note, Moment(0)).await.unwrap().unwrap();
        assert_eq!((after.fails, after.delivered), (0, Some(Moment(70))), "it takes some: it is well");
        assert!(take(&*store, "all", 169).await.is_empty());
        assert_eq!(take(&*store, "all", 170).await[0].tries, 1);
        let list = store.deliveries("toy", "all", all()).await.unwrap();
        assert_eq!(list.iter().map(|one| (one.kind, one.state, one.tries)).collect::<Vec<_>>(),
            [(Happening::Joined, MessageState::Waiting, 1), (Happening::Arrived, MessageState::Delivered, 1)]);
        assert_eq!(store.count_deliveries("toy", "all").await.unwrap(), (1, 0));
    }
}

contract! {
    a_group_that_is_dropped_tells_nothing, store => {
        store.make_webhook(&hook("all", &[Happening::Arrived]), 9, &entry()).await.unwrap();
        let changes = vec![Change::Arrive(Box::new(fan("a", None))), event("a", "", EventKind::Arrived, 5)];
        let mut group = store.begin().await.unwrap();
        group.save("toy", &delta(changes), &[], &[]).await.unwrap();
        drop(group);
        assert!(take(&*store, "all", 10).await.is_empty());
    }
}

contract! {
    a_receiver_is_left_alone_longer_and_longer_and_given_up_in_the_end, store => {
        store.make_webhook(&hook("all", &[Happening::Opened]), 9, &entry()).await.unwrap();
        store.tell_webhooks("toy", &opened(), None, None, Moment(5)).await.unwrap();
        let one = &take(&*store, "all", 10).await[0];
        let note = |problem, at, patience| {
            let (store, tried) = (store.clone(), [tried(one, Some(problem), at)]);
            async move { store.note_deliveries("toy", "all", &tried, Moment(patience)).await.unwrap().unwrap() }
        };
        let first = note(WebhookProblem::TooSlow, 20, 0).await;
        assert_eq!((first.fails, first.failing, first.rest, first.problem), (1, Some(Moment(20)), Moment(5_020), Some(WebhookProblem::TooSlow)));
        let second = note(WebhookProblem::Failed, 30, 0).await;
        assert_eq!((second.fails, second.failing, second.rest, second.state), (2, Some(Moment(20)), Moment(30_030), WebhookState::On));
        assert_eq!(note(WebhookProblem::Failed, 40, 21).await.state, WebhookState::Stopped, "nothing has arrived since before that");
        store.change_webhook(&second.awake(), &entry()).await.unwrap();
        assert_eq!(note(WebhookProblem::Gone, 50, 0).await.state, WebhookState::Stopped);
        assert!(store.remove_webhook("toy", "all", &entry()).await.unwrap());
        assert!(store.note_deliveries("toy", "all", &[], Moment(0)).await.unwrap().is_none(), "it was taken away meanwhile");
    }
}

contract! {
    what_comes_by_time_is_told_once_and_a_test_to_one, store => {
        for id in ["a", "b"] {
            store.make_webhook(&hook(id, &[Happening::Opened]), 9, &entry()).await.unwrap();
        }
        let tell = |once, only| {
            let store = store.clone();
            async move { store.tell_webhooks("toy", &opened(), once, only, Moment(5)).await.unwrap() }
        };
        let first = tell(Some("opened"), None).await.unwrap();
        assert_eq!(tell(Some("opened"), None).await, None);
        let second = tell(None, Some("b")).await.unwrap();
        assert!(second > first);
        assert_eq!((take(&*store, "a", 10).await.len(), take(&*store, "b", 10).await.len()), (1, 2));
    }
}

contract! {
    what_was_given_up_and_what_arrived_can_be_sent_again_until_it_is_swept, store => {
        store.make_webhook(&hook("all", &[Happening::Opened]), 9, &entry()).await.unwrap();
        let seq = store.tell_webhooks("toy", &opened(), None, None, Moment(5)).await.unwrap().unwrap();
        let one = &take(&*store, "all", 10).await[0];
        let failed = Tried { state: MessageState::Failed, ..tried(one, Some(WebhookProblem::Refused), 20) };
        store.note_deliveries("toy", "all", &[failed], Moment(0)).await.unwrap();
        assert!(take(&*store, "all", 900).await.is_empty());
        let again = |what| {
            let store = store.clone();
            async move { store.replay("toy", "all", what, Moment(900), &entry()).await.unwrap() }
        };
        assert_eq!(again(Replay::Failed).await, 1);
        let once_more = take(&*store, "all", 900).await;
        assert_eq!((once_more[0].seq, once_more[0].tries), (seq, 0));
        assert_eq!((again(Replay::Failed).await, again(Replay::Message(seq)).await, again(Replay::Message(seq + 9)).await), (0, 1, 0));
        assert_eq!((again(Replay::Since(Moment(5))).await, again(Replay::Since(Moment(6))).await), (1, 0));
        // Whoever is made later can be told what was before, as far as it is kept.
        store.make_webhook(&hook("late", &[Happening::Opened]), 9, &entry()).await.unwrap();
        assert!(take(&*store, "late", 900).await.is_empty());
        assert_eq!(store.replay("toy", "late", Replay::Since(Moment(0)), Moment(900), &entry()).await.unwrap(), 1);
        store.sweep_webhooks(Moment(5)).await.unwrap();
        assert_eq!(store.deliveries("toy", "late", all()).await.unwrap().len(), 1);
        store.sweep_webhooks(FAR).await.unwrap();
        assert!(store.deliveries("toy", "late", all()).await.unwrap().is_empty());
        let next = store.tell_webhooks("toy", &opened(), None, None, Moment(5)).await.unwrap().unwrap();
        assert!(next > seq, "a number is never given twice");
    }
}
