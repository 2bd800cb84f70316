//! What staff do: rulings, gifts, and the codes there are.

use super::*;
use crate::store::staff::{CodeFilter, GiftRow, People, RulingRow, Said};
use canyu_core::world::{CodeState, Held, Origin};

fn guess(fan: &str, key: &str, ruling: Ruling) -> Change {
    Change::Pick {
        fan: fan.to_owned(),
        node: "guess".to_owned(),
        key: key.to_owned(),
        pick: Pick::written(key.to_uppercase()),
        ruling,
        at: Moment(9),
    }
}

fn saying(pick: &str, said: Said, at: i64) -> RulingRow {
    RulingRow {
        at: Moment(at),
        by: "mei".to_owned(),
        node: "guess".to_owned(),
        pick: pick.to_owned(),
        said,
        reason: "rude".to_owned(),
    }
}

contract! {
    what_is_hidden_is_seen_by_nobody_and_stands_in_the_log, store => {
        let changes = vec![
            Change::Arrive(Box::new(fan("a", None))), Change::Arrive(Box::new(fan("b", None))),
            guess("a", "kettle", Ruling::Shown), guess("b", "torch", Ruling::Waiting), guess("a", "torch", Ruling::Waiting),
            guess("b", "lamp", Ruling::Waiting),
        ];
        write(&*store, "toy", &delta(changes), &[]).await.unwrap();
        let keys = async |ruling| {
            let rows = store.written("toy", "guess", ruling, 9).await.unwrap();
            rows.into_iter().map(|row| (row.key, row.people)).collect::<Vec<_>>()
        };
        let key = |key: &str, people| (key.to_owned(), people);
        assert_eq!(keys(Ruling::Waiting).await, [key("torch", 2), key("lamp", 1)]);
        assert!(store.rule("toy", &saying("torch", Said::Shown, 10)).await.unwrap());
        assert!(store.rule("toy", &saying("kettle", Said::Hidden, 11)).await.unwrap());
        assert!(!store.rule("toy", &saying("radio", Said::Hidden, 12)).await.unwrap(), "nobody has written it");
        assert!(!store.rule("loaf", &saying("torch", Said::Hidden, 12)).await.unwrap());
        assert_eq!(keys(Ruling::Shown).await, [key("torch", 2)]);
        assert_eq!(keys(Ruling::Hidden).await, [key("kettle", 1)]);
        let wall = store.numbers("toy", &[("guess", 9)]).await.unwrap().picks.remove("guess").unwrap();
        assert_eq!(wall.iter().map(|pick| pick.key.as_str()).collect::<Vec<_>>(), ["torch"]);
        assert!(store.rule("toy", &saying("torch", Said::Right, 13)).await.unwrap());
        assert!(store.written("toy", "guess", Ruling::Shown, 9).await.unwrap()[0].correct, "and it is shown as before");
        let log = store.rulings("toy", 2).await.unwrap();
        assert_eq!(log, [saying("torch", Said::Right, 13), saying("kettle", Said::Hidden, 11)]);
    }
}

contract! {
    who_is_meant_by_a_gift, store => {
        let joined = |id: &str, channel: &str, at| vec![
            Change::Arrive(Box::new(Fan { channel: channel.to_owned(), ..fan(id, None) })),
            Change::Join { fan: id.to_owned(), at: Moment(at) },
        ];
        let code = |code: &str, fan: &str, item: &str, state| Change::Code(Held {
            code: code.to_owned(), node: "sale".to_owned(), item: item.to_owned(), state, origin: Origin::Line,
            fan: Some(fan.to_owned()), transfers: 0, made: Moment(5), expires: Moment(90), offered: false,
            redeemed: (state == CodeState::Redeemed).then(|| (Moment(50), "Counter 1".to_owned())),
        });
        let mut changes = [joined("a", "forum", 10), joined("b", "forum", 20), joined("c", "messenger", 30)].concat();
        changes.extend([
            Change::Arrive(Box::new(fan("d", None))), event("b", "guess", EventKind::Completed, 5),
            event("c", "guess", EventKind::Seen, 5),
            code("C1", "a", "pearl", CodeState::Redeemed), code("C2", "b", "pearl", CodeState::Held),
            code("C3", "c", "night", CodeState::Redeemed),
        ]);
        write(&*store, "toy", &delta(changes), &[]).await.unwrap();
        let text = |text: &str| Some(text.to_owned());
        let all = People::default();
        let cases = [
            (all.clone(), "abc"),
            (People { fans: Some(vec!["b".to_owned(), "d".to_owned(), "z".to_owned()]), ..all.clone() }, "bd"),
            (People { channel: text("forum"), ..all.clone() }, "ab"),
            (People { done: text("guess"), ..all.clone() }, "b"),
            (People { joined_from: Some(Moment(20)), ..all.clone() }, "bc"),
            (People { joined_before: Some(Moment(20)), ..all.clone() }, "a"),
            (People { redeemed: text("sale"), ..all.clone() }, "ac"),
            (People { redeemed: text("sale"), item: text("night"), ..all.clone() }, "c"),
            (People { channel: text("forum"), redeemed: text("sale"), ..all.clone() }, "a"),
        ];
        for (people, expected) in cases {
            let found = store.people("toy", &people, "", 9).await.unwrap();
            assert_eq!(found.concat(), expected, "{people:?}");
            assert_eq!(store.count_people("toy", &people).await.unwrap(), expected.len() as u64, "{people:?}");
        }
        assert_eq!(store.people("toy", &all, "a", 1).await.unwrap(), ["b"], "page by page");
        assert_eq!(store.count_people("loaf", &all).await.unwrap(), 0);
    }
}

