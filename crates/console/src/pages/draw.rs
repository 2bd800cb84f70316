//! The draw of a campaign: where it stands, the next step with its one main act, and what staff do besides.

mod commitment;
mod excluded;
mod value;
mod winners;

use super::tabs::{Tab, crumbs, tabs};
use crate::api::json;
use crate::browser::{origin, save};
use crate::desk::{Desk, use_desk};
use crate::hooks::{Load, use_act, use_load, use_text};
use crate::ui::{Confirm, Empty, Mark, PageHead, Step, Trouble, Weight, badge, button, figures, steps};
use crate::words::Words;
use canyu_core::staff::{DrawLook, DrawStage, DrawValue, Right};
use commitment::Commitment;
use excluded::Excluded;
use gloo_timers::callback::Interval;
use value::Value;
use winners::WinnerList;
use yew::{AttrValue, Callback, Html, Properties, component, html, use_effect_with, use_state_eq};

/// How often the page looks, as long as something comes by itself.
const LOOK: u32 = 5_000;
/// How long after its time the random value may take before staff are told what they can do, in milliseconds.
const PATIENCE: i64 = 60_000;

/// What [`Draw`] is given.
#[derive(Properties, PartialEq)]
pub struct DrawProps {
    /// The campaign's name in addresses.
    pub slug: AttrValue,
}

