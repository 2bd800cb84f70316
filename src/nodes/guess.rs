//! "What is it?", answered in words, and the wall of answers.

use crate::clock::{Phase, phase};
use crate::ctx::Ctx;
use crate::hand::Local;
use crate::overlay::{has_done, has_picked};
use crate::parts::icon::{PLUS, TICK, icon};
use crate::parts::options::people;
use crate::parts::ticket::Parts;
use crate::parts::{Kind, button, el, mute, words, wrap};
use crate::platform::{digits, field_text};
use crate::state::Action;
use crate::text::{Key, Many};
use canyu_core::act::Act;
use canyu_core::view::{GuessView, NodeView, PickView};
use yew::{Callback, Event, Html};

/// Guesses of the wall that are shown at first.
const FEW: usize = 10;

/// The node.
pub fn guess(ctx: &Ctx, node: &NodeView, guess: &GuessView) -> Parts {
    let now = phase(node, ctx.state.now);
    let mut mine = vec![words("span", "label", ctx.t(Key::GuessMine))];
    for pick in ctx
        .state
        .mine
        .picks
        .iter()
        .filter(|pick| pick.node == node.id && pick.own)
    {
        mine.push(words("span", "own", pick.label.clone()));
    }
    let made = mine.len() as u32 - 1;
    let left = guess.tries.saturating_sub(made);
    let tries = ctx.texts.many(Many::TriesLeft, u64::from(left));
    let said = match (now, left) {
        (Phase::Closed, _) => ctx.t(Key::GuessOver),
        (_, 0) => ctx.texts.at(Key::GuessIn, node.closes),
        _ => ctx.texts.many(Many::GuessMore, u64::from(left)),
    };
    let open = now == Phase::Open && left > 0;
    let face = vec![
        if open { form(ctx, node, guess) } else { Html::default() },
        if made > 0 {
            wrap("p", "mine", mine)
        } else {
            Html::default()
        },
        if now == Phase::Before {
            Html::default()
        } else {
            wall(ctx, node, guess)
        },
    ];
    Parts {
        class: "guess",
        face,
        said,
        act: words("p", "said", tries),
        ..Parts::default()
    }
}

/// One field and one button.
fn form(ctx: &Ctx, node: &NodeView, guess: &GuessView) -> Html {
    let field = el("input", "")
        .with("type", "text")
        .with("part", "input")
        .with("autocomplete", "off")
        .with("enterkeyhint", "send")
        .with("required", "")
        .text("maxlength", digits(guess.longest.into()))
        .text("placeholder", guess.placeholder.clone())
        .value(ctx.local(node).draft)
        .on(Kind::Input, input(ctx, node))
        .on(Kind::Focus, begin(ctx, node));
    let label = wrap(
        "label",
        "",
        vec![words("span", "label", ctx.t(Key::GuessLabel)), field.end()],
    );
    let send = el("button", "main")
        .with("type", "submit")
        .with("part", "button")
        .say(ctx.t(Key::GuessSend))
        .end();
    el("form", "field")
        .on(Kind::Submit, submit(ctx, node))
        .put(label)
        .put(send)
        .end()
}

fn input(ctx: &Ctx, node: &NodeView) -> Callback<Event> {
    let (ctx, node) = (ctx.clone(), node.id.clone());
    Callback::from(move |event: Event| {
        if let Some(draft) = field_text(&event) {
            let local = Local {
                draft,
                ..ctx.state.local(&node)
            };
            ctx.dispatch.emit(Action::Held(node.clone(), local));
        }
    })
}

fn submit(ctx: &Ctx, node: &NodeView) -> Callback<Event> {
    let (ctx, node) = (ctx.clone(), node.id.clone());
    Callback::from(move |event: Event| {
        event.prevent_default();
        let mut local = ctx.state.local(&node);
        let text = local.draft.trim().to_owned();
        if !text.is_empty() {
            local.draft = String::new();
            ctx.dispatch.emit(Action::Held(node.clone(), local));
            ctx.perform.emit(Act::Guess {
                node: node.clone(),
                text,
            });
        }
    })
}

/// Tells the server once that the fan has begun.
fn begin(ctx: &Ctx, node: &NodeView) -> Callback<Event> {
    let (ctx, node) = (ctx.clone(), node.id.clone());
    Callback::from(move |_| {
        let local = ctx.state.local(&node);
        if !local.begun && !has_done(&ctx.state.mine, &node) {
            ctx.dispatch
                .emit(Action::Held(node.clone(), Local { begun: true, ..local }));
            ctx.perform.emit(Act::Start { node: node.clone() });
        }
    })
}

/// What others guess; one tap stands behind a guess.
fn wall(ctx: &Ctx, node: &NodeView, guess: &GuessView) -> Html {
    let Some(most) = guess.wall.iter().map(|pick| pick.people).max() else {
        // Who has just made the first guess reads it above; the wall shows it with the next look at the campaign.
        let first = ctx.state.mine.picks.iter().any(|pick| pick.node == node.id);
        return if first {
            Html::default()
        } else {
            words("p", "empty", ctx.t(Key::WallEmpty))
        };
    };
    let local = ctx.local(node);
    let shows_all = local.all;
    let crowd = words("span", "crowd", ctx.texts.many(Many::Groups, guess.groups));
    let mut chips = vec![wrap("legend", "", vec![Html::from(ctx.t(Key::Wall)), crowd])];
    for pick in guess.wall.iter().take(if shows_all { usize::MAX } else { FEW }) {
        chips.push(chip(ctx, node, pick, most));
    }
    if guess.wall.len() > FEW {
        let press = ctx.on_hold(
            node,
            Local {
                all: !shows_all,
                ..local
            },
        );
        let name = ctx.t(if shows_all { Key::WallFew } else { Key::WallAll });
        chips.push(button("text", press).is("aria-expanded", shows_all).say(name).end());
    }
    wrap("fieldset", "wall", chips)
}

fn chip(ctx: &Ctx, node: &NodeView, pick: &PickView, most: u64) -> Html {
    let me = &ctx.state.mine;
    let own = me
        .picks
        .iter()
        .any(|mine| mine.own && mine.node == node.id && mine.key == pick.key);
    let on = has_picked(me, &node.id, &pick.key);
    let class = match (on, pick.people.saturating_mul(6) / most.max(1)) {
        (false, 4..) => "chip is-l",
        (false, 2..4) => "chip is-m",
        (false, _) => "chip",
        (true, 4..) => "chip is-l is-on",
        (true, 2..4) => "chip is-m is-on",
        (true, _) => "chip is-on",
    };
    let sign = if own {
        words("span", "tag", ctx.t(Key::Mine))
    } else {
        mute("mark", vec![icon(if on { TICK } else { PLUS })])
    };
    button(
        class,
        ctx.on_press(Act::Second {
            node: node.id.clone(),
            pick: pick.key.clone(),
        }),
    )
    .key(&pick.key)
    .is("aria-pressed", on)
    .off(on || phase(node, ctx.state.now) != Phase::Open)
    .put(words("span", "what", pick.label.clone()))
    .put(people(ctx, pick.people))
    .put(sign)
    .end()
}
