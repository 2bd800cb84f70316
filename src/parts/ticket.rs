//! The frame of a node: a ticket, whose stub tears off when the node is done.

use crate::clock::Phase;
use crate::ctx::Ctx;
use crate::parts::icon::{LOCK, SHARE, TICK};
use crate::parts::share::share_panel;
use crate::platform::digits;
use crate::press::Press;
use crate::text::{Key, Many, grouped};
use crate::ui::Ui;
use canyu_core::view::NodeView;

/// What a kind of node shows on its ticket.
pub trait Face {
    /// Another class of the frame.
    fn class(&self) -> &'static str {
        ""
    }

    /// What the ticket shows.
    fn face(&self, ui: &mut Ui, node: &NodeView);

    /// What can be done on the stub while it is not torn off.
    fn act(&self, ui: &mut Ui, node: &NodeView);

    /// What the stub says once it is.
    fn said(&self, ctx: &Ctx, node: &NodeView) -> String;

    /// What the stub says after the close to who has not done it, where that is more than when it closed.
    fn over(&self, _: &Ctx, _: &NodeView) -> String {
        String::new()
    }

    /// What can be done on the stub whatever its state.
    fn more(&self, _: &mut Ui, _: &NodeView) {}

    /// Whether the stub leaves sharing to the face.
    fn shares_itself(&self) -> bool {
        false
    }
}

/// A ticket with its stub.
pub fn ticket(ui: &mut Ui, node: &NodeView, face: &dyn Face) {
    let ctx = ui.ctx.clone();
    let (done, phase) = (ctx.done(node), ctx.phase(node));
    ui.at(node);
    ui.open("article.ticket");
    ui.class(
        true,
        match phase {
            _ if done => "is-done",
            Phase::Before => "is-before",
            Phase::Locked => "is-locked",
            Phase::Open => "is-open",
            Phase::Closed => "is-closed",
        },
    );
    ui.class(true, face.class());
    ui.attr("part", "ticket");
    ui.set("data-node", &node.id);
    ui.id(&node.id);
    ui.open("div.face");
    ui.theirs("header.name");
    ui.say("h3", &node.title);
    ui.say("p", &node.lead);
    ui.close();
    face.face(ui, node);
    ui.close();
    ui.open("div.stub");
    ui.attr("part", "stub");
    stub(ui, node, face, done);
    ui.close();
    if ctx.state.torn.as_ref() == Some(&node.id) {
        ui.mute("span.ghost");
        admit(ui, node, false);
        ui.close();
    } else {
        ui.gap();
    }
    ui.close();
}

/// The end that tears off: what it is worth, what is to be done or has been done, and the way to show it to a friend.
fn stub(ui: &mut Ui, node: &NodeView, face: &dyn Face, done: bool) {
    let ctx = ui.ctx.clone();
    let shares = done && !face.shares_itself();
    let sharing = ctx.local(node).sharing;
    admit(ui, node, done);
    ui.open("div.act");
    status(ui, node, face, done);
    ui.say("p.error", &ctx.refusal(node));
    face.more(ui, node);
    ui.close();
    if shares {
        ui.button("button.quiet", Press::Sharing, "");
        ui.set(
            "aria-label",
            &ctx.texts.with(Key::ShareLabel, &[("title", &node.title)]),
        );
        ui.is("aria-expanded", sharing);
        ui.icon(SHARE);
        ui.key("span", Key::Share);
        ui.close();
    } else {
        ui.gap();
    }
    ui.mute("span.serial");
    ui.text(&serial(&ctx, node, done));
    ui.close();
    if shares && sharing {
        share_panel(ui, node, &[]);
    } else {
        ui.gap();
    }
}

fn status(ui: &mut Ui, node: &NodeView, face: &dyn Face, done: bool) {
    let ctx = ui.ctx.clone();
    let text = match ctx.phase(node) {
        _ if ctx.state.pending(&node.id) => ctx.t(match (ctx.state.stuck(), ctx.state.slow) {
            (true, _) => Key::Kept,
            (_, true) => Key::Checking,
            _ => Key::Sending,
        }),
        _ if done => face.said(&ctx, node),
        Phase::Before => ctx.texts.at(Key::OpensAt, node.opens),
        Phase::Locked => ctx.texts.with(Key::Locked, &[("title", ctx.title(&node.after))]),
        Phase::Open => return face.act(ui, node),
        Phase::Closed => match face.over(&ctx, node) {
            over if over.is_empty() => ctx.texts.at(Key::ClosedAt, node.closes),
            over => over,
        },
    };
    ui.open("p.said");
    ui.attr("tabindex", "-1");
    ui.text(&text);
    ui.close();
}

/// What the stub is worth: tickets, or else points, or else just its number.
fn admit(ui: &mut Ui, node: &NodeView, done: bool) {
    let ctx = ui.ctx.clone();
    let tickets = ctx.gained(node, "tickets").max(u64::from(node.tickets));
    let points = ctx.gained(node, "points").max(u64::from(node.points));
    let (worth, word) = match tickets {
        0 => (points, Many::PointWord),
        _ => (tickets, Many::TicketWord),
    };
    ui.open("p.admit");
    if done {
        ui.icon(TICK);
    } else if ctx.phase(node) == Phase::Locked {
        ui.icon(LOCK);
    }
    if worth > 0 {
        ui.number("b", worth);
        ui.many("small", word, worth);
    } else if !done {
        ui.say("b", &two(node.index + 1));
    }
    ui.close();
}

/// The number printed on the stub: its place, and once it is torn off the fan's own code.
fn serial(ctx: &Ctx, node: &NodeView, done: bool) -> String {
    let code = ctx.code(node);
    let text = if !done || code.is_empty() {
        two(node.index + 1)
    } else {
        grouped(&code)
    };
    ["№ ", &text].concat()
}

/// A number in two digits.
#[must_use]
pub fn two(number: u32) -> String {
    let text = digits(number.into());
    if text.len() < 2 { ["0", &text].concat() } else { text }
}