/// The page.
#[component]
pub fn Draw(props: &DrawProps) -> Html {
    let desk = use_desk();
    let words = &desk.words;
    let path = ["campaigns/", &props.slug, "/draw"].concat();
    let (load, again) = use_load::<DrawLook>(path.clone());
    let act = use_act();
    let asked = use_state_eq(|| false);
    // Kept here, so that nothing that was pasted is lost however often the page looks again.
    let (drand, numbers, secrets) = (use_text(""), use_text(""), use_text(""));
    let stage = match &load {
        Load::Ready(look) => Some(look.stage),
        _ => None,
    };
    {
        let again = again.clone();
        use_effect_with(stage, move |stage| {
            let comes = !matches!(stage, None | Some(DrawStage::Drawn | DrawStage::Missed));
            let timer = comes.then(|| Interval::new(LOOK, move || again.emit(())));
            move || drop(timer)
        });
    }
    if let Load::Failed(problem) = &load
        && problem.code() == "no_draw"
    {
        return html! {
            <>
                { head(&desk, &props.slug) }
                <Empty title={words.t("draw.none")}><p>{ words.t("draw.none.lead") }</p></Empty>
            </>
        };
    }
    let on_run = {
        let (desk, act, again) = (desk.clone(), act.clone(), again.clone());
        let path = [&path, "/run"].concat();
        let (drand, numbers, secrets) = (drand.clone(), numbers.clone(), secrets.clone());
        Callback::from(move |()| {
            let parts = |text: String| text.split_whitespace().map(str::to_owned).collect();
            let value = DrawValue {
                drand: drand.trimmed(),
                numbers: parts(numbers.get()),
                secrets: parts(secrets.get()),
            };
            act.send(&desk, path.clone(), json(&value), "draw.run.done", again.clone());
        })
    };
    let on_main = {
        let (on_run, asked) = (on_run.clone(), asked.clone());
        Callback::from(move |()| match stage {
            Some(DrawStage::Due) => on_run.emit(()),
            _ => asked.set(true),
        })
    };
    let on_ship = {
        let (desk, act, path) = (desk.clone(), act.clone(), [&path, "/claims.csv"].concat());
        let name = [&*props.slug, "-claims.csv"].concat();
        Callback::from(move |()| {
            let (desk, path, name) = (desk.clone(), path.clone(), name.clone());
            act.run(async move {
                save(&name, &desk.api.text(&path).await?);
                Ok(())
            });
        })
    };
    let on_no = {
        let (asked, act, again) = (asked.clone(), act.clone(), again.clone());
        Callback::from(move |()| {
            asked.set(false);
            act.forget();
            again.emit(());
        })
    };
    let shown = load.shown(&again, |look| {
        let may = desk.may(Right::Draw);
        let main = main_act(look.stage, look).filter(|_| may);
        html! {
            <>
                <section class="next" aria-label={words.t("next")}>
                    { stage_badge(words, look.stage) }
                    <p>{ next_in_words(words, look) }</p>
                    if let Some(main) = main {
                        { button("is-main", words.t(main), on_main.clone()) }
                    }
                </section>
                if act.is_busy() {
                    <div class="working" role="status"><progress aria-label={words.t("draw.working")} /><p>{ words.t("draw.working") }</p></div>
                }
                if !*asked {
                    <Trouble problem={act.problem()} />
                }
                { steps(words, words.t("draw.steps"), timeline(words, look)) }
                { figures(numbers_of(words, look)) }
                if look.weak || look.late {
                    <p class="note">{ words.t(if look.weak { "draw.weak" } else { "draw.late" }) }</p>
                }
                if may && look.stage == DrawStage::Drawn {
                    <WinnerList look={look.clone()} path={path.clone()} slug={props.slug.clone()} on_change={again.clone()} />
                }
                if may && look.closed.is_none() && look.stage != DrawStage::Missed {
                    <Excluded reasons={look.exclude_reasons.clone()} path={path.clone()} />
                }
                if look.drawn.is_some() {
                    <div class="acts is-start">
                        if may {
                            { button("", words.t("draw.ship"), on_ship.clone()) }
                        }
                        <a class="button" href={["/api/v1/campaigns/", &props.slug, "/draw/bundle.zip"].concat()} download="">{ words.t("draw.bundle") }</a>
                        <a class="button" href={["/verify?campaign=", &props.slug, "&server=", &origin()].concat()} target="_blank" rel="noopener">{ words.t("draw.verify") }</a>
                    </div>
                }
                if !look.note.is_empty() {
                    <Commitment look={look.clone()} path={path.clone()} on_told={again.clone()} />
                }
                if matches!(look.stage, DrawStage::Committed | DrawStage::Due) {
                    <Value look={look.clone()} drand={drand.clone()} numbers={numbers.clone()} secrets={secrets.clone()} on_send={on_run.clone()} />
                }
            </>
        }
    });
    // What is asked is what the main act would do.
    let question = (*asked).then(|| {
        let is_over = stage == Some(DrawStage::Over);
        let (name, end, weight) = if is_over {
            ("draw.commit", "/commit", Weight::Press)
        } else {
            ("draw.overdue", "/forfeit", Weight::Name(props.slug.clone()))
        };
        let on_yes = {
            let (desk, act, on_no, path) = (desk.clone(), act.clone(), on_no.clone(), [&path, end].concat());
            let done = if is_over { "draw.commit.done" } else { "draw.overdue.done" };
            Callback::from(move |()| act.send(&desk, path.clone(), "{}".to_owned(), done, on_no.clone()))
        };
        html! {
            <Confirm title={words.t(name)} yes={words.t(name)} {weight} {act} {on_yes} {on_no}><p>{ words.t(&[name, ".lead"].concat()) }</p></Confirm>
        }
    });
    html! { <>{ head(&desk, &props.slug) }{ shown }{ question.unwrap_or_default() }</> }
}

fn head(desk: &Desk, slug: &str) -> Html {
    html! {
        <>
            { crumbs(desk, slug) }
            <PageHead title={desk.words.t("draw")} lead={desk.words.t("draw.lead")} />
            { tabs(desk, slug, Tab::Draw) }
        </>
    }
}

fn stage_badge(words: &Words, stage: DrawStage) -> Html {
    let kind = match stage {
        DrawStage::Open => "open",
        DrawStage::Missed => "bad",
        DrawStage::Ahead | DrawStage::Over | DrawStage::Committed | DrawStage::Due => "waiting",
        DrawStage::Drawn => "closed",
    };
    badge(kind, words.code("draw.stage", stage.name()))
}

