//! Who was drawn, what has become of the prizes, and how one is taken and given on.

use super::excluded::options;
use crate::api::json;
use crate::desk::{Desk, use_desk};
use crate::hooks::{use_act, use_load};
use crate::ui::{Choice, Confirm, Weight, badge, button, pager, table};
use canyu_core::staff::{DrawLook, Forfeiting, WinnerLine, WinnerState, Winners};
use yew::{AttrValue, Callback, Html, Properties, component, html, use_state, use_state_eq};

/// What [`WinnerList`] is given.
#[derive(Properties, PartialEq)]
pub struct WinnerListProps {
    /// The draw.
    pub look: DrawLook,
    /// Its path.
    pub path: AttrValue,
    /// The campaign's name in addresses.
    pub slug: AttrValue,
    /// A prize was taken.
    pub on_change: Callback<()>,
}

/// Whose prize is to be taken, and why.
#[derive(Clone, PartialEq, Eq)]
struct Taking {
    k: u32,
    state: WinnerState,
    reason: String,
}

impl Taking {
    /// The reasons that the rules allow: a prize that was claimed is not unclaimed.
    fn reasons<'a>(&'a self, all: &'a [String]) -> impl Iterator<Item = &'a String> {
        all.iter().filter(|reason| match (reason.as_str(), self.state) {
            ("unclaimed", state) => state == WinnerState::Overdue,
            ("unreachable", state) => state != WinnerState::Claimed,
            _ => true,
        })
    }
}

/// The list.
#[component]
pub fn WinnerList(props: &WinnerListProps) -> Html {
    let desk = use_desk();
    let words = &desk.words;
    let from = use_state(|| 0_u32);
    let path = [&props.path, "/winners?from=", &from.to_string()].concat();
    let (load, again) = use_load::<Winners>(path);
    let act = use_act();
    let taking = use_state_eq(|| None::<Taking>);
    let on_no = {
        let (taking, act, again, on_change) = (taking.clone(), act.clone(), again.clone(), props.on_change.clone());
        Callback::from(move |()| {
            taking.set(None);
            act.forget();
            again.emit(());
            on_change.emit(());
        })
    };
    let question = (*taking).clone().map(|asked| {
        let on_choose = {
            let (taking, asked) = (taking.clone(), asked.clone());
            Callback::from(move |reason: String| taking.set(Some(Taking { reason, ..asked.clone() })))
        };
        let on_yes = {
            let (desk, act, on_no, path) = (desk.clone(), act.clone(), on_no.clone(), [&props.path, "/forfeit"].concat());
            let body = json(&Forfeiting {
                k: Some(asked.k),
                reason: asked.reason.clone(),
            });
            Callback::from(move |()| act.send(&desk, path.clone(), body.clone(), "draw.forfeit.done", on_no.clone()))
        };
        let options = options(words, asked.reasons(&props.look.forfeit_reasons));
        html! {
            <Confirm title={words.t("draw.forfeit")} yes={words.t("draw.forfeit")} weight={Weight::Name(props.slug.clone())} act={act.clone()} {on_yes} {on_no}>
                <p>{ words.t("draw.forfeit.lead") }</p>
                <Choice id="draw-reason" label={words.t("draw.why")} value={asked.reason} {options} {on_choose} />
            </Confirm>
        }
    });
    let row = |line: &WinnerLine| {
        let on_take = {
            let (taking, mut asked) = (
                taking.clone(),
                Taking {
                    k: line.k,
                    state: line.state,
                    reason: String::new(),
                },
            );
            let first = asked.reasons(&props.look.forfeit_reasons).next().cloned();
            asked.reason = first.unwrap_or_default();
            Callback::from(move |()| taking.set(Some(asked.clone())))
        };
        let holds = matches!(
            line.state,
            WinnerState::Open | WinnerState::Overdue | WinnerState::Claimed
        );
        let cells = vec![
            html! { <>{ prize(&desk, &props.look, line) }<small>{ words.with("draw.k", &[("n", &words.number(u64::from(line.k) + 1))]) }</small></> },
            state(&desk, line),
            html! { <><code>{ line.fan.clone().unwrap_or_default() }</code>{ said(&desk, line) }</> },
            if holds {
                button("is-grave", words.t("draw.forfeit"), on_take)
            } else {
                Html::default()
            },
        ];
        (line.k.to_string(), cells)
    };
    let columns = ["draw.prize", "state", "draw.fan", "draw.act"].map(|name| words.t(name));
    html! {
        <section class="card is-table">
            <h2>{ words.t("draw.winners") }</h2>
            { load.shown(&again, |page| html! {
                <>
                    if page.lines.is_empty() {
                        <p class="lead">{ words.t("draw.winners.none") }</p>
                    } else {
                        { table(words.t("draw.winners"), &columns, page.lines.iter().map(row).collect()) }
                    }
                    { pager(words, &from, page.next) }
                </>
            }) }
            { question.unwrap_or_default() }
        </section>
    }
}

fn prize(desk: &Desk, look: &DrawLook, line: &WinnerLine) -> String {
    let name = line.prize.and_then(|prize| look.prize_names.get(prize as usize));
    let named = name.and_then(|name| name.get(&desk.words.language).or_else(|| name.values().next()));
    named.cloned().unwrap_or_else(|| "–".to_owned())
}

/// What has become of it, with the time that matters.
fn state(desk: &Desk, line: &WinnerLine) -> Html {
    let words = &desk.words;
    let (kind, at) = match line.state {
        WinnerState::Open => ("waiting", line.until),
        WinnerState::Overdue => ("bad", line.until),
        WinnerState::Claimed => ("open", line.claimed),
        WinnerState::Forfeited => ("away", line.forfeited),
        WinnerState::Alternate => ("closed", None),
    };
    let name = ["winner.", line.state.name()].concat();
    html! {
        <>
            { badge(kind, words.t(&name)) }
            if let Some(at) = at {
                <small>{ words.with(&[&name, ".at"].concat(), &[("time", &words.time(at))]) }</small>
            }
            if let Some(reason) = &line.reason {
                <small>{ words.code("draw.reason", reason) }</small>
            }
        </>
    }
}

/// What somebody has said to get his prize, shown when asked for.
fn said(desk: &Desk, line: &WinnerLine) -> Html {
    let parts = [&line.name, &line.address, &line.contact, &line.code];
    let parts: Vec<&String> = parts.into_iter().flatten().collect();
    if parts.is_empty() {
        return Html::default();
    }
    html! {
        <details>
            <summary>{ desk.words.t("draw.show") }</summary>
            { for parts.into_iter().map(|part| html! { <p class="lines">{ part.clone() }</p> }) }
        </details>
    }
}

#[cfg(test)]
mod tests {
    use super::{Taking, WinnerState};

    #[test]
    fn only_reasons_that_the_rules_allow_can_be_chosen() {
        let all = ["unclaimed", "declined", "ineligible", "unreachable"].map(str::to_owned);
        let reasons = |state| {
            let asked = Taking {
                k: 0,
                state,
                reason: String::new(),
            };
            asked.reasons(&all).cloned().collect::<Vec<_>>().join(" ")
        };
        assert_eq!(
            reasons(WinnerState::Overdue),
            "unclaimed declined ineligible unreachable"
        );
        assert_eq!(reasons(WinnerState::Open), "declined ineligible unreachable");
        assert_eq!(reasons(WinnerState::Claimed), "declined ineligible");
    }
}
