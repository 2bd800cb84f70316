//! A new campaign: from a sample, from nothing, or from a file.

use super::upload::uploaded;
use crate::api::{Method, Problem};
use crate::browser::click;
use crate::desk::use_desk;
use crate::hooks::{use_act, use_load};
use crate::pages::limit::said;
use crate::route::Route;
use crate::ui::{Link, PageHead, Trouble, button};
use canyu_core::staff::{Draft, LONGEST_FILE, NewDraft, Template};
use std::collections::BTreeSet;
use yew::{Callback, Html, component, html};

/// The page.
#[component]
pub fn NewCampaign() -> Html {
    let desk = use_desk();
    let words = &desk.words;
    let act = use_act();
    let (load, again) = use_load::<Vec<Template>>("templates".to_owned());
    let begin = {
        let (desk, act) = (desk.clone(), act.clone());
        Callback::from(move |new: NewDraft| {
            let desk = desk.clone();
            act.run(async move {
                if new
                    .file
                    .as_ref()
                    .is_some_and(|file| file.chars().count() > LONGEST_FILE)
                {
                    return Err(Problem::refused("file_too_long"));
                }
                let draft = desk.api.send::<Draft>(Method::Post, "drafts", &new).await?;
                desk.go.emit(Route::Draft(draft.id));
                Ok(())
            });
        })
    };
    let from = |new: NewDraft| {
        let begin = begin.clone();
        Callback::from(move |()| begin.emit(new.clone()))
    };
    let on_file = {
        let begin = begin.clone();
        uploaded(Callback::from(move |file| {
            begin.emit(NewDraft {
                file: Some(file),
                ..NewDraft::default()
            });
        }))
    };
    let template = |one: &Template| {
        let kinds: BTreeSet<&String> = one.kinds.iter().collect();
        let new = NewDraft {
            template: Some(one.name.clone()),
            ..NewDraft::default()
        };
        html! {
            <li class="card" key={one.name.clone()}>
                <h2>{ said(words, &one.title) }</h2>
                <p>{ said(words, &one.lead) }</p>
                <ul class="chips">{ for kinds.into_iter().map(|kind| html! { <li>{ super::draft::kind_icon(kind) }{ words.code("value.kind", kind) }</li> }) }</ul>
                <div class="acts is-start">{ button("", words.t("new.template"), from(new)) }</div>
            </li>
        }
    };
    html! {
        <>
            <p class="crumbs"><Link to={Route::Campaigns}>{ words.t("page.campaigns") }</Link></p>
            <PageHead title={words.t("new.title")} lead={words.t("new.lead")} />
            <Trouble problem={act.problem()} />
            <ul class="cards templates">
                { load.shown(&again, |all| html! { { for all.iter().map(template) } }) }
                <li class="card is-plain">
                    <h2>{ words.t("new.empty") }</h2>
                    <p>{ words.t("new.empty.lead") }</p>
                    <div class="acts is-start">{ button("", words.t("new.empty.act"), from(NewDraft::default())) }</div>
                </li>
                <li class="card is-plain">
                    <h2>{ words.t("new.file") }</h2>
                    <p>{ words.t("new.file.lead") }</p>
                    <div class="acts is-start">{ button("", words.t("file.choose"), Callback::from(|()| click("new-file"))) }</div>
                    <input type="file" hidden=true id="new-file" accept=".toml,text/plain" onchange={on_file} />
                </li>
            </ul>
        </>
    }
}
