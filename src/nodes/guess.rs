//! "What is it?", answered in words, and the wall of answers.

use crate::ctx::{Ctx, NodeProps};
use crate::overlay::has_picked;
use crate::parts::icon::{PLUS, TICK, icon};
use crate::parts::ticket::Ticket;
use crate::platform::field_text;
use crate::state::{Phase, phase};
use crate::text::{Key, Many};
use canyu_core::act::Act;
use canyu_core::view::{GuessView, KindView, MyPick, NodeView, PickView};
use yew::{Callback, Event, Html, InputEvent, SubmitEvent, classes, component, html, use_state};

/// Guesses of the wall that are shown at first.
const FEW: usize = 10;

/// The node.
#[component]
pub fn Guess(NodeProps { ctx, node }: &NodeProps) -> Html {
    let KindView::Guess(guess) = &node.kind else {
        return Html::default();
    };
    let all = use_state(|| false);
    let mine: Vec<&MyPick> = ctx
        .state
        .mine
        .picks
        .iter()
        .filter(|pick| pick.node == node.id && pick.own)
        .collect();
    let left = guess.tries.saturating_sub(mine.len() as u32);
    let open = phase(node, ctx.state.now) == Phase::Open;
    let said = match (open, left) {
        (true, 1..) => ctx.texts.many(Many::TriesLeft, u64::from(left)),
        (true, 0) => ctx.texts.at(Key::GuessIn, node.closes),
        (false, _) => ctx.t(Key::GuessOver),
    };
    let act = html! { <p class="said">{ ctx.texts.many(Many::TriesLeft, u64::from(left)) }</p> };
    let toggle = {
        let all = all.clone();
        Callback::from(move |_| all.set(!*all))
    };
    html! {
        <Ticket ctx={ctx.clone()} node={node.clone()} class="guess" {said} {act}>
            if open && left > 0 {
                <GuessForm ctx={ctx.clone()} node={node.clone()} />
            }
            if !mine.is_empty() {
                <p class="mine">
                    <span class="label">{ ctx.t(Key::GuessMine) }</span>
                    { for mine.iter().map(|pick| html! { <span class="own">{ &pick.label }</span> }) }
                </p>
            }
            if phase(node, ctx.state.now) != Phase::Before {
                { wall(ctx, node, guess, *all) }
                if guess.wall.len() > FEW {
                    <button type="button" class="text" onclick={toggle} aria-expanded={all.to_string()}>
                        { ctx.t(if *all { Key::WallFew } else { Key::WallAll }) }
                    </button>
                }
            }
        </Ticket>
    }
}

/// One field and one button.
#[component]
fn GuessForm(NodeProps { ctx, node }: &NodeProps) -> Html {
    let KindView::Guess(guess) = &node.kind else {
        return Html::default();
    };
    let text = use_state(String::new);
    let begun = use_state(|| false);
    let input = {
        let text = text.clone();
        Callback::from(move |event: InputEvent| {
            if let Some(value) = field_text(Event::as_ref(&event)) {
                text.set(value);
            }
        })
    };
    let submit = {
        let (text, perform, node) = (text.clone(), ctx.perform.clone(), node.id.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let guess = text.trim();
            if !guess.is_empty() {
                perform.emit(Act::Guess {
                    node: node.clone(),
                    text: guess.to_owned(),
                });
                text.set(String::new());
            }
        })
    };
    let start = {
        let (perform, act, done) = (
            ctx.perform.clone(),
            Act::Start { node: node.id.clone() },
            ctx.done(node),
        );
        Callback::from(move |_| {
            if !*begun && !done {
                begun.set(true);
                perform.emit(act.clone());
            }
        })
    };
    html! {
        <form class="field" onsubmit={submit}>
            <label>
                <span class="label">{ ctx.t(Key::GuessLabel) }</span>
                <input
                    type="text" part="input" autocomplete="off" enterkeyhint="send"
                    maxlength={guess.longest.to_string()} placeholder={guess.placeholder.clone()}
                    value={(*text).clone()} oninput={input} onfocus={start}
                />
            </label>
            <button type="submit" class="main" part="button" disabled={text.trim().is_empty()}>{ ctx.t(Key::GuessSend) }</button>
        </form>
    }
}

/// What others guess; one tap stands behind a guess.
fn wall(ctx: &Ctx, node: &NodeView, guess: &GuessView, all: bool) -> Html {
    if guess.wall.is_empty() {
        return html! { <p class="empty">{ ctx.t(Key::WallEmpty) }</p> };
    }
    let most = guess.wall.iter().map(|pick| pick.people).max().unwrap_or(1);
    let shown = if all { guess.wall.len() } else { FEW };
    html! {
        <fieldset class="wall">
            <legend>{ ctx.t(Key::Wall) }<span class="crowd">{ ctx.texts.many(Many::Groups, guess.groups) }</span></legend>
            { for guess.wall.iter().take(shown).map(|pick| chip(ctx, node, pick, most)) }
        </fieldset>
    }
}

fn chip(ctx: &Ctx, node: &NodeView, pick: &PickView, most: u64) -> Html {
    let me = &ctx.state.mine;
    let own = me
        .picks
        .iter()
        .any(|mine| mine.own && mine.node == node.id && mine.key == pick.key);
    let on = has_picked(me, &node.id, &pick.key);
    let size = match pick.people.saturating_mul(6) / most.max(1) {
        4.. => "is-l",
        2..4 => "is-m",
        _ => "",
    };
    let press = {
        let (perform, act) = (
            ctx.perform.clone(),
            Act::Second {
                node: node.id.clone(),
                pick: pick.key.clone(),
            },
        );
        Callback::from(move |_| perform.emit(act.clone()))
    };
    let off = on || phase(node, ctx.state.now) != Phase::Open;
    let spoken = ctx.texts.many(Many::Behind, pick.people);
    html! {
        <button
            type="button" key={pick.key.clone()} class={classes!("chip", size, on.then_some("is-on"))}
            aria-pressed={on.to_string()} disabled={off} onclick={press}
        >
            <span class="what">{ &pick.label }</span>
            <span class="people" aria-hidden="true">{ ctx.texts.number(pick.people) }</span>
            <span class="unseen">{ spoken }</span>
            if own {
                <span class="tag">{ ctx.t(Key::Mine) }</span>
            } else {
                <span class="mark" title={ctx.t(Key::MeToo)}>{ icon(if on { TICK } else { PLUS }) }</span>
            }
        </button>
    }
}
