//! One campaign: how far it is, and what comes next.

use super::limit::title_of;
use super::missing::Missing;
use super::tabs::{Tab, tabs};
use super::till::OpenTill;
use crate::desk::{Desk, use_desk};
use crate::hooks::{Load, use_load};
use crate::route::{Filter, Route};
use crate::ui::{Link, PageHead, badge};
use crate::words::Words;
use canyu_core::moment::Moment;
use canyu_core::staff::{CampaignLine, NextStep, Right, State, Step};
use yew::{AttrValue, Html, Properties, component, html};

/// A state as a word with a shape.
pub fn state_badge(words: &Words, state: State) -> Html {
    let (kind, name) = match state {
        State::Announced => ("waiting", "state.announced"),
        State::Open => ("open", "state.open"),
        State::Closed => ("closed", "state.closed"),
        State::Drawn => ("closed", "state.drawn"),
        State::HandedOut => ("closed", "state.handed_out"),
        State::Archived => ("away", "state.archived"),
    };
    badge(kind, words.t(name))
}

/// What comes next, and when.
#[must_use]
pub fn next_in_words(words: &Words, next: Option<&NextStep>) -> AttrValue {
    let Some(next) = next else {
        return words.t("next.nothing");
    };
    let name = match next.step {
        Step::Open => "next.open",
        Step::Reveal => "next.reveal",
        Step::Close => "next.close",
        Step::Draw => "next.draw",
        Step::HandOut => "next.hand_out",
        Step::Archive => "next.archive",
    };
    let node = next.node.as_deref().unwrap_or_default();
    match next.at {
        Some(at) => words.with(&[name, ".at"].concat(), &[("node", node), ("time", &words.time(at))]),
        None => words.with(name, &[("node", node)]),
    }
}

/// What [`Campaign`] is given.
#[derive(Properties, PartialEq)]
pub struct CampaignProps {
    /// Its name in addresses.
    pub slug: AttrValue,
}

/// The page.
#[component]
pub fn Campaign(props: &CampaignProps) -> Html {
    let desk = use_desk();
    let (load, again) = use_load::<CampaignLine>(["campaigns/", &props.slug].concat());
    if let Load::Failed(problem) = &load
        && matches!(problem.code(), "unknown_campaign" | "not_found")
    {
        return html! { <Missing /> };
    }
    let title = match &load {
        Load::Ready(line) => title_of(&desk.words, line),
        _ => props.slug.to_string(),
    };
    html! {
        <>
            <p class="crumbs"><Link to={Route::Campaigns}>{ desk.words.t("page.campaigns") }</Link></p>
            <PageHead {title} />
            { tabs(&desk, &props.slug, Tab::Overview) }
            if desk.may(Right::SeeCampaigns) {
                { load.shown(&again, |line| view(&desk, line)) }
            } else if desk.may(Right::Redeem) {
                // All that a till sees of a campaign.
                <OpenTill slug={props.slug.clone()} main=true />
            } else {
                { load.shown(&again, |line| view(&desk, line)) }
            }
        </>
    }
}

/// What is shown of it.
pub fn view(desk: &Desk, line: &CampaignLine) -> Html {
    let words = &desk.words;
    let time = |name: &str, moment: Option<Moment>| match moment {
        Some(moment) => html! { <><dt>{ words.t(name) }</dt><dd>{ words.time(moment) }</dd></> },
        None => Html::default(),
    };
    let figure = |name: &str, hint: &str, number: u64| {
        html! { <div class="figure"><dt>{ words.t(name) }</dt><dd>{ words.number(number) }</dd><dd class="hint">{ words.t(hint) }</dd></div> }
    };
    html! {
        <>
            <section class="next" aria-label={words.t("next")}>
                { line.state.map(|state| state_badge(words, state)).unwrap_or_default() }
                <p>{ next_in_words(words, line.next.as_ref()) }</p>
            </section>
            if let Some(counts) = &line.counts {
                <dl class="figures">
                    { figure("people", "people.hint", counts.people) }
                    { figure("verified", "verified.hint", counts.verified) }
                    { figure("held", "held.hint", counts.held) }
                </dl>
            }
            <section class="card">
                <h2>{ words.t("about") }</h2>
                <dl class="facts">
                    <dt>{ words.t("slug") }</dt><dd><code>{ line.slug.clone() }</code></dd>
                    { time("opens", line.opens) }
                    { time("closes", line.closes) }
                </dl>
                <ul class="links">
                    <li><a href={["/c/", &line.slug].concat()} target="_blank" rel="noopener">{ words.t("own_page") }</a></li>
                    <li><a href={["/c/", &line.slug, "/changes"].concat()} target="_blank" rel="noopener">{ words.t("changes") }</a></li>
                    if desk.may(Right::SeeAudit) {
                        <li><Link to={Route::Audit(Filter { campaign: line.slug.clone(), account: String::new() })}>{ words.t("in_audit") }</Link></li>
                    }
                </ul>
            </section>
        </>
    }
}
