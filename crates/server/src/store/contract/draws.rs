//! Draws: what every store must do.

use super::{fan, release, sqlite};
use crate::store::{
    EntryRow, Publication, Store,
    draws::{CheckpointRow, Closed, Document, Drawn, DrawnRow, Entered},
    winners::{Claim, ForfeitRow, Promotion, WinnerRow},
};
use canyu_core::{
    moment::Moment,
    world::{Change, World},
};
use fairdraw::{roll::Row, tree::Label};
use futures::TryStreamExt as _;
use std::sync::Arc;

/// A campaign with so many fans, who have entered with 0, 1, 2, … tickets; their public names descend as the tickets ascend.
async fn entered(fans: u8) -> (Arc<dyn Store>, tempfile::TempDir) {
    let (store, folder) = sqlite().await;
    for campaign in ["toy", "loaf"] {
        let publication = Publication {
            campaign: campaign.to_owned(),
            version: 1,
            rules: "{}".to_owned(),
            source: String::new(),
            model: "{}".to_owned(),
            published_at: Moment(0),
        };
        store.publish(&release(&publication, Some(b"{}\n"))).await.unwrap();
    }
    let ids: Vec<String> = (0..fans).map(|number| format!("fan-{number}")).collect();
    let mut world = World::default();
    world.apply(ids.iter().map(|id| Change::Arrive(Box::new(fan(id, None)))).collect());
    let entries: Vec<EntryRow> = (0..fans)
        .zip(&ids)
        .map(|(number, id)| EntryRow {
            fan: id.clone(),
            nonce: "0f".repeat(32),
            commit: [200 - number; 32],
            weight: u32::from(number),
            at: u64::from(number),
            signature: vec![number; 64],
        })
        .collect();
    let mut group = store.begin().await.unwrap();
    group.save("toy", &world.take_delta(), &[], &entries).await.unwrap();
    group.commit().await.unwrap();
    (store, folder)
}

fn label(sum: u64) -> Label {
    Label {
        hash: [sum as u8; 32],
        sum,
    }
}

fn note(at: i64) -> CheckpointRow {
    CheckpointRow {
        at,
        note: format!("note {at}\n"),
    }
}

async fn close(store: &dyn Store, most: u32) {
    let mut closing = store.begin_close("toy", 1).await.unwrap().unwrap();
    closing.freeze(most).await.unwrap();
    let closed = Closed {
        at: 100,
        commitment: "committed\n".to_owned(),
        excluded: "kept out\n".to_owned(),
        checkpoint: note(100),
        labels: vec![label(3), label(4)],
    };
    closing.write(&closed).await.unwrap();
    closing.commit().await.unwrap();
}

fn row(number: u8, weight: u32) -> Row {
    Row {
        commit: [200 - number; 32],
        weight,
    }
}

#[tokio::test]
async fn a_list_is_closed_in_the_order_of_its_commits_without_those_who_have_no_tickets_or_are_kept_out() {
    let (store, _folder) = entered(5).await;
    assert!(store.exclude("toy", 1, "fan-2", "staff", 7).await.unwrap());
    assert!(
        store.exclude("toy", 1, "fan-2", "fraud", 8).await.unwrap(),
        "a second reason takes its place"
    );
    assert!(store.exclude("toy", 1, "fan-3", "staff", 9).await.unwrap());
    assert!(store.include("toy", 1, "fan-3").await.unwrap() && !store.include("toy", 1, "fan-3").await.unwrap());
    let before = Entered {
        entries: 4,
        tickets: 1 + 2 + 3 + 3,
    };
    assert_eq!(
        store.entered("toy", 3).await.unwrap(),
        before,
        "nobody counts for more than 3"
    );
    let mut closing = store.begin_close("toy", 1).await.unwrap().unwrap();
    closing.freeze(3).await.unwrap();
    assert_eq!(closing.rows(0, 2).await.unwrap(), [row(4, 3), row(3, 3)]);
    assert_eq!(closing.rows(2, 9).await.unwrap(), [row(1, 1)]);
    let excluded = closing.excluded().await.unwrap();
    assert_eq!(
        (excluded.len(), excluded[0].commit, excluded[0].reason.as_str()),
        (1, [198; 32], "fraud")
    );
    assert_eq!(closing.entered(3).await.unwrap(), before);
    drop(closing);
    assert_eq!(
        store.draw("toy", 1).await.unwrap().unwrap().stamp.closed_at,
        None,
        "dropped, it leaves nothing"
    );
    assert!(store.roll_rows("toy", 1, 0, 9).await.unwrap().is_empty());
    close(&*store, 3).await;
    assert_eq!(store.roll_rows("toy", 1, 1, 9).await.unwrap(), [row(3, 3), row(1, 1)]);
    assert_eq!(store.roll_labels("toy", 1).await.unwrap(), [label(3), label(4)]);
    for (number, place) in [
        (4, Some(0)),
        (3, Some(1)),
        (1, Some(2)),
        (2, None),
        (0, None),
        (200, None),
    ] {
        let found = store.roll_place("toy", 1, &[200 - number; 32]).await.unwrap();
        assert_eq!(found, place, "{number}");
    }
    assert_eq!(store.roll_place("loaf", 1, &[199; 32]).await.unwrap(), None);
    assert!(store.begin_close("toy", 1).await.unwrap().is_none(), "once");
    assert!(
        store.begin_close("loaf", 1).await.unwrap().is_some(),
        "campaigns are apart"
    );
}

