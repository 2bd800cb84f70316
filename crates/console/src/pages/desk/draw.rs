//! The draw of a campaign: where it stands, the next step with its one main act, and what staff do besides. One component, whose parts are
//! functions.

mod commitment;
mod excluded;
mod standing;
mod value;
mod winners;

use crate::api::json;
use crate::browser::{focus, origin};
use crate::desk::{Desk, use_desk};
use crate::hooks::{Act, Load, Text, use_act, use_load, use_text};
use crate::pages::missing::{Missing, NotAllowed};
use crate::pages::tabs::{Tab, crumbs, tabs};
use crate::ui::{Choice, Confirm, Empty, PageHead, Trouble, Weight, button, figures, steps};
use canyu_core::staff::{DrawLook, DrawStage, Forfeiting, KeptOut, Right, Winners};
use gloo_timers::callback::Interval;
use standing::{main_act, next_in_words, numbers_of, stage_badge, timeline};
use value::Pasted;
use winners::Taking;
use yew::{
    AttrValue, Callback, Html, Properties, UseStateHandle, component, html, use_effect_with, use_state, use_state_eq,
};

/// How often the page looks, as long as something comes by itself: soon where it may come any moment, seldom while people enter, since the
/// server counts them all for it.
const SOON: u32 = 5_000;
const SELDOM: u32 = 30_000;

/// What [`Draw`] is given.
#[derive(Properties, PartialEq)]
pub struct DrawProps {
    /// The campaign's name in addresses.
    pub slug: AttrValue,
}

/// What is asked about before it is done.
#[derive(Clone, PartialEq, Eq)]
enum Ask {
    Nothing,
    /// The main act.
    Main,
    /// Whether somebody's prize is given on.
    Take(Taking),
}

/// What the parts of the page work with.
#[derive(Clone)]
struct Hands {
    desk: Desk,
    /// The draw's path.
    path: String,
    /// What is done in the parts, besides the main act.
    side: Act,
    asked: UseStateHandle<Ask>,
    /// Has all of it looked at again.
    again: Callback<()>,
}

impl Hands {
    /// Why something in one of the parts came to nothing.
    fn trouble(&self) -> Html {
        html! { <Trouble problem={self.side.problem()} /> }
    }

    /// What sends a field, together with something else; an empty one takes the focus.
    fn sends(
        &self,
        end: &str,
        done: &'static str,
        (text, other): (&Text, &str),
        body: fn(String, String) -> String,
        field: &'static str,
    ) -> Callback<()> {
        let (hands, path) = (self.clone(), [&self.path, end].concat());
        let (text, other) = (text.clone(), other.to_owned());
        Callback::from(move |()| {
            if text.is_empty() {
                focus(field);
                return;
            }
            let (again, text) = (hands.again.clone(), text.clone());
            let body = body(text.trimmed(), other.clone());
            let after = Callback::from(move |()| {
                text.set("");
                again.emit(());
            });
            hands.side.send(&hands.desk, path.clone(), body, done, after);
        })
    }
}

/// The page.
#[component]
pub fn Draw(props: &DrawProps) -> Html {
    let desk = use_desk();
    let words = &desk.words;
    let path = ["campaigns/", &props.slug, "/draw"].concat();
    let may = desk.may(Right::Draw);
    let (load, look_again) = use_load::<DrawLook>(path.clone());
    let (stage, is_open) = match &load {
        Load::Ready(look) => (
            Some(look.stage),
            look.closed.is_none() && look.stage != DrawStage::Missed,
        ),
        _ => (None, false),
    };
    let from = use_state(|| 0_u32);
    // What is not there, or not for everybody, is not asked for.
    let of = |is: bool, end: &str| {
        if is && may {
            [&path, end].concat()
        } else {
            String::new()
        }
    };
    let is_drawn = stage == Some(DrawStage::Drawn);
    let (won, won_again) = use_load::<Winners>(of(is_drawn, &["/winners?from=", &from.to_string()].concat()));
    let (out, out_again) = use_load::<Vec<KeptOut>>(of(is_open, "/excluded"));
    let (act, side) = (use_act(), use_act());
    let asked = use_state_eq(|| Ask::Nothing);
    // Kept here, so that nothing that was written is lost however often the page looks again.
    let (place, fan, reason) = (use_text(""), use_text(""), use_state_eq(|| "staff".to_owned()));
    let pasted = Pasted {
        drand: use_text(""),
        numbers: use_text(""),
        secrets: use_text(""),
    };
    {
        let look = look_again.clone();
        use_effect_with(stage, move |stage| {
            let pause = match stage {
                None | Some(DrawStage::Drawn | DrawStage::Missed) => None,
                Some(DrawStage::Ahead | DrawStage::Open) => Some(SELDOM),
                Some(DrawStage::Over | DrawStage::Committed | DrawStage::Due) => Some(SOON),
            };
            let timer = pause.map(|pause| Interval::new(pause, move || look.emit(())));
            move || drop(timer)
        });
    }
    if !desk.may(Right::SeeCampaigns) {
        return html! { <NotAllowed /> };
    }
    let head = html! {
        <>
            { crumbs(&desk, &props.slug) }
            <PageHead title={words.t("draw")} lead={words.t("draw.lead")} />
            { tabs(&desk, &props.slug, Tab::Draw) }
        </>
    };
    if let Load::Failed(problem) = &load {
        match problem.code() {
            "unknown_campaign" => return html! { <Missing /> },
            "no_draw" => {
                return html! { <>{ head }<Empty title={words.t("draw.none")}><p>{ words.t("draw.none.lead") }</p></Empty></> };
            }
            _ => {}
        }
    }
    let hands = Hands {
        desk: desk.clone(),
        path,
        side,
        asked: asked.clone(),
        again: Callback::from(move |()| {
            look_again.emit(());
            won_again.emit(());
            out_again.emit(());
        }),
    };
    let on_run = {
        let (hands, act, pasted) = (hands.clone(), act.clone(), pasted.clone());
        Callback::from(move |()| {
            let path = [&hands.path, "/run"].concat();
            act.send(
                &hands.desk,
                path,
                json(&pasted.value()),
                "draw.run.done",
                hands.again.clone(),
            );
        })
    };
    let on_main = {
        let (on_run, asked) = (on_run.clone(), asked.clone());
        Callback::from(move |()| match stage {
            Some(DrawStage::Due) => on_run.emit(()),
            _ => asked.set(Ask::Main),
        })
    };
    let shown = load.shown(&hands.again, |look| {
        let main = main_act(look.stage, look).filter(|_| may);
        let is_asked = *asked != Ask::Nothing;
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
                <Trouble problem={act.problem().filter(|_| !is_asked)} />
                { steps(words, words.t("draw.steps"), timeline(words, look)) }
                { figures(numbers_of(words, look)) }
                if look.weak || look.late {
                    <p class="note">{ words.t(if look.weak { "draw.weak" } else { "draw.late" }) }</p>
                }
                if may && is_drawn {
                    { winners::view(&hands, look, &won, &from) }
                }
                if is_drawn {
                    { taken_home(&hands, &act, &props.slug) }
                }
                if may && is_open {
                    { excluded::view(&hands, &out, &look.exclude_reasons, (&fan, &reason)) }
                }
                if !look.note.is_empty() {
                    { commitment::view(&hands, look, &place) }
                }
                if matches!(look.stage, DrawStage::Committed | DrawStage::Due) {
                    { value::view(&desk, look, &pasted, on_run.clone()) }
                }
            </>
        }
    });
    let question = match &load {
        Load::Ready(look) => question(&hands, look, &act, &props.slug),
        _ => Html::default(),
    };
    html! { <>{ head }{ shown }{ question }</> }
}

