//! What stands around every page: the rail with the ways to the others, and the line above.

use crate::api::Method;
use crate::desk::{Desk, use_desk};
use crate::hooks::{Load, use_act, use_load};
use crate::pages::limit::title_of;
use crate::pages::missing::NotAllowed;
use crate::pages::stage::{next_in_words, state_badge};
use crate::route::{Filter, Program, Route};
use crate::ui::{Icon, Link, badge, button, icon};
use canyu_core::staff::{CampaignLine, Right, State};
use yew::{AttrValue, Callback, Html, Properties, component, html, use_effect_with, use_mut_ref};

/// What [`Frame`] is given.
#[derive(Properties, PartialEq)]
pub struct FrameProps {
    /// The page.
    pub route: Route,
    /// What was done last, in words: then a campaign may be another than it was.
    pub news: AttrValue,
    /// What it shows.
    pub children: Html,
}

/// The pages that the rail leads to, and what one has to be allowed for each.
fn ways() -> [(Route, Icon, Option<Right>); 5] {
    [
        (Route::Campaigns, Icon::Ticket, None),
        (Route::People, Icon::People, Some(Right::ManageAccounts)),
        (Route::Tokens, Icon::Key, Some(Right::SeeCampaigns)),
        (Route::Audit(Filter::default()), Icon::Log, Some(Right::SeeAudit)),
        (Route::Me, Icon::Me, None),
    ]
}

/// Whether somebody may go there. The server asks the same again.
fn may_see(desk: &Desk, route: &Route) -> bool {
    let ways = ways();
    let way = ways.iter().find(|(way, ..)| way.name() == route.name());
    let may = way.is_none_or(|(_, _, right)| right.is_none_or(|right| desk.may(right)));
    may && (route.program() != Program::Editor || desk.may(Right::Edit))
}

/// Campaigns that the rail lists, at most; all of them are a page of their own.
const MOST: usize = 20;

/// The frame.
#[component]
pub fn Frame(props: &FrameProps) -> Html {
    let desk = use_desk();
    let words = &desk.words;
    let act = use_act();
    let (load, look) = use_load::<Vec<CampaignLine>>("campaigns".to_owned());
    // Looked at again on each other page, and whenever something was done.
    let is_first = use_mut_ref(|| true);
    use_effect_with((props.route.clone(), props.news.clone()), move |_| {
        if !is_first.replace(false) {
            look.emit(());
        }
    });
    let lines = match &load {
        Load::Ready(lines) => lines.as_slice(),
        _ => &[],
    };
    let slug = props.route.slug();
    let own = |line: &&CampaignLine| line.slug == slug || line.state.is_some_and(|state| state != State::Archived);
    let campaign = |line: &CampaignLine| {
        let to = Route::Campaign(line.slug.clone());
        html! { <li key={line.slug.clone()}><Link {to} here={line.slug == slug}>{ title_of(words, line) }</Link></li> }
    };
    let campaigns = html! { <ul class="own">{ for lines.iter().filter(own).take(MOST).map(campaign) }</ul> };
    let sign_out = {
        let (desk, act) = (desk.clone(), act.clone());
        Callback::from(move |()| {
            let desk = desk.clone();
            act.run(async move {
                desk.api.at_the_door::<()>(Method::Delete, "session", None).await?;
                desk.enter.emit(None);
                Ok(())
            });
        })
    };
    let (name, role, is_rehearsal) = desk.me.as_ref().map_or_else(Default::default, |me| {
        let role = words.code("role", me.account.role.name());
        (me.account.name.clone(), role, me.server.rehearsal)
    });
    let way = |(route, sign, _): (Route, Icon, Option<Right>)| {
        let label = words.t(&["page.", route.name()].concat());
        let below = if route == Route::Campaigns {
            campaigns.clone()
        } else {
            Html::default()
        };
        let here = route.name() == props.route.name() && slug.is_empty();
        html! { <li key={route.name()}><Link to={route} {here}>{ icon(sign) }<span>{ label }</span></Link>{ below }</li> }
    };
    let ways = ways().into_iter().filter(|(route, ..)| may_see(&desk, route));
    html! {
        <div class="frame">
            <a class="skip" href="#main">{ words.t("skip") }</a>
            <header class="top">
                <Link to={Route::Campaigns} class="brand">{ "Canyu" }</Link>
                if is_rehearsal {
                    { badge("rehearsal", words.t("rehearsal")) }
                }
                if let Some(line) = lines.iter().find(|line| line.slug == slug) {
                    <p class="about">{ line.state.map(|state| state_badge(words, state)).unwrap_or_default() }<span>{ next_in_words(words, line.next.as_ref()) }</span></p>
                }
                <p class="who"><b>{ name }</b><small>{ role }</small></p>
                { button("is-quiet", words.t("sign_out"), sign_out) }
            </header>
            <nav class="rail" aria-label={words.t("ways")}><ul>{ for ways.map(way) }</ul></nav>
            <main id="main" tabindex="-1">
                if may_see(&desk, &props.route) {
                    { props.children.clone() }
                } else {
                    <NotAllowed />
                }
            </main>
        </div>
    }
}
