//! The first people, who are invited by name: their links, and what became of them.

use crate::api::Method;
use crate::browser::fresh_key;
use crate::desk::{Desk, use_desk};
use crate::hooks::{use_act, use_load, use_text};
use crate::pages::missing::NotAllowed;
use crate::pages::tabs::{Tab, crumbs, tabs};
use crate::ui::{
    Cell, Dialog, Empty, Field, Form, MadeLink, PageHead, Trouble, badge, button, focus_first_wrong, small_button,
    submit, table,
};
use canyu_core::staff::{NewSeeds, Right, SeedLine, Seeds};
use yew::{AttrValue, Callback, Html, Properties, component, html, use_memo, use_state, use_state_eq};

/// What [`SeedsPage`] is given.
#[derive(Properties, PartialEq)]
pub struct SeedsPageProps {
    /// The campaign's name in addresses.
    pub slug: AttrValue,
}

/// What lies over the page.
#[derive(Clone, PartialEq)]
enum Over {
    Nothing,
    Invite,
    Link(SeedLine),
}

/// The page.
#[component]
pub fn SeedsPage(props: &SeedsPageProps) -> Html {
    let desk = use_desk();
    let words = &desk.words;
    let (load, again) = use_load::<Seeds>(["campaigns/", &props.slug, "/seeds"].concat());
    let over = use_state(|| Over::Nothing);
    let show = {
        let over = over.clone();
        Callback::from(move |next: Over| over.set(next))
    };
    let close = show.reform(|()| Over::Nothing);
    let on_made = {
        let (show, again, desk) = (show.clone(), again.clone(), desk.clone());
        Callback::from(move |made: Seeds| {
            again.emit(());
            desk.say
                .emit(desk.words.many("seeds.made", made.lines.len() as u64).to_string());
            let only = <[SeedLine; 1]>::try_from(made.lines).ok();
            show.emit(only.map_or(Over::Nothing, |[line]| Over::Link(line)));
        })
    };
    if !desk.may(Right::Give) {
        return html! { <NotAllowed /> };
    }
    let lying = match &*over {
        Over::Nothing => Html::default(),
        Over::Invite => html! { <Invite slug={props.slug.clone()} on_close={close} {on_made} /> },
        Over::Link(line) => html! {
            <MadeLink title={words.with("seeds.link.of", &[("name", &line.label)])} lead={words.t("seeds.link.lead")} label={words.t("seeds.link")}
                link={line.link.clone()} on_close={close} />
        },
    };
    html! {
        <>
            { crumbs(&desk, &props.slug) }
            <PageHead title={words.t("seeds")} lead={words.t("seeds.lead")}>
                { button("is-main", words.t("seeds.act"), show.reform(|()| Over::Invite)) }
            </PageHead>
            { tabs(&desk, &props.slug, Tab::Seeds) }
            { load.shown(&again, |seeds| view(&desk, seeds, &show.reform(Over::Link))) }
            { lying }
        </>
    }
}

/// Who was invited.
pub fn view(desk: &Desk, seeds: &Seeds, link: &Callback<SeedLine>) -> Html {
    let words = &desk.words;
    if seeds.lines.is_empty() {
        return html! { <Empty title={words.t("seeds.none")}><p>{ words.t("seeds.none.lead") }</p></Empty> };
    }
    let row = |line: &SeedLine| {
        let state = if line.came {
            badge("open", words.t("seeds.came"))
        } else {
            badge("waiting", words.t("seeds.open"))
        };
        let press = {
            let (link, line) = (link.clone(), line.clone());
            Callback::from(move |()| link.emit(line.clone()))
        };
        let generations = words.many("seeds.generations", u64::from(line.generations));
        (
            line.link.clone(),
            vec![
                Cell::text(
                    line.label.clone(),
                    html! { <>{ line.label.clone() }<small>{ line.fan.clone().unwrap_or_default() }</small></> },
                ),
                Cell::text(line.group.clone(), html! { <>{ line.group.clone() }</> }),
                Cell::text(
                    line.made.0.to_string(),
                    html! { <>{ state }<small>{ words.time(line.made) }</small></> },
                ),
                Cell::number(
                    line.people as f64,
                    html! { <>{ words.number(line.people) }<small>{ if line.people > 0 { generations } else { AttrValue::default() } }</small></> },
                ),
                small_button(
                    "",
                    words.t("seeds.link"),
                    words.with("seeds.link.of", &[("name", &line.label)]),
                    press,
                )
                .into(),
            ],
        )
    };
    let head = ["seeds.for", "seeds.group", "state", "seeds.people", "seeds.link"].map(|name| words.t(name));
    html! {
        <>
            { table(words.t("seeds"), &head, seeds.lines.iter().map(row).collect()) }
            if seeds.more {
                <p class="hint">{ words.t("seeds.more") }</p>
            }
        </>
    }
}

/// What [`Invite`] is given.
#[derive(Properties, PartialEq)]
struct InviteProps {
    slug: AttrValue,
    on_close: Callback<()>,
    on_made: Callback<Seeds>,
}

#[component]
fn Invite(props: &InviteProps) -> Html {
    let desk = use_desk();
    let words = &desk.words;
    let key = use_memo((), |()| fresh_key());
    let (group, label, number) = (use_text(""), use_text(""), use_text("1"));
    let is_checked = use_state_eq(|| false);
    let act = use_act();
    let count: u32 = number.trimmed().parse().unwrap_or(0);
    let no_count = !(1..=500).contains(&count);
    let is_wrong = group.is_empty() || label.is_empty() || no_count;
    let wrong = |is_wrong: bool, name: &str| {
        if is_wrong && *is_checked {
            words.t(name)
        } else {
            AttrValue::default()
        }
    };
    let (no_group, no_label) = (
        wrong(group.is_empty(), "seeds.missing"),
        wrong(label.is_empty(), "seeds.missing"),
    );
    let on_send = {
        let (desk, act, is_checked, on_made) = (desk.clone(), act.clone(), is_checked.clone(), props.on_made.clone());
        let path = ["campaigns/", &props.slug, "/seeds"].concat();
        let wanted = NewSeeds {
            key: (*key).clone(),
            group: group.trimmed(),
            label: label.trimmed(),
            count,
        };
        Callback::from(move |()| {
            is_checked.set(true);
            if is_wrong {
                focus_first_wrong();
                return;
            }
            let (desk, path, wanted, on_made) = (desk.clone(), path.clone(), wanted.clone(), on_made.clone());
            act.run(async move {
                on_made.emit(desk.api.send(Method::Post, &path, &wanted).await?);
                Ok(())
            });
        })
    };
    html! {
        <Dialog id="invite-seeds" title={words.t("seeds.act")} on_close={props.on_close.clone()}>
            <Form {on_send}>
                <Field id="seed-label" label={words.t("seeds.for")} hint={words.t("seeds.for.hint")} text={label} error={no_label} />
                <Field id="seed-group" label={words.t("seeds.group")} hint={words.t("seeds.group.hint")} text={group} error={no_group} />
                <Field id="seed-count" kind="number" label={words.t("gifts.number")} hint={words.t("seeds.count.hint")} text={number}
                    error={wrong(no_count, "seeds.count.wrong")} />
                <Trouble problem={act.problem()} />
                <div class="acts">
                    { button("", words.t("cancel"), props.on_close.clone()) }
                    { submit(words.t("seeds.send"), act.is_busy()) }
                </div>
            </Form>
        </Dialog>
    }
}
