//! Timed steps, reveals, archives.

use super::*;

contract! {
    a_step_is_taken_by_one_until_its_time_is_over_and_finished_once, store => {
        let take = |now, until| store.take_step("toy", "reveal/guess", Moment(100), Moment(now), Moment(until));
        assert!(take(100, 400).await.unwrap());
        assert!(!take(399, 700).await.unwrap(), "somebody holds it");
        assert!(take(400, 700).await.unwrap(), "whoever held it has died");
        store.finish_step("toy", "reveal/guess", Moment(450)).await.unwrap();
        store.finish_step("toy", "reveal/guess", Moment(900)).await.unwrap();
        assert!(!take(1_000, 1_300).await.unwrap(), "it is done");
        let steps = store.steps("toy").await.unwrap();
        assert_eq!((steps.len(), steps[0].done, steps[0].late), (1, Some(Moment(450)), Some(350)));
        assert!(store.steps("other").await.unwrap().is_empty());
    }
}

contract! {
    guesses_and_their_authors_are_read_in_pages, store => {
        let mut changes: Vec<_> = ["a", "b", "c"].map(|id| Change::Arrive(Box::new(fan(id, None)))).into();
        changes.extend([pick("a", "kettle", "Kettle"), pick("b", "kettle", "kettle"), pick("c", "kettle", ""), pick("c", "torch", "Torch")]);
        write(&*store, "toy", &delta(changes), &[]).await.unwrap();
        let first = store.guesses("toy", "guess", "", 1).await.unwrap();
        assert_eq!((first[0].key.as_str(), first[0].people, first[0].correct), ("kettle", 3, false));
        assert_eq!(store.guesses("toy", "guess", "kettle", 9).await.unwrap()[0].key, "torch");
        store.mark_correct("toy", "guess", &["kettle".to_owned()]).await.unwrap();
        assert!(store.guesses("toy", "guess", "", 1).await.unwrap()[0].correct);
        assert!(store.numbers("toy", &[]).await.unwrap().correct["guess"].contains("kettle"));
        assert_eq!(store.authors("toy", "guess", "kettle", "", 1).await.unwrap(), ["a"]);
        assert_eq!(store.authors("toy", "guess", "kettle", "a", 9).await.unwrap(), ["b"], "who only seconded it is no author");
    }
}

contract! {
    a_campaign_is_put_away_once_and_rehearsals_are_known_by_their_rules, store => {
        assert_eq!(store.archived("toy").await.unwrap(), None);
        store.archive("toy", Moment(7)).await.unwrap();
        store.archive("toy", Moment(9)).await.unwrap();
        assert_eq!(store.archived("toy").await.unwrap(), Some(Moment(7)));
        store.rehearsed("hash", 1_000, u64::MAX, Moment(3)).await.unwrap();
        store.rehearsed("hash", 1_000, u64::MAX, Moment(4)).await.unwrap();
        assert_eq!(store.rehearsal("hash").await.unwrap(), Some((Moment(4), 1_000)));
        assert_eq!(store.rehearsal("other").await.unwrap(), None);
    }
}
