//! Which campaigns somebody is there for.

use crate::desk::use_desk;
use crate::hooks::{Load, use_load};
use crate::ui::Check;
use crate::words::Words;
use canyu_core::staff::CampaignLine;
use std::collections::BTreeMap;
use yew::{AttrValue, Callback, Html, Properties, component, html};

/// A text in the reader's language, or in one that it has.
#[must_use]
pub fn said(words: &Words, text: &BTreeMap<String, String>) -> String {
    let own = text.get(&words.language).or_else(|| text.values().next());
    own.cloned().unwrap_or_default()
}

/// The title of a campaign.
#[must_use]
pub fn title_of(words: &Words, line: &CampaignLine) -> String {
    let title = said(words, &line.title);
    if title.is_empty() { line.slug.clone() } else { title }
}

/// A limit as a sentence.
#[must_use]
pub fn campaigns_in_words(words: &Words, campaigns: Option<&[String]>) -> AttrValue {
    match campaigns {
        None => words.t("limit.all"),
        Some([]) => words.t("limit.none"),
        Some(some) => words.with("limit.some", &[("campaigns", &some.join(&words.t("list")))]),
    }
}

/// What [`Limit`] is given.
#[derive(Properties, PartialEq)]
pub struct LimitProps {
    /// The limit; `None`: all campaigns.
    pub value: Option<Vec<String>>,
    /// Another one.
    pub on_change: Callback<Option<Vec<String>>>,
}

/// All campaigns, or some that are ticked.
#[component]
pub fn Limit(props: &LimitProps) -> Html {
    let desk = use_desk();
    let words = &desk.words;
    let (load, again) = use_load::<Vec<CampaignLine>>("campaigns".to_owned());
    let on_all = {
        let on_change = props.on_change.clone();
        Callback::from(move |on: bool| on_change.emit(if on { None } else { Some(Vec::new()) }))
    };
    let list = |lines: &Vec<CampaignLine>| {
        // Those that are not there any more, or that one may not see, stay as they are.
        let chosen = props.value.clone().unwrap_or_default();
        let line = |line: &CampaignLine| {
            let (slug, chosen, on_change) = (line.slug.clone(), chosen.clone(), props.on_change.clone());
            let on = chosen.contains(&slug);
            let on_change = Callback::from(move |on: bool| {
                let mut chosen: Vec<String> = chosen.iter().filter(|one| **one != slug).cloned().collect();
                if on {
                    chosen.push(slug.clone());
                }
                on_change.emit(Some(chosen));
            });
            html! { <Check key={line.slug.clone()} label={title_of(words, line)} {on} {on_change} /> }
        };
        if lines.is_empty() {
            html! { <p class="hint">{ words.t("limit.no_campaigns") }</p> }
        } else {
            html! { <div class="checks">{ for lines.iter().map(line) }</div> }
        }
    };
    let is_all = props.value.is_none();
    html! {
        <fieldset class="choices">
            <legend>{ words.t("limit") }</legend>
            <Check label={words.t("limit.all")} on={is_all} on_change={on_all} />
            if !is_all {
                { Load::shown(&load, &again, list) }
            }
        </fieldset>
    }
}
