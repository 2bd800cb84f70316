//! The way from a published campaign to its draft.

use crate::api::Method;
use crate::desk::use_desk;
use crate::hooks::{use_act, use_load};
use crate::pages::tabs::{Tab, crumbs, tabs};
use crate::route::Route;
use crate::ui::{Empty, PageHead, Trouble, button};
use canyu_core::staff::{Draft, DraftLine, NewDraft, Right};
use yew::{AttrValue, Callback, Html, Properties, component, html};

/// What [`EditCampaign`] is given.
#[derive(Properties, PartialEq)]
pub struct EditCampaignProps {
    /// The campaign's name in addresses.
    pub slug: AttrValue,
}

/// Opens the draft; it is made where there is none.
#[component]
pub fn EditCampaign(props: &EditCampaignProps) -> Html {
    let desk = use_desk();
    let words = &desk.words;
    let act = use_act();
    let (load, again) = use_load::<Vec<DraftLine>>("drafts".to_owned());
    let open = {
        let (desk, act, slug) = (desk.clone(), act.clone(), props.slug.to_string());
        Callback::from(move |()| {
            let (desk, slug) = (desk.clone(), slug.clone());
            act.run(async move {
                let new = NewDraft {
                    campaign: Some(slug),
                    ..NewDraft::default()
                };
                let draft = desk.api.send::<Draft>(Method::Post, "drafts", &new).await?;
                desk.go.emit(Route::Draft(draft.id));
                Ok(())
            });
        })
    };
    html! {
        <>
            { crumbs(&desk, &props.slug) }
            <PageHead title={words.t("tab.edit")} lead={words.t("edit.lead")} />
            { tabs(&desk, &props.slug, Tab::Edit) }
            <Trouble problem={act.problem()} />
            { load.shown(&again, |lines| {
                let own = lines.iter().find(|line| line.slug == props.slug.as_str());
                let (title, label) = match own {
                    Some(_) => ("edit.there", "edit.open"),
                    None => ("edit.none", "edit.make"),
                };
                let by = own.map(|line| words.with("edit.by", &[("name", &line.edited_by), ("time", &words.time(line.edited_at))]));
                html! {
                    <Empty title={words.t(title)}>
                        if let Some(by) = by {
                            <p>{ by }</p>
                        }
                        <p class="hint">{ words.t("edit.hint") }</p>
                        if desk.may(Right::Edit) {
                            { button("is-main", words.t(label), open) }
                        }
                    </Empty>
                }
            }) }
        </>
    }
}
