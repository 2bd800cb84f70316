//! The pages of one campaign.

use crate::desk::Desk;
use crate::route::Route;
use crate::ui::Link;
use canyu_core::staff::{Filter, Right};
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
    /// What staff tell.
    News,
    /// Who is held as a cheat.
    Review,
    /// What staff give.
    Gifts,
    /// Stock, codes and tills.
    Codes,
    /// Who was invited by name.
    Seeds,
    /// The draw.
    Draw,
    /// What brings people in.
    Figures,
    /// How it spreads.
    Spread,
}

/// The ways between them, as far as somebody may go.
pub fn tabs(desk: &Desk, slug: &str, here: Tab) -> Html {
    let slug = slug.to_owned();
    let review = Route::Review {
        slug: slug.clone(),
        fan: String::new(),
        all: false,
    };
    let gifts = Route::Gifts {
        slug: slug.clone(),
        to: String::new(),
    };
    let way = |tab: Tab, right: Right, name: &str, to: Route| {
        if !desk.may(right) {
            return Html::default();
        }
        html! { <Link {to} here={here == tab}>{ desk.words.t(name) }</Link> }
    };
    html! {
        <nav class="tabs" aria-label={desk.words.t("tabs")}>
            { way(Tab::Overview, Right::SeeNames, "tab.overview", Route::Campaign(slug.clone())) }
            { way(Tab::Figures, Right::SeeNumbers, "tab.figures", Route::Figures { slug: slug.clone(), filter: Filter::default() }) }
            { way(Tab::Spread, Right::SeeNumbers, "tab.spread", Route::Spread { slug: slug.clone(), filter: Filter::default() }) }
            { way(Tab::Edit, Right::Edit, "tab.edit", Route::Edit(slug.clone())) }
            { way(Tab::Embed, Right::Edit, "tab.embed", Route::Embed(slug.clone())) }
            { way(Tab::Moderation, Right::Moderate, "tab.moderation", Route::Moderation(slug.clone())) }
            { way(Tab::News, Right::Moderate, "tab.news", Route::News(slug.clone())) }
            { way(Tab::Review, Right::Review, "tab.review", review) }
            { way(Tab::Gifts, Right::Give, "tab.gifts", gifts) }
            { way(Tab::Codes, Right::Give, "tab.codes", Route::Codes(slug.clone())) }
            { way(Tab::Seeds, Right::Give, "tab.seeds", Route::Seeds(slug.clone())) }
            { way(Tab::Draw, Right::SeeCampaigns, "tab.draw", Route::Draw(slug)) }
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
