//! Drafts, their revisions and pictures.

use super::*;
use crate::store::{
    audit::Entry,
    drafts::{DraftRow, PictureRow},
};
use canyu_core::staff::{What, Who, WhoKind};

fn draft(id: &str, revision: u32, source: &str) -> DraftRow {
    DraftRow {
        id: id.to_owned(),
        slug: "toy".to_owned(),
        base: None,
        revision,
        back: revision.checked_sub(1).filter(|back| *back > 0),
        source: source.to_owned(),
        edited_at: Moment(i64::from(revision)),
        edited_by: "Li".to_owned(),
    }
}

fn entry(what: What) -> Entry {
    Entry {
        at: Moment(7),
        who: Who {
            kind: WhoKind::Account,
            account: "li".to_owned(),
            name: "Li".to_owned(),
        },
        place: String::new(),
        what,
        campaign: Some("toy".to_owned()),
        about: String::new(),
        change: serde_json::json!({}),
    }
}

contract! {
    /// Of two who write the same revision one is told that he was late; older ones come back.
    a_draft_is_kept_revision_by_revision, store => {
        let pictures = [("a.svg".to_owned(), "h1".to_owned(), vec![1, 2])];
        store.make_draft(&draft("one", 1, "first"), &pictures, &entry(What::DraftMade)).await.unwrap();
        store.make_draft(&draft("two", 1, "other"), &[], &entry(What::DraftMade)).await.unwrap();
        let second = draft("one", 2, "second");
        assert!(store.keep_draft(&second).await.unwrap());
        assert!(!store.keep_draft(&draft("one", 2, "late")).await.unwrap(), "somebody else was faster");
        assert!(!store.keep_draft(&draft("one", 9, "far")).await.unwrap());
        assert_eq!(store.draft("one").await.unwrap(), Some(second.clone()));
        assert_eq!(store.draft_revision("one", 1).await.unwrap(), Some(("first".to_owned(), None)));
        assert_eq!(store.draft_revision("one", 2).await.unwrap(), Some(("second".to_owned(), Some(1))));
        assert_eq!(store.draft_revision("one", 3).await.unwrap(), None);
        let ids: Vec<String> = store.drafts().await.unwrap().into_iter().map(|draft| draft.id).collect();
        assert_eq!(ids, ["one", "two"], "the one that was changed last comes first");
        store.rebase_draft("one", 4).await.unwrap();
        assert_eq!(store.draft("one").await.unwrap().unwrap().base, Some(4));
        for revision in 3..=310 {
            assert!(store.keep_draft(&draft("one", revision, "more")).await.unwrap());
        }
        assert_eq!(store.draft_revision("one", 2).await.unwrap(), None, "old ones are let go");
        assert!(store.draft_revision("one", 200).await.unwrap().is_some());
    }
}

contract! {
    /// Pictures are a draft's own, go with it, and those of what is published stay.
    pictures_belong_to_their_draft, store => {
        let pictures = [("a.svg".to_owned(), "h1".to_owned(), vec![1, 2])];
        store.make_draft(&draft("one", 1, "x"), &pictures, &entry(What::DraftMade)).await.unwrap();
        let other = PictureRow { name: "a.svg".to_owned(), hash: "h2".to_owned(), bytes: 3 };
        store.keep_draft_picture("one", &other, &[1, 2, 3]).await.unwrap();
        store.keep_draft_picture("one", &PictureRow { name: "b.svg".to_owned(), hash: "h3".to_owned(), bytes: 1 }, &[9]).await.unwrap();
        assert_eq!(store.draft_pictures("one").await.unwrap().first(), Some(&other), "in place of the one of that name");
        assert_eq!(store.draft_picture("one", "a.svg").await.unwrap(), Some(vec![1, 2, 3]));
        assert!(store.delete_draft_picture("one", "b.svg").await.unwrap());
        assert!(!store.delete_draft_picture("one", "b.svg").await.unwrap());
        store.keep_originals("toy", &[("h2".to_owned(), vec![1, 2, 3])]).await.unwrap();
        store.keep_originals("toy", &[("h2".to_owned(), vec![4])]).await.unwrap();
        assert!(store.delete_draft("one", &entry(What::DraftDeleted)).await.unwrap());
        assert!(!store.delete_draft("one", &entry(What::DraftDeleted)).await.unwrap());
        assert_eq!(store.draft("one").await.unwrap(), None);
        assert_eq!(store.draft_picture("one", "a.svg").await.unwrap(), None);
        assert_eq!(store.draft_revision("one", 1).await.unwrap(), None);
        assert_eq!(store.original("toy", "h2").await.unwrap(), Some(vec![1, 2, 3]), "a hash has one file");
        assert_eq!(store.original("other", "h2").await.unwrap(), None);
    }
}
