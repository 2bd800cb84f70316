//! Wishes, and what staff say to them in public.

use crate::api::Method;
use crate::desk::{Desk, use_desk};
use crate::hooks::{Load, use_act, use_load};
use crate::ui::{
    Choices, Dialog, Empty, Form, TextFields, Trouble, badge, button, focus_first_wrong, small_button, submit,
    use_texts,
};
use canyu_core::staff::{AnswerLine, Answers, NewAnswer, WishLine};
use std::rc::Rc;
use yew::{AttrValue, Callback, Html, Properties, component, html, use_state, use_state_eq};

/// What [`Wishes`] is given.
#[derive(Properties, PartialEq)]
pub struct WishesProps {
    /// The campaign's name in addresses.
    pub slug: AttrValue,
}

/// What can be said to a wish.
const STATUS: [&str; 3] = ["planned", "done", "no"];

/// The list.
#[component]
pub fn Wishes(props: &WishesProps) -> Html {
    let desk = use_desk();
    let words = &desk.words;
    let path = ["campaigns/", &props.slug, "/answers"].concat();
    let (load, again) = use_load::<Answers>(path.clone());
    // What a change has answered is newer than what was fetched.
    let newest = use_state(|| None::<Rc<Answers>>);
    let answering = use_state(|| None::<WishLine>);
    // The wish that was answered last, as it was before.
    let last = use_state(|| None::<WishLine>);
    let act = use_act();
    let load = match (&*newest, load) {
        (Some(answers), Load::Ready(fetched)) if answers.version >= fetched.version => Load::Ready(answers.clone()),
        (_, load) => load,
    };
    let version = match &load {
        Load::Ready(answers) => answers.version,
        _ => 0,
    };
    // The wish as it was, and what is said to it from now on.
    let say = {
        let (desk, act, newest, last, answering) = (
            desk.clone(),
            act.clone(),
            newest.clone(),
            last.clone(),
            answering.clone(),
        );
        Callback::from(move |(wish, answer, is_undo): (WishLine, Option<AnswerLine>, bool)| {
            let (desk, newest, last, answering, path) = (
                desk.clone(),
                newest.clone(),
                last.clone(),
                answering.clone(),
                path.clone(),
            );
            let (status, text) = answer.map(|answer| (answer.status, answer.text)).unzip();
            let wanted = NewAnswer {
                node: wish.node.clone(),
                to: wish.to.clone(),
                status,
                text: text.unwrap_or_default(),
                version,
            };
            act.run(async move {
                let answers = desk.api.send::<Answers>(Method::Post, &path, &wanted).await?;
                newest.set(Some(Rc::new(answers)));
                answering.set(None);
                last.set((!is_undo).then_some(wish));
                desk.say.emit(desk.words.t("wishes.done").to_string());
                Ok(())
            });
        })
    };
    let choose = {
        let (answering, act) = (answering.clone(), act.clone());
        Callback::from(move |wish: Option<WishLine>| {
            act.forget();
            answering.set(wish);
        })
    };
    let undo = (*last).clone().map(|wish| {
        let say = say.clone();
        Callback::from(move |()| say.emit((wish.clone(), wish.answer.clone(), true)))
    });
    html! {
        <>
            if let Some(undo) = undo {
                <div class="acts is-start">{ button("", words.t("moderation.undo"), undo) }</div>
            }
            if answering.is_none() {
                <Trouble problem={act.problem()} />
            }
            { load.shown(&again, |answers| html! {
                <>
                    { view(&desk, answers, &choose.reform(Some)) }
                    if let Some(wish) = &*answering {
                        <AnswerForm wish={wish.clone()} languages={answers.languages.clone()} act={act.clone()} on_close={choose.reform(|()| None)}
                            on_say={say.reform(|(wish, answer)| (wish, answer, false))} />
                    }
                </>
            }) }
        </>
    }
}

