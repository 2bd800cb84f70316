//! The ways to pass a node's link on. Each use is an act of that node, and each link says node and channel.

use crate::ctx::Ctx;
use crate::effects::share::{Outcome, can_share, copy, share};
use crate::hand::Local;
use crate::parts::icon::{CODE, COPY, SHARE, icon};
use crate::parts::{button, el, gadget, words, wrap};
use crate::state::Action;
use crate::text::Key;
use canyu_core::act::Act;
use canyu_core::view::NodeView;
use yew::{Callback, Event, Html};

/// Buttons for each channel, the link itself, the phone's own sheet where there is one, and the QR code.
pub fn share_panel(ctx: &Ctx, node: &NodeView, channels: &[String]) -> Html {
    let local = ctx.local(node);
    let sheet = can_share();
    let mut ways = Vec::new();
    for channel in channels {
        ways.push(way(
            channel_name(ctx, channel),
            SHARE,
            None,
            give(ctx, node, channel, sheet),
        ));
    }
    if sheet && channels.is_empty() {
        ways.push(way(ctx.t(Key::ShareMore), SHARE, None, give(ctx, node, "sheet", true)));
    }
    ways.push(way(ctx.t(Key::CopyLink), COPY, None, give(ctx, node, "link", false)));
    let code = ctx.t(if local.code { Key::QrHide } else { Key::QrShow });
    ways.push(way(code, CODE, Some(local.code), toggle_code(ctx, node, &local)));
    let note = el("p", "note").with("role", "status").say(said(ctx, &local)).end();
    let field = if local.failed {
        let field = el("input", "link")
            .with("readonly", "")
            .text("aria-label", ctx.t(Key::LinkLabel));
        field.value(ctx.link(node, "link")).end()
    } else {
        Html::default()
    };
    let code = if local.code {
        let made = gadget("qr", "").text("data-text", ctx.link(node, "qr"));
        made.text("data-label", ctx.t(Key::QrAlt)).end()
    } else {
        Html::default()
    };
    let panel = el("div", "ways").with("part", "share").put(wrap("div", "row", ways));
    panel.put(note).put(field).put(code).end()
}

fn way(name: String, path: &'static str, expanded: Option<bool>, press: Callback<Event>) -> Html {
    let mut made = button("way", press)
        .key(&name)
        .put(icon(path))
        .put(words("span", "", name));
    if let Some(expanded) = expanded {
        made = made.is("aria-expanded", expanded);
    }
    made.end()
}

/// Gives the link away by one channel.
fn give(ctx: &Ctx, node: &NodeView, channel: &str, sheet: bool) -> Callback<Event> {
    let (ctx, node, link, channel) = (
        ctx.clone(),
        node.id.clone(),
        ctx.link(node, channel),
        channel.to_owned(),
    );
    Callback::from(move |_| {
        ctx.perform.emit(Act::Share {
            node: node.clone(),
            channel: channel.clone(),
        });
        let hold = (
            ctx.dispatch.clone(),
            node.clone(),
            ctx.state.local(&node),
            channel.clone(),
        );
        let done = Box::new(move |outcome| {
            let (dispatch, node, local, channel) = hold;
            let copied = (outcome == Outcome::Copied).then_some(channel);
            dispatch.emit(Action::Held(
                node,
                Local {
                    copied,
                    failed: outcome == Outcome::Failed,
                    ..local
                },
            ));
        });
        if sheet {
            share(&ctx.state.shown.title, &link, done)
        } else {
            copy(&link, done)
        }
    })
}

fn toggle_code(ctx: &Ctx, node: &NodeView, local: &Local) -> Callback<Event> {
    let next = Local {
        code: !local.code,
        missing: false,
        copied: None,
        ..local.clone()
    };
    let (ctx, node) = (ctx.clone(), node.id.clone());
    Callback::from(move |_| {
        if next.code {
            ctx.perform.emit(Act::Share {
                node: node.clone(),
                channel: "qr".to_owned(),
            });
        }
        ctx.dispatch.emit(Action::Held(node.clone(), next.clone()));
    })
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