/// The list for shipping, the bundle, and the page where anybody checks it.
fn taken_home(hands: &Hands, act: &Act, slug: &str) -> Html {
    let words = &hands.desk.words;
    let on_ship = {
        let (desk, act, path) = (hands.desk.clone(), act.clone(), [&hands.path, "/claims.csv"].concat());
        let name = [slug, "-claims.csv"].concat();
        Callback::from(move |()| {
            let (desk, path, name) = (desk.clone(), path.clone(), name.clone());
            act.run(async move {
                let text = desk.api.text(&path).await?;
                desk.host.save(&name, &text).await;
                Ok(())
            });
        })
    };
    let bundle = ["/api/v1/campaigns/", slug, "/draw/bundle.zip"].concat();
    let verify = ["/verify?campaign=", slug, "&server=", &origin()].concat();
    html! {
        <div class="acts is-start">
            if hands.desk.may(Right::Draw) {
                { button("", words.t("draw.ship"), on_ship) }
            }
            <a class="button" href={bundle} download="">{ words.t("draw.bundle") }</a>
            <a class="button" href={verify} target="_blank" rel="noopener">{ words.t("draw.verify") }</a>
        </div>
    }
}

/// The question before what cannot be taken back.
fn question(hands: &Hands, look: &DrawLook, act: &Act, slug: &AttrValue) -> Html {
    let words = &hands.desk.words;
    let is_over = look.stage == DrawStage::Over;
    let (name, end, done, taking) = match &*hands.asked {
        Ask::Nothing => return Html::default(),
        Ask::Main if is_over => ("draw.commit", "/commit", "draw.commit.done", None),
        Ask::Main => ("draw.overdue", "/forfeit", "draw.overdue.done", None),
        Ask::Take(taking) => ("draw.forfeit", "/forfeit", "draw.forfeit.done", Some(taking.clone())),
    };
    let on_no = {
        let (hands, act) = (hands.clone(), act.clone());
        Callback::from(move |()| {
            hands.asked.set(Ask::Nothing);
            act.forget();
            hands.again.emit(());
        })
    };
    let body = taking.clone().map(|taking| Forfeiting {
        k: Some(taking.k),
        reason: taking.reason,
    });
    let on_yes = {
        let (hands, act, on_no, path) = (hands.clone(), act.clone(), on_no.clone(), [&hands.path, end].concat());
        let body = body.map_or_else(|| "{}".to_owned(), |body| json(&body));
        Callback::from(move |()| act.send(&hands.desk, path.clone(), body.clone(), done, on_no.clone()))
    };
    let choice = taking.map(|taking| {
        let options = excluded::options(words, taking.reasons(&look.forfeit_reasons));
        let (asked, value) = (hands.asked.clone(), taking.reason.clone());
        let on_choose = Callback::from(move |reason: String| {
            asked.set(Ask::Take(Taking {
                reason,
                ..taking.clone()
            }));
        });
        html! { <Choice id="draw-reason" label={words.t("draw.why")} {value} {options} {on_choose} /> }
    });
    let weight = if is_over {
        Weight::Press
    } else {
        Weight::Name(slug.clone())
    };
    html! {
        <Confirm title={words.t(name)} yes={words.t(name)} {weight} act={act.clone()} {on_yes} {on_no}>
            <p>{ words.t(&[name, ".lead"].concat()) }</p>
            { choice.unwrap_or_default() }
        </Confirm>
    }
}
