//! Tills.

use super::*;
use crate::store::tills::TillRow;

contract! {
    a_till_is_known_by_its_token_until_it_is_closed, store => {
        assert!(store.make_till("toy", "Counter 1", "hash-a", Moment(5)).await.unwrap());
        assert!(!store.make_till("toy", "Counter 1", "hash-b", Moment(6)).await.unwrap(), "it is in use");
        assert!(store.make_till("loaf", "Counter 1", "hash-c", Moment(6)).await.unwrap(), "another campaign's");
        assert!(store.make_till("toy", "Counter 2", "hash-a", Moment(6)).await.is_err(), "a token is one till's");
        let row = |revoked| TillRow { campaign: "toy".to_owned(), name: "Counter 1".to_owned(), made: Moment(5), revoked, session: None };
        assert_eq!(store.till("hash-a").await.unwrap(), Some(row(None)));
        assert_eq!(store.till("hash-b").await.unwrap(), None);
        assert!(store.revoke_till("toy", "Counter 1", Moment(9)).await.unwrap());
        assert!(!store.revoke_till("toy", "Counter 1", Moment(10)).await.unwrap());
        assert_eq!(store.till("hash-a").await.unwrap(), Some(row(Some(Moment(9)))));
        assert!(store.make_till("toy", "Counter 1", "hash-b", Moment(11)).await.unwrap(), "a new link for the same till");
        assert_eq!(store.till("hash-a").await.unwrap(), None);
        assert_eq!(store.tills("toy").await.unwrap(), [TillRow { made: Moment(11), ..row(None) }]);
    }
}
