//! One campaign: how far it is, and what comes next.

use super::till::OpenTill;
use crate::api::json;
use crate::desk::{Desk, use_desk};
use crate::hooks::{Load, use_act, use_load};
use crate::pages::limit::title_of;
use crate::pages::missing::Missing;
use crate::pages::stage::{next_in_words, state_badge};
use crate::pages::tabs::{Tab, tabs};
use crate::route::{Filter, Route};
use crate::ui::{self, Confirm, Link, Mark, PageHead, Weight, button, facts, figures, steps};
use crate::words::Words;
use canyu_core::moment::Moment;
use canyu_core::staff::{Archiving, CampaignLine, LifeStage, Right, Step};
use yew::{AttrValue, Callback, Html, Properties, component, html, use_state_eq};

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
    let words = &desk.words;
    let path = ["campaigns/", &props.slug].concat();
    let (load, again) = use_load::<CampaignLine>(path.clone());
    let (life, look) = use_load::<Vec<LifeStage>>([&path, "/life"].concat());
    let act = use_act();
    let asked = use_state_eq(|| false);
    let on_away = {
        let asked = asked.clone();
        Callback::from(move |()| asked.set(true))
    };
    let on_no = {
        let (asked, act, again, look) = (asked.clone(), act.clone(), again.clone(), look.clone());
        Callback::from(move |()| {
            asked.set(false);
            act.forget();
            again.emit(());
            look.emit(());
        })
    };
    let on_yes = {
        let (desk, act, on_no, slug) = (desk.clone(), act.clone(), on_no.clone(), props.slug.to_string());
        Callback::from(move |()| {
            let path = ["campaigns/", &slug, "/archive"].concat();
            act.send(
                &desk,
                path,
                json(&Archiving { slug: slug.clone() }),
                "archive.done",
                on_no.clone(),
            );
        })
    };
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
            if !desk.may(Right::SeeCampaigns) && desk.may(Right::Redeem) {
                // All that a till sees of a campaign.
                <OpenTill slug={props.slug.clone()} main=true />
            } else {
            { load.shown(&again, |line| html! {
                <>
                    { next_view(&desk, line, &on_away) }
                    { life.shown(&look, |stages| steps(words, words.t("life"), timeline(words, stages))) }
                    { view(&desk, line) }
                </>
            }) }
            }
            if *asked {
                <Confirm title={words.t("archive")} yes={words.t("archive")} weight={Weight::Name(props.slug.clone())} {act} {on_yes} {on_no}>
                    <p>{ words.t("archive.lead") }</p>
                </Confirm>
            }
        </>
    }
}

/// Where it stands, and what comes next, with the way there.
fn next_view(desk: &Desk, line: &CampaignLine, on_away: &Callback<()>) -> Html {
    let words = &desk.words;
    let way = match line.next.as_ref().map(|next| next.step) {
        Some(Step::Archive) if desk.may(Right::Publish) => button("is-main", words.t("archive"), on_away.clone()),
        Some(Step::Draw | Step::HandOut) => {
            html! { <Link to={Route::Draw(line.slug.clone())} class="button is-main">{ words.t("next.to_draw") }</Link> }
        }
        _ => Html::default(),
    };
    html! {
        <section class="next" aria-label={words.t("next")}>
            { line.state.map(|state| state_badge(words, state)).unwrap_or_default() }
            <p>{ next_in_words(words, line.next.as_ref()) }</p>
            { way }
        </section>
    }
}

/// The life of a campaign as steps.
fn timeline(words: &Words, stages: &[LifeStage]) -> Vec<ui::Step> {
    let is_next = |stage: &&LifeStage| !stage.done && !stage.never && stage.name != "rehearsed";
    let next = stages.iter().find(is_next);
    let step = |stage: &LifeStage| {
        let mark = match stage.done {
            true => Mark::Done,
            false if stage.never || stage.name == "rehearsed" => Mark::Bad,
            false if next == Some(stage) => Mark::Now,
            false => Mark::Later,
        };
        let mut said: Vec<AttrValue> = stage.at.map(|at| words.time(at).into()).into_iter().collect();
        if let Some(late) = stage.late {
            let minutes = late.unsigned_abs().div_ceil(60_000);
            said.push(words.with("life.late", &[("minutes", &words.many("minutes", minutes))]));
        }
        if mark == Mark::Bad {
            said.push(words.t(if stage.never {
                "life.never"
            } else {
                "life.rehearsed.never"
            }));
        }
        if stage.open > 0 {
            let open = if stage.name == "archived" {
                "life.codes"
            } else {
                "life.prizes"
            };
            said.push(words.many(open, stage.open));
        }
        let node = stage.node.as_deref().unwrap_or_default();
        ui::Step {
            mark,
            name: words.with(&["life.", &stage.name].concat(), &[("node", node)]),
            said,
        }
    };
    stages.iter().map(step).collect()
}

/// What is shown of it.
pub fn view(desk: &Desk, line: &CampaignLine) -> Html {
    let words = &desk.words;
    let time = |name: &str, moment: Option<Moment>| moment.map(|moment| (words.t(name), html! { words.time(moment) }));
    let mut about = vec![(words.t("slug"), html! { <code>{ line.slug.clone() }</code> })];
    about.extend(time("opens", line.opens));
    about.extend(time("closes", line.closes));
    let figure = |name: &str, hint: &str, number: u64| (words.t(name), words.number(number), words.t(hint));
    html! {
        <>
            if let Some(counts) = &line.counts {
                { figures(vec![
                    figure("people", "people.hint", counts.people),
                    figure("verified", "verified.hint", counts.verified),
                    figure("held", "held.hint", counts.held),
                ]) }
            }
            <section class="card">
                <h2>{ words.t("about") }</h2>
                { facts(about) }
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