contract! {
    a_gift_is_begun_once_and_finished_once, store => {
        let row = GiftRow {
            gift: "G1".to_owned(), at: Moment(5), by: "mei".to_owned(), role: "staff".to_owned(), filter: "{}".to_owned(),
            what: "tickets".to_owned(), amount: 3, reason: "The price fell".to_owned(), people: 7, done: None, got: 0, stopped: None,
        };
        assert!(store.begin_gift("toy", &row).await.unwrap());
        assert!(!store.begin_gift("toy", &row).await.unwrap(), "a gift is begun once");
        assert_eq!(store.gifts("toy").await.unwrap(), std::slice::from_ref(&row));
        store.gift_so_far("toy", "G1", 4, Some("pool_empty")).await.unwrap();
        store.gift_so_far("toy", "G1", 2, None).await.unwrap();
        assert_eq!(store.gifts("toy").await.unwrap(), [GiftRow { got: 4, ..row.clone() }], "it goes on, and nobody loses it");
        store.finish_gift("toy", "G1", 6, Moment(8)).await.unwrap();
        store.finish_gift("toy", "G1", 99, Moment(9)).await.unwrap();
        assert_eq!(store.gifts("toy").await.unwrap(), [GiftRow { people: 6, got: 6, done: Some(Moment(8)), ..row }]);
        assert!(store.gifts("loaf").await.unwrap().is_empty());
    }
}

contract! {
    codes_are_listed_by_what_became_of_them, store => {
        let code = |code: &str, item: &str, state| Held {
            code: code.to_owned(), node: "sale".to_owned(), item: item.to_owned(), state, origin: Origin::Priority, fan: None,
            transfers: 2, made: Moment(5), expires: Moment(90), offered: false, redeemed: None,
        };
        let codes = [code("C1", "pearl", CodeState::Free), code("C2", "night", CodeState::Free), code("C3", "pearl", CodeState::Expired)];
        write(&*store, "toy", &delta(codes.iter().cloned().map(Change::Code).collect()), &[]).await.unwrap();
        let find = async |filter: CodeFilter, after: &str, most| store.codes("toy", &filter, after, most).await.unwrap();
        let all = CodeFilter::default();
        assert_eq!(find(all.clone(), "", 9).await, codes);
        assert_eq!(find(all.clone(), "C1", 1).await, codes[1..2]);
        assert_eq!(find(CodeFilter { item: Some("pearl".to_owned()), state: Some(CodeState::Free), ..all.clone() }, "", 9).await, codes[..1]);
        assert!(find(CodeFilter { node: Some("other".to_owned()), ..all }, "", 9).await.is_empty());
        assert_eq!(store.code("toy", "C3").await.unwrap().as_ref(), Some(&codes[2]));
        assert_eq!(store.code("loaf", "C3").await.unwrap(), None);
    }
}

contract! {
    servers_notice_what_a_command_has_changed, store => {
        let before = store.touched().await.unwrap();
        store.touch().await.unwrap();
        let after = store.touched().await.unwrap();
        store.touch().await.unwrap();
        assert!(before != after && after != store.touched().await.unwrap());
        assert_eq!(store.counter("toy", "given/mei/tickets/3").await.unwrap(), 0);
    }
}
