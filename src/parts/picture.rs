//! The teaser's picture. When a stage is reached while somebody looks, its new tiles turn over one by one.

use crate::ctx::Ctx;
use crate::parts::{el, list};
use crate::platform::digits;
use canyu_core::view::{NodeView, TeaserView};
use yew::Html;

/// The picture and, for a moment, its turning tiles.
pub fn picture(ctx: &Ctx, node: &NodeView, teaser: &TeaserView) -> Html {
    let canvas = ctx.state.canvas(&node.id);
    let shown = canvas.map_or(&teaser.picture, |canvas| &canvas.shown);
    if shown.is_empty() {
        return el("div", "picture is-covered").with("part", "picture").end();
    }
    let mut tiles = Vec::new();
    if canvas.is_some_and(|canvas| canvas.before.is_some()) {
        for tile in &teaser.fresh {
            let sides = list(vec![el("b", "").end(), el("b", "").end()]);
            tiles.push(el("i", "").key(&digits((*tile).into())).put(sides).end());
        }
    }
    let image = el("img", "")
        .text("src", ctx.place.address(shown))
        .text("alt", teaser.alt.clone())
        .text("width", digits(teaser.width.into()))
        .text("height", digits(teaser.height.into()))
        .with("decoding", "async")
        .lang(ctx.campaign_lang());
    let tiles = el("div", "tiles").with("aria-hidden", "true").put(list(tiles));
    el("div", "picture")
        .with("part", "picture")
        .put(image.end())
        .put(tiles.end())
        .end()
}
