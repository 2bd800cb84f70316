//! All campaigns that one may see.

use super::drafts::Drafts;
use crate::desk::{Desk, use_desk};
use crate::hooks::use_load;
use crate::pages::limit::title_of;
use crate::pages::stage::{next_in_words, state_badge};
use crate::route::Route;
use crate::ui::{Empty, Link, PageHead};
use canyu_core::staff::{CampaignLine, Right};
use yew::{Callback, Html, component, html, use_state_eq};

/// The page.
#[component]
pub fn Campaigns() -> Html {
    let desk = use_desk();
    let (load, again) = use_load::<Vec<CampaignLine>>("campaigns".to_owned());
    let drafts = use_state_eq(|| 0_usize);
    let on_count = {
        let drafts = drafts.clone();
        Callback::from(move |count| drafts.set(count))
    };
    let may_edit = desk.may(Right::Edit);
    html! {
        <>
            <PageHead title={desk.words.t("page.campaigns")}>
                if may_edit {
                    <Link class="button is-main" to={Route::NewDraft}>{ desk.words.t("new.title") }</Link>
                }
            </PageHead>
            if may_edit {
                <Drafts {on_count} />
            }
            if *drafts > 0 {
                <h2 class="between">{ desk.words.t("published") }</h2>
            }
            { load.shown(&again, |lines| match lines.as_slice() {
                [] if *drafts > 0 => html! { <p class="hint">{ desk.words.t("published.none") }</p> },
                lines => view(&desk, lines),
            }) }
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
    if desk.may(Right::Edit) {
        html! {
            <Empty title={words.t("campaigns.none")}>
                <p>{ words.t("campaigns.none.lead") }</p>
                <Link class="button" to={Route::NewDraft}>{ words.t("campaigns.none.act") }</Link>
            </Empty>
        }
    } else {
        html! { <Empty title={words.t("campaigns.none")}><p>{ words.t("campaigns.none.ask") }</p></Empty> }
    }
}
