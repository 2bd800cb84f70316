//! All campaigns that one may see.

use super::campaign::{next_in_words, state_badge};
use super::limit::title_of;
use crate::desk::{Desk, use_desk};
use crate::hooks::use_read;
use crate::route::Route;
use crate::ui::{Empty, Link, PageHead};
use canyu_core::staff::{CampaignLine, Right};
use yew::{Html, component, html};

/// The page.
#[component]
pub fn Campaigns() -> Html {
    let desk = use_desk();
    let (load, again) = use_read::<Vec<CampaignLine>>("campaigns".to_owned());
    html! {
        <>
            <PageHead title={desk.words.t("page.campaigns")} />
            { load.shown(&again, |lines| view(&desk, lines)) }
        </>
    }
}

/// What is shown of them.
pub fn view(desk: &Desk, lines: &[CampaignLine]) -> Html {
    let words = &desk.words;
    if lines.is_empty() {
        return none(desk);
    }
    let (has_states, has_numbers) = (desk.may(Right::SeeCampaigns), desk.may(Right::SeeNumbers));
    let number = |line: &CampaignLine, of: fn(&canyu_core::staff::Counts) -> u64| {
        let text = line
            .counts
            .as_ref()
            .map_or_else(|| "–".to_owned(), |counts| words.number(of(counts)));
        html! { <td class="is-number">{ text }</td> }
    };
    let row = |line: &CampaignLine| {
        html! {
            <tr key={line.slug.clone()}>
                <th scope="row">
                    if has_states || desk.may(Right::Redeem) {
                        <Link to={Route::Campaign(line.slug.clone())}>{ title_of(words, line) }</Link>
                    } else {
                        { title_of(words, line) }
                    }
                    <small>{ line.slug.clone() }</small>
                </th>
                if has_states {
                    <td>{ line.state.map(|state| state_badge(words, state)).unwrap_or_default() }</td>
                    <td>{ next_in_words(words, line.next.as_ref()) }</td>
                }
                if has_numbers {
                    { number(line, |counts| counts.people) }
                    { number(line, |counts| counts.verified) }
                    { number(line, |counts| counts.held) }
                }
            </tr>
        }
    };
    html! {
        <div class="scroll" tabindex="0" role="region" aria-label={words.t("page.campaigns")}>
            <table>
                <thead>
                    <tr>
                        <th scope="col">{ words.t("campaign") }</th>
                        if has_states {
                            <th scope="col">{ words.t("state") }</th>
                            <th scope="col">{ words.t("next") }</th>
                        }
                        if has_numbers {
                            <th scope="col" class="is-number">{ words.t("people") }</th>
                            <th scope="col" class="is-number">{ words.t("verified") }</th>
                            <th scope="col" class="is-number">{ words.t("held") }</th>
                        }
                    </tr>
                </thead>
                <tbody>{ for lines.iter().map(row) }</tbody>
            </table>
        </div>
    }
}

fn none(desk: &Desk) -> Html {
    let words = &desk.words;
    if desk.may(Right::Publish) {
        html! {
            <Empty title={words.t("campaigns.none")}>
                <p>{ words.t("campaigns.none.lead") }</p>
                <pre>{ "canyu campaign publish my-campaign.toml" }</pre>
                <p class="hint">{ words.t("campaigns.none.hint") }</p>
            </Empty>
        }
    } else {
        html! { <Empty title={words.t("campaigns.none")}><p>{ words.t("campaigns.none.ask") }</p></Empty> }
    }
}
