//! A picture that opens step by step, and the tap "I want to know".

use crate::clock::Phase;
use crate::ctx::Ctx;
use crate::parts::countdown::countdown;
use crate::parts::options::bar;
use crate::parts::picture::picture;
use crate::parts::ticket::Face;
use crate::press::Press;
use crate::text::{Key, Many};
use crate::ui::Ui;
use canyu_core::view::{HintView, NodeView, TeaserView};

impl Face for TeaserView {
    fn class(&self) -> &'static str {
        "hero"
    }

    fn face(&self, ui: &mut Ui, node: &NodeView) {
        picture(ui, node, self);
        ui.open("div.under");
        time(ui, node, self);
        steps(ui, self);
        progress(ui, node, self);
        hints(ui, self);
        ui.close();
    }

    fn act(&self, ui: &mut Ui, _: &NodeView) {
        ui.action("button.main", Press::Tap, "", Key::TeaserAct);
    }

    fn said(&self, ctx: &Ctx, node: &NodeView) -> String {
        let texts = &ctx.texts;
        if ctx.phase(node) == Phase::Closed {
            return ctx.t(Key::TeaserClosed);
        }
        match (self.next, self.next_taps, &self.next_after) {
            (Some(next), ..) => texts.at(Key::TeaserNext, next),
            (_, Some(taps), _) => texts.many(Many::TeaserTaps, taps.saturating_sub(self.taps)),
            (_, _, Some(after)) => texts.with(Key::TeaserAfter, &[("title", ctx.title(after))]),
            _ => texts.at(Key::TeaserEnd, node.closes),
        }
    }
}

fn time(ui: &mut Ui, node: &NodeView, teaser: &TeaserView) {
    match (ui.ctx.phase(node), teaser.next) {
        (Phase::Before, _) => countdown(ui, node.opens, Key::OpensIn),
        (Phase::Closed, _) => ui.gap(),
        (_, Some(next)) if next > ui.ctx.state.now => countdown(ui, next, Key::NextIn),
        _ => countdown(ui, node.closes, Key::ClosesIn),
    }
}

/// The stages as a row of marks, with the same in words.
fn steps(ui: &mut Ui, teaser: &TeaserView) {
    if teaser.stages < 2 {
        return ui.gap();
    }
    ui.open("p.steps");
    ui.mute("span.marks");
    for step in 0..teaser.stages.min(24) {
        ui.open_if("i", step < teaser.stage, "is-on");
        ui.close();
    }
    ui.close();
    let texts = ui.ctx.texts.clone();
    if teaser.stage == 0 {
        ui.t(Key::Covered);
    } else {
        let (n, all) = (texts.number(teaser.stage.into()), texts.number(teaser.stages.into()));
        ui.text(&texts.with(Key::Stage, &[("n", &n), ("all", &all)]));
    }
    ui.close();
}

/// What opens the next piece, where that is what people do; else how many want to know.
fn progress(ui: &mut Ui, node: &NodeView, teaser: &TeaserView) {
    let ctx = ui.ctx.clone();
    let texts = &ctx.texts;
    match (teaser.next_taps, &teaser.next_after) {
        (Some(taps), _) if ctx.is_open(node) => {
            let (n, all) = (texts.number(teaser.taps), texts.number(taps));
            ui.open("div.progress");
            bar(ui, teaser.taps, taps);
            ui.say("p", &texts.with(Key::NextTaps, &[("n", &n), ("all", &all)]));
            ui.close();
        }
        (_, Some(after)) if ctx.is_open(node) => {
            ui.open("div.progress");
            ui.with("p", Key::NextAfter, "title", ctx.title(after));
            ui.some("p.crowd", Many::Taps, teaser.taps);
            ui.close();
        }
        _ => ui.some("p.crowd", Many::Taps, teaser.taps),
    }
}

/// The newest hint, and the older ones behind a click.
fn hints(ui: &mut Ui, teaser: &TeaserView) {
    let Some((newest, older)) = teaser.hints.split_last() else {
        return ui.gap();
    };
    ui.open("div.hints");
    hint(ui, newest, true);
    if !older.is_empty() {
        ui.open("details");
        ui.many("summary", Many::HintsMore, older.len() as u64);
        for old in older.iter().rev() {
            hint(ui, old, false);
        }
        ui.close();
    }
    ui.close();
}

fn hint(ui: &mut Ui, hint: &HintView, newest: bool) {
    let label = match hint.at {
        Some(at) if !newest => ui.ctx.texts.time(at),
        _ => ui.ctx.t(Key::Hint),
    };
    ui.open("p.hint");
    ui.say("span.label", &label);
    ui.theirs("q");
    ui.text(&hint.text);
    ui.close();
    ui.close();
}
