//! What fans write, to be shown or hidden. Every word about it can be taken back.

use super::wishes::Wishes;
use crate::api::json;
use crate::browser;
use crate::desk::{Desk, use_desk};
use crate::hooks::{Act, use_act, use_load};
use crate::pages::missing::NotAllowed;
use crate::pages::tabs::{Tab, crumbs, tabs};
use crate::ui::{Choice, Empty, PAGE, PageHead, Trouble, button, pager};
use canyu_core::staff::{Right, Said, Saying, Written, WrittenLine};
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};
use yew::{AttrValue, Callback, Html, Properties, component, html, use_callback, use_state};

/// What [`Moderation`] is given.
#[derive(Properties, PartialEq)]
pub struct ModerationProps {
    /// The campaign's name in addresses.
    pub slug: AttrValue,
}

/// The list whose lines are answered.
const WISHES: &str = "wishes";

/// What can be listed.
const LISTS: [(&str, &str); 5] = [
    ("waiting", "moderation.waiting"),
    ("shown", "moderation.shown"),
    ("hidden", "moderation.hidden"),
    ("near", "moderation.near"),
    (WISHES, "moderation.wishes"),
];

/// The page.
#[component]
pub fn Moderation(props: &ModerationProps) -> Html {
    let desk = use_desk();
    let words = &desk.words;
    let which = use_state(|| "waiting".to_owned());
    let is_wishes = *which == WISHES;
    let list = if is_wishes { "shown" } else { which.as_str() };
    let from = use_state(|| 0_u32);
    let path = [
        "campaigns/",
        &props.slug,
        "/written?which=",
        list,
        "&from=",
        &from.to_string(),
    ]
    .concat();
    let (load, again) = use_load::<Written>(path);
    let act = use_act();
    // What was said last, and how it was before: so that it can be taken back.
    let last = use_state(|| None::<(WrittenLine, Said)>);
    let path = ["campaigns/", &props.slug, "/written"].concat();
    let say = {
        let (act, last) = (act.clone(), last.clone());
        let deps = (desk.clone(), again.clone(), path);
        // The same as long as nothing has changed: so are the lines that are given it, and they are not rendered anew.
        use_callback(deps, move |(line, said): (WrittenLine, Said), (desk, again, path)| {
            let (desk, again, path, last) = (desk.clone(), again.clone(), path.clone(), last.clone());
            let saying = Saying {
                node: line.node.clone(),
                key: line.key.clone(),
                said,
                reason: String::new(),
            };
            act.run(async move {
                desk.api.post(&path, json(&saying)).await?;
                let told = desk.words.with(name_of_done(said), &[("text", &line.label)]);
                desk.say.emit(told.to_string());
                last.set(Some((line, said)).filter(|(line, said)| *said != Said::Right && *said != line.said));
                again.emit(());
                Ok(())
            });
        })
    };
    if !desk.may(Right::Moderate) {
        return html! { <NotAllowed /> };
    }
    let on_choose = {
        let (which, last, from) = (which.clone(), last.clone(), from.clone());
        Callback::from(move |chosen: String| {
            from.set(0);
            which.set(chosen);
            last.set(None);
        })
    };
    let lists = LISTS.map(|(list, name)| (AttrValue::Static(list), words.t(name)));
    let undo = last.as_ref().map(|(line, said)| {
        let (say, line) = (say.clone(), line.clone());
        let before = line.said;
        let now = WrittenLine { said: *said, ..line };
        Callback::from(move |()| say.emit((now.clone(), before)))
    });
    html! {
        <>
            { crumbs(&desk, &props.slug) }
            <PageHead title={words.t("moderation")} lead={words.t("moderation.lead")} />
            { tabs(&desk, &props.slug, Tab::Moderation) }
            <div class="filters">
                <Choice id="moderation-which" label={words.t("moderation.which")} value={which.to_string()} options={lists.to_vec()} {on_choose} />
                if let Some(undo) = undo {
                    { button("", words.t("moderation.undo"), undo) }
                }
            </div>
            <Trouble problem={act.problem()} />
            if is_wishes {
                <Wishes slug={props.slug.clone()} />
            } else {
            { load.shown(&again, |written| html! {
                <>
                    { view(&desk, &props.slug, written, &which, (&act, &say)) }
                    { pager(words, &from, written.more.then(|| *from + PAGE)) }
                </>
            }) }
            }
        </>
    }
}

