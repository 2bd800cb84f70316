//! Somebody who is held, with all that a decision needs, and the decision.

use crate::api::json;
use crate::desk::{Desk, use_desk};
use crate::hooks::{Load, use_act, use_load, use_text};
use crate::route::Route;
use crate::ui::{Field, Link, Trouble, badge};
use crate::words::{Words, fill};
use canyu_core::staff::{Decided, Decision, Evidence, Reviewed, Right, Trace};
use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, KeyboardEvent};
use yew::{AttrValue, Callback, Html, Properties, component, html};

/// What [`Case`] is given.
#[derive(Properties, PartialEq)]
pub struct CaseProps {
    /// The campaign's name in addresses.
    pub slug: AttrValue,
    /// Who.
    pub fan: AttrValue,
    /// Who stands before him in the queue, and after him.
    pub before: Option<Route>,
    /// See above.
    pub after: Option<Route>,
    /// Something was decided.
    pub on_decided: Callback<()>,
}

/// The case.
#[component]
pub fn Case(props: &CaseProps) -> Html {
    let desk = use_desk();
    let words = &desk.words;
    let path = ["campaigns/", &props.slug, "/review/", &props.fan].concat();
    let (load, again) = use_load::<Reviewed>(path.clone());
    let note = use_text("");
    let act = use_act();
    let seen = match &load {
        Load::Ready(case) => u32::try_from(case.decisions.len()).ok(),
        _ => None,
    };
    let decide = {
        let (desk, act, again, note) = (desk.clone(), act.clone(), again.clone(), note.clone());
        let (on_decided, path) = (props.on_decided.clone(), path.clone());
        Callback::from(move |counts: bool| {
            let Some(seen) = seen else { return };
            let (desk, again, note) = (desk.clone(), again.clone(), note.clone());
            let (on_decided, path) = (on_decided.clone(), path.clone());
            let decision = Decision {
                counts,
                note: note.trimmed(),
                seen,
            };
            act.run(async move {
                let sent = desk.api.post(&path, json(&decision)).await;
                // Also when a colleague was faster: then what he said is to be seen.
                again.emit(());
                on_decided.emit(());
                sent?;
                note.set("");
                let said = if counts {
                    "review.counts.done"
                } else {
                    "review.counts_not.done"
                };
                desk.say.emit(desk.words.t(said).to_string());
                Ok(())
            });
        })
    };
    // Keys work while the case has the focus, so that nobody decides by writing.
    let onkeydown = {
        let (decide, go) = (decide.clone(), desk.go.clone());
        let (before, after) = (props.before.clone(), props.after.clone());
        Callback::from(move |event: KeyboardEvent| {
            let is_field = event
                .target()
                .is_some_and(|target| target.dyn_ref::<HtmlInputElement>().is_some());
            if is_field || event.ctrl_key() || event.meta_key() || event.alt_key() {
                return;
            }
            match (event.key().as_str(), &before, &after) {
                ("c", ..) => decide.emit(true),
                ("x", ..) => decide.emit(false),
                ("k", Some(before), _) => go.emit(before.clone()),
                ("j", _, Some(after)) => go.emit(after.clone()),
                _ => {}
            }
        })
    };
    let act_button = |class: &'static str, label: &str, counts: bool| {
        let decide = decide.clone();
        let onclick = Callback::from(move |_: yew::MouseEvent| decide.emit(counts));
        let busy = act.is_busy().then_some("true");
        html! { <button type="button" class={["button ", class].concat()} aria-disabled={busy} {onclick}>{ words.t(label) }</button> }
    };
    html! {
        <section class="card case" id="case" tabindex="0" aria-label={words.with("review.of", &[("name", &props.fan)])} {onkeydown}>
            { load.shown(&again, |case| view(&desk, case)) }
            <Field id="review-note" label={words.t("review.note")} text={note} />
            <Trouble problem={act.problem()} />
            <div class="acts">
                if let Some(before) = &props.before {
                    <Link to={before.clone()}>{ words.t("review.before") }</Link>
                }
                if let Some(after) = &props.after {
                    <Link to={after.clone()}>{ words.t("review.after") }</Link>
                }
                if desk.may(Right::Give) {
                    <Link to={Route::Gifts { slug: props.slug.to_string(), to: props.fan.to_string() }}>{ words.t("gifts.act") }</Link>
                }
                { act_button("is-grave", "review.counts_not", false) }
                { act_button("", "review.counts", true) }
            </div>
            <p class="hint">{ words.t("review.keys") }</p>
        </section>
    }
}