#[tokio::test]
async fn a_closed_list_takes_neither_checkpoints_nor_exclusions() {
    let (store, _folder) = entered(3).await;
    assert!(store.add_checkpoint("toy", 1, &note(10), None).await.unwrap());
    assert!(
        !store.add_checkpoint("toy", 1, &note(20), None).await.unwrap(),
        "it rests on an older one"
    );
    assert!(store.add_checkpoint("toy", 1, &note(20), Some(10)).await.unwrap());
    assert_eq!(store.last_checkpoint("toy", 1).await.unwrap(), Some(note(20)));
    assert!(store.exclude("toy", 1, "fan-2", "staff", 30).await.unwrap());
    assert!(
        !store.tell("toy", 1, "too early", 40).await.unwrap(),
        "nothing is committed to"
    );
    close(&*store, 9).await;
    let kept_out = store.kept_out("toy", 1).await.unwrap();
    let told: Vec<_> = kept_out
        .iter()
        .map(|row| (row.fan.as_str(), row.reason.as_str(), row.at))
        .collect();
    assert_eq!(told, [("fan-2", "staff", 30)]);
    assert_eq!(store.kept_out("loaf", 1).await.unwrap(), [], "campaigns are apart");
    assert_eq!(store.told("toy", 1).await.unwrap(), None);
    for (place, at) in [("the forum", 150), ("the newspaper", 160)] {
        assert!(store.tell("toy", 1, place, at).await.unwrap());
        assert_eq!(store.told("toy", 1).await.unwrap(), Some((place.to_owned(), at)));
    }
    assert!(!store.include("toy", 1, "fan-2").await.unwrap());
    assert!(!store.add_checkpoint("toy", 1, &note(200), Some(100)).await.unwrap());
    assert!(!store.exclude("toy", 1, "fan-1", "staff", 200).await.unwrap());
    assert_eq!(store.exclusion("toy", 1, "fan-1").await.unwrap(), None);
    let notes: Vec<i64> = store
        .checkpoints("toy", 1)
        .await
        .unwrap()
        .iter()
        .map(|row| row.at)
        .collect();
    assert_eq!(notes, [10, 20, 100]);
    let row = store.draw("toy", 1).await.unwrap().unwrap();
    assert_eq!(
        (row.stamp.closed_at, row.commitment.as_deref()),
        (Some(100), Some("committed\n"))
    );
    let excluded = store.draw_document("toy", 1, Document::Excluded).await.unwrap();
    assert_eq!(excluded.as_deref(), Some(&b"kept out\n"[..]));
    let receipts = store.receipts("toy", "fan-2").await.unwrap();
    assert_eq!((receipts.len(), receipts[0].weight, receipts[0].at), (1, 2, 2));
    assert!(store.receipts("toy", "fan-0").await.unwrap().is_empty());
}

fn drawn() -> Drawn {
    let winner = |place, start, prize: Option<u32>| DrawnRow {
        place,
        start,
        prize,
        until: prize.map(|_| 500),
    };
    Drawn {
        at: 300,
        beacon: "[]\n".to_owned(),
        result: b"{}\n".to_vec(),
        winners: vec![winner(2, 7, Some(0)), winner(0, 0, Some(1)), winner(1, 4, None)],
    }
}

