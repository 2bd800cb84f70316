//! What is shown where nothing is, and where somebody may not look.

use crate::desk::use_desk;
use crate::route::Route;
use crate::ui::{Link, PageHead};
use yew::{Html, component, html};

/// An address that leads nowhere, or to something that one may not see: the two look alike.
#[component]
pub fn Missing() -> Html {
    let desk = use_desk();
    html! {
        <>
            <PageHead title={desk.words.t("page.missing")} lead={desk.words.t("missing.lead")} />
            <p><Link to={Route::Campaigns}>{ desk.words.t("missing.back") }</Link></p>
        </>
    }
}

/// A page that is not for this role.
#[component]
pub fn NotAllowed() -> Html {
    let desk = use_desk();
    let role = desk
        .me
        .as_ref()
        .map(|me| desk.words.code("role", me.account.role.name()))
        .unwrap_or_default();
    html! {
        <>
            <PageHead title={desk.words.t("not_allowed")} lead={desk.words.with("not_allowed.lead", &[("role", &role)])} />
            <p><Link to={Route::Campaigns}>{ desk.words.t("missing.back") }</Link></p>
        </>
    }
}
