//! Prizes, the fan's tickets, and what they are worth.

use crate::ctx::Ctx;
use crate::hand::Desk;
use crate::keep::new_nonce;
use crate::nodes::draw::{desk, frozen, said};
use crate::parts::countdown::countdown;
use crate::parts::strip::{first_prize, have};
use crate::parts::ticket::Parts;
use crate::parts::{button, el, gadget, list, words, wrap};
use crate::reduce::DRAWN;
use crate::text::{Key, Many};
use canyu_core::act::Act;
use canyu_core::view::{EarnedView, LotteryView, NodeView};
use yew::{Callback, Html};

/// The node.
pub fn lottery(ctx: &Ctx, node: &NodeView, lottery: &LotteryView) -> Parts {
    let open = lottery.draw.stage == "open" && ctx.state.now < node.closes;
    let mut prizes = Vec::new();
    for prize in &lottery.prizes {
        let quantity = Html::from(ctx.texts.number(u64::from(prize.quantity)));
        let quantity = wrap("b", "", vec![quantity, words("small", "", "×".to_owned())]);
        prizes.push(wrap("li", "", vec![quantity, words("span", "", prize.name.clone())]));
    }
    let face = vec![
        words("h4", "unseen", ctx.t(Key::Prizes)),
        el("ul", "prizes").lang(ctx.campaign_lang()).put(list(prizes)).end(),
        tickets(ctx, node, lottery, open),
        frozen(ctx, lottery),
        if ctx.state.now < lottery.draws {
            countdown(ctx, lottery.draws, Key::DrawsIn)
        } else {
            Html::default()
        },
        match ctx.local(node).desk {
            Desk::Closed => Html::default(),
            Desk::Check => gadget("draw", "checked").with("part", "check").key("check").end(),
            Desk::Claim => gadget("draw", "checked")
                .with("part", "check")
                .with("data-claim", "claim")
                .key("claim")
                .end(),
        },
    ];
    let said = said(ctx, lottery, open);
    Parts {
        class: "lottery",
        face,
        act: enter(ctx, node, lottery),
        over: if lottery.draw.stage == DRAWN {
            said.clone()
        } else {
            String::new()
        },
        said,
        more: desk(ctx, node, lottery),
        ..Parts::default()
    }
}

/// The button with what one agrees to by it.
fn enter(ctx: &Ctx, node: &NodeView, lottery: &LotteryView) -> Html {
    let tickets = u64::from(ctx.state.mine.tickets + node.tickets);
    let (perform, id) = (ctx.perform.clone(), node.id.clone());
    let press = Callback::from(move |_| {
        perform.emit(Act::Enter {
            node: id.clone(),
            nonce: new_nonce(),
        });
    });
    let name = if tickets == 0 {
        ctx.t(Key::LotteryAct)
    } else {
        ctx.texts.many(Many::EnterWith, tickets)
    };
    let mut pieces = vec![button("main", press).say(name).end()];
    if tickets == 0 {
        pieces.push(words("p", "small", ctx.t(Key::LotteryNone)));
    }
    if !lottery.terms.is_empty() {
        pieces.push(
            el("p", "small")
                .lang(ctx.campaign_lang())
                .say(lottery.terms.clone())
                .end(),
        );
    }
    list(pieces)
}

/// What the fan holds, what it is worth, and where it is from.
fn tickets(ctx: &Ctx, node: &NodeView, lottery: &LotteryView, open: bool) -> Html {
    let (view, me) = (&ctx.state.shown, &ctx.state.mine);
    let (mine, entered) = (u64::from(me.tickets), ctx.done(node));
    let all = if lottery.draw.tickets > 0 {
        lottery.draw.tickets.max(mine)
    } else if entered {
        view.tickets_in_draw.max(mine)
    } else {
        view.tickets_in_draw + mine
    };
    if mine == 0 {
        let crowd = if lottery.entrants > 0 {
            ctx.texts.many(Many::Entrants, lottery.entrants)
        } else {
            String::new()
        };
        return words("p", "crowd", crowd);
    }
    let mut lines = Vec::new();
    let reasons = reasons(&me.earned);
    for node in &view.nodes {
        for line in reasons.iter().filter(|line| line.node == node.id) {
            lines.push(reason(ctx, line, &node.title));
        }
    }
    let first = if lottery.draw.stage == DRAWN {
        None
    } else {
        first_prize(ctx, lottery, mine, all)
    };
    let pieces = vec![
        wrap(
            "p",
            "chance",
            vec![
                words("b", "", have(ctx, all)),
                words("span", "", first.unwrap_or_default()),
            ],
        ),
        wrap("ul", "reasons", lines),
        words("p", "small", if open { ctx.t(Key::OddsChange) } else { String::new() }),
    ];
    wrap("div", "holding", pieces)
}

/// Lines with the same node and reason as one.
#[must_use]
pub fn reasons(earned: &[EarnedView]) -> Vec<EarnedView> {
    let mut lines: Vec<EarnedView> = Vec::new();
    for line in earned {
        match lines
            .iter_mut()
            .find(|known| known.node == line.node && known.reason == line.reason)
        {
            Some(known) => known.amount += line.amount,
            None => lines.push(line.clone()),
        }
    }
    lines
}

fn reason(ctx: &Ctx, line: &EarnedView, title: &str) -> Html {
    let key = if line.reason == "friend" {
        Key::ReasonFriend
    } else {
        Key::ReasonDone
    };
    let amount = ["+", &ctx.texts.number(u64::from(line.amount))].concat();
    wrap(
        "li",
        "",
        vec![
            words("b", "", amount),
            words("span", "", ctx.texts.with(key, &[("title", title)])),
        ],
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tickets_for_several_friends_stand_in_one_line() {
        let line = |reason: &str, amount| EarnedView {
            node: "n".into(),
            reason: reason.into(),
            amount,
        };
        let lines = reasons(&[line("done", 1), line("friend", 2), line("friend", 2)]);
        assert_eq!(lines, [line("done", 1), line("friend", 4)]);
    }
}
