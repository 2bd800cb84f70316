//! The fan's personal links, and the friends they brought.

use crate::ctx::{Ctx, NodeProps};
use crate::parts::share::SharePanel;
use crate::parts::ticket::Ticket;
use crate::state::{Phase, phase};
use crate::text::{Key, Many};
use canyu_core::view::KindView;
use yew::{Html, component, html};

/// The node.
#[component]
pub fn Share(NodeProps { ctx, node }: &NodeProps) -> Html {
    let KindView::Share(share) = &node.kind else {
        return Html::default();
    };
    let open = phase(node, ctx.state.now) == Phase::Open;
    let act = html! { <p class="said">{ ctx.texts.many(Many::PerFriend, u64::from(share.most)) }</p> };
    let said = ctx.texts.many(Many::PerFriend, u64::from(share.most));
    html! {
        <Ticket ctx={ctx.clone()} node={node.clone()} class="friends" {act} {said} shares={false}>
            if open { <SharePanel ctx={ctx.clone()} node={node.clone()} channels={share.channels.clone()} /> }
            { friends(ctx) }
        </Ticket>
    }
}

/// Who has come, and what is still to come for it.
fn friends(ctx: &Ctx) -> Html {
    let me = &ctx.state.mine;
    if me.friends_arrived == 0 {
        return html! { <p class="empty">{ ctx.t(Key::FriendsNone) }</p> };
    }
    html! {
        <div class="came">
            <p><b>{ ctx.texts.number(u64::from(me.friends_arrived)) }</b>{ ctx.texts.many(Many::Arrived, u64::from(me.friends_arrived)) }</p>
            <p><b>{ ctx.texts.number(u64::from(me.friends_joined)) }</b>{ ctx.texts.many(Many::Joined, u64::from(me.friends_joined)) }</p>
            if me.tickets_pending > 0 { <p class="small">{ ctx.texts.many(Many::Pending, u64::from(me.tickets_pending)) }</p> }
        </div>
    }
}
