//! Who was drawn, what has become of the prizes, and whose prize is to be given on.

use super::{Ask, Hands};
use crate::desk::{Desk, use_desk};
use crate::hooks::{Load, use_act};
use crate::ui::{Trouble, badge, button, pager, table};
use canyu_core::staff::{Claimant, DrawLook, WinnerLine, WinnerState, Winners};
use yew::{Callback, Html, Properties, UseStateHandle, component, html, use_state};

/// Whose prize is to be taken, and why.
#[derive(Clone, PartialEq, Eq)]
pub struct Taking {
    /// The number of the draw.
    pub k: u32,
    /// What has become of the prize so far.
    pub state: WinnerState,
    /// Why.
    pub reason: String,
}

impl Taking {
    /// The reasons that the rules allow: a prize that was claimed is not unclaimed.
    pub fn reasons<'a>(&'a self, all: &'a [String]) -> impl Iterator<Item = &'a String> {
        all.iter().filter(|reason| match (reason.as_str(), self.state) {
            ("unclaimed", state) => state == WinnerState::Overdue,
            ("unreachable", state) => state != WinnerState::Claimed,
            _ => true,
        })
    }
}

/// The list, from a place on.
pub fn view(hands: &Hands, look: &DrawLook, list: &Load<Winners>, from: &UseStateHandle<u32>) -> Html {
    let words = &hands.desk.words;
    let row = |line: &WinnerLine| {
        let holds = matches!(
            line.state,
            WinnerState::Open | WinnerState::Overdue | WinnerState::Claimed
        );
        let take = if holds {
            let mut taking = Taking {
                k: line.k,
                state: line.state,
                reason: String::new(),
            };
            let first = taking.reasons(&look.forfeit_reasons).next().cloned();
            taking.reason = first.unwrap_or_default();
            let asked = hands.asked.clone();
            let on_take = Callback::from(move |()| asked.set(Ask::Take(taking.clone())));
            button("is-grave", words.t("draw.forfeit"), on_take)
        } else {
            Html::default()
        };
        let number = words.with("draw.k", &[("n", &words.number(u64::from(line.k) + 1))]);
        let said = if line.has_said {
            let path = [&hands.path, "/winners/", &line.k.to_string()].concat();
            html! { <Said {path} /> }
        } else {
            Html::default()
        };
        let cells = vec![
            html! { <>{ prize(&hands.desk, look, line) }<small>{ number }</small></> },
            state(&hands.desk, line),
            html! { <><code>{ line.fan.clone().unwrap_or_default() }</code>{ said }</> },
            take,
        ];
        (line.k.to_string(), cells)
    };
    let columns = ["draw.prize", "state", "draw.fan", "draw.act"].map(|name| words.t(name));
    let shown = list.shown(&hands.again, |page| {
        if page.lines.is_empty() {
            return html! { <p class="lead">{ words.t("draw.winners.none") }</p> };
        }
        let table = table(words.t("draw.winners"), &columns, page.lines.iter().map(row).collect());
        html! { <>{ table }{ pager(words, from, page.next) }</> }
    });
    html! { <section class="card"><h2>{ words.t("draw.winners") }</h2>{ shown }</section> }
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
    let mut more = Vec::new();
    if let Some(at) = at {
        more.push(words.with(&[&name, ".at"].concat(), &[("time", &words.time(at))]));
    }
    if let Some(reason) = &line.reason {
        more.push(words.code("draw.reason", reason));
    }
    let more = more.into_iter().map(|said| html! { <small>{ said }</small> });
    html! { <>{ badge(kind, words.t(&name)) }{ for more }</> }
}

/// What [`Said`] is given.
#[derive(Properties, PartialEq)]
struct SaidProps {
    /// Where it is told, see `Desk::api`.
    path: String,
}

/// What somebody has said to get his prize. It is asked for when somebody wants to see it: the log says who did.
#[component]
fn Said(props: &SaidProps) -> Html {
    let desk = use_desk();
    let act = use_act();
    let said = use_state(|| None::<Claimant>);
    let show = {
        let (desk, act, said, path) = (desk.clone(), act.clone(), said.clone(), props.path.clone());
        Callback::from(move |()| {
            let (desk, said, path) = (desk.clone(), said.clone(), path.clone());
            act.run(async move {
                said.set(Some(desk.api.get::<Claimant>(&path).await?));
                Ok(())
            });
        })
    };
    match &*said {
        None => html! {
            <>
                { button("is-quiet", desk.words.t("draw.show"), show) }
                <Trouble problem={act.problem()} />
            </>
        },
        Some(Claimant {
            name,
            address,
            contact,
            code,
        }) => {
            let parts = [name, address, contact, code].into_iter().flatten();
            let parts: Vec<&str> = parts.map(String::as_str).collect();
            html! { <p class="lines" role="status">{ parts.join("\n") }</p> }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Taking, WinnerState};

    #[test]
    fn only_reasons_that_the_rules_allow_can_be_chosen() {
        let all = ["unclaimed", "declined", "ineligible", "unreachable"].map(str::to_owned);
        let reasons = |state| {
            let reason = String::new();
            let asked = Taking { k: 0, state, reason };
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
