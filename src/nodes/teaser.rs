//! A picture that opens step by step, and the tap "I want to know".

use crate::ctx::{Ctx, NodeProps};
use crate::parts::countdown::Countdown;
use crate::parts::picture::Picture;
use crate::parts::ticket::Ticket;
use crate::state::{Phase, phase};
use crate::text::{Key, Many};
use canyu_core::act::Act;
use canyu_core::view::{KindView, NodeView, TeaserView};
use yew::{Callback, Html, component, html};

/// The node.
#[component]
pub fn Teaser(NodeProps { ctx, node }: &NodeProps) -> Html {
    let KindView::Teaser(teaser) = &node.kind else {
        return Html::default();
    };
    let press = {
        let (perform, node) = (ctx.perform.clone(), node.id.clone());
        Callback::from(move |_| perform.emit(Act::Tap { node: node.clone() }))
    };
    let act = html! {
        <button type="button" class="main" part="button" onclick={press}>{ ctx.t(Key::TeaserAct) }</button>
    };
    let said = match teaser.next {
        Some(next) => ctx.texts.at(Key::TeaserNext, next),
        None if phase(node, ctx.state.now) == Phase::Closed => ctx.t(Key::TeaserClosed),
        None => ctx.texts.at(Key::TeaserEnd, node.closes),
    };
    html! {
        <Ticket ctx={ctx.clone()} node={node.clone()} class="hero" {act} {said}>
            <Picture ctx={ctx.clone()} teaser={teaser.clone()} />
            <div class="under">
                { time(ctx, node, teaser) }
                { steps(ctx, teaser) }
                { hints(ctx, teaser) }
                if teaser.taps > 0 { <p class="crowd">{ ctx.texts.many(Many::Taps, teaser.taps) }</p> }
            </div>
        </Ticket>
    }
}

fn time(ctx: &Ctx, node: &NodeView, teaser: &TeaserView) -> Html {
    let (to, label) = match (phase(node, ctx.state.now), teaser.next) {
        (Phase::Before, _) => (node.opens, Key::OpensIn),
        (Phase::Open, Some(next)) if next > ctx.state.now => (next, Key::NextIn),
        (Phase::Open, _) => (node.closes, Key::ClosesIn),
        (Phase::Closed, _) => return Html::default(),
    };
    html! { <Countdown ctx={ctx.clone()} {to} {label} /> }
}

/// The stages as a row of marks, with the same in words.
fn steps(ctx: &Ctx, teaser: &TeaserView) -> Html {
    if teaser.stages < 2 {
        return Html::default();
    }
    let (n, all) = (u64::from(teaser.stage), u64::from(teaser.stages));
    let words = if n == 0 {
        ctx.t(Key::Covered)
    } else {
        ctx.texts.with(
            Key::Stage,
            &[("n", &ctx.texts.number(n)), ("all", &ctx.texts.number(all))],
        )
    };
    html! {
        <p class="steps">
            <span class="marks" aria-hidden="true">
                { for (0..teaser.stages.min(24)).map(|step| html! { <i class={(step < teaser.stage).then_some("is-on")} /> }) }
            </span>
            { words }
        </p>
    }
}

/// The newest hint, and the older ones behind a click.
fn hints(ctx: &Ctx, teaser: &TeaserView) -> Html {
    let Some((newest, older)) = teaser.hints.split_last() else {
        return Html::default();
    };
    let lang = ctx.campaign_lang();
    html! {
        <div class="hints">
            <p class="hint"><span class="label">{ ctx.t(Key::Hint) }</span><q lang={lang.clone()}>{ &newest.text }</q></p>
            if !older.is_empty() {
                <details>
                    <summary>{ ctx.texts.many(Many::HintsMore, older.len() as u64) }</summary>
                    <ol>
                        { for older.iter().rev().map(|hint| html! {
                            <li><span class="label">{ ctx.texts.time(hint.at) }</span><q lang={lang.clone()}>{ &hint.text }</q></li>
                        }) }
                    </ol>
                </details>
            }
        </div>
    }
}
