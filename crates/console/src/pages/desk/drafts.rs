//! The drafts that there are, above the campaigns that are published.

use crate::desk::{Desk, use_desk};
use crate::hooks::{Load, use_act, use_load};
use crate::pages::limit::said;
use crate::route::Route;
use crate::ui::{Cell, Confirm, Link, Weight, badge, small_button, table};
use canyu_core::staff::DraftLine;
use yew::{Callback, Html, Properties, component, html, use_effect_with, use_state};

/// What a draft is called.
fn title_of(desk: &Desk, line: &DraftLine) -> String {
    let title = said(&desk.words, &line.title);
    let named = [title, line.slug.clone()].into_iter().find(|name| !name.is_empty());
    named.unwrap_or_else(|| desk.words.t("draft.untitled").to_string())
}

/// What [`Drafts`] is given.
#[derive(Properties, PartialEq)]
pub struct DraftsProps {
    /// There are so many.
    pub on_count: Callback<usize>,
}

/// The list; nothing where there are none.
#[component]
pub fn Drafts(props: &DraftsProps) -> Html {
    let desk = use_desk();
    let (load, again) = use_load::<Vec<DraftLine>>("drafts".to_owned());
    let asked = use_state(|| None::<DraftLine>);
    let act = use_act();
    let count = match &load {
        Load::Ready(lines) => Some(lines.len()),
        _ => None,
    };
    {
        let on_count = props.on_count.clone();
        use_effect_with(count, move |count| {
            if let Some(count) = count {
                on_count.emit(*count);
            }
        });
    }
    let ask = {
        let asked = asked.clone();
        Callback::from(move |line| asked.set(line))
    };
    let end = {
        let (desk, act, again, asked) = (desk.clone(), act.clone(), again.clone(), asked.clone());
        Callback::from(move |()| {
            let (desk, again, asked) = (desk.clone(), again.clone(), asked.clone());
            act.run(async move {
                let Some(line) = &*asked else { return Ok(()) };
                desk.api.delete(&["drafts/", &line.id].concat()).await?;
                desk.say.emit(desk.words.t("draft.delete.done").to_string());
                asked.set(None);
                again.emit(());
                Ok(())
            });
        })
    };
    let question = (*asked).clone().map(|line| {
        let name = title_of(&desk, &line);
        let weight = if line.slug.is_empty() { Weight::Press } else { Weight::Name(line.slug.clone().into()) };
        let close = ask.clone();
        html! {
            <Confirm title={desk.words.with("draft.delete.title", &[("name", &name)])} yes={desk.words.t("delete")} {weight} act={act.clone()} on_yes={end}
                on_no={Callback::from(move |()| close.emit(None))}>
                <p>{ desk.words.t("draft.delete.lead") }</p>
            </Confirm>
        }
    });
    html! {
        <>
            { load.shown(&again, |lines| view(&desk, lines, &ask)) }
            { question.unwrap_or_default() }
        </>
    }
}

/// What is shown of them.
pub fn view(desk: &Desk, lines: &[DraftLine], ask: &Callback<Option<DraftLine>>) -> Html {
    let words = &desk.words;
    if lines.is_empty() {
        return Html::default();
    }
    let row = |line: &DraftLine| {
        let (errors, warnings) = (u64::from(line.errors), u64::from(line.warnings));
        let state = match (errors, warnings) {
            (0, 0) => badge("open", words.t("draft.fine.short")),
            (0, _) => badge("open", words.many("draft.warnings", warnings)),
            _ => badge("waiting", words.many("draft.errors", errors)),
        };
        let press = {
            let (ask, line) = (ask.clone(), line.clone());
            Callback::from(move |()| ask.emit(Some(line.clone())))
        };
        let name = title_of(desk, line);
        let link = html! { <><Link to={Route::Draft(line.id.clone())}>{ name.clone() }</Link><small>{ &line.slug }</small></> };
        let what = match line.published {
            Some(version) => words.with("draft.changes_version", &[("n", &version.to_string())]),
            None => words.t("draft.new"),
        };
        let edited = html! { <>{ words.time(line.edited_at) }<small>{ &line.edited_by }</small></> };
        let label = words.with("draft.delete.of", &[("name", &name)]);
        let cells = vec![
            Cell::text(name, link),
            state.into(),
            Cell::said(what),
            Cell::text(line.edited_at.0.to_string(), edited),
            Cell::act(small_button("is-quiet", words.t("delete"), label, press)),
        ];
        (line.id.clone(), cells)
    };
    let head = ["draft", "draft.state", "draft.what", "draft.edited", "delete"].map(|name| words.t(name));
    html! {
        <section class="drafts">
            <h2>{ words.t("drafts") }</h2>
            { table(words.t("drafts"), &head, lines.iter().map(row).collect()) }
        </section>
    }
}
