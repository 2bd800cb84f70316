//! What is looked at: the filter, which lives in the page's address and applies to every figure.

use super::naming::Naming;
use super::period::{OWN, Period};
use super::said::filter_in_words;
use crate::browser::local_of;
use crate::ui::{Choice, button};
use canyu_core::moment::Moment;
use canyu_core::staff::{Figures, Filter, WorthFilter};
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::{AttrValue, Callback, Event, Html, Properties, component, html, use_state_eq};

/// What [`Ask`] is given.
#[derive(Properties)]
pub struct AskProps {
    /// Names.
    pub naming: Naming,
    /// What is shown now, whose days the periods are of.
    pub all: std::rc::Rc<Figures>,
    /// The filter.
    pub filter: Filter,
    /// Another one.
    pub on_filter: Callback<Filter>,
}

impl PartialEq for AskProps {
    fn eq(&self, other: &Self) -> bool {
        self.filter == other.filter
            && self.all.glance.from == other.all.glance.from
            && self.naming.words == other.naming.words
    }
}

/// The choices.
#[component]
pub fn Ask(props: &AskProps) -> Html {
    let words = &props.naming.words;
    let filter = &props.filter;
    let is_own = use_state_eq(|| Period::of(filter, &props.all).is_none());
    let set = |change: fn(&mut Filter, String)| {
        let (filter, on_filter) = (filter.clone(), props.on_filter.clone());
        Callback::from(move |value: String| {
            let mut filter = filter.clone();
            change(&mut filter, value);
            on_filter.emit(filter);
        })
    };
    let everything = (AttrValue::default(), words.t("figures.all"));
    let choice = |id: &'static str,
                  label: &str,
                  value: Option<&str>,
                  list: Vec<(AttrValue, AttrValue)>,
                  change: fn(&mut Filter, String)| {
        let value = value.unwrap_or_default();
        let mut options = vec![everything.clone()];
        options.extend(list);
        // A link may name what is not there any more: it filters all the same, and is seen to.
        if options.iter().all(|(known, _)| known.as_str() != value) {
            options.push((value.to_owned().into(), value.to_owned().into()));
        }
        html! { <Choice {id} label={words.t(label)} value={value.to_owned()} {options} on_choose={set(change)} /> }
    };
    let named = |text: &str, name: AttrValue| (AttrValue::from(text.to_owned()), name);
    let names = &props.naming.names;
    let nodes = names
        .nodes
        .iter()
        .map(|node| named(&node.id, props.naming.node(&node.id)))
        .collect();
    let channels = names
        .channels
        .iter()
        .map(|channel| named(channel, props.naming.channel(channel)))
        .collect();
    let groups: Vec<_> = names
        .groups
        .iter()
        .map(|group| named(group, props.naming.group(group)))
        .collect();
    let last = props.all.generations.len().max(2) as u32;
    let further = filter.generation.filter(|number| *number >= last);
    let generation = |number: u32| named(&number.to_string(), generation_in_words(&props.naming, number));
    let worths = WorthFilter::ALL
        .map(|worth| named(worth.name(), words.code("worth", worth.name())))
        .to_vec();
    let period = {
        let (filter, on_filter, is_own, all) = (
            filter.clone(),
            props.on_filter.clone(),
            is_own.clone(),
            props.all.clone(),
        );
        Callback::from(move |name: String| {
            is_own.set(name == OWN);
            if let Some(period) = Period::named(&name) {
                on_filter.emit(period.set(&filter, &all));
            }
        })
    };
    let mut periods: Vec<_> = Period::ALL
        .map(|period| named(period.name(), words.t(period.word())))
        .to_vec();
    periods.push(named(OWN, words.t("figures.period.own")));
    let chosen = Period::of(filter, &props.all)
        .filter(|_| !*is_own)
        .map_or(OWN, Period::name);
    let moment = |id: &'static str, label: &str, value: Option<Moment>, change: fn(&mut Filter, Option<Moment>)| {
        let (filter, on_filter) = (filter.clone(), props.on_filter.clone());
        let onchange = Callback::from(move |event: Event| {
            let field = event
                .target()
                .and_then(|field| field.dyn_into::<HtmlInputElement>().ok());
            let mut filter = filter.clone();
            change(
                &mut filter,
                field.and_then(|field| crate::browser::moment_of_local(&field.value())),
            );
            on_filter.emit(filter);
        });
        html! {
            <div class="field">
                <label for={id}>{ words.t(label) }</label>
                <input {id} type="datetime-local" value={value.map(local_of).unwrap_or_default()} {onchange} />
            </div>
        }
    };
    let clear = {
        let (on_filter, is_own) = (props.on_filter.clone(), is_own.clone());
        Callback::from(move |()| {
            is_own.set(false);
            on_filter.emit(Filter::default());
        })
    };
    // What a figure that is taken along says of itself.
    let mut about = words
        .with("figures.about", &[("filter", &filter_in_words(&props.naming, filter))])
        .to_string();
    if props.all.rehearsal {
        about.push_str(" · ");
        about.push_str(&words.t("rehearsal"));
    }
    html! {
        <form class="asked" data-about={about} aria-label={words.t("figures.filter")} onsubmit={|event: yew::SubmitEvent| event.prevent_default()}>
            <Choice id="period" label={words.t("figures.period")} value={chosen} options={periods} on_choose={period} />
            if chosen == OWN {
                { moment("from", "figures.from", filter.from, |filter, at| filter.from = at) }
                { moment("to", "figures.to", filter.to, |filter, at| filter.to = at) }
            }
            { choice("node", "figures.node", filter.node.as_deref(), nodes, |filter, node| filter.node = given(node)) }
            { choice("channel", "figures.channel", filter.channel.as_deref(), channels, |filter, channel| filter.channel = given(channel)) }
            { choice("generation", "figures.generation.head", filter.generation.map(|one| one.to_string()).as_deref(), (0..last).chain(further).map(generation).collect(),
                |filter, number| filter.generation = number.parse().ok()) }
            { choice("worth", "figures.worth.head", filter.worth.map(WorthFilter::name), worths, |filter, name| filter.worth = WorthFilter::named(&name)) }
            if !groups.is_empty() {
                { choice("group", "figures.group", filter.group.as_deref(), groups, |filter, group| filter.group = given(group)) }
            }
            if *filter != Filter::default() {
                { button("is-quiet", words.t("figures.clear"), clear) }
            }
        </form>
    }
}

fn given(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}

fn generation_in_words(naming: &Naming, number: u32) -> AttrValue {
    let words = &naming.words;
    match number {
        0 => words.t("figures.generation.first"),
        number => words.with("figures.generation", &[("g", &words.number(u64::from(number)))]),
    }
}
