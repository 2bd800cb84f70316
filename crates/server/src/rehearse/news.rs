//! News: one of the posts that are there.

use super::visit::Visit;
use canyu_core::{act::Act, campaign::News};

pub(super) fn acts(visit: &mut Visit<'_>, rules: &News) -> Vec<Act> {
    let node = visit.id();
    let is_new = |key: &String| !visit.fan.picks.contains_key(&(node.clone(), key.clone()));
    let latest = rules
        .posts
        .iter()
        .rev()
        .find(|post| post.at <= visit.now && is_new(&post.key));
    let pick = latest.map(|post| post.key.clone());
    pick.map(|pick| Act::Second { node, pick }).into_iter().collect()
}
