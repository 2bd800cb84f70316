//! News that are out.

use super::Around;
use canyu_core::{
    campaign::{News, Node},
    view::{NewsView, PostView},
};

impl Around<'_> {
    pub(super) fn news(&self, node: &Node, news: &News) -> NewsView {
        let mut posts: Vec<PostView> = news
            .posts
            .iter()
            .filter(|post| post.at <= self.now)
            .map(|post| PostView {
                key: post.key.clone(),
                at: post.at,
                title: post.title.to(self.lang).to_owned(),
                text: post.text.to(self.lang).to_owned(),
                people: self.people(node, &post.key),
            })
            .collect();
        posts.sort_by_key(|post| std::cmp::Reverse(post.at));
        NewsView { posts }
    }
}
