//! "What is it?", answered in words, by a number, by a choice or with a picture; the wall of answers; and the answer that was sealed from the
//! beginning.

use crate::clock::Phase;
use crate::ctx::Ctx;
use crate::overlay::has_picked;
use crate::parts::field::{Field, field};
use crate::parts::icon::{PLUS, TICK};
use crate::parts::options::{Look, option_row, people, right};
use crate::parts::picture::image;
use crate::parts::seal::{Opened, missing, seal};
use crate::parts::ticket::Face;
use crate::platform::digits;
use crate::press::Press;
use crate::text::{Key, Many};
use crate::ui::Ui;
use canyu_core::view::{GuessView, NodeView, PickView};

/// Guesses of the wall that are shown at first.
const FEW: usize = 10;

impl Face for GuessView {
    fn class(&self) -> &'static str {
        "guess"
    }

    fn face(&self, ui: &mut Ui, node: &NodeView) {
        let ctx = ui.ctx.clone();
        answer(ui, node, self);
        if self.form == "choice" {
            choices(ui, node, self);
        } else if is_taken(&ctx, node, self) && left(&ctx, node, self) > 0 {
            form(ui, node, self);
        } else {
            ui.gap();
        }
        mine(ui, node, self);
        if ctx.phase(node) == Phase::Before {
            ui.gap();
        } else {
            wall(ui, node, self);
        }
    }

    fn act(&self, ui: &mut Ui, node: &NodeView) {
        if is_taken(&ui.ctx, node, self) {
            let left = left(&ui.ctx, node, self);
            ui.many("p.said", Many::TriesLeft, left.into());
        } else {
            ui.key("p.said", Key::GuessClosed);
        }
    }

    fn said(&self, ctx: &Ctx, node: &NodeView) -> String {
        let texts = &ctx.texts;
        match (&self.revealed, is_taken(ctx, node, self), self.reveals) {
            (Some(_), ..) if is_right(ctx, node) => ctx.t(Key::GuessRight),
            // Nobody is told that he was wrong before the server has said so.
            (Some(_), ..) if !ctx.state.is_told() => self.over(ctx, node),
            (Some(_), ..) => ctx.t(Key::GuessWrong),
            (_, false, Some(reveals)) if reveals > ctx.state.now => texts.at(Key::GuessWaits, reveals),
            (_, false, _) => ctx.t(Key::GuessOver),
            _ => match left(ctx, node, self) {
                0 => texts.at(Key::GuessIn, node.closes),
                left => texts.many(Many::GuessMore, left.into()),
            },
        }
    }

    fn over(&self, ctx: &Ctx, _: &NodeView) -> String {
        match &self.revealed {
            Some(revealed) => ctx.texts.with(Key::Answer, &[("answer", &revealed.label)]),
            None => String::new(),
        }
    }
}

/// Whether guesses are taken: none after the answer was revealed.
fn is_taken(ctx: &Ctx, node: &NodeView, guess: &GuessView) -> bool {
    ctx.is_open(node) && guess.reveals.is_none_or(|reveals| ctx.state.now < reveals)
}

/// How often the fan may guess yet.
fn left(ctx: &Ctx, node: &NodeView, guess: &GuessView) -> u32 {
    let made = ctx.picks(node).iter().filter(|pick| pick.own).count();
    guess.tries.saturating_sub(made as u32)
}

fn is_right(ctx: &Ctx, node: &NodeView) -> bool {
    ctx.picks(node).iter().any(|pick| pick.right)
}

/// The answer, or its seal, and what it is worth to be right.
fn answer(ui: &mut Ui, node: &NodeView, guess: &GuessView) {
    if guess.seal.is_empty() {
        return ui.gap();
    }
    let mut opened = Opened { salt: "", answer: "" };
    ui.open("div.sealed");
    match (&guess.revealed, guess.reveals) {
        (Some(revealed), _) => {
            opened = Opened {
                salt: &revealed.salt,
                answer: &revealed.answer,
            };
            ui.theirs("p.reveal");
            ui.text(&revealed.label);
            ui.say("span", &guess.unit);
            ui.close();
        }
        (None, Some(reveals)) => ui.time("p", Key::RevealsAt, reveals),
        (None, None) => ui.gap(),
    }
    seal(ui, node, &guess.seal, &opened);
    ui.some("p.small", Many::Bonus, guess.bonus.into());
    ui.close();
}

