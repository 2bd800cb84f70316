//! The teaser's picture. When a stage is reached while somebody looks, its new tiles turn over one by one.

use crate::ctx::Ctx;
use crate::hooks::use_turning::use_turning;
use canyu_core::view::TeaserView;
use yew::{Html, Properties, component, html, use_node_ref};

/// See [`Picture`].
#[derive(Clone, PartialEq, Properties)]
pub struct PictureProps {
    /// See [`Ctx`].
    pub ctx: Ctx,
    /// What is revealed.
    pub teaser: TeaserView,
}

/// The picture and, for a moment, its turning tiles.
#[component]
pub fn Picture(PictureProps { ctx, teaser }: &PictureProps) -> Html {
    let tiles = use_node_ref();
    let turning = use_turning(&ctx.place, teaser, &tiles);
    html! {
        <div class="picture" part="picture">
            <img
                src={turning.shown}
                alt={teaser.alt.clone()}
                width={teaser.width.to_string()}
                height={teaser.height.to_string()}
                decoding="async"
                lang={ctx.campaign_lang()}
            />
            if turning.on {
                <div class="tiles" ref={tiles} aria-hidden="true">
                    { for teaser.fresh.iter().map(|tile| html! { <i key={*tile}><b /><b /></i> }) }
                </div>
            }
        </div>
    }
}
