//! Prizes, the fan's tickets, and what they are worth.

use crate::ctx::{Ctx, NodeProps};
use crate::parts::countdown::Countdown;
use crate::parts::strip::{first_prize, have};
use crate::parts::ticket::Ticket;
use crate::state::{Phase, phase};
use crate::text::{Key, Many};
use canyu_core::act::Act;
use canyu_core::view::{EarnedView, KindView, LotteryView, NodeView};
use yew::{Callback, Html, component, html};

/// The node.
#[component]
pub fn Lottery(NodeProps { ctx, node }: &NodeProps) -> Html {
    let KindView::Lottery(lottery) = &node.kind else {
        return Html::default();
    };
    let closed = phase(node, ctx.state.now) == Phase::Closed;
    let said = match (closed, ctx.state.now < lottery.draws) {
        (_, true) => ctx.texts.at(Key::LotteryIn, lottery.draws),
        _ => ctx.t(Key::LotteryOver),
    };
    html! {
        <Ticket ctx={ctx.clone()} node={node.clone()} class="lottery" {said} act={enter(ctx, node, lottery)}>
            <h4 class="label">{ ctx.t(Key::Prizes) }</h4>
            <ul class="prizes" lang={ctx.campaign_lang()}>
                { for lottery.prizes.iter().map(|prize| html! {
                    <li><b>{ ctx.texts.number(u64::from(prize.quantity)) }<small>{ "×" }</small></b><span>{ &prize.name }</span></li>
                }) }
            </ul>
            { tickets(ctx, node, lottery) }
            if ctx.state.now < lottery.draws {
                <Countdown ctx={ctx.clone()} to={lottery.draws} label={Key::DrawsIn} />
            }
        </Ticket>
    }
}

/// The button with what one agrees to by it.
fn enter(ctx: &Ctx, node: &NodeView, lottery: &LotteryView) -> Html {
    let tickets = u64::from(ctx.state.mine.tickets + node.tickets);
    let press = {
        let (perform, node) = (ctx.perform.clone(), node.id.clone());
        Callback::from(move |_| perform.emit(Act::Enter { node: node.clone() }))
    };
    let words = if tickets == 0 {
        ctx.t(Key::LotteryAct)
    } else {
        ctx.texts.many(Many::EnterWith, tickets)
    };
    html! {
        <>
            <button type="button" class="main" part="button" onclick={press}>{ words }</button>
            if tickets == 0 { <p class="small">{ ctx.t(Key::LotteryNone) }</p> }
            if !lottery.terms.is_empty() { <p class="small" lang={ctx.campaign_lang()}>{ &lottery.terms }</p> }
        </>
    }
}

/// What the fan holds, what it is worth, and where it is from.
fn tickets(ctx: &Ctx, node: &NodeView, lottery: &LotteryView) -> Html {
    let (view, me) = (&ctx.state.shown, &ctx.state.mine);
    let (mine, entered) = (u64::from(me.tickets), ctx.done(node));
    let all = if entered {
        view.tickets_in_draw.max(mine)
    } else {
        view.tickets_in_draw + mine
    };
    if mine == 0 {
        return html! {
            if lottery.entrants > 0 { <p class="crowd">{ ctx.texts.many(Many::Entrants, lottery.entrants) }</p> }
        };
    }
    html! {
        <div class="holding">
            <p class="share"><b>{ have(ctx, all) }</b>
                if let Some(first) = first_prize(ctx, lottery, mine, all) { <span>{ first }</span> }
            </p>
            if !me.earned.is_empty() {
                <ul class="reasons">{ for reasons(&me.earned).iter().map(|line| reason(ctx, line)) }</ul>
            }
            <p class="small">{ ctx.t(Key::OddsChange) }</p>
        </div>
    }
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

fn reason(ctx: &Ctx, line: &EarnedView) -> Html {
    let title = ctx
        .state
        .shown
        .nodes
        .iter()
        .find(|node| node.id == line.node)
        .map_or("", |node| &node.title);
    let key = if line.reason == "friend" {
        Key::ReasonFriend
    } else {
        Key::ReasonDone
    };
    html! {
        <li><b>{ ["+", &ctx.texts.number(u64::from(line.amount))].concat() }</b><span>{ ctx.texts.with(key, &[("title", title)]) }</span></li>
    }
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
