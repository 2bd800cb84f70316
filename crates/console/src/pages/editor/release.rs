//! Publishing a draft: what is locked by it, what changes, and what stands against it.

use super::draft::{Form, in_words, place_in_words, said_of};
use crate::api::Method;
use crate::desk::use_desk;
use crate::draft::schema::value_at;
use crate::draft::work::Work;
use crate::hooks::{Load, use_act, use_load};
use crate::pages::missing::NotAllowed;
use crate::route::Route;
use crate::ui::{Confirm, Link, PageHead, Weight, button};
use canyu_core::staff::{Draft, PublishWish, PublishedVersion, Release, Right};
use serde_json::Value;
use yew::{AttrValue, Callback, Html, Properties, component, html, use_state_eq};

/// What [`Publish`] is given.
#[derive(Properties, PartialEq)]
pub struct PublishProps {
    /// The draft's name in the API.
    pub id: AttrValue,
}

/// The page.
#[component]
pub fn Publish(props: &PublishProps) -> Html {
    let desk = use_desk();
    let words = &desk.words;
    let path = ["drafts/", &props.id].concat();
    let (draft, draft_again) = use_load::<Draft>(path.clone());
    let (load, again) = use_load::<Release>([&path, "/release"].concat());
    let is_asked = use_state_eq(|| false);
    let act = use_act();
    if !desk.may(Right::Publish) {
        return html! { <NotAllowed /> };
    }
    let ask = |on: bool| {
        let is_asked = is_asked.clone();
        Callback::from(move |()| is_asked.set(on))
    };
    let Load::Ready(draft) = &draft else {
        return draft.shown(&draft_again, |_| Html::default());
    };
    let form = Form {
        desk: desk.clone(),
        schema: Value::Null.into(),
        work: Work::new((**draft).clone()),
        saver: None,
    };
    let publish = {
        let (desk, act, path) = (desk.clone(), act.clone(), [&path, "/publish"].concat());
        let wish = match &load {
            Load::Ready(release) => Some(PublishWish {
                revision: release.revision,
                slug: release.slug.clone(),
                published: release.published,
            }),
            _ => None,
        };
        let again = again.clone();
        Callback::from(move |()| {
            let (Some(wish), desk, path, again) = (wish.clone(), desk.clone(), path.clone(), again.clone()) else {
                return;
            };
            act.run(async move {
                let done = desk.api.send::<PublishedVersion>(Method::Post, &path, &wish).await;
                // What has changed meanwhile is shown before it is asked again.
                if done.is_err() {
                    again.emit(());
                }
                let done = done?;
                desk.say.emit(
                    desk.words
                        .with("release.done", &[("n", &done.version.to_string())])
                        .to_string(),
                );
                desk.go.emit(Route::Embed(done.slug));
                Ok(())
            });
        })
    };
    html! {
        <>
            <p class="crumbs"><Link to={Route::Campaigns}>{ words.t("page.campaigns") }</Link>{ " › " }<Link to={Route::Draft(props.id.to_string())}>{ form.said(value_at(&draft.document, "title")) }</Link></p>
            <PageHead title={words.t("publish")} lead={words.t("release.lead")} />
            { load.shown(&again, |release| view(&form, release, &ask(true))) }
            if *is_asked {
                <Confirm title={words.t("release.sure")} yes={words.t("publish")} weight={Weight::Name(draft.slug.clone().into())} act={act} on_yes={publish} on_no={ask(false)}>
                    <p>{ words.t(if draft.published.is_some() { "release.sure.again" } else { "release.sure.first" }) }</p>
                </Confirm>
            }
        </>
    }
}

/// A list of places, each card's together.
fn by_card<T>(form: &Form, all: &[T], place: fn(&T) -> &str, line: impl Fn(&T) -> (&'static str, Html)) -> Html {
    let mut last = String::new();
    let one = |one: &T| {
        let (card, name) = place_in_words(form, place(one));
        let (class, what) = line(one);
        let head = (card != last).then(|| card.clone());
        last = card;
        html! {
            <>
                if let Some(head) = head {
                    <li class="of">{ head }</li>
                }
                <li {class}><b>{ name }</b>{ what }</li>
            </>
        }
    };
    html! { <ul class="places">{ for all.iter().map(one) }</ul> }
}

/// What publishing would do.
pub fn view(form: &Form, release: &Release, ask: &Callback<()>) -> Html {
    let words = &form.desk.words;
    let errors = release.findings.iter().filter(|one| one.is_error).count() as u64;
    let id = form.work.draft.id.clone();
    let wrong = by_card(
        form,
        &release.findings,
        |one| &one.place,
        |one| {
            let class = if one.is_error { "is-wrong" } else { "is-warning" };
            (class, html! { <span>{ said_of(form, one) }</span> })
        },
    );
    let changes = by_card(
        form,
        &release.changes,
        |one| &one.place,
        |one| {
            let (old, new) = (
                in_words(form, &one.place, &one.old),
                in_words(form, &one.place, &one.new),
            );
            let class = if one.allowed { "" } else { "is-wrong" };
            (
                class,
                html! { <span><del>{ old }</del>{ " → " }<ins>{ new }</ins>if !one.allowed { <em>{ words.t("release.locked") }</em> }</span> },
            )
        },
    );
    let locks = by_card(
        form,
        &release.locks,
        |one| &one.place,
        |one| ("", html! { <span>{ in_words(form, &one.place, &one.value) }</span> }),
    );
    html! {
        <>
            <section class="next" aria-label={words.t("next")}>
                <p>{ if release.ready { words.t(if release.published.is_some() { "release.ready.again" } else { "release.ready" }) } else { words.many("release.errors", errors.max(1)) } }</p>
                if !release.ready {
                    <Link class="button" to={Route::Draft(id.clone())}>{ words.t("release.mend") }</Link>
                } else {
                    if !release.rehearsed {
                        <Link class="button" to={Route::Rehearse(id)}>{ words.t("release.rehearse") }</Link>
                    }
                    { button("is-main", words.t("publish"), ask.clone()) }
                }
            </section>
            if !release.findings.is_empty() {
                <section class="card"><h2>{ words.t("release.findings") }</h2>{ wrong }</section>
            }
            if release.published.is_some() {
                <section class="card">
                    <h2>{ words.t("release.changes") }</h2>
                    if release.changes.is_empty() {
                        <p class="hint">{ words.t("release.changes.none") }</p>
                    } else {
                        { changes }
                    }
                </section>
            }
            <section class="card">
                <h2>{ words.t(if release.published.is_some() { "release.locks.are" } else { "release.locks" }) }</h2>
                <p class="hint">{ words.t("release.locks.lead") }</p>
                { locks }
            </section>
        </>
    }
}
