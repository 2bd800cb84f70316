//! What staff give: tickets, points and codes, with a reason, to one person or to everybody who is meant.

mod form;

use crate::api::Method;
use crate::desk::{Desk, use_desk};
use crate::hooks::{Load, use_act, use_load};
use crate::pages::missing::NotAllowed;
use crate::pages::tabs::{Tab, crumbs, tabs};
use crate::route::Route;
use crate::ui::{Empty, PageHead, Trouble, badge, button, small_button, table};
use crate::words::Words;
use canyu_core::staff::{Cap, Gift, GiftWhat, Gifts, Meant, NodeName, Right};
use form::Give;
use gloo_timers::callback::Timeout;
use yew::{AttrValue, Callback, Html, Properties, component, html, use_effect_with, use_state};

/// How long until it is asked again how far a gift is that is being handed out, in milliseconds.
const AGAIN: u32 = 2_000;

/// What [`GiftsPage`] is given.
#[derive(Properties, PartialEq)]
pub struct GiftsPageProps {
    /// The campaign's name in addresses.
    pub slug: AttrValue,
    /// To whom something is to be given; empty: nobody in particular.
    pub to: AttrValue,
}

/// The page.
#[component]
pub fn GiftsPage(props: &GiftsPageProps) -> Html {
    let desk = use_desk();
    let words = &desk.words;
    let (load, again) = use_load::<Gifts>(["campaigns/", &props.slug, "/gifts"].concat());
    let is_giving = use_state(|| !props.to.is_empty());
    let act = use_act();
    {
        // While something is on its way, the list says how far it is.
        let again = again.clone();
        let on_its_way = match &load {
            Load::Ready(gifts) => gifts
                .lines
                .iter()
                .filter(|line| is_on_its_way(line))
                .map(|line| line.got + 1)
                .sum(),
            _ => 0_u64,
        };
        use_effect_with((on_its_way, matches!(load, Load::Ready(_))), move |(on_its_way, _)| {
            let later = (*on_its_way > 0).then(|| Timeout::new(AGAIN, move || again.emit(())));
            move || drop(later)
        });
    }
    if !desk.may(Right::Give) {
        return html! { <NotAllowed /> };
    }
    let open = {
        let is_giving = is_giving.clone();
        Callback::from(move |()| is_giving.set(true))
    };
    let close = {
        let (is_giving, go, slug) = (is_giving.clone(), desk.go.clone(), props.slug.to_string());
        let came_for_somebody = !props.to.is_empty();
        Callback::from(move |()| {
            is_giving.set(false);
            if came_for_somebody {
                let to = String::new();
                go.emit(Route::Gifts { slug: slug.clone(), to });
            }
        })
    };
    let on_given = {
        let (close, again, desk) = (close.clone(), again.clone(), desk.clone());
        Callback::from(move |gift: Gift| {
            let people = desk.words.many("gifts.people", gift.people);
            let name = if gift.done.is_some() {
                "gifts.done"
            } else {
                "gifts.on_its_way"
            };
            desk.say.emit(desk.words.with(name, &[("people", &people)]).to_string());
            close.emit(());
            again.emit(());
        })
    };
    let resume = {
        let (desk, act, again, slug) = (desk.clone(), act.clone(), again.clone(), props.slug.clone());
        Callback::from(move |gift: String| {
            let (desk, again) = (desk.clone(), again.clone());
            let path = ["campaigns/", &slug, "/gifts/", &gift, "/resume"].concat();
            act.run(async move {
                let sent = desk.api.tell(Method::Post, &path, &()).await;
                again.emit(());
                sent
            });
        })
    };
    html! {
        <>
            { crumbs(&desk, &props.slug) }
            <PageHead title={words.t("gifts")} lead={words.t("gifts.lead")}>{ button("is-main", words.t("gifts.act"), open) }</PageHead>
            { tabs(&desk, &props.slug, Tab::Gifts) }
            <Trouble problem={act.problem()} />
            { load.shown(&again, |gifts| html! {
                <>
                    { caps_view(words, &gifts.caps) }
                    { view(&desk, gifts, &resume) }
                    if *is_giving {
                        <Give slug={props.slug.clone()} to={props.to.clone()} gifts={gifts.clone()} on_close={close.clone()} on_given={on_given.clone()} />
                    }
                </>
            }) }
        </>
    }
}

/// Whether it is being handed out, as far as one can see.
fn is_on_its_way(gift: &Gift) -> bool {
    gift.done.is_none() && gift.stopped.is_none()
}