#[tokio::test]
async fn a_result_is_kept_once_and_only_of_a_closed_list() {
    let (store, _folder) = entered(4).await;
    assert!(
        !store.keep_result("toy", 1, &drawn()).await.unwrap(),
        "the list is open"
    );
    close(&*store, 9).await;
    let nobody = Drawn {
        winners: vec![DrawnRow {
            place: 3,
            start: 0,
            prize: None,
            until: None,
        }],
        ..drawn()
    };
    assert!(
        store.keep_result("toy", 1, &nobody).await.is_err(),
        "there is no such place"
    );
    assert!(store.keep_result("toy", 1, &drawn()).await.unwrap());
    assert!(
        !store
            .keep_result("toy", 1, &Drawn { at: 999, ..drawn() })
            .await
            .unwrap()
    );
    let stamps = store.draw_stamps().await.unwrap();
    let brief: Vec<_> = stamps
        .iter()
        .map(|stamp| (stamp.campaign.as_str(), stamp.drawn_at))
        .collect();
    assert_eq!(brief, [("loaf", None), ("toy", Some(300))]);
    let winners: Vec<WinnerRow> = store.winners("toy", 1).try_collect().await.unwrap();
    let brief: Vec<_> = winners
        .iter()
        .map(|row| (row.k, row.fan.as_deref(), row.weight, row.start, row.prize))
        .collect();
    assert_eq!(
        brief,
        [
            (0, Some("fan-1"), 1, 7, Some(0)),
            (1, Some("fan-3"), 3, 0, Some(1)),
            (2, Some("fan-2"), 2, 4, None)
        ]
    );
    assert_eq!(store.winner("toy", 1, "fan-3").await.unwrap().as_ref(), winners.get(1));
    assert_eq!(store.winner("toy", 1, "fan-0").await.unwrap(), None);
}

fn claim(at: i64) -> Claim {
    Claim {
        at: Some(at),
        name: Some("Jo".to_owned()),
        ..Claim::default()
    }
}

#[tokio::test]
async fn prizes_are_claimed_once_in_time_and_only_by_who_has_them() {
    let (store, _folder) = entered(4).await;
    close(&*store, 9).await;
    assert!(store.keep_result("toy", 1, &drawn()).await.unwrap());
    assert!(!store.keep_claim("toy", 1, 0, &claim(500)).await.unwrap(), "it is over");
    assert!(
        !store.keep_claim("toy", 1, 2, &claim(400)).await.unwrap(),
        "an alternate has no prize"
    );
    assert!(store.keep_claim("toy", 1, 0, &claim(499)).await.unwrap());
    assert!(
        !store.keep_claim("toy", 1, 0, &claim(400)).await.unwrap(),
        "claimed already"
    );
    let lost = ForfeitRow {
        k: 1,
        reason: "declined".to_owned(),
        at: 400,
        signature: vec![1; 64],
    };
    let standing = store.standing("toy", 1, 1).await.unwrap();
    assert_eq!((standing.drawn, standing.forfeits, standing.alternate), (3, 0, Some(2)));
    assert_eq!(standing.winner.unwrap().fan.as_deref(), Some("fan-3"));
    assert_eq!(store.standing("toy", 1, 3).await.unwrap().winner, None);
    let next = Promotion {
        k: 2,
        prize: 1,
        until: 900,
    };
    let forfeit = async |known, lost: &ForfeitRow, claimed_at, next: Option<&Promotion>| {
        store.forfeit("toy", 1, known, lost, claimed_at, next).await.unwrap()
    };
    assert!(
        !forfeit(1, &lost, None, Some(&next)).await,
        "it rests on another number of forfeits"
    );
    assert!(
        !forfeit(0, &lost, Some(400), Some(&next)).await,
        "it rests on another claim"
    );
    assert!(
        !forfeit(0, &lost, None, Some(&Promotion { k: 0, ..next })).await,
        "number 0 has a prize"
    );
    assert!(store.forfeits("toy", 1).await.unwrap().is_empty());
    assert!(forfeit(0, &lost, None, Some(&next)).await);
    assert_eq!(store.forfeits("toy", 1).await.unwrap(), [lost]);
    let standing = store.standing("toy", 1, 1).await.unwrap();
    assert_eq!(
        (standing.forfeits, standing.last_at, standing.alternate),
        (1, Some(400), None)
    );
    assert!(standing.winner.unwrap().forfeited.is_some());
    assert!(
        !store.keep_claim("toy", 1, 1, &claim(450)).await.unwrap(),
        "it is forfeited"
    );
    assert!(store.keep_claim("toy", 1, 2, &claim(450)).await.unwrap());
    let again = ForfeitRow {
        k: 1,
        reason: "declined".to_owned(),
        at: 500,
        signature: vec![1; 64],
    };
    assert!(
        store.forfeit("toy", 1, 1, &again, None, None).await.is_err(),
        "nobody forfeits twice"
    );
    let winners: Vec<WinnerRow> = store.winners("toy", 1).try_collect().await.unwrap();
    let brief: Vec<_> = winners
        .iter()
        .map(|row| (row.claim.at, row.prize, row.until, row.forfeited.is_some()))
        .collect();
    assert_eq!(
        brief,
        [
            (Some(499), Some(0), Some(500), false),
            (None, Some(1), Some(500), true),
            (Some(450), Some(1), Some(900), false)
        ]
    );
}
