//! The teaser's picture. When a stage is reached while somebody looks, its new tiles turn over one by one.

use crate::platform::digits;
use crate::ui::Ui;
use canyu_core::view::{NodeView, TeaserView};

/// The picture and, for a moment, its turning tiles.
pub fn picture(ui: &mut Ui, node: &NodeView, teaser: &TeaserView) {
    let ctx = ui.ctx.clone();
    let canvas = ctx.state.canvas(&node.id);
    let shown = canvas.map_or(&teaser.picture, |canvas| &canvas.shown);
    ui.open_if("div.picture", shown.is_empty(), "is-covered");
    ui.attr("part", "picture");
    if !shown.is_empty() {
        image(ui, shown, &teaser.alt);
        ui.set("width", &digits(teaser.width.into()));
        ui.set("height", &digits(teaser.height.into()));
        ui.close();
        ui.mute("div.tiles");
        if canvas.is_some_and(|canvas| canvas.before.is_some()) {
            for tile in &teaser.fresh {
                ui.open("i");
                ui.id(&digits((*tile).into()));
                ui.open("b");
                ui.close();
                ui.open("b");
                ui.close();
                ui.close();
            }
        }
        ui.close();
    }
    ui.close();
}

/// Begins a picture of the server's, to be given its size.
pub fn image(ui: &mut Ui, path: &str, alt: &str) {
    let address = ui.ctx.place.address(path);
    ui.theirs("img");
    ui.set("src", &address);
    ui.set("alt", alt);
    ui.attr("decoding", "async");
}