/// So many of something.
pub(super) fn amount(words: &Words, what: GiftWhat, number: u64) -> AttrValue {
    let name = match what {
        GiftWhat::Tickets => "gifts.tickets",
        GiftWhat::Points => "gifts.points",
        GiftWhat::Codes => "gifts.codes",
    };
    words.many(name, number)
}

/// What one may still give today.
fn caps_view(words: &Words, caps: &[Cap]) -> Html {
    let some: Vec<&Cap> = caps.iter().filter(|cap| cap.most > 0).collect();
    if some.is_empty() {
        return html! { <p class="note">{ words.t("gifts.caps.none") }</p> };
    }
    let figure = |cap: &&Cap| {
        let of = words.with(
            "gifts.cap.of",
            &[("most", &amount(words, cap.what, u64::from(cap.most)))],
        );
        html! {
            <div class="figure">
                <dt>{ words.t("gifts.cap") }</dt>
                <dd>{ amount(words, cap.what, u64::from(cap.left)) }</dd>
                <dd class="hint">{ of }</dd>
            </div>
        }
    };
    html! { <dl class="figures">{ for some.iter().map(figure) }</dl> }
}

/// To whom, in words.
pub(super) fn meant(words: &Words, nodes: &[NodeName], to: &Meant) -> String {
    let title = |id: &str| {
        nodes
            .iter()
            .find(|node| node.id == id)
            .map_or_else(|| id.to_owned(), |node| words.of(&node.title))
    };
    let mut said: Vec<AttrValue> = Vec::new();
    match to.fans.as_slice() {
        [] => {}
        [one] => said.push(one.clone().into()),
        more => said.push(words.many("gifts.people", more.len() as u64)),
    }
    let with = |name: &str, value: &str| words.with(name, &[("name", value)]);
    if let Some(node) = &to.done {
        said.push(with("gifts.to.done.of", &title(node)));
    }
    if let Some(channel) = &to.channel {
        said.push(with("gifts.to.channel.of", channel));
    }
    if let Some(node) = &to.redeemed {
        let item = to.item.as_ref().map(|item| ["/", item].concat()).unwrap_or_default();
        said.push(with("gifts.to.redeemed.of", &[title(node), item].concat()));
    }
    if said.is_empty() {
        said.push(words.t("gifts.to.everybody"));
    }
    if let Some(from) = to.joined_from {
        said.push(with("gifts.to.from.of", &words.time(from)));
    }
    if let Some(before) = to.joined_before.filter(|_| to.fans.is_empty()) {
        said.push(with("gifts.to.before.of", &words.time(before)));
    }
    let said: Vec<&str> = said.iter().map(AttrValue::as_str).collect();
    said.join(" · ")
}

/// What was given.
pub fn view(desk: &Desk, gifts: &Gifts, resume: &Callback<String>) -> Html {
    let words = &desk.words;
    if gifts.lines.is_empty() {
        return html! { <Empty title={words.t("gifts.none")}><p>{ words.t("gifts.none.lead") }</p></Empty> };
    }
    let row = |gift: &Gift| {
        let each = amount(words, gift.what, u64::from(gift.amount));
        let of = if gift.item.is_empty() {
            String::new()
        } else {
            [gift.node.as_str(), "/", &gift.item].concat()
        };
        (
            gift.id.clone(),
            vec![
                html! { <>{ gift.reason.clone() }<small>{ meant(words, &gifts.nodes, &gift.to) }</small></> },
                html! { <>{ each }<small>{ of }</small></> },
                state(desk, gift, resume),
                html! { <>{ gift.by.clone() }<small>{ words.time(gift.at) }</small></> },
            ],
        )
    };
    let head = ["gifts.reason", "gifts.each", "gifts.people.head", "gifts.by"].map(|name| words.t(name));
    table(words.t("gifts"), &head, gifts.lines.iter().map(row).collect())
}

fn state(desk: &Desk, gift: &Gift, resume: &Callback<String>) -> Html {
    let words = &desk.words;
    let people = words.many("gifts.people", gift.people);
    if gift.done.is_some() {
        return html! { <>{ people }</> };
    }
    let got = words.with("gifts.half", &[("got", &words.number(gift.got)), ("people", &people)]);
    let why = gift.stopped.as_ref().map(|code| words.code("problem", code));
    let press = {
        let (resume, id) = (resume.clone(), gift.id.clone());
        Callback::from(move |()| resume.emit(id.clone()))
    };
    html! {
        <>
            { badge("waiting", got) }
            <progress max={gift.people.to_string()} value={gift.got.to_string()} aria-label={words.t("gifts.people.head")} />
            if let Some(why) = why {
                <small>{ why }</small>
            }
            { small_button("", words.t("gifts.resume"), words.with("gifts.resume.of", &[("name", &gift.reason)]), press) }
        </>
    }
}
