//! All campaigns that one may see.

use super::drafts::Drafts;
use crate::desk::{Desk, use_desk};
use crate::hooks::use_load;
use crate::pages::limit::title_of;
use crate::pages::stage::{next_in_words, state_badge};
use crate::route::Route;
use crate::ui::{By, Cell, Empty, Link, PageHead, table};
use canyu_core::staff::{CampaignLine, Counts, Right};
use yew::{AttrValue, Callback, Html, component, html, use_state_eq};

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
    let row = |line: &CampaignLine| {
        let title = title_of(words, line);
        let name = if has_states || desk.may(Right::Redeem) {
            html! { <Link to={Route::Campaign(line.slug.clone())}>{ title.clone() }</Link> }
        } else {
            html! { <>{ title.clone() }</> }
        };
        let mut cells = vec![Cell::text(
            title,
            html! { <>{ name }<small>{ line.slug.clone() }</small></> },
        )];
        if has_states {
            let badge = line.state.map(|state| state_badge(words, state)).unwrap_or_default();
            // By how far they are, and by what comes first.
            cells.push(line.state.map_or(badge.clone().into(), |state| Cell {
                shown: badge,
                by: By::Text((state as u8).to_string()),
            }));
            let next = html! { <>{ next_in_words(words, line.next.as_ref()) }</> };
            cells.push(match line.next.as_ref().and_then(|next| next.at) {
                Some(at) => Cell::text(at.0.to_string(), next),
                None => next.into(),
            });
        }
        if has_numbers {
            let count = |of: fn(&Counts) -> u64| match &line.counts {
                Some(counts) => Cell::count(words, of(counts)),
                None => html! { <>{ "–" }</> }.into(),
            };
            cells.extend([
                count(|counts| counts.people),
                count(|counts| counts.verified),
                count(|counts| counts.held),
            ]);
        }
        (line.slug.clone(), cells)
    };
    let mut head = vec!["campaign"];
    if has_states {
        head.extend(["state", "next"]);
    }
    if has_numbers {
        head.extend(["people", "verified", "held"]);
    }
    let head: Vec<AttrValue> = head.into_iter().map(|name| words.t(name)).collect();
    table(words.t("page.campaigns"), &head, lines.iter().map(row).collect())
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
