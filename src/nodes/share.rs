//! The fan's personal links, and the friends they brought.

use crate::clock::{Phase, phase};
use crate::ctx::Ctx;
use crate::parts::share::share_panel;
use crate::parts::ticket::Parts;
use crate::parts::{words, wrap};
use crate::text::{Key, Many};
use canyu_core::view::{NodeView, ShareView};
use yew::Html;

/// The node.
pub fn share(ctx: &Ctx, node: &NodeView, share: &ShareView) -> Parts {
    let said = ctx.texts.many(Many::PerFriend, u64::from(share.most));
    let open = phase(node, ctx.state.now) == Phase::Open;
    let panel = if open {
        share_panel(ctx, node, &share.channels)
    } else {
        Html::default()
    };
    let face = vec![panel, friends(ctx, open)];
    Parts {
        class: "friends",
        face,
        act: words("p", "said", said.clone()),
        said,
        shares_itself: true,
        ..Parts::default()
    }
}

/// Who has come, and what is still to come for it.
fn friends(ctx: &Ctx, open: bool) -> Html {
    let me = &ctx.state.mine;
    if me.friends_arrived == 0 {
        return if open {
            words("p", "empty", ctx.t(Key::FriendsNone))
        } else {
            Html::default()
        };
    }
    let line = |people: u32, of_them: Many| {
        let people = u64::from(people);
        wrap(
            "p",
            "",
            vec![
                words("b", "", ctx.texts.number(people)),
                Html::from(ctx.texts.many(of_them, people)),
            ],
        )
    };
    let mut pieces = vec![
        line(me.friends_arrived, Many::Arrived),
        line(me.friends_joined, Many::Joined),
    ];
    if me.tickets_pending > 0 {
        pieces.push(words(
            "p",
            "small",
            ctx.texts.many(Many::Pending, u64::from(me.tickets_pending)),
        ));
    }
    wrap("div", "came", pieces)
}
