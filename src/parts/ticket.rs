//! The frame of a node: a ticket, whose stub tears off when the node is done.

use crate::ctx::Ctx;
use crate::hooks::use_torn::use_torn;
use crate::parts::icon::{SHARE, TICK, icon};
use crate::parts::share::SharePanel;
use crate::state::{Phase, phase};
use crate::text::{Key, Many};
use canyu_core::referral::share_code;
use canyu_core::view::NodeView;
use yew::{Callback, Children, Html, NodeRef, Properties, classes, component, html, use_node_ref, use_state};

/// See [`Ticket`].
#[derive(Clone, PartialEq, Properties)]
pub struct TicketProps {
    /// See [`Ctx`].
    pub ctx: Ctx,
    /// The node.
    pub node: NodeView,
    /// Another class of the frame.
    #[prop_or_default]
    pub class: &'static str,
    /// What can be done on the stub while it is not torn off.
    #[prop_or_default]
    pub act: Html,
    /// What the stub says once it is.
    #[prop_or_default]
    pub said: String,
    /// Whether the stub offers to share the node once it is done.
    #[prop_or(true)]
    pub shares: bool,
    /// What the ticket shows.
    #[prop_or_default]
    pub children: Children,
}

/// A ticket with its stub.
#[component]
pub fn Ticket(props: &TicketProps) -> Html {
    let TicketProps { ctx, node, class, .. } = props;
    let done = ctx.done(node);
    let said = use_node_ref();
    let ghost = use_torn(done, ctx.state.pending(&node.id), &said);
    let state = match (done, phase(node, ctx.state.now)) {
        (true, _) => "is-done",
        (_, Phase::Before) => "is-before",
        (_, Phase::Open) => "is-open",
        (_, Phase::Closed) => "is-closed",
    };
    html! {
        <article class={classes!("ticket", state, *class)} part="ticket" data-node={node.id.clone()}>
            <div class="face">
                <header class="name" lang={ctx.campaign_lang()}>
                    <h3>{ &node.title }</h3>
                    if !node.lead.is_empty() { <p>{ &node.lead }</p> }
                </header>
                { for props.children.iter() }
            </div>
            <Stub ..StubProps { props: props.clone(), said } />
            if ghost {
                <div class="ghost" aria-hidden="true">{ admit(ctx, node, false) }</div>
            }
        </article>
    }
}

/// See [`Stub`].
#[derive(Clone, PartialEq, Properties)]
struct StubProps {
    props: TicketProps,
    said: NodeRef,
}

/// The end that tears off: what it is worth, what is to be done or has been done, and the way to show it to a friend.
#[component]
fn Stub(StubProps { props, said }: &StubProps) -> Html {
    let TicketProps { ctx, node, .. } = props;
    let open = use_state(|| false);
    let done = ctx.done(node);
    let toggle = {
        let open = open.clone();
        Callback::from(move |_| open.set(!*open))
    };
    let name = ctx.texts.with(Key::ShareLabel, &[("title", &node.title)]);
    html! {
        <div class="stub" part="stub">
            { admit(ctx, node, done) }
            <div class="act">
                { status(props, done, said) }
                if let Some(refusal) = ctx.refusal(node) { <p class="error">{ refusal }</p> }
            </div>
            if done && props.shares {
                <button type="button" class="quiet" onclick={toggle} aria-expanded={open.to_string()} aria-label={name}>
                    { icon(SHARE) }<span>{ ctx.t(Key::Share) }</span>
                </button>
            }
            <span class="serial" aria-hidden="true">{ serial(ctx, node, done) }</span>
            if done && props.shares && *open {
                <SharePanel ctx={ctx.clone()} node={node.clone()} />
            }
        </div>
    }
}

fn status(props: &TicketProps, done: bool, said: &NodeRef) -> Html {
    let TicketProps { ctx, node, .. } = props;
    let line = |text: String| html! { <p class="said" ref={said.clone()} tabindex="-1">{ text }</p> };
    if ctx.state.pending(&node.id) {
        let text = ctx.t(if ctx.state.stuck() { Key::Kept } else { Key::Sending });
        return if done {
            line(text)
        } else {
            html! { <>{ line(text) }{ props.act.clone() }</> }
        };
    }
    match phase(node, ctx.state.now) {
        _ if done => line(props.said.clone()),
        Phase::Before => line(ctx.texts.at(Key::OpensAt, node.opens)),
        Phase::Open => props.act.clone(),
        Phase::Closed => line(ctx.texts.at(Key::ClosedAt, node.closes)),
    }
}

/// What the stub is worth.
fn admit(ctx: &Ctx, node: &NodeView, done: bool) -> Html {
    let worth = u64::from(node.tickets);
    html! {
        <p class="admit" part="admit">
            if done { { icon(TICK) } }
            if worth > 0 {
                <b>{ ctx.texts.number(worth) }</b>
                <small>{ ctx.texts.many(Many::TicketWord, worth) }</small>
            } else if !done {
                <b>{ two(node.index + 1) }</b>
            }
        </p>
    }
}

/// The number printed on the stub: its place, and once it is torn off the fan's own code.
fn serial(ctx: &Ctx, node: &NodeView, done: bool) -> String {
    let fan = &ctx.state.me.code;
    if !done || fan.is_empty() {
        return ["№ ", &two(node.index + 1)].concat();
    }
    let mut text = "№ ".to_owned();
    for (place, sign) in share_code(fan, node.index).chars().enumerate() {
        if place > 0 && place.is_multiple_of(4) {
            text.push('·');
        }
        text.push(sign);
    }
    text
}

fn two(number: u32) -> String {
    let text = number.to_string();
    if text.len() < 2 { ["0", &text].concat() } else { text }
}
