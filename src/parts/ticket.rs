//! The frame of a node: a ticket, whose stub tears off when the node is done.

use crate::clock::{Phase, phase};
use crate::ctx::Ctx;
use crate::hand::Local;
use crate::parts::icon::{SHARE, TICK, icon};
use crate::parts::share::share_panel;
use crate::parts::{button, el, list, mute, words, wrap};
use crate::platform::digits;
use crate::text::{Key, Many};
use canyu_core::referral::share_code;
use canyu_core::view::NodeView;
use yew::Html;

/// What a ticket is made of besides its node.
#[derive(Default)]
pub struct Parts {
    /// Another class of the frame.
    pub class: &'static str,
    /// What the ticket shows.
    pub face: Vec<Html>,
    /// What can be done on the stub while it is not torn off.
    pub act: Html,
    /// What the stub says once it is.
    pub said: String,
    /// What the stub says after the close to who has not done it, where that is more than when it closed.
    pub over: String,
    /// What can be done on the stub whatever its state.
    pub more: Html,
    /// Whether the stub leaves sharing to the face.
    pub shares_itself: bool,
}

/// A ticket with its stub.
pub fn ticket(ctx: &Ctx, node: &NodeView, mut parts: Parts) -> Html {
    let state = match (ctx.done(node), phase(node, ctx.state.now)) {
        (true, _) => "ticket is-done ",
        (_, Phase::Before) => "ticket is-before ",
        (_, Phase::Open) => "ticket is-open ",
        (_, Phase::Closed) => "ticket is-closed ",
    };
    let torn = ctx.state.torn.as_ref() == Some(&node.id);
    let mut face = vec![name(ctx, node)];
    face.append(&mut parts.face);
    let ghost = if torn {
        mute("ghost", vec![admit(ctx, node, false)])
    } else {
        Html::default()
    };
    el("article", "")
        .text("class", [state, parts.class].concat())
        .with("part", "ticket")
        .text("data-node", node.id.clone())
        .key(&node.id)
        .put(wrap("div", "face", face))
        .put(el("div", "stub").with("part", "stub").put(stub(ctx, node, parts)).end())
        .put(ghost)
        .end()
}

fn name(ctx: &Ctx, node: &NodeView) -> Html {
    let header = el("header", "name").lang(ctx.campaign_lang());
    header
        .put(words("h3", "", node.title.clone()))
        .put(words("p", "", node.lead.clone()))
        .end()
}

/// The end that tears off: what it is worth, what is to be done or has been done, and the way to show it to a friend.
fn stub(ctx: &Ctx, node: &NodeView, mut parts: Parts) -> Html {
    let done = ctx.done(node);
    let shares = done && !parts.shares_itself;
    let local = ctx.local(node);
    let sharing = local.sharing;
    let more = std::mem::take(&mut parts.more);
    let act = vec![
        status(ctx, node, parts, done),
        words("p", "error", ctx.refusal(node).unwrap_or_default()),
        more,
    ];
    let mut pieces = vec![admit(ctx, node, done), wrap("div", "act", act)];
    if shares {
        let press = ctx.on_hold(
            node,
            Local {
                sharing: !sharing,
                ..local
            },
        );
        let name = ctx.texts.with(Key::ShareLabel, &[("title", &node.title)]);
        let made = button("quiet", press)
            .text("aria-label", name)
            .is("aria-expanded", sharing);
        pieces.push(made.put(icon(SHARE)).put(words("span", "", ctx.t(Key::Share))).end());
    } else {
        pieces.push(Html::default());
    }
    pieces.push(mute("serial", vec![Html::from(serial(ctx, node, done))]));
    pieces.push(if shares && sharing {
        share_panel(ctx, node, &[])
    } else {
        Html::default()
    });
    list(pieces)
}

fn status(ctx: &Ctx, node: &NodeView, parts: Parts, done: bool) -> Html {
    let pending = ctx.state.pending(&node.id);
    let text = match phase(node, ctx.state.now) {
        _ if pending => ctx.t(if ctx.state.stuck() { Key::Kept } else { Key::Sending }),
        _ if done => parts.said,
        Phase::Before => ctx.texts.at(Key::OpensAt, node.opens),
        Phase::Open => return parts.act,
        Phase::Closed if parts.over.is_empty() => ctx.texts.at(Key::ClosedAt, node.closes),
        Phase::Closed => parts.over,
    };
    el("p", "said").with("tabindex", "-1").say(text).end()
}

/// What the stub is worth.
fn admit(ctx: &Ctx, node: &NodeView, done: bool) -> Html {
    let worth = ctx.gained(node).max(u64::from(node.tickets));
    let mut pieces = Vec::new();
    if done {
        pieces.push(icon(TICK));
    }
    if worth > 0 {
        pieces.push(words("b", "", ctx.texts.number(worth)));
        pieces.push(words("small", "", ctx.texts.many(Many::TicketWord, worth)));
    } else if !done {
        pieces.push(words("b", "", two(node.index + 1)));
    }
    wrap("p", "admit", pieces)
}

/// The number printed on the stub: its place, and once it is torn off the fan's own code.
fn serial(ctx: &Ctx, node: &NodeView, done: bool) -> String {
    let fan = &ctx.state.me.code;
    let mut text = "№ ".to_owned();
    if !done || fan.is_empty() {
        text.push_str(&two(node.index + 1));
        return text;
    }
    for (place, sign) in share_code(fan, node.index).chars().enumerate() {
        if place > 0 && place % 4 == 0 {
            text.push('·');
        }
        text.push(sign);
    }
    text
}

/// A number in two digits.
#[must_use]
pub fn two(number: u32) -> String {
    let text = digits(number.into());
    if text.len() < 2 { ["0", &text].concat() } else { text }
}
