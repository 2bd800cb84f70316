//! New codes for units that are set aside: told once, as a file.

use crate::api::Method;
use crate::browser::fresh_key;
use crate::desk::use_desk;
use crate::hooks::{use_act, use_text};
use crate::ui::{Choice, Dialog, Field, Form, Secret, Trouble, button, focus_first_wrong, submit};
use canyu_core::staff::{IssuedCodes, NewCodes, StockLine};
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::{AttrValue, Callback, Html, Properties, component, html, use_memo, use_state, use_state_eq};

/// Codes that are shown as text; all of them are in the file.
const SHOWN: usize = 10;

/// What [`Issue`] is given.
#[derive(Properties, PartialEq)]
pub struct IssueProps {
    /// The campaign's name in addresses.
    pub slug: AttrValue,
    /// What they can be for.
    pub items: Vec<StockLine>,
    /// Leaves it.
    pub on_close: Callback<()>,
    /// They are made.
    pub on_made: Callback<()>,
}

/// The form, and then the codes.
#[component]
pub fn Issue(props: &IssueProps) -> Html {
    let desk = use_desk();
    let words = &desk.words;
    let key = use_memo((), |()| fresh_key());
    let item = use_state_eq(|| 0_usize);
    let number = use_text("1");
    let is_checked = use_state_eq(|| false);
    let made = use_state(|| None::<Rc<IssuedCodes>>);
    let act = use_act();
    let chosen = props.items.get(*item);
    let free = chosen.map_or(0, |line| line.aside.saturating_sub(line.issued));
    let count: u32 = number.trimmed().parse().unwrap_or(0);
    let is_wrong = count == 0 || count > free;
    let on_send = {
        let (desk, act, is_checked, made, on_made) = (
            desk.clone(),
            act.clone(),
            is_checked.clone(),
            made.clone(),
            props.on_made.clone(),
        );
        let path = ["campaigns/", &props.slug, "/codes"].concat();
        let wanted = NewCodes {
            key: (*key).clone(),
            node: chosen.map(|line| line.node.clone()).unwrap_or_default(),
            item: chosen.map(|line| line.item.clone()).unwrap_or_default(),
            count,
        };
        Callback::from(move |()| {
            is_checked.set(true);
            if is_wrong {
                focus_first_wrong();
                return;
            }
            let (desk, path, wanted, made, on_made) = (
                desk.clone(),
                path.clone(),
                wanted.clone(),
                made.clone(),
                on_made.clone(),
            );
            act.run(async move {
                let codes = desk.api.send::<IssuedCodes>(Method::Post, &path, &wanted).await?;
                made.set(Some(Rc::new(codes)));
                on_made.emit(());
                Ok(())
            });
        })
    };
    if let Some(made) = &*made {
        let save = {
            let (desk, made) = (desk.clone(), made.clone());
            let name = [props.slug.as_str(), "-codes.csv"].concat();
            Callback::from(move |()| {
                let (host, made, name) = (desk.host.clone(), made.clone(), name.clone());
                spawn_local(async move { host.save(&name, &made.csv).await });
            })
        };
        let first: Vec<&str> = made.codes.iter().take(SHOWN).map(String::as_str).collect();
        let rest = made.codes.len().saturating_sub(SHOWN) as u64;
        return html! {
            <Dialog id="issued" title={words.many("codes.made", made.codes.len() as u64)} on_close={props.on_close.clone()}>
                <p>{ words.t("codes.made.lead") }</p>
                <Secret label={words.t("codes")} text={first.join("\n")} />
                if rest > 0 {
                    <p class="hint">{ words.many("codes.made.more", rest) }</p>
                }
                <div class="acts">
                    { button("", words.t("done"), props.on_close.clone()) }
                    { button("is-main", words.t("codes.save"), save) }
                </div>
            </Dialog>
        };
    }
    let on_choose = Callback::from(move |place: String| item.set(place.parse().unwrap_or(0)));
    let options = props.items.iter().enumerate();
    let options: Vec<(AttrValue, AttrValue)> = options
        .map(|(place, line)| (place.to_string().into(), words.of(&line.text).into()))
        .collect();
    let place = props.items.iter().position(|line| Some(line) == chosen).unwrap_or(0);
    html! {
        <Dialog id="issue" title={words.t("codes.issue")} on_close={props.on_close.clone()}>
            <p>{ words.t("codes.issue.lead") }</p>
            <Form {on_send}>
                <Choice id="issue-item" label={words.t("codes.item")} value={place.to_string()} {options} {on_choose} />
                <Field id="issue-count" kind="number" label={words.t("gifts.number")} text={number}
                    hint={words.with("codes.free", &[("n", &words.number(u64::from(free)))])}
                    error={if is_wrong && *is_checked { words.t("codes.count.wrong") } else { AttrValue::default() }} />
                <Trouble problem={act.problem()} />
                <div class="acts">
                    { button("", words.t("cancel"), props.on_close.clone()) }
                    { submit(words.t("codes.issue"), act.is_busy()) }
                </div>
            </Form>
        </Dialog>
    }
}