/// The wishes.
pub fn view(desk: &Desk, answers: &Answers, answer: &Callback<WishLine>) -> Html {
    let words = &desk.words;
    if answers.wishes.is_empty() {
        return html! { <Empty title={words.t("wishes.none")}><p>{ words.t("wishes.none.lead") }</p></Empty> };
    }
    let line = |wish: &WishLine| {
        let label = words.of(&wish.label);
        let press = {
            let (answer, wish) = (answer.clone(), wish.clone());
            Callback::from(move |()| answer.emit(wish.clone()))
        };
        let (name, full) = if wish.answer.is_some() {
            ("people.change", "people.change.of_text")
        } else {
            ("wishes.answer", "wishes.answer.of")
        };
        html! {
            <li key={[wish.node.as_str(), "/", &wish.to].concat()}>
                <div>
                    <p>{ label.clone() }</p>
                    if let Some(said) = &wish.answer {
                        <p>{ status_badge(desk, &said.status) }{ " " }{ words.of(&said.text) }</p>
                    }
                    <small>
                        { words.many("moderation.people", wish.people) }
                        if wish.proposed {
                            { " · " }{ words.t("wishes.proposed") }
                        }
                    </small>
                </div>
                <div class="acts">{ small_button("", words.t(name), words.with(full, &[("text", &label)]), press) }</div>
            </li>
        }
    };
    html! { <ol class="written">{ for answers.wishes.iter().map(line) }</ol> }
}

fn status_badge(desk: &Desk, status: &str) -> Html {
    let kind = match status {
        "planned" => "waiting",
        "done" => "open",
        _ => "closed",
    };
    badge(kind, desk.words.code("wish", status))
}

/// What [`AnswerForm`] is given.
#[derive(Properties, PartialEq)]
struct AnswerFormProps {
    wish: WishLine,
    languages: Vec<canyu_core::lang::Lang>,
    act: crate::hooks::Act,
    on_close: Callback<()>,
    on_say: Callback<(WishLine, Option<AnswerLine>)>,
}

#[component]
fn AnswerForm(props: &AnswerFormProps) -> Html {
    let desk = use_desk();
    let words = &desk.words;
    let before = props.wish.answer.clone();
    let status = use_state_eq(|| {
        before
            .as_ref()
            .map_or_else(|| "planned".to_owned(), |answer| answer.status.clone())
    });
    let text = use_texts(&before.as_ref().map(|answer| answer.text.clone()).unwrap_or_default());
    let is_checked = use_state_eq(|| false);
    let texts = text.get();
    let lacks = props.languages.iter().any(|lang| !texts.contains_key(lang.tag()));
    // Who is refused is told why; else a word is enough, but then in every language.
    let is_wrong = lacks && (*status == "no" || !texts.is_empty());
    let on_send = {
        let (on_say, wish, status, is_checked) = (
            props.on_say.clone(),
            props.wish.clone(),
            status.clone(),
            is_checked.clone(),
        );
        Callback::from(move |()| {
            is_checked.set(true);
            if is_wrong {
                focus_first_wrong();
                return;
            }
            let answer = AnswerLine {
                status: (*status).clone(),
                text: texts.clone(),
            };
            on_say.emit((wish.clone(), Some(answer)));
        })
    };
    let options = STATUS.map(|name| {
        let hint = words.t(&["wish.", name, ".hint"].concat());
        (AttrValue::Static(name), words.code("wish", name), hint)
    });
    let on_choose = {
        let status = status.clone();
        Callback::from(move |chosen: String| status.set(chosen))
    };
    let take_back = {
        let (on_say, wish) = (props.on_say.clone(), props.wish.clone());
        Callback::from(move |()| on_say.emit((wish.clone(), None)))
    };
    let missing = if is_wrong && *is_checked {
        words.t("text.missing")
    } else {
        AttrValue::default()
    };
    html! {
        <Dialog id="answer" title={words.t("wishes.answer")} on_close={props.on_close.clone()}>
            <blockquote class="quote">{ words.of(&props.wish.label) }</blockquote>
            <Form {on_send}>
                <Choices id="answer-status" label={words.t("state")} value={status.to_string()} options={options.to_vec()} {on_choose} />
                <TextFields ids={["answer-en", "answer-hans", "answer-hant"]} label={words.t("wishes.text")} texts={text}
                    languages={props.languages.clone()} {missing} lines=true />
                <Trouble problem={props.act.problem()} />
                <div class="acts">
                    if before.is_some() {
                        { button("is-quiet", words.t("wishes.take_back"), take_back) }
                    }
                    { button("", words.t("cancel"), props.on_close.clone()) }
                    { submit(words.t("wishes.send"), props.act.is_busy()) }
                </div>
            </Form>
        </Dialog>
    }
}
