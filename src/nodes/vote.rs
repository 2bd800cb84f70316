//! Wishes, any number of them, or a poll with one choice.

use crate::clock::{Phase, phase};
use crate::ctx::Ctx;
use crate::parts::options::{Look, option_row};
use crate::parts::ticket::Parts;
use crate::parts::{el, list, words};
use crate::text::{Key, Many};
use canyu_core::act::Act;
use canyu_core::view::{NodeView, VoteView};

/// The node.
pub fn vote(ctx: &Ctx, node: &NodeView, vote: &VoteView) -> Parts {
    let now = phase(node, ctx.state.now);
    let mut chosen = Vec::new();
    for pick in ctx.state.mine.picks.iter().filter(|pick| pick.node == node.id) {
        chosen.push(pick.key.clone());
    }
    let shows = !vote.single || !chosen.is_empty() || now == Phase::Closed;
    let most = vote.options.iter().map(|option| option.people).max().unwrap_or(0);
    let of = shows.then_some(if vote.single { vote.voters } else { most });
    let hint = ctx.t(if vote.single { Key::VotePoll } else { Key::VoteWishes });
    let mut rows = vec![words("legend", "unseen", hint.clone())];
    for option in &vote.options {
        let look = Look {
            on: chosen.contains(&option.key),
            off: now != Phase::Open,
            single: vote.single,
            of,
        };
        let picks = choose(&chosen, &option.key, vote.single);
        rows.push(option_row(
            ctx,
            option,
            &look,
            ctx.on_press(Act::Vote {
                node: node.id.clone(),
                picks,
            }),
        ));
    }
    let options = el("fieldset", "options")
        .lang(ctx.campaign_lang())
        .put(list(rows))
        .end();
    let crowd = if vote.voters > 0 {
        ctx.texts.many(Many::Voters, vote.voters)
    } else {
        String::new()
    };
    let said = ctx.t(if now == Phase::Open {
        Key::VoteChange
    } else {
        Key::VoteOver
    });
    let face = vec![options, words("p", "crowd", crowd)];
    Parts {
        class: "vote",
        face,
        said,
        act: words("p", "said", hint),
        ..Parts::default()
    }
}

/// The whole choice after a tap.
#[must_use]
pub fn choose(chosen: &[String], key: &str, single: bool) -> Vec<String> {
    let had = chosen.iter().any(|pick| pick == key);
    let mut picks = Vec::new();
    if !single {
        picks.extend(chosen.iter().filter(|pick| *pick != key).cloned());
    }
    if single || !had {
        picks.push(key.to_owned());
    }
    picks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tap_on_a_wish_adds_it_and_a_second_one_takes_it_back() {
        let one = choose(&[], "a", false);
        let two = choose(&one, "b", false);
        assert_eq!(two, ["a", "b"]);
        assert_eq!(choose(&two, "a", false), ["b"]);
    }

    #[test]
    fn a_poll_has_one_choice_that_can_be_changed() {
        assert_eq!(choose(&["a".into()], "b", true), ["b"]);
    }
}