/// The answers that can be chosen.
fn choices(ui: &mut Ui, node: &NodeView, guess: &GuessView) {
    let ctx = ui.ctx.clone();
    let open = is_taken(&ctx, node, guess) && left(&ctx, node, guess) > 0;
    let shows = !ctx.picks(node).is_empty() || ctx.phase(node) == Phase::Closed;
    let all = guess.options.iter().map(|option| option.people).sum();
    ui.theirs("fieldset.options");
    ui.key("legend.unseen", Key::GuessLabel);
    for option in &guess.options {
        let on = has_picked(&ctx.state.mine, &node.id, &option.key);
        let look = Look {
            on,
            off: on || !open,
            single: true,
            of: shows.then_some(all),
            ..Look::default()
        };
        option_row(ui, option, &look, Press::Pick);
    }
    ui.close();
}

fn form(ui: &mut Ui, node: &NodeView, guess: &GuessView) {
    if guess.form == "picture" {
        if ui.ctx.local(node).missing {
            return missing(ui);
        }
        // Choosing, making smaller and sending a picture is a script of its own.
        ui.gadget("div.photo", "photo");
        ui.id("photo");
        ui.set("data-longest", &digits(guess.longest.into()));
        return ui.close();
    }
    let range = match (&guess.min, &guess.max) {
        (Some(min), Some(max)) if guess.placeholder.is_empty() => {
            ui.ctx.texts.with(Key::Between, &[("min", min), ("max", max)])
        }
        _ => guess.placeholder.clone(),
    };
    let ask = Field {
        label: Key::GuessLabel,
        send: Key::GuessSend,
        example: &range,
        longest: guess.longest,
        mode: if guess.form == "number" { "decimal" } else { "text" },
        unit: &guess.unit,
    };
    field(ui, node, &ask);
}

/// What the fan has guessed himself.
fn mine(ui: &mut Ui, node: &NodeView, guess: &GuessView) {
    let ctx = ui.ctx.clone();
    let mut own = ctx.picks(node);
    own.retain(|pick| pick.own && guess.form != "choice");
    if own.is_empty() {
        return ui.gap();
    }
    ui.open("p.mine");
    ui.key("span.label", Key::GuessMine);
    for pick in own {
        ui.open("span.own");
        ui.text(&pick.label);
        ui.say("span", &guess.unit);
        right(ui, pick.right);
        ui.close();
    }
    ui.key_if(guess.moderated && ctx.is_open(node), "span.small", Key::Moderated);
    ui.close();
}

/// What others guess; one tap stands behind a guess.
fn wall(ui: &mut Ui, node: &NodeView, guess: &GuessView) {
    let ctx = ui.ctx.clone();
    let Some(most) = guess.wall.iter().map(|pick| pick.people).max() else {
        // Who has just made the first guess reads it above; the wall shows it with the next look at the campaign.
        return ui.key_if(
            ctx.picks(node).is_empty() && guess.form != "choice" && is_taken(&ctx, node, guess),
            "p.empty",
            Key::WallEmpty,
        );
    };
    let all = ctx.local(node).all;
    ui.open_if("fieldset.wall", guess.form == "picture", "is-pictures");
    ui.open("legend");
    ui.t(Key::Wall);
    ui.many("span.crowd", Many::Groups, guess.groups);
    ui.close();
    for pick in guess.wall.iter().take(if all { usize::MAX } else { FEW }) {
        chip(ui, node, guess, pick, most);
    }
    if guess.wall.len() > FEW {
        ui.button("button.text", Press::All, "");
        ui.is("aria-expanded", all);
        ui.t(if all { Key::WallFew } else { Key::WallAll });
        ui.close();
    }
    ui.close();
}

fn chip(ui: &mut Ui, node: &NodeView, guess: &GuessView, pick: &PickView, most: u64) {
    let ctx = ui.ctx.clone();
    let mine = ctx.picks(node).into_iter().find(|mine| mine.key == pick.key);
    let (on, own) = (mine.is_some(), mine.is_some_and(|mine| mine.own));
    ui.button("button.chip", Press::Second, &pick.key);
    ui.class(on, "is-on");
    match pick.people.saturating_mul(6) / most.max(1) {
        4.. => ui.class(true, "is-l"),
        2..4 => ui.class(true, "is-m"),
        _ => {}
    }
    ui.id(&pick.key);
    ui.is("aria-pressed", on);
    ui.off(on || !is_taken(&ctx, node, guess));
    if !pick.picture.is_empty() {
        image(ui, &pick.picture, "");
        ui.attr("loading", "lazy");
        ui.close();
    }
    ui.say("span.what", &pick.label);
    people(ui, pick.people, Many::Behind);
    if pick.right {
        right(ui, true);
    } else if own {
        ui.key("span.tag", Key::Mine);
    } else {
        ui.mute("span.mark");
        ui.icon(if on { TICK } else { PLUS });
        ui.close();
    }
    ui.close();
}
