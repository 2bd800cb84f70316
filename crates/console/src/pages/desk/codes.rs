//! What can be reserved: how its units are spread, what has become of codes, and the tills that take them.

mod issue;
mod look;
mod tills;

use super::till::OpenTill;
use crate::desk::{Desk, use_desk};
use crate::hooks::use_load;
use crate::pages::missing::NotAllowed;
use crate::pages::tabs::{Tab, crumbs, tabs};
use crate::ui::{Cell, Empty, PageHead, button, table};
use canyu_core::staff::{Right, Stock, StockLine};
use issue::Issue;
use look::{List, Look};
use tills::Tills;
use yew::{AttrValue, Callback, Html, Properties, component, html, use_state};

/// What [`CodesPage`] is given.
#[derive(Properties, PartialEq)]
pub struct CodesPageProps {
    /// The campaign's name in addresses.
    pub slug: AttrValue,
}

/// The page.
#[component]
pub fn CodesPage(props: &CodesPageProps) -> Html {
    let desk = use_desk();
    let words = &desk.words;
    let (load, again) = use_load::<Stock>(["campaigns/", &props.slug, "/stock"].concat());
    let is_issuing = use_state(|| false);
    if !desk.may(Right::Give) {
        return html! { <NotAllowed /> };
    }
    let show = {
        let is_issuing = is_issuing.clone();
        Callback::from(move |on: bool| is_issuing.set(on))
    };
    let slug = &props.slug;
    html! {
        <>
            { crumbs(&desk, slug) }
            <PageHead title={words.t("codes")} lead={words.t("codes.lead")} />
            { tabs(&desk, slug, Tab::Codes) }
            { load.shown(&again, |stock| {
                if !stock.redeems {
                    return html! { <Empty title={words.t("codes.none")}><p>{ words.t("codes.none.lead") }</p></Empty> };
                }
                // The list of codes is fetched anew when their number is another one.
                let codes: u64 = stock.items.iter().map(|line| u64::from(line.issued) + line.held + 2 * line.redeemed).sum();
                html! {
                    <>
                        if !stock.items.is_empty() {
                            { view(&desk, stock) }
                            <div class="acts is-start">{ button("", words.t("codes.issue"), show.reform(|()| true)) }</div>
                        }
                        <Tills slug={slug.clone()} />
                        if desk.may(Right::Redeem) {
                            <OpenTill slug={slug.clone()} />
                        }
                        <Look slug={slug.clone()} />
                        <List key={codes.to_string()} slug={slug.clone()} />
                        if *is_issuing {
                            <Issue slug={slug.clone()} items={stock.items.clone()} on_close={show.reform(|()| false)} on_made={again.clone()} />
                        }
                    </>
                }
            }) }
        </>
    }
}

/// How the units are spread.
pub fn view(desk: &Desk, stock: &Stock) -> Html {
    let words = &desk.words;
    let row = |line: &StockLine| {
        let number = |number: u64| Cell::count(words, number);
        let left = line.stock.saturating_sub(line.taken).saturating_sub(line.aside);
        let aside = words.with("codes.aside.of", &[("n", &words.number(u64::from(line.issued)))]);
        (
            [line.node.as_str(), "/", &line.item].concat(),
            vec![
                Cell::text(
                    words.of(&line.text),
                    html! { <>{ words.of(&line.text) }<small><code>{ [line.node.as_str(), "/", &line.item].concat() }</code></small></> },
                ),
                number(u64::from(line.stock)),
                number(u64::from(left)),
                number(u64::from(line.taken)),
                Cell::number(
                    f64::from(line.aside),
                    html! { <>{ words.number(u64::from(line.aside)) }<small>{ aside }</small></> },
                ),
                number(u64::from(line.waiting)),
                number(line.held),
                number(line.redeemed),
                number(line.expired),
            ],
        )
    };
    let head = [
        "codes.item",
        "codes.stock",
        "codes.left",
        "codes.taken",
        "codes.aside",
        "codes.waiting",
        "code.held",
        "code.redeemed",
        "code.expired",
    ];
    table(
        words.t("codes.stock"),
        &head.map(|name| words.t(name)),
        stock.items.iter().map(row).collect(),
    )
}
