//! Wishes, any number of them, or a poll with one choice.

use crate::ctx::NodeProps;
use crate::overlay::has_picked;
use crate::parts::options::{OptionLook, option_row};
use crate::parts::ticket::Ticket;
use crate::state::{Phase, phase};
use crate::text::{Key, Many};
use canyu_core::act::Act;
use canyu_core::view::KindView;
use yew::{Callback, Html, component, html};

/// The node.
#[component]
pub fn Vote(NodeProps { ctx, node }: &NodeProps) -> Html {
    let KindView::Vote(vote) = &node.kind else {
        return Html::default();
    };
    let now = phase(node, ctx.state.now);
    let chosen: Vec<String> = ctx
        .state
        .mine
        .picks
        .iter()
        .filter(|pick| pick.node == node.id)
        .map(|pick| pick.key.clone())
        .collect();
    let shows = !vote.single || !chosen.is_empty() || now == Phase::Closed;
    let press = {
        let (perform, node, single, chosen) = (ctx.perform.clone(), node.id.clone(), vote.single, chosen.clone());
        Callback::from(move |key: String| {
            let picks = choose(&chosen, key, single);
            perform.emit(Act::Vote {
                node: node.clone(),
                picks,
            });
        })
    };
    let most = vote.options.iter().map(|option| option.people).max().unwrap_or(0);
    let said = ctx.t(if now == Phase::Open {
        Key::VoteChange
    } else {
        Key::VoteOver
    });
    let hint = ctx.t(if vote.single { Key::VotePoll } else { Key::VoteWishes });
    let act = html! { <p class="said">{ hint.clone() }</p> };
    html! {
        <Ticket ctx={ctx.clone()} node={node.clone()} class="vote" {said} {act}>
            <fieldset class="options">
                <legend class="unseen">{ hint }</legend>
                { for vote.options.iter().map(|option| {
                    let look = OptionLook {
                        on: has_picked(&ctx.state.mine, &node.id, &option.key),
                        off: now != Phase::Open,
                        single: vote.single,
                        of: shows.then_some(if vote.single { vote.voters } else { most }),
                    };
                    option_row(ctx, option, &look, press.clone())
                }) }
            </fieldset>
            if vote.voters > 0 { <p class="crowd">{ ctx.texts.many(Many::Voters, vote.voters) }</p> }
        </Ticket>
    }
}

/// The whole choice after a tap.
#[must_use]
pub fn choose(chosen: &[String], key: String, single: bool) -> Vec<String> {
    let had = chosen.contains(&key);
    if single {
        return vec![key];
    }
    let mut picks: Vec<String> = chosen.iter().filter(|pick| **pick != key).cloned().collect();
    if !had {
        picks.push(key);
    }
    picks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tap_on_a_wish_adds_it_and_a_second_one_takes_it_back() {
        let one = choose(&[], "a".into(), false);
        let two = choose(&one, "b".into(), false);
        assert_eq!(two, ["a", "b"]);
        assert_eq!(choose(&two, "a".into(), false), ["b"]);
    }

    #[test]
    fn a_poll_has_one_choice_that_can_be_changed() {
        assert_eq!(choose(&["a".into()], "b".into(), true), ["b"]);
    }
}
