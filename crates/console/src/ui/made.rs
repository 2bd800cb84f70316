//! A link that is told once: to be copied, or scanned.

use super::{Dialog, Qr, Secret, button};
use crate::desk::use_desk;
use yew::{AttrValue, Callback, Html, Properties, component, html};

/// What [`MadeLink`] is given.
#[derive(Properties, PartialEq)]
pub struct MadeLinkProps {
    /// What was made.
    pub title: AttrValue,
    /// What it is for, and who may have it.
    pub lead: AttrValue,
    /// What the link is called.
    pub label: AttrValue,
    /// The link.
    pub link: AttrValue,
    /// It was kept.
    pub on_close: Callback<()>,
}

/// The link.
#[component]
pub fn MadeLink(props: &MadeLinkProps) -> Html {
    let desk = use_desk();
    html! {
        <Dialog id="made" title={props.title.clone()} on_close={props.on_close.clone()}>
            <p>{ props.lead.clone() }</p>
            <Qr text={props.link.clone()} label={props.label.clone()} />
            <Secret label={props.label.clone()} text={props.link.clone()} />
            <div class="acts">{ button("is-main", desk.words.t("done"), props.on_close.clone()) }</div>
        </Dialog>
    }
}
