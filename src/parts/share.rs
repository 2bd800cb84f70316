//! The ways to pass a node's link on. Each use is an act of that node, and each link says node and channel.

use crate::ctx::Ctx;
use crate::effects::share::can_share;
use crate::hand::Local;
use crate::parts::icon::{CODE, COPY, POSTER, SHARE};
use crate::press::Press;
use crate::text::{Key, grouped};
use crate::ui::Ui;
use canyu_core::view::{KindView, NodeView};

/// Buttons for each channel, the link itself, the phone's own sheet where there is one, the QR code, and at a share node the poster.
pub fn share_panel(ui: &mut Ui, node: &NodeView, channels: &[String]) {
    let ctx = ui.ctx.clone();
    let local = ctx.local(node);
    ui.open("div.ways");
    ui.attr("part", "share");
    ways(ui, node, &local, channels);
    ui.open("p.note");
    ui.attr("role", "status");
    ui.text(&said(&ctx, &local));
    ui.close();
    if local.failed {
        ui.open("input.link");
        ui.attr("readonly", "");
        ui.label(Key::LinkLabel);
        ui.value(&ctx.link(node, "link"));
        ui.close();
    } else {
        ui.gap();
    }
    desks(ui, node, &local);
    ui.close();
}

fn ways(ui: &mut Ui, node: &NodeView, local: &Local, channels: &[String]) {
    let ctx = ui.ctx.clone();
    let sheet = can_share();
    let give = if sheet { Press::Give } else { Press::Copy };
    ui.open("div.row");
    for channel in channels {
        way(ui, &channel_name(&ctx, channel), SHARE, give, channel);
        ui.close();
    }
    if sheet && channels.is_empty() {
        way(ui, &ctx.t(Key::ShareMore), SHARE, give, "link");
        ui.close();
    }
    way(ui, &ctx.t(Key::CopyLink), COPY, Press::Copy, "link");
    ui.close();
    let code = ctx.t(if local.code { Key::QrHide } else { Key::QrShow });
    way(ui, &code, CODE, Press::Code, "");
    ui.is("aria-expanded", local.code);
    ui.close();
    if let KindView::Share(_) = node.kind {
        let poster = ctx.t(if local.poster { Key::PosterHide } else { Key::PosterShow });
        way(ui, &poster, POSTER, Press::Poster, "");
        ui.is("aria-expanded", local.poster);
        ui.close();
    } else {
        ui.gap();
    }
    ui.close();
}

/// What is open: the QR code, or the poster's desk.
fn desks(ui: &mut Ui, node: &NodeView, local: &Local) {
    let ctx = ui.ctx.clone();
    if local.code {
        ui.gadget("div", "qr");
        ui.set("data-text", &ctx.link(node, "qr"));
        ui.set("data-label", &ctx.t(Key::QrAlt));
        ui.close();
    } else {
        ui.gap();
    }
    if local.poster {
        ui.gadget("div", "poster");
        ui.set("data-id", &node.id);
        ui.set("data-link", &ctx.link(node, "poster"));
        ui.set("data-serial", &grouped(&ctx.code(node)));
        ui.close();
    } else {
        ui.gap();
    }
}

/// Begins a button for a way.
fn way(ui: &mut Ui, name: &str, path: &'static str, press: Press, key: &str) {
    ui.button("button.way", press, key);
    ui.id(name);
    ui.icon(path);
    ui.say("span", name);
}

fn said(ctx: &Ctx, local: &Local) -> String {
    match (&local.copied, local.failed) {
        _ if local.missing => ctx.t(Key::GadgetFailed),
        (_, true) => ctx.t(Key::CopyFailed),
        (Some(channel), _) if channel == "link" => ctx.t(Key::Copied),
        (Some(channel), _) => ctx
            .texts
            .with(Key::CopiedFor, &[("channel", &channel_name(ctx, channel))]),
        (None, false) => String::new(),
    }
}

/// The channels that have a name in every language; others are called as in the campaign file.
fn channel_name(ctx: &Ctx, channel: &str) -> String {
    let key = match channel {
        "messenger" => Key::Messenger,
        "forum" => Key::Forum,
        "microblog" => Key::Microblog,
        "friends" => Key::Friends,
        "email" => Key::Email,
        "sms" => Key::Sms,
        other => return other.to_owned(),
    };
    ctx.t(key)
}
