//! Who is held as a cheat and waits for a human: the queue, and beside it all that is known of one of them.

mod case;

use crate::desk::{Desk, use_desk};
use crate::hooks::{Load, use_load};
use crate::pages::missing::NotAllowed;
use crate::pages::tabs::{Tab, crumbs, tabs};
use crate::route::Route;
use crate::ui::{Check, Empty, Link, PAGE, PageHead, badge, pager};
use canyu_core::staff::{Evidence, ReviewLine, ReviewQueue, Right};
use case::Case;
use yew::{AttrValue, Callback, Html, Properties, UseStateHandle, component, html, use_state};

/// What [`Review`] is given.
#[derive(Properties, PartialEq)]
pub struct ReviewProps {
    /// The campaign's name in addresses.
    pub slug: AttrValue,
    /// Who is looked at; empty: nobody.
    pub fan: AttrValue,
    /// Whether those are listed, too, whose score asks for no human.
    pub all: bool,
}

/// The page.
#[component]
pub fn Review(props: &ReviewProps) -> Html {
    let desk = use_desk();
    let words = &desk.words;
    let held = if props.all { "true" } else { "false" };
    let from = use_state(|| 0_u32);
    let path = [
        "campaigns/",
        &props.slug,
        "/review?held=",
        held,
        "&from=",
        &from.to_string(),
    ]
    .concat();
    let (load, again) = use_load::<ReviewQueue>(path);
    let on_change = {
        let (go, slug, fan) = (desk.go.clone(), props.slug.to_string(), props.fan.to_string());
        let from = from.clone();
        Callback::from(move |all| {
            from.set(0);
            let (slug, fan) = (slug.clone(), fan.clone());
            go.emit(Route::Review { slug, fan, all });
        })
    };
    if !desk.may(Right::Review) {
        return html! { <NotAllowed /> };
    }
    let next = match &load {
        Load::Ready(queue) => neighbours(&queue.lines, &props.fan),
        _ => Neighbours::default(),
    };
    let to = |fan: Option<String>| {
        let (slug, all) = (props.slug.to_string(), props.all);
        fan.map(|fan| Route::Review { slug, fan, all })
    };
    html! {
        <>
            { crumbs(&desk, &props.slug) }
            <PageHead title={words.t("review")} lead={words.t("review.lead")} />
            { tabs(&desk, &props.slug, Tab::Review) }
            <Check label={words.t("review.all")} on={props.all} {on_change} />
            { load.shown(&again, |queue| html! {
                <div class="sides">
                    { queue_view(&desk, queue, props, &from) }
                    if props.fan.is_empty() {
                        if !queue.lines.is_empty() {
                            <p class="hint">{ words.t("review.choose") }</p>
                        }
                    } else {
                        <Case key={props.fan.to_string()} slug={props.slug.clone()} fan={props.fan.clone()} on_decided={again.clone()}
                            before={to(next.before.clone())} after={to(next.after.clone())} />
                    }
                </div>
            }) }
        </>
    }
}

/// Who stands before and after somebody in the queue.
#[derive(Default)]
struct Neighbours {
    before: Option<String>,
    after: Option<String>,
}

fn neighbours(lines: &[ReviewLine], fan: &str) -> Neighbours {
    let place = lines.iter().position(|line| line.fan == fan);
    let at = |place: Option<usize>| place.and_then(|place| lines.get(place)).map(|line| line.fan.clone());
    match place {
        Some(place) => Neighbours {
            before: at(place.checked_sub(1)),
            after: at(place.checked_add(1)),
        },
        // Somebody who has been decided about stands in the queue no more: the first one is next.
        None => Neighbours {
            before: None,
            after: at(Some(0)),
        },
    }
}

/// The reasons that give points, in words.
fn reasons(desk: &Desk, reasons: &[Evidence]) -> String {
    let counted = reasons.iter().filter(|reason| reason.points > 0);
    let named: Vec<String> = counted
        .map(|reason| desk.words.code("reason", &reason.reason).to_string())
        .collect();
    named.join(" · ")
}

/// The queue.
fn queue_view(desk: &Desk, queue: &ReviewQueue, shown: &ReviewProps, from: &UseStateHandle<u32>) -> Html {
    let words = &desk.words;
    if queue.lines.is_empty() && **from == 0 {
        return html! { <Empty title={words.t("review.none")}><p>{ words.t("review.none.lead") }</p></Empty> };
    }
    let line = |line: &ReviewLine| {
        let to = Route::Review {
            slug: shown.slug.to_string(),
            fan: line.fan.clone(),
            all: shown.all,
        };
        html! {
            <li key={line.fan.clone()}>
                <Link {to} here={shown.fan == line.fan}>
                    <span class="is-number">{ words.number(u64::from(line.score)) }</span>
                    <span><code>{ line.fan.clone() }</code><small>{ reasons(desk, &line.reasons) }</small></span>
                    if line.objects {
                        { badge("waiting", words.t("review.objects")) }
                    }
                </Link>
            </li>
        }
    };
    html! {
        <nav class="queue" aria-label={words.t("review.queue")}>
            <ol>{ for queue.lines.iter().map(line) }</ol>
            { pager(words, from, queue.more.then(|| **from + PAGE)) }
        </nav>
    }
}

#[cfg(test)]
mod tests {
    use super::{ReviewLine, neighbours};

    #[test]
    fn whoever_is_decided_about_is_followed_by_the_first_of_the_queue() {
        let line = |fan: &str| ReviewLine {
            fan: fan.to_owned(),
            score: 50,
            reasons: Vec::new(),
            objects: false,
        };
        let lines = ["a", "b", "c"].map(line);
        let told = |fan: &str| {
            let found = neighbours(&lines, fan);
            (found.before, found.after)
        };
        let some = |fan: &str| Some(fan.to_owned());
        assert_eq!(told("a"), (None, some("b")));
        assert_eq!(told("b"), (some("a"), some("c")));
        assert_eq!(told("c"), (some("b"), None));
        assert_eq!(told("gone"), (None, some("a")));
    }
}
