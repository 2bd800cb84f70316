//! Giving: who is meant is counted before anybody gets anything.

use super::{amount, meant};
use crate::api::Method;
use crate::browser::{fresh_key, local_moment};
use crate::desk::use_desk;
use crate::hooks::{use_act, use_text};
use crate::ui::{Choice, Dialog, Field, Form, Trouble, button, focus_first_wrong, submit};
use canyu_core::staff::{Gift, GiftCount, GiftWhat, Gifts, ItemName, Meant, NewGift};
use yew::{AttrValue, Callback, Html, Properties, component, html, use_memo, use_state, use_state_eq};

/// What [`Give`] is given.
#[derive(Properties, PartialEq)]
pub struct GiveProps {
    /// The campaign's name in addresses.
    pub slug: AttrValue,
    /// Who is meant first; may be empty.
    pub to: AttrValue,
    /// What can be given.
    pub gifts: Gifts,
    /// Leaves it.
    pub on_close: Callback<()>,
    /// It is given.
    pub on_given: Callback<Gift>,
}

/// Whom one can mean.
const TO: [(&str, &str); 5] = [
    ("one", "gifts.to.one"),
    ("everybody", "gifts.to.everybody"),
    ("done", "gifts.to.done"),
    ("channel", "gifts.to.channel"),
    ("redeemed", "gifts.to.redeemed"),
];

fn place(item: &ItemName) -> String {
    [item.node.as_str(), "/", &item.item].concat()
}