/// What the one main act does; nothing where everything comes by itself, or where something has to be pasted first.
fn main_act(stage: DrawStage, look: &DrawLook) -> Option<&'static str> {
    match stage {
        DrawStage::Over => Some("draw.commit"),
        DrawStage::Due if look.by_itself => Some("draw.fetch"),
        DrawStage::Drawn if overdue(look) > 0 => Some("draw.overdue"),
        _ => None,
    }
}

fn overdue(look: &DrawLook) -> u64 {
    look.prizes.map_or(0, |prizes| prizes.overdue)
}

/// The next step, in a sentence.
#[must_use]
pub fn next_in_words(words: &Words, look: &DrawLook) -> AttrValue {
    let is_late = look.now.0 > look.draws.0 + PATIENCE;
    let name = match look.stage {
        DrawStage::Due if !look.by_itself => "draw.next.paste",
        DrawStage::Due if is_late => "draw.next.silent",
        DrawStage::Drawn if overdue(look) > 0 => "draw.next.overdue",
        DrawStage::Drawn if look.prizes.is_some_and(|prizes| prizes.held == 0) => "draw.next.nobody",
        DrawStage::Drawn if look.prizes.is_some_and(|prizes| prizes.held == prizes.claimed) => "draw.next.all",
        stage => {
            return words.with(
                &["draw.next.", stage.name()].concat(),
                &times(words, look).each_ref().map(|(name, time)| (*name, time.as_str())),
            );
        }
    };
    words.t(name)
}

fn times(words: &Words, look: &DrawLook) -> [(&'static str, String); 3] {
    let time = |moment| words.time(moment);
    [
        ("opens", time(look.opens)),
        ("closes", time(look.closes)),
        ("draws", time(look.draws)),
    ]
}

/// From the close of the list to the last prize.
fn timeline(words: &Words, look: &DrawLook) -> Vec<Step> {
    let is_missed = look.stage == DrawStage::Missed;
    let (is_closed, is_drawn) = (look.closed.is_some(), look.drawn.is_some());
    let is_over = is_closed || look.now >= look.closes;
    let is_handed_out = look.prizes.is_some_and(|prizes| prizes.held == prizes.claimed);
    let prizes = look.prizes.map(|prizes| {
        let numbers = [
            ("claimed", words.number(prizes.claimed)),
            ("held", words.number(prizes.held)),
        ];
        words.with(
            "draw.claimed_of",
            &numbers.each_ref().map(|(name, number)| (*name, number.as_str())),
        )
    });
    let time = |moment| AttrValue::from(words.time(moment));
    let all = [
        ("draw.step.close", is_over, Some(time(look.closes))),
        ("draw.step.commit", is_closed, look.closed.map(time)),
        (
            "draw.step.value",
            is_drawn || look.now >= look.draws,
            Some(time(look.draws)),
        ),
        ("draw.step.draw", is_drawn, look.drawn.map(time)),
        ("draw.step.claim", is_drawn && is_handed_out, prizes),
    ];
    let mut is_first = true;
    all.into_iter()
        .map(|(name, is_done, said)| Step {
            mark: match is_done {
                _ if is_missed && name != "draw.step.close" => Mark::Bad,
                true => Mark::Done,
                false if std::mem::take(&mut is_first) => Mark::Now,
                false => Mark::Later,
            },
            name: words.t(name),
            said: said.into_iter().collect(),
        })
        .collect()
}

fn numbers_of(words: &Words, look: &DrawLook) -> Vec<(AttrValue, String, AttrValue)> {
    let figure = |name: &str, number: u64| (words.t(name), words.number(number), words.t(&[name, ".hint"].concat()));
    let mut list = vec![figure("draw.people", look.people), figure("draw.tickets", look.tickets)];
    if look.closed.is_some() {
        list.push(figure("draw.kept_out", look.kept_out));
    }
    list
}
