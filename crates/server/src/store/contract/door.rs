//! Codes that are tried.

use super::*;

contract! {
    a_code_counts_as_wrong_while_it_is_tried_and_the_right_one_does_not, store => {
        let tries = async |fan: &str, at| store.count_guess("toy", [(fan, 2), ("place", 3)], Moment(0), at).await.unwrap();
        let now = Moment(5);
        assert!(tries("a", now).await && tries("a", now).await);
        assert!(!tries("a", now).await, "he has tried two");
        assert!(tries("b", now).await, "the refused try was not counted for the place");
        assert!(!tries("c", now).await, "three at this place");
        store.take_guess_back("toy", ["b", "place"], now).await.unwrap();
        assert!(tries("c", now).await, "one of them was right");
        assert!(!tries("b", now).await);
        assert!(!tries("a", Moment(3 * 3_600_000)).await, "hours later, and since then is asked from the beginning");
    }
}
