//! The pages of one campaign.

use crate::desk::Desk;
use crate::route::Route;
use crate::ui::Link;
use canyu_core::staff::Right;
use yew::{Html, html};

/// One of them.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Tab {
    /// How far it is.
    Overview,
    /// Changing it.
    Edit,
    /// Getting it onto a page.
    Embed,
    /// What fans write.
    Moderation,
    /// Who is held as a cheat.
    Review,
    /// The draw.
    Draw,
}

/// The ways between them, as far as somebody may go.
pub fn tabs(desk: &Desk, slug: &str, here: Tab) -> Html {
    let slug = slug.to_owned();
    let review = Route::Review {
        slug: slug.clone(),
        fan: String::new(),
        all: false,
    };
    html! {
        <nav class="tabs" aria-label={desk.words.t("tabs")}>
            <Link to={Route::Campaign(slug.clone())} here={here == Tab::Overview}>{ desk.words.t("tab.overview") }</Link>
            if desk.may(Right::Edit) {
                <Link to={Route::Edit(slug.clone())} here={here == Tab::Edit}>{ desk.words.t("tab.edit") }</Link>
                <Link to={Route::Embed(slug.clone())} here={here == Tab::Embed}>{ desk.words.t("tab.embed") }</Link>
            }
            if desk.may(Right::Moderate) {
                <Link to={Route::Moderation(slug.clone())} here={here == Tab::Moderation}>{ desk.words.t("tab.moderation") }</Link>
            }
            if desk.may(Right::Review) {
                <Link to={review} here={here == Tab::Review}>{ desk.words.t("tab.review") }</Link>
            }
            if desk.may(Right::SeeCampaigns) {
                <Link to={Route::Draw(slug)} here={here == Tab::Draw}>{ desk.words.t("tab.draw") }</Link>
            }
        </nav>
    }
}

/// The way back to the campaign, and to all of them.
pub fn crumbs(desk: &Desk, slug: &str) -> Html {
    html! {
        <p class="crumbs">
            <Link to={Route::Campaigns}>{ desk.words.t("page.campaigns") }</Link>{ " › " }
            <Link to={Route::Campaign(slug.to_owned())}>{ slug.to_owned() }</Link>
        </p>
    }
}
