//! The teaser's picture. When a stage is reached while somebody looks, its new tiles turn over one by one.

use crate::ctx::Ctx;
use crate::parts::list;
use canyu_core::view::{NodeView, TeaserView};
use yew::{Html, html};

/// The picture and, for a moment, its turning tiles.
#[must_use]
pub fn picture(ctx: &Ctx, node: &NodeView, teaser: &TeaserView) -> Html {
    let canvas = ctx.state.canvas(&node.id);
    let shown = canvas.map_or(&teaser.picture, |canvas| &canvas.shown);
    let mut tiles = Vec::new();
    if canvas.is_some_and(|canvas| canvas.before.is_some()) {
        for tile in &teaser.fresh {
            tiles.push(html! { <i key={*tile}><b /><b /></i> });
        }
    }
    html! {
        <div class="picture" part="picture">
            <img
                src={ctx.place.address(shown)}
                alt={teaser.alt.clone()}
                width={teaser.width.to_string()}
                height={teaser.height.to_string()}
                decoding="async"
                lang={ctx.campaign_lang()}
            />
            <div class="tiles" aria-hidden="true">{ list(tiles) }</div>
        </div>
    }
}