/// The text that says what was done.
fn name_of_done(said: Said) -> &'static str {
    match said {
        Said::Waiting => "moderation.done.waiting",
        Said::Shown => "moderation.done.shown",
        Said::Hidden => "moderation.done.hidden",
        Said::Right => "moderation.done.right",
    }
}

/// The list.
fn view(
    desk: &Desk,
    slug: &AttrValue,
    written: &Written,
    which: &str,
    (act, say): (&Act, &Callback<(WrittenLine, Said)>),
) -> Html {
    let words = &desk.words;
    if written.lines.is_empty() {
        let lead = words.t(if which == "waiting" {
            "moderation.none.lead"
        } else {
            "moderation.none.here"
        });
        return html! { <Empty title={words.t("moderation.none")}><p>{ lead }</p></Empty> };
    }
    // Keys work while something of the list has the focus.
    let onkeydown = {
        let (act, say, lines) = (act.clone(), say.clone(), written.lines.clone());
        Callback::from(move |event: KeyboardEvent| {
            let Some((element, place)) = line_of(&event) else {
                return;
            };
            let said = match event.key().as_str() {
                "s" => Said::Shown,
                "h" => Said::Hidden,
                "j" => return browser::focus_beside(&element, true),
                "k" => return browser::focus_beside(&element, false),
                _ => return,
            };
            // What is on its way is not overtaken, and nothing is passed over.
            let line = lines.iter().find(|line| key_of(line) == place);
            if let Some(line) = line.filter(|_| !act.is_running()) {
                // The line may go, and the focus with it: the next one has its turn.
                browser::focus_beside(&element, element.next_element_sibling().is_some());
                say.emit((line.clone(), said));
            }
        })
    };
    let line = |line: &WrittenLine| {
        html! { <Line key={key_of(line)} slug={slug.clone()} line={line.clone()} say={say.clone()} /> }
    };
    html! {
        <>
            <ol class="written" {onkeydown}>{ for written.lines.iter().map(line) }</ol>
            <p class="hint">{ words.t("moderation.keys") }</p>
        </>
    }
}

fn key_of(line: &WrittenLine) -> String {
    [line.node.as_str(), "/", line.key.as_str()].concat()
}

/// Which line of the list has the focus, unless a key is held with it.
fn line_of(event: &KeyboardEvent) -> Option<(Element, String)> {
    if event.ctrl_key() || event.meta_key() || event.alt_key() {
        return None;
    }
    let target: Element = event.target()?.dyn_into().ok()?;
    let line = target.closest("[data-line]").ok()??;
    let key = line.get_attribute("data-line")?;
    Some((line, key))
}

/// What [`Line`] is given.
#[derive(Properties, PartialEq)]
pub struct LineProps {
    /// The campaign's name in addresses.
    pub slug: AttrValue,
    /// What was written.
    pub line: WrittenLine,
    /// Something is said about it.
    pub say: Callback<(WrittenLine, Said)>,
}

/// A line: a component, so that of a hundred of them only those are rendered that have changed.
#[component]
pub fn Line(props: &LineProps) -> Html {
    let desk = use_desk();
    let words = &desk.words;
    let LineProps { slug, line, say } = props;
    let act = |said: Said, class: &'static str, [name, full]: [&str; 2]| {
        let (say, line) = (say.clone(), line.clone());
        let label = words.with(full, &[("text", &line.label)]);
        let onclick = Callback::from(move |_: yew::MouseEvent| say.emit((line.clone(), said)));
        html! { <button type="button" class={["button ", class].concat()} aria-label={label} {onclick}>{ words.t(name) }</button> }
    };
    let picture = [
        "/api/v1/campaigns/",
        slug,
        "/nodes/",
        &line.node,
        "/uploads/",
        &line.key,
        "?size=small",
    ]
    .concat();
    html! {
        <li data-line={key_of(line)} tabindex="-1">
            <div>
                if line.picture && line.said != Said::Hidden {
                    <img src={picture} alt={line.label.clone()} loading="lazy" />
                }
                <p>{ line.label.clone() }</p>
                <small><code>{ line.node.clone() }</code>{ " · " }{ words.many("moderation.people", line.people) }</small>
            </div>
            <div class="acts">
                if line.may_be_right && !line.correct {
                    { act(Said::Right, "is-quiet", ["moderation.right", "moderation.right.of"]) }
                }
                if line.said != Said::Hidden {
                    { act(Said::Hidden, "is-grave", ["moderation.hide", "moderation.hide.of"]) }
                }
                if line.said != Said::Shown {
                    { act(Said::Shown, "", ["moderation.show", "moderation.show.of"]) }
                }
            </div>
        </li>
    }
}
