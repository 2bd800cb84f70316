//! Stock, codes, waiting lists, winning moments: what a group writes, the next one loads.

use super::*;
use canyu_core::world::{CodeState, Held, Origin, Stock, WaitRow, Win};

fn held(code: &str, fan: Option<&str>, state: CodeState) -> Held {
    Held {
        code: code.to_owned(),
        node: "shelf".to_owned(),
        item: "toy".to_owned(),
        state,
        origin: Origin::Line,
        fan: fan.map(str::to_owned),
        transfers: 2,
        made: Moment(5),
        expires: Moment(90),
        offered: false,
        redeemed: None,
    }
}

fn waits(fan: &str, place: u32) -> WaitRow {
    WaitRow {
        node: "shelf".to_owned(),
        item: "toy".to_owned(),
        place,
        fan: fan.to_owned(),
        at: Moment(6),
        ahead: 0,
    }
}

fn stock(units: u32) -> Wants {
    Wants {
        stocks: [(("shelf".to_owned(), "toy".to_owned()), units)].into(),
        goods: true,
        credits: true,
        ..Wants::default()
    }
}

async fn load(store: &dyn Store, wants: &Wants) -> World {
    store.begin().await.unwrap().load("toy", wants, &[]).await.unwrap().0
}

contract! {
    stock_and_the_head_of_the_waiting_list_come_back_as_they_were_written, store => {
        let spread = Stock { taken: 3, aside: 2, issued: 1, waiting: 3, next_place: 3, next_code: 4 };
        let mut changes: Vec<_> = ["a", "b", "c"].map(|id| Change::Arrive(Box::new(fan(id, None)))).into();
        changes.push(Change::Stock { node: "shelf".to_owned(), item: "toy".to_owned(), stock: spread });
        changes.extend([("b", 0), ("a", 1), ("c", 2)].map(|(fan, place)| Change::Wait(waits(fan, place))));
        write(&*store, "toy", &delta(changes), &[]).await.unwrap();
        let world = load(&*store, &stock(2)).await;
        assert_eq!(world.stock("shelf", "toy"), Some(spread));
        assert_eq!(world.first_waiting("shelf", "toy"), Some(&(0, "b".to_owned())));
        let c = store.fan("toy", "token-c").await.unwrap().unwrap();
        assert_eq!((c.waits[0].place, c.waits[0].ahead), (2, 2));
        write(&*store, "toy", &delta(vec![Change::Leave(waits("b", 0))]), &[]).await.unwrap();
        assert_eq!(load(&*store, &stock(1)).await.first_waiting("shelf", "toy"), Some(&(1, "a".to_owned())));
        assert_eq!(store.fan("toy", "token-c").await.unwrap().unwrap().waits[0].ahead, 1);
        let numbers = store.numbers("toy", &[]).await.unwrap();
        assert_eq!(numbers.stocks[&("shelf".to_owned(), "toy".to_owned())], spread);
    }
}

contract! {
    more_can_never_be_issued_than_is_set_aside, store => {
        let wrong = Stock { aside: 1, issued: 2, ..Stock::default() };
        let change = Change::Stock { node: "shelf".to_owned(), item: "toy".to_owned(), stock: wrong };
        assert!(write(&*store, "toy", &delta(vec![change]), &[]).await.is_err(), "the database watches, too");
    }
}

contract! {
    a_code_is_found_by_itself_and_by_its_holder_and_changes_hands, store => {
        let changes = vec![
            Change::Arrive(Box::new(fan("a", None))), Change::Arrive(Box::new(fan("b", None))),
            Change::Code(held("CODE1", Some("a"), CodeState::Held)), Change::Code(held("CODE2", None, CodeState::Free)),
        ];
        write(&*store, "toy", &delta(changes), &[]).await.unwrap();
        let wants = Wants { held: ["CODE1".to_owned(), "CODE2".to_owned()].into(), goods: true, ..Wants::default() };
        let world = load(&*store, &wants).await;
        assert_eq!(world.code("CODE2"), Some(&held("CODE2", None, CodeState::Free)));
        assert_eq!(world.fan("a").unwrap().codes["CODE1"].state, CodeState::Held, "the holder comes along");
        let redeemed = Held { redeemed: Some((Moment(8), "shop".to_owned())), ..held("CODE1", Some("b"), CodeState::Redeemed) };
        write(&*store, "toy", &delta(vec![Change::Code(redeemed.clone())]), &[]).await.unwrap();
        assert!(store.fan("toy", "token-a").await.unwrap().unwrap().codes.is_empty());
        assert_eq!(store.fan("toy", "token-b").await.unwrap().unwrap().codes["CODE1"], redeemed);
        assert_eq!(store.expired_codes("toy", Moment(90), 9).await.unwrap(), ["CODE2"]);
        assert!(store.expired_codes("toy", Moment(89), 9).await.unwrap().is_empty());
    }
}

contract! {
    a_winning_moment_is_taken_once, store => {
        let publication = Publication {
            campaign: "toy".to_owned(), version: 1, rules: "{}".to_owned(), source: String::new(), model: "{}".to_owned(), published_at: Moment(0),
        };
        let moments = [(0, 10), (1, 10), (2, 30)].map(|(moment, at)| OpenMoment { moment, at: Moment(at), prize: 0 });
        let first = Release { moments: &[("luck".to_owned(), moments.to_vec())], ..release(&publication, None) };
        store.publish(&first).await.unwrap();
        let win = |moment| Win { node: "luck".to_owned(), moment, prize: 0, at: Moment(12) };
        for id in ["a", "b"] {
            let changes = vec![Change::Arrive(Box::new(fan(id, None))), Change::Win { fan: id.to_owned(), win: win(0) }];
            write(&*store, "toy", &delta(changes), &[]).await.unwrap();
        }
        assert_eq!(store.fan("toy", "token-a").await.unwrap().unwrap().wins, [win(0)]);
        assert!(store.fan("toy", "token-b").await.unwrap().unwrap().wins.is_empty());
        let wants = Wants { moments: [("luck".to_owned(), 1)].into(), ..Wants::default() };
        let open: Vec<_> = load(&*store, &wants).await.moments("luck").copied().collect();
        assert_eq!(open, moments[1..]);
    }
}