/// The form.
#[component]
pub fn Give(props: &GiveProps) -> Html {
    let desk = use_desk();
    let words = &desk.words;
    let key = use_memo((), |()| fresh_key());
    let to = use_state_eq(|| "one".to_owned());
    let fans = use_text(&props.to);
    let node = use_state_eq(|| {
        props
            .gifts
            .nodes
            .first()
            .map(|node| node.id.clone())
            .unwrap_or_default()
    });
    let channel = use_text("");
    let item = use_state_eq(|| props.gifts.items.first().map(place).unwrap_or_default());
    let (from, before) = (use_text(""), use_text(""));
    let what = use_state_eq(|| {
        let has = |what: GiftWhat| props.gifts.caps.iter().any(|cap| cap.what == what && cap.left > 0);
        GiftWhat::ALL.into_iter().find(|what| has(*what)).unwrap_or_default()
    });
    let number = use_text("1");
    let reason = use_text("");
    let is_checked = use_state_eq(|| false);
    let counted = use_state(|| None::<(NewGift, GiftCount)>);
    let act = use_act();

    let is_one = *to == "one";
    let fan_ids: Vec<String> = fans
        .get()
        .split([',', ' ', '\n', '，', '、'])
        .map(str::to_owned)
        .filter(|fan| !fan.is_empty())
        .collect();
    let at = |field: &crate::hooks::Text| local_moment(&field.get()).filter(|_| !is_one);
    let some = |kind: &str, value: &str| Some(value.to_owned()).filter(|_| *to == kind);
    let (item_node, item_key) = item.split_once('/').unwrap_or_default();
    let wanted = NewGift {
        key: (*key).clone(),
        to: Meant {
            fans: if is_one { fan_ids } else { Vec::new() },
            everybody: *to == "everybody",
            done: some("done", &node),
            channel: some("channel", &channel.trimmed()),
            joined_from: at(&from),
            joined_before: at(&before),
            redeemed: some("redeemed", item_node),
            item: some("redeemed", item_key),
        },
        what: *what,
        amount: number.trimmed().parse().unwrap_or(0),
        node: item_node.to_owned(),
        item: item_key.to_owned(),
        reason: reason.trimmed(),
    };
    let is_code = *what == GiftWhat::Codes;
    let wrong = |is_wrong: bool, name: &str| {
        if is_wrong && *is_checked {
            words.t(name)
        } else {
            AttrValue::default()
        }
    };
    let no_fans = is_one && wanted.to.fans.is_empty();
    let no_channel = *to == "channel" && channel.is_empty();
    let no_number = !is_code && wanted.amount == 0;
    let no_reason = wanted.reason.chars().count() < 3;
    let is_wrong = no_fans || no_channel || no_number || no_reason;
    let count = counted
        .as_ref()
        .filter(|(of, _)| *of == wanted)
        .map(|(_, count)| *count);
    let is_enough = count.is_some_and(|count| {
        let codes = count.aside.is_none_or(|aside| count.people <= u64::from(aside));
        count.people > 0 && count.sum <= u64::from(count.left) && codes
    });
    let on_send = {
        let (desk, act, counted, is_checked) = (desk.clone(), act.clone(), counted.clone(), is_checked.clone());
        let (wanted, on_given, slug) = (wanted.clone(), props.on_given.clone(), props.slug.clone());
        Callback::from(move |()| {
            is_checked.set(true);
            if is_wrong {
                focus_first_wrong();
                return;
            }
            let (desk, wanted, counted, on_given) = (desk.clone(), wanted.clone(), counted.clone(), on_given.clone());
            let path = ["campaigns/", &slug, "/gifts"].concat();
            act.run(async move {
                if is_enough {
                    on_given.emit(desk.api.send(Method::Post, &path, &wanted).await?);
                } else {
                    let count = [&path, "/count"].concat();
                    let count = desk.api.send::<GiftCount>(Method::Post, &count, &wanted).await?;
                    counted.set(Some((wanted, count)));
                }
                Ok(())
            });
        })
    };
    let chooses = |state: &yew::UseStateHandle<String>| {
        let state = state.clone();
        Callback::from(move |chosen: String| state.set(chosen))
    };
    let on_what = {
        let what = what.clone();
        Callback::from(move |name: String| {
            let found = GiftWhat::ALL.into_iter().find(|what| what.name() == name);
            what.set(found.unwrap_or_default());
        })
    };
    let nodes = props
        .gifts
        .nodes
        .iter()
        .map(|node| (node.id.clone().into(), words.of(&node.title).into()));
    let items: Vec<(AttrValue, AttrValue)> = props
        .gifts
        .items
        .iter()
        .map(|item| (place(item).into(), words.of(&item.text).into()))
        .collect();
    let whom = TO
        .into_iter()
        .filter(|(kind, _)| *kind != "redeemed" || !items.is_empty());
    let whom: Vec<(AttrValue, AttrValue)> = whom.map(|(kind, name)| (kind.into(), words.t(name))).collect();
    let whats = [
        (GiftWhat::Tickets, "gifts.what.tickets"),
        (GiftWhat::Points, "gifts.what.points"),
        (GiftWhat::Codes, "gifts.what.codes"),
    ];
    let whats = whats
        .into_iter()
        .filter(|(what, _)| *what != GiftWhat::Codes || !items.is_empty());
    let whats: Vec<(AttrValue, AttrValue)> = whats.map(|(what, name)| (what.name().into(), words.t(name))).collect();
    let people = count
        .map(|count| words.many("gifts.people", count.people))
        .unwrap_or_default();
    html! {
        <Dialog id="give" title={words.t("gifts.act")} on_close={props.on_close.clone()}>
            <Form {on_send}>
                <Choice id="give-to" label={words.t("gifts.to")} value={to.to_string()} options={whom} on_choose={chooses(&to)} />
                if is_one {
                    <Field id="give-fan" label={words.t("gifts.fan")} hint={words.t("gifts.fan.hint")} text={fans} code=true error={wrong(no_fans, "gifts.fan.missing")} />
                }
                if *to == "done" {
                    <Choice id="give-node" label={words.t("gifts.node")} value={node.to_string()} options={nodes.collect::<Vec<_>>()} on_choose={chooses(&node)} />
                }
                if *to == "channel" {
                    <Field id="give-channel" label={words.t("gifts.channel")} hint={words.t("gifts.channel.hint")} text={channel} code=true error={wrong(no_channel, "gifts.channel.missing")} />
                }
                if !is_one {
                    <div class="pair">
                        <Field id="give-from" kind="datetime-local" label={words.t("gifts.from")} text={from} />
                        <Field id="give-before" kind="datetime-local" label={words.t("gifts.before")} text={before} />
                    </div>
                }
                <div class="pair">
                    <Choice id="give-what" label={words.t("gifts.what")} value={what.name()} options={whats} on_choose={on_what} />
                    if !is_code {
                        <Field id="give-number" kind="number" label={words.t("gifts.number")} text={number} error={wrong(no_number, "gifts.number.missing")} />
                    }
                    if is_code || *to == "redeemed" {
                        <Choice id="give-item" label={words.t("gifts.item")} value={item.to_string()} options={items} on_choose={chooses(&item)} />
                    }
                </div>
                <Field id="give-reason" label={words.t("gifts.reason")} hint={words.t("gifts.reason.hint")} text={reason} error={wrong(no_reason, "gifts.reason.missing")} />
                if let Some(count) = count {
                    <div class="note" role="status">
                        <b>{ if count.people == 0 { words.t("gifts.nobody") } else { people.clone() } }</b>
                        <small>{ meant(words, &props.gifts.nodes, &wanted.to) }</small>
                        <p>{ words.with("gifts.sum", &[("sum", &amount(words, *what, count.sum)), ("left", &words.number(u64::from(count.left)))]) }</p>
                        if let Some(aside) = count.aside {
                            <p>{ words.with("gifts.aside", &[("n", &words.number(u64::from(aside)))]) }</p>
                        }
                        if !is_enough && count.people > 0 {
                            <p class="error">{ words.t("gifts.too_much") }</p>
                        }
                    </div>
                }
                <Trouble problem={act.problem()} />
                <div class="acts">
                    { button("", words.t("cancel"), props.on_close.clone()) }
                    { submit(if is_enough { words.with("gifts.give", &[("people", &people)]) } else { words.t("gifts.count") }, act.is_busy()) }
                </div>
            </Form>
        </Dialog>
    }
}
