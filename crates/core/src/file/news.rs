//! The news of a file.

use super::{
    cursor::Cursor,
    nodes::{Around, unique_key},
    texts::{maybe, need},
};
use crate::campaign::{News, Post};
use std::collections::BTreeSet;

pub(super) fn news(table: &Cursor<'_>, around: &Around<'_>) -> News {
    let mut keys = BTreeSet::new();
    let mut posts = Vec::new();
    for post in table.tables("posts") {
        posts.push(Post {
            key: unique_key(&post, &mut keys),
            at: post
                .need("at", Cursor::moment, "2024-08-05T19:00:00+08:00")
                .unwrap_or_default(),
            title: need(&post, "title", around.languages),
            text: maybe(&post, "text", around.languages),
        });
        post.finish();
    }
    News { posts }
}