/// What is known of somebody.
pub fn view(desk: &Desk, case: &Reviewed) -> Html {
    let words = &desk.words;
    let kind = match case.standing.as_str() {
        "held" => "waiting",
        "refused" => "away",
        _ => "open",
    };
    let verified = case
        .verified
        .map_or_else(|| words.t("review.not_verified"), |at| words.time(at).into());
    let brought = words.with(
        "review.brought.some",
        &[
            ("joined", &words.number(u64::from(case.friends_joined))),
            ("counted", &words.number(u64::from(case.friends_counted))),
        ],
    );
    html! {
        <>
            <h2><code>{ case.fan.clone() }</code>{ " " }{ badge(kind, words.code("standing", &case.standing)) }</h2>
            if let Some(appeal) = &case.appeal {
                <blockquote class="quote"><p>{ appeal.text.clone() }</p><footer class="hint">{ words.with("review.said", &[("time", &words.time(appeal.at))]) }</footer></blockquote>
            }
            <h3>{ words.with("review.evidence", &[("score", &words.number(u64::from(case.score)))]) }</h3>
            <ul class="evidence">{ for case.reasons.iter().map(|reason| evidence(desk, reason)) }</ul>
            <dl class="facts">
                <dt>{ words.t("review.came") }</dt><dd>{ words.time(case.arrived) }{ " · " }{ case.channel.clone() }</dd>
                if let Some(by) = &case.brought_by {
                    <dt>{ words.t("review.by") }</dt><dd><code>{ by.clone() }</code></dd>
                }
                <dt>{ words.t("review.verified") }</dt><dd>{ verified }</dd>
                <dt>{ words.t("review.brought") }</dt><dd>{ brought }</dd>
                <dt>{ words.t("review.tickets") }</dt><dd>{ words.number(u64::from(case.tickets)) }</dd>
            </dl>
            if !case.decisions.is_empty() {
                <h3>{ words.t("review.decisions") }</h3>
                <ul class="decisions">{ for case.decisions.iter().map(|line| decided(desk, line)) }</ul>
            }
        </>
    }
}

/// A reason with what was seen.
fn evidence(desk: &Desk, reason: &Evidence) -> Html {
    html! {
        <li>
            <b>{ desk.words.code("reason", &reason.reason) }</b>
            if reason.points > 0 {
                <span class="is-number">{ ["+", &desk.words.number(u64::from(reason.points))].concat() }</span>
            }
            <ul>{ for reason.seen.iter().map(|seen| html! { <li>{ in_words(&desk.words, seen) }</li> }) }</ul>
        </li>
    }
}

/// What was seen, as a sentence; the bare code of a sign that the console does not know.
fn in_words(words: &Words, seen: &Trace) -> AttrValue {
    let number = |number: u32| words.number(u64::from(number));
    let Some(sentence) = words.find(&["sign.", &seen.sign].concat()) else {
        return AttrValue::from(seen.sign.clone());
    };
    let values = [
        ("count", &*number(seen.count)),
        ("of", &*number(seen.of)),
        ("value", &*words.decimal(seen.value)),
    ];
    fill(&sentence, &values).into()
}

fn decided(desk: &Desk, line: &Decided) -> Html {
    let words = &desk.words;
    let by = if line.by == "scores" {
        words.t("review.scores").to_string()
    } else {
        line.by.clone()
    };
    html! {
        <li>
            <b>{ words.code("standing", &line.to) }</b>{ " · " }{ by }{ " · " }{ words.time(line.at) }
            if !line.note.is_empty() {
                <small>{ line.note.clone() }</small>
            }
        </li>
    }
}
