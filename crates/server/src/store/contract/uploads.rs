//! Pictures that fans send.

use super::*;
use crate::store::uploads::{KeptUpload, UploadRow};

/// A guess that is a picture and that nobody has looked at.
fn guessed(picture: &str) -> Delta {
    let guess = Change::Pick {
        fan: "a".to_owned(),
        node: "doctored".to_owned(),
        key: picture.to_owned(),
        pick: Pick::written("A kettle".to_owned()),
        ruling: Ruling::Waiting,
        at: Moment(9),
    };
    delta(vec![Change::Arrive(Box::new(fan("a", None))), guess])
}

fn row(picture: &str, fan: &str, at: i64) -> UploadRow {
    UploadRow {
        picture: picture.to_owned(),
        node: "doctored".to_owned(),
        fan: fan.to_owned(),
        at: Moment(at),
        width: 40,
        height: 20,
        body: vec![1, 2, 3],
        thumbnail: vec![4],
    }
}

contract! {
    nobody_keeps_more_pictures_than_he_may, store => {
        for picture in ["p1", "p2"] {
            assert!(store.keep_upload("toy", &row(picture, "a", 1), 2).await.unwrap());
        }
        assert!(!store.keep_upload("toy", &row("p3", "a", 1), 2).await.unwrap());
        assert_eq!(store.uploads_of("toy", "doctored", "a").await.unwrap(), 2);
        assert!(store.keep_upload("toy", &row("p3", "b", 1), 2).await.unwrap(), "others have their own");
        let elsewhere = UploadRow { node: "other".to_owned(), ..row("p4", "a", 1) };
        assert!(store.keep_upload("toy", &elsewhere, 2).await.unwrap());
        assert!(store.keep_upload("loaf", &row("p1", "a", 1), 2).await.unwrap());
        assert!(store.keep_upload("toy", &row("p1", "c", 1), 2).await.is_err(), "a name is given once");
    }
}

contract! {
    many_at_the_same_time_make_none_too_many, store => {
        let tasks = (0..12).map(|number| {
            let store = store.clone();
            tokio::spawn(async move { store.keep_upload("toy", &row(&format!("p{number}"), "a", 1), 3).await.unwrap() })
        });
        let kept = futures::future::join_all(tasks).await.into_iter().filter(|kept| *kept.as_ref().unwrap()).count();
        assert_eq!(kept, 3);
    }
}

contract! {
    a_picture_is_found_with_what_was_said_about_it, store => {
        store.keep_upload("toy", &row("p1", "a", 1), 9).await.unwrap();
        let find = async |node: &str, small| store.upload("toy", node, "p1", small).await.unwrap();
        assert_eq!(find("doctored", false).await, Some(KeptUpload { body: vec![1, 2, 3], ruling: None }));
        assert_eq!(find("doctored", true).await.unwrap().body, [4]);
        assert_eq!(find("guess", false).await, None);
        assert_eq!(store.upload("loaf", "doctored", "p1", false).await.unwrap(), None);
        write(&*store, "toy", &guessed("p1"), &[]).await.unwrap();
        assert_eq!(find("doctored", false).await.unwrap().ruling, Some(Ruling::Waiting));
    }
}

contract! {
    pictures_that_became_no_guess_are_thrown_away_after_their_time, store => {
        for (picture, at) in [("used", 1), ("old", 2), ("older", 1), ("new", 50)] {
            store.keep_upload("toy", &row(picture, "a", at), 9).await.unwrap();
        }
        write(&*store, "toy", &guessed("used"), &[]).await.unwrap();
        assert_eq!(store.drop_orphans(Moment(50), 1).await.unwrap(), 1, "so many at a time");
        assert_eq!(store.drop_orphans(Moment(50), 100).await.unwrap(), 1);
        assert_eq!(store.drop_orphans(Moment(50), 100).await.unwrap(), 0);
        for (picture, kept) in [("used", true), ("old", false), ("older", false), ("new", true)] {
            assert_eq!(store.upload("toy", "doctored", picture, true).await.unwrap().is_some(), kept, "{picture}");
        }
    }
}
